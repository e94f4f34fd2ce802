"""Precision, recall and F1 of every class as a table that sorts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import (
    QModelIndex,
    QObject,
    QRectF,
    QSortFilterProxyModel,
    Qt,
    Signal,
)
from PySide6.QtWidgets import QHeaderView, QStyledItemDelegate, QTableView

from tlgui.engine.data.names import natural_key
from tlgui.ui.kit.tables.rows_model import Index, RowsModel
from tlgui.ui.kit.tables.rows_table import show_rows
from tlgui.ui.look import theme
from tlgui.ui.words.live_text import live

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QKeyEvent, QPainter
    from PySide6.QtWidgets import QStyleOptionViewItem, QWidget

    from tlgui.engine.metrics import ClassScore

COLUMNS = ("name", "precision", "recall", "f1", "support")
SORT_ROLE = int(Qt.ItemDataRole.UserRole)
ROW_HEIGHT = 32
BAR_WIDTH, BAR_HEIGHT = 44, 6


class ClassScoreModel(RowsModel):
    """A row a class."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(COLUMNS, parent, numbers=COLUMNS[1:])
        self._scores: list[ClassScore] = []
        self._places: list[int] = []

    def set_scores(self, scores: Sequence[ClassScore]) -> None:
        """Show other classes."""
        self.beginResetModel()
        self._scores = list(scores)
        order = sorted(range(len(scores)), key=lambda row: natural_key(scores[row].name))
        self._places = [0] * len(order)
        for place, row in enumerate(order):
            self._places[row] = place
        self.endResetModel()

    def as_rows(self) -> list[list[object]]:
        """The titles, then a row a class in the order of the report, for files and spreadsheets."""
        titles: list[object] = list(self.headings())
        return [titles, *([getattr(score, name) for name in COLUMNS] for score in self._scores)]

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(self._scores)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        value = getattr(self._scores[index.row()], COLUMNS[index.column()])
        if role == SORT_ROLE:
            return value if index.column() else self._places[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{value:.3f}" if isinstance(value, float) else str(value)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self.alignment(index.column())
        return None

    def headings(self) -> Sequence[str]:
        return (
            self.tr("Class"),
            self.tr("Precision"),
            self.tr("Recall"),
            self.tr("F1"),
            self.tr("Pictures"),
        )

    def explanations(self) -> Sequence[str]:
        return (
            "",
            self.tr("Of the pictures taken for this class, the share that is of it"),
            self.tr("Of the pictures of this class, the share that was recognised"),
            self.tr("The harmonic mean of precision and recall"),
            self.tr("Pictures of this class in this split"),
        )


class ScoreDelegate(QStyledItemDelegate):
    """Draws a small bar before a share, so that weak classes catch the eye."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        super().paint(painter, option, index)
        share = index.data(SORT_ROLE)
        if not isinstance(share, float):
            return
        colors = theme.palette()
        rect = QRectF(option.rect)
        bar = QRectF(rect.left() + 10, rect.center().y() - BAR_HEIGHT / 2, BAR_WIDTH, BAR_HEIGHT)
        if rect.width() < BAR_WIDTH + 54:
            return
        painter.save()
        painter.setRenderHint(painter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colors.color("sunken"))
        painter.drawRoundedRect(bar, 3, 3)
        bar.setWidth(max(BAR_WIDTH * min(max(share, 0.0), 1.0), 2))
        painter.setBrush(colors.color("accent"))
        painter.drawRoundedRect(bar, min(3, bar.width() / 2), 3)
        painter.restore()


class ClassScoreTable(QTableView):
    """The table; a click on a column's title sorts.

    Signals:
        class_opened(row): the class at that position of the report was clicked or entered.
    """

    class_opened = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("per_class_table")
        self.scores = ClassScoreModel(self)
        self._sorted = QSortFilterProxyModel(self)
        self._sorted.setSourceModel(self.scores)
        self._sorted.setSortRole(SORT_ROLE)
        self.setModel(self._sorted)
        self.setItemDelegate(ScoreDelegate(self))
        show_rows(self, ROW_HEIGHT)
        self.setSortingEnabled(True)
        self.sortByColumn(0, Qt.SortOrder.AscendingOrder)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.clicked.connect(self._on_clicked)
        live(self, self._tell)

    def _tell(self) -> None:
        self.setAccessibleName(self.tr("Scores of each class"))
        self.setAccessibleDescription(
            self.tr("A click on a title sorts. Enter opens the pictures that were missed.")
        )
        self.scores.tell_all()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self._on_clicked(self.currentIndex())
            event.accept()
            return
        super().keyPressEvent(event)

    def _on_clicked(self, index: QModelIndex) -> None:
        self.class_opened.emit(self._sorted.mapToSource(index).row())
