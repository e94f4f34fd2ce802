"""Whether more pictures would help, told from heads that learn from growing parts of them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest

from tests.clips import write_clips
from tests.engine import runs
from tlgui.engine.corrections import enough
from tlgui.engine.corrections.enough import (
    Learner,
    measure_and_keep,
    measure_curve,
    why_no_curve,
)
from tlgui.engine.corrections.parts import Part, nested_parts
from tlgui.engine.data.groups import propose_groups
from tlgui.engine.data.index import scan
from tlgui.engine.data.records import Division, SplitName
from tlgui.engine.data.split import draw_split
from tlgui.engine.errors import Cancelled, RecipeError
from tlgui.engine.insight.learning_curve.curve import FEWEST_HELD_OUT, Told, read_learning_curve
from tlgui.engine.models.class_changes import ClassChanges
from tlgui.engine.models.heads import LinearHead
from tlgui.engine.progress import BatchDone, Control, Stage, StageName
from tlgui.engine.training.linear_heads.logistic_regression import refit_logistic_regression
from tlgui.engine.training.methods.as_is import AsIs
from tlgui.engine.training.methods.feature_extraction import FeatureExtraction, HeadFit
from tlgui.engine.training.run import Run, open_run
from tlgui.engine.workflow import train

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """A run with more held-out pictures than the one that all tests share."""
    folder = tmp_path_factory.mktemp("many")
    with runs.at_home(runs.shared_home()):
        root = runs.write_some_digits(folder / "digits", digits=(1, 4, 7), a_class=70)
        return runs.train_on(root, folder / "run")


def test_all_pictures_make_the_runs_own_accuracy_and_fewer_a_lower_one(many: Run) -> None:
    curve = measure_curve(many, scan(many.dataset_root), Control())

    assert curve.split is SplitName.TEST
    assert curve.held_out == len(many.files[SplitName.TEST])
    sizes = [point.pictures for point in curve.points]
    assert sizes == sorted(sizes)
    assert sizes[-1] == len(many.files[SplitName.TRAIN])
    accuracy = many.figures[SplitName.TEST]["accuracy"]
    assert curve.points[-1].accuracy == pytest.approx(accuracy, abs=1e-6)
    assert curve.points[0].accuracy <= curve.points[-1].accuracy
    assert [each.pictures for each in curve.forecasts] == [2 * sizes[-1], 4 * sizes[-1]]


def test_heads_learn_from_parts_of_the_training_pictures_alone(
    many: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    learned: list[list[Part]] = []

    def noting(self: Learner, parts: Sequence[Part], control: Control) -> object:
        learned.append(list(parts))
        assert len(self.features) == len(many.files[SplitName.TRAIN])
        return of(self, parts, control)

    of = Learner.heads
    monkeypatch.setattr(Learner, "heads", noting)

    measure_curve(many, scan(many.dataset_root), Control())

    (parts,) = learned
    assert {part.share for part in parts} >= {1 / 8, 1 / 4, 1 / 2, 3 / 4, 1.0}


def test_clips_stay_whole_and_so_few_of_them_promise_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = write_clips(tmp_path / "clips")
    control = Control()
    index = scan(root, control)
    proposed = propose_groups(index, control)
    assert proposed is not None
    split = draw_split(index, control, Division(0, proposed.rule.value))
    run = train(FeatureExtraction(device="cpu"), index, split, tmp_path / "run", control)
    learned: list[Part] = []

    def noting(self: Learner, parts: Sequence[Part], control: Control) -> object:
        learned.extend(parts)
        return of(self, parts, control)

    of = Learner.heads
    monkeypatch.setattr(Learner, "heads", noting)

    curve = measure_curve(run, index, control)

    clip = [file.partition("_")[0] for file in run.files[SplitName.TRAIN]]
    assert {part.share for part in learned} > {1.0}
    for part in learned:
        taken = {clip[place] for place in part.places.tolist()}
        assert len(part.places) == sum(each in taken for each in clip)
    # Many pictures, but of a handful of clips.
    assert curve.held_out > FEWEST_HELD_OUT
    assert curve.told is Told.FEW_HELD_OUT


def test_a_head_is_that_of_its_part_alone_whatever_was_learned_before() -> None:
    draw = np.random.default_rng(0)
    targets = np.repeat(np.arange(3), 40)
    features = (draw.normal(size=(120, 20)) + targets[:, None]).astype(np.float32)
    asked: list[int] = []

    def weights(places: np.ndarray) -> np.ndarray:
        asked.append(len(places))
        return np.ones(len(places), np.float32)

    learner = Learner(features, targets, 3, 1.0, (20,), weights)
    parts = nested_parts(targets, None, draw)

    heads = list(learner.heads(parts, Control()))

    assert asked == [len(part.places) for part in parts]
    for part, head in zip(parts, heads, strict=True):
        alone = refit_logistic_regression(
            features[part.places],
            targets[part.places],
            3,
            Control(),
            c=1.0,
            groups=(20,),
            start=LinearHead(np.zeros((3, 20), np.float32), np.zeros(3, np.float32)),
        )
        np.testing.assert_allclose(
            head.probabilities(features), alone.probabilities(features), atol=0.02
        )


def test_it_tells_how_far_it_is_and_can_be_cancelled(many: Run) -> None:
    heard: list[object] = []
    index = scan(many.dataset_root)

    measure_curve(many, index, Control(heard.append))

    fit = next(at for at, event in enumerate(heard) if event == Stage(StageName.FIT, event.total))  # type: ignore[attr-defined]  # only stages equal one
    done = [event.done for event in heard[fit:] if isinstance(event, BatchDone)]
    assert done == sorted(done)
    assert done[-1] == heard[fit].total  # type: ignore[attr-defined]
    control = Control(lambda event: control.cancel() if isinstance(event, BatchDone) else None)
    with pytest.raises(Cancelled):
        measure_and_keep(many, index, control)


def test_it_is_kept_with_the_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run = open_run(runs.copied_run(tmp_path / "run"))

    curve = measure_and_keep(run, scan(run.dataset_root), Control())

    assert curve.told is Told.FEW_HELD_OUT
    assert read_learning_curve(run) == curve

    def full(_run: Run, _curve: object) -> None:
        raise OSError("no space left")

    monkeypatch.setattr(enough, "keep_learning_curve", full)
    assert measure_and_keep(run, scan(run.dataset_root), Control()) == curve


def test_what_can_have_none_is_refused_with_a_reason(trained_run: Run) -> None:
    assert why_no_curve(trained_run) is None
    slow = (
        replace(trained_run, recipe=AsIs(device="cpu")),
        replace(trained_run, recipe=FeatureExtraction(head=HeadFit.GRADIENT_DESCENT)),
        replace(trained_run, recipe=replace(trained_run.recipe, folds=3)),
    )
    told = {
        "trained anew for each": slow,
        "no held-out pictures": (replace(trained_run, figures={}),),
        "no longer there": (replace(trained_run, dataset_root=trained_run.folder / "gone"),),
        "renamed, hidden or merged": (
            trained_run.answering(ClassChanges.none(trained_run.classes).renamed("4", "four")),
        ),
    }
    for reason, refused in told.items():
        for run in refused:
            found = why_no_curve(run)
            assert found is not None
            assert reason in str(found[0])
            with pytest.raises(RecipeError, match=reason):
                measure_curve(run, scan(trained_run.dataset_root), Control())
