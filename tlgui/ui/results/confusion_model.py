"""The counts behind the confusion matrix, in numbers, shares and words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)

from tlgui.ui.words.texts import pictures_text
from tlgui.ui.words.tooltips import plain_tooltip

if TYPE_CHECKING:
    from collections.abc import Sequence

Index = QModelIndex | QPersistentModelIndex

STRENGTH_ROLE = int(Qt.ItemDataRole.UserRole)
"""How deep a cell's colour is, 0..1."""

CORRECT_ROLE = STRENGTH_ROLE + 1
"""Whether the cell lies on the diagonal."""


class ConfusionModel(QAbstractTableModel):
    """Counts of pictures by true class (row) and predicted class (column)."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._classes: tuple[str, ...] = ()
        self._counts: list[list[int]] = []
        self._row_sums: list[int] = []
        self._shares = False
        self._strongest = {True: 1.0, False: 1.0}

    @property
    def classes(self) -> tuple[str, ...]:
        """Class names, in the order of rows and of columns."""
        return self._classes

    @property
    def shares(self) -> bool:
        """Whether cells show their share of the row instead of the number of pictures."""
        return self._shares

    def set_confusion(self, classes: Sequence[str], counts: Sequence[Sequence[int]]) -> None:
        """Show other counts: (C, C), rows true."""
        self.beginResetModel()
        self._classes = tuple(classes)
        self._counts = [list(row) for row in counts]
        self._row_sums = [sum(row) for row in self._counts]
        self._measure_strength()
        self.endResetModel()

    def set_shares(self, shares: bool) -> None:
        """Show shares of the row (True) or numbers of pictures (False)."""
        if shares == self._shares:
            return
        self._shares = shares
        self._measure_strength()
        if self._classes:
            last = len(self._classes) - 1
            self.dataChanged.emit(self.index(0, 0), self.index(last, last))

    def count(self, true: int, predicted: int) -> int:
        """Pictures of class ``true`` that were taken for class ``predicted``."""
        return self._counts[true][predicted]

    def share(self, true: int, predicted: int) -> float:
        """The same, as a share of the pictures of class ``true``; 0 where it has none."""
        total = self._row_sums[true]
        return self._counts[true][predicted] / total if total else 0.0

    def sentence(self, true: int, predicted: int) -> str:
        """What a cell says, in words."""
        name, taken = self._classes[true], self._classes[predicted]
        count = self._counts[true][predicted]
        share = self.share(true, predicted)
        if true == predicted:
            if count == 1:
                return self.tr("1 picture of {name} was recognised ({share:.0%})").format(
                    name=name, share=share
                )
            return self.tr("{count} pictures of {name} were recognised ({share:.0%})").format(
                count=count, name=name, share=share
            )
        if count == 0:
            return self.tr("No picture of {name} was taken for {taken}").format(
                name=name, taken=taken
            )
        if count == 1:
            return self.tr("1 picture of {name} was taken for {taken} ({share:.0%})").format(
                name=name, taken=taken, share=share
            )
        return self.tr("{count} pictures of {name} were taken for {taken} ({share:.0%})").format(
            count=count, name=name, taken=taken, share=share
        )

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(self._classes)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(self._classes)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        true, predicted = index.row(), index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(true, predicted)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self.sentence(true, predicted)
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tooltip(self.sentence(true, predicted))
        if role == STRENGTH_ROLE:
            return self._value(true, predicted) / self._strongest[true == predicted]
        if role == CORRECT_ROLE:
            return true == predicted
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if not 0 <= section < len(self._classes):
            return None
        name = self._classes[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return name
        if role == Qt.ItemDataRole.ToolTipRole:
            if orientation == Qt.Orientation.Vertical:
                text = self.tr("true class: {name}, {pictures}")
                return plain_tooltip(
                    text.format(name=name, pictures=pictures_text(self._row_sums[section]))
                )
            return plain_tooltip(self.tr("predicted class: {name}").format(name=name))
        return None

    def as_tsv(self) -> str:
        """The matrix as text that spreadsheets take: what the cells show, names at the edges."""
        rows = [["", *self._classes]]
        for true, name in enumerate(self._classes):
            rows.append(
                [name, *(self._text(true, column) or "0" for column in range(len(self._classes)))]
            )
        return "\n".join("\t".join(row) for row in rows)

    def counts(self) -> list[list[int]]:
        """The counts: rows true classes, columns predicted ones."""
        return [list(row) for row in self._counts]

    def _text(self, true: int, predicted: int) -> str:
        if not self._counts[true][predicted]:
            return ""
        if not self._shares:
            return str(self._counts[true][predicted])
        percent = 100 * self.share(true, predicted)
        return "<1%" if percent < 0.5 else f"{percent:.0f}%"

    def _value(self, true: int, predicted: int) -> float:
        if self._shares:
            return self.share(true, predicted)
        return float(self._counts[true][predicted])

    def _measure_strength(self) -> None:
        # Right and wrong are scaled apart: beside a good diagonal, errors would all look pale.
        strongest = {True: 0.0, False: 0.0}
        for true in range(len(self._classes)):
            for predicted in range(len(self._classes)):
                correct = true == predicted
                strongest[correct] = max(strongest[correct], self._value(true, predicted))
        self._strongest = {correct: value or 1.0 for correct, value in strongest.items()}
