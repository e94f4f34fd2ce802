"""Figures of pictures that belong together: true, and with an interval that says how sure."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from tests.clips import write_clips
from tests.engine import runs
from tlgui.engine.data.groups import propose_groups
from tlgui.engine.data.index import scan
from tlgui.engine.data.records import SplitName
from tlgui.engine.data.split import draw_split
from tlgui.engine.insight.report import load_report
from tlgui.engine.metrics import wilson_interval
from tlgui.engine.progress import Control
from tlgui.engine.training.fine_tuning.recipe import FineTuning
from tlgui.engine.training.methods.feature_extraction import FeatureExtraction
from tlgui.engine.training.run import open_run
from tlgui.engine.training.unfinished import note_begin, read_unfinished
from tlgui.engine.workflow import train

if TYPE_CHECKING:
    from pathlib import Path

    from tlgui.engine.training.run import Run


@pytest.fixture(scope="module")
def clips(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_clips(tmp_path_factory.mktemp("data") / "clips")


def trained(clips: Path, out: Path, *, grouped: bool, folds: int = 0) -> Run:
    control = Control()
    index = scan(clips, control)
    proposed = propose_groups(index, control)
    assert proposed is not None
    split = draw_split(index, control, groups=proposed.groups if grouped else ())
    recipe = FeatureExtraction(device="cpu", folds=folds)
    with runs.at_home(runs.shared_home()):
        return open_run(train(recipe, index, split, out, control).folder)


@pytest.mark.parametrize(("folds", "name"), [(0, SplitName.TEST), (4, SplitName.VALIDATION)])
def test_clips_of_random_classes_are_told_by_chance_within_the_interval(
    clips: Path, tmp_path: Path, folds: int, name: SplitName
) -> None:
    run = trained(clips, tmp_path / "run", grouped=True, folds=folds)

    report = load_report(run, name)
    low, high = report.accuracy_interval
    right = int((report.predictions == report.targets).sum())
    assert low <= 0.5 <= high
    # By picture it would claim to know far more than it does.
    narrow = wilson_interval(right, len(report.files))
    assert high - low > 1.5 * (narrow[1] - narrow[0])
    assert report.group_count == len({file.partition("_")[0] for file in report.files})
    assert run.figures[name]["groups"] == report.group_count
    assert run.figures[name]["accuracy_interval"] == pytest.approx([low, high])


def test_without_groups_every_picture_counts(clips: Path, tmp_path: Path) -> None:
    run = trained(clips, tmp_path / "run", grouped=False)

    report = load_report(run, SplitName.TEST)
    assert report.groups is None
    assert report.accuracy == 1, "frames of a clip on both sides of the split"
    right = int((report.predictions == report.targets).sum())
    assert report.accuracy_interval == wilson_interval(right, len(report.files))
    assert "groups" not in run.figures[SplitName.TEST]


def test_a_training_that_goes_on_keeps_its_groups(clips: Path, tmp_path: Path) -> None:
    control = Control()
    index = scan(clips, control)
    proposed = propose_groups(index, control)
    assert proposed is not None
    split = draw_split(index, control, groups=proposed.groups)

    note_begin(tmp_path, tmp_path / "run", FineTuning(), index, split, "2020-05-01T10:00:00+00:00")

    assert read_unfinished(tmp_path).split(index) == split


def test_groups_of_a_split_are_told_apart(clips: Path) -> None:
    control = Control()
    index = scan(clips, control)
    proposed = propose_groups(index, control)
    assert proposed is not None
    split = draw_split(index, control, groups=proposed.groups)

    numbers = split.group_numbers(split.test)

    assert numbers is not None
    clip_of = [index.records[position].path.partition("_")[0] for position in split.test]
    pairs = set(zip(clip_of, np.asarray(numbers).tolist(), strict=True))
    assert len(pairs) == len(set(clip_of)) == len(set(numbers.tolist()))
