"""Keeps the rail's one-line states true to the session and to the running jobs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject

from tlgui.engine.data.records import SplitName
from tlgui.engine.progress import EpochDone, Stage, StageName
from tlgui.ui.window.rail import Rail, StepState
from tlgui.ui.window.status_strip import stage_text
from tlgui.ui.words.live_text import live
from tlgui.ui.words.texts import one_line, pictures_text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tlgui.engine.data.records import DatasetIndex
    from tlgui.engine.training.run import Run
    from tlgui.ui.work.jobs import Job, JobRunner
    from tlgui.ui.work.session import Session

_STEP_OF_STAGE = {
    StageName.LISTING: "data",
    StageName.CHECKING: "data",
    StageName.FEATURES: "train",
    StageName.FIT: "train",
    StageName.EVALUATION: "train",
    StageName.PREDICTION: "classify",
    StageName.EXPORT: "export",
}


def dataset_name(index: DatasetIndex) -> str:
    """The folder's name, fit for one line."""
    return one_line(index.root.name or str(index.root))


class RailNarrator(QObject):
    """Says in the rail what each step has, and which one a job is busy with."""

    def __init__(self, rail: Rail, session: Session, runner: JobRunner) -> None:
        super().__init__(rail)
        self._rail = rail
        self._session = session
        self._busy: dict[Job, tuple[str, Stage | EpochDone]] = {}
        session.index_changed.connect(self._on_session_changed)
        session.split_changed.connect(self._on_session_changed)
        session.run_changed.connect(self._on_session_changed)
        session.project_changed.connect(self._on_session_changed)
        session.classified_changed.connect(self._on_session_changed)
        runner.started.connect(self._on_started)
        live(rail, self._tell)

    def _on_session_changed(self, _new: object) -> None:
        self._tell()

    def _on_started(self, job: Job) -> None:
        job.progressed.connect(lambda event: self._on_progressed(job, event))
        job.ended.connect(lambda: self._on_ended(job))

    def _on_progressed(self, job: Job, event: object) -> None:
        if isinstance(event, Stage) and event.name in _STEP_OF_STAGE:
            # What is read in the background belongs to the folder that was opened.
            step = "data" if job.background else _STEP_OF_STAGE[event.name]
            if step == "data" and job.lane == "model" and not job.background:
                return  # Training and classifying list and check files too.
            step, _before = self._busy.get(job, (step, event))
        elif isinstance(event, EpochDone) and job in self._busy:
            step, _before = self._busy[job]
        else:
            return
        self._busy[job] = step, event
        self._rail.set_state(step, StepState.RUNNING, self._doing_text(event))

    def _doing_text(self, event: Stage | EpochDone) -> str:
        if isinstance(event, Stage):
            return stage_text(event.name)
        return self.tr("epoch {n} of {total}").format(n=event.epoch, total=event.epochs)

    def _on_ended(self, job: Job) -> None:
        if self._busy.pop(job, None) is not None:
            self._tell()

    def _tell(self) -> None:
        running = dict(self._busy.values())
        for step, (state, line) in self._states().items():
            if step in running:
                self._rail.set_state(step, StepState.RUNNING, self._doing_text(running[step]))
            else:
                self._rail.set_state(step, state, line)

    def _states(self) -> dict[str, tuple[StepState, str]]:
        index, run = self._session.index, self._session.run
        empty = (StepState.EMPTY, "")
        states = dict.fromkeys(("data", "model", "train", "results", "classify", "export"), empty)
        self._rail.set_dataset("" if index is None else dataset_name(index))
        if index is not None:
            line = (
                self.tr("{pictures} in 1 class")
                if len(index.classes) == 1
                else self.tr("{pictures} in {classes} classes")
            ).format(pictures=f"{len(index.records):,}", classes=len(index.classes))
            ready = self._session.split is not None
            states["data"] = (StepState.READY if ready else StepState.NEEDS_ATTENTION, line)
        project = self._session.project
        settings = project.settings if project is not None else {}
        if settings.get("backbone") or run is not None:
            # What the next training would use; of a run without its pictures, what it used.
            states["model"] = (StepState.READY, _network_line(settings, run))
        if run is not None:
            states["train"] = (StepState.READY, self._accuracy_line(run))
            if not run.is_export:
                states["results"] = (StepState.READY, "")
        if self._session.classified:
            states["classify"] = (StepState.READY, pictures_text(self._session.classified))
        return states

    def _accuracy_line(self, run: Run) -> str:
        split = run.headline_split
        if split is None:
            return _network_line({}, run)
        name = self.tr("test") if split == SplitName.TEST else self.tr("validation")
        if run.recipe.folds and split == SplitName.VALIDATION:
            name = self.tr("in {count} folds").format(count=run.recipe.folds)
        return self.tr("{accuracy:.1%} {split}").format(
            accuracy=run.figures[split]["accuracy"], split=name
        )


def _network_line(settings: Mapping[str, Any], run: Run | None) -> str:
    """The network that ``settings`` ask for; where they ask for none, that of ``run``."""
    # Not at the start: an empty window imports none of it.
    from tlgui.engine.asked import Asked
    from tlgui.ui.words.network_names import (
        asked_network_text,
        at_the_beginning,
        recipe_network_text,
    )

    if settings.get("backbone") or run is None:
        return at_the_beginning(asked_network_text(Asked.from_json(settings)))
    return at_the_beginning(recipe_network_text(run.recipe))
