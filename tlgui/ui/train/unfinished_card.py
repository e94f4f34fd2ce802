"""The card with trainings that ended too soon: each goes on, or is discarded."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from tlgui.engine.errors import BundleError
from tlgui.engine.insight.curves import best_epoch
from tlgui.engine.training.recipe import EnsembleRule
from tlgui.ui.kit.errors import route_error
from tlgui.ui.kit.undo_offer import offer_undo
from tlgui.ui.kit.widgets import Card, ElidedLabel, make_button, make_label
from tlgui.ui.look import theme
from tlgui.ui.train.run_rows import method_text, started_text
from tlgui.ui.words.live_text import live
from tlgui.ui.words.network_names import recipe_network_text
from tlgui.ui.work.latest_job import LatestJob
from tlgui.ui.work.run_commands import DiscardUnfinished

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from tlgui.engine.progress import Control
    from tlgui.engine.training.kept.reached import Reached
    from tlgui.engine.training.unfinished import Unfinished
    from tlgui.ui.kit.message_bar import MessageBar
    from tlgui.ui.work.jobs import JobRunner
    from tlgui.ui.work.session import Session

MOST_ROWS = 3
"""More are told by their number: the newest are those that one goes on with."""


@dataclass(frozen=True, eq=False)
class UnfinishedRow:
    """A training that can go on, and how far it is."""

    unfinished: Unfinished
    reached: Reached


def read_unfinished_rows(parent: Path, *, control: Control) -> list[UnfinishedRow]:
    """The trainings in ``parent`` that ended too soon, the newest first. For a worker."""
    from tlgui.engine.training.run_writer import unfinished_runs

    rows = []
    for unfinished in unfinished_runs(parent):
        control.check()
        # What is damaged cannot go on.
        with suppress(BundleError):
            rows.append(UnfinishedRow(unfinished, unfinished.reached()))
    return rows


class UnfinishedCard(Card):
    """Shows the trainings on the open folder that can go on; hidden where there are none.

    Signals:
        go_on_asked: with the ``Unfinished`` that the user wants to go on with.
        listed: other trainings are on show than before.
    """

    go_on_asked = Signal(object)
    listed = Signal()

    def __init__(
        self,
        session: Session,
        runner: JobRunner,
        message_bar: MessageBar,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(lambda: self.tr("Unfinished trainings"), parent)
        self.setObjectName("unfinished_card")
        self._session, self._message_bar = session, message_bar
        self._listing = LatestJob(runner, self)
        self._locked = False
        self.rows: list[UnfinishedRow] = []
        self._lines = QVBoxLayout()
        self._lines.setSpacing(theme.SPACE_S)
        self.body.addLayout(self._lines)
        self._more = make_label("", "small", "more_unfinished")
        self.body.addWidget(self._more)
        self.hide()
        live(self, self._tell)

    def list_unfinished(self, *, once_ended: bool = False) -> None:
        """List the trainings on the folder that is open.

        ``once_ended``: after what was cancelled has ended, which takes until its next check.
        """
        self._listing.let_go()
        if self._session.index is None:
            self._on_listed([])
            return
        self._listing.start(
            read_unfinished_rows,
            self._session.runs_folder,
            # It queues behind the training itself.
            lane="model" if once_ended else "files",
            succeeded=self._on_listed,
            failed=lambda error: route_error(error, self._message_bar),
        )

    def holds(self, out: Path) -> bool:
        """Whether the training for ``out`` is among them."""
        return any(row.unfinished.out == out for row in self.rows)

    def forget(self, unfinished: Unfinished) -> None:
        """Show ``unfinished`` no more: it goes on."""
        self._on_listed([row for row in self.rows if row.unfinished.folder != unfinished.folder])

    def set_locked(self, locked: bool) -> None:
        """Forbid all while a training runs."""
        self._locked = locked
        for line in self._line_widgets():
            line.setEnabled(not locked)

    def discard(self, row: UnfinishedRow) -> None:
        """Move it to the trash; it can be taken back."""
        command = DiscardUnfinished(
            row.unfinished,
            lambda: self._on_gone(row),
            lambda: self._on_back(row),
            lambda error: route_error(error, self._message_bar),
        )
        self._session.undo.push(command)

    def _on_listed(self, rows: Sequence[UnfinishedRow]) -> None:
        self.rows = list(rows)
        self._tell()
        self.listed.emit()

    def _on_gone(self, row: UnfinishedRow) -> None:
        self._on_listed([each for each in self.rows if each is not row])
        # The stack counts the step after it was taken.
        place = self._session.undo.index() + 1
        offer_undo(
            self._message_bar,
            self._session,
            place,
            "info",
            lambda: self.tr("The unfinished training is in the trash."),
        )

    def _on_back(self, row: UnfinishedRow) -> None:
        self._message_bar.clear()
        rows = [*self.rows, row]
        rows.sort(key=lambda each: each.unfinished.created, reverse=True)
        self._on_listed(rows)

    def _line_widgets(self) -> list[QWidget]:
        items = [self._lines.itemAt(number) for number in range(self._lines.count())]
        return [widget for item in items if item and (widget := item.widget()) is not None]

    def _tell(self) -> None:
        for line in self._line_widgets():
            self._lines.removeWidget(line)
            line.setParent(None)
            line.deleteLater()
        for number, row in enumerate(self.rows[:MOST_ROWS]):
            self._lines.addWidget(self._make_line(number, row))
        left = len(self.rows) - MOST_ROWS
        self._more.setVisible(left > 0)
        self._more.setText(self.tr("and {count} older ones").format(count=left))
        self.setVisible(bool(self.rows))

    def _make_line(self, number: int, row: UnfinishedRow) -> QWidget:
        recipe = row.unfinished.recipe
        what = f"{method_text(recipe).capitalize()}, {recipe_network_text(recipe)}"
        begun = self.tr("begun {when}").format(when=started_text(row.unfinished.created))
        texts = QVBoxLayout()
        texts.setSpacing(2)
        for text, role in ((what, "strong"), (f"{begun} · {self._how_far(row)}", "small")):
            texts.addWidget(ElidedLabel(text, role))
        go_on = make_button(
            self.tr("Go on"),
            f"go_on_button_{number}",
            "small",
            tooltip=self.tr("Train on from where it ended."),
            accessible_name=self.tr("Go on with {training}").format(training=f"{what}, {begun}"),
        )
        discard = make_button(
            self.tr("Discard"),
            f"discard_button_{number}",
            "small",
            tooltip=self.tr("Move what it has learned to the trash."),
            accessible_name=self.tr("Discard {training}").format(training=f"{what}, {begun}"),
        )
        go_on.clicked.connect(lambda: self.go_on_asked.emit(row.unfinished))
        discard.clicked.connect(lambda: self.discard(row))
        line = QWidget()
        line.setObjectName(f"unfinished_{number}")
        layout = QHBoxLayout(line)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.SPACE_S)
        layout.addLayout(texts, 1)
        layout.addWidget(go_on)
        layout.addWidget(discard)
        line.setEnabled(not self._locked)
        return line

    def _how_far(self, row: UnfinishedRow) -> str:
        recipe, reached = row.unfinished.recipe, row.reached
        told = []
        if reached.folds < recipe.folds:
            fold = self.tr("in fold {number} of {count}")
            told.append(fold.format(number=reached.folds + 1, count=recipe.folds))
        elif recipe.folds:
            told.append(self.tr("all {count} folds done").format(count=recipe.folds))
        if recipe.ensemble is not EnsembleRule.NONE:
            members = self.tr("{done} of {count} models done")
            told.append(members.format(done=reached.members, count=recipe.members))
        if reached.history:
            last = reached.history[-1]
            epochs = self.tr("{epoch} of {epochs} epochs")
            told.append(epochs.format(epoch=last.epoch, epochs=last.epochs))
            best = best_epoch(reached.history)
            if best is not None and best.validation_accuracy:
                accuracy = best.validation_accuracy
                told.append(self.tr("best so far {accuracy:.1%}").format(accuracy=accuracy))
        elif not told:
            epochs = self.tr("in the first of {epochs} epochs")
            told.append(epochs.format(epochs=recipe.epochs_at_most))
        return " · ".join(told)
