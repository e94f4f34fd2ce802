"""The main job: whole runs, cancelled at every stage, with broken pictures and warm caches."""

from __future__ import annotations

import threading
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest
from PIL import Image
from safetensors.numpy import load_file

from tests.engine.runs import DIGITS, digits, train_on, write_some_digits
from tests.pictures import broken_files, write_files
from tests.stopwatch import Stopwatch
from tlgui.engine import workflow
from tlgui.engine.data.index import scan
from tlgui.engine.data.records import ProblemKind, Split, SplitName
from tlgui.engine.data.split import draw_split, make_split
from tlgui.engine.errors import BundleError, Cancelled, DatasetError
from tlgui.engine.insight.report import load_report
from tlgui.engine.metrics import choose_threshold
from tlgui.engine.models import engines
from tlgui.engine.progress import BatchDone, Control, EpochDone, Notice, Stage, StageName
from tlgui.engine.training.extraction import ENOUGH_DECIBELS
from tlgui.engine.training.features import SAMPLE_SIZE
from tlgui.engine.training.method import RunEnd
from tlgui.engine.training.methods.feature_extraction import FeatureExtraction, HeadFit

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from numpy.typing import NDArray

    from tlgui.engine.training.run import Run


DESCENT = FeatureExtraction(device="cpu", head=HeadFit.GRADIENT_DESCENT, epochs=5)


def test_run_has_all_that_the_next_steps_need(trained_run: Run) -> None:
    assert trained_run.classes == tuple(str(digit) for digit in DIGITS)
    assert trained_run.dataset_root == digits()
    assert trained_run.ended_by is RunEnd.COMPLETED
    assert trained_run.headline_split is SplitName.TEST
    assert sum(trained_run.counts.values()) == 56
    assert trained_run.problems == ()
    assert {"total", "features", "fit", "evaluation"} <= trained_run.seconds.keys()
    assert {"versions", "device", "weights", "training_precision"} <= trained_run.facts.keys()
    # Handwritten 0, 1, 4 and 7 are easy; chance is 0.25.
    assert trained_run.figures[SplitName.TEST]["accuracy"] >= 0.6
    assert sorted(path.name for path in trained_run.folder.iterdir()) == [
        "best.safetensors",
        "familiar.safetensors",
        "recipe.json",
        "report.json",
        "report.npz",
        "run.json",
        "split.json",
    ]


def test_numbered_classes_are_in_natural_order_in_run_and_reports(tmp_path: Path) -> None:
    root = write_some_digits(tmp_path / "pictures", digits=(0, 1, 2), a_class=6)
    for digit, name in enumerate(("10", "2", "1")):
        (root / str(digit)).rename(root / f"class {name}")

    run = train_on(root, tmp_path / "run")

    assert run.classes == ("class 1", "class 2", "class 10")
    report = load_report(run, SplitName.TEST)
    assert [score.name for score in report.per_class] == list(run.classes)
    assert [run.classes[target] for target in report.targets] == [
        file.split("/")[0] for file in report.files
    ]


def test_threshold_comes_from_the_validation_split_alone(trained_run: Run) -> None:
    validation = load_report(trained_run, SplitName.VALIDATION)
    right = validation.predictions == validation.targets

    assert trained_run.threshold == choose_threshold(validation.confidences, right, 0.95)


@pytest.mark.parametrize("with_validation", [True, False])
def test_run_says_where_no_threshold_reaches_the_wanted_accuracy(
    trained_run: Run, tmp_path: Path, with_validation: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No picture is answered with a confidence of 1: none is accepted there."""
    if with_validation:
        monkeypatch.setattr(workflow, "choose_threshold", lambda *_: 1.0)
    root = write_some_digits(tmp_path / "pictures", digits=(0, 1), a_class=6)
    index = scan(root)
    places = tuple(range(len(index.records)))
    split = make_split(index) if with_validation else Split(places, (), (), "folders", 0)
    events: list[object] = []

    run = workflow.train(
        FeatureExtraction(device="cpu"), index, split, tmp_path / "run", Control(events.append)
    )

    assert run.threshold == 1.0
    assert run.facts["threshold_reached"] is False
    expected = "No threshold reaches 95%" if with_validation else "Without validation pictures"
    assert any(str(notice).startswith(expected) for notice in run.notices)
    assert any(
        isinstance(event, Notice) and str(event.message).startswith(expected) for event in events
    )


def test_threshold_that_is_reached_is_not_talked_about(trained_run: Run) -> None:
    assert trained_run.facts["threshold_reached"] is True
    assert not any("threshold" in str(notice) for notice in trained_run.notices)


def test_seconds_of_the_parts_add_up_to_the_total(trained_run: Run) -> None:
    parts = sum(spent for name, spent in trained_run.seconds.items() if name != "total")

    assert parts == pytest.approx(trained_run.seconds["total"], abs=0.0011)
    assert "other" in trained_run.seconds


def test_backbone_is_the_pretrained_one_bit_for_bit_after_training(trained_run: Run) -> None:
    """Batch-norm statistics included: they move when a frozen network is left in train mode."""
    from tlgui.engine.models.catalog import find_backbone
    from tlgui.engine.models.making import pretrained_network

    stored = load_file(trained_run.folder / "best.safetensors")
    body = pretrained_network(find_backbone(trained_run.recipe.backbone)).build_body()

    for name, tensor in body.get_submodule("library").state_dict().items():
        assert np.array_equal(stored[name], tensor.numpy()), name
    assert any("running_var" in name for name in stored)


def test_second_training_computes_no_picture_and_gives_the_same_figures(
    tmp_path: Path,
) -> None:
    # Pictures of its own: who reads shared ones meanwhile may leave exact features of them, which
    # training takes before fast ones.
    pictures = write_some_digits(tmp_path / "pictures")
    first = train_on(pictures, tmp_path / "first")

    again = train_on(pictures, tmp_path / "again")

    assert again.facts["features_computed"] == 0
    assert again.figures == first.figures
    assert again.files == first.files


def test_gradient_descent_leaves_its_history(trained_run: Run, tmp_path: Path) -> None:
    events: list[object] = []

    run = train_on(digits(), tmp_path / "run", DESCENT, events.append)

    assert [epoch.epoch for epoch in run.history] == [1, 2, 3, 4, 5]
    assert [event for event in events if isinstance(event, EpochDone)] == list(run.history)
    assert run.recipe == DESCENT


def test_stages_come_in_order_and_progress_never_goes_back(
    trained_run: Run, tmp_path: Path
) -> None:
    events: list[object] = []

    train_on(digits(), tmp_path / "run", listener=events.append)

    stages = [event.name for event in events if isinstance(event, Stage)]
    assert stages == [
        *(StageName.LISTING, StageName.CHECKING, StageName.LOADING_MODEL, StageName.FEATURES),
        *(StageName.FIT, StageName.EVALUATION, StageName.SAVING),
    ]
    start, end = (
        next(
            place
            for place, event in enumerate(events)
            if isinstance(event, Stage) and event.name is name
        )
        for name in (StageName.FEATURES, StageName.FIT)
    )
    done = [event.done for event in events[start:end] if isinstance(event, BatchDone)]
    assert done == sorted(done)
    assert done[-1] == 56


class Interrupter:
    """Asks a job to end when it enters a stage, and notes when that was."""

    def __init__(self, stage: StageName, *, stop: bool = False, epoch: bool = False) -> None:
        self.control = Control(self)
        self._stage = stage
        self._stop = stop
        self._epoch = epoch
        self.since_asked: Stopwatch | None = None

    def __call__(self, event: object) -> None:
        if isinstance(event, EpochDone if self._epoch else Stage) and self.since_asked is None:
            if isinstance(event, Stage) and event.name is not self._stage:
                return
            self.since_asked = Stopwatch()
            (self.control.stop if self._stop else self.control.cancel)()


@pytest.mark.parametrize("head", HeadFit)
@pytest.mark.parametrize(
    "stage",
    [
        StageName.LISTING,
        StageName.LOADING_MODEL,
        StageName.FEATURES,
        StageName.FIT,
        StageName.EVALUATION,
        StageName.SAVING,
    ],
)
def test_cancel_in_every_stage_removes_the_run_folder_within_a_second(
    trained_run: Run, tmp_path: Path, stage: StageName, head: HeadFit
) -> None:
    interrupter = Interrupter(stage)

    with pytest.raises(Cancelled):
        train_on(
            digits(), tmp_path / "run", replace(DESCENT, head=head), control=interrupter.control
        )

    assert interrupter.since_asked is not None
    assert interrupter.since_asked.seconds < 1.0
    assert list(tmp_path.iterdir()) == []


def test_cancel_amid_cold_features_ends_within_a_second_and_keeps_what_was_done(
    trained_run: Run, tmp_path: Path, no_thread_left: None
) -> None:
    root = write_some_digits(tmp_path / "new", digits=(2, 3), a_class=60)

    since_asked: Stopwatch | None = None
    stage = StageName.LISTING

    def cancel_after_some(event: object) -> None:
        nonlocal since_asked, stage
        if isinstance(event, Stage):
            stage = event.name
        enough = isinstance(event, BatchDone) and event.done >= 24
        if stage is StageName.FEATURES and enough and since_asked is None:
            since_asked = Stopwatch()
            control.cancel()

    control = Control(cancel_after_some)
    with pytest.raises(Cancelled):
        train_on(root, tmp_path / "run", control=control)
    assert since_asked is not None
    assert since_asked.seconds < 1.0
    assert not (tmp_path / "run").exists()

    again = train_on(root, tmp_path / "run")

    assert 0 < again.facts["features_computed"] <= 120 - 24


def test_stop_while_there_is_nothing_to_keep_is_cancel(trained_run: Run, tmp_path: Path) -> None:
    interrupter = Interrupter(StageName.FEATURES, stop=True)

    with pytest.raises(Cancelled):
        train_on(digits(), tmp_path / "run", control=interrupter.control)

    assert list(tmp_path.iterdir()) == []


def test_stop_amid_gradient_descent_keeps_the_run(trained_run: Run, tmp_path: Path) -> None:
    interrupter = Interrupter(StageName.FIT, stop=True, epoch=True)

    run = train_on(digits(), tmp_path / "run", DESCENT, control=interrupter.control)

    assert run.ended_by is RunEnd.STOPPED
    assert len(run.history) == 1
    assert load_report(run).accuracy == run.figures[SplitName.TEST]["accuracy"]


@pytest.mark.parametrize("stage", [StageName.EVALUATION, StageName.SAVING])
def test_stop_after_the_fit_keeps_the_finished_run(
    trained_run: Run, tmp_path: Path, stage: StageName
) -> None:
    interrupter = Interrupter(stage, stop=True)

    run = train_on(digits(), tmp_path / "run", control=interrupter.control)

    assert run.ended_by is RunEnd.COMPLETED


def test_broken_pictures_are_named_and_left_out(trained_run: Run, tmp_path: Path) -> None:
    root = write_some_digits(tmp_path / "mixed", digits=(0, 1))
    broken = broken_files()
    names = ["text.jpg", "cut-at-50%.png", "one-byte.jpg", "zeros.jpg", "empty.png"]
    write_files(root / "0", {"empty.png": b"", **{name: broken[name] for name in names[:-1]}})
    before = {path: path.read_bytes() for path in root.rglob("*.*")}

    run = train_on(root, tmp_path / "run")

    assert {problem.path for problem in run.problems} == {f"0/{name}" for name in names}
    assert {problem.kind for problem in run.problems} == {ProblemKind.UNREADABLE}
    assert sum(run.counts.values()) == 28
    used = {file for files in run.files.values() for file in files}
    assert used.isdisjoint({f"0/{name}" for name in names})
    assert {path: path.read_bytes() for path in root.rglob("*.*")} == before


def test_class_without_a_readable_picture_leaves_the_rest(trained_run: Run, tmp_path: Path) -> None:
    root = write_some_digits(tmp_path / "mixed", digits=(0, 1))
    write_files(root / "broken", {f"{number}.jpg": b"no picture" for number in range(8)})

    run = train_on(root, tmp_path / "run")

    assert run.classes == ("0", "1")
    assert len(run.problems) == 8


def test_one_class_left_is_refused(trained_run: Run, tmp_path: Path) -> None:
    root = write_some_digits(tmp_path / "mixed", digits=(0,))
    write_files(root / "broken", {f"{number}.jpg": b"no picture" for number in range(8)})

    with pytest.raises(DatasetError, match="1 of 2 classes"):
        train_on(root, tmp_path / "run")

    assert not (tmp_path / "run").exists()


def test_file_that_vanishes_before_it_is_read_is_a_problem(
    trained_run: Run, tmp_path: Path
) -> None:
    root = write_some_digits(tmp_path / "moving", digits=(0, 1))
    index = scan(root)
    gone = index.records[3].path
    positions = list(range(len(index.records)))
    split = Split((*positions[::2], 3), tuple(positions[5::2]), (), "stratified", 0)
    (root / gone).unlink()

    run = workflow.train(FeatureExtraction(device="cpu"), index, split, tmp_path / "run", Control())

    assert [problem.path for problem in run.problems] == [gone]
    assert gone not in run.files[SplitName.TRAIN]


def test_class_that_only_validation_has_is_left_out_of_the_figures(
    trained_run: Run, tmp_path: Path
) -> None:
    root = tmp_path / "folders"
    write_some_digits(root / "train", digits=(0, 1))
    write_some_digits(root / "val", digits=(0, 1, 4), a_class=4, skip=14)

    run = train_on(root, tmp_path / "run")

    assert run.classes == ("0", "1")
    assert run.headline_split is SplitName.VALIDATION
    assert run.counts == {"train": 28, "validation": 8, "test": 0}


class OffEngine:
    """A faster engine whose features are off by so much, and which counts what it is shown."""

    name = precision = "bf16"

    def __init__(self, exact: engines.Engine, error: float, shown: list[int]) -> None:
        self.exact, self.error, self.shown = exact, error, shown

    def infer(self, batches: Iterable[NDArray[np.uint8]]) -> Iterator[NDArray[np.float32]]:
        random = np.random.default_rng(0)
        for features in self.exact.infer(counted(batches, self.shown)):
            noise = random.normal(size=features.shape) * self.error
            yield (features + noise).astype(np.float32)


class CountingEngine:
    """The reference, which counts what it is shown."""

    def __init__(self, exact: engines.Engine, shown: list[int]) -> None:
        self.exact, self.shown = exact, shown
        self.name, self.precision = exact.name, exact.precision

    def infer(self, batches: Iterable[NDArray[np.uint8]]) -> Iterator[NDArray[np.float32]]:
        return self.exact.infer(counted(batches, self.shown))


def counted(batches: Iterable[NDArray[np.uint8]], shown: list[int]) -> Iterator[NDArray[np.uint8]]:
    for pixels in batches:
        shown.append(len(pixels))
        yield pixels


@pytest.mark.parametrize(("error", "taken"), [(1e-4, "bf16"), (1.0, "f32")])
def test_arithmetic_is_decided_on_the_first_pictures_and_none_is_run_twice(
    error: float, taken: str, trained_run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make = engines.reference_engine
    fast: list[int] = []
    exact: list[int] = []
    monkeypatch.setattr(engines, "fast_precision", lambda _device: "bf16")
    monkeypatch.setattr(engines, "fast_engine", lambda *given: OffEngine(make(*given), error, fast))
    monkeypatch.setattr(
        engines, "reference_engine", lambda *given: CountingEngine(make(*given), exact)
    )
    pictures = write_some_digits(tmp_path / "pictures")  # nothing is known of these files yet

    run = train_on(pictures, tmp_path / "run")

    held_out = run.counts["validation"] + run.counts["test"]
    sample = SAMPLE_SIZE
    assert run.facts["training_precision"] == taken
    assert (run.facts["fast_decibels"] > ENOUGH_DECIBELS) == (taken == "bf16")
    if taken == "bf16":
        assert sum(fast) == run.counts["train"]
        assert sum(exact) == sample + held_out, "besides the figures, the sample only"
    else:
        assert sum(fast) == sample
        assert sum(exact) == run.counts["train"] + held_out

    # What was decided holds for the pictures that are known from then on.
    fast.clear()
    exact.clear()
    again = train_on(pictures, tmp_path / "again")

    assert fast == exact == []
    assert again.facts["training_precision"] == taken
    assert again.figures == run.figures


def test_one_picture_more_is_learned_from_though_nothing_can_be_told_from_it_alone(
    trained_run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make = engines.reference_engine
    monkeypatch.setattr(engines, "fast_precision", lambda _device: "bf16")
    monkeypatch.setattr(engines, "fast_engine", lambda *given: OffEngine(make(*given), 1e-4, []))
    pictures = write_some_digits(tmp_path / "pictures")
    run = train_on(pictures, tmp_path / "run")
    for number in range(20):
        more = pictures / "0" / f"more-{number}.png"
        Image.new("L", (8, 8), 90 + number).save(more)
        index = scan(pictures, Control())
        learned = draw_split(index, Control()).train
        if more.name in {index.file(at).name for at in learned}:
            break
        more.unlink()

    again = train_on(pictures, tmp_path / "again")

    assert f"0/{more.name}" in again.files[SplitName.TRAIN]
    assert run.facts["fast_decibels"] > ENOUGH_DECIBELS
    assert again.facts["fast_decibels"] is None
    assert again.figures


def test_taken_run_folder_is_refused_before_anything_is_computed(tmp_path: Path) -> None:
    (tmp_path / "run").mkdir()
    (tmp_path / "run" / "mine.txt").write_text("mine")
    events: list[object] = []

    with pytest.raises(BundleError, match="exists already"):
        train_on(digits(), tmp_path / "run", listener=events.append)

    stages = [event.name for event in events if isinstance(event, Stage)]
    assert stages == [StageName.LISTING, StageName.CHECKING]  # by which the split is drawn
    assert (tmp_path / "run" / "mine.txt").read_text() == "mine"


def test_a_folder_that_is_gone_since_it_was_listed_is_named(tmp_path: Path) -> None:
    root = write_some_digits(tmp_path / "few", digits=(0, 1), a_class=6)
    index = scan(root)
    split = make_split(index)
    root.rename(tmp_path / "elsewhere")

    with pytest.raises(DatasetError) as told:
        workflow.train(FeatureExtraction(), index, split, tmp_path / "run", Control())

    assert str(told.value) == f"The pictures are no longer at {root}."
    assert "open it where it is now" in str(told.value.hint)
    assert not (tmp_path / "run").exists()


def test_training_works_where_nothing_can_be_cached(
    trained_run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = tmp_path / "home"
    home.mkdir()
    (home / "cache").write_text("a file where the cache should be")
    monkeypatch.setenv("TLGUI_HOME", str(home))
    root = write_some_digits(tmp_path / "few", digits=(0, 1), a_class=6)

    run = train_on(root, tmp_path / "run")

    assert run.facts["features_computed"] >= 12


def test_no_thread_is_left_after_training(trained_run: Run) -> None:
    assert [t for t in threading.enumerate() if t.name.startswith("decode")] == []
    assert Path(trained_run.folder).is_dir()
