"""The filters above the pictures: chips, the chosen class, words to find."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QBoxLayout, QLineEdit, QSizePolicy, QWidget

from tlgui.ui.data.picture_filter import EVERYTHING, NEEDS_A_LOOK, PARTS
from tlgui.ui.kit.chips import ChipRow
from tlgui.ui.kit.widgets import make_button
from tlgui.ui.look import theme
from tlgui.ui.words.live_text import live
from tlgui.ui.words.texts import one_line

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtCore import QEvent
    from PySide6.QtGui import QResizeEvent

_FIND_AFTER_MS = 150
_FIND_WIDTH, _LEAST_FIND_WIDTH = 210, 130
_AROUND_WORDS = 64
_CHIP_LETTERS = 24
_UNBOUNDED = 1 << 20


class FilterBar(QWidget):
    """Chips with the search field beside them, or below them where there is no room.

    Signals:
        changed: another chip is on, or the words are others, once the user stopped typing.
        class_cleared: the user took the class away.
    """

    changed = Signal()
    class_cleared = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._counts: dict[str, int] = {}
        self._class_name: str | None = None
        self.chips = ChipRow("picture_filters")
        self.chips.chosen.connect(lambda _key: self.changed.emit())
        self._class_chip = make_button("", "filter_class", "chip")
        self._class_chip.setCheckable(True)
        self._class_chip.setLayoutDirection(Qt.LayoutDirection.RightToLeft)  # The cross comes last.
        self._class_chip.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._class_chip.clicked.connect(self.class_cleared)
        self.chips.add_widget(self._class_chip)
        self._find_timer = QTimer(self)
        self._find_timer.setSingleShot(True)
        self._find_timer.setInterval(_FIND_AFTER_MS)
        self._find_timer.timeout.connect(self.changed)
        self.find_field = QLineEdit()
        self.find_field.setObjectName("find_picture_field")
        self.find_field.setClearButtonEnabled(True)
        self._search_action = QAction(self.find_field)
        self.find_field.addAction(self._search_action, QLineEdit.ActionPosition.LeadingPosition)
        self.find_field.textChanged.connect(lambda _text: self._find_timer.start())
        self._layout = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(theme.SPACE_S)
        self._layout.addWidget(self.chips)
        self._layout.addStretch()
        self._layout.addWidget(self.find_field, 1000)
        self._tint()
        live(self, self._tell)

    @property
    def part(self) -> str:
        """The chip that is on, one of ``PARTS``."""
        return str(self.chips.current or EVERYTHING)

    @property
    def parts(self) -> list[str]:
        """The chips that there are."""
        return [part for part in PARTS if self._counts.get(part)]

    @property
    def words(self) -> str:
        """What is to be found."""
        return self.find_field.text()

    def set_counts(self, counts: Mapping[str, int]) -> None:
        """Offer the parts that hold pictures; the chip that was on stays on where it remains."""
        self._counts = dict(counts)
        self._tell()

    def set_class(self, name: str | None) -> None:
        """Show a chip for the chosen class, or none."""
        self._class_name = name
        self._tell_class()
        self._arrange()

    def set_filters(self, part: str, words: str) -> None:
        """Switch the chip ``part`` on, where there is one, and look for ``words``."""
        self.find_field.setText(words)
        self._find_timer.stop()
        if part in self.parts:
            self.chips.choose(part)
        else:
            self.changed.emit()

    def ask_for_words(self) -> None:
        """Let the user type what to find."""
        self.find_field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.find_field.selectAll()

    def in_words(self) -> str:
        """Which filters are on, in a sentence."""
        parts = {
            "train": self.tr("in train"),
            "validation": self.tr("in validation"),
            "test": self.tr("in test"),
            NEEDS_A_LOOK: self.tr("needs a look"),
        }
        told = [parts[self.part]] if self.part in parts else []
        if self._class_name is not None:
            told.append(self.tr("class {name}").format(name=one_line(self._class_name)))
        if self.words.strip():
            words = self.words.strip()
            told.append(self.tr("name or class has “{words}”").format(words=words))
        return self.tr("Asked for: {filters}.").format(filters=", ".join(told)) if told else ""

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == event.Type.PaletteChange:
            self._tint()

    def _arrange(self) -> None:
        # What it asks for is read whole, between its mark and its cross.
        asked = self.find_field.fontMetrics().horizontalAdvance(self.find_field.placeholderText())
        least = max(theme.px(_LEAST_FIND_WIDTH), asked + theme.px(_AROUND_WORDS))
        beside = self.chips.sizeHint().width() + self._layout.spacing() + least <= self.width()
        directions = QBoxLayout.Direction
        self._layout.setDirection(directions.LeftToRight if beside else directions.TopToBottom)
        self.find_field.setMinimumWidth(least)
        most = max(least, theme.px(_FIND_WIDTH))
        self.find_field.setMaximumWidth(most if beside else _UNBOUNDED)

    def _tell(self) -> None:
        words = self.tr("Find by name or class")
        self.find_field.setAccessibleName(words)
        self.find_field.setPlaceholderText(words)
        keys = QKeySequence(QKeySequence.StandardKey.Find)
        self.find_field.setToolTip(keys.toString(QKeySequence.SequenceFormat.NativeText))
        texts = {
            EVERYTHING: self.tr("All {n}"),
            "train": self.tr("Train"),
            "validation": self.tr("Validation"),
            "test": self.tr("Test"),
            NEEDS_A_LOOK: self.tr("Needs a look {n}"),
        }
        self.chips.set_chips(
            [
                (
                    part,
                    texts[part].format(n=f"{self._counts[part]:,}"),
                    f"filter_{part.replace(' ', '_')}",
                )
                for part in self.parts
            ]
        )
        self._tell_class()
        self._arrange()

    def _tell_class(self) -> None:
        name = one_line(self._class_name or "")
        shown = name
        if len(name) > _CHIP_LETTERS:
            half = _CHIP_LETTERS // 2
            shown = f"{name[:half]}…{name[-half:]}"
        self._class_chip.setText(shown.replace("&", "&&"))
        self._class_chip.setToolTip(self.tr("Show all classes (Esc in the class list)"))
        self._class_chip.setAccessibleName(
            self.tr("Class {name}: show all classes").format(name=name)
        )
        self._class_chip.setChecked(True)
        self._class_chip.setVisible(self._class_name is not None)

    def _tint(self) -> None:
        self._search_action.setIcon(theme.icon("search", "muted"))
        self._class_chip.setIcon(theme.icon("close", "accent", 12))
