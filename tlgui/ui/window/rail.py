"""The rail at the left: the steps in their order, each with its state in one line."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QVBoxLayout, QWidget

from tlgui.ui.kit.widgets import ElidedLabel, make_label
from tlgui.ui.look import theme
from tlgui.ui.words.live_text import Text, live, said

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QFocusEvent, QKeyEvent, QPaintEvent

_ITEM_HEIGHT = 50
_MARK, _MARK_LEFT, _CHECK = 24, 8, 14
_KEYBOARD_REASONS = (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)


class StepState(StrEnum):
    """How far a step is."""

    EMPTY = "empty"
    READY = "ready"
    RUNNING = "running"
    NEEDS_ATTENTION = "needs attention"


@dataclass(frozen=True)
class Step:
    """One step of the rail: ``key`` ends its object name (``rail_data``)."""

    key: str
    name: Text


class _RailItem(QAbstractButton):
    """A step, painted: number or mark in a circle, name, one line of state."""

    def __init__(self, number: int, step: Step, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName(f"rail_{step.key}")
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setToolTip(f"Ctrl+{number}")
        self._number = number
        self._ringed = False
        self.state = StepState.EMPTY
        self.line = ""
        live(self, lambda: self._rename(said(step.name)))

    def set_state(self, state: StepState, line: str) -> None:
        self.state, self.line = state, line
        states = {
            StepState.EMPTY: self.tr("empty"),
            StepState.READY: self.tr("ready"),
            StepState.RUNNING: self.tr("running"),
            StepState.NEEDS_ATTENTION: self.tr("needs attention"),
        }
        spoken = ", ".join(part for part in (self.text(), line, states[state]) if part)
        self.setAccessibleName(spoken)
        self.update()

    def _rename(self, name: str) -> None:
        self.setText(name)
        self.set_state(self.state, self.line)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring to those who came by keyboard only: the step is marked anyway."""
        if event.reason() != Qt.FocusReason.ActiveWindowFocusReason:
            self._ringed = event.reason() in _KEYBOARD_REASONS
        super().focusInEvent(event)

    def sizeHint(self) -> QSize:
        return QSize(theme.RAIL_WIDTH - 24, theme.px(_ITEM_HEIGHT))

    def paintEvent(self, _event: QPaintEvent) -> None:
        colors = theme.palette()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        painter.setPen(Qt.PenStyle.NoPen)
        if self.isChecked():
            painter.setBrush(colors.color("accent_soft"))
            painter.drawRoundedRect(area, 6, 6)
        elif self.underMouse():
            painter.setBrush(colors.color("sunken"))
            painter.drawRoundedRect(area, 6, 6)
        if self.hasFocus() and self._ringed:
            painter.setPen(QPen(colors.color("accent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(area, 6, 6)
        self._paint_mark(painter)
        self._paint_texts(painter)
        painter.end()

    def _paint_mark(self, painter: QPainter) -> None:
        colors = theme.palette()
        side = theme.px(_MARK)
        circle = QRectF(_MARK_LEFT, (self.height() - side) / 2, side, side)
        attention = self.state is StepState.NEEDS_ATTENTION
        done = self.state is StepState.READY and not self.isChecked()
        if self.isChecked() and not attention:
            ground, edge, ink = colors.accent, colors.accent, colors.on_accent
        elif attention:
            ground, edge, ink = colors.warning_soft, colors.warning_soft, colors.warning
        elif done:
            ground, edge, ink = colors.good_soft, colors.good_soft, colors.good
        elif self.state is StepState.RUNNING:
            ground, edge, ink = colors.accent_soft, colors.accent, colors.accent
        else:
            ground, edge, ink = colors.surface, colors.line, colors.muted
        painter.setPen(QPen(QColor(edge), 1))
        painter.setBrush(QColor(ground))
        painter.drawEllipse(circle)
        if done:
            check = theme.px(_CHECK)
            pixmap = theme.icon_pixmap("check", ink, check, self.devicePixelRatioF())
            inset = (side - check) // 2
            painter.drawPixmap(circle.topLeft().toPoint() + QPoint(inset, inset), pixmap)
            return
        painter.setPen(QColor(ink))
        painter.setFont(theme.font(theme.TEXT_SMALL, strong=True))
        mark = "!" if attention else str(self._number)
        painter.drawText(circle, Qt.AlignmentFlag.AlignCenter, mark)

    def _paint_texts(self, painter: QPainter) -> None:
        colors = theme.palette()
        left, right = _MARK_LEFT + theme.px(_MARK) + 10, 8
        width = self.width() - left - right
        strong = theme.font(theme.TEXT_BODY, strong=True)
        small = theme.font(theme.TEXT_SMALL)
        name_height = QFontMetrics(strong).height()
        line_height = QFontMetrics(small).height() if self.line else 0
        # Hangul fills its line: without a gap two lines of it touch.
        gap = theme.px(2) if self.line else 0
        top = (self.height() - name_height - gap - line_height) / 2
        painter.setPen(colors.color("text"))
        painter.setFont(strong)
        vertical = Qt.AlignmentFlag.AlignVCenter
        painter.drawText(QRectF(left, top, width, name_height), vertical, self.text())
        if self.line:
            painter.setPen(colors.color("muted"))
            painter.setFont(small)
            shown = QFontMetrics(small).elidedText(self.line, Qt.TextElideMode.ElideRight, width)
            below = QRectF(left, top + name_height + gap, width, line_height)
            painter.drawText(below, vertical, shown)


class Rail(QWidget):
    """The steps, one of them current.

    Signals:
        step_chosen: with the key of the step that the user went to.
    """

    step_chosen = Signal(str)

    def __init__(self, steps: Sequence[Step], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("rail")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedWidth(max(theme.RAIL_WIDTH, theme.px(theme.RAIL_WIDTH)))
        live(self, lambda: self.setAccessibleName(self.tr("Steps")))
        self._items: dict[str, _RailItem] = {}
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 20, 12, 12)
        layout.setSpacing(2)
        title = make_label("tlgui", "large")
        self._place = ElidedLabel(role="small")
        self._place.setObjectName("rail_dataset")
        for label in (title, self._place):
            label.setContentsMargins(8, 0, 0, 0)
            layout.addWidget(label)
            layout.addSpacing(theme.SPACE_XS)
        layout.addSpacing(theme.SPACE_S)
        group = QButtonGroup(self)
        for number, step in enumerate(steps, 1):
            item = _RailItem(number, step, self)
            item.clicked.connect(lambda _checked, key=step.key: self.step_chosen.emit(key))
            group.addButton(item)
            layout.addWidget(item)
            self._items[step.key] = item
        layout.addStretch()
        self._layout = layout

    def add_foot(self, button: QWidget) -> None:
        """Add a button at the rail's foot."""
        self._layout.addWidget(button)

    @property
    def current(self) -> str:
        """The key of the current step."""
        return next((key for key, item in self._items.items() if item.isChecked()), "")

    def set_current(self, key: str) -> None:
        """Mark ``key`` as current without telling."""
        self._items[key].setChecked(True)

    def take_focus(self) -> None:
        """Give the current step the focus; Tab goes on from there."""
        if self.current:
            self._items[self.current].setFocus(Qt.FocusReason.OtherFocusReason)

    def set_state(self, key: str, state: StepState, line: str = "") -> None:
        """Show how far the step ``key`` is, and one line about it."""
        if key in self._items:
            self._items[key].set_state(state, line)

    def state(self, key: str) -> tuple[StepState, str]:
        """What ``set_state`` last said of ``key``."""
        item = self._items[key]
        return item.state, item.line

    def set_dataset(self, name: str) -> None:
        """Show the name of the open folder under the app's."""
        self._place.set_full_text(name)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move between steps with the arrow keys, Home and End, and go there at once."""
        keys = list(self._items)
        position = keys.index(self.current) if self.current else 0
        moves = {
            Qt.Key.Key_Up: position - 1,
            Qt.Key.Key_Down: position + 1,
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: len(keys) - 1,
        }
        wanted = moves.get(Qt.Key(event.key()))
        if wanted is None or not 0 <= wanted < len(keys):
            super().keyPressEvent(event)
            return
        item = self._items[keys[wanted]]
        item.setChecked(True)
        item.setFocus(Qt.FocusReason.TabFocusReason)
        self.step_chosen.emit(keys[wanted])
