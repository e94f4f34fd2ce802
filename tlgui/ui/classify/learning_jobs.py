"""What learning from corrected answers has the workers do. No widget is touched here."""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from tlgui.engine.data.records import SplitName
from tlgui.engine.errors import DatasetError, Message

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from tlgui.engine.corrections.joining import Corrections
    from tlgui.engine.corrections.learning import Learned
    from tlgui.engine.data.records import DatasetIndex
    from tlgui.engine.edits.edit import Edit
    from tlgui.engine.insight.learning_curve.curve import LearningCurve
    from tlgui.engine.progress import Control
    from tlgui.engine.project import Project
    from tlgui.engine.training.run import Run
    from tlgui.ui.classify.classify_jobs import PredictorShelf


@dataclass(frozen=True)
class Lesson:
    """Corrected pictures, and who is to learn from them.

    Attributes:
        corrected: the right class of each picture.
        project: whose data they join.
        run_folder: of the run that is fitted again; None where they only join the data.
        copied: whether copies of them are kept in the project.
    """

    corrected: Mapping[Path, str]
    project: Project
    run_folder: Path | None
    copied: bool


@dataclass(frozen=True)
class Taught:
    """What became of a lesson.

    Attributes:
        lesson: that was given.
        before: the edits that held before it.
        after: those that hold now.
        added: pictures that joined the data.
        relabelled: pictures of the data set that got another class.
        known: pictures that had that class there already.
        learned: the new run; None where none was asked for.
    """

    lesson: Lesson
    before: Sequence[Edit]
    after: Sequence[Edit]
    added: int
    relabelled: int
    known: int
    learned: Learned | None


def teach(shelf: PredictorShelf, lesson: Lesson, *, control: Control) -> Taught:
    """Have corrected pictures join the data of the project, and the run learn from them.

    The edits are made when all else has been done: what fails leaves the data as it was.

    Raises:
        DatasetError: a picture is gone, or the pictures of the project are.
        BundleError: the run is damaged, or something cannot be written.
        RecipeError: the run cannot learn again.
        Cancelled: the user cancelled.
    """
    from tlgui.engine.corrections.joining import copied_into, sorted_out
    from tlgui.engine.corrections.learning import learn_again
    from tlgui.engine.data.table import listed
    from tlgui.engine.edits.journal import EditJournal
    from tlgui.engine.edits.overlay import with_edits
    from tlgui.engine.places import cache_folder
    from tlgui.engine.project import folder_for_run
    from tlgui.engine.training.run import open_run

    project = lesson.project
    as_listed = listed(project.dataset_root, control, project.columns)
    journal = EditJournal(project.edits_file)
    before = journal.done
    found = sorted_out(lesson.corrected, with_edits(as_listed, journal.edits()), control)
    files = [Path(file) for file in found.added]
    # What was pasted lies in the cache, which may be cleared.
    kept = [file for file in files if lesson.copied or file.is_relative_to(cache_folder())]
    if kept:
        copies = copied_into(project.pictures_folder, kept, control)
        added = {copies.get(file, file).as_posix(): found.added[file.as_posix()] for file in files}
        found = replace(found, added=added)
    edits = found.edits()
    edited = with_edits(as_listed, journal.edits_after(edits))
    learned = None
    if lesson.run_folder is not None:
        run = replace(open_run(lesson.run_folder), dataset_root=edited.root)
        if not edits:
            _refuse_held_out(run, found)
        shelf.keep_features(run, [edited.root / file for file in found.added], control)
        out = folder_for_run(run.recipe, project.runs_folder)
        learned = learn_again(run, edited, found.labels, out, control)
        learned = replace(learned, run=replace(learned.run, dataset_root=edited.root))
    journal.take_in(edits)
    return Taught(
        lesson,
        before,
        journal.done,
        len(found.added),
        len(found.relabelled),
        len(found.known),
        learned,
    )


def _refuse_held_out(run: Run, found: Corrections) -> None:
    """Refuse pictures of which there is nothing to learn: ``run`` is judged by all of them.

    Raises:
        DatasetError: that is so.
    """
    judged_by = {*run.files[SplitName.VALIDATION], *run.files[SplitName.TEST]}
    if len(found.held_out(judged_by)) == len(found.labels):
        raise DatasetError(
            Message("These pictures are held out with these classes already."),
            Message("The model is judged by them, and never learns from them. Correct others."),
        )


def see_whether_more_help(run: Run, index: DatasetIndex, *, control: Control) -> LearningCurve:
    """The learning curve of ``run``: the one that is kept with it, else one that is kept now."""
    from tlgui.engine.corrections.enough import measure_and_keep
    from tlgui.engine.insight.learning_curve.curve import read_learning_curve

    return read_learning_curve(run) or measure_and_keep(run, index, control)


def order_to_label(
    shelf: PredictorShelf,
    run_folder: Path,
    files: Sequence[Path],
    labelled: Collection[Path],
    *,
    control: Control,
) -> list[Path]:
    """``files``, those to label first first; what cannot be read is left out.

    Args:
        shelf: has the predictor.
        run_folder: of the run that is unsure.
        files: that are to be labelled.
        labelled: those of them whose class is known already; they come last.
        control: hears what goes on.

    Raises:
        BundleError: the run cannot be loaded.
    """
    from tlgui.engine.corrections.labelling import label_order
    from tlgui.engine.progress import BatchDone, Stage, StageName

    predictor = shelf.predictor_of(run_folder, control)
    control.report(Stage(StageName.PREDICTION, len(files)))
    features: dict[Path, np.ndarray[tuple[int], np.dtype[np.float32]]] = {}
    done = 0
    with closing(predictor.features(files, control)) as parts:
        for part in parts:
            for place, row in zip(part.positions.tolist(), part.values, strict=True):
                features[files[place]] = row
            done += len(part.positions) + len(part.failures)
            control.report(BatchDone(done, len(files)))
    known = [file for file in features if file in labelled]
    asked = [file for file in features if file not in labelled]
    if not asked:
        return known
    values = np.stack([features[file] for file in asked])
    order = label_order(
        values,
        predictor.answers_for(values),
        np.stack([features[file] for file in known]) if known else None,
        control.check,
    )
    return [*(asked[place] for place in order), *known]
