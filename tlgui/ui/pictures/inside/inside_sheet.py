"""Inside the network: what each layer makes of a picture, and the filters of the first."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog, QHBoxLayout, QStackedWidget, QWidget

from tlgui.ui.kit.chips import ChipRow
from tlgui.ui.kit.widgets import ElidedLabel, close_row, make_button, make_label, sheet_layout
from tlgui.ui.look import theme
from tlgui.ui.pictures.inside.filters_view import FiltersView
from tlgui.ui.pictures.inside.inside_shelf import InsideShelf
from tlgui.ui.pictures.inside.maps_view import MapsView
from tlgui.ui.words.live_text import live
from tlgui.ui.words.tooltips import shown_path

if TYPE_CHECKING:
    from tlgui.ui.pictures.inside.sliding_sheet import SlidingSheet
    from tlgui.ui.work.jobs import JobRunner

WIDTH, HEIGHT = 1040, 700


class InsideSheet(QDialog):
    """A window beside the window; it follows the picture that is explained there."""

    def __init__(self, runner: JobRunner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("inside_sheet")
        self.setModal(False)
        self._folder: Path | None = None
        shelf = InsideShelf()
        self.maps = MapsView(runner, shelf)
        self.filters = FiltersView(runner, shelf)
        self._sliding: SlidingSheet | None = None
        self._picture = ElidedLabel(role="muted")
        self._picture.setObjectName("inside_picture")
        self.chips = ChipRow("inside_chips")
        self.chips.chosen.connect(self._on_part_chosen)
        slides = make_button(
            lambda: self.tr("How a filter slides…"), "how_a_filter_slides_button", "small"
        )
        slides.clicked.connect(self.show_sliding)
        head = QHBoxLayout()
        head.setSpacing(theme.SPACE_M)
        head.addWidget(make_label(lambda: self.tr("Inside the network"), "title", "inside_title"))
        head.addWidget(self._picture, 1)
        row = QHBoxLayout()
        row.addWidget(self.chips, 1)
        row.addWidget(slides)
        self._parts = QStackedWidget(self)
        self._parts.addWidget(self.maps)
        self._parts.addWidget(self.filters)
        layout = sheet_layout(self)
        layout.addLayout(head)
        layout.addLayout(row)
        layout.addWidget(self._parts, 1)
        layout.addLayout(close_row(self, "inside_close_button"))
        self.resize(theme.px(WIDTH), theme.px(HEIGHT))
        self.maps.layers.list.setFocus()
        live(self, self._tell)

    def show_picture(self, folder: Path, image: Path) -> None:
        """Look at ``image`` through the network of the run in ``folder``."""
        self._folder = folder
        self._picture.set_full_text(shown_path(Path(image.name)))
        self.maps.show_picture(folder, image)
        if self._parts.currentWidget() is self.filters:
            self.filters.show_run(folder)

    def show_sliding(self) -> None:
        """Show how a filter slides, in a window of its own."""
        from tlgui.ui.pictures.inside.sliding_sheet import SlidingSheet

        if self._sliding is None:
            self._sliding = SlidingSheet(self)
        self._sliding.show()
        self._sliding.raise_()
        self._sliding.activateWindow()

    def _on_part_chosen(self, key: object) -> None:
        self._parts.setCurrentWidget(self.filters if key == "filters" else self.maps)
        if key == "filters" and self._folder is not None:
            self.filters.show_run(self._folder)

    def _tell(self) -> None:
        self.setWindowTitle(self.tr("Inside the network"))
        self.chips.set_chips(
            (
                ("maps", self.tr("Activation maps"), "activation_maps_chip"),
                ("filters", self.tr("First filters"), "first_filters_chip"),
            )
        )
