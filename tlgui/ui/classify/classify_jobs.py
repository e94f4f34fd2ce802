"""What the Classify page has the workers do. No widget is touched here."""

from __future__ import annotations

import os
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tlgui.engine.deploy.looks import Looks

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from tlgui.engine.data.records import Problem
    from tlgui.engine.deploy.predictor import Prediction, Predictor
    from tlgui.engine.deploy.sort_journal import Copied
    from tlgui.engine.deploy.sorting import CopyPlan, Undone
    from tlgui.engine.progress import Control
    from tlgui.engine.training.material.seen_features import SeenFeatures
    from tlgui.engine.training.run import Run


@dataclass(frozen=True)
class Outcome:
    """What became of the pictures that were dropped.

    Attributes:
        pictures: how many were classified or found unreadable.
        problems: of the folders that were walked through.
        seconds: time that the classification took, without loading the model.
        folders: that were dropped beside something else, with how many pictures each holds.
        mixed: whether files were dropped beside folders.
    """

    pictures: int
    problems: tuple[Problem, ...]
    seconds: float
    folders: tuple[tuple[Path, int], ...] = ()
    mixed: bool = False


@dataclass
class PredictorShelf:
    """Keeps the predictor that was used last. Touched only by the one thread of the model lane.

    And what its body saw: another head on it, as corrections make one, answers from that.
    """

    predictor: Predictor | None = field(default=None, repr=False)
    looks: Looks = Looks.ONCE
    seen: SeenFeatures | None = field(default=None, repr=False)

    def classify(
        self, run_folder: Path, paths: Sequence[Path], looks: Looks, *, control: Control
    ) -> Outcome:
        """Classify the pictures that ``paths`` mean; answers are reported batch by batch.

        Raises:
            BundleError: the run cannot be loaded.
        """
        from tlgui.engine.data.index import expand_pictures
        from tlgui.engine.progress import Stage, StageName

        files, problems = expand_pictures(paths, control)
        control.report(Stage(StageName.LOADING_MODEL))
        predictor = self.predictor_of(run_folder, control, looks)
        began = time.perf_counter()
        if files:
            predictor.predict(files, control, predictor.memory())
        seconds = time.perf_counter() - began
        folders = tuple(each for each in paths if os.path.isdir(each)) if len(paths) > 1 else ()
        return Outcome(
            len(files),
            tuple(problems),
            seconds,
            tuple((folder, _pictures_in(folder, files)) for folder in folders),
            mixed=0 < len(folders) < len(paths),
        )

    def predictor_of(
        self, run_folder: Path, control: Control, looks: Looks | None = None
    ) -> Predictor:
        """The predictor of the run in ``run_folder``; with the looks of before by default.

        Raises:
            BundleError: the run cannot be loaded.
        """
        from tlgui.engine.deploy.bundle import open_model
        from tlgui.engine.deploy.predictor import Predictor
        from tlgui.engine.training.material.seen_features import SeenFeatures

        run = open_model(run_folder)
        looks = self.looks if looks is None else looks
        known = None if self.predictor is None else self.predictor.run
        same = known is not None and _same_answers(run, known) and looks is self.looks
        if self.predictor is None or not same:
            self.predictor = None
            control.check()
            self.predictor, self.looks = Predictor(run, looks=looks), looks
            self.seen = self.seen or SeenFeatures()
            self.predictor.seen = self.seen
        # Thresholds can be moved on the Results page meanwhile.
        self.predictor.thresholds = run.thresholds
        return self.predictor

    def keep_features(self, run: Run, files: Sequence[Path], control: Control) -> None:
        """Have training find what is known of ``files``, which ``run`` has answered."""
        if self.predictor is None or self.seen is None or self.predictor.run.folder != run.folder:
            return
        from tlgui.engine import places
        from tlgui.engine.training.feature_cache import FeatureCache
        from tlgui.engine.training.features import REFERENCE_PRECISION

        known = self.seen.known(files, self.predictor.key)
        control.check()
        cache = FeatureCache(places.cache_folder() / "features")
        cache.store(known, f"{self.predictor.key} {REFERENCE_PRECISION}")


def sources_of(files: Iterable[Path], given: Iterable[Path]) -> list[Path]:
    """What of the files and folders that were ``given`` has at least one of ``files``."""
    there = set(files)
    for folder in {file.parent for file in there}:
        there.update((folder, *folder.parents))
    return [path for path in given if path in there]


def _pictures_in(folder: Path, files: Sequence[Path]) -> int:
    beginning = os.path.join(folder, "")
    return sum(os.fspath(file).startswith(beginning) for file in files)


def _same_answers(run: Run, known: Run) -> bool:
    """Whether both are one run, as sure of the same classes: that can be changed meanwhile."""
    same = run.folder == known.folder and run.temperature == known.temperature
    return same and run.changes == known.changes


def save_predictions(
    path: Path, predictions: Sequence[Prediction], classes: Sequence[str], *, control: Control
) -> Path:
    """Write ``predictions`` as CSV to ``path``; gives the path back.

    Raises:
        BundleError: it cannot be written; an older file stays as it was.
    """
    from tlgui.engine.deploy.prediction_table import write_predictions_csv

    control.check()
    write_predictions_csv(path, predictions, classes, bom=True)
    return path


def plan_copies(
    predictions: Sequence[Prediction],
    target: Path,
    sources: Iterable[Path],
    classes: Sequence[str],
    include_unsure: bool,
    *,
    control: Control,
) -> CopyPlan:
    """Where a copy of each picture would go; nothing is written.

    Raises:
        DatasetError: the pictures lie in ``target``, or it lies among them.
    """
    from tlgui.engine.deploy.sorting import plan

    control.check()
    return plan(predictions, target, sources, classes, include_unsure=include_unsure)


def copy_pictures(planned: CopyPlan, *, control: Control) -> Copied:
    """Do what ``planned`` says, or nothing of it.

    Raises:
        BundleError: the target cannot be written; nothing is left there.
    """
    from tlgui.engine.deploy.sorting import copy

    return copy(planned, control)


def remove_copies(copied: Copied, *, control: Control) -> Undone:
    """Remove the copies that are as they were left."""
    from tlgui.engine.deploy.sorting import undo

    control.check()
    return undo(copied)
