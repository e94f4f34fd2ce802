"""The column beside the map: what is selected, what is looked at, what colours stand for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from tlgui.ui.kit.widgets import Card, make_button, make_label
from tlgui.ui.look import theme
from tlgui.ui.map.chosen_card import ChosenCard
from tlgui.ui.map.map_legend import MapLegend
from tlgui.ui.map.selection_card import SelectionCard

if TYPE_CHECKING:
    from tlgui.ui.pictures.thumbnails import ThumbnailLoader

WIDTH = 268


class MapSide(QScrollArea):
    """Cards below each other; where nothing is selected or looked at, how to begin.

    Attributes:
        legend: what colours stand for.
        chosen: the picture that is looked at.
        selection: what is selected.
    """

    def __init__(self, thumbnails: ThumbnailLoader, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("map_side_area")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFixedWidth(theme.px(WIDTH))
        self.legend = MapLegend()
        self.chosen = ChosenCard(thumbnails)
        self.selection = SelectionCard()
        legend = Card(lambda: self.tr("Colours"))
        legend.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._all_button = make_button(lambda: self.tr("Show all"), "map_show_all_button", "link")
        self._all_button.clicked.connect(self.legend.show_all)
        legend.title_row.addWidget(self._all_button)
        legend.body.addWidget(self.legend)
        self._hint = make_label(
            lambda: self.tr(
                "Click a picture to see those most like it. Shift and drag selects; dropped"
                " pictures are put among their like. By keys: Enter, then Alt and the arrows;"
                " space selects."
            ),
            "small",
            "map_hint",
            wrap=True,
        )
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.SPACE_M)
        for widget in (self.selection, self.chosen, legend, self._hint):
            column.addWidget(widget)
        column.addStretch()
        self.setWidget(inner)

    def tell(self) -> None:
        """Say how to begin where nothing else is said, and how to undo a filter."""
        self._all_button.setVisible(bool(self.legend.hidden))
        idle = not self.chosen.isVisibleTo(self) and not self.selection.isVisibleTo(self)
        self._hint.setVisible(idle)
