"""The three ways to a network, side by side, one of them on show."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QFontMetrics, QIcon
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QPushButton, QSizePolicy

from tlgui.ui.look import theme
from tlgui.ui.words.live_text import live

if TYPE_CHECKING:
    from PySide6.QtCore import QEvent
    from PySide6.QtWidgets import QWidget


class Way(StrEnum):
    """Where a network comes from."""

    PRETRAINED = "pretrained"
    TEXTBOOK = "textbook"
    DESIGN = "design"


# Left and right of the text, border included, as the stylesheet has it.
_MARGIN = 15


class _Segment(QPushButton):
    """Its text is stronger while it is on: there is room for that from the start."""

    def sizeHint(self) -> QSize:
        text = QFontMetrics(theme.font(strong=True)).horizontalAdvance(self.text())
        icon = 0 if self.icon().isNull() else self.iconSize().width() + theme.SPACE_S
        return QSize(text + icon + 2 * _MARGIN + 2, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()


class WaySwitch(QFrame):
    """Three buttons in one frame; a tick marks the way whose network training uses.

    Signals:
        chosen: with the ``Way`` that the user wants to see.
    """

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("model_ways")
        self.setProperty("segments", True)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self._used: Way | None = None
        self._group = QButtonGroup(self)
        line = QHBoxLayout(self)
        line.setContentsMargins(3, 3, 3, 3)
        line.setSpacing(2)
        self._buttons: dict[Way, QPushButton] = {}
        for way in Way:
            button = _Segment()
            button.setObjectName(f"model_way_{way}")
            button.setProperty("kind", "segment")
            button.setCheckable(True)
            button.setAutoDefault(False)
            button.setIconSize(QSize(theme.px(14), theme.px(14)))
            button.toggled.connect(lambda on, way=way: self.chosen.emit(way) if on else None)
            self._group.addButton(button)
            line.addWidget(button)
            self._buttons[way] = button
        self.show_way(Way.PRETRAINED)
        live(self, self._tell)

    @property
    def current(self) -> Way:
        """The way on show."""
        return next(way for way, button in self._buttons.items() if button.isChecked())

    def show_way(self, way: Way) -> None:
        """Switch to ``way``."""
        self._buttons[way].setChecked(True)

    def show_used(self, way: Way | None) -> None:
        """Mark the way whose network training uses; None for none."""
        self._used = way
        self._tell()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == event.Type.PaletteChange and hasattr(self, "_buttons"):
            self._tell()

    def _tell(self) -> None:
        texts = {
            Way.PRETRAINED: self.tr("Pretrained"),
            Way.TEXTBOOK: self.tr("Textbook networks"),
            Way.DESIGN: self.tr("Design your own"),
        }
        for way, button in self._buttons.items():
            used = way is self._used
            button.setText(texts[way])
            button.setIcon(theme.icon("check", "accent", 14) if used else QIcon())
            button.setAccessibleName(
                self.tr("{way}, used for training").format(way=texts[way]) if used else texts[way]
            )
            button.setToolTip(self.tr("Training uses a network from here.") if used else "")
