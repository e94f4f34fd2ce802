"""How many answers were corrected, and what is to become of them."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QFrame, QSizePolicy, QVBoxLayout, QWidget

from tlgui.ui.kit.flow_layout import FlowLayout
from tlgui.ui.kit.widgets import make_button, make_label
from tlgui.ui.look import theme
from tlgui.ui.words.live_text import Text, live, said


class CorrectionStrip(QFrame):
    """Counts corrections, learns from them, takes the last one back.

    Signals:
        learn_requested: the user wants the model to learn from them.
        add_requested: the user wants them to join the data only.
        take_back_requested: the last one is to be taken back.
    """

    learn_requested = Signal()
    add_requested = Signal()
    take_back_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("correction_strip")
        self._count = 0
        self._why: tuple[Text, Text] | None = None
        self._busy = False
        self._reason = make_label("", "small", "correction_reason", wrap=True)
        self.learn_button = make_button("", "learn_button_corrections", "primary")
        self.learn_button.clicked.connect(self.learn_requested)
        self.add_button = make_button("", "add_corrections_button")
        self.add_button.clicked.connect(self.add_requested)
        self.back_button = make_button(
            lambda: self.tr("Take back (Z)"), "take_correction_back_button"
        )
        self.back_button.clicked.connect(self.take_back_requested)
        self.copies = QCheckBox()
        self.copies.setObjectName("copy_corrected_box")
        row = QWidget()
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        row.setSizePolicy(policy)
        self._row = FlowLayout(row, theme.SPACE_S)
        for widget in (self.learn_button, self.add_button, self.back_button, self.copies):
            self._row.addWidget(widget)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.SPACE_S, 0, theme.SPACE_M - 1, theme.SPACE_XS)
        layout.setSpacing(theme.SPACE_XS)
        layout.addWidget(row)
        layout.addWidget(self._reason)
        live(self, self._tell)
        self.hide()

    @property
    def keeps_copies(self) -> bool:
        """Whether copies of the pictures are to be kept in the project."""
        return self.copies.isChecked()

    def show_state(self, count: int, why_not: tuple[Text, Text] | None, *, busy: bool) -> None:
        """Tell of ``count`` corrections; nothing is shown of none.

        Args:
            count: pictures that were corrected.
            why_not: why the model cannot learn from them at once, and what to do.
            busy: whether it learns just now.
        """
        self._count, self._why, self._busy = count, why_not, busy
        self._tell()

    def _tell(self) -> None:
        count = f"{self._count:,}"
        one = self._count == 1
        learn = (
            self.tr("Learn from 1 correction")
            if one
            else self.tr("Learn from {n} corrections").format(n=count)
        )
        add = (
            self.tr("Add 1 picture to the data")
            if one
            else self.tr("Add {n} pictures to the data").format(n=count)
        )
        for button, text in ((self.learn_button, learn), (self.add_button, add)):
            button.setText(text)
            button.setAccessibleName(text)
        self.copies.setText(self.tr("Keep copies in the project"))
        self.copies.setToolTip(
            self.tr("Else the pictures are learned from where they lie, and must stay there.")
        )
        self.copies.setAccessibleName(self.copies.text())
        self.learn_button.setVisible(self._why is None)
        self.add_button.setVisible(self._why is not None)
        self._reason.setVisible(self._why is not None)
        if self._why is not None:
            self._reason.setText(f"{said(self._why[0])} {said(self._why[1])}")
        parts = (self.learn_button, self.add_button, self.back_button, self.copies)
        height = max(widget.sizeHint().height() for widget in parts)
        for widget in parts:
            widget.setEnabled(not self._busy)
            widget.setFixedHeight(height)  # All on one line.
        self.setVisible(self._count > 0)
