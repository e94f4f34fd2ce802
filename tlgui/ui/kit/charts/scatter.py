"""A few named points with their intervals: what is better against what it costs.

A dozen points are painted at once, in the window's own thread and in its colours.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QHelpEvent, QPainter, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from tlgui.ui.kit.charts.axis import Axis, amount_axis, even_axis
from tlgui.ui.kit.focus.focus_ring import paint_ring
from tlgui.ui.look import theme
from tlgui.ui.words.tooltips import plain_tooltip

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtGui import QKeyEvent, QMouseEvent, QPaintEvent

HEIGHT = 260
RADIUS = 5.0
GAP = 6.0
REACH = 14.0
"""A click is meant for a point that is so near."""


class Mark(Enum):
    """How a point is set apart, in form as well as in colour."""

    BEST = "a large dot"
    EQUAL = "a dot"
    WORSE = "a ring"


@dataclass(frozen=True)
class Point:
    """One point.

    Attributes:
        name: beside it.
        cost: across.
        value: upwards, a share of 1, with the ends of its interval.
        low: its lower end.
        high: its upper end.
        mark: its form.
        text: all that is told of it, for tooltips and screen readers.
    """

    name: str
    cost: float
    value: float
    low: float
    high: float
    mark: Mark
    text: str


class ScatterView(QWidget):
    """Points on a ground with two axes; left and right go from one to the next.

    Signals:
        chosen: with the name of the point that the user clicked or went to.
    """

    chosen = Signal(str)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumHeight(theme.px(HEIGHT))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._points: tuple[Point, ...] = ()
        self._current = ""
        self._across = ""
        self._unit: Callable[[float], str] = str
        self._x, self._y = Axis(0, 1, (0, 1)), Axis(0, 1, (0, 1))

    @property
    def points(self) -> tuple[Point, ...]:
        """What is shown, from left to right."""
        return self._points

    def show_points(
        self, points: Sequence[Point], across: str, unit: Callable[[float], str]
    ) -> None:
        """Show ``points``.

        Args:
            points: at least one.
            across: name of the axis across, with its unit.
            unit: how a tick of it is written.
        """
        self._points = tuple(sorted(points, key=lambda point: (point.cost, point.name)))
        self._across, self._unit = across, unit
        costs = [point.cost for point in self._points]
        self._x = amount_axis(max(costs), min(costs))
        low = min(point.low for point in self._points)
        self._y = even_axis(max(low, 0.0), min(max(point.high for point in self._points), 1.0))
        if self._current not in {point.name for point in self._points}:
            self._current = ""
        self._describe()
        self.update()

    def set_current(self, name: str) -> None:
        """Set the point ``name`` apart; an empty name none."""
        if name != self._current:
            self._current = name
            self._describe()
            self.update()

    def place_of(self, point: Point, value: float | None = None) -> QPointF:
        """Where ``point`` stands in the widget; ``value``: at that height instead of its own."""
        ground = self._ground()
        height = self._y.share(point.value if value is None else value)
        return QPointF(
            ground.left() + self._x.share(point.cost) * ground.width(),
            ground.bottom() - height * ground.height(),
        )

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            point = self._near(QPointF(event.pos()))
            if point is not None:
                QToolTip.showText(event.globalPos(), plain_tooltip(point.text), self)
            else:
                QToolTip.hideText()
            return True
        return super().event(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        point = self._near(event.position())
        if point is not None:
            self._choose(point)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Right: 1, Qt.Key.Key_Left: -1}
        step = steps.get(Qt.Key(event.key()))
        if step is None or not self._points:
            super().keyPressEvent(event)
            return
        names = [point.name for point in self._points]
        if self._current in names:
            place = min(max(names.index(self._current) + step, 0), len(names) - 1)
        else:
            place = 0 if step > 0 else len(names) - 1
        self._choose(self._points[place])

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(theme.font(11))
        self._paint_axes(painter)
        for point in self._points:
            self._paint_interval(painter, point)
        for point in self._points:
            self._paint_mark(painter, point)
        self._paint_names(painter)
        if self.hasFocus():
            paint_ring(painter, self)
        painter.end()

    def _choose(self, point: Point) -> None:
        self.set_current(point.name)
        self.chosen.emit(point.name)

    def _near(self, place: QPointF) -> Point | None:
        def distance(point: Point) -> float:
            apart = self.place_of(point) - place
            return float(apart.manhattanLength())

        nearest = min(self._points, key=distance, default=None)
        return nearest if nearest is not None and distance(nearest) <= REACH else None

    def _describe(self) -> None:
        """Tell a screen reader of the current point, or of all of them."""
        texts = [point.text for point in self._points if point.name == self._current]
        self.setAccessibleDescription("; ".join(texts or [point.text for point in self._points]))

    def _ground(self) -> QRectF:
        """The part of the widget in which points stand."""
        line = theme.px(14)
        left = theme.px(38)
        return QRectF(self.rect()).adjusted(left, line, -theme.px(16), -2.6 * line)

    def _paint_axes(self, painter: QPainter) -> None:
        colors, ground, line = theme.palette(), self._ground(), theme.px(14)
        metrics = QFontMetricsF(painter.font())
        steps = {round(100 * (b - a), 6) for a, b in pairwise(self._y.ticks)}
        digits = 0 if all(step == round(step) for step in steps) else 1
        for tick in self._y.ticks:
            height = ground.bottom() - self._y.share(tick) * ground.height()
            painter.setPen(QPen(colors.color("line"), 1))
            painter.drawLine(QPointF(ground.left(), height), QPointF(ground.right(), height))
            painter.setPen(colors.color("muted"))
            painter.drawText(
                QRectF(0, height - line, ground.left() - 6, 2 * line),
                Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter,
                f"{tick:.{digits}%}",
            )
        taken = -1e9
        for tick in self._x.ticks:
            across = ground.left() + self._x.share(tick) * ground.width()
            text = self._unit(tick)
            width = metrics.horizontalAdvance(text)
            if across - width / 2 < taken:
                continue  # Close ticks of a logarithmic axis would run into each other.
            taken = across + width / 2 + 8
            painter.drawText(
                QRectF(across - 40, ground.bottom() + 4, 80, line),
                Qt.AlignmentFlag.AlignCenter,
                text,
            )
        painter.drawText(
            QRectF(ground.left(), ground.bottom() + 4 + line, ground.width(), 1.2 * line),
            Qt.AlignmentFlag.AlignCenter,
            self._across,
        )

    def _paint_interval(self, painter: QPainter, point: Point) -> None:
        color = theme.palette().color("muted")
        color.setAlphaF(0.9 if point.name == self._current else 0.55)
        painter.setPen(QPen(color, 1.5))
        top, bottom = self.place_of(point, point.high), self.place_of(point, point.low)
        painter.drawLine(top, bottom)
        for end in (top, bottom):
            painter.drawLine(end - QPointF(3, 0), end + QPointF(3, 0))

    def _paint_mark(self, painter: QPainter, point: Point) -> None:
        paint_mark(painter, self.place_of(point), point.mark)
        if point.name == self._current:
            painter.setPen(QPen(theme.palette().color("accent"), 1.5))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawEllipse(self.place_of(point), RADIUS + 5, RADIUS + 5)

    def _paint_names(self, painter: QPainter) -> None:
        """Write each name where it covers neither a mark nor another name, if there is a place."""
        colors, frame = theme.palette(), QRectF(self.rect())
        marks = [_around(self.place_of(point), RADIUS + 2) for point in self._points]
        bars = [
            QRectF(self.place_of(point, point.high), self.place_of(point, point.low)).adjusted(
                -2, 0, 2, 0
            )
            for point in self._points
        ]
        taken = list(marks)
        # What matters most has the first choice of places.
        order = sorted(self._points, key=lambda point: (point.name != self._current, -point.value))
        for point in order:
            painter.setFont(theme.font(11, strong=point.name == self._current))
            metrics = QFontMetricsF(painter.font())
            size = metrics.size(0, point.name)
            places = _name_places(self.place_of(point), size.width() + 2, size.height())
            free = _free(places, frame, [*taken, *bars]) or _free(places, frame, taken)
            if not free and point.name != self._current:
                continue  # The table and the tooltip name it.
            place = free[0] if free else places[0]
            taken.append(place)
            painter.setPen(colors.color("text" if point.mark is not Mark.WORSE else "muted"))
            painter.drawText(place, Qt.AlignmentFlag.AlignCenter, point.name)


def paint_mark(painter: QPainter, place: QPointF, mark: Mark) -> None:
    """Paint the mark of a point around ``place``."""
    colors = theme.palette()
    if mark is Mark.WORSE:
        painter.setPen(QPen(colors.color("muted"), 1.6))
        painter.setBrush(colors.color("surface"))
        painter.drawEllipse(place, RADIUS - 0.8, RADIUS - 0.8)
        return
    painter.setPen(QPen(colors.color("surface"), 1))
    painter.setBrush(colors.color("training"))
    radius = RADIUS + 1.5 if mark is Mark.BEST else RADIUS - 0.5
    painter.drawEllipse(place, radius, radius)


def _around(place: QPointF, radius: float) -> QRectF:
    return QRectF(place.x() - radius, place.y() - radius, 2 * radius, 2 * radius)


def _free(places: Sequence[QRectF], frame: QRectF, taken: Sequence[QRectF]) -> list[QRectF]:
    """Those of ``places`` within ``frame`` that cover nothing of what is taken."""
    return [
        place
        for place in places
        if frame.contains(place) and not any(place.intersects(other) for other in taken)
    ]


def _name_places(place: QPointF, width: float, height: float) -> list[QRectF]:
    """Where a name may stand beside its point, the best place first."""
    away = RADIUS + GAP
    return [
        QRectF(place.x() + away, place.y() - height / 2, width, height),
        QRectF(place.x() - away - width, place.y() - height / 2, width, height),
        QRectF(place.x() + away, place.y() - height - GAP, width, height),
        QRectF(place.x() + away, place.y() + GAP, width, height),
        QRectF(place.x() - away - width, place.y() - height - GAP, width, height),
        QRectF(place.x() - away - width, place.y() + GAP, width, height),
    ]
