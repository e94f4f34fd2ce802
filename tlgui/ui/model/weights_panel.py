"""The weights on this computer: size, licence, removal; and a folder with the user's own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from tlgui.engine.errors import Message
from tlgui.ui.kit.errors import route_error
from tlgui.ui.kit.folder_question import FolderQuestion
from tlgui.ui.kit.tables.rows_table import show_rows
from tlgui.ui.kit.widgets import Card, ElidedLabel, make_button, make_label
from tlgui.ui.look import theme
from tlgui.ui.model.stored_model import COLUMNS, HEADER_STYLE, StoredModel, size_text
from tlgui.ui.model.stored_weights import (
    Stored,
    StoredRow,
    file_forms,
    find_stored,
    remove_stored,
    use_folder,
)
from tlgui.ui.words.live_text import live
from tlgui.ui.words.texts import one_line
from tlgui.ui.words.tooltips import shown_path
from tlgui.ui.work.latest_job import LatestJob

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from PySide6.QtGui import QKeyEvent

    from tlgui.ui.kit.message_bar import MessageBar
    from tlgui.ui.work.jobs import JobRunner

ROW_HEIGHT = 32


class StoredTable(QTableView):
    """Several rows can be chosen.

    Signals:
        remove_asked: the user wants to be rid of the chosen rows.
    """

    remove_asked = Signal()

    def __init__(self, model: StoredModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("weights_table")
        self.setModel(model)
        show_rows(self, ROW_HEIGHT, several=True)
        self.setSortingEnabled(True)
        self.sortByColumn(COLUMNS.index("size"), Qt.SortOrder.DescendingOrder)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        header = self.horizontalHeader()
        header.setStyleSheet(HEADER_STYLE)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(COLUMNS.index("name"), QHeaderView.ResizeMode.Stretch)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Delete):
            self.remove_asked.emit()
        else:
            super().keyPressEvent(event)


class WeightsPanel(QWidget):
    """What the Model page shows in place of the backbones while the user looks after weights.

    Signals:
        changed: other weights are on this computer now.
        left: the user goes back to the backbones.
    """

    changed = Signal()
    left = Signal()

    def __init__(
        self, runner: JobRunner, message_bar: MessageBar, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("weights_panel")
        self._message_bar = message_bar
        self._finding = LatestJob(runner, self)
        self._removing = LatestJob(runner, self)
        self._naming = LatestJob(runner, self)
        self._question = FolderQuestion(self)
        self._stored: Stored | None = None
        self.model = StoredModel(self)
        self.table = StoredTable(self.model)
        self.table.remove_asked.connect(self.ask_to_remove)
        self.table.selectionModel().selectionChanged.connect(lambda: self._tell_remove())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.SPACE_M)
        layout.addWidget(self._make_list(), 1)
        layout.addWidget(self._make_folder())
        live(self, self._tell)

    def look(self) -> None:
        """Find out anew what is on this computer."""
        self._finding.start(
            find_stored,
            lane="files",
            succeeded=self._on_found,
            failed=lambda error: route_error(error, self._message_bar),
        )

    @property
    def chosen(self) -> list[StoredRow]:
        """The rows that are chosen."""
        rows = sorted(index.row() for index in self.table.selectionModel().selectedRows())
        return [self.model.rows[row] for row in rows]

    def ask_to_remove(self) -> None:
        """Ask whether the chosen weights should go; nothing goes before the user says so."""
        rows = [row for row in self.chosen if row.is_removable]
        if not rows or self._removing.job is not None:
            return
        size = size_text(sum(row.size_bytes for row in rows))

        def lead() -> str:
            if len(rows) == 1:
                return self.tr("Remove the weights of {name}?").format(name=one_line(rows[0].name))
            return self.tr("Remove {count} files of weights?").format(count=len(rows))

        self._message_bar.show_message(
            "warning",
            lead,
            lambda: self.tr("{size} get free; whoever wants them again downloads them.").format(
                size=size
            ),
            action=lambda: self.tr("Remove them"),
            on_action=lambda: self._remove(rows),
        )

    def _make_list(self) -> QWidget:
        card = Card(lambda: self.tr("Weights on this computer"))
        self._back_button = make_button(
            lambda: self.tr("← Back to the backbones"), "weights_back_button", "small"
        )
        self._back_button.clicked.connect(self.left)
        card.title_row.addWidget(self._back_button)
        self._summary = make_label("", "small", "weights_summary", wrap=True)
        self._remove_button = make_button(
            lambda: self.tr("Remove…"), "weights_remove_button", "small"
        )
        self._remove_button.clicked.connect(self.ask_to_remove)
        self._why = make_label("", "small", "weights_remove_note", wrap=True)
        foot = QHBoxLayout()
        foot.setSpacing(theme.SPACE_S)
        foot.addWidget(self._why, 1)
        foot.addWidget(self._remove_button)
        card.body.addWidget(self._summary)
        card.body.addWidget(self.table, 1)
        card.body.addLayout(foot)
        return card

    def _make_folder(self) -> QWidget:
        card = Card(lambda: self.tr("A folder with weights of your own"))
        note = make_label(
            lambda: self.tr(
                "Files in it are called after their backbone, such as resnet50.a1_in1k.safetensors "
                "or resnet50.pth ({forms}), and are used instead of a download: for rooms without "
                "a network."
            ).format(forms=file_forms()),
            "small",
            wrap=True,
        )
        self._folder = ElidedLabel(mode=Qt.TextElideMode.ElideMiddle)
        self._folder.setObjectName("weights_folder")
        self._folder_note = make_label("", "small", "weights_folder_note", wrap=True)
        self._choose_button = make_button("", "weights_folder_button", "small")
        self._choose_button.clicked.connect(self._ask_folder)
        self._forget_button = make_button(
            lambda: self.tr("Use none"), "weights_folder_forget_button", "small"
        )
        self._forget_button.clicked.connect(lambda: self.use_folder(None))
        row = QHBoxLayout()
        row.setSpacing(theme.SPACE_S)
        row.addWidget(self._folder, 1)
        row.addWidget(self._choose_button)
        row.addWidget(self._forget_button)
        card.body.addWidget(note)
        card.body.addLayout(row)
        card.body.addWidget(self._folder_note)
        return card

    def use_folder(self, folder: Path | None) -> None:
        """Take ``folder`` for the one with the user's files; None for none."""
        self._naming.start(
            use_folder,
            folder,
            lane="files",
            succeeded=lambda _nothing: self._on_changed(),
            failed=lambda error: route_error(error, self._message_bar),
        )

    def _ask_folder(self) -> None:
        self._question.ask(self.tr("Choose the folder with files of weights"), self.use_folder)

    def _remove(self, rows: Sequence[StoredRow]) -> None:
        name = one_line(rows[0].name)
        self._removing.start(
            remove_stored,
            rows,
            lane="files",
            title=Message("Removing weights"),
            succeeded=lambda freed: self._on_removed(name, len(rows), freed),
            failed=lambda error: route_error(error, self._message_bar),
            ended=self._on_changed,
        )
        self._message_bar.clear()
        self._tell_remove()

    def _on_removed(self, name: str, count: int, freed: int) -> None:
        def lead() -> str:
            if count == 1:
                return self.tr("The weights of {name} are gone.").format(name=name)
            return self.tr("{count} files of weights are gone.").format(count=count)

        self._message_bar.show_message(
            "good", lead, lambda: self.tr("{size} are free again.").format(size=size_text(freed))
        )

    def _on_changed(self) -> None:
        self.look()
        self.changed.emit()

    def _on_found(self, stored: Stored) -> None:
        self._stored = stored
        self.model.set_rows(stored.rows)
        self._tell()

    def _tell(self) -> None:
        stored = self._stored
        self.table.setAccessibleName(self.tr("Weights on this computer"))
        self.table.setAccessibleDescription(self.tr("The delete key removes what is chosen."))
        self.model.tell_all()
        if stored is None:
            self._summary.setText(self.tr("Looking what is here…"))
        else:
            self._summary.setText(
                self.tr(
                    "{count:,} networks, {size} in all. Runs keep weights of their own."
                ).format(count=len(stored.rows), size=size_text(stored.size_bytes))
            )
        self._tell_folder()
        self._tell_remove()

    def _tell_folder(self) -> None:
        stored = self._stored
        folder = None if stored is None else stored.folder
        self._folder.set_full_text(
            self.tr("No folder is named.") if folder is None else shown_path(folder)
        )
        theme.set_look(self._folder, role="muted" if folder is None else "")
        self._choose_button.setText(
            self.tr("Choose a folder…") if folder is None else self.tr("Choose another…")
        )
        self._choose_button.setAccessibleName(self.tr("Choose the folder with files of weights"))
        fixed = stored is not None and stored.folder_is_fixed
        self._choose_button.setEnabled(not fixed)
        self._forget_button.setVisible(folder is not None and not fixed)
        note = ""
        if fixed:
            note = self.tr("TLGUI_WEIGHTS names it: change it there.")
        elif folder is not None and stored is not None and not stored.in_folder:
            note = self.tr("⚠ No file in it is called after a backbone.")
        elif folder is not None and stored is not None:
            note = self.tr("Backbones with weights in it: {count:,}.").format(
                count=stored.in_folder
            )
        self._folder_note.setText(note)
        self._folder_note.setVisible(bool(note))

    def _tell_remove(self) -> None:
        chosen = self.chosen
        removable = any(row.is_removable for row in chosen)
        self._remove_button.setEnabled(removable and self._removing.job is None)
        why = ""
        if not chosen:
            why = self.tr("Choose what you no longer need.")
        elif not removable and chosen[0].stored is None:
            why = self.tr("pip uninstall takes a package away.")
        elif not removable:
            why = self.tr("It is your own file: tlgui does not delete it.")
        self._why.setText(why)
