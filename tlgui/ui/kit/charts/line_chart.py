"""A few lines over a common axis, with a cursor that is moved by keys or the mouse.

Painted at once, in the window's own thread and in its colours: for hundreds of values, not more.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QFrame, QSizePolicy, QWidget

from tlgui.ui.kit.charts.axis import Axis, even_axis
from tlgui.ui.kit.focus.focus_ring import paint_ring
from tlgui.ui.look import theme

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPaintEvent

HEIGHT = 260
_TEXT = 11
_SWATCH = 18.0
SHADE = 0.16
"""How much of its colour the shade along a line has."""


@dataclass(frozen=True)
class Line:
    """One line.

    Attributes:
        name: in the legend; empty for a line that belongs to another.
        xs: where its values stand, rising.
        ys: its values; NaN leaves a gap.
        role: its colour in the palette.
        style: solid, dashed or dotted: told apart without colours.
        dots: whether each value has a dot.
        spans: from where to where each value may be: a shade along the line, a bar at each dot of
            a line of dots alone.
        stops: whether the cursor stops at its values.
    """

    name: str
    xs: tuple[float, ...]
    ys: tuple[float, ...]
    role: str
    style: Qt.PenStyle = Qt.PenStyle.SolidLine
    dots: bool = False
    spans: tuple[tuple[float, float], ...] = ()
    stops: bool = True


class LineChart(QFrame):
    """Lines with a legend above and a cursor; left, right, Home and End move it.

    Signals:
        moved: with the place of the cursor on the axis across, once the user moved it.
    """

    moved = Signal(float)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumHeight(theme.px(HEIGHT))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._lines: tuple[Line, ...] = ()
        self._across, self._up = "", ""
        self._unit: Callable[[float], str] = lambda value: f"{value:g}"
        self._x, self._y = Axis(0, 1, (0, 1)), Axis(0, 1, (0, 1))
        self._cursor: float | None = None
        self._marks: tuple[tuple[float, str], ...] = ()

    @property
    def lines(self) -> tuple[Line, ...]:
        """What is shown."""
        return self._lines

    @property
    def current(self) -> float | None:
        """Where the cursor stands; None where there is none."""
        return self._cursor

    @property
    def places(self) -> tuple[float, ...]:
        """Where the cursor can stand: wherever a line has a value."""
        return tuple(sorted({x for line in self._lines if line.stops for x in line.xs}))

    def show_lines(
        self,
        lines: Sequence[Line],
        *,
        across: str,
        up: str,
        unit: Callable[[float], str] | None = None,
        low: float | None = None,
        high: float | None = None,
        logarithmic: bool = False,
        marks: Sequence[tuple[float, str]] = (),
        factors: Sequence[float] = (),
    ) -> None:
        """Show ``lines``; the cursor stays where there is still a value.

        Args:
            lines: each with a value at least.
            across: name of the axis across.
            up: name of the axis upwards, with its unit.
            unit: how a tick of it is written; as before where None.
            low: the least that the axis upwards holds; the least value where None.
            high: the most, likewise.
            logarithmic: whether it goes in powers of ten; values are above 0 then.
            marks: places across that have a line of their own, each with a word.
            factors: the ticks of the axis across, where equal steps of it are equal factors.
        """
        self._lines, self._across, self._up = tuple(lines), across, up
        if unit is not None:
            self._unit = unit
        self._marks = tuple(marks)
        known = [y for line in lines for y in line.ys if math.isfinite(y)]
        known += [end for line in lines for span in line.spans for end in span]
        least = min(known) if low is None and known else low or 0.0
        most = max(known) if high is None and known else 1.0 if high is None else high
        self._y = _powers(least, most) if logarithmic else even_axis(least, most)
        across_all = sorted({x for line in lines for x in line.xs}) or [0.0, 1.0]
        first, last = across_all[0], across_all[-1]
        ticks = [t for t in factors or even_axis(first, last, 8).ticks if first <= t <= last]
        end = last if last > first else first + 1
        self._x = Axis(first, end, tuple(ticks), logarithmic=bool(factors))
        if self._cursor is not None and self._cursor not in self.places:
            self._cursor = None
        self.update()

    def set_current(self, place: float | None) -> None:
        """Put the cursor to the value that is nearest to ``place``, without telling."""
        places = self.places
        self._cursor = (
            min(places, key=lambda x: abs(x - place)) if places and place is not None else None
        )
        self.update()

    def place_of(self, x: float, y: float) -> QPointF:
        """Where a value is painted; outside of the ground where the axis upwards ends before it."""
        ground = self._ground()
        return QPointF(
            ground.left() + self._x.share(x) * ground.width(),
            ground.bottom() - min(max(self._y.share(y), -1.0), 2.0) * ground.height(),
        )

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        self._follow(event.position().x())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._follow(event.position().x())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        places = self.places
        here = places.index(self._cursor) if self._cursor in places else -1
        moves = {
            Qt.Key.Key_Right: here + 1,
            Qt.Key.Key_Left: here - 1,
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: len(places) - 1,
        }
        to = moves.get(Qt.Key(event.key()))
        if to is None or not places:
            super().keyPressEvent(event)
            return
        self._go(places[min(max(to, 0), len(places) - 1)])

    def _follow(self, across: float) -> None:
        if self._lines:
            ground = self._ground()
            share = (across - ground.left()) / max(1.0, ground.width())
            self._go(min(self.places, key=lambda x: abs(self._x.share(x) - share)))

    def _go(self, place: float) -> None:
        if place != self._cursor:
            self._cursor = place
            self.update()
            self.moved.emit(place)

    def _ground(self) -> QRectF:
        line = theme.px(14)
        return QRectF(self.rect()).adjusted(theme.px(54), 2.4 * line, -theme.px(16), -2.8 * line)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(theme.font(_TEXT))
        self._paint_axes(painter)
        self._paint_legend(painter)
        ground, colors = self._ground(), theme.palette()
        for place, _word in self._marks:
            across = self.place_of(place, self._y.low).x()
            painter.setPen(QPen(colors.color("muted"), 1, Qt.PenStyle.DashLine))
            painter.drawLine(QPointF(across, ground.top()), QPointF(across, ground.bottom()))
        if self._cursor is not None:
            across = self.place_of(self._cursor, self._y.low).x()
            painter.setPen(QPen(colors.color("accent"), 1.5))
            painter.drawLine(QPointF(across, ground.top()), QPointF(across, ground.bottom()))
        for line in self._lines:
            self._paint_spans(painter, line)
        for place, word in self._marks:
            self._paint_word(painter, self.place_of(place, self._y.low).x(), word)
        for line in self._lines:
            self._paint_line(painter, line)
        if self.hasFocus():
            paint_ring(painter, self)
        painter.end()

    def _paint_word(self, painter: QPainter, across: float, word: str) -> None:
        """A word beside a mark, on the side where there is room; the cursor does not cross it."""
        ground = self._ground()
        width = QFontMetricsF(painter.font()).horizontalAdvance(word) + 2
        left = across + 5 if across + 5 + width < ground.right() else across - 5 - width
        colors = theme.palette()
        painter.setPen(colors.color("muted"))
        place = QRectF(left, ground.top() + 1, width, theme.px(14))
        painter.fillRect(place, colors.color("surface"))
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, word)

    def _paint_axes(self, painter: QPainter) -> None:
        colors, ground, line = theme.palette(), self._ground(), theme.px(14)
        for tick in self._y.ticks:
            height = ground.bottom() - self._y.share(tick) * ground.height()
            painter.setPen(QPen(colors.color("line"), 1))
            painter.drawLine(QPointF(ground.left(), height), QPointF(ground.right(), height))
            painter.setPen(colors.color("muted"))
            painter.drawText(
                QRectF(0, height - line, ground.left() - 6, 2 * line),
                Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter,
                self._unit(tick),
            )
        for tick in self._x.ticks:
            across = ground.left() + self._x.share(tick) * ground.width()
            word = _written(tick)
            half = QFontMetricsF(painter.font()).horizontalAdvance(word) / 2 + 1
            across = min(across, self.width() - half - 4)
            painter.drawText(
                QRectF(across - half, ground.bottom() + 4, 2 * half, line),
                Qt.AlignmentFlag.AlignCenter,
                word,
            )
        painter.drawText(
            QRectF(ground.left(), ground.bottom() + 6 + line, ground.width(), 1.3 * line),
            Qt.AlignmentFlag.AlignCenter,
            self._across,
        )

    def _paint_legend(self, painter: QPainter) -> None:
        colors, line = theme.palette(), theme.px(14)
        metrics = QFontMetricsF(painter.font())
        left, middle = float(theme.px(8)), 1.1 * line
        painter.setPen(colors.color("text"))
        vertical = Qt.AlignmentFlag.AlignVCenter
        width = metrics.horizontalAdvance(self._up)
        painter.drawText(QRectF(left, middle - line, width + 2, 2 * line), vertical, self._up)
        right = float(self.width() - theme.px(16))
        for shown in reversed([line for line in self._lines if line.name]):
            width = metrics.horizontalAdvance(shown.name)
            right -= width
            painter.setPen(colors.color("muted"))
            place = QRectF(right, middle - line, width + 2, 2 * line)
            painter.drawText(place, vertical, shown.name)
            right -= 6 + _SWATCH
            if shown.style is Qt.PenStyle.NoPen:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(colors.color(shown.role))
                painter.drawEllipse(QPointF(right + _SWATCH - 5, middle), 3, 3)
            else:
                painter.setPen(QPen(colors.color(shown.role), 2, shown.style))
                painter.drawLine(QPointF(right, middle), QPointF(right + _SWATCH, middle))
            right -= 16

    def _paint_spans(self, painter: QPainter, line: Line) -> None:
        if not line.spans:
            return
        color: QColor = theme.palette().color(line.role)
        ends = [
            (self.place_of(x, low), self.place_of(x, high))
            for x, (low, high) in zip(line.xs, line.spans, strict=True)
        ]
        if line.style is Qt.PenStyle.NoPen:
            painter.setPen(QPen(color, 1.5))
            for low, high in ends:
                painter.drawLine(low, high)
            return
        color.setAlphaF(SHADE)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color)
        there, back = [high for _low, high in ends], [low for low, _high in reversed(ends)]
        painter.drawPolygon(QPolygonF([*there, *back]))

    def _paint_line(self, painter: QPainter, line: Line) -> None:
        color: QColor = theme.palette().color(line.role)
        runs: list[list[QPointF]] = [[]]
        for x, y in zip(line.xs, line.ys, strict=True):
            if math.isfinite(y):
                runs[-1].append(self.place_of(x, y))
            elif runs[-1]:
                runs.append([])
        ground = self._ground()
        painter.save()
        # What is higher than the axis leaves the chart: flat along its edge it would be read there.
        painter.setClipRect(ground.adjusted(-2, -2, 2, 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(color, 2, line.style, Qt.PenCapStyle.RoundCap))
        if line.style is not Qt.PenStyle.NoPen:
            for run in runs:
                painter.drawPolyline(QPolygonF(run))
        painter.restore()
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color)
        for x, y in zip(line.xs, line.ys, strict=True):
            if not math.isfinite(y) or not (line.dots or x == self._cursor):
                continue
            size = 5.0 if x == self._cursor else 3.0
            place = self.place_of(x, y)
            if ground.top() - 1 <= place.y() <= ground.bottom() + 1:
                painter.drawEllipse(place, size, size)
            elif x == self._cursor:
                self._paint_arrow(painter, place)

    def _paint_arrow(self, painter: QPainter, place: QPointF) -> None:
        """Tell that the value at the cursor lies above the chart, or below it."""
        ground = self._ground()
        above = place.y() < ground.top()
        edge, back = (ground.top(), 8.0) if above else (ground.bottom(), -8.0)
        left, right = QPointF(place.x() - 6, edge + back), QPointF(place.x() + 6, edge + back)
        painter.drawPolygon(QPolygonF([QPointF(place.x(), edge - back / 4), left, right]))


def _written(tick: float) -> str:
    """A tick of the axis across: large numbers in full."""
    text = f"{tick:,.0f}" if abs(tick) >= 1_000 else f"{tick:g}"
    return text.replace("-", "\N{MINUS SIGN}")


def _powers(low: float, high: float) -> Axis:
    """Powers of ten that hold ``low`` and ``high``, at most eight of them told."""
    first = math.floor(math.log10(max(low, 1e-30)) + 1e-9)
    last = max(math.ceil(math.log10(max(high, 1e-30)) - 1e-9), first + 1)
    step = math.ceil((last - first) / 7)
    ticks = tuple(10.0**power for power in range(first, last + 1, step))
    return Axis(10.0**first, 10.0**last, ticks, logarithmic=True)
