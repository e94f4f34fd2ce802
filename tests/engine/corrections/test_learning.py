"""A head fitted again with corrected pictures: what it learns, and what is told of it."""

from __future__ import annotations

import shutil
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest
from PIL import Image

from tests.engine import runs
from tlgui.engine.corrections.joining import sorted_out
from tlgui.engine.corrections.learning import Learned, learn_again, why_not
from tlgui.engine.data.index import scan
from tlgui.engine.data.records import SplitName
from tlgui.engine.data.split import draw_split
from tlgui.engine.deploy.predictor import Predictor
from tlgui.engine.edits.edit import Edits
from tlgui.engine.edits.overlay import with_edits
from tlgui.engine.errors import RecipeError
from tlgui.engine.insight.sureness.correcting import best_temperature
from tlgui.engine.models.class_changes import ClassChanges
from tlgui.engine.progress import Control
from tlgui.engine.training.methods.as_is import AsIs
from tlgui.engine.training.methods.feature_extraction import FeatureExtraction, HeadFit
from tlgui.engine.training.run import Run, open_run
from tlgui.engine.workflow import train

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def odd(tmp_path: Path) -> Path:
    """Sevens that the run takes for others: sharp ones are unlike those that it learned from."""
    return runs.write_some_digits(tmp_path / "odd", digits=(7,), a_class=6, skip=40)


def corrected_to(run: Run, files: list[Path], label: str, out: Path) -> Learned:
    index = scan(run.dataset_root)
    found = sorted_out(dict.fromkeys(files, label), index, Control())
    return learn_again(
        run, with_edits(index, Edits.of(found.edits())), found.labels, out, Control()
    )


def test_corrected_pictures_are_answered_right_and_the_run_is_one_like_any_other(
    trained_run: Run, odd: Path, tmp_path: Path
) -> None:
    files = sorted(odd.rglob("*.png"))
    before = Predictor(trained_run).predict(files, Control())
    assert all(each.label != "7" for each in before)

    learned = corrected_to(trained_run, files, "7", tmp_path / "again")

    run = open_run(tmp_path / "again")
    assert (learned.pictures, learned.right_before, learned.held_out) == (6, 0, 0)
    assert learned.right_now >= 4
    after = Predictor(run).predict(files, Control())
    assert sum(each.label == "7" for each in after) == learned.right_now
    assert set(run.files[SplitName.TRAIN]) == {
        *trained_run.files[SplitName.TRAIN],
        *(file.as_posix() for file in files),
    }
    assert len(run.contents) == len(run.files[SplitName.TRAIN])
    for name in (SplitName.VALIDATION, SplitName.TEST):
        assert run.files[name] == trained_run.files[name]
    assert run.facts["corrections"]["of"] == trained_run.folder.name
    assert run.facts["c"] == trained_run.facts["c"]
    assert run.recipe == trained_run.recipe


def test_the_gain_is_that_of_both_runs_reports_on_the_same_pictures(
    trained_run: Run, odd: Path, tmp_path: Path
) -> None:
    learned = corrected_to(trained_run, sorted(odd.rglob("*.png")), "7", tmp_path / "again")

    gain = learned.gain
    assert gain is not None
    assert gain.split is not None
    split = gain.split
    assert gain.before == pytest.approx(trained_run.figures[split]["accuracy"])
    assert gain.after == pytest.approx(learned.run.figures[split]["accuracy"])
    assert gain.interval[0] <= gain.after - gain.before <= gain.interval[1]
    assert f"On the same {gain.pictures} held-out pictures" in str(gain.message())


def test_only_the_new_pictures_are_read(trained_run: Run, odd: Path, tmp_path: Path) -> None:
    learned = corrected_to(trained_run, sorted(odd.rglob("*.png"))[:2], "7", tmp_path / "again")

    assert learned.run.facts["features_computed"] == 2


def test_without_corrections_the_head_is_the_same(trained_run: Run, tmp_path: Path) -> None:
    index = scan(trained_run.dataset_root)

    learned = learn_again(trained_run, index, (), tmp_path / "again", Control())

    files = sorted(trained_run.dataset_root.rglob("*.png"))
    one, other = (
        np.asarray([sorted(each.ranked) for each in Predictor(run).predict(files, Control())])
        for run in (trained_run, learned.run)
    )
    assert np.abs(one[..., 1].astype(float) - other[..., 1].astype(float)).max() < 0.02
    assert learned.pictures == 0
    assert learned.gain is not None
    assert learned.gain.before == learned.gain.after
    assert learned.sentences() == [learned.gain.message()]


def test_a_held_out_picture_is_never_learned_from_and_that_is_said(
    trained_run: Run, tmp_path: Path
) -> None:
    held_out = trained_run.files[SplitName.TEST][0]
    copy = tmp_path / "a copy of it.png"
    shutil.copy(trained_run.dataset_root / held_out, copy)
    label = "0" if not held_out.startswith("0/") else "1"

    learned = corrected_to(trained_run, [copy], label, tmp_path / "again")

    assert (learned.pictures, learned.held_out) == (0, 1)
    assert any("held out" in str(told) for told in learned.sentences())
    assert set(learned.run.files[SplitName.TRAIN]) == set(trained_run.files[SplitName.TRAIN])
    assert held_out in learned.run.files[SplitName.TEST], "it is still judged by"


def test_what_belongs_together_with_a_held_out_picture_is_not_learned_from(
    trained_run: Run, odd: Path, tmp_path: Path
) -> None:
    """Another photo of the same patient would tell the model what it is judged by."""
    files = sorted(odd.rglob("*.png"))
    index = scan(trained_run.dataset_root)
    found = sorted_out(dict.fromkeys(files, "7"), index, Control())
    edited = with_edits(index, Edits.of(found.edits()))
    place = {record.path: at for at, record in enumerate(edited.records)}
    together = (place[trained_run.files[SplitName.TEST][0]], place[files[0].as_posix()])
    grouped = replace(edited, groups=(tuple(sorted(together)),))

    learned = learn_again(trained_run, grouped, found.labels, tmp_path / "again", Control())

    assert (learned.pictures, learned.held_out, learned.beside) == (len(files) - 1, 0, 1)
    assert any("belongs together with a held-out one" in str(told) for told in learned.sentences())
    assert files[0].as_posix() not in learned.run.files[SplitName.TRAIN]
    assert files[1].as_posix() in learned.run.files[SplitName.TRAIN]


def test_a_class_that_the_run_did_not_know_is_learned(trained_run: Run, tmp_path: Path) -> None:
    new = runs.write_some_digits(tmp_path / "new", digits=(3,), a_class=8)
    files = sorted(new.rglob("*.png"))

    learned = corrected_to(trained_run, files, "3", tmp_path / "again")

    assert learned.run.classes == ("0", "1", "3", "4", "7")
    assert learned.right_now == 8
    assert learned.right_before == 0


def test_a_run_that_learned_again_learns_again(trained_run: Run, odd: Path, tmp_path: Path) -> None:
    files = sorted(odd.rglob("*.png"))
    first = corrected_to(trained_run, files[:3], "7", tmp_path / "first").run
    index = scan(trained_run.dataset_root)
    found = sorted_out(dict.fromkeys(files, "7"), index, Control())
    edited = with_edits(index, Edits.of(found.edits()))

    second = learn_again(first, edited, found.labels, tmp_path / "second", Control())

    assert second.pictures == 6
    assert second.run.facts["features_computed"] == 3


def test_a_cancel_leaves_nothing(trained_run: Run, odd: Path, tmp_path: Path) -> None:
    from tlgui.engine.errors import Cancelled

    control = Control()
    control.cancel()
    with pytest.raises(Cancelled):
        learn_again(trained_run, scan(trained_run.dataset_root), (), tmp_path / "x", control)

    assert not [path for path in tmp_path.iterdir() if path.name != "odd"]


@pytest.mark.parametrize(
    "recipe", [AsIs(device="cpu"), FeatureExtraction(device="cpu", head=HeadFit.GRADIENT_DESCENT)]
)
def test_other_heads_are_refused_with_what_to_do(
    trained_run: Run, tmp_path: Path, recipe: FeatureExtraction
) -> None:
    run = replace(trained_run, recipe=recipe)

    with pytest.raises(RecipeError, match="Only a linear head") as refused:
        learn_again(run, scan(run.dataset_root), (), tmp_path / "again", Control())

    assert refused.value.hint is not None
    assert "train again" in str(refused.value.hint)


def test_a_run_without_its_pictures_and_one_with_other_classes_are_refused(
    trained_run: Run, tmp_path: Path
) -> None:
    gone = replace(trained_run, dataset_root=tmp_path / "gone")
    renamed = trained_run.answering(
        ClassChanges(trained_run.trained_classes, ("zero", "1", "4", "7"))
    )

    assert why_not(trained_run) is None
    for run, told in ((gone, "no longer there"), (renamed, "renamed")):
        refusal = why_not(run)
        assert refusal is not None
        assert told in str(refusal[0])


def test_what_was_added_is_trained_from_and_never_drawn_to_be_judged_by(
    trained_run: Run, odd: Path, tmp_path: Path
) -> None:
    index = scan(trained_run.dataset_root)
    found = sorted_out(dict.fromkeys(sorted(odd.rglob("*.png")), "7"), index, Control())
    edited = with_edits(index, Edits.of(found.edits()))
    split, plain = draw_split(edited, Control()), draw_split(index, Control())

    run = train(FeatureExtraction(device="cpu"), edited, split, tmp_path / "run", Control())

    assert set(found.labels) <= set(run.files[SplitName.TRAIN])
    held_out = [edited.records[at].path for at in (*split.validation, *split.test)]
    assert held_out == [index.records[at].path for at in (*plain.validation, *plain.test)]


def test_decisions_about_the_run_hold_for_the_new_one(
    trained_run: Run, odd: Path, tmp_path: Path
) -> None:
    run = replace(trained_run, class_thresholds={"4": 0.875, "nine": 0.5})

    learned = corrected_to(run, sorted(odd.rglob("*.png")), "7", tmp_path / "again")

    assert learned.run.class_thresholds == {"4": 0.875}
    assert open_run(tmp_path / "again").class_thresholds == {"4": 0.875}
    assert trained_run.class_thresholds == {}


def test_sureness_is_corrected_anew_where_it_was(
    trained_run: Run, odd: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tlgui.engine.insight.sureness.correcting.FEWEST_FITTED", 5)
    run = replace(trained_run, temperature=1.5)

    learned = corrected_to(run, sorted(odd.rglob("*.png")), "7", tmp_path / "again")

    best = best_temperature(learned.run)
    assert best is not None
    assert learned.run.temperature == best.value
    assert open_run(tmp_path / "again").temperature == learned.run.temperature != 1


def test_a_held_out_picture_stored_anew_is_told_of(trained_run: Run, tmp_path: Path) -> None:
    """It is another file: nothing but what it looks like says that it is a held-out one."""
    held_out = trained_run.files[SplitName.TEST][0]
    with Image.open(trained_run.dataset_root / held_out) as picture:
        larger = picture.resize((64, 64), Image.Resampling.BICUBIC)
    larger.save(tmp_path / "anew.png")

    learned = corrected_to(trained_run, [tmp_path / "anew.png"], held_out[0], tmp_path / "again")

    assert learned.pictures == 1
    assert learned.twins >= 1
    assert any("near twin among those that were added" in str(t) for t in learned.sentences())
    assert trained_run.facts["near_twins"]
    before, after = (
        run.facts["near_twins"]["test"]["pictures"] for run in (trained_run, learned.run)
    )
    assert after >= before
