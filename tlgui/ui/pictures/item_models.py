"""Qt item models over the engine's records: pictures, classes, problems."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt

from tlgui.engine.data.names import shown
from tlgui.engine.errors import Message
from tlgui.ui.kit.errors import text_of
from tlgui.ui.words.problem_words import what_to_do
from tlgui.ui.words.texts import one_line, pictures_text, with_short_names
from tlgui.ui.words.tooltips import plain_tooltip

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from pathlib import Path

    from PySide6.QtCore import QObject

    from tlgui.engine.data.records import DatasetIndex, Problem, Split

PATH_ROLE = Qt.ItemDataRole.UserRole
"""The picture's file, a ``Path``."""
ROW_ROLE = Qt.ItemDataRole.UserRole + 1
"""The row as the dataclass that the model holds."""

AnyIndex = QModelIndex | QPersistentModelIndex
THIN_SHARE = 1 / 6
"""A class with fewer pictures than this share of the largest one is thin."""
FEW_FOR_TRAINING = 10
"""A class with fewer training pictures than this is thin, however large the others are."""


class PictureModel(QAbstractListModel):
    """The pictures of a data set that pass the filters, in the order of the index."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._index: DatasetIndex | None = None
        self._positions: Sequence[int] = ()
        self._noted: Mapping[int, Sequence[Problem]] = {}

    def set_pictures(
        self,
        index: DatasetIndex | None,
        positions: Sequence[int],
        noted: Mapping[int, Sequence[Problem]],
    ) -> None:
        """Show ``positions`` of ``index``; ``noted`` says what is wrong with some of them.

        Where the pictures are those of before, views keep their place; they are to be repainted.
        """
        same = index is self._index and positions == self._positions
        if not same:
            self.beginResetModel()
        self._index, self._positions, self._noted = index, positions, noted
        if not same:
            self.endResetModel()

    @property
    def positions(self) -> Sequence[int]:
        """The positions in the data set that are on show, in their order."""
        return self._positions

    def path(self, row: int) -> Path:
        """The file of the picture in ``row``."""
        assert self._index is not None
        return self._index.file(self._positions[row])

    def has_note(self, row: int) -> bool:
        """Whether something is wrong with the picture in ``row``."""
        return self._positions[row] in self._noted

    def rowCount(self, parent: AnyIndex | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._positions)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if self._index is None or not index.isValid():
            return None
        position = self._positions[index.row()]
        if role == PATH_ROLE:
            return self._index.file(position)
        if role not in (
            Qt.ItemDataRole.DisplayRole,
            Qt.ItemDataRole.AccessibleTextRole,
            Qt.ItemDataRole.ToolTipRole,
        ):
            return None
        record = self._index.records[position]
        name = one_line(record.path.rsplit("/", 1)[-1])
        if role == Qt.ItemDataRole.DisplayRole:
            return name
        label = one_line(self._index.classes[record.class_index])
        wrong = [one_line(text_of(problem.message)) for problem in self._noted.get(position, ())]
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ", ".join((name, label, *wrong))
        return plain_tooltip("\n".join((label, one_line(record.path), *wrong)))


@dataclass(frozen=True)
class ClassRow:
    """A class and how many pictures it has.

    Attributes:
        training: how many of them are for training; None where there is no split.
        few: too few for training, whatever the other classes have.
        thin: few, or few beside the largest class.
    """

    class_index: int
    name: str
    count: int
    training: int | None
    few: bool
    thin: bool


def class_rows(
    index: DatasetIndex,
    split: Split | None = None,
    class_of: Sequence[int] | None = None,
    unreadable: Collection[int] = (),
) -> list[ClassRow]:
    """The classes of ``index`` with their counts.

    Args:
        index: the data set.
        split: how it is divided.
        class_of: the class of each picture, where it is at hand.
        unreadable: positions of pictures that cannot be read, which do not count.
    """
    labels = class_of or [record.class_index for record in index.records]
    counts = Counter(labels)
    training = Counter(map(labels.__getitem__, split.train)) if split is not None else None
    for position in unreadable:
        counts[labels[position]] -= 1
    if training is not None and split is not None:
        for position in set(unreadable).intersection(split.train):
            training[labels[position]] -= 1
    limit = max(counts.values(), default=0) * THIN_SHARE
    rows = []
    for position, name in enumerate(index.classes):
        learned = None if training is None else training[position]
        few = learned is not None and learned < FEW_FOR_TRAINING
        count = counts[position]
        rows.append(ClassRow(position, name, count, learned, few, few or count < limit))
    return rows


class ClassModel(QAbstractListModel):
    """The classes of a data set, a row each."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows: list[ClassRow] = []
        self.largest = 1

    def set_rows(self, rows: list[ClassRow]) -> None:
        """Show ``rows``; where only counts differ from before, what is chosen stays chosen."""
        same = [row.name for row in rows] == [row.name for row in self.rows]
        if not same:
            self.beginResetModel()
        self.rows = rows
        self.largest = max((row.count for row in rows), default=1) or 1
        if same:
            self.dataChanged.emit(self.index(0), self.index(len(rows) - 1))
        else:
            self.endResetModel()

    def rowCount(self, parent: AnyIndex | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.rows)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        if role == ROW_ROLE:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return one_line(row.name)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._words(row)
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tooltip(self._words(row))
        return None

    def _words(self, row: ClassRow) -> str:
        text = f"{one_line(row.name)}: {pictures_text(row.count)}"
        if row.training is not None and row.training != row.count:
            text += self.tr(", {n} for training").format(n=f"{row.training:,}")
        if row.few:
            return f"{text}\n" + self.tr("Few to learn from: add some if you can.")
        if row.thin:
            return f"{text}\n" + self.tr(
                "Thin: far fewer pictures than the largest class. Add some if you can."
            )
        return text


class ProblemModel(QAbstractListModel):
    """What was found wrong, a row each: what it is, and what to do about it (``ROW_ROLE``)."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._problems: Sequence[Problem] = ()

    def set_problems(self, problems: Sequence[Problem]) -> None:
        self.beginResetModel()
        self._problems = problems
        self.endResetModel()

    @staticmethod
    def _message(problem: Problem) -> Message:
        """What is wrong, with the folder of the file: another may have a file of the same name."""
        message, values = problem.message, problem.message.values
        if "/" in problem.path and values.get("name") == shown(problem.path.rpartition("/")[2]):
            message = Message(message.template, **{**values, "name": shown(problem.path)})
        return message

    def problem(self, row: int) -> Problem:
        """The problem in ``row``."""
        return self._problems[row]

    def rowCount(self, parent: AnyIndex | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._problems)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        problem = self._problems[index.row()]
        if role == ROW_ROLE:
            return what_to_do(problem.kind)
        if role == Qt.ItemDataRole.DisplayRole:
            return one_line(text_of(with_short_names(self._message(problem))))
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            text = f"{one_line(text_of(self._message(problem)))}\n{what_to_do(problem.kind)}"
            return plain_tooltip(text) if role == Qt.ItemDataRole.ToolTipRole else text
        return None
