"""The small "?" beside a term of the field, and the explanation that it opens."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import QAbstractButton, QApplication, QSizePolicy, QWidget

from tlgui.ui.kit.widgets import Card, make_label
from tlgui.ui.look import theme
from tlgui.ui.look.colors import mix
from tlgui.ui.words.glossary import term
from tlgui.ui.words.live_text import live

if TYPE_CHECKING:
    from PySide6.QtCore import QObject
    from PySide6.QtGui import QEnterEvent, QFocusEvent, QPaintEvent

DIAMETER = 16
_RING = 2
POPUP_WIDTH = 360


class TermButton(QAbstractButton):
    """A round "?"; a click, Enter or Space opens what the term ``key`` means beside it."""

    def __init__(self, key: str, parent: QWidget | None = None) -> None:
        """Explain ``key``, one of ``glossary.TERM_KEYS``."""
        super().__init__(parent)
        self.key = key
        self._popup: TermPopup | None = None
        self._hovered = False
        self.setObjectName(f"term_{key}")
        # A click opens the explanation, which takes the focus itself.
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.clicked.connect(self.explain)
        live(self, self._tell)

    @property
    def popup(self) -> TermPopup | None:
        """The explanation, while it is open."""
        return self._popup

    def explain(self) -> None:
        """Open the explanation beside the button, or close it where it is open."""
        if self._popup is not None:
            self._popup.dismiss()
            return
        self._popup = TermPopup(self.key, self)
        self._popup.open()

    def sizeHint(self) -> QSize:
        side = theme.px(DIAMETER) + 2 * (_RING + 1)
        return QSize(side, side)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
            return
        super().keyPressEvent(event)

    def enterEvent(self, event: QEnterEvent) -> None:
        self._hovered = True
        self.update()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        self._hovered = False
        self.update()
        super().leaveEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colors = theme.palette()
        lit = self._hovered or self._popup is not None
        side = theme.px(DIAMETER)
        circle = QRectF((self.width() - side) / 2, (self.height() - side) / 2, side, side)
        # A quiet ring: there are many of them, and the sign in it is what must be read.
        ring = colors.accent if lit else mix(colors.line, colors.muted, 0.3)
        painter.setPen(QPen(QColor(ring), 1))
        painter.setBrush(colors.color("accent_soft" if lit else "surface"))
        painter.drawEllipse(circle.adjusted(0.5, 0.5, -0.5, -0.5))
        painter.setPen(colors.color("accent" if lit else "muted"))
        painter.setFont(theme.font(11, strong=True))
        painter.drawText(circle, Qt.AlignmentFlag.AlignCenter, "?")
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(colors.color("accent"), _RING))
            painter.drawEllipse(circle.adjusted(-_RING, -_RING, _RING, _RING))
        painter.end()

    def on_popup_closed(self) -> None:
        """Know that the explanation is gone."""
        self._popup = None
        self.update()

    def _tell(self) -> None:
        self.setAccessibleName(self.tr("What is {term}?").format(term=term(self.key).title))
        self.setToolTip(self.accessibleName())


class TermPopup(Card):
    """What a term means, above the window's other parts; Esc or a click elsewhere closes it.

    Not a window of its own: it needs no grab of mouse and keyboard, and no platform refuses to
    place it.
    """

    def __init__(self, key: str, button: TermButton) -> None:
        super().__init__(parent=button.window())
        self._key = key
        self._button = button
        self.setObjectName("term_popup")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._title = make_label("", "large", "term_title", wrap=True)
        self._text = make_label("", "", "term_text", wrap=True)
        for label in (self._title, self._text):
            self.body.addWidget(label)
        live(self, self._tell)

    def open(self) -> None:
        """Show below the button, or above it, wherever the window has room; take the focus."""
        self.show()
        self.raise_()
        self._fit()
        self.setFocus(Qt.FocusReason.PopupFocusReason)
        QApplication.instance().installEventFilter(self)  # type: ignore[union-attr]  # It runs.

    def dismiss(self) -> None:
        """Close; the button has the focus again if the explanation had it."""
        if self._button.popup is not self:
            return
        had_focus = self.hasFocus()
        QApplication.instance().removeEventFilter(self)  # type: ignore[union-attr]  # It runs.
        self._button.on_popup_closed()
        if had_focus:
            self._button.setFocus(Qt.FocusReason.PopupFocusReason)
        self.hide()
        self.setObjectName("")  # It is still a child until the event loop turns.
        self.deleteLater()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        closing = (Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)
        if event.key() in closing:
            self.dismiss()
            return
        super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.dismiss()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Close at a click elsewhere, when the window changes its size, and with the button."""
        kind = event.type()
        if kind == QEvent.Type.ShortcutOverride and watched is self:
            # Esc is this card's while it is open, whatever the page does with it.
            if isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape:
                event.accept()
        elif kind == QEvent.Type.MouseButtonPress and isinstance(watched, QWidget):
            inside = watched is self or self.isAncestorOf(watched)
            if not inside and watched is not self._button:
                self.dismiss()
        elif (kind == QEvent.Type.Resize and watched is self.parentWidget()) or (
            kind == QEvent.Type.Hide and watched is self._button
        ):
            self.dismiss()
        return False

    def _tell(self) -> None:
        explained = term(self._key)
        self._title.setText(explained.title)
        self._text.setText(explained.text)
        self.setAccessibleName(explained.title)
        self.setAccessibleDescription(explained.text)
        if self.isVisible():
            self._fit()

    def _fit(self) -> None:
        window = self._button.window()
        width = min(theme.px(POPUP_WIDTH), window.width() - 2 * theme.SPACE_S)
        inner = width - 2 * theme.SPACE_M - 2
        for label in (self._title, self._text):
            label.ensurePolished()
            label.setFixedWidth(inner)
            label.setFixedHeight(label.heightForWidth(inner))
        self.body.activate()
        self.resize(width, self.sizeHint().height())
        place = self._button.mapTo(window, QPoint(0, 0))
        top = place.y() + self._button.height() + theme.SPACE_XS
        if top + self.height() > window.height() - theme.SPACE_S:
            top = place.y() - self.height() - theme.SPACE_XS
        left = min(place.x(), window.width() - self.width() - theme.SPACE_S)
        self.move(max(left, 0), max(top, 0))
