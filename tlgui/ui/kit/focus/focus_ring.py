"""A ring around a list, a table or another area that is scrolled, while it has the focus."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QRectF, Qt
from PySide6.QtGui import QFocusEvent, QPainter, QPen
from PySide6.QtWidgets import QWidget

from tlgui.ui.look import theme

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent
    from PySide6.QtWidgets import QAbstractScrollArea

_WIDTH = 2
_RADIUS = 5
# Another window came or went, or a menu of this one: whoever had a ring has it again.
_UNCHANGED = (Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason)


def paint_ring(painter: QPainter, widget: QWidget) -> None:
    """A ring along the edge of ``widget``, which paints itself and has the focus."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(theme.palette().color("accent"), _WIDTH))
    painter.drawRoundedRect(QRectF(widget.rect()).adjusted(1, 1, -1, -1), _RADIUS, _RADIUS)


class FocusRing(QWidget):
    """Lies over ``area`` and takes no room of it; shown to those who came by keyboard.

    A stylesheet cannot do it: a border that comes with the focus moves what is inside, and one
    that is always there puts the rows out of line with the titles above them.
    """

    def __init__(self, area: QAbstractScrollArea) -> None:
        super().__init__(area)
        self._area = area
        self._ringed = False
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hide()
        area.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Come and go with the focus of the area, and be as large as it is."""
        kind = event.type()
        if isinstance(event, QFocusEvent) and kind == QEvent.Type.FocusIn:
            if event.reason() not in _UNCHANGED:
                self._ringed = event.reason() != Qt.FocusReason.MouseFocusReason
            self._fit()
            self.setVisible(self._ringed)
            self.raise_()
        elif kind == QEvent.Type.FocusOut:
            self.hide()
        elif kind == QEvent.Type.Resize:
            self._fit()
        return False

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_ring(painter, self)
        painter.end()

    def _fit(self) -> None:
        self.setGeometry(self._area.rect())
