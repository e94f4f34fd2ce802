"""Pooling: fewer numbers, and a small shift of the picture hardly shows."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QComboBox, QGridLayout

from tlgui.engine.errors import Message
from tlgui.engine.lessons.pooling import Pool, Pooling, changed_share, shifted
from tlgui.ui.kit.widgets import make_label
from tlgui.ui.learn.figure import Figure, number_field
from tlgui.ui.learn.figures.own_picture import OwnPicture
from tlgui.ui.learn.lesson import Lesson, Question
from tlgui.ui.look import theme
from tlgui.ui.pictures.inside.number_grid import NumberGrid, number_text
from tlgui.ui.pictures.inside.sliding_panel import OWN, SIDE, picture_of
from tlgui.ui.words.live_text import live

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from tlgui.ui.learn.lesson import Bench

_ASKED = Pooling(np.zeros((32, 32)), window=2, stride=2)


class PoolingFigure(Figure):
    """A small picture, and what pooling leaves of it."""

    def __init__(self, bench: Bench) -> None:
        super().__init__(bench, "pooling_figure")
        self._step, self._pooling = 0, Pooling(picture_of("step"))
        self._own: NDArray[np.float64] | None = None
        OwnPicture(bench, SIDE, self).loaded.connect(self._offer_own)
        self.picture = QComboBox()
        for name in ("step", "cross", "seven"):
            self.picture.addItem(name, name)
        self.pool = QComboBox()
        for pool in Pool:
            self.pool.addItem(pool.value, pool)
        self.window_side, self.stride = number_field(2, 4, 2), number_field(1, 4, 2)
        self.shift = number_field(0, 2, 0)
        self.add_control(lambda: self.tr("Picture"), self.picture, "pooling_picture")
        self.add_control(lambda: self.tr("Kept of a window"), self.pool, "pooling_kind")
        self.add_control(lambda: self.tr("Window"), self.window_side, "pooling_window")
        self.add_control(lambda: self.tr("Stride"), self.stride, "pooling_stride")
        self.add_control(lambda: self.tr("Shifted to the right"), self.shift, "pooling_shift")
        self.source = NumberGrid("pooling_source", lambda: self.tr("Picture"))
        self.target = NumberGrid("pooling_target", lambda: self.tr("After pooling"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.SPACE_L)
        grid.setVerticalSpacing(theme.SPACE_S)
        center = Qt.AlignmentFlag.AlignHCenter
        titles = (lambda: self.tr("Picture")), (lambda: self.tr("After pooling"))
        for column, (title, shown) in enumerate(
            zip(titles, (self.source, self.target), strict=True)
        ):
            grid.addWidget(make_label(title, "card-title"), 0, column, center)
            grid.addWidget(shown, 1, column)
            grid.setColumnStretch(column, 1)
            shown.key_pressed.connect(self._on_key)
        grid.setRowStretch(1, 1)
        self.source.cell_chosen.connect(self._on_source_clicked)
        self.target.cell_chosen.connect(
            lambda row, column: self._go(row * self._pooling.shape[1] + column)
        )
        self.body.addLayout(grid, 1)
        self.picture.currentIndexChanged.connect(self._rebuild)
        self.pool.currentIndexChanged.connect(self._rebuild)
        for field in (self.window_side, self.stride, self.shift):
            field.valueChanged.connect(self._rebuild)
        live(self, self._tell_names)

    @property
    def step(self) -> int:
        """The place whose window is framed, counted from 0."""
        return self._step

    def _offer_own(self, picture: NDArray[np.float64]) -> None:
        self._own = picture
        if self.picture.findData(OWN) < 0:
            self.picture.addItem(OWN, OWN)
        self._tell_names()
        self._rebuild()

    def _base(self) -> NDArray[np.float64]:
        name = str(self.picture.currentData())
        return self._own if name == OWN and self._own is not None else picture_of(name)

    def _pooled(self, picture: NDArray[np.float64]) -> Pooling:
        pool = Pool(self.pool.currentData())
        return Pooling(picture, self.window_side.value(), self.stride.value(), pool)

    def _rebuild(self) -> None:
        self._pooling = self._pooled(shifted(self._base(), self.shift.value()))
        self._step = min(self._step, self._pooling.pooled.size - 1)
        self._show()

    def _go(self, step: int) -> None:
        self._step = min(max(step, 0), self._pooling.pooled.size - 1)
        self._show()

    def _on_source_clicked(self, row: int, column: int) -> None:
        rows, columns = self._pooling.shape
        stride = self._pooling.stride
        self._go(min(row // stride, rows - 1) * columns + min(column // stride, columns - 1))

    def _on_key(self, key: int) -> None:
        columns, last = self._pooling.shape[1], self._pooling.pooled.size - 1
        to = {
            Qt.Key.Key_Left: self._step - 1,
            Qt.Key.Key_Right: self._step + 1,
            Qt.Key.Key_Up: self._step - columns if self._step >= columns else self._step,
            Qt.Key.Key_Down: self._step + columns if self._step + columns <= last else self._step,
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: last,
        }
        self._go(to.get(Qt.Key(key), self._step))

    def _show(self) -> None:
        pooling = self._pooling
        row, column = divmod(self._step, pooling.shape[1])
        side, stride = pooling.window, pooling.stride
        self.source.set_values(pooling.picture, low=0, high=9)
        self.source.set_window(QRect(column * stride, row * stride, side, side))
        self.target.set_values(pooling.pooled, low=0, high=9)
        self.target.set_window(QRect(column, row, 1, 1))
        self._tell()

    def _tell(self) -> None:
        pooling = self._pooling
        seen = ", ".join(number_text(value) for value in pooling.seen(self._step).ravel())
        kept = number_text(float(pooling.pooled.ravel()[self._step]))
        told = (
            self.tr("The largest of {numbers} is {kept}.")
            if pooling.pool is Pool.MAX
            else self.tr("The mean of {numbers} is {kept}.")
        )
        rows, columns = pooling.shape
        lines = [
            told.format(numbers=seen, kept=kept),
            self.tr("{before} numbers become {after}; nothing is learned for it.").format(
                before=pooling.picture.size, after=rows * columns
            ),
        ]
        side = len(pooling.picture)
        left = side - (rows - 1) * pooling.stride - pooling.window
        if left > 0:
            lines.append(
                self.tr("Rows and columns at the end that no window reaches: {n}.").format(n=left)
            )
        if self.shift.value():
            base = self._base()
            lines.append(
                self.tr(
                    "The shift changed {before} of the picture's numbers, and {after} of those "
                    "after pooling."
                ).format(
                    before=f"{changed_share(base, pooling.picture):.0%}",
                    after=f"{changed_share(self._pooled(base).pooled, pooling.pooled):.0%}",
                )
            )
        self.tell("\n".join(lines))

    def _tell_names(self) -> None:
        names = {
            "cross": self.tr("A cross"),
            "seven": self.tr("A seven"),
            "step": self.tr("From dark to bright"),
            OWN: self.tr("One of your pictures"),
        }
        for place in range(self.picture.count()):
            self.picture.setItemText(place, names[str(self.picture.itemData(place))])
        kinds = {Pool.MAX: self.tr("The largest number"), Pool.MEAN: self.tr("The mean")}
        for place in range(self.pool.count()):
            self.pool.setItemText(place, kinds[Pool(self.pool.itemData(place))])
        self._rebuild()


LESSON = Lesson(
    number=3,
    key="pooling",
    title=Message("Pooling"),
    idea=(
        Message(
            "Pooling keeps one number of each window: the largest, or the mean. The maps become "
            "smaller, and the layers behind them see more of the picture at once."
        ),
        Message(
            "Where exactly in its window a pattern was found is forgotten: as long as the largest "
            "number stays in its window, nothing changes behind it."
        ),
    ),
    to_try=Message(
        "Shift the picture by 1: its edge moves, and after pooling nothing has changed. By 2 the "
        "edge has come into the next window. Then do the same with the mean."
    ),
    question=Question(
        text=Message(
            "64 maps of 32 \u00d7 32 pass a max pooling of 2 \u00d7 2 with stride 2. "
            "What comes out, and how many weights does it learn?"
        ),
        answers=(
            Message("32 maps of 16 \u00d7 16, none"),
            Message("64 maps of 16 \u00d7 16, none"),
            Message("64 maps of 16 \u00d7 16, 4 for each map"),
        ),
        right=1,
        why=Message(
            "Each map is pooled by itself, so their number stays; (32 \u2212 2) / 2 + 1 = {side}. "
            "Taking the largest number needs no weights.",
            side=_ASKED.shape[0],
        ),
    ),
    make_figure=PoolingFigure,
)
