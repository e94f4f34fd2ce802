"""The bar under a page's title that speaks only when there is something to say."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy

from tlgui.ui.look import theme
from tlgui.ui.look.colors import mix
from tlgui.ui.words.live_text import Text, live, said

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

MessageKind = Literal["info", "good", "warning", "bad"]


class MessageBar(QFrame):
    """One message: an icon, a bold lead, a sentence, perhaps an action; hidden when empty.

    Signals:
        action_triggered: the user followed the action.
        closed: the user closed the bar.
    """

    action_triggered = Signal()
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("message_bar")
        self.kind: MessageKind = "info"
        self._on_action: Callable[[], object] | None = None
        self._icon = QLabel()
        self._icon.setFixedSize(18, 18)
        self._lead = QLabel()
        self._lead.setObjectName("message_lead")
        self._text = QLabel()
        self._text.setObjectName("message_text")
        for label in (self._lead, self._text):
            # File and class names are part of messages: nothing in them is markup.
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._lead.setProperty("role", "strong")
        self._text.setWordWrap(True)
        self._text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._action = QPushButton()
        self._action.setObjectName("message_action")
        self._action.setProperty("kind", "link")
        self._action.setCursor(Qt.CursorShape.PointingHandCursor)
        self._action.clicked.connect(self._on_action_clicked)
        self._close = QPushButton()
        self._close.setObjectName("message_close")
        self._close.setProperty("kind", "icon")
        self._close.clicked.connect(self._on_close_clicked)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(12, 6, 6, 6)
        layout.setSpacing(10)
        layout.addWidget(self._icon)
        layout.addWidget(self._lead)
        layout.addWidget(self._text, 1)
        layout.addWidget(self._action)
        layout.addWidget(self._close)
        self._said: tuple[Text, Text, Text | None] = ("", "", None)
        live(self, self._tell)
        self.hide()

    @property
    def text(self) -> str:
        """What the bar says now, lead and sentence; empty where it is hidden."""
        return " ".join(part for part in (self._lead.text(), self._text.text()) if part)

    def show_message(
        self,
        kind: MessageKind,
        lead: Text,
        text: Text = "",
        *,
        action: Text | None = None,
        on_action: Callable[[], object] | None = None,
    ) -> None:
        """Say something; what was said before is replaced.

        Texts that are functions follow the language.

        Args:
            kind: how it is meant: its colour and icon.
            lead: the few words in bold. A long lead without ``text`` is wrapped and not bold.
            text: the sentence after it.
            action: the words of the link, where there is one.
            on_action: called when the link is followed; ``action_triggered`` is emitted as well.
        """
        self.kind = kind
        self._on_action = on_action
        self._said = (lead, text, action)
        self._tell()
        self._tint()
        self.show()

    def clear(self) -> None:
        """Say nothing, take no room."""
        self._said = ("", "", None)
        self._tell()
        self.hide()

    def _tell(self) -> None:
        lead, text, action = self._said
        first, second = said(lead), said(text)
        long_lead = len(first) > 60
        self._lead.setVisible(not long_lead)
        self._lead.setText("" if long_lead else first)
        self._text.setText(" ".join(p for p in (first, second) if p) if long_lead else second)
        self._action.setText("" if action is None else said(action))
        self._action.setVisible(action is not None)
        self.setAccessibleName(self.text)
        self._close.setAccessibleName(self.tr("Close this message"))
        self._close.setToolTip(self.tr("Close this message"))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and self.text:
            self._tint()

    def _on_close_clicked(self) -> None:
        self.clear()
        self.closed.emit()

    def _on_action_clicked(self) -> None:
        if self._on_action is not None:
            self._on_action()
        self.action_triggered.emit()

    def _tint(self) -> None:
        colors = theme.palette()
        role = {"info": "accent", "good": "good", "warning": "warning", "bad": "bad"}[self.kind]
        ink, ground = getattr(colors, role), getattr(colors, f"{role}_soft")
        sheet = (
            f"QFrame#message_bar {{ background: {ground}; border: 0; border-radius: 6px; }}"
            f"QLabel {{ color: {ink}; }}"
            f"QPushButton#message_action {{ color: {ink}; }}"
            f"QPushButton#message_close:hover {{ background: {mix(ground, ink, 0.15)}; }}"
        )
        if sheet != self.styleSheet():
            self.setStyleSheet(sheet)
        ratio = self.devicePixelRatioF()
        self._icon.setPixmap(theme.icon_pixmap(self.kind, ink, 18, ratio))
        self._close.setIcon(theme.icon("close", role))
