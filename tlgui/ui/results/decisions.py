"""From how sure on a run accepts answers, changed in its folder, and taken back."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from tlgui.engine.metrics import threshold_share_text
from tlgui.ui.kit.errors import route_error
from tlgui.ui.kit.undo_offer import offer_undo
from tlgui.ui.work.latest_job import LatestJob
from tlgui.ui.work.run_commands import ChangeDecisions

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from tlgui.engine.progress import Control
    from tlgui.engine.training.run import Run
    from tlgui.ui.kit.message_bar import MessageBar
    from tlgui.ui.words.live_text import Text
    from tlgui.ui.work.jobs import JobRunner
    from tlgui.ui.work.session import Session


def as_sure_as_right(run: Run, *, on: bool, control: Control) -> Run:
    """``run`` with its sureness corrected, or as it was learned; its folder stays. For a worker.

    Raises:
        BundleError: its report is damaged, or too few pictures tell.
    """
    from tlgui.engine.insight.sureness.correcting import corrected, with_scores_divided

    control.check()
    return corrected(run) if on else with_scores_divided(run, 1.0)


class DecisionChanges(QObject):
    """Changes the session's run, says what was done, and offers to take it back.

    Args:
        session: whose run.
        runner: of the jobs.
        bar: where it is told.
        parent: the page.
    """

    def __init__(
        self, session: Session, runner: JobRunner, bar: MessageBar, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._session, self._bar = session, bar
        self._correcting = LatestJob(runner, self)

    def use_threshold(self, run: Run, threshold: float) -> None:
        """Have ``run`` count answers below ``threshold`` as unsure."""
        self._change(
            run,
            replace(run, threshold=threshold),
            lambda: self.tr("Answers below {threshold} count as unsure now.").format(
                threshold=threshold_share_text(threshold)
            ),
        )

    def use_class_threshold(self, run: Run, name: str, threshold: float | None) -> None:
        """The same for answers with the class ``name``; None: as for the others."""
        own = {each: value for each, value in run.class_thresholds.items() if each != name}
        if threshold is not None:
            own[name] = threshold
        self._change(
            run,
            replace(run, class_thresholds=own),
            lambda: (
                self.tr("“{name}” counts as unsure like all others now.").format(name=name)
                if threshold is None
                else self.tr("“{name}” counts as unsure below {threshold} now.").format(
                    name=name, threshold=threshold_share_text(threshold)
                )
            ),
        )

    def correct(self, run: Run, *, on: bool) -> None:
        """Have the answers of ``run`` as sure as they are right, or as they were learned."""

        def succeeded(after: Run) -> None:
            self._change(
                run,
                after,
                lambda: (
                    self.tr("The sureness of answers is corrected now.")
                    if on
                    else self.tr("Answers are as sure as they were learned.")
                ),
                lambda: self.tr(
                    "Thresholds moved along: as many validation pictures are accepted as before."
                ),
            )

        def correcting(*, control: Control) -> Run:
            return as_sure_as_right(run, on=on, control=control)

        self._correcting.start(
            correcting,
            lane="files",
            succeeded=succeeded,
            failed=lambda error: self._on_failed(run, error),
        )

    def _change(self, run: Run, after: Run, lead: Text, text: Text = "") -> None:
        self._session.undo.push(
            ChangeDecisions(
                run,
                after,
                lambda now: self._on_done(now, lead, text),
                self._on_undone,
                lambda error: self._on_failed(run, error),
            )
        )

    def _on_done(self, run: Run, lead: Text, text: Text) -> None:
        self._session.set_run(run)
        # The stack counts the step after it was taken.
        place = self._session.undo.index() + 1
        offer_undo(self._bar, self._session, place, "good", lead, text)

    def _on_undone(self, run: Run) -> None:
        self._session.set_run(run)
        self._bar.clear()

    def _on_failed(self, run: Run, error: Exception) -> None:
        # What stands on the page says again how it is.
        self._session.set_run(run)
        route_error(error, self._bar)
