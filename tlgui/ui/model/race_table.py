"""The outcome of a backbone race as a table: a row a backbone, the best first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from tlgui.engine.data.records import SplitName
from tlgui.engine.models.catalog import find_backbone
from tlgui.ui.kit.errors import text_of
from tlgui.ui.kit.tables.rows_model import Index, RowsModel, aligned
from tlgui.ui.kit.tables.rows_table import show_rows
from tlgui.ui.look import theme
from tlgui.ui.words.live_text import live
from tlgui.ui.words.tooltips import plain_tooltip

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QObject
    from PySide6.QtWidgets import QWidget

    from tlgui.engine.race import Race, Racer

COLUMNS = ("name", "accuracy", "interval", "milliseconds", "megabytes", "difference")
ROW_HEIGHT = 30


class RaceModel(RowsModel):
    """A row a backbone; one that failed has its reason in the second column."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(COLUMNS, parent, numbers=COLUMNS[1:])
        self._race: Race | None = None

    @property
    def racers(self) -> tuple[Racer, ...]:
        """What is shown, from top to bottom."""
        return () if self._race is None else self._race.racers

    def set_race(self, ended: Race | None) -> None:
        """Show another race."""
        self.beginResetModel()
        self._race = ended
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(self.racers)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        racer, column = self.racers[index.row()], COLUMNS[index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(racer, column)
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tooltip(self._text(racer, column))
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return aligned(right=column != "name" and racer.error is None)
        if role == Qt.ItemDataRole.FontRole and index.row() == 0 and column == "accuracy":
            return theme.font(strong=True)
        if role == Qt.ItemDataRole.ForegroundRole and racer.error is not None and column != "name":
            return theme.palette().color("warning")
        return None

    def spoken(self, racer: Racer) -> str:
        """All that is told of ``racer``, in one sentence."""
        told = [self._text(racer, COLUMNS[0])]
        for column, heading in list(zip(COLUMNS, self.headings(), strict=True))[1:]:
            text = self._text(racer, column)
            if text:
                told.append(f"{heading} {text}")
        return ", ".join(told)

    def headings(self) -> Sequence[str]:
        test = self._race is not None and self._race.split is SplitName.TEST
        return (
            self.tr("Backbone"),
            self.tr("Test") if test else self.tr("Validation"),
            self.tr("95% interval"),
            self.tr("ms a picture"),
            self.tr("MB"),
            self.tr("Real difference"),
        )

    def _text(self, racer: Racer, column: str) -> str:
        if column == "name":
            return find_backbone(racer.name).label
        if racer.error is not None:
            return text_of(racer.error.message) if column == "accuracy" else ""
        if column == "milliseconds":
            return "" if racer.milliseconds is None else f"{racer.milliseconds:.1f}"
        if column == "megabytes":
            return f"{(racer.size_bytes or 0) / 1e6:.1f}"
        if column == "difference":
            return self._difference(racer)
        assert self._race is not None
        figures = racer.reports[self._race.split].figures()
        if column == "accuracy":
            return f"{figures['accuracy']:.1%}"
        low, high = figures["accuracy_interval"]
        return f"{low:.1%} \u2013 {high:.1%}"

    def _difference(self, racer: Racer) -> str:
        if racer.p_value is None:
            return self.tr("the best")
        told = f"p = {racer.p_value:.2g}"
        return (
            self.tr("yes, {p}").format(p=told)
            if racer.differs_from_best
            else self.tr("not shown, {p}").format(p=told)
        )


class RaceTable(QTableView):
    """All rows in sight.

    Signals:
        chosen: with the name of the backbone whose row is the current one.
    """

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("race_table")
        self.racers = RaceModel(self)
        self.setModel(self.racers)
        show_rows(self, ROW_HEIGHT)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(COLUMNS.index("name"), QHeaderView.ResizeMode.Stretch)
        self.selectionModel().currentRowChanged.connect(self._on_row)
        live(self, self._tell)

    def show_race(self, ended: Race | None) -> None:
        """Show what came of a race; None for nothing."""
        self.racers.set_race(ended)
        self.clearSpans()
        for row, racer in enumerate(self.racers.racers):
            if racer.error is not None:
                self.setSpan(row, 1, 1, len(COLUMNS) - 1)
        height = self.horizontalHeader().sizeHint().height() + 2
        self.setFixedHeight(height + len(self.racers.racers) * theme.px(ROW_HEIGHT))

    def choose(self, name: str) -> None:
        """Put the cursor on the row of the backbone ``name``."""
        for row, racer in enumerate(self.racers.racers):
            if racer.name == name and row != self.currentIndex().row():
                self.setCurrentIndex(self.racers.index(row, 0))

    def _on_row(self, index: QModelIndex) -> None:
        if index.isValid():
            self.chosen.emit(self.racers.racers[index.row()].name)

    def _tell(self) -> None:
        self.setAccessibleName(self.tr("Outcome of the backbone race"))
        self.racers.tell_all()
