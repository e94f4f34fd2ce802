"""Which answers are shown, and in what order: by name, by class, by confidence."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QSizePolicy, QWidget

from tlgui.ui.classify.prediction_model import ORDERS, Order
from tlgui.ui.look import theme
from tlgui.ui.words.live_text import live
from tlgui.ui.words.texts import one_line

if TYPE_CHECKING:
    from collections.abc import Mapping


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
            box.setMinimumContentsLength(4)
            box.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            box.setMaximumWidth(theme.px(190))
        find = QShortcut(QKeySequence.StandardKey.Find, self)
        find.setContext(Qt.ShortcutContext.WindowShortcut)
        find.activated.connect(self._find.setFocus)
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.SPACE_S, 0, theme.SPACE_M - 1, theme.SPACE_XS)
        row.setSpacing(theme.SPACE_S)
        row.addWidget(self._find, 3)
        row.addWidget(self._labels, 2)
        row.addWidget(self._orders, 2)
        live(self, self._tell)

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
