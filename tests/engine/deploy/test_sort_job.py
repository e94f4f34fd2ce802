"""Sorting in one go: taken up where it was killed, each picture once, taken back by its journal."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import textwrap
from pathlib import Path
from typing import TYPE_CHECKING, cast

import pytest

from tests.engine import runs
from tests.engine.disks import FullDisk
from tlgui.engine.deploy.predictor import Decision, Prediction
from tlgui.engine.deploy.sort_job import Sorting, sort_pictures
from tlgui.engine.deploy.sort_journal import SortJournal, open_journal
from tlgui.engine.deploy.sorting import undo
from tlgui.engine.errors import BundleError, Cancelled
from tlgui.engine.metrics import Thresholds
from tlgui.engine.progress import BatchDone, Control, Stage

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tlgui.engine.deploy.predictor import Predictor

PICTURES = 120


class FakePredictor:
    """Answers by the file's name, without a model; counts whom it was asked about."""

    classes: tuple[str, ...] = ("even", "odd")

    def __init__(self, model: str = "w1", threshold: float = 0.5) -> None:
        self.fingerprint = model
        self.thresholds = Thresholds(threshold)
        self.asked: list[Path] = []

    def predict(self, paths: Sequence[Path], control: Control) -> list[Prediction]:
        self.asked += paths
        return [
            Prediction(
                path,
                ((self.classes[int(path.stem) % 2], 0.9),),
                Decision.UNSURE
                if int(path.stem) % 10 == 3 and self.thresholds.common
                else Decision.ACCEPTED,
                None,
            )
            for path in paths
        ]


def predictor(model: str = "w1") -> Predictor:
    return cast("Predictor", FakePredictor(model))


def make_pictures(folder: Path, count: int = PICTURES) -> Path:
    folder.mkdir()
    for number in range(count):
        (folder / f"{number}.png").write_bytes(f"picture {number}".encode() * 100)
    return folder


@pytest.fixture
def pictures(tmp_path: Path) -> Path:
    return make_pictures(tmp_path / "pictures")


def sort(pictures: Path, target: Path, model: str = "w1", **options: bool) -> Sorting:
    return sort_pictures(predictor(model), [pictures], target, Control(), **options)


def copies(target: Path) -> list[str]:
    return sorted(path.name for path in target.rglob("*.png"))


def all_names(count: int = PICTURES) -> list[str]:
    return sorted(f"{number}.png" for number in range(count))


def test_each_class_gets_its_folder_and_unsure_ones_stay(pictures: Path, tmp_path: Path) -> None:
    done = sort(pictures, tmp_path / "sorted")

    assert done.copied == PICTURES - PICTURES // 10
    assert done.plan.unsure_left_out == PICTURES // 10
    assert (tmp_path / "sorted" / "even" / "4.png").read_bytes() == (
        pictures / "4.png"
    ).read_bytes()
    assert (tmp_path / "sorted" / "odd" / "5.png").is_file()


def test_a_dry_run_writes_nothing(pictures: Path, tmp_path: Path) -> None:
    done = sort(pictures, tmp_path / "sorted", dry_run=True, include_unsure=True)

    assert len(done.plan.copies) == PICTURES
    assert done.copied == 0
    assert done.journal is None
    assert not (tmp_path / "sorted").exists()


def test_sorting_again_copies_only_what_is_new(pictures: Path, tmp_path: Path) -> None:
    target = tmp_path / "sorted"
    sort(pictures, target, include_unsure=True)
    (pictures / "1000.png").write_bytes(b"new")
    fake = FakePredictor()

    again = sort_pictures(
        cast("Predictor", fake), [pictures], target, Control(), include_unsure=True
    )

    assert [path.name for path in fake.asked] == ["1000.png"]
    assert (again.copied, again.skipped) == (1, PICTURES)
    assert copies(target) == sorted([*all_names(), "1000.png"])


def test_with_other_names_or_thresholds_those_are_copied_that_belong_elsewhere(
    pictures: Path, tmp_path: Path
) -> None:
    target = tmp_path / "sorted"
    sort(pictures, target, include_unsure=True)
    none_unsure = FakePredictor(threshold=0.0)
    renamed = FakePredictor()
    renamed.classes = ("even", "uneven")

    for fake, moved, folder in ((none_unsure, 12, "odd"), (renamed, 48, "uneven")):
        there = set(target.rglob("*.png"))
        done = sort_pictures(
            cast("Predictor", fake), [pictures], target, Control(), include_unsure=True
        )

        assert (done.copied, done.skipped) == (moved, PICTURES - moved)
        new = set(target.rglob("*.png")) - there
        assert {path.parent.name for path in new} == {folder}
        assert done.journal is not None
        assert undo(open_journal(done.journal).copied()).removed == moved
        assert there == set(target.rglob("*.png"))


def test_a_sorting_of_an_earlier_version_is_taken_up(pictures: Path, tmp_path: Path) -> None:
    target = tmp_path / "sorted"
    done = sort(pictures, target, include_unsure=True)
    assert done.journal is not None
    first, *rows = done.journal.read_text("utf-8").splitlines(keepends=True)
    header = {key: value for key, value in json.loads(first).items() if key != "answers"}
    # It was killed amid its work: a copy is missing, and the end.
    done.journal.write_text("".join([json.dumps(header) + "\n", *rows[:-1]]), "utf-8")
    (target / "even" / "4.png").unlink()

    again = sort(pictures, target, include_unsure=True)

    assert (again.copied, again.skipped) == (1, PICTURES - 1)
    assert again.journal == done.journal
    assert copies(target) == all_names()


def test_answers_of_another_model_are_copied_beside(pictures: Path, tmp_path: Path) -> None:
    target = tmp_path / "sorted"
    sort(pictures, target, include_unsure=True)

    other = sort(pictures, target, "w2", include_unsure=True)

    assert (other.copied, other.skipped) == (PICTURES, 0)
    assert len(copies(target)) == 2 * PICTURES, "no name was taken"


def test_undo_takes_back_exactly_what_one_sorting_copied(pictures: Path, tmp_path: Path) -> None:
    target = tmp_path / "sorted"
    (target / "even").mkdir(parents=True)
    (target / "even" / "4.png").write_bytes(b"mine")
    done = sort(pictures, target, include_unsure=True)
    assert done.journal is not None
    assert (target / "even" / "4.png").read_bytes() == b"mine"

    undone = undo(open_journal(done.journal).copied())

    assert undone.removed == PICTURES
    assert copies(target) == ["4.png"]
    assert not (target / "odd").exists()


@pytest.mark.parametrize("place", ["../outside.png", "/etc/passwd", "even/../../x.png"])
def test_a_journal_that_names_files_elsewhere_is_refused(tmp_path: Path, place: str) -> None:
    journal = SortJournal.begin(tmp_path, "w1")
    journal._write({"source": "/a", "copy": place, "size": 1, "mtime_ns": 1})
    journal.end()

    with pytest.raises(BundleError, match="elsewhere"):
        open_journal(journal.path).copied()


def test_what_is_no_journal_is_refused(tmp_path: Path) -> None:
    (tmp_path / "tlgui-sorted-x.jsonl").write_text("{}")

    with pytest.raises(BundleError, match="no list of sorted pictures"):
        open_journal(tmp_path / "tlgui-sorted-x.jsonl")


def test_cancelled_it_keeps_what_is_copied_and_goes_on_from_there(
    pictures: Path, tmp_path: Path
) -> None:
    def listener(event: object) -> None:
        if isinstance(event, BatchDone) and event.done == 40:
            control.cancel()

    control = Control(listener)
    target = tmp_path / "sorted"
    with pytest.raises(Cancelled):
        sort_pictures(predictor(), [pictures], target, control, include_unsure=True)
    assert len(copies(target)) == 40

    again = sort(pictures, target, include_unsure=True)

    assert (again.copied, again.skipped) == (PICTURES - 40, 40)
    assert copies(target) == all_names()
    assert len(list(target.glob("tlgui-sorted-*.jsonl"))) == 1, "one list takes all of it back"


PROGRAM = """
    import os, sys
    from pathlib import Path
    from tests.engine.deploy.test_sort_job import predictor
    from tlgui.engine.deploy.sort_job import sort_pictures
    from tlgui.engine.progress import BatchDone, Control

    def listener(event):
        if isinstance(event, BatchDone):
            print(event.done, flush=True)

    sort_pictures(
        predictor(), [Path(sys.argv[1])], Path(sys.argv[2]), Control(listener), include_unsure=True
    )
"""


def test_killed_at_random_places_each_picture_is_copied_once(
    pictures: Path, tmp_path: Path
) -> None:
    target = tmp_path / "sorted"
    places = random.Random(3)
    environment = {
        **os.environ,
        "PYTHONPATH": str(Path(__file__).parents[3]),
        "TLGUI_HOME": str(runs.shared_home()),
    }
    for _kill in range(4):
        process = subprocess.Popen(
            [sys.executable, "-c", textwrap.dedent(PROGRAM), str(pictures), str(target)],
            stdout=subprocess.PIPE,
            env=environment,
        )
        assert process.stdout is not None
        for _line in range(places.randint(1, PICTURES // 5)):
            process.stdout.readline()
        process.kill()
        process.wait(timeout=900)
        process.stdout.close()

    done = sort(pictures, target, include_unsure=True)

    assert done.copied + done.skipped == PICTURES
    assert copies(target) == all_names()
    for path in target.rglob("*.png"):
        assert path.read_bytes() == (pictures / path.name).read_bytes()
    journal = open_journal(next(target.glob("tlgui-sorted-*.jsonl")))
    assert undo(journal.copied()).removed == PICTURES


def test_a_stage_is_told_for_the_copies(pictures: Path, tmp_path: Path) -> None:
    heard: list[object] = []

    sort_pictures(predictor(), [pictures], tmp_path / "sorted", Control(heard.append))

    assert any(isinstance(event, Stage) and event.total for event in heard)


def test_a_list_that_cannot_be_written_is_told(
    pictures: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        FullDisk(0).install(patch)
        with pytest.raises(BundleError, match=r"tlgui-sorted-.* cannot be written: No space"):
            sort(pictures, tmp_path / "sorted")
        with pytest.raises(BundleError, match="cannot be written: No space"):
            SortJournal(tmp_path / "tlgui-sorted-1.jsonl").go_on()
    assert copies(tmp_path / "sorted") == []

    assert sort(pictures, tmp_path / "sorted").copied == PICTURES - 12


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="a device of Linux")
def test_a_list_whose_end_cannot_be_written_is_told(tmp_path: Path) -> None:
    journal = SortJournal.begin(tmp_path, "w1")
    journal.close()
    journal._file = Path("/dev/full").open("wb")  # noqa: SIM115 - the journal closes it

    with pytest.raises(BundleError, match="cannot be written: No space"):
        journal.end()
