"""The runs on a data set as a table, newest first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QCoreApplication,
    QDate,
    QLocale,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    QTime,
    Signal,
)
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from tlgui.ui import theme
from tlgui.ui.tooltips import plain_tooltip, shown_path
from tlgui.ui.train_progress import clock_time

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from PySide6.QtGui import QKeyEvent
    from PySide6.QtWidgets import QWidget

    from tlgui.engine.progress import Control
    from tlgui.engine.training.recipe import Recipe
    from tlgui.engine.training.run import Run

Index = QModelIndex | QPersistentModelIndex

translate = QCoreApplication.translate

COLUMNS = ("started", "model", "method", "split", "accuracy", "interval", "time")
NUMBERS = ("accuracy", "interval", "time")
ROW_HEIGHT = 32


@dataclass(frozen=True)
class RunRow:
    """One run with its headline.

    Attributes:
        split: the split that the accuracy is of; empty where there is none.
        accuracy: 0..1, None where the run has no report.
    """

    run: Run
    split: str
    accuracy: float | None
    interval: tuple[float, float] | None


def read_runs(parent: Path, dataset_root: Path, *, control: Control) -> list[RunRow]:
    """The runs in ``parent`` on ``dataset_root`` with their headlines, newest first.

    For a worker.
    """
    from tlgui.engine.training.run import list_runs

    control.check()
    return [row_of(run) for run in list_runs(parent, dataset_root)]


def row_of(run: Run) -> RunRow:
    """``run`` with its headline; the figures are in the run, no report is read."""
    split = run.headline_split
    if split is None:
        return RunRow(run, "", None, None)
    figures = run.figures[split]
    low, high = figures["accuracy_interval"]
    return RunRow(run, split.value, float(figures["accuracy"]), (float(low), float(high)))


def method_text(recipe: Recipe) -> str:
    """How a run was trained, in the user's words."""
    from tlgui.engine.training.recipe import HeadFit, Method

    if recipe.method is not Method.FEATURE_EXTRACTION:
        return str(recipe.method)
    if recipe.head is HeadFit.GRADIENT_DESCENT:
        return translate("RunTable", "feature extraction by gradient descent")
    return translate("RunTable", "feature extraction")


def short_method_text(recipe: Recipe) -> str:
    """The same where room is short."""
    from tlgui.engine.training.recipe import HeadFit

    if recipe.head is HeadFit.GRADIENT_DESCENT:
        return translate("RunTable", "features, gradient descent")
    return method_text(recipe)


def split_text(split: str) -> str:
    """A split's name in the user's words."""
    names = {
        "": "-",
        "train": translate("RunTable", "train"),
        "validation": translate("RunTable", "validation"),
        "test": translate("RunTable", "test"),
    }
    return names.get(split, split)


def started_text(created: str) -> str:
    """When a run started, on this computer's clock: the time today, else the date."""
    try:
        when = datetime.fromisoformat(created).astimezone()
    except ValueError:
        return created
    locale = QLocale()
    if when.date() == datetime.now().astimezone().date():
        return locale.toString(QTime(when.hour, when.minute), QLocale.FormatType.ShortFormat)
    return locale.toString(QDate(when.year, when.month, when.day), QLocale.FormatType.ShortFormat)


class RunModel(QAbstractTableModel):
    """Runs as rows."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[RunRow] = []
        self._titles = {
            "started": self.tr("Started"),
            "model": self.tr("Model"),
            "method": self.tr("Method"),
            "split": self.tr("Split"),
            "accuracy": self.tr("Accuracy"),
            "interval": self.tr("95% interval"),
            "time": self.tr("Time"),
        }
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
        if self._rows:
            last = self.index(len(self._rows) - 1, len(COLUMNS) - 1)
            self.dataChanged.emit(self.index(0, 0), last)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(COLUMNS)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row, column = self._rows[index.row()], COLUMNS[index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(row, column)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(column)
        if role == Qt.ItemDataRole.FontRole:
            return theme.font(strong=column == "started" and row.run.folder == self._shown)
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tooltip(f"{method_text(row.run.recipe)}\n{shown_path(row.run.folder)}")
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._titles[COLUMNS[section]]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(COLUMNS[section])
        return None

    def _text(self, row: RunRow, column: str) -> str:
        if column == "started":
            return started_text(row.run.created)
        if column == "model":
            return row.run.recipe.backbone
        if column == "method":
            return short_method_text(row.run.recipe)
        if column == "split":
            return split_text(row.split)
        if column == "accuracy":
            return "-" if row.accuracy is None else f"{row.accuracy:.1%}"
        if column == "interval":
            if row.interval is None:
                return "-"
            low, high = row.interval
            return f"{100 * low:.1f} \N{EN DASH} {100 * high:.1f}"
        seconds = row.run.seconds.get("total")
        return "-" if seconds is None else clock_time(seconds)


class RunTable(QTableView):
    """The table of runs.

    Signals:
        run_opened: with the ``Run`` of the row that was double-clicked or entered.
    """

    run_opened = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("runs_table")
        self.setAccessibleName(self.tr("Runs on this folder"))
        self.setAccessibleDescription(self.tr("Enter shows a run again."))
        self.runs = RunModel(self)
        self.setModel(self.runs)
        self.setShowGrid(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(theme.px(ROW_HEIGHT))
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        # Cells have three pixels of margin more than their padding: titles stand in line.
        header.setStyleSheet("QHeaderView::section { padding: 6px 6px; }")
        self.setStyleSheet("QTableView::item { padding: 0 3px; }")
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(COLUMNS.index("method"), QHeaderView.ResizeMode.Stretch)
        self.doubleClicked.connect(self._on_opened)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self._on_opened(self.currentIndex())
            event.accept()
            return
        super().keyPressEvent(event)

    def _on_opened(self, index: QModelIndex) -> None:
        self.run_opened.emit(self.runs.rows[index.row()].run)


def _alignment(column: str) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if column in NUMBERS else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter
