"""Which answers are shown, and in what order: by name, by class, by confidence."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QGridLayout, QLineEdit, QSizePolicy, QWidget

from tlgui.ui.classify.prediction_model import ORDERS, Order
from tlgui.ui.look import theme
from tlgui.ui.words.live_text import live
from tlgui.ui.words.texts import one_line

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtGui import QResizeEvent


MOST_WIDE = 190
"""Pixels of a choice, at most, where its texts are names of classes."""
NO_LIMIT = (1 << 24) - 1
"""The widest that Qt lets a widget be."""
FEWEST_LETTERS = 4
LEAST_FIND = 110
"""Pixels of the field, at least, where all three stand in one line."""


class AnswerSieve(QWidget):
    """A field to find by name, a choice of classes, and a choice of orders.

    Signals:
        changed: one of the three was changed.
    """

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._counts: Mapping[str, int] = {}
        self._find = QLineEdit()
        self._find.setObjectName("classify_find")
        self._find.setClearButtonEnabled(True)
        self._find.textChanged.connect(self.changed)
        self._labels = QComboBox()
        self._labels.setObjectName("classify_label_filter")
        self._orders = QComboBox()
        self._orders.setObjectName("classify_order")
        for order in ORDERS:
            self._orders.addItem("", order)
        for box in (self._labels, self._orders):
            box.activated.connect(self.changed)
            # Long class names must not widen the window.
            box.setSizeAdjustPolicy(
                QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
            )
            box.setMinimumContentsLength(FEWEST_LETTERS)
            box.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        find = QShortcut(QKeySequence.StandardKey.Find, self)
        find.setContext(Qt.ShortcutContext.WindowShortcut)
        find.activated.connect(self._find.setFocus)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(theme.SPACE_S, 0, theme.SPACE_M - 1, theme.SPACE_XS)
        self._grid.setSpacing(theme.SPACE_S)
        self._stacked: bool | None = None
        self._share_the_width()
        live(self, self._tell)

    def minimumSizeHint(self) -> QSize:
        # That of two lines: narrower than one line needs, it breaks into them.
        boxes = sum(box.minimumContentsLength() for box in (self._labels, self._orders))
        letter = self.fontMetrics().horizontalAdvance("X")
        return QSize(boxes * letter + theme.px(LEAST_FIND), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_the_width()

    def _share_the_width(self) -> None:
        """Put the field above the choices where beside it a choice would be cut off.

        Of the classes that is what stands for all of them: their own names may be long.
        """
        metrics = self._orders.fontMetrics()
        texts = [self._orders.itemText(place) for place in range(self._orders.count())]
        # What the box needs beside its text it needs whatever the text is.
        frame = self._orders.sizeHint().width() - FEWEST_LETTERS * metrics.horizontalAdvance("X")
        wish = frame + max(metrics.horizontalAdvance(text) for text in texts)
        margins = self._grid.contentsMargins()
        room = self.width() - margins.left() - margins.right() - 2 * theme.SPACE_S
        every = frame + metrics.horizontalAdvance(self._labels.itemText(0))
        least = max(self._labels.minimumSizeHint().width(), every)
        stacked = room < theme.px(LEAST_FIND) + least + wish
        # Below the field they are as wide as it; else their edges would not be in line.
        most = NO_LIMIT if stacked else theme.px(MOST_WIDE)
        self._labels.setMaximumWidth(most)
        self._orders.setMaximumWidth(max(most, wish))
        self._orders.setMinimumWidth(0 if stacked else wish)
        self._labels.setMinimumWidth(0 if stacked else least)
        if stacked == self._stacked:
            return
        self._stacked = stacked
        self._grid.addWidget(self._find, 0, 0, 1, 2 if stacked else 1)
        self._grid.addWidget(self._labels, 1 if stacked else 0, 0 if stacked else 1)
        self._grid.addWidget(self._orders, 1 if stacked else 0, 1 if stacked else 2)
        for column, share in enumerate((1, 1, 0) if stacked else (3, 2, 2)):
            self._grid.setColumnStretch(column, share)

    @property
    def query(self) -> str:
        """What to find in names and classes."""
        return self._find.text()

    @property
    def label(self) -> str | None:
        """The one class to show; None shows all."""
        label = self._labels.currentData()
        return None if label is None else str(label)

    @property
    def order(self) -> Order:
        """The order that is chosen."""
        return cast("Order", self._orders.currentData())

    def reset(self) -> None:
        """Let everything pass; the order stays."""
        self._find.clear()
        self.show_labels({})

    def show_labels(self, counts: Mapping[str, int]) -> None:
        """Offer the classes in ``counts`` with their numbers; the chosen one stays if it can."""
        self._counts = counts
        chosen = self.label
        rows: list[tuple[str, str | None]] = [(self.tr("All classes"), None)]
        rows += [(f"{one_line(label)} ({count:,})", label) for label, count in counts.items()]
        while self._labels.count() > len(rows):
            self._labels.removeItem(self._labels.count() - 1)
        for place, (text, label) in enumerate(rows):
            if place == self._labels.count():
                self._labels.addItem("")
            self._labels.setItemText(place, text)
            self._labels.setItemData(place, label)
        place = next((n for n, (_text, label) in enumerate(rows) if label == chosen), 0)
        self._labels.setCurrentIndex(place)
        if self.label != chosen:
            self.changed.emit()  # The class that was chosen is gone.

    def _tell(self) -> None:
        keys = QKeySequence(QKeySequence.StandardKey.Find).toString(
            QKeySequence.SequenceFormat.NativeText
        )
        self._find.setPlaceholderText(self.tr("Find by name or class"))
        self._find.setAccessibleName(self.tr("Find by name or class"))
        self._find.setToolTip(self.tr("Find by name or class ({keys})").format(keys=keys))
        self._labels.setAccessibleName(self.tr("Show one class"))
        self._labels.setToolTip(self.tr("Show only pictures that were accepted as one class"))
        self._orders.setAccessibleName(self.tr("Order of the pictures"))
        self._orders.setToolTip(self.tr("Order of the pictures"))
        self._orders.setItemData(
            ORDERS.index("label_next"),
            self.tr("Unsure ones that are unlike each other first: they teach most"),
            Qt.ItemDataRole.ToolTipRole,
        )
        texts = {
            "least_sure": self.tr("Least sure first"),
            "surest": self.tr("Surest first"),
            "given": self.tr("As given"),
            "name": self.tr("By name"),
            "label_next": self.tr("Which to label next"),
        }
        for place, order in enumerate(ORDERS):
            self._orders.setItemText(place, texts[order])
        self.show_labels(self._counts)
        self._share_the_width()
