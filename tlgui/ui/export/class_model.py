"""The classes that a run learned: what each is called now, and which are answers or one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QModelIndex, Qt, Signal

from tlgui.ui.kit.tables.rows_model import Index, RowsModel
from tlgui.ui.look import theme
from tlgui.ui.words.texts import one_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QObject

    from tlgui.engine.models.class_changes import ClassChanges

NAME, LEARNED = range(2)


class ClassModel(RowsModel):
    """A row a class that was learned, in their order.

    Signals:
        rename_asked: with the row and the name that the user typed.
        show_asked: with the row and whether it is to be an answer.
    """

    rename_asked = Signal(int, str)
    show_asked = Signal(int, bool)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(("name", "learned"), parent, numbers=())
        self.changes: ClassChanges | None = None
        self.locked = False
        self._merged: dict[str, tuple[int, ...]] = {}

    def set_changes(self, changes: ClassChanges | None) -> None:
        """Show other changes; the rows stay where the classes learned are the same."""
        before = () if self.changes is None else self.changes.trained
        same = changes is not None and changes.trained == before
        if not same:
            self.beginResetModel()
        self.changes = changes
        self._merged = {}
        if changes is not None:
            named = zip(changes.classes, changes.parts, strict=True)
            self._merged = {name: part for name, part in named if len(part) > 1}
        if not same:
            self.endResetModel()
        self.tell_all()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() or self.changes is None else len(self.changes.trained)

    def headings(self) -> Sequence[str]:
        return self.tr("Name in answers"), self.tr("Learned as")

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = Qt.ItemFlag.ItemIsSelectable
        if not self.locked:
            flags |= Qt.ItemFlag.ItemIsEnabled
            if index.column() == NAME:
                flags |= Qt.ItemFlag.ItemIsEditable | Qt.ItemFlag.ItemIsUserCheckable
        return flags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        changes, row = self.changes, index.row()
        if changes is None:
            return None
        name, hidden = changes.names[row], row in changes.hidden
        if role == Qt.ItemDataRole.ForegroundRole and (hidden or index.column() == LEARNED):
            return theme.palette().color("muted")
        if index.column() == LEARNED:
            if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
                return self._learned_text(row)
            return None
        if role in (
            Qt.ItemDataRole.DisplayRole,
            Qt.ItemDataRole.ToolTipRole,
            Qt.ItemDataRole.EditRole,
        ):
            return one_line(name)
        if role == Qt.ItemDataRole.CheckStateRole:
            return Qt.CheckState.Unchecked if hidden else Qt.CheckState.Checked
        if role == Qt.ItemDataRole.FontRole and name != changes.trained[row]:
            return theme.font(strong=True)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            shown = one_line(name)
            return self.tr("{name}, hidden").format(name=shown) if hidden else shown
        return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if index.column() != NAME:
            return False
        if role == Qt.ItemDataRole.EditRole:
            self.rename_asked.emit(index.row(), str(value))
            return True
        if role == Qt.ItemDataRole.CheckStateRole:
            self.show_asked.emit(index.row(), Qt.CheckState(value) == Qt.CheckState.Checked)
            return True
        return False

    def _learned_text(self, row: int) -> str:
        """What it was learned as, and what it is one class with."""
        changes = self.changes
        assert changes is not None
        learned = one_line(changes.trained[row])
        if row in changes.hidden:
            return self.tr("{name} · hidden").format(name=learned)
        others = [place for place in self._merged.get(changes.names[row], ()) if place != row]
        if not others:
            return learned
        names = ", ".join(one_line(changes.trained[place]) for place in others)
        return self.tr("{name} · one with {others}").format(name=learned, others=names)
