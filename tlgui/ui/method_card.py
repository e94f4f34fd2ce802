"""The training methods as cards of one sentence each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from tlgui.ui import theme
from tlgui.ui.widgets import Card, make_label

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


class MethodChoice(QFrame):
    """One method: its name, how long it takes, what it does."""

    def __init__(
        self, title: str, duration: str, sentence: str, name: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(title)
        self.setAccessibleDescription(sentence)
        line = QHBoxLayout()
        line.addWidget(make_label(title, "card-title"))
        line.addStretch()
        line.addWidget(make_label(duration, "small"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 10, 12, 10)
        layout.setSpacing(theme.SPACE_XS)
        layout.addLayout(line)
        layout.addWidget(make_label(sentence, "small", wrap=True))
        self._tint()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._tint()

    def _tint(self) -> None:
        colors = theme.palette()
        sheet = (
            f"QFrame#{self.objectName()} {{ background: {colors.accent_soft};"
            f" border: 1px solid {colors.accent}; border-radius: {theme.RADIUS_CARD}px; }}"
        )
        if sheet != self.styleSheet():
            self.setStyleSheet(sheet)


class MethodCard(Card):
    """The methods that exist."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.title_row.addWidget(make_label(self.tr("Method"), "card-title"))
        self.body.addLayout(self.title_row)
        self.body.addWidget(
            MethodChoice(
                self.tr("Feature extraction"),
                self.tr("seconds to minutes"),
                self.tr("The backbone stays as it is; only the head learns."),
                "method_feature_extraction",
            )
        )
