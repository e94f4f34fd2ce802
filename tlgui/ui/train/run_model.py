"""Runs as rows of a table whose names can be edited."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import (
    QModelIndex,
    QObject,
    Qt,
    Signal,
)

from tlgui.ui.kit.tables.rows_model import Index, RowsModel
from tlgui.ui.look import theme
from tlgui.ui.train.run_rows import (
    name_text,
    split_text,
    started_text,
    trained_text,
)
from tlgui.ui.train.train_progress import clock_time, spoken_time
from tlgui.ui.words.network_names import recipe_network_text
from tlgui.ui.words.tooltips import plain_tooltip, shown_path

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from tlgui.ui.train.run_rows import RunRow

COLUMNS = ("name", "model", "method", "split", "accuracy", "interval", "time")
NUMBERS = ("accuracy", "interval", "time")


class RunModel(RowsModel):
    """Runs as rows.

    Signals:
        rename_asked: with a ``Run`` and the name that the user typed; empty for none.
    """

    rename_asked = Signal(object, str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(COLUMNS, parent, numbers=NUMBERS)
        self._rows: list[RunRow] = []
        self._shown: Path | None = None

    @property
    def rows(self) -> list[RunRow]:
        """What is on show."""
        return list(self._rows)

    def set_rows(self, rows: Sequence[RunRow]) -> None:
        """Show other runs."""
        self.beginResetModel()
        self._rows = list(rows)
        self.endResetModel()

    def mark_shown(self, folder: Path | None) -> None:
        """Set apart the run that the other pages show."""
        self._shown = folder
        self.tell_all()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(self._rows)

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        if index.isValid() and COLUMNS[index.column()] == "name":
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row, column = self._rows[index.row()], COLUMNS[index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(row, column)
        if role == Qt.ItemDataRole.EditRole:
            return row.run.name
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self.alignment(index.column())
        if role == Qt.ItemDataRole.FontRole:
            return theme.font(strong=column == "name" and row.run.folder == self._shown)
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tooltip(self._about(row))
        return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if not index.isValid() or role != Qt.ItemDataRole.EditRole:
            return False
        run, name = self._rows[index.row()].run, " ".join(str(value).split())
        if name != run.name:
            self.rename_asked.emit(run, name)
        return True

    def headings(self) -> Sequence[str]:
        return (
            self.tr("Run"),
            self.tr("Model"),
            self.tr("Method"),
            self.tr("Split"),
            self.tr("Accuracy"),
            self.tr("95% interval"),
            self.tr("Time"),
        )

    def _about(self, row: RunRow) -> str:
        return "\n".join(
            (
                self.tr("started {when}").format(when=started_text(row.run.created)),
                trained_text(row.run),
                shown_path(row.run.folder),
            )
        )

    def _text(self, row: RunRow, column: str) -> str:
        if column == "name":
            return name_text(row.run)
        if column == "model":
            return recipe_network_text(row.run.recipe)
        if column == "method":
            return trained_text(row.run, short=True)
        if column == "split":
            return split_text(row.split, row.run)
        if column == "accuracy":
            return "-" if row.accuracy is None else f"{row.accuracy:.1%}"
        if column == "interval":
            if row.interval is None:
                return "-"
            low, high = row.interval
            return f"{100 * low:.1f} \N{EN DASH} {100 * high:.1f}"
        seconds = row.run.seconds.get("total")
        if seconds is None:
            return "-"
        return clock_time(seconds) if seconds >= 1 else spoken_time(seconds)
