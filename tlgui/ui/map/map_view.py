"""The map itself: points that are zoomed, moved, looked at and selected."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QEvent, QPointF, Qt, QTimer, QVariantAnimation, Signal
from PySide6.QtGui import QNativeGestureEvent, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QPinchGesture, QToolTip, QWidget

from tlgui.ui.kit.focus.focus_ring import paint_ring
from tlgui.ui.look import theme
from tlgui.ui.map.camera import Camera
from tlgui.ui.map.map_painting import MapPainter
from tlgui.ui.map.map_points import Points, no_points
from tlgui.ui.map.point_image import inside
from tlgui.ui.words.live_text import live
from tlgui.ui.words.tooltips import plain_tooltip

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from numpy.typing import NDArray
    from PySide6.QtGui import QHelpEvent, QKeyEvent, QMouseEvent, QPaintEvent, QWheelEvent
    from PySide6.QtWidgets import QGestureEvent

    from tlgui.ui.map.map_painting import Stranger
    from tlgui.ui.pictures.thumbnails import ThumbnailLoader

    Floats = NDArray[np.float32]

REACH = 12.0
"""A click is meant for a point that is so near, in pixels."""
STEP = 80.0
"""How far an arrow key moves, in pixels."""
KEY_ZOOM = 1.4
_WHEEL_ZOOM = 1.2
_DRAG_FROM = 4.0
_MOVE_MS = 450
_REFINE_AFTER_MS = 30
"""Pictures that were painted roughly are painted smoothly so long after the map stood still."""
_EDGE = 48.0
"""Pixels from the edge within which a picture that one goes to is hard to see."""
_ASIDE = 1.2
"""How much a picture's being off the way counts, where keys go from one to the next."""


class MapView(QWidget):
    """Points on a plane. The wheel zooms round the pointer, dragging moves, shift-drag selects.

    Signals:
        chosen_changed: with the place of the picture that is looked at now; -1 for none.
        selection_changed: other pictures are selected.
        zoomed: the camera has moved.
        lasso_ended: a lasso was closed, or given up.
    """

    chosen_changed = Signal(int)
    selection_changed = Signal()
    zoomed = Signal()
    lasso_ended = Signal()

    def __init__(self, thumbnails: ThumbnailLoader, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("map_view")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.grabGesture(Qt.GestureType.PinchGesture)
        self.setMinimumSize(240, 200)
        self.points = no_points()
        self.camera = Camera()
        self.lassoing = False
        self._painter = MapPainter(thumbnails)
        self._told: Callable[[int], str] = lambda _place: ""
        self._hovered = -1
        self._pressed: QPointF | None = None
        self._dragged_from: QPointF | None = None
        self._lasso: list[QPointF] | None = None
        self._adding = False
        self._moving = QVariantAnimation(self)
        self._moving.setDuration(_MOVE_MS)
        self._moving.setStartValue(0.0)
        self._moving.setEndValue(1.0)
        self._moving.valueChanged.connect(self._on_moved)
        self._way: tuple[Floats, Floats] | None = None
        self._refining = QTimer(self)
        self._refining.setSingleShot(True)
        self._refining.setInterval(_REFINE_AFTER_MS)
        self._refining.timeout.connect(self.update)
        thumbnails.some_arrived.connect(self.update)
        live(self, self._tell)

    def show_points(self, points: Points, told: Callable[[int], str]) -> None:
        """Show other pictures, all of them in sight.

        Args:
            points: what is shown.
            told: what is said of one, for tooltips and screen readers.
        """
        self._moving.stop()
        self._way = None
        self.points, self._told, self._hovered = points, told, -1
        self._painter.strangers = ()
        self.camera = self.camera.fitted()
        self._changed()

    def set_files(self, file_of: Callable[[int], Path]) -> None:
        """Say which file a picture is, by its place."""
        self._painter.file_of = file_of

    def move_to(self, places: Floats) -> None:
        """Let the pictures go to other places, before the user's eyes."""
        self._moving.stop()
        if self.isVisible() and len(places) == len(self.points.places):
            self._way = (self.points.places, places)
            self._moving.start()
        else:
            self.points.places = places
            self._changed()

    @property
    def strangers(self) -> tuple[Stranger, ...]:
        """Pictures that are not of the data set, among the others."""
        return self._painter.strangers

    def show_strangers(self, strangers: tuple[Stranger, ...]) -> None:
        """Show pictures that are not of the data set."""
        self._painter.strangers = strangers
        self.update()

    def reveal_stranger(self, number: int) -> None:
        """Bring a picture that is not of the data set into sight."""
        self._bring_in_sight(*self._painter.strangers[number].place)

    def choose(self, place: int, *, reveal: bool = False) -> None:
        """Look at the picture at ``place``; -1 at none."""
        if place >= 0 and not self.points.shown[place]:
            place = -1
        self.points.chosen = place
        self.points.near = ()
        if reveal and place >= 0:
            self._bring_in_sight(*self.points.places[place].tolist())
        self.chosen_changed.emit(place)
        self._tell()
        self.update()

    def select(self, mask: NDArray[np.bool_], *, add: bool = False) -> None:
        """Select those in ``mask`` (N,) that can be chosen; with ``add`` beside the others."""
        new = mask & self.points.shown
        self.points.selected = (self.points.selected | new) if add else new
        self.selection_changed.emit()
        self._tell()
        self.update()

    def select_in_sight(self) -> None:
        """Select all that are in sight."""
        on_screen = self.camera.on_screen(self.points.places)
        area = np.asarray([self.width(), self.height()])
        self.select(np.asarray(((on_screen >= 0) & (on_screen < area)).all(axis=1)))

    def zoom(self, factor: float) -> None:
        """Enlarge what is in the middle."""
        self._look(self.camera.zoomed(factor, self.width() / 2, self.height() / 2))

    def fit(self) -> None:
        """Show all."""
        self._look(self.camera.fitted())

    def place_at(self, where: QPointF) -> int:
        """The picture at a pixel; -1 where there is none near."""
        found = self._painter.picture_at(where)
        if found >= 0:
            return found
        shown = np.flatnonzero(self.points.shown)
        if not len(shown):
            return -1
        on_screen = self.camera.on_screen(self.points.places[shown])
        apart = np.hypot(*(on_screen - np.asarray([where.x(), where.y()], np.float32)).T)
        nearest = int(apart.argmin())
        return int(shown[nearest]) if apart[nearest] <= REACH else -1

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip:
            self._show_tooltip(event)  # type: ignore[arg-type]  # what events of that type are
            return True
        if event.type() == QEvent.Type.Gesture:
            return self._on_gesture(event)  # type: ignore[arg-type]  # likewise
        if isinstance(event, QNativeGestureEvent):
            if event.gestureType() == Qt.NativeGestureType.ZoomNativeGesture:
                where = event.position()
                self._look(self.camera.zoomed(1 + event.value(), where.x(), where.y()))
            return True
        return super().event(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        ratio = self.devicePixelRatioF()
        done = self._painter.paint(painter, self.camera, self.points, self._hovered, ratio)
        if self._lasso is not None:
            color = theme.palette().color("accent")
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(color, 1.5, Qt.PenStyle.DashLine))
            color.setAlpha(36)
            painter.setBrush(color)
            painter.drawPolygon(QPolygonF(self._lasso))
        if self.hasFocus():
            paint_ring(painter, self)
        painter.end()
        if not done:
            self._refining.start()

    def resizeEvent(self, _event: QEvent) -> None:
        self.camera = self.camera.sized(self.width(), self.height())
        self._painter.forget()

    def wheelEvent(self, event: QWheelEvent) -> None:
        turned = event.angleDelta().y()
        if turned:
            where = event.position()
            factor = _WHEEL_ZOOM ** (turned / 120)
            self._look(self.camera.zoomed(factor, where.x(), where.y()))
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            super().mousePressEvent(event)
            return
        self._pressed = event.position()
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if self.lassoing or shift:
            self._adding = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
            self._lasso = [event.position()]

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        where = event.position()
        if self._lasso is not None:
            last = self._lasso[-1]
            if (where - last).manhattanLength() >= 2:
                self._lasso.append(where)
                self.update()
            return
        if self._pressed is None:
            self._hover(self.place_at(where))
            return
        before = self._dragged_from or self._pressed
        if self._dragged_from is None and (where - before).manhattanLength() < _DRAG_FROM:
            return
        self._dragged_from = where
        self.setCursor(Qt.CursorShape.ClosedHandCursor)
        self._look(self.camera.moved(where.x() - before.x(), where.y() - before.y()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            return
        dragged = self._dragged_from is not None
        self._pressed = self._dragged_from = None
        self.unsetCursor()
        if self._lasso is not None:
            self._close_lasso(event.position())
        elif not dragged:
            place = self.place_at(event.position())
            if event.modifiers() & Qt.KeyboardModifier.ControlModifier and place >= 0:
                self._toggle(place)
            self.choose(place)

    def leaveEvent(self, _event: QEvent) -> None:
        self._hover(-1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        action = self._action(event)
        if action is None:
            super().keyPressEvent(event)
        else:
            action()

    def focusInEvent(self, _event: QEvent) -> None:
        self.update()

    def focusOutEvent(self, _event: QEvent) -> None:
        self.update()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._painter.forget()
            self.update()

    def give_up(self) -> bool:
        """End a lasso, or clear the selection, or what is looked at; whether there was one."""
        if self._lasso is not None:
            self._lasso = None
            self.lasso_ended.emit()
            self.update()
            return True
        if self.points.selected.any():
            self.select(np.zeros(len(self.points.places), bool))
            return True
        if self.points.chosen >= 0:
            self.choose(-1)
            return True
        return False

    def _action(self, event: QKeyEvent) -> Callable[[], object] | None:
        key, keys = Qt.Key(event.key()), Qt.Key
        arrows = {
            keys.Key_Left: (1.0, 0.0),
            keys.Key_Right: (-1.0, 0.0),
            keys.Key_Up: (0.0, 1.0),
            keys.Key_Down: (0.0, -1.0),
        }
        if key in arrows:
            across, down = arrows[key]
            if event.modifiers() & Qt.KeyboardModifier.AltModifier:
                return lambda: self._go(-across, -down)
            return lambda: self._look(self.camera.moved(across * STEP, down * STEP))
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            return self.select_in_sight if key == keys.Key_A else None
        return {
            keys.Key_Plus: lambda: self.zoom(KEY_ZOOM),
            keys.Key_Equal: lambda: self.zoom(KEY_ZOOM),
            keys.Key_Minus: lambda: self.zoom(1 / KEY_ZOOM),
            keys.Key_0: self.fit,
            keys.Key_Return: self._choose_in_the_middle,
            keys.Key_Enter: self._choose_in_the_middle,
            keys.Key_Space: lambda: self._toggle(self.points.chosen),
        }.get(key)

    def _choose_in_the_middle(self) -> None:
        shown = np.flatnonzero(self.points.shown)
        if len(shown):
            middle = np.asarray([self.camera.x, self.camera.y], np.float32)
            apart = np.hypot(*(self.points.places[shown] - middle).T)
            self.choose(int(shown[apart.argmin()]), reveal=True)

    def _go(self, across: float, down: float) -> None:
        """Look at the next picture in a direction."""
        if self.points.chosen < 0:
            self._choose_in_the_middle()
            return
        shown = self.points.shown.copy()
        shown[self.points.chosen] = False
        others = np.flatnonzero(shown)
        way = self.points.places[others] - self.points.places[self.points.chosen]
        ahead = way @ np.asarray([across, down], np.float32)
        aside = np.abs(way @ np.asarray([-down, across], np.float32))
        cost = np.where((ahead > 0) & (aside <= ahead), ahead + _ASIDE * aside, np.inf)
        if len(others) and np.isfinite(cost.min()):
            self.choose(int(others[cost.argmin()]), reveal=True)

    def _toggle(self, place: int) -> None:
        if place >= 0 and self.points.shown[place]:
            mask = self.points.selected.copy()
            mask[place] = not mask[place]
            self.select(mask)

    def _close_lasso(self, where: QPointF) -> None:
        assert self._lasso is not None
        outline = np.asarray([(p.x(), p.y()) for p in [*self._lasso, where]], np.float32)
        self._lasso = None
        self.select(inside(outline, self.camera.on_screen(self.points.places)), add=self._adding)
        self.lasso_ended.emit()

    def _hover(self, place: int) -> None:
        if place != self._hovered:
            self._hovered = place
            self.update()

    def _bring_in_sight(self, across: float, down: float) -> None:
        ((x, y),) = self.camera.on_screen(np.asarray([(across, down)], np.float32)).tolist()
        inside = _EDGE <= x < self.width() - _EDGE and _EDGE <= y < self.height() - _EDGE
        if not inside:
            self._look(self.camera.at(across, down))

    def _look(self, camera: Camera) -> None:
        self.camera = camera
        self.zoomed.emit()
        self.update()

    def _changed(self) -> None:
        self._painter.forget()
        self._tell()
        self.update()

    def _on_moved(self, share: float) -> None:
        if self._way is not None:
            start, end = self._way
            eased = np.float32(share * share * (3 - 2 * share))
            self.points.places = end if share >= 1 else start + (end - start) * eased
            self._painter.forget()
            self.update()

    def _on_gesture(self, event: QGestureEvent) -> bool:
        pinch = event.gesture(Qt.GestureType.PinchGesture)
        if not isinstance(pinch, QPinchGesture):
            return False
        where = self.mapFromGlobal(pinch.centerPoint().toPoint())
        factor = pinch.scaleFactor()
        if factor > 0:
            self._look(self.camera.zoomed(factor, where.x(), where.y()))
        event.accept(pinch)
        return True

    def _show_tooltip(self, event: QHelpEvent) -> None:
        place = self.place_at(QPointF(event.pos()))
        if place >= 0:
            QToolTip.showText(event.globalPos(), plain_tooltip(self._told(place)), self)
        else:
            QToolTip.hideText()

    def _tell(self) -> None:
        count = int(self.points.shown.sum())
        self.setAccessibleName(self.tr("Map of {n} pictures").format(n=f"{count:,}"))
        told = []
        if self.points.chosen >= 0:
            told.append(self._told(self.points.chosen))
        selected = int(self.points.selected.sum())
        if selected:
            told.append(self.tr("{n} selected").format(n=f"{selected:,}"))
        self.setAccessibleDescription("; ".join(told))
