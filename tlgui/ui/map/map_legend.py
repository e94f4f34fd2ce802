"""What the colours of a map stand for, how many pictures have each, and which are shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QAbstractItemView, QListWidget, QListWidgetItem

from tlgui.ui.kit.focus.focus_ring import FocusRing
from tlgui.ui.look import theme
from tlgui.ui.map.map_painting import inks_of
from tlgui.ui.words.live_text import live
from tlgui.ui.words.tooltips import plain_tooltip

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

    from tlgui.ui.map.map_points import Coloring

_SWATCH, _ROW = 12, 24
MOST_IN_SIGHT = 10


class MapLegend(QListWidget):
    """A row a colour, to be switched off; a double click, or Enter, leaves only that one.

    Signals:
        filter_changed: with the frozen set of colours that are switched off.
    """

    filter_changed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("map_legend")
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.setIconSize(QSize(_SWATCH, _SWATCH))
        self.setUniformItemSizes(True)
        self._coloring: Coloring | None = None
        self._by = ""
        self._hidden: frozenset[int] = frozenset()
        self._ring = FocusRing(self)
        self.itemChanged.connect(self._on_item_changed)
        self.itemActivated.connect(self._on_activated)
        live(self, lambda: self.setAccessibleName(self.tr("What colours stand for")))

    @property
    def hidden(self) -> frozenset[int]:
        """The colours that are switched off."""
        return self._hidden

    def show_coloring(self, by: str, coloring: Coloring, counts: Sequence[int]) -> None:
        """Show the rows of ``coloring`` that have pictures.

        Args:
            by: what they are of: of something else than before, all are on.
            coloring: what is shown.
            counts: pictures of each colour.
        """
        before = 0 if self._coloring is None else len(self._coloring.names)
        if by != self._by or len(coloring.names) != before:
            self._hidden = frozenset()
        self._by, self._coloring = by, coloring
        inks = inks_of(coloring)
        self.blockSignals(True)
        row = self.currentRow() if self.hasFocus() else -1
        self.clear()
        for number, (name, count) in enumerate(zip(coloring.names, counts, strict=True)):
            if not count and number not in self._hidden:
                continue
            item = QListWidgetItem(_swatch(inks[number], self.devicePixelRatioF()), "")
            item.setText(f"{name}  {count:,}")
            item.setSizeHint(QSize(0, theme.px(_ROW)))
            item.setToolTip(plain_tooltip(name))
            item.setData(Qt.ItemDataRole.UserRole, number)
            flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
            item.setFlags(flags | Qt.ItemFlag.ItemIsUserCheckable)
            off = number in self._hidden
            item.setCheckState(Qt.CheckState.Unchecked if off else Qt.CheckState.Checked)
            self.addItem(item)
        self.setCurrentRow(min(row, self.count() - 1))
        self.blockSignals(False)
        self.setFixedHeight(max(1, min(self.count(), MOST_IN_SIGHT)) * theme.px(_ROW) + 4)

    def show_all(self) -> None:
        """Switch all on."""
        self._set(frozenset())

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and getattr(self, "_coloring", None):
            assert self._coloring is not None
            inks = inks_of(self._coloring)
            for item in self._items():
                ink = inks[item.data(Qt.ItemDataRole.UserRole)]
                item.setIcon(_swatch(ink, self.devicePixelRatioF()))

    def _items(self) -> list[QListWidgetItem]:
        return [self.item(row) for row in range(self.count())]

    def _on_item_changed(self, _item: QListWidgetItem) -> None:
        self._take(
            frozenset(
                int(item.data(Qt.ItemDataRole.UserRole))
                for item in self._items()
                if item.checkState() == Qt.CheckState.Unchecked
            )
        )

    def _on_activated(self, item: QListWidgetItem) -> None:
        only = int(item.data(Qt.ItemDataRole.UserRole))
        numbers = {int(each.data(Qt.ItemDataRole.UserRole)) for each in self._items()}
        others = frozenset(numbers - {only})
        self._set(frozenset() if self._hidden == others else others)

    def _set(self, hidden: frozenset[int]) -> None:
        self.blockSignals(True)
        for item in self._items():
            off = int(item.data(Qt.ItemDataRole.UserRole)) in hidden
            item.setCheckState(Qt.CheckState.Unchecked if off else Qt.CheckState.Checked)
        self.blockSignals(False)
        self._take(hidden)
        self.viewport().update()

    def _take(self, hidden: frozenset[int]) -> None:
        if hidden != self._hidden:
            self._hidden = hidden
            self.filter_changed.emit(hidden)


def _swatch(ink: str, ratio: float) -> QIcon:
    pixmap = QPixmap(round(_SWATCH * ratio), round(_SWATCH * ratio))
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(ink))
    painter.drawEllipse(QRectF(1, 1, _SWATCH - 2, _SWATCH - 2))
    painter.end()
    return QIcon(pixmap)
