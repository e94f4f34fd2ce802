"""The sheet of the map, over the window: it has the map drawn, and edits what is selected."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QProgressBar, QStackedWidget, QVBoxLayout

from tlgui.engine.edits.journal import EditJournal
from tlgui.engine.errors import BundleError, Message, TlguiError
from tlgui.engine.progress import BatchDone
from tlgui.ui.kit.errors import route_error, text_of
from tlgui.ui.kit.message_bar import MessageBar
from tlgui.ui.kit.widgets import ElidedLabel, EmptyState, make_button, make_label
from tlgui.ui.look import theme
from tlgui.ui.map.map_board import MapBoard
from tlgui.ui.map.map_content import MapContent
from tlgui.ui.map.map_edits import MapEdits
from tlgui.ui.map.map_tools import Arranged
from tlgui.ui.pictures.thumbnails import ThumbnailLoader
from tlgui.ui.words.live_text import live
from tlgui.ui.words.network_names import recipe_network_text
from tlgui.ui.words.texts import one_line, pictures_text
from tlgui.ui.work.latest_job import LatestJob

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QKeyEvent
    from PySide6.QtWidgets import QWidget

    from tlgui.engine.data.records import DatasetIndex
    from tlgui.engine.picture_map.arrangement import Arrangement
    from tlgui.engine.picture_map.newcomers import Newcomer
    from tlgui.ui.work.jobs import JobRunner
    from tlgui.ui.work.session import Session

SIZE = (1240, 820)
LEAST = (880, 600)
MOST_DROPPED = 12
"""Pictures that are looked at of those dropped."""


class MapSheet(QDialog):
    """Shows all pictures of the open folder as the network of the run on show sees them.

    Without a run, as the pretrained network that training would begin with.

    Signals:
        edited: the sheet is closed, and edits were made or taken back meanwhile; with those that
            held before, and those that do now.
        review_requested: with the frozen set of files whose findings the user wants to go through.
    """

    edited = Signal(object, object)
    review_requested = Signal(object)

    def __init__(self, session: Session, runner: JobRunner, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setObjectName("map_sheet")
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setAcceptDrops(True)
        self._session, self._runner = session, runner
        self._drawing = LatestJob(runner, self)
        self._arranging = LatestJob(runner, self)
        self._seeing = LatestJob(runner, self)
        self._content: MapContent | None = None
        self._edits: MapEdits | None = None
        self._error: Exception | None = None
        self._done, self._total = 0, 0
        self._begun = False
        self._thumbnails = ThumbnailLoader(runner, self)
        self.message_bar = MessageBar()
        self.board = MapBoard(self._thumbnails)
        self.view, self.tools = self.board.view, self.board.tools
        self.legend, self.chosen = self.board.side.legend, self.board.side.chosen
        self.selection = self.board.side.selection
        self._summary = ElidedLabel(role="muted")
        self._summary.setObjectName("map_summary")
        self._lay_out()
        self._connect()
        self.setMinimumSize(*LEAST)
        self.resize(theme.px(SIZE[0]), theme.px(SIZE[1]))
        session.index_changed.connect(self._on_index_changed)
        live(self, self._tell)

    @property
    def content(self) -> MapContent | None:
        """What is on show."""
        return self._content

    def begin(self) -> None:
        """Draw the open folder, or show again what was drawn of it."""
        self.message_bar.clear()
        session = self._session
        index, run = session.index, session.run
        if run is not None and (index is None or run.dataset_root != index.root):
            run = None
        if self._content is not None and self._content.is_of(index, run, session.split):
            self._show(self._content)
            return
        self._let_go()
        if index is None:
            self._tell()
            return
        from tlgui.engine.asked import Asked
        from tlgui.engine.training.framing import framing_asked
        from tlgui.ui.map.map_jobs import draw

        settings = session.project.settings if session.project is not None else {}
        self._drawing.start(
            draw,
            index,
            session.split,
            run,
            framing_asked(settings),
            str(Asked.from_json(settings).common["backbone"]),
            title=Message("Drawing the map"),
            progressed=self._on_progress,
            succeeded=lambda drawn: self._show(MapContent(drawn, run, session)),
            failed=self._on_failed,
            cancelled=self._on_cancelled,
            ended=self._tell,
        )
        self._tell()

    def done(self, result: int) -> None:
        """Close; who hears ``edited`` goes by the edits then."""
        edits, self._edits = self._edits, None
        for job in (self._drawing, self._arranging, self._seeing):
            job.let_go()
        self.tools.show_progress(None)
        self._thumbnails.drop_requests()
        super().done(result)
        if edits is not None and edits.done != edits.before:
            self._content = None  # Other pictures and classes: it is drawn anew.
            self.edited.emit(edits.before, edits.done)

    def reject(self) -> None:
        """Esc ends one thing after the other: the lasso, the selection, then the sheet."""
        if not self.board.give_up():
            super().reject()

    def closeEvent(self, event: QCloseEvent) -> None:
        event.accept()
        self.done(0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, plain = Qt.Key(event.key()), not event.modifiers()
        if plain and key in (Qt.Key.Key_X, Qt.Key.Key_Delete):
            self._leave_out()
        elif plain and key == Qt.Key.Key_L:
            self.tools.lasso_button.toggle()
        elif plain and key == Qt.Key.Key_C and self.selection.isVisible():
            self.selection.class_button.click()
        elif key not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self._content is not None and event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Put pictures that are dropped among those like them."""
        urls = [url for url in event.mimeData().urls() if url.isLocalFile()]
        files = [path for path in (Path(url.toLocalFile()) for url in urls) if os.path.isfile(path)]
        event.acceptProposedAction()
        self.look_at(files)

    def look_at(self, files: Sequence[Path]) -> None:
        """Put ``files`` among the pictures that are like them."""
        from tlgui.ui.map.map_jobs import see

        if self._content is None or not files:
            return
        self.message_bar.clear()
        self._seeing.start(
            see,
            self._content.picture_map,
            files[:MOST_DROPPED],
            title=Message("Looking at dropped pictures"),
            succeeded=self._on_seen,
            failed=lambda error: route_error(error, self.message_bar),
        )

    def _lay_out(self) -> None:
        self.close_button = make_button(lambda: self.tr("Close (Esc)"), "close_map_button")
        self.close_button.clicked.connect(self.accept)
        titles = QVBoxLayout()
        titles.setSpacing(2)
        titles.addWidget(make_label(lambda: self.tr("Map of pictures"), "title", "map_title"))
        titles.addWidget(self._summary)
        head = QHBoxLayout()
        head.setSpacing(theme.SPACE_M)
        head.addLayout(titles, 1)
        head.addWidget(self.close_button)
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self.board)
        self._stack.addWidget(self._make_waiting())
        self._stack.addWidget(self._make_nothing())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.SPACE_L, 20, theme.SPACE_L, theme.SPACE_L)
        layout.setSpacing(theme.SPACE_M)
        layout.addLayout(head)
        layout.addWidget(self.message_bar)
        layout.addWidget(self._stack, 1)

    def _make_waiting(self) -> EmptyState:
        self._waiting_bar = QProgressBar()
        self._waiting_bar.setObjectName("map_reading_bar")
        self._waiting_bar.setTextVisible(False)
        self._waiting_bar.setFixedWidth(theme.px(280))
        self.waiting = EmptyState(
            "picture",
            lambda: self.tr("Looking at the pictures"),
            self._waiting_text,
            "map_waiting",
        )
        self.waiting.add_widget(self._waiting_bar)
        return self.waiting

    def _make_nothing(self) -> EmptyState:
        self.nothing = EmptyState(
            "picture",
            lambda: self._nothing_texts()[0],
            lambda: self._nothing_texts()[1],
            "map_nothing",
        )
        self.nothing.add_button(lambda: self.tr("Close"), "map_nothing_close_button", self.accept)
        return self.nothing

    def _connect(self) -> None:
        self.board.arrangement_wanted.connect(self._start_arranging)
        self.tools.stop_requested.connect(self._stop_arranging)
        self.selection.relabel_requested.connect(self._relabel)
        self.selection.leave_out_requested.connect(self._leave_out)
        self.selection.group_requested.connect(
            lambda: self._edit(lambda edits, files: edits.keep_together(files))
        )
        self.selection.review_requested.connect(self._review)
        for sequence, slot in (
            ("Ctrl+Z", self._take_back),
            ("Ctrl+Shift+Z", self._do_again),
            ("Ctrl+Y", self._do_again),
        ):
            QShortcut(QKeySequence(sequence), self).activated.connect(slot)

    def _on_progress(self, event: object) -> None:
        self._begun = True
        if isinstance(event, BatchDone) and event.total:
            self._done, self._total = event.done, event.total
        self._tell_waiting()

    def _on_failed(self, error: Exception) -> None:
        self._error = error
        if not isinstance(error, TlguiError):
            route_error(error, self.message_bar)

    def _on_cancelled(self) -> None:
        self.accept()

    def _let_go(self) -> None:
        for job in (self._drawing, self._arranging, self._seeing):
            job.let_go()
        self._content = self._edits = self._error = None
        self.board.clear()
        self._done = self._total = 0
        self._begun = False
        self.tools.show_progress(None)

    def _on_index_changed(self, _index: DatasetIndex | None) -> None:
        """Let go of the map of what is no longer open; where it is in sight, draw it anew."""
        self._let_go()
        if self.isVisible():
            # Its split is known a moment later.
            QTimer.singleShot(0, self, self.begin)

    def _show(self, content: MapContent) -> None:
        """Show what was drawn, by its neighbourhoods where these are known."""
        self._content = content
        self._thumbnails.set_bit_depth(content.bit_depth)
        self._begin_edits(content)
        self._tell()
        self.board.show_content(content, editable=self._edits is not None)
        if content.arrangement is None:
            self._start_arranging()

    def _begin_edits(self, content: MapContent) -> None:
        project = self._session.project
        self._edits = None
        if project is None:
            return
        try:
            self._edits = MapEdits(EditJournal(project.edits_file), content.labelled_files())
        except BundleError as error:
            route_error(error, self.message_bar)

    def _start_arranging(self) -> None:
        from tlgui.ui.map.map_jobs import arrange

        content = self._content
        if content is None or content.arrangement is not None or self._arranging.job is not None:
            return
        self.tools.show_progress(0.0)
        self._arranging.start(
            arrange,
            content.picture_map,
            lane="files",
            progressed=self._on_arranging,
            succeeded=self._on_arranged,
            failed=lambda error: route_error(error, self.message_bar),
            ended=lambda: self.tools.show_progress(None),
        )

    def _stop_arranging(self) -> None:
        self._arranging.let_go()
        self.tools.show_progress(None)
        self.tools.arrangements.mark(Arranged.AXES)
        self.view.setFocus()

    def _on_arranging(self, event: object) -> None:
        if isinstance(event, BatchDone) and event.total:
            self.tools.show_progress(event.done / event.total)

    def _on_arranged(self, arrangement: Arrangement) -> None:
        if self._content is not None:
            self._content.arrangement = arrangement
            self.board.show_arrangement(Arranged.NEIGHBOURS)

    def _relabel(self, label: str) -> None:
        self._edit(lambda edits, files: edits.relabel(files, label))

    def _leave_out(self) -> None:
        self._edit(lambda edits, files: edits.leave_out(files))

    def _edit(self, act: Callable[[MapEdits, list[str]], object]) -> None:
        if self._content is None or self._edits is None:
            return
        files = self.board.selected_files()
        if not files:
            return
        edits = self._edits
        if self._tried(lambda: act(edits, files)):
            self.message_bar.show_message(
                "good",
                lambda: self.tr("{pictures} edited.").format(pictures=pictures_text(len(files))),
                lambda: self.tr("The files stay as they are."),
                action=lambda: self.tr("Take back"),
                on_action=self._take_back,
            )
            self.view.setFocus()

    def _take_back(self) -> None:
        edits = self._edits
        if edits is not None and edits.can_take_back and self._tried(edits.take_back):
            self.message_bar.clear()

    def _do_again(self) -> None:
        edits = self._edits
        if edits is not None and edits.can_do_again and self._tried(edits.do_again):
            self.message_bar.clear()

    def _tried(self, act: Callable[[], object]) -> bool:
        assert self._content is not None
        assert self._edits is not None
        try:
            act()
        except BundleError as error:
            route_error(error, self.message_bar)
            return False
        self._content.set_labels(self._edits.labels())
        self.board.color()
        return True

    def _review(self) -> None:
        assert self._content is not None
        files = frozenset(self.board.selected_files()) & self._content.doubtful.keys()
        self.accept()
        self.review_requested.emit(files)

    def _on_seen(self, seen: tuple[list[Newcomer], list[tuple[Path, Message]]]) -> None:
        found, failed = seen
        if failed:
            file, why = failed[0]
            self.message_bar.show_message(
                "warning",
                lambda: self.tr("{name} cannot be shown.").format(name=one_line(file.name)),
                lambda: text_of(why),
            )
        self.board.show_newcomers(found)

    def _tell(self) -> None:
        self.setWindowTitle(self.tr("Map of pictures"))
        content = self._content
        if content is not None:
            self._stack.setCurrentIndex(0)
            self._summary.set_full_text(self._summary_text(content))
            return
        self._summary.set_full_text("")
        if self._drawing.job is not None:
            self._stack.setCurrentIndex(1)
            self._tell_waiting()
            return
        self._stack.setCurrentIndex(2)
        self.nothing.set_text(*self._nothing_texts())

    def _nothing_texts(self) -> tuple[str, str]:
        """Why there is no map, and what to do."""
        error = self._error
        if isinstance(error, TlguiError):
            return text_of(error.message), "" if error.hint is None else text_of(error.hint)
        if error is not None:
            return self.tr("The map could not be drawn"), one_line(str(error))
        return (
            self.tr("No folder is open"),
            self.tr("Close this and open a folder of pictures on the Data page."),
        )

    def _summary_text(self, content: MapContent) -> str:
        if content.run is None:
            words = self.tr("{pictures} as a pretrained network sees them")
            return words.format(pictures=pictures_text(content.count))
        return self.tr("{pictures} as {network} sees them").format(
            pictures=pictures_text(content.count), network=recipe_network_text(content.run.recipe)
        )

    def _tell_waiting(self) -> None:
        self._waiting_bar.setRange(0, self._total)
        self._waiting_bar.setValue(self._done)
        words = self._waiting_text()
        self.waiting.set_text(self.tr("Looking at the pictures"), words)
        self._waiting_bar.setAccessibleName(words)

    def _waiting_text(self) -> str:
        mine = self._drawing.job
        others = [job for job in self._runner.jobs if job.lane == "model" and job is not mine]
        if others and not self._begun:
            return self.tr("Another job is running; this begins after it.")
        words = self.tr("The network sees each of them once; what it saw is kept.")
        if not self._total:
            return words
        count = self.tr("{done} of {total}")
        return f"{words} {count.format(done=f'{self._done:,}', total=f'{self._total:,}')}"
