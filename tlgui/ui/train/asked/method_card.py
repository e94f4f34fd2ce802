"""The training methods as cards of one sentence each, one of which is chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QRadioButton, QSizePolicy, QVBoxLayout

from tlgui.engine.training.method import Learns
from tlgui.engine.training.methods import DEFAULT_METHOD, all_methods
from tlgui.ui.kit.errors import text_of
from tlgui.ui.kit.term_button import TermButton
from tlgui.ui.kit.widgets import Card, ElidedLabel, make_button, make_label
from tlgui.ui.look import theme
from tlgui.ui.words.live_text import live

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent
    from PySide6.QtWidgets import QWidget

    from tlgui.engine.errors import TlguiError
    from tlgui.engine.training.method import Method


class MethodChoice(QRadioButton):
    """One method: its name, how long it takes, what it does, what it wants.

    A radio button that looks like a card: one of them is on, arrow keys go from one to the next.
    """

    def __init__(self, method: Method, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.method = method
        name = f"method_{method.name.replace('-', '_')}"
        self.setObjectName(name)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._typical: int | None = None
        self._refusal: TlguiError | None = None
        self._duration_text = self._basis_text = ""
        self._duration = make_label("", "small", f"{name}_duration")
        self._sentence = make_label("", "small", f"{name}_sentence", wrap=True)
        self._short = make_label("", "warning", f"{name}_short", wrap=True)
        self._basis = make_label("", "small", f"{name}_basis", wrap=True)
        self._refused = make_label("", "warning", f"{name}_refusal", wrap=True)
        line = QHBoxLayout()
        line.setSpacing(theme.SPACE_XS)
        line.addWidget(make_label(lambda: text_of(method.title), "card-title"))
        if method.term:
            line.addWidget(TermButton(method.term))
        line.addStretch()
        line.addWidget(self._duration)
        layout = self._content = QVBoxLayout(self)
        layout.setContentsMargins(12, 10, 12, 10)
        layout.setSpacing(theme.SPACE_XS)
        layout.addLayout(line)
        for label in (self._sentence, self._short, self._basis, self._refused):
            layout.addWidget(label)
        self.toggled.connect(self._tell)
        live(self, self._tell)

    def set_estimate(self, duration: str, basis: str) -> None:
        """Say how long it takes on this computer, and, once chosen, what that rests on."""
        self._duration_text, self._basis_text = duration, basis
        self._tell()

    def set_typical(self, pictures: int | None) -> None:
        """Set ``pictures`` to learn from that a usual class has; None where nothing is open."""
        self._typical = pictures
        self._tell()

    def set_refusal(self, error: TlguiError | None) -> None:
        """Say why it cannot be used; None where it can."""
        self._refusal = error
        self._tell()

    def sizeHint(self) -> QSize:
        # What its sentences would like on one line must not widen the column.
        return QSize(self.minimumSizeHint().width(), self._content.totalSizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return self._content.totalMinimumSize()

    def hitButton(self, pos: QPoint) -> bool:  # noqa: N802 - Qt's name
        """Whether the card is pressed at ``pos``: all of it is the button."""
        return self.rect().contains(pos)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colors = theme.palette()
        if self.isChecked():
            ground = "accent_soft"
        else:
            ground = "sunken" if self.underMouse() and self.isEnabled() else "surface"
        edge = "accent" if self.isChecked() or self.hasFocus() else "line"
        width = 2 if self.hasFocus() else 1
        painter.setPen(QPen(colors.color(edge), width))
        painter.setBrush(colors.color(ground))
        inside = QRectF(self.rect()).adjusted(width / 2, width / 2, -width / 2, -width / 2)
        painter.drawRoundedRect(inside, theme.RADIUS_CARD, theme.RADIUS_CARD)
        painter.end()

    def _tell(self) -> None:
        wants, typical = self.method.wants, self._typical
        sentence, duration, short = text_of(self.method.sentence), self._duration_text, ""
        if self.method.learns is Learns.NOTHING:
            duration = " · ".join(filter(None, (self.tr("no training"), duration)))
        elif not wants:
            needs = self.tr("Few pictures will do.")
            sentence = f"{sentence} {needs}"
        elif typical is None or typical >= wants:
            needs = self.tr("Wants {wants:,} pictures a class.").format(wants=wants)
            sentence = f"{sentence} {needs}"
        else:
            short = self.tr("Wants {wants:,} pictures a class; yours have about {count:,}.").format(
                wants=wants, count=typical
            )
            if not self.method.recipe.pretrained:
                better = self.tr("A pretrained network is likely better.")
                short = f"{short} {better}"
        shown = (
            (self._sentence, sentence),
            (self._short, short),
            (self._basis, self._basis_text if self.isChecked() else ""),
            (self._refused, "" if self._refusal is None else text_of(self._refusal.message)),
        )
        for label, text in shown:
            label.setText(text)
            label.setVisible(bool(text))
        self._duration.setText(duration)
        self.setAccessibleName(text_of(self.method.title))
        texts = (duration, *(text for _label, text in shown))
        self.setAccessibleDescription(" ".join(filter(None, texts)))


class MethodCard(Card):
    """All methods that exist, those first that change least of the network; and which network.

    Signals:
        chosen: with the name of the method that the user chose.
        network_asked: the user wants to choose another network.
    """

    chosen = Signal(str)
    network_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.title_row.addWidget(make_label(lambda: self.tr("Method"), "card-title"))
        self.body.addLayout(self.title_row)
        methods = sorted(all_methods().values(), key=lambda method: (method.learns, method.name))
        self.choices = {method.name: MethodChoice(method) for method in methods}
        self._group = QButtonGroup(self)
        for name, choice in self.choices.items():
            self._group.addButton(choice)
            choice.clicked.connect(lambda _checked=True, name=name: self.chosen.emit(name))
            self.body.addWidget(choice)
        self.body.addLayout(self._make_network())
        self.show_chosen(DEFAULT_METHOD)

    def _make_network(self) -> QHBoxLayout:
        """Which network the chosen method would train, and the way to another."""
        self._network = ElidedLabel(mode=Qt.TextElideMode.ElideMiddle)
        self._network.setObjectName("method_network")
        self._network_button = make_button(
            lambda: self.tr("Choose\u2026"),
            "method_network_button",
            "link",
            tooltip=lambda: self.tr("On the Model page."),
            accessible_name=lambda: self.tr("Choose a network"),
        )
        self._network_button.clicked.connect(self.network_asked)
        line = QHBoxLayout()
        line.setSpacing(theme.SPACE_S)
        line.addWidget(make_label(lambda: self.tr("Network"), "muted"))
        line.addWidget(self._network, 1)
        line.addWidget(self._network_button)
        return line

    def show_network(self, text: str) -> None:
        """Say which network the chosen method would train."""
        self._network.set_full_text(text)

    def show_chosen(self, name: str) -> None:
        """Show that the method ``name`` is chosen; ``chosen`` is not emitted."""
        self.choices[name].setChecked(True)

    def set_locked(self, locked: bool) -> None:
        """Forbid another choice while a run goes on."""
        for choice in self.choices.values():
            choice.setEnabled(not locked)
        self._network_button.setEnabled(not locked)
