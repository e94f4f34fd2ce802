"""All edits of the open project, the last one on top, each of which can be taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QTableView,
    QVBoxLayout,
)

from tlgui.engine.edits.edit import EditKind
from tlgui.engine.errors import BundleError
from tlgui.ui.kit.errors import route_error
from tlgui.ui.kit.message_bar import MessageBar
from tlgui.ui.kit.tables.rows_model import Index, RowsModel
from tlgui.ui.kit.tables.rows_table import show_rows
from tlgui.ui.kit.widgets import make_button, make_label, sheet_layout
from tlgui.ui.look import theme
from tlgui.ui.words.live_text import live
from tlgui.ui.words.texts import one_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

    from tlgui.engine.edits.edit import Edit
    from tlgui.ui.work.session import Session

WIDTH, HEIGHT = 820, 520
LEAST_WIDTH, LEAST_HEIGHT = 560, 360
ROW_HEIGHT = 28
TIME_WIDTH, WHAT_WIDTH = 140, 280


class EditsModel(RowsModel):
    """Edits as rows: when, what, which pictures."""

    def __init__(self) -> None:
        super().__init__(("when", "what", "pictures"), numbers=())
        self._edits: tuple[Edit, ...] = ()

    def show_edits(self, edits: Sequence[Edit]) -> None:
        """Show ``edits``, given in the order in which they were made."""
        self.beginResetModel()
        self._edits = tuple(edits)
        self.endResetModel()

    def number_of(self, row: int) -> int:
        """The place of the edit in ``row`` among the edits as they were made."""
        return len(self._edits) - 1 - row

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(self._edits)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            edit = self._edits[self.number_of(index.row())]
            return (self._when, self._what, self._which)[index.column()](edit)
        return None

    def headings(self) -> Sequence[str]:
        return self.tr("When"), self.tr("What"), self.tr("Pictures")

    def _when(self, edit: Edit) -> str:
        return edit.at[:16].replace("T", " ")

    def _what(self, edit: Edit) -> str:
        label, name = one_line(edit.label), one_line(edit.name)
        return {
            EditKind.RELABEL: self.tr("class becomes {label}").format(label=label),
            EditKind.EXCLUDE: self.tr("left out"),
            EditKind.RESTORE: self.tr("as in the folder again"),
            EditKind.KEEP: self.tr("kept as it is"),
            EditKind.GROUP: self.tr("kept together"),
            EditKind.RENAME: self.tr("class {label} is called {name}").format(
                label=label, name=name
            ),
            EditKind.HIDE: self.tr("class {label} is hidden").format(label=label),
            EditKind.ADD: self.tr("added as {label}").format(label=label),
        }[edit.kind]

    def _which(self, edit: Edit) -> str:
        if not edit.files:
            return self.tr("all of the class")
        first = one_line(edit.files[0])
        if len(edit.files) == 1:
            return first
        return self.tr("{first} and {n} more").format(first=first, n=f"{len(edit.files) - 1:,}")


class EditsSheet(QDialog):
    """A window beside the window; it follows what is undone and done again elsewhere.

    Signals:
        taken_back: with the edits that hold, and those that are to hold.
    """

    taken_back = Signal(object, object)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("edits_sheet")
        self.setModal(False)
        self._session = session
        self._edits: tuple[Edit, ...] = ()
        self.message_bar = MessageBar()
        self.model = EditsModel()
        self.table = self._make_table()
        self._words = make_label("", "muted", "edits_words", wrap=True)
        self.take_back_button = make_button(
            lambda: self.tr("Take back"), "take_back_edits_button", "primary", tooltip="Del"
        )
        self.take_back_button.clicked.connect(self.take_back)
        close = make_button(lambda: self.tr("Close"), "edits_close_button")
        close.clicked.connect(self.close)
        layout = sheet_layout(self)
        title = QVBoxLayout()
        title.setSpacing(2)
        title.addWidget(make_label(lambda: self.tr("Edits"), "title", "edits_title"))
        title.addWidget(self._words)
        layout.addLayout(title)
        layout.addWidget(self.message_bar)
        layout.addWidget(self.table, 1)
        foot = QHBoxLayout()
        foot.setSpacing(theme.SPACE_S)
        foot.addStretch()
        foot.addWidget(close)
        foot.addWidget(self.take_back_button)
        layout.addLayout(foot)
        keys = QShortcut(QKeySequence(QKeySequence.StandardKey.Delete), self.table)
        keys.setContext(Qt.ShortcutContext.WidgetShortcut)
        keys.activated.connect(self.take_back)
        self.setMinimumSize(theme.px(LEAST_WIDTH), theme.px(LEAST_HEIGHT))
        self.resize(theme.px(WIDTH), theme.px(HEIGHT))
        session.index_changed.connect(lambda _index: self.read())
        self.table.selectionModel().selectionChanged.connect(self._tell)
        self.read()
        live(self, self._tell)

    def read(self) -> None:
        """Show the edits that hold now."""
        from tlgui.engine.edits.journal import EditJournal

        project = self._session.project
        try:
            found = () if project is None else tuple(EditJournal(project.edits_file).done)
        except BundleError as error:
            route_error(error, self.message_bar)
            return
        if found != self._edits:
            self._edits = found
            self.model.show_edits(found)
        self._tell()

    def take_back(self) -> None:
        """Have the chosen edits hold no more; the others stay."""
        rows = self.table.selectionModel().selectedRows()
        chosen = {self.model.number_of(row.row()) for row in rows}
        if chosen:
            kept = [edit for number, edit in enumerate(self._edits) if number not in chosen]
            self.taken_back.emit(self._edits, tuple(kept))

    def _make_table(self) -> QTableView:
        table = QTableView()
        table.setObjectName("edits_table")
        table.setModel(self.model)
        show_rows(table, ROW_HEIGHT, padding=6, several=True)
        table.setWordWrap(False)
        table.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        header = table.horizontalHeader()
        header.setSectionsClickable(False)
        header.setStretchLastSection(True)
        table.setColumnWidth(0, theme.px(TIME_WIDTH))
        table.setColumnWidth(1, theme.px(WHAT_WIDTH))
        return table

    def _tell(self) -> None:
        self.setWindowTitle(self.tr("Edits"))
        self.table.setAccessibleName(self.tr("Edits, the last one first"))
        self.model.tell_all()
        count = len(self._edits)
        self._words.setText(
            self.tr("Nothing is edited.")
            if not count
            else self.tr(
                "{n} edits, the last one first. The files themselves stay as they are."
            ).format(n=f"{count:,}")
        )
        chosen = self.table.selectionModel().hasSelection()
        self.take_back_button.setEnabled(chosen)
