"""The training methods as cards of one sentence each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from tlgui.engine.training.methods import DEFAULT_METHOD, find_method
from tlgui.ui.kit.errors import text_of
from tlgui.ui.kit.term_button import TermButton
from tlgui.ui.kit.widgets import Card, make_label
from tlgui.ui.look import theme
from tlgui.ui.words.live_text import Text, live, said

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from tlgui.engine.training.method import Method


class MethodChoice(QFrame):
    """One method: its name, how long it takes, what it does."""

    def __init__(
        self, title: Text, sentence: Text, term: str, name: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._duration = make_label("", "small", f"{name}_duration")
        self._basis = make_label("", "small", f"{name}_basis", wrap=True)
        self._basis.hide()
        line = QHBoxLayout()
        line.setSpacing(theme.SPACE_XS)
        line.addWidget(make_label(title, "card-title"))
        line.addWidget(TermButton(term))
        line.addStretch()
        line.addWidget(self._duration)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 10, 12, 10)
        layout.setSpacing(theme.SPACE_XS)
        layout.addLayout(line)
        layout.addWidget(make_label(sentence, "small", wrap=True))
        layout.addWidget(self._basis)
        self._sentence = sentence
        self._title = title
        live(self, self._tell)
        self._tint()

    def set_estimate(self, duration: str, basis: str) -> None:
        """Say how long it takes on this computer, and what that rests on."""
        self._duration.setText(duration)
        self._basis.setText(basis)
        self._basis.setVisible(bool(basis))
        self._tell()

    def _tell(self) -> None:
        self.setAccessibleName(said(self._title))
        parts = (said(self._sentence), self._duration.text(), self._basis.text())
        self.setAccessibleDescription(" ".join(part for part in parts if part))

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
        self.title_row.addWidget(make_label(lambda: self.tr("Method"), "card-title"))
        self.body.addLayout(self.title_row)
        self.feature_extraction = _choice(find_method(DEFAULT_METHOD))
        self.body.addWidget(self.feature_extraction)


def _choice(method: Method) -> MethodChoice:
    """The card of ``method``, in its own words."""
    return MethodChoice(
        lambda: text_of(method.title),
        lambda: text_of(method.sentence),
        method.term,
        f"method_{method.name.replace('-', '_')}",
    )
