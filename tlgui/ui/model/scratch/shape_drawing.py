"""A network's shape as blocks: as high as its maps are large, as wide as there are many."""

from __future__ import annotations

from math import sqrt
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QHelpEvent, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from tlgui.ui.look import theme
from tlgui.ui.look.colors import mix
from tlgui.ui.words.live_text import live

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from tlgui.engine.models.scratch.shape import NetworkShape, Slab

HEIGHT = 52
_DEPTH = 0.3
"""Of a block, as a share of its height."""
_WIDEST = 1.3
"""Pixels that the square root of the number of maps takes, where there is room."""
_VECTOR = 4.0
_LONGEST = 4096
"""Numbers of a flat vector that is drawn in full height; longer ones are no higher."""
_GAP = 3.0
_LEAST = 2.0


class ShapeDrawing(QWidget):
    """The shape of one network; nothing while it is not known."""

    def __init__(self, name: str, height: int = HEIGHT, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._height = height
        self._shape: NetworkShape | None = None
        self._label = ""
        self._boxes: list[tuple[QRectF, Slab]] = []
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setSizePolicy(policy)
        live(self, self._tell)

    def show_shape(self, shape: NetworkShape | None, label: str) -> None:
        """Draw ``shape``, of the network that people call ``label``."""
        self._shape, self._label = shape, label
        self._tell()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme.px(120), theme.px(self._height))

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent):
            for box, slab in reversed(self._boxes):
                if box.contains(event.pos()):
                    QToolTip.showText(event.globalPos(), self._slab_text(slab), self)
                    return True
        return super().event(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colors = theme.palette()
        if self._shape is None:
            painter.setPen(colors.color("muted"))
            painter.setFont(theme.font(theme.TEXT_SMALL))
            side = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(self.rect(), side, self.tr("drawing…"))
            painter.end()
            return
        self._boxes = self._lay_out(self._shape)
        for number, (box, slab) in enumerate(self._boxes):
            self._paint_box(painter, box, slab, is_picture=number == 0)
        painter.end()

    def _lay_out(self, shape: NetworkShape) -> list[tuple[QRectF, Slab]]:
        """Where each block goes: one behind the other, squeezed only where room is short."""
        from tlgui.engine.models.scratch.shape import Slab

        slabs = (Slab(shape.channels, shape.side, learns=False), *shape.slabs)
        highest = max((slab.side for slab in slabs), default=1) or 1
        room, tall = float(self.width()), self.height() / (1 + _DEPTH / 2) - 2
        scale = theme.px(self._height) / HEIGHT

        def height(slab: Slab) -> float:
            if slab.side:
                return max(4.0, tall * sqrt(slab.side / highest))
            return max(4.0, tall * sqrt(min(slab.channels, _LONGEST) / _LONGEST))

        def width(slab: Slab) -> float:
            return sqrt(slab.channels) * _WIDEST * scale if slab.side else _VECTOR * scale

        def depth(slab: Slab) -> float:
            return height(slab) * _DEPTH if slab.side else 0.0

        ends = depth(slabs[0]) + depth(slabs[-1])
        wanted = sum(max(_LEAST, width(slab)) + _GAP * scale for slab in slabs)
        # The first blocks stand apart by their depth where there is room for that.
        spread = sum(depth(slab) for slab in slabs)
        squeeze = min(1.0, (room - ends) / wanted)
        apart = max(0.0, min(1.0, (room - ends - wanted) / spread)) if spread else 0.0
        boxes, left = [], 0.0
        for slab in slabs:
            wide = max(_LEAST * min(1.0, squeeze * 2), width(slab) * squeeze)
            high = height(slab)
            top = self.height() - 1 - (tall + high) / 2
            boxes.append((QRectF(left, top, wide, high), slab))
            left += wide + _GAP * scale * squeeze + depth(slab) * apart * 0.8
        return boxes

    def _paint_box(self, painter: QPainter, box: QRectF, slab: Slab, *, is_picture: bool) -> None:
        colors = theme.palette()
        if is_picture:
            fill, line = colors.sunken, colors.muted
        elif not slab.side:
            fill, line = mix(colors.validation, colors.surface, 0.35), colors.validation
        elif slab.learns:
            fill, line = mix(colors.training, colors.surface, 0.55), colors.training
        else:
            fill, line = colors.surface, colors.training
        painter.setPen(QPen(QColor(line), 1))
        deep = box.height() * _DEPTH if slab.side else 0.0
        shift = QPointF(deep, -deep / 2)
        if deep:
            for corners, share in (
                ((box.topLeft(), box.topRight()), 0.25),
                ((box.topRight(), box.bottomRight()), 0.12),
            ):
                first, second = corners
                painter.setBrush(QColor(mix(fill, line, share)))
                painter.drawPolygon(QPolygonF([first, second, second + shift, first + shift]))
        painter.setBrush(QColor(fill))
        painter.drawRect(box)

    def _slab_text(self, slab: Slab) -> str:
        if not slab.side:
            return self.tr("{n:,} numbers").format(n=slab.channels)
        return self.tr("{side} \u00d7 {side}, {n:,} maps").format(side=slab.side, n=slab.channels)

    def _tell(self) -> None:
        if self._shape is None:
            self.setAccessibleName(self.tr("Drawing of {name}").format(name=self._label))
            return
        self.setAccessibleName(
            self.tr("Drawing of {name}: {n} blocks from {side} \u00d7 {side} pixels on").format(
                name=self._label, n=len(self._shape.slabs), side=self._shape.side
            )
        )
