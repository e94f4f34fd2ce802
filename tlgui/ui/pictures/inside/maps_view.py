"""The activation maps of a layer: layers at the left, maps in a grid, one of them in large."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QSlider, QStackedWidget, QVBoxLayout, QWidget

from tlgui.engine.errors import TlguiError
from tlgui.ui.kit.errors import route_error, text_of
from tlgui.ui.kit.widgets import make_label
from tlgui.ui.look import theme
from tlgui.ui.pictures.image_view import ImageView
from tlgui.ui.pictures.inside.layer_list import LayerList, size_text
from tlgui.ui.pictures.inside.map_grid import MapGrid
from tlgui.ui.words.live_text import Text, live, live_text, said
from tlgui.ui.work.latest_job import LatestJob

if TYPE_CHECKING:
    from pathlib import Path

    from tlgui.ui.pictures.inside.inside_shelf import InsideShelf, LayerMaps, Layers
    from tlgui.ui.work.jobs import JobRunner

LIST_WIDTH, LARGE_WIDTH = 304, 264


class MapsView(QWidget):
    """What the layers of a network make of one picture."""

    def __init__(
        self, runner: JobRunner, shelf: InsideShelf, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._runner, self._shelf = runner, shelf
        self._opening, self._looking = LatestJob(runner, self), LatestJob(runner, self)
        self._subject: tuple[Path, Path] | None = None
        self._opened: Layers | None = None
        self._maps: LayerMaps | None = None
        self._text: Text = ""
        self.layers = LayerList()
        self.layers.setFixedWidth(theme.px(LIST_WIDTH))
        self.layers.chosen.connect(self._on_layer_chosen)
        self.grid = MapGrid("activation_map_grid", lambda: self.tr("Activation maps"))
        self.grid.chosen.connect(self._on_map_chosen)
        self._said = make_label("", "muted", "activation_maps_text", wrap=True)
        self._said.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self._said)
        self._stack.addWidget(self.grid)
        self._about = make_label("", "card-title", "activation_maps_layer")
        self.order = QComboBox()
        self.order.setObjectName("map_order_selector")
        live_text(self.order, self.order.setAccessibleName, lambda: self.tr("Order of the maps"))
        self.order.activated.connect(self._fill)
        head = QHBoxLayout()
        head.addWidget(self._about, 1)
        head.addWidget(self.order)
        middle = QVBoxLayout()
        middle.setSpacing(theme.SPACE_S)
        middle.addLayout(head)
        middle.addWidget(self._stack, 1)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.SPACE_M)
        layout.addWidget(self.layers)
        layout.addLayout(middle, 1)
        layout.addWidget(self._make_large())
        live(self, self._tell)

    def _make_large(self) -> QWidget:
        """One map over the picture, with what is known of it."""
        self.large = ImageView()
        self.large.setObjectName("large_map_view")
        self._number = make_label("", "card-title", "large_map_number")
        self._values = make_label("", "muted", "large_map_values", wrap=True)
        self.opacity = QSlider(Qt.Orientation.Horizontal)
        self.opacity.setObjectName("large_map_opacity")
        live_text(
            self.opacity, self.opacity.setAccessibleName, lambda: self.tr("Opacity of the map")
        )
        self.opacity.setRange(0, 100)
        self.opacity.setPageStep(10)
        self.opacity.valueChanged.connect(lambda value: self.large.set_opacity(value / 100))
        self.opacity.setValue(75)
        label = make_label(lambda: self.tr("Opacity"))
        label.setBuddy(self.opacity)
        row = QHBoxLayout()
        row.setSpacing(theme.SPACE_S)
        row.addWidget(label)
        row.addWidget(self.opacity, 1)
        whole = QWidget()
        whole.setFixedWidth(theme.px(LARGE_WIDTH))
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.SPACE_S)
        column.addWidget(self._number)
        column.addWidget(self.large, 1)
        column.addLayout(row)
        column.addWidget(self._values)
        self.large.setMaximumHeight(theme.px(LARGE_WIDTH))
        column.addStretch()
        return whole

    def show_picture(self, folder: Path, image: Path) -> None:
        """Look at ``image`` through the network of the run in ``folder``."""
        if self._subject == (folder, image) and self._opened is not None:
            return
        self._subject = (folder, image)
        self._opened = self._maps = None
        self._looking.let_go()
        self._say(self._waiting)
        self._opening.start(
            lambda control: self._shelf.layers(folder, image, control=control),
            succeeded=self._on_opened,
            failed=self._on_failed,
        )

    def _waiting(self) -> str:
        if any(job.lane == "model" and job.title is not None for job in self._runner.jobs):
            return self.tr("The maps come when the running job has ended.")
        return self.tr("Looking at the picture…")

    def _on_opened(self, found: Layers) -> None:
        self._opened = found
        if not found.layers:
            self._say(lambda: self.tr("The layers of this network have no maps."))
            return
        with QSignalBlocker(self.layers):
            self.layers.set_layers(found.layers)
        self._on_layer_chosen(self.layers.current)

    def _on_layer_chosen(self, name: str) -> None:
        if self._subject is None or self._opened is None:
            return
        folder, image = self._subject
        self._looking.start(
            lambda control: self._shelf.maps(folder, image, name, control=control),
            succeeded=self._on_looked,
            failed=self._on_failed,
        )

    def _on_looked(self, maps: LayerMaps) -> None:
        same = self._maps is not None and self._maps.layer == maps.layer
        before = self.grid.current if same else None
        self._maps = maps
        self._stack.setCurrentWidget(self.grid)
        self._fill(before)

    def _on_failed(self, error: Exception) -> None:
        if not isinstance(error, TlguiError):
            self._say(lambda: self.tr("There are no maps of this picture."))
            route_error(error)
            return
        parts = [error.message, *([] if error.hint is None else [error.hint])]
        self._say(lambda: " ".join(text_of(part) for part in parts))

    def _say(self, text: Text) -> None:
        """Show ``text`` in the place of the maps."""
        self._text = text
        self._maps = None
        self._stack.setCurrentWidget(self._said)
        self.large.show_text("")
        self._tell()

    def _fill(self, number: int | None = None) -> None:
        """Show the maps in the order that is chosen, and go to one of them."""
        maps = self._maps
        if maps is None:
            return
        strongest = self.order.currentData() != "number"
        order = maps.order if strongest else tuple(range(len(maps.images)))
        self.grid.set_images(maps.images, order, self._told)
        self.grid.choose(order[0] if number is None or not 0 <= number < len(order) else number)
        self._tell()

    def _told(self, number: int) -> str:
        """What is told of a map to those who point at it."""
        maps = self._maps
        if maps is None:
            return str(number)
        return self.tr("Map {number}: mean {mean}, from {low} to {high}").format(
            number=number,
            mean=_number_text(maps.means[number]),
            low=_number_text(maps.lows[number]),
            high=_number_text(maps.highs[number]),
        )

    def _on_map_chosen(self, number: int) -> None:
        if self._maps is None or self._opened is None:
            return
        self.large.show_picture(self._opened.picture, self._maps.images[number])
        self._tell_large()

    def _tell_large(self) -> None:
        number = self.grid.current if self._maps is not None else None
        if self._maps is None or number is None:
            self._number.setText("")
            self._values.setText("")
            return
        maps = self._maps
        self._number.setText(self.tr("Map {number}").format(number=number))
        self._values.setText(
            self.tr("From {low} (black) to {high} (white), mean {mean}.").format(
                low=_number_text(maps.lows[number]),
                high=_number_text(maps.highs[number]),
                mean=_number_text(maps.means[number]),
            )
        )
        self.large.setAccessibleDescription(self._told(number))

    def _tell(self) -> None:
        """Say again what depends on the state."""
        self._said.setText(said(self._text))
        self.large.setAccessibleName(self.tr("One map over the picture"))
        maps = self._maps
        self._about.setText("" if maps is None else f"{maps.layer.name}   {size_text(maps.layer)}")
        with QSignalBlocker(self.order):
            chosen = max(0, self.order.currentIndex())
            self.order.clear()
            self.order.addItem(self.tr("Strongest first"), "strength")
            self.order.addItem(self.tr("By number"), "number")
            self.order.setCurrentIndex(chosen)
        self._tell_large()


def _number_text(value: float) -> str:
    """``value`` to three digits, with a minus that is as wide as a plus."""
    return f"{value:.3g}".replace("-", "\u2212")
