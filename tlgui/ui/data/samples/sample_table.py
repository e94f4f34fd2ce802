"""The samples in a table, one a row."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHeaderView, QTableWidget, QTableWidgetItem

from tlgui.engine.sample_sets.catalog import SAMPLES
from tlgui.ui.kit.tables.rows_table import show_rows
from tlgui.ui.words.live_text import live

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from tlgui.engine.sample_sets.catalog import SampleSet

ROW_HEIGHT = 32
MEGABYTE = 1_000_000


def megabytes(size: int) -> str:
    """A size in whole megabytes."""
    return f"{size / MEGABYTE:,.0f} MB"


class SampleTable(QTableWidget):
    """One row is chosen at a time.

    Signals:
        sample_chosen: with the ``SampleSet`` of the row.
    """

    sample_chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(len(SAMPLES), 4, parent)
        self.setObjectName("samples_table")
        show_rows(self, ROW_HEIGHT, padding=6)
        self.setWordWrap(False)
        header = self.horizontalHeader()
        header.setSectionsClickable(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.itemSelectionChanged.connect(self._on_selected)
        live(self, self._tell)
        self.selectRow(0)

    @property
    def chosen(self) -> SampleSet:
        """The sample of the chosen row."""
        return SAMPLES[max(0, self.currentRow())]

    def choose(self, sample: SampleSet) -> None:
        """Choose the row of ``sample``."""
        self.selectRow(SAMPLES.index(sample))

    def _on_selected(self) -> None:
        self.sample_chosen.emit(self.chosen)

    def _tell(self) -> None:
        self.setAccessibleName(self.tr("Samples"))
        titles = (
            self.tr("Sample"),
            self.tr("Pictures"),
            self.tr("Classes"),
            self.tr("Download"),
        )
        for column, title in enumerate(titles):
            item = QTableWidgetItem(title)
            item.setTextAlignment(_alignment(column))
            self.setHorizontalHeaderItem(column, item)
        for row, sample in enumerate(SAMPLES):
            download = megabytes(sample.download_bytes) if sample.download_bytes else self.tr("no")
            texts = (sample.title, f"{sample.pictures:,}", f"{sample.classes}", download)
            for column, text in enumerate(texts):
                item = QTableWidgetItem(text)
                item.setTextAlignment(_alignment(column))
                self.setItem(row, column, item)


def _alignment(column: int) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if column else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter
