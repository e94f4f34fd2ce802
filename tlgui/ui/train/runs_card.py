"""The card with the runs on a folder: listed, opened, renamed, deleted, compared."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from tlgui.ui.kit.errors import route_error
from tlgui.ui.kit.term_button import TermButton
from tlgui.ui.kit.undo_offer import offer_undo
from tlgui.ui.kit.widgets import Card, make_label
from tlgui.ui.look import theme
from tlgui.ui.train.run_comparison import Comparison, compare_runs, comparison_text, rivals
from tlgui.ui.train.run_rows import RunRow, name_text, read_runs, row_of
from tlgui.ui.train.run_table import RunTable
from tlgui.ui.words.live_text import live
from tlgui.ui.work.latest_job import LatestJob
from tlgui.ui.work.run_commands import DeleteRuns, RenameRun

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from tlgui.engine.training.run import Run
    from tlgui.ui.kit.message_bar import MessageBar
    from tlgui.ui.work.jobs import JobRunner
    from tlgui.ui.work.session import Session


class RunsCard(Card):
    """Shows the runs on the session's folder, and the run on show wherever it lies.

    Signals:
        run_opened: with the ``Run`` that the user wants to see.
    """

    run_opened = Signal(object)

    def __init__(
        self,
        session: Session,
        runner: JobRunner,
        message_bar: MessageBar,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("", parent)
        self._session = session
        self._message_bar = message_bar
        self._listed: list[RunRow] = []
        self._shown_when_gone: dict[Path, Run] = {}
        self._listing = LatestJob(runner, self)
        self._comparing = LatestJob(runner, self)
        self._comparison: Comparison | None = None
        self.title_row.setSpacing(theme.SPACE_S)
        self.title_row.addWidget(make_label(lambda: self.tr("Runs"), "card-title"))
        self.title_row.addWidget(TermButton("confidence_interval"))
        self.title_row.addStretch()
        self.body.addLayout(self.title_row)
        self._none = make_label(
            lambda: self.tr("The runs on this folder are listed here."), "muted", "no_runs_label"
        )
        self.body.addWidget(self._none)
        self.table = RunTable(self)
        self.body.addWidget(self.table, 100)
        self._note = make_label("", "small", "runs_comparison", wrap=True)
        self.body.addWidget(self._note)
        self._end = QWidget()
        self._end.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Expanding)
        self.body.addWidget(self._end, 1)
        self.table.run_opened.connect(self.run_opened)
        self.table.delete_asked.connect(self.delete)
        self.table.runs.rename_asked.connect(self.rename)
        self.table.chosen.connect(self._compare)
        session.run_changed.connect(self._on_run_changed)
        live(self, self._show_comparison)
        self._show_rows()

    def list_runs(self) -> None:
        """List the runs on the folder that is open."""
        self._listing.let_go()
        index = self._session.index
        if index is None:
            self._on_listed([])
            return
        self._listing.start(
            read_runs,
            self._session.runs_folder,
            index.root,
            lane="files",
            succeeded=self._on_listed,
            failed=lambda error: route_error(error, self._message_bar),
        )

    def forget(self) -> None:
        """Show none of the runs that were listed."""
        self._shown_when_gone.clear()
        self._on_listed([])

    def rename(self, run: Run, name: str) -> None:
        """Give ``run`` another name; it can be taken back."""
        self._session.undo.push(RenameRun(run, name, self._on_changed, self._on_failed))

    def delete(self, runs: Sequence[Run]) -> None:
        """Move ``runs`` to the trash; it can be taken back."""
        self._session.undo.push(DeleteRuns(runs, self._on_gone, self._on_back, self._on_failed))

    def _on_run_changed(self, run: Run | None) -> None:
        if run is not None:
            # From how sure on it accepts answers may have changed, or its classes.
            self._listed = [
                replace(row, run=replace(row.run, **run.decisions).answering(run.changes))
                if row.run.folder == run.folder
                else row
                for row in self._listed
            ]
        self._show_rows()

    def _on_listed(self, rows: list[RunRow]) -> None:
        self._listed = rows
        self._show_rows()

    def _on_changed(self, run: Run) -> None:
        # What was opened from elsewhere is listed once it has a name.
        others = [row for row in self._listed if row.run.folder != run.folder]
        self._listed = [*others, row_of(run)]
        shown = self._session.run
        if shown is not None and shown.folder == run.folder:
            self._session.set_run(replace(shown, name=run.name))
        self._show_rows()

    def _on_gone(self, runs: list[Run]) -> None:
        folders = {run.folder for run in runs}
        self._listed = [row for row in self._listed if row.run.folder not in folders]
        shown = self._session.run
        if shown is not None and shown.folder in folders:
            self._shown_when_gone[shown.folder] = shown
            self._session.set_run(None)
        self._show_rows()
        # The stack counts the step after it was taken.
        place = self._session.undo.index() + 1
        offer_undo(self._message_bar, self._session, place, "info", self._gone_text(runs))

    def _on_back(self, runs: list[Run]) -> None:
        self._listed = [*self._listed, *(row_of(run) for run in runs)]
        self._message_bar.clear()
        for run in runs:
            shown = self._shown_when_gone.pop(run.folder, None)
            # What the user opened meanwhile stays on show.
            if shown is not None and self._session.run is None:
                self._session.set_run(shown)
        self._show_rows()

    def _on_failed(self, error: Exception) -> None:
        route_error(error, self._message_bar)

    def _gone_text(self, runs: list[Run]) -> Callable[[], str]:
        if len(runs) == 1:
            return lambda: self.tr("The run {name} is in the trash.").format(
                name=name_text(runs[0])
            )
        return lambda: self.tr("{count} runs are in the trash.").format(count=len(runs))

    def _show_rows(self) -> None:
        """Show what was listed and the run on show, newest first."""
        shown = self._session.run
        rows = list(self._listed)
        if shown is not None and shown.folder not in {row.run.folder for row in rows}:
            rows.append(row_of(shown))
        rows.sort(key=lambda row: row.run.created, reverse=True)
        if rows != self.table.runs.rows:
            self.table.runs.set_rows(rows)
        self.table.runs.mark_shown(shown.folder if shown is not None else None)
        self._none.setVisible(not rows)
        self.table.setVisible(bool(rows))
        self._compare()

    def _compare(self) -> None:
        self._comparing.let_go()
        pair = rivals(self.table.runs.rows, self.table.selected, self._session.run)
        if len(pair) != 2:
            self._comparison = None
            self._show_comparison()
            return
        self._comparing.start(
            compare_runs,
            *pair,
            lane="files",
            succeeded=self._on_compared,
            failed=lambda _error: self._on_compared(None),
        )

    def _on_compared(self, comparison: Comparison | None) -> None:
        self._comparison = comparison
        self._show_comparison()

    def _show_comparison(self) -> None:
        text = "" if self._comparison is None else comparison_text(self._comparison)
        self._note.setText(text)
        self._note.setVisible(bool(text))
