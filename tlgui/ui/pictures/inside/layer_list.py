"""The layers of a network that have activation maps, to choose from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QPainter
from PySide6.QtWidgets import (
    QCheckBox,
    QFrame,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QVBoxLayout,
    QWidget,
)

from tlgui.ui.kit.errors import text_of
from tlgui.ui.look import theme
from tlgui.ui.words.live_text import live, live_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QStyleOptionViewItem

    from tlgui.engine.insight.activations import MapLayer
    from tlgui.ui.pictures.inside.map_grid import Index

_NAME, _SIZE = Qt.ItemDataRole.UserRole, Qt.ItemDataRole.UserRole + 1
_ROW = 42


def size_text(layer: MapLayer) -> str:
    """How many maps a layer gives, and their size."""
    return " \u00d7 ".join(map(str, (layer.channels, layer.height, layer.width)))


class _LayerDelegate(QStyledItemDelegate):
    """A layer's name, and below it the size of its maps and its kind."""

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(theme.px(140), theme.px(_ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        colors = theme.palette()
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        rect: QRect = option.rect
        painter.save()
        if chosen:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colors.accent_soft))
            painter.drawRoundedRect(rect, theme.RADIUS_CONTROL, theme.RADIUS_CONTROL)
        inner = rect.adjusted(theme.SPACE_S, theme.px(4), -theme.SPACE_S, -theme.px(4))
        half = inner.height() // 2
        lines = (
            (str(index.data(_NAME)), theme.font(strong=chosen), colors.text, 0),
            (str(index.data(_SIZE)), theme.font(theme.TEXT_SMALL), colors.muted, half),
        )
        for text, font, color, down in lines:
            painter.setFont(font)
            painter.setPen(QColor(color))
            shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, inner.width())
            place = QRect(inner.left(), inner.top() + down, inner.width(), half)
            painter.drawText(place, int(Qt.AlignmentFlag.AlignVCenter), shown)
        painter.restore()


class LayerList(QWidget):
    """The layers, those that a picture passes one after the other; all of them where asked for.

    Signals:
        chosen: with the name of the layer that the user came to.
    """

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._layers: tuple[MapLayer, ...] = ()
        self._listed: list[MapLayer] = []
        self.list = QListWidget()
        self.list.setObjectName("layer_list")
        live_text(self.list, self.list.setAccessibleName, lambda: self.tr("Layers with maps"))
        self.list.setItemDelegate(_LayerDelegate(self.list))
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setUniformItemSizes(True)
        self.list.setViewportMargins(*(theme.px(4),) * 4)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.currentItemChanged.connect(self._on_current_changed)
        self.every = QCheckBox()
        self.every.setObjectName("every_layer_box")
        live_text(self.every, self.every.setText, lambda: self.tr("Layers within blocks too"))
        self.every.toggled.connect(self._fill)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.SPACE_S)
        layout.addWidget(self.list, 1)
        layout.addWidget(self.every)
        live(self, self._tell)

    @property
    def current(self) -> str:
        """The name of the chosen layer; empty where there is none."""
        item = self.list.currentItem()
        return "" if item is None else str(item.data(_NAME))

    def set_layers(self, layers: Sequence[MapLayer]) -> None:
        """Offer ``layers``; the chosen one stays where it is among them."""
        if self._layers == tuple(layers):
            return
        self._layers = tuple(layers)
        inner = any(layer.is_main for layer in layers) and not all(
            layer.is_main for layer in layers
        )
        self.every.setVisible(inner)
        self._fill()

    def _fill(self) -> None:
        before = self.current
        main = any(layer.is_main for layer in self._layers) and not self.every.isChecked()
        self._listed = [layer for layer in self._layers if layer.is_main or not main]
        names = [layer.name for layer in self._listed]
        with QSignalBlocker(self.list):
            self.list.clear()
            for name in names:
                item = QListWidgetItem(self.list)
                item.setData(_NAME, name)
            self._tell()
            if names:
                self.list.setCurrentRow(names.index(before) if before in names else 0)
        if self.current and self.current != before:
            self.chosen.emit(self.current)

    def _tell(self) -> None:
        for row, layer in enumerate(self._listed):
            item = self.list.item(row)
            size = f"{size_text(layer)}  {text_of(layer.kind)}"
            item.setData(_SIZE, size)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{layer.name}, {size}")
            item.setToolTip(f"{layer.name}\n{size}")

    def _on_current_changed(self) -> None:
        if self.current:
            self.chosen.emit(self.current)
