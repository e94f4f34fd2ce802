"""Qt item models over the engine's records: pictures, classes, problems."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QSize, Qt

from tlgui.ui import theme
from tlgui.ui.errors import text_of
from tlgui.ui.texts import one_line, plain_tooltip

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from PySide6.QtCore import QObject

    from tlgui.engine.data.records import DatasetIndex, Problem

PATH_ROLE = Qt.ItemDataRole.UserRole
"""The picture's file, a ``Path``."""
ROW_ROLE = Qt.ItemDataRole.UserRole + 1
"""The row as the dataclass that the model holds."""

AnyIndex = QModelIndex | QPersistentModelIndex
PROBLEM_ROW_HEIGHT = 24
THIN_SHARE = 1 / 6
"""A class with fewer pictures than this share of the largest one is thin."""


class PictureModel(QAbstractListModel):
    """The pictures of a data set that pass the filters, in the order of the index."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._index: DatasetIndex | None = None
        self._positions: Sequence[int] = ()
        self._notes: dict[int, str] = {}

    def set_pictures(
        self, index: DatasetIndex | None, positions: Sequence[int], notes: dict[int, str]
    ) -> None:
        """Show ``positions`` of ``index``; ``notes`` say what is wrong with some of them."""
        self.beginResetModel()
        self._index, self._positions, self._notes = index, positions, notes
        self.endResetModel()

    @property
    def positions(self) -> Sequence[int]:
        """The positions in the data set that are on show."""
        return self._positions

    def path(self, row: int) -> Path:
        """The file of the picture in ``row``."""
        assert self._index is not None
        return self._index.file(self._positions[row])

    def has_note(self, row: int) -> bool:
        """Whether something is wrong with the picture in ``row``."""
        return self._positions[row] in self._notes

    def rowCount(self, parent: AnyIndex | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._positions)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if self._index is None or not index.isValid():
            return None
        position = self._positions[index.row()]
        if role == PATH_ROLE:
            return self._index.file(position)
        record = self._index.records[position]
        name = one_line(record.path.rsplit("/", 1)[-1])
        label = one_line(self._index.classes[record.class_index])
        if role == Qt.ItemDataRole.DisplayRole:
            return name
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ", ".join(t for t in (name, label, self._notes.get(position, "")) if t)
        if role == Qt.ItemDataRole.ToolTipRole:
            lines = [label, one_line(record.path), self._notes.get(position, "")]
            return plain_tooltip("\n".join(line for line in lines if line))
        return None


@dataclass(frozen=True)
class ClassRow:
    """A class and how many pictures it has; ``thin`` where they are few beside the others."""

    class_index: int
    name: str
    count: int
    thin: bool


def class_rows(index: DatasetIndex) -> list[ClassRow]:
    """The classes of ``index`` with their counts."""
    counts = index.class_counts()
    limit = max(counts, default=0) * THIN_SHARE
    return [
        ClassRow(position, name, count, count < limit)
        for position, (name, count) in enumerate(zip(index.classes, counts, strict=True))
    ]


class ClassModel(QAbstractListModel):
    """The classes of a data set, a row each."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows: list[ClassRow] = []
        self.largest = 1

    def set_rows(self, rows: list[ClassRow]) -> None:
        self.beginResetModel()
        self.rows = rows
        self.largest = max((row.count for row in rows), default=1) or 1
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
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            text = self.tr("{name}: {count} pictures").format(
                name=one_line(row.name), count=f"{row.count:,}"
            )
            if row.thin:
                text += "\n" + self.tr(
                    "Thin: far fewer pictures than the largest class. Add some if you can."
                )
            return plain_tooltip(text) if role == Qt.ItemDataRole.ToolTipRole else text
        return None


class ProblemModel(QAbstractListModel):
    """What was found wrong, a sentence a row."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._problems: Sequence[Problem] = ()

    def set_problems(self, problems: Sequence[Problem]) -> None:
        self.beginResetModel()
        self._problems = problems
        self.endResetModel()

    def problem(self, row: int) -> Problem:
        """The problem in ``row``."""
        return self._problems[row]

    def rowCount(self, parent: AnyIndex | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._problems)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        problem = self._problems[index.row()]
        if role == Qt.ItemDataRole.SizeHintRole:
            # Narrow, so that the view shortens long sentences instead of scrolling sideways.
            return QSize(40, theme.px(PROBLEM_ROW_HEIGHT))
        if role == Qt.ItemDataRole.DisplayRole:
            return one_line(text_of(problem.message))
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tooltip(one_line(text_of(problem.message)))
        return None
