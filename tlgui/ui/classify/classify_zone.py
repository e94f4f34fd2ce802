"""Where new pictures come in: by dropping, by pasting, or by choosing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QBoxLayout, QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from tlgui.engine.deploy.looks import Looks
from tlgui.ui.kit.drop_frame import DropFrame
from tlgui.ui.kit.term_button import TermButton
from tlgui.ui.kit.widgets import ElidedLabel, IconLabel, make_button, make_label
from tlgui.ui.look import theme
from tlgui.ui.words.live_text import live
from tlgui.ui.words.threshold_words import threshold_lines, threshold_text
from tlgui.ui.words.tooltips import plain_tooltip

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QResizeEvent

    from tlgui.engine.metrics import Thresholds

ROOMY = 560
"""Narrower than this there is no room for the threshold, and for the explanation of the looks."""


class ClassifyZone(DropFrame):
    """The frame at the top of the Classify page.

    Signals:
        files_requested: the user wants to choose files.
        folder_requested: the user wants to choose a folder.
        looks_changed: with the ``Looks`` at each picture that the user wants from here on.
    """

    files_requested = Signal()
    folder_requested = Signal()
    looks_changed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("classify_drop_zone", parent)
        self._below: tuple[Thresholds, Sequence[str]] | None = None
        texts = QVBoxLayout()
        texts.setSpacing(2)
        self._told = (
            ElidedLabel(lambda: self.tr("Drop pictures or folders here"), "strong"),
            ElidedLabel(self._paste_text, "small"),
        )
        for told in self._told:
            texts.addWidget(told)
        self._threshold = make_label("", "muted", "classify_threshold")
        files = make_button(lambda: self.tr("Choose files…"), "classify_choose_button")
        files.clicked.connect(self.files_requested)
        folder = make_button(lambda: self.tr("Choose a folder…"), "classify_choose_folder_button")
        folder.clicked.connect(self.folder_requested)
        self._looks = QComboBox()
        self._looks.setObjectName("classify_looks")
        # As wide as what it shows mostly; its list opens as wide as it needs.
        self._looks.setMinimumContentsLength(5)
        self._looks.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        for looks in Looks:
            self._looks.addItem("", looks)
        self._looks.currentIndexChanged.connect(
            # Qt hands plain text back for what went in as an enum.
            lambda index: self.looks_changed.emit(Looks(self._looks.itemData(index)))
        )
        self._looks_term = looks_term = TermButton("looks")
        self._looks_part = QWidget()
        looks_row = QHBoxLayout(self._looks_part)
        looks_row.setContentsMargins(0, 0, 0, 0)
        looks_row.setSpacing(theme.SPACE_XS)
        looks_row.addWidget(self._looks)
        looks_row.addWidget(looks_term)
        what = TermButton("threshold")
        self._threshold_part = QWidget()
        threshold = QHBoxLayout(self._threshold_part)
        threshold.setContentsMargins(0, 0, 0, 0)
        threshold.setSpacing(theme.SPACE_XS)
        threshold.addWidget(self._threshold)
        threshold.addWidget(what)
        self._mark = IconLabel("drop", "accent", 20, ground="accent_soft")
        upper, self._lower = QHBoxLayout(), QHBoxLayout()
        for row in (upper, self._lower):
            row.setSpacing(theme.SPACE_M)
        upper.addWidget(self._mark)
        upper.addLayout(texts, 1)
        self._lower.addWidget(self._threshold_part)
        self._lower.addStretch()
        self._controls = (self._looks_part, files, folder)
        for control in self._controls:
            self._lower.addWidget(control)
        self._rows = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._rows.setContentsMargins(theme.SPACE_M, theme.SPACE_M, theme.SPACE_M, theme.SPACE_M)
        self._rows.setSpacing(theme.SPACE_M)
        self._rows.addLayout(upper, 1)
        self._rows.addLayout(self._lower)
        # Who arrives by Tab wants to choose pictures first.
        QWidget.setTabOrder(files, folder)
        QWidget.setTabOrder(folder, self._looks)
        QWidget.setTabOrder(self._looks, looks_term)
        QWidget.setTabOrder(looks_term, what)
        live(self, self._tell)

    def show_thresholds(self, thresholds: Thresholds, classes: Sequence[str]) -> None:
        """Say below which confidence an answer with one of ``classes`` is unsure."""
        self._below = thresholds, classes
        self._tell()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_the_width()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self._share_the_width()
        return super().event(event)

    def _share_the_width(self) -> None:
        """Give the controls a line of their own where they leave the texts too little room."""
        told = max(label.sizeHint().width() for label in self._told)
        parts = (self._mark, *self._controls, self._threshold_part)
        wide = sum(part.sizeHint().width() + theme.SPACE_M for part in parts)
        one_line = wide + told + 2 * theme.SPACE_M <= self.width()
        directions = QBoxLayout.Direction
        self._rows.setDirection(directions.LeftToRight if one_line else directions.TopToBottom)
        # The Results page says it too: here it gives way to what can be pressed.
        roomy = self.width() >= theme.px(ROOMY)
        self._threshold_part.setVisible(roomy)
        self._looks_term.setVisible(roomy)

    def _tell(self) -> None:
        self._looks.setAccessibleName(self.tr("Looks at each picture"))
        self._looks.setToolTip(
            self.tr("The answers over several looks at a picture are averaged; each takes time.")
        )
        texts = {
            Looks.ONCE: self.tr("one look"),
            Looks.MIRROR: self.tr("and mirrored"),
            Looks.CROPS: self.tr("and four parts"),
            Looks.BOTH: self.tr("parts and mirrored"),
        }
        for index, looks in enumerate(Looks):
            self._looks.setItemText(index, texts[looks])
        if self._below is not None:
            self._threshold.setText(threshold_text(*self._below))
            lines = threshold_lines(*self._below)
            self._threshold.setToolTip(plain_tooltip(lines))
            self._threshold.setAccessibleDescription(lines)

    def _paste_text(self) -> str:
        keys = QKeySequence(QKeySequence.StandardKey.Paste)
        return self.tr("or paste with {keys}").format(
            keys=keys.toString(QKeySequence.SequenceFormat.NativeText)
        )
