"""Grad-CAM: the last maps, weighted by how much a class's score depends on them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QRect, QSignalBlocker, Qt
from PySide6.QtWidgets import QComboBox, QGridLayout, QSlider, QSpinBox, QWidget

from tlgui.engine.errors import Message
from tlgui.engine.lessons.grad_cam import SAMPLE_PHOTOS, GradCam, looked_into, sample_photos
from tlgui.ui.kit.widgets import make_label
from tlgui.ui.learn.lesson import Lesson, Question
from tlgui.ui.learn.measured import MeasuredFigure
from tlgui.ui.look import theme
from tlgui.ui.pictures.image_view import ImageView
from tlgui.ui.pictures.inside.number_grid import NumberGrid
from tlgui.ui.words.live_text import Text, live_text
from tlgui.ui.words.texts import one_line, share_text
from tlgui.ui.work.images import image_from_pixels

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tlgui.ui.learn.lesson import Bench

_OFFERED = 20
_SIDE = 236
_CELL = 36
"""So that 7 of them are as high as the pictures beside them."""


class GradCamFigure(MeasuredFigure):
    """A picture, the weighted sum of some maps, and the sum over the picture."""

    def __init__(self, bench: Bench) -> None:
        super().__init__(bench, "grad_cam_figure")
        self.number, self.target = QSpinBox(), QComboBox()
        self.number.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.number.setKeyboardTracking(False)
        self.target.setMinimumContentsLength(20)
        self.maps = QSlider(Qt.Orientation.Horizontal)
        self.maps.setFixedWidth(theme.px(180))
        self.maps.setPageStep(1)
        self.maps.setValue(self.maps.maximum())
        self.add_control(lambda: self.tr("Picture"), self.number, "grad_cam_picture")
        self.add_control(lambda: self.tr("Class"), self.target, "grad_cam_class")
        self.add_control(lambda: self.tr("Maps in the sum"), self.maps, "grad_cam_maps")
        self.picture, self.over = ImageView(), ImageView()
        self.sum = NumberGrid("grad_cam_sum", lambda: self.tr("Weighted sum"), largest=_CELL)
        self.sum.cell_chosen.connect(self._on_cell)
        self.sum.key_pressed.connect(self._on_key)
        self._cell = (0, 0)
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.SPACE_L)
        grid.setVerticalSpacing(theme.SPACE_S)
        columns: tuple[tuple[Text, QWidget], ...] = (
            (lambda: self.tr("What the network sees"), self.picture),
            (lambda: self.tr("Weighted sum, in % of its peak"), self.sum),
            (lambda: self.tr("Enlarged, over the picture"), self.over),
        )
        for column, (title, shown) in enumerate(columns):
            grid.addWidget(
                make_label(title, "card-title"), 0, column, Qt.AlignmentFlag.AlignHCenter
            )
            shown.setMinimumSize(theme.px(160), theme.px(_SIDE))
            grid.addWidget(shown, 1, column)
            grid.setColumnStretch(column, 1)
        live_text(self.picture, self.picture.setAccessibleName, columns[0][0])
        live_text(self.over, self.over.setAccessibleName, columns[2][0])
        self.body.insertLayout(0, grid)
        self.number.valueChanged.connect(self.again)
        self.target.activated.connect(self.refresh)
        self.maps.valueChanged.connect(self.refresh)
        bench.session.run_changed.connect(self._on_pictures_changed)
        self.start_telling()

    @property
    def files(self) -> tuple[Path, ...]:
        """The pictures to choose from: some of one's own, from all over, or the sample photos."""
        index = self.bench.session.index
        if index is None or not index.records:
            return sample_photos()
        order = index.reading_order
        places = np.linspace(0, len(order) - 1, min(_OFFERED, len(order))).astype(int)
        return tuple(index.file(order[place]) for place in places)

    def asked(self) -> tuple[Callable[..., object], tuple[object, ...]]:
        files = self.files
        with QSignalBlocker(self.number):
            self.number.setRange(1, len(files))
        run = self.bench.session.run
        folder = None if run is None else run.folder
        return looked_into, (files[self.number.value() - 1], folder)

    @property
    def count(self) -> int:
        """How many maps are summed: one, then twice as many each step, then all."""
        every = len(self.result.maps)
        return every if self.maps.value() == self.maps.maximum() else 2 ** self.maps.value()

    def show_result(self, result: GradCam) -> None:
        chosen = max(self.target.currentIndex(), 0)
        names = [
            f"{one_line(name)} {share_text(share)}"
            for name, share in zip(result.classes, result.probabilities, strict=True)
        ]
        if [self.target.itemText(place) for place in range(self.target.count())] != names:
            self.target.clear()
            self.target.addItems(names)
            chosen = 0
        with QSignalBlocker(self.maps):
            at_end = self.maps.value() == self.maps.maximum()
            self.maps.setRange(0, int(np.ceil(np.log2(len(result.maps)))))
            if at_end:
                self.maps.setValue(self.maps.maximum())
        self.target.setCurrentIndex(chosen)
        heat = result.heat_map(chosen, self.count)
        total = result.summed(chosen, self.count)
        peak = float(total.max())
        shares = np.rint(100 * total / peak if peak > 0 else total).astype(np.float64)
        row, column = min(self._cell[0], total.shape[0] - 1), min(self._cell[1], total.shape[1] - 1)
        self._cell = (row, column)
        self.sum.set_values(shares, low=0, high=100)
        self.sum.set_window(QRect(column, row, 1, 1))
        self.picture.show_picture(image_from_pixels(result.pixels))
        from tlgui.engine.insight.cam import overlay

        self.over.show_picture(image_from_pixels(overlay(heat, 0.8)))

    def tell_result(self, result: GradCam) -> str:
        chosen = max(self.target.currentIndex(), 0)
        every, (height, width) = len(result.maps), result.maps.shape[1:]
        row, column = self._cell
        value = float(result.summed(chosen, self.count)[row, column])
        whose = (
            self.tr("The network of the open run")
            if result.is_own
            else self.tr("The embedded network with its classes of ImageNet")
        )
        file = self.files[self.number.value() - 1]
        credit = []
        if file in sample_photos():
            credit.append(
                self.tr("Photo by {name} on Flickr (CC BY 2.0), from scikit-learn.").format(
                    name=SAMPLE_PHOTOS[file.name]
                )
            )
        return "\n".join(
            (
                self.tr(
                    "{network} gives {every} maps of {height} \u00d7 {width}; {count} of them are "
                    "summed for {name}."
                ).format(
                    network=whose,
                    every=f"{every:,}",
                    height=height,
                    width=width,
                    count=f"{self.count:,}",
                    name=one_line(result.classes[chosen]),
                ),
                self.tr("Row {row}, column {column}: {value}, {share} of the peak.").format(
                    row=row + 1,
                    column=column + 1,
                    value=f"{value:.3g}",
                    share=f"{self.sum.values[row, column]:.0f}%",
                ),
                *credit,
            )
        )

    def _on_cell(self, row: int, column: int) -> None:
        self._cell = (row, column)
        self.refresh()

    def _on_key(self, key: int) -> None:
        if self.result is None:
            return
        rows, columns = self.result.maps.shape[1:]
        row, column = self._cell
        places = {
            Qt.Key.Key_Left: (row, column - 1),
            Qt.Key.Key_Right: (row, column + 1),
            Qt.Key.Key_Up: (row - 1, column),
            Qt.Key.Key_Down: (row + 1, column),
            Qt.Key.Key_Home: (0, 0),
            Qt.Key.Key_End: (rows - 1, columns - 1),
        }
        row, column = places.get(Qt.Key(key), self._cell)
        self._on_cell(min(max(row, 0), rows - 1), min(max(column, 0), columns - 1))


LESSON = Lesson(
    number=14,
    key="grad_cam",
    title=Message("Grad-CAM"),
    idea=(
        Message(
            "The last convolution gives many small maps, each of which says where it found its "
            "pattern. The gradient of a class's score tells how much that class depends on each "
            "map: its mean over the map is the map's weight."
        ),
        Message(
            "Grad-CAM adds up the weighted maps and keeps what is above 0: the places that speak "
            "for the class. Enlarged and laid over the picture it is a heat map."
        ),
    ),
    to_try=Message(
        "Begin with 1 map and take in more: when does the heat map stop changing? Then choose "
        "the second class: the maps are the same, only their weights are others."
    ),
    question=Question(
        text=Message("Why does a Grad-CAM heat map show no fine edges?"),
        answers=(
            Message("It is as coarse as the last maps, and only enlarged"),
            Message("The gradient makes it blurred"),
            Message("The network sees a blurred picture"),
        ),
        right=0,
        why=Message(
            "Pooling and strides have made the last maps small, often 7 \u00d7 7. Where within one "
            "of these cells something was is no longer known."
        ),
    ),
    make_figure=GradCamFigure,
)
