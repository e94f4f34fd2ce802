"""A loss over two numbers, seen from above, and the paths that optimisers take on it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QImage, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QFrame, QSizePolicy, QWidget

from tlgui.ui.look import theme

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from PySide6.QtGui import QKeyEvent, QMouseEvent, QPaintEvent

    from tlgui.engine.lessons.optimizers import Surface

HEIGHT = 250
_GRID = 400
_BANDS = 14
_KEY_STEP = 0.02
"""Of the surface's width and height, for a press of an arrow key."""


@dataclass(frozen=True, eq=False)
class Trail:
    """One path.

    Attributes:
        places: (N, 2); NaN once it has left for good.
        role: its colour in the palette.
        style: told apart without colours.
    """

    places: NDArray[np.float64]
    role: str
    style: Qt.PenStyle


class SurfaceView(QFrame):
    """Lines of equal loss, the minima, and each path up to a step; the start can be moved.

    Signals:
        start_moved: with the new start, across and upwards.
    """

    start_moved = Signal(float, float)

    def __init__(self, name: str, surface: Surface, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumHeight(theme.px(HEIGHT))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setCursor(Qt.CursorShape.CrossCursor)
        self._surface = surface
        self._start = surface.start
        self._trails: tuple[Trail, ...] = ()
        self._step = 0
        self._ground: tuple[tuple[object, object], QImage] | None = None

    @property
    def start(self) -> tuple[float, float]:
        """Where paths begin."""
        return self._start

    def show_surface(self, surface: Surface, start: tuple[float, float]) -> None:
        """Show ``surface`` with paths that begin at ``start``."""
        self._surface, self._start = surface, start
        self.update()

    def show_trails(self, trails: tuple[Trail, ...], step: int) -> None:
        """Show each of ``trails`` up to ``step``."""
        self._trails, self._step = trails, step
        self.update()

    def place_of(self, x: float, y: float) -> QPointF:
        """Where a place of the surface is painted."""
        area, (left, low), (right, high) = self._area(), self._surface.low, self._surface.high
        return QPointF(
            area.left() + (x - left) / (right - left) * area.width(),
            area.bottom() - (y - low) / (high - low) * area.height(),
        )

    def sizeHint(self) -> QSize:
        return QSize(theme.px(460), theme.px(HEIGHT))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        self._follow(event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._follow(event.position())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        moves = {
            Qt.Key.Key_Right: (1, 0),
            Qt.Key.Key_Left: (-1, 0),
            Qt.Key.Key_Up: (0, 1),
            Qt.Key.Key_Down: (0, -1),
        }
        key = Qt.Key(event.key())
        if key == Qt.Key.Key_Home:
            self._go(*self._surface.start)
        elif key in moves:
            across, up = moves[key]
            (left, low), (right, high) = self._surface.low, self._surface.high
            x, y = self._start
            self._go(x + across * _KEY_STEP * (right - left), y + up * _KEY_STEP * (high - low))
        else:
            super().keyPressEvent(event)

    def _follow(self, point: QPointF) -> None:
        area, (left, low), (right, high) = self._area(), self._surface.low, self._surface.high
        self._go(
            left + (point.x() - area.left()) / area.width() * (right - left),
            low + (area.bottom() - point.y()) / area.height() * (high - low),
        )

    def _go(self, x: float, y: float) -> None:
        (left, low), (right, high) = self._surface.low, self._surface.high
        start = (min(max(x, left), right), min(max(y, low), high))
        if start != self._start:
            self._start = start
            self.start_moved.emit(*start)
            self.update()

    def _area(self) -> QRectF:
        return QRectF(self.rect()).adjusted(3, 3, -3, -3)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        colors, area = theme.palette(), self._area()
        painter.drawImage(area, self._shading())
        painter.setClipRect(area)
        for minimum in self._surface.minima:
            self._paint_minimum(painter, self.place_of(*minimum))
        for trail in self._trails:
            self._paint_trail(painter, trail)
        painter.setPen(QPen(colors.color("surface"), 1.5))
        painter.setBrush(colors.color("text"))
        painter.drawEllipse(self.place_of(*self._start), 5, 5)
        painter.setClipping(False)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        focused = self.hasFocus()
        painter.setPen(QPen(colors.color("accent" if focused else "line"), 2 if focused else 1))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 5, 5)
        painter.end()

    def _paint_minimum(self, painter: QPainter, place: QPointF) -> None:
        painter.setPen(QPen(theme.palette().color("text"), 1.5))
        for across, up in ((5, 5), (5, -5)):
            way = QPointF(across, up)
            painter.drawLine(place - way, place + way)

    def _paint_trail(self, painter: QPainter, trail: Trail) -> None:
        shown = trail.places[: self._step + 1]
        shown = shown[np.isfinite(shown[:, 0])]
        points = [self.place_of(*place) for place in shown.tolist()]
        color = theme.palette().color(trail.role)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(color, 2, trail.style, Qt.PenCapStyle.RoundCap))
        painter.drawPolyline(QPolygonF(points))
        if len(shown) == self._step + 1 and self._step:
            painter.setPen(QPen(theme.palette().color("surface"), 1))
            painter.setBrush(color)
            painter.drawEllipse(points[-1], 4.5, 4.5)

    def _shading(self) -> QImage:
        """Bands of equal loss, from low to high; made once for a surface and a scheme."""
        colors = theme.palette()
        key = (self._surface.name, colors)
        if self._ground is not None and self._ground[0] == key:
            return self._ground[1]
        (left, low), (right, high) = self._surface.low, self._surface.high
        xs, ys = np.meshgrid(np.linspace(left, right, _GRID), np.linspace(high, low, _GRID))
        # Evenly in the logarithm, or all but the rim would be one band.
        heights = np.log10(self._surface.loss(xs, ys) + 0.01)
        share = (heights - heights.min()) / (heights.max() - heights.min())
        share = np.floor(share * _BANDS) / _BANDS
        low_rgb, high_rgb, line_rgb = (_rgb(role) for role in ("surface", "line", "muted"))
        # A step beyond the colour of lines, so that neighbouring bands are told apart.
        pixels = low_rgb + share[..., None] * (high_rgb - low_rgb) * 1.6
        rims = np.zeros(share.shape, bool)
        rims[:, 1:] |= share[:, 1:] != share[:, :-1]
        rims[1:] |= share[1:] != share[:-1]
        pixels[rims] = 0.6 * pixels[rims] + 0.4 * line_rgb
        rgb = np.ascontiguousarray(np.clip(pixels, 0, 255).astype(np.uint8))
        image = QImage(rgb.data, _GRID, _GRID, 3 * _GRID, QImage.Format.Format_RGB888).copy()
        self._ground = (key, image)
        return image


def _rgb(role: str) -> NDArray[np.float64]:
    color = theme.palette().color(role)
    return np.array([color.red(), color.green(), color.blue()], np.float64)
