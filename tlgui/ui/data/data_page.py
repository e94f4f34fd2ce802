"""The first step: a folder of labelled pictures, seen, checked and divided."""

from __future__ import annotations

import os
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from tlgui.engine.errors import BundleError, Message
from tlgui.ui.data.edits.edit_files import EditFiles
from tlgui.ui.data.edits.edit_steps import EditSteps
from tlgui.ui.data.opening.dividing import Dividing
from tlgui.ui.data.opening.looking import Looking
from tlgui.ui.data.opening.project_menu import ProjectMenu
from tlgui.ui.data.opening.project_moves import ProjectMoves
from tlgui.ui.data.samples.sample_opener import SampleOpener
from tlgui.ui.data.start_page import StartPage
from tlgui.ui.data.tables.table_opener import TableOpener
from tlgui.ui.kit.columns import LeastHeightArea
from tlgui.ui.kit.errors import route_error, text_of
from tlgui.ui.kit.folder_question import FolderQuestion
from tlgui.ui.kit.menu_button import MenuButton
from tlgui.ui.kit.message_bar import MessageBar
from tlgui.ui.kit.widgets import PageHeader, make_button, page_layout
from tlgui.ui.words.live_text import live
from tlgui.ui.words.texts import one_line
from tlgui.ui.words.tooltips import plain_tooltip
from tlgui.ui.work.latest_job import LatestJob

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from tlgui.engine.data.records import DatasetIndex, Problem, Split
    from tlgui.engine.data.table import TableColumns
    from tlgui.engine.edits.edit import Edit
    from tlgui.engine.errors import DatasetError
    from tlgui.engine.project import Project
    from tlgui.ui.data.data_content import DataContent
    from tlgui.ui.data.data_jobs import Listing
    from tlgui.ui.data.edits.review_card import ReviewCard
    from tlgui.ui.kit.message_bar import MessageKind
    from tlgui.ui.work.jobs import JobRunner
    from tlgui.ui.work.project_keeper import ProjectKeeper
    from tlgui.ui.work.session import Session


LEAST = 400
"""Pixels of height for classes, split and pictures: with less, the split is scrolled in a slit."""


class DataPage(QWidget):
    """Opens a folder, shows what is in it and what is wrong with it, and divides it.

    Signals:
        train_requested: the user wants to go on.
        run_opened: a run that was asked for is on show now.
        export_opened: an export that was asked for is: it classifies, and has no results.
        review_requested: the user wants to go through the findings.
        map_requested: the user wants the map of the pictures.
    """

    train_requested = Signal()
    run_opened = Signal()
    export_opened = Signal()
    review_requested = Signal()
    map_requested = Signal()

    def __init__(
        self,
        session: Session,
        runner: JobRunner,
        keeper: ProjectKeeper,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("data_page")
        self._session = session
        self._runner = runner
        self._keeper = keeper
        self._listing = LatestJob(runner, self)
        self._review: ReviewCard | None = None
        self._split_error: DatasetError | None = None
        self._moved: Message | None = None
        self._notice: tuple[MessageKind, Message] | None = None
        self._question = FolderQuestion(self)
        self._header = PageHeader(lambda: self.tr("Data"))
        self.message_bar = MessageBar()
        self.message_bar.closed.connect(self._on_message_closed)
        self._looking = Looking(session, runner, self)
        self._looking.looked.connect(self._on_looked)
        self._looking.measured.connect(self._on_measured)
        self._looking.failed.connect(lambda error: route_error(error, self.message_bar))
        self._dividing = Dividing(session, runner, self)
        self._dividing.divided.connect(self._take_division)
        self._dividing.failed.connect(lambda error: route_error(error, self.message_bar))
        self.moves = ProjectMoves(session, runner, self._question, self.message_bar, self)
        self.moves.moved.connect(self._on_moved)
        self.edit_files = EditFiles(session, runner, self.message_bar, self)
        self.edit_steps = EditSteps(session, self.message_bar, self)
        self.edit_steps.wanted.connect(self._go_by)
        self.edit_files.taken_in.connect(self.edit_steps.take)
        self.samples = SampleOpener(session, runner, self.message_bar, self)
        self.samples.open_requested.connect(self.open_folder)
        self.tables = TableOpener(session, runner, self.message_bar, self)
        self.tables.open_requested.connect(self._open_table)
        self._make_buttons()
        self._stack = QStackedWidget()
        layout = page_layout(self, self._header, self.message_bar)
        self._cards = QVBoxLayout()
        layout.addWidget(LeastHeightArea("data_area", self._cards, self._stack, LEAST, self), 1)
        self.start_page = StartPage(self._stack)
        self.start_page.dropped.connect(lambda paths: self.open_folder(paths[0]))
        self.start_page.open_requested.connect(self.choose_folder)
        self.start_page.sample_requested.connect(self.try_sample)
        self.start_page.table_requested.connect(self.tables.choose)
        self.start_page.samples_requested.connect(self.samples.show_sheet)
        self.start_page.project_chosen.connect(self.open_project)
        self._stack.addWidget(self.start_page)
        self._content: DataContent | None = None
        session.index_changed.connect(self._on_index_changed)
        session.split_changed.connect(self._on_split_changed)
        session.run_changed.connect(self._show_state)
        keeper.save_failed.connect(lambda error: route_error(error, self.message_bar))
        live(self, self._show_state)

    def open_folder(self, folder: Path) -> None:
        """List ``folder`` in the background and show it.

        The folder of a run opens the run, that of an export what was exported; a table of labels
        what it names.
        """
        from tlgui.engine.data.records import is_table
        from tlgui.ui.data.data_jobs import list_folder

        if is_table(folder):
            self.tables.open(folder)
            return

        if os.path.isfile(folder / "run.json"):
            self.open_run(folder)
            return
        self._start_listing(list_folder, folder)

    def _open_table(self, table: Path, columns: TableColumns | None) -> None:
        from tlgui.ui.data.data_jobs import list_folder

        self._start_listing(partial(list_folder, columns=columns), table)

    def open_project(self, project: Project) -> None:
        """Reopen ``project`` as it was left."""
        self.open_folder(project.folder)

    def open_run(self, run_folder: Path) -> None:
        """Show a finished run and the folder that it learned from."""
        from tlgui.ui.data.data_jobs import list_folder_of_run

        self._start_listing(list_folder_of_run, run_folder)

    def choose_folder(self) -> None:
        """Ask for a folder and open it."""
        self._question.ask(self.tr("Open a folder of pictures"), self.open_folder)

    def close_project(self) -> None:
        """Save and let go of the open project, and show how to begin."""
        for job in (self._listing, self._dividing):
            job.let_go()
        self._looking.forget()
        self._split_error = None
        self.keep_filters()
        self._keeper.close()
        self._session.set_index(None)
        self._session.set_project(None)
        self.message_bar.clear()

    def try_sample(self) -> None:
        """Write the sample and open it."""
        from tlgui.ui.data.data_jobs import write_sample

        self.start_page.set_busy(True)
        job = self._runner.start(write_sample, title=Message("Writing the sample"), lane="files")
        job.succeeded.connect(self.open_folder)
        job.failed.connect(lambda error: route_error(error, self.message_bar))
        job.ended.connect(lambda: self.start_page.set_busy(False))

    def keep_filters(self) -> None:
        """Have the project remember which pictures are on show."""
        if self._content is not None and self._session.index is not None:
            self._keeper.note_window(pictures=self._content.browser.state())

    def go_on_looking(self) -> None:
        """Read the pictures, where another job came in between before all were read."""
        if self._listing.job is None:
            self._looking.go_on()

    def show_problems(self) -> None:
        """Show the pictures that need a look, and what is said of them."""
        if self._content is not None:
            self._content.browser.show_problems()

    def _make_buttons(self) -> None:
        self.project_menu = ProjectMenu(self._session)
        self.project_menu.project_chosen.connect(self.open_project)
        self.project_menu.table_requested.connect(self.tables.choose)
        self.project_menu.columns_requested.connect(self.tables.ask_again)
        self.project_menu.samples_requested.connect(self.samples.show_sheet)
        self.project_menu.save_as_requested.connect(self.moves.choose_place)
        self.project_menu.relink_requested.connect(self.moves.choose_moved_folder)
        self.project_menu.edits_requested.connect(self.edit_steps.show_sheet)
        self.project_menu.export_edits_requested.connect(self.edit_files.ask_where_to)
        self.project_menu.import_edits_requested.connect(self.edit_files.ask_for_file)
        self.project_menu.close_requested.connect(self.close_project)
        self.project_menu.map_requested.connect(self.map_requested)
        self._header.add_button(
            MenuButton(
                self.project_menu, lambda: self.tr("Project: undo, recent, save"), "project_button"
            )
        )
        self._map_button = make_button(
            lambda: self.tr("Map…"),
            "map_button",
            tooltip=lambda: self.tr("All pictures as points, near to their like: Ctrl+Shift+M"),
        )
        self._map_button.clicked.connect(self.map_requested)
        self._header.add_button(self._map_button)
        self._open_button = make_button(
            lambda: self.tr("Open folder…"), "open_folder_button", tooltip="Ctrl+O"
        )
        self._open_button.clicked.connect(self.choose_folder)
        self._header.add_button(self._open_button)
        self._train_button = make_button(
            lambda: self.tr("Train →"),
            "train_step_button",
            "primary",
            accessible_name=lambda: self.tr("Go on to training"),
        )
        self._train_button.clicked.connect(self.train_requested)
        self._header.add_button(self._train_button)

    def _start_listing(self, function: Callable[..., Listing], what: Path | Project) -> None:
        self._listing.start(
            function,
            what,
            title=Message("Opening {name}", name=one_line(what.name)),
            lane="files",
            succeeded=self._on_listed,
            failed=lambda error: route_error(error, self.message_bar),
            ended=self._show_state,
        )
        self._moved = None
        self.message_bar.clear()
        self._show_state()

    def _go_by(self, done: Sequence[Edit]) -> None:
        """Have exactly the edits ``done`` hold, and list the open folder anew."""
        from tlgui.engine.edits.journal import EditJournal
        from tlgui.ui.data.data_jobs import list_as_edited

        project = self._session.project
        if project is None:
            return
        try:
            # Not by the job: a listing is let go of where another one follows, an edit never.
            EditJournal(project.edits_file).go_to(done)
        except BundleError as error:
            route_error(error, self.message_bar)
            return
        self._start_listing(list_as_edited, project)

    def _on_moved(self, folder: Path, told: Message) -> None:
        self.open_folder(folder)
        self._moved = told

    def _on_listed(self, listing: Listing) -> None:
        project = listing.project
        if listing.reopened and listing.index is None and listing.split_error is not None:
            self._tell_pictures_gone(listing.split_error, project)
            return
        self.keep_filters()
        if listing.as_edited:
            project = self._session.project  # As it is now, not when the listing began.
            listing = replace(listing, project=project)
        try:
            if project is None:
                self._keeper.close()
            else:
                self._keeper.take(project)
        except BundleError as error:
            route_error(error, self.message_bar)
            return
        self._dividing.let_go()
        self._looking.forget()
        if listing.notice is not None:
            self._notice = ("warning", listing.notice)
        else:
            self._notice = None if self._moved is None else ("good", self._moved)
        self._session.set_index(listing.index, as_edited=listing.as_edited)
        self._session.set_project(project)
        self._take_split(listing)
        if listing.run is not None and not listing.as_edited:
            self._session.set_run(listing.run)
        self._looking.start()
        self._restore_window(listing)

    def _restore_window(self, listing: Listing) -> None:
        """Show the window as it was when the project was closed."""
        project = listing.project
        if project is None:
            if listing.run is not None:
                (self.export_opened if listing.run.is_export else self.run_opened).emit()
            return
        filters = project.window.get("pictures")
        if self._content is not None and isinstance(filters, dict):
            self._content.browser.restore(filters)
        page = project.window.get("page")
        if listing.reopened and isinstance(page, str):
            self._keeper.page_restored.emit(page)
        elif listing.asked_for_run:
            self.run_opened.emit()

    def _tell_pictures_gone(self, error: DatasetError, project: Project | None) -> None:
        self.message_bar.show_message(
            "bad",
            lambda: text_of(error.message),
            action=lambda: self.tr("Find them…"),
            on_action=lambda: self.moves.choose_moved_folder(project),
        )

    def _take_division(self, listing: Listing) -> None:
        self._notice = None if listing.notice is None else ("warning", listing.notice)
        self._take_split(listing)

    def _take_split(self, listing: Listing) -> None:
        self._session.set_split(listing.split)
        self._split_error = listing.split_error
        self._show_state()
        self._looking.measure()
        self._tell_problems()

    def _on_measured(self) -> None:
        if self._content is not None:
            self._content.browser.set_bit_depth(self._looking.bit_depth)
        self._show_state()

    def _on_looked(self) -> None:
        self._show_content()
        self._show_state()
        self._tell_problems()
        if self._review is not None:
            self._review.look()

    def _on_index_changed(self, _index: DatasetIndex | None) -> None:
        self._looking.forget_bit_depth()
        self._show_content()
        self._show_state()

    def _on_split_changed(self, _split: Split | None) -> None:
        self._show_content()
        self._show_state()

    def _problems(self) -> tuple[Problem, ...]:
        index = self._session.index
        found = index.problems if index is not None else ()
        looked = self._looking.findings
        return (*found, *(looked.problems if looked is not None else ()))

    def make_content(self) -> None:
        """Make what an open folder is shown in, where it is not there yet."""
        if self._content is not None:
            return
        # Imported late, as are the jobs below: none of it is needed for the first paint.
        from tlgui.ui.data.data_content import DataContent

        self._content = DataContent(self._runner, self._stack)
        self._content.split_card.seed_chosen.connect(self._dividing.by_seed)
        self._content.split_card.anew_chosen.connect(self._dividing.by_own_draw)
        self._content.browser.edit_requested.connect(self.edit_steps.make)
        self._stack.addWidget(self._content)
        self._add_cards()

    def _show_content(self) -> None:
        if self._session.index is None:
            return
        self.make_content()
        assert self._content is not None
        self._content.split_card.show_split(self._session.index, self._session.split)
        self._content.browser.show_dataset(
            self._session.index, self._session.split, self._problems()
        )

    def _add_cards(self) -> None:
        """What is only shown where there is something to say of the pictures."""
        from tlgui.ui.data.edits.review_card import ReviewCard
        from tlgui.ui.data.framing_card import FramingCard
        from tlgui.ui.data.groups_card import GroupsCard

        shared = self._session, self._runner, self._cards.parentWidget()
        framing = FramingCard(*shared)
        framing.framing_chosen.connect(self._on_framing_chosen)
        groups = GroupsCard(*shared)
        groups.rule_chosen.connect(self._on_groups_chosen)
        self._review = review = ReviewCard(*shared)
        review.review_requested.connect(self.review_requested)
        review.copy_requested.connect(self.moves.choose_copy)
        for card in (framing, groups, review):
            self._cards.addWidget(card)

    def _on_groups_chosen(self, rule: str, torn: bool) -> None:
        """Groups that the parts on disk tear apart are kept together in a draw of our own."""
        self._dividing.by_groups(rule, anew=bool(rule) if torn else None)

    def _on_framing_chosen(self) -> None:
        self._looking.start()

    def _show_state(self) -> None:
        index, split = self._session.index, self._session.split
        self._stack.setCurrentIndex(0 if index is None else 1)
        self._train_button.setEnabled(split is not None)
        wrong = self._split_error  # The bar above may tell of something else.
        reason = text_of(wrong.message) if wrong is not None and split is None else ""
        self._train_button.setToolTip(plain_tooltip(reason))
        self._train_button.setAccessibleDescription(reason)
        # The start page has these, larger.
        for button in (self._map_button, self._open_button, self._train_button):
            button.setVisible(index is not None)
        if self._listing.job is not None:
            self._header.set_summary(self.tr("Listing the folder…"))
        elif index is None and self._session.run is not None:
            model = one_line(self._session.run.folder.name)
            told = self.tr("The model {name} is open, without its pictures.")
            self._header.set_summary(told.format(name=model))
        elif index is None:
            self._header.set_summary(self.tr("Nothing is open yet."))
        else:
            from tlgui.ui.data.data_content import summary

            self._header.set_summary(
                summary(index, split, self._looking.bit_depth, self._problems())
            )

    def _on_message_closed(self) -> None:
        if self._notice is not None:
            self._notice = None
            self._tell_problems()

    def _tell_problems(self) -> None:
        if self._notice is not None:
            kind, notice = self._notice
            self.message_bar.show_message(kind, lambda: text_of(notice))
            return
        if self._split_error is not None:
            route_error(self._split_error, self.message_bar)
            return
        problems = self._problems()
        if not problems:
            self.message_bar.clear()
            return
        from tlgui.ui.data.data_content import problem_sentence

        about = len({problem.path for problem in problems})
        self.message_bar.show_message(
            "warning",
            lambda: (
                self.tr("1 thing needs a look.")
                if about == 1
                else self.tr("{n} things need a look.").format(n=f"{about:,}")
            ),
            lambda: problem_sentence(problems),
            action=lambda: self.tr("Show them"),
            on_action=self.show_problems,
        )
