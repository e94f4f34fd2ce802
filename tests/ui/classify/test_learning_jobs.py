"""What a worker does with corrected answers: the data and the run, or nothing of either."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.engine import runs
from tlgui.engine.corrections import learning
from tlgui.engine.data.records import SplitName
from tlgui.engine.deploy.looks import Looks
from tlgui.engine.edits.edit import Edit, EditKind
from tlgui.engine.edits.journal import EditJournal
from tlgui.engine.errors import BundleError, DatasetError, Message
from tlgui.engine.places import cache_folder
from tlgui.engine.progress import Control
from tlgui.engine.project import Project
from tlgui.engine.training.run import list_runs
from tlgui.ui.classify.classify_jobs import PredictorShelf
from tlgui.ui.classify.learning_jobs import Lesson, order_to_label, teach

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def shelf() -> PredictorShelf:
    return PredictorShelf()


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """Of the digits that the shared run has learned."""
    return Project(tmp_path / "project", runs.digits(), "2026-01-01T00:00:00")


@pytest.fixture
def new(tmp_path: Path) -> list[Path]:
    """Digits that the run does not know."""
    return sorted(runs.write_some_digits(tmp_path / "new", digits=(2,), a_class=5).rglob("*.png"))


def lesson(
    project: Project, files: list[Path], *, learns: bool = True, copied: bool = False
) -> Lesson:
    run = runs.trained_run().folder if learns else None
    return Lesson(dict.fromkeys(files, "7"), project, run, copied)


def test_pictures_join_the_data_and_the_run_learns_from_them(
    shelf: PredictorShelf, project: Project, new: list[Path]
) -> None:
    shelf.classify(runs.trained_run().folder, new, Looks.ONCE, control=Control())

    taught = teach(shelf, lesson(project, new), control=Control())

    assert (taught.added, taught.relabelled, taught.known) == (5, 0, 0)
    assert taught.after == (Edit(EditKind.ADD, tuple(map(str, new)), "7"),)
    assert EditJournal(project.edits_file).done == taught.after
    assert taught.learned is not None
    assert taught.learned.right_now > taught.learned.right_before
    assert [run.folder for run in list_runs(project.runs_folder)] == [taught.learned.run.folder]


def test_what_was_answered_is_not_read_again_to_be_learned_from(
    shelf: PredictorShelf, project: Project, new: list[Path]
) -> None:
    shelf.classify(runs.trained_run().folder, new, Looks.ONCE, control=Control())
    teach(shelf, lesson(project, new[:1]), control=Control())  # It reads the data set.

    learned = teach(shelf, lesson(project, new[1:]), control=Control()).learned

    assert learned is not None
    assert learned.run.facts["features_computed"] == 0


def test_another_head_answers_without_reading(
    shelf: PredictorShelf, project: Project, new: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    shelf.classify(runs.trained_run().folder, new, Looks.ONCE, control=Control())
    learned = teach(shelf, lesson(project, new), control=Control()).learned
    assert learned is not None

    def no_decoding(*_asked: object) -> None:
        raise AssertionError("it is known")

    monkeypatch.setattr("tlgui.engine.training.features.decode", no_decoding)
    outcome = shelf.classify(learned.run.folder, new, Looks.ONCE, control=Control())

    assert outcome.pictures == 5


def test_copies_lie_in_the_project(
    shelf: PredictorShelf, project: Project, new: list[Path]
) -> None:
    taught = teach(shelf, lesson(project, new, copied=True), control=Control())

    copies = sorted(project.pictures_folder.iterdir())
    assert [copy.name for copy in copies] == [file.name for file in new]
    assert taught.after[0].files == tuple(copy.as_posix() for copy in copies)


def test_pasted_pictures_are_always_copied(
    shelf: PredictorShelf, project: Project, new: list[Path]
) -> None:
    """They lie in the cache, which may be cleared."""
    pasted = cache_folder() / "pasted" / "pasted.png"
    pasted.parent.mkdir(parents=True, exist_ok=True)
    pasted.write_bytes(new[0].read_bytes())

    taught = teach(shelf, lesson(project, [pasted, new[1]], learns=False), control=Control())

    copy = project.pictures_folder / "pasted.png"
    assert taught.after[0].files == (copy.as_posix(), new[1].as_posix())
    assert copy.is_file()


def test_without_a_run_they_only_join_the_data(
    shelf: PredictorShelf, project: Project, new: list[Path]
) -> None:
    taught = teach(shelf, lesson(project, new, learns=False), control=Control())

    assert taught.learned is None
    assert len(EditJournal(project.edits_file).edits().added) == 5
    assert not project.runs_folder.exists()


def test_a_held_out_picture_of_that_class_has_nothing_to_teach(
    shelf: PredictorShelf, project: Project
) -> None:
    run = runs.trained_run()
    held_out = next(file for file in run.files[SplitName.TEST] if file.startswith("7/"))

    with pytest.raises(DatasetError, match="held out"):
        teach(shelf, lesson(project, [run.dataset_root / held_out]), control=Control())

    assert not project.edits_file.exists()
    assert not project.runs_folder.exists()


def test_what_fails_leaves_the_data_as_it_was(
    shelf: PredictorShelf, project: Project, new: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_asked: object) -> None:
        raise BundleError(Message("The disk is full."))

    monkeypatch.setattr(learning, "learn_again", fail)

    with pytest.raises(BundleError):
        teach(shelf, lesson(project, new), control=Control())

    assert not project.edits_file.exists()


def test_the_order_leaves_out_what_cannot_be_read_and_labelled_ones_come_last(
    shelf: PredictorShelf, new: list[Path]
) -> None:
    broken = new[0].with_name("broken.png")
    broken.write_bytes(b"no picture")
    files = [broken, *new]

    order = order_to_label(
        shelf, runs.trained_run().folder, files, {new[1], new[3]}, control=Control()
    )

    assert order[-2:] == [new[1], new[3]]
    assert set(order) == set(new)
