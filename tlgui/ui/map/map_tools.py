"""The tools above the map: how it is arranged and coloured, the lasso, the zoom."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from tlgui.ui.kit.chips import ChipRow
from tlgui.ui.kit.term_button import TermButton
from tlgui.ui.kit.widgets import make_button, make_label
from tlgui.ui.look import theme
from tlgui.ui.map.map_colors import ColorBy, color_by_name
from tlgui.ui.words.live_text import live

if TYPE_CHECKING:
    from collections.abc import Sequence


class Arranged(StrEnum):
    """How pictures are put into the plane."""

    AXES = "axes"
    NEIGHBOURS = "neighbours"


class MapTools(QWidget):
    """Two rows of tools.

    Signals:
        arrangement_chosen: with an ``Arranged``.
        stop_requested: the user does not want to wait for the arrangement by neighbours.
        zoom_requested: 1 for larger, -1 for smaller, 0 for all in sight.
        lasso_toggled: with whether dragging selects.

    Attributes:
        arrangements: how pictures are put into the plane.
        colors: by what they are coloured.
        lasso_button: whether dragging selects.
    """

    arrangement_chosen = Signal(object)
    stop_requested = Signal()
    zoom_requested = Signal(int)
    lasso_toggled = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.arrangements = ChipRow("map_arrangements")
        self.arrangements.chosen.connect(self.arrangement_chosen)
        self.colors = ColorChips()
        self._progress_text = make_label("", "small", "map_progress_text")
        self._bar = QProgressBar()
        self._bar.setObjectName("map_progress")
        self._bar.setTextVisible(False)
        self._bar.setFixedWidth(theme.px(96))
        self.stop_button = make_button(lambda: self.tr("Stop"), "map_stop_button", "small")
        self.stop_button.clicked.connect(self.stop_requested)
        self.lasso_button = make_button(
            lambda: self.tr("Lasso (L)"),
            "map_lasso_button",
            "chip",
            tooltip=lambda: self.tr("Drag round pictures to select them; Shift does it at once"),
        )
        self.lasso_button.setCheckable(True)
        self.lasso_button.toggled.connect(self.lasso_toggled)
        self.zoom_buttons = tuple(
            make_button(text, name, "small", tooltip=tip, accessible_name=tip)
            for text, name, tip in (
                ("\N{MINUS SIGN}", "map_zoom_out_button", lambda: self.tr("Smaller (-)")),
                ("+", "map_zoom_in_button", lambda: self.tr("Larger (+)")),
                (lambda: self.tr("All (0)"), "map_fit_button", lambda: self.tr("All in sight (0)")),
            )
        )
        for button, step in zip(self.zoom_buttons, (-1, 1, 0), strict=True):
            button.clicked.connect(lambda _checked=False, step=step: self.zoom_requested.emit(step))
        upper, lower = QHBoxLayout(), QHBoxLayout()
        upper.addWidget(self.arrangements)
        upper.addWidget(TermButton("tsne"))
        upper.addWidget(self._progress_text)
        upper.addWidget(self._bar)
        upper.addWidget(self.stop_button)
        upper.addStretch()
        lower.addWidget(make_label(lambda: self.tr("Coloured by"), "small", "map_color_words"))
        lower.addWidget(self.colors)
        lower.addStretch()
        lower.addWidget(self.lasso_button)
        for button in self.zoom_buttons:
            lower.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.SPACE_S)
        for row in (upper, lower):
            row.setSpacing(theme.SPACE_S)
            layout.addLayout(row)
        self._share: float | None = None
        self.show_progress(None)
        live(self, self._tell)

    def show_progress(self, share: float | None) -> None:
        """How much of the arrangement by neighbours is done, 0..1; None where none is made."""
        self._share = share
        for widget in (self._progress_text, self._bar, self.stop_button):
            widget.setVisible(share is not None)
        if share is not None:
            # Neighbours are found before the first step: how long that takes nobody says.
            self._bar.setRange(0, 100 if share > 0 else 0)
            self._bar.setValue(round(100 * share))
        self._tell()

    def _tell(self) -> None:
        self.arrangements.set_chips(
            [
                (Arranged.AXES, self.tr("Main axes"), "map_by_axes"),
                (Arranged.NEIGHBOURS, self.tr("Neighbourhoods (t-SNE)"), "map_by_neighbours"),
            ]
        )
        if self._share is not None:
            self._progress_text.setText(self.tr("Arranging…"))
            told = f"{self._progress_text.text()} {self._share:.0%}"
            self._bar.setAccessibleName(told)


class ColorChips(ChipRow):
    """By what the pictures are coloured."""

    def __init__(self) -> None:
        super().__init__("map_color_by")
        self._ways: tuple[ColorBy, ...] = ()
        live(self, self._tell)

    @property
    def by(self) -> ColorBy:
        """What is on."""
        current = self.current
        return current if isinstance(current, ColorBy) else ColorBy.CLASS

    def offer(self, ways: Sequence[ColorBy]) -> None:
        """Offer these."""
        self._ways = tuple(ways)
        self._tell()

    def _tell(self) -> None:
        self.set_chips([(by, color_by_name(by), f"map_by_{by.name.lower()}") for by in self._ways])
