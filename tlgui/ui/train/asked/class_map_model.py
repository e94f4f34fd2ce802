"""The folders of a data set beside the classes of a network that they mean."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QModelIndex, Qt

from tlgui.ui.kit.tables.rows_model import Index, RowsModel
from tlgui.ui.look import theme

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from PySide6.QtCore import QObject

    from tlgui.engine.models.class_names import ClassNames

FOLDER, MEANING = range(2)


@dataclass(frozen=True)
class Meaning:
    """What one folder means.

    Attributes:
        folder: its name.
        found: numbers of the network's classes: one where it is clear, none, or several.
        corrected: whether the user said so.
    """

    folder: str
    found: tuple[int, ...]
    corrected: bool

    @property
    def is_clear(self) -> bool:
        """Whether its pictures can be judged."""
        return len(self.found) == 1


def meanings(
    folders: Sequence[str], names: ClassNames, class_map: Mapping[str, int | None]
) -> tuple[Meaning, ...]:
    """What each of ``folders`` means, by ``class_map`` or else by its name."""
    found = []
    for folder in folders:
        if folder in class_map:
            number = class_map[folder]
            found.append(Meaning(folder, () if number is None else (number,), True))
        else:
            found.append(Meaning(folder, names.find(folder), False))
    return tuple(found)


class ClassMapModel(RowsModel):
    """A row a folder, in their order."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(("folder", "meaning"), parent, numbers=())
        self.rows: tuple[Meaning, ...] = ()
        self._names: tuple[str, ...] = ()

    def set_rows(self, rows: tuple[Meaning, ...], names: tuple[str, ...]) -> None:
        """Show ``rows``; ``names``: of the network's classes."""
        same = [row.folder for row in rows] == [row.folder for row in self.rows]
        if not same:
            self.beginResetModel()
        self.rows, self._names = rows, names
        if not same:
            self.endResetModel()
        else:
            self.tell_all()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(self.rows)

    def headings(self) -> Sequence[str]:
        return self.tr("Folder"), self.tr("Class of the network")

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self.rows[index.row()]
        text = row.folder if index.column() == FOLDER else self.meaning_text(row)
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return text
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return text if index.column() == FOLDER else f"{row.folder}: {text}"
        if index.column() != MEANING:
            return None
        if role == Qt.ItemDataRole.ForegroundRole and not row.is_clear:
            return theme.palette().color("muted" if row.corrected else "warning")
        if role == Qt.ItemDataRole.FontRole and row.corrected:
            return theme.font(strong=True)
        return None

    def meaning_text(self, row: Meaning) -> str:
        """What a folder means, in words."""
        names = [self._names[number] for number in row.found]
        if row.is_clear:
            return names[0]
        if names:
            return f"⚠ {' / '.join(names)}?"
        return self.tr("none of them") if row.corrected else self.tr("⚠ not found")
