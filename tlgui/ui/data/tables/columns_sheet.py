"""Which column of a table is which: asked once, over the first rows of the table."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from tlgui.engine.data.table import TableColumns
from tlgui.ui.kit.tables.rows_table import show_rows
from tlgui.ui.kit.widgets import ElidedLabel, make_button, make_label, sheet_layout
from tlgui.ui.look import theme
from tlgui.ui.words.live_text import live, said
from tlgui.ui.words.texts import one_line
from tlgui.ui.words.tooltips import shown_path

if TYPE_CHECKING:
    from pathlib import Path

    from tlgui.engine.data.table import TableHead
    from tlgui.ui.words.live_text import Text

WIDTH, HEIGHT = 860, 560
LEAST_WIDTH, LEAST_HEIGHT = 640, 420
ROW_HEIGHT = 28
MOST_WIDE = 260
"""Pixels of a column in the preview, at most; the rest of a long path is left out."""
NEEDED = ("path", "label")


class ColumnsSheet(QDialog):
    """Shows the head of a table, and a choice for each thing that a column can be.

    Signals:
        columns_chosen: with the table and its ``TableColumns``.
    """

    columns_chosen = Signal(object, object)

    def __init__(
        self,
        table: Path,
        head: TableHead,
        columns: TableColumns,
        parent: QWidget | None = None,
    ) -> None:
        """Ask.

        Args:
            table: its file.
            head: what there is to see of it.
            columns: which is which so far.
            parent: the window that it belongs to.
        """
        super().__init__(parent)
        self.setObjectName("columns_sheet")
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._table, self._head = table, head
        self.choices: dict[str, QComboBox] = {}
        self.preview = self._make_preview()
        place = ElidedLabel(one_line(shown_path(table)), "muted", Qt.TextElideMode.ElideMiddle)
        layout = sheet_layout(self)
        title = make_label(lambda: self.tr("Which column is which?"), "title", "columns_title")
        top = QVBoxLayout()
        top.setSpacing(2)
        top.addWidget(title)
        top.addWidget(place)
        layout.addLayout(top)
        layout.addLayout(self._make_choices(columns))
        layout.addWidget(self.preview, 1)
        self.note = make_label("", "small", "columns_note", wrap=True)
        layout.addWidget(self.note)
        layout.addLayout(self._make_foot())
        self.setMinimumSize(theme.px(LEAST_WIDTH), theme.px(LEAST_HEIGHT))
        self.resize(theme.px(WIDTH), theme.px(HEIGHT))
        live(self, self._tell)
        if self.start.isEnabled():
            self.start.setFocus()

    @property
    def columns(self) -> TableColumns:
        """What is chosen now."""
        return TableColumns(**{part: box.currentData() for part, box in self.choices.items()})

    def _texts(self) -> dict[str, tuple[Text, Text]]:
        """Of each thing its name, and what it is."""
        return {
            "path": (
                lambda: self.tr("Picture file"),
                lambda: self.tr("Relative to the folder of the table, or a whole path."),
            ),
            "label": (lambda: self.tr("Class"), lambda: self.tr("What is in the picture.")),
            "split": (
                lambda: self.tr("Split"),
                lambda: self.tr("train, validation or test; else it is drawn at random."),
            ),
            "group": (
                lambda: self.tr("Group"),
                lambda: self.tr("Pictures that stay together: a patient, a clip."),
            ),
        }

    def _make_choices(self, columns: TableColumns) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.SPACE_M)
        grid.setVerticalSpacing(theme.SPACE_XS)
        names = [name for name in self._head.names if name]
        for column, (part, (name, hint)) in enumerate(self._texts().items()):
            box = QComboBox()
            box.setObjectName(f"column_{part}")
            box.setMinimumContentsLength(8)
            box.setSizeAdjustPolicy(
                QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
            )
            box.addItem("", "")
            for each in names:
                box.addItem(one_line(each), each)
            box.setCurrentIndex(max(0, box.findData(getattr(columns, part))))
            box.currentIndexChanged.connect(self._tell_choice)
            label = make_label(name, "strong")
            label.setBuddy(box)
            grid.addWidget(label, 0, column)
            grid.addWidget(box, 1, column)
            below = make_label(hint, "small", wrap=True)
            below.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
            grid.addWidget(below, 2, column)
            grid.setColumnStretch(column, 1)
            self.choices[part] = box
        return grid

    def _make_preview(self) -> QTableWidget:
        head = self._head
        preview = QTableWidget(len(head.rows), len(head.names))
        preview.setObjectName("table_preview")
        show_rows(preview, ROW_HEIGHT, padding=6)
        preview.setWordWrap(False)
        preview.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        preview.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        header = preview.horizontalHeader()
        header.setSectionsClickable(False)
        header.setMaximumSectionSize(theme.px(MOST_WIDE))
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for row, cells in enumerate(head.rows):
            for column, text in enumerate(cells):
                item = QTableWidgetItem(one_line(text))
                item.setToolTip(one_line(text))
                preview.setItem(row, column, item)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setStretchLastSection(True)
        return preview

    def _make_foot(self) -> QHBoxLayout:
        self.start = make_button(lambda: self.tr("Open"), "columns_open_button", "primary")
        self.start.setDefault(True)
        self.start.clicked.connect(self._choose)
        cancel = make_button(lambda: self.tr("Cancel"), "columns_cancel_button")
        cancel.clicked.connect(self.reject)
        foot = QHBoxLayout()
        foot.setSpacing(theme.SPACE_S)
        foot.addStretch()
        foot.addWidget(cancel)
        foot.addWidget(self.start)
        return foot

    def _choose(self) -> None:
        columns = self.columns
        self.accept()
        self.columns_chosen.emit(self._table, columns)

    def _tell(self) -> None:
        self.setWindowTitle(self.tr("Which column is which?"))
        self.preview.setAccessibleName(self.tr("First rows of the table"))
        for part, (name, _hint) in self._texts().items():
            box = self.choices[part]
            box.setAccessibleName(said(name))
            box.setItemText(0, self.tr("choose…") if part in NEEDED else self.tr("none"))
        self._tell_choice()

    def _tell_choice(self) -> None:
        columns, texts = self.columns, self._texts()
        chosen = {getattr(columns, field.name): field.name for field in fields(columns)}
        for column, name in enumerate(self._head.names):
            part = chosen.get(name) if name else None
            shown = one_line(name)
            heading = QTableWidgetItem(
                shown if part is None else f"{shown} · {said(texts[part][0])}"
            )
            self.preview.setHorizontalHeaderItem(column, heading)
        self.preview.resizeColumnsToContents()
        if columns.path:
            at = self._head.names.index(columns.path)
            self.preview.scrollTo(self.preview.model().index(0, at))
        problem = self._problem(columns)
        self.note.setText(problem or self._found(columns))
        self.start.setEnabled(not problem)

    def _problem(self, columns: TableColumns) -> str:
        if not self._head.rows:
            return self.tr("There is no row below the names of the columns.")
        if not columns.path:
            return self.tr("Say which column holds the files of the pictures.")
        if not columns.label:
            return self.tr("Say which column holds the classes.")
        used = [name for field in fields(columns) if (name := getattr(columns, field.name))]
        twice = next((name for name in used if used.count(name) > 1), "")
        if twice:
            return self.tr("{column} can be one thing only.").format(column=one_line(twice))
        same = next((name for name in used if self._head.names.count(name) > 1), "")
        if same:
            return self.tr(
                "Several columns are called {column}: give each a name of its own in the table."
            ).format(column=one_line(same))
        return ""

    def _found(self, columns: TableColumns) -> str:
        """How many of the files that the preview names are there."""
        count = len(self._head.rows)
        found = self._head.files_found(columns.path)
        if found == count:
            return self.tr("The pictures of the rows on show are all there.")
        return self.tr("Of the {count} pictures of the rows on show, {found} are there.").format(
            count=count, found=found
        )
