"""Pictures that are like nothing that was learned from are unknown."""

from __future__ import annotations

import shutil
from collections import Counter
from dataclasses import replace
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from PIL import Image
from sklearn.neighbors import NearestNeighbors

from tests.engine import exports, runs
from tlgui.engine.data.records import SplitName
from tlgui.engine.deploy.bundle import open_model
from tlgui.engine.deploy.looks import Looks
from tlgui.engine.deploy.prediction_table import header, row
from tlgui.engine.deploy.predictor import Decision, Predictor
from tlgui.engine.deploy.run_copy import copy_run
from tlgui.engine.errors import BundleError
from tlgui.engine.insight.familiar import FILE, Familiar, _sample, familiar_of, nearest
from tlgui.engine.metrics import Thresholds
from tlgui.engine.progress import Control
from tlgui.engine.training.fine_tuning.recipe import FineTuning
from tlgui.engine.training.methods.as_is import AsIs
from tlgui.engine.training.methods.feature_extraction import FeatureExtraction
from tlgui.engine.training.run import open_run

if TYPE_CHECKING:
    from pathlib import Path

    from tlgui.engine.training.run import Run


@pytest.fixture(scope="module")
def strangers(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Noise, a colour, patches of colours."""
    folder = tmp_path_factory.mktemp("strangers")
    draw = np.random.default_rng(0)
    patches = np.kron(draw.integers(0, 256, (8, 8, 3)), np.ones((8, 8, 1)))
    pictures = [
        draw.integers(0, 256, (64, 64, 3)),
        np.full((64, 64, 3), (200, 30, 90)),
        patches,
    ]
    files = []
    for number, pixels in enumerate(pictures):
        files.append(folder / f"{number}.png")
        Image.fromarray(pixels.astype(np.uint8)).save(files[-1])
    return files


@pytest.mark.parametrize("pictures", [30, 31, 39, 40, 400])
def test_those_that_are_kept_are_drawn_whatever_is_left_over(pictures: int) -> None:
    records = [SimpleNamespace(class_index=number % 10) for number in range(pictures)]
    task: Any = SimpleNamespace(
        index=SimpleNamespace(records=records), recipe=SimpleNamespace(seed=0)
    )
    fitted: Any = SimpleNamespace(trained_on=range(pictures))

    kept = _sample(task, fitted, 30)

    assert len(set(kept)) == 30
    if pictures >= 40:
        assert Counter(records[at].class_index for at in kept) == dict.fromkeys(range(10), 3)


def held_out(run: Run, name: SplitName) -> list[Path]:
    return [run.dataset_root / file for file in run.files[name]]


def decisions(run: Run, files: list[Path], **options: Any) -> list[Decision | None]:
    found = Predictor(run, "cpu", **options).predict(files, Control())
    return [one.decision for one in found]


def test_distances_are_those_of_scikit_learn() -> None:
    draw = np.random.default_rng(0)
    features = draw.normal(size=(30, 8)).astype(np.float32)
    kept = draw.normal(size=(50, 6)).astype(np.float32)
    kept /= np.linalg.norm(kept, axis=1, keepdims=True)

    found = Familiar(kept.astype(np.float16), 0.5, 0).distances(features)

    theirs = NearestNeighbors(n_neighbors=1, metric="cosine").fit(kept)
    expected = theirs.kneighbors(features[:, :6])[0][:, 0]
    np.testing.assert_allclose(found, expected, atol=2e-3)
    assert nearest(np.empty((0, 6), np.float32), kept).shape == (0,)


def test_nearly_all_held_out_pictures_pass_and_strangers_do_not(strangers: list[Path]) -> None:
    run = exports.plain_run()

    of_validation = decisions(run, held_out(run, SplitName.VALIDATION))
    of_strangers = decisions(run, strangers)

    # The limit is the distance of one of them: at most one in a hundred lies beyond it.
    assert of_validation.count(Decision.UNKNOWN) <= len(of_validation) // 100
    assert of_strangers == [Decision.UNKNOWN] * len(strangers)
    assert run.facts["familiar"]["judged"] > 0


def test_whatever_looks_the_picture_itself_decides(strangers: list[Path]) -> None:
    run = exports.plain_run()
    files = [*strangers, *held_out(run, SplitName.TEST)[:5]]

    once = Predictor(run, "cpu").predict(files, Control())
    twice = Predictor(run, "cpu", Looks.MIRROR).predict(files, Control())

    assert [one.strange for one in twice] == pytest.approx([one.strange for one in once], rel=1e-3)
    assert any(
        first.confidence != second.confidence for first, second in zip(once, twice, strict=True)
    )


def test_answers_from_memory_say_the_same(strangers: list[Path]) -> None:
    with runs.at_home(runs.shared_home()):
        predictor = Predictor(exports.plain_run(), "cpu")
        first = predictor.predict(strangers, Control(), predictor.memory())
        again = predictor.predict(strangers, Control(), predictor.memory())

    assert [one.strange for one in again] == [one.strange for one in first]
    assert [one.decision for one in again] == [Decision.UNKNOWN] * len(strangers)


def test_the_table_says_unknown(strangers: list[Path]) -> None:
    run = exports.plain_run()
    (answer,) = Predictor(run, "cpu").predict(strangers[:1], Control())

    cells = dict(zip(header(run.classes), row(answer, run.classes), strict=True))
    assert cells["decision"] == "unknown"


def test_a_sure_answer_is_unknown_all_the_same(strangers: list[Path]) -> None:
    (answer,) = Predictor(exports.plain_run(), "cpu").predict(strangers[:1], Control())

    assert answer.decided(Thresholds(0.0)).decision is Decision.UNKNOWN
    assert replace(answer, strange=0.9).decided(Thresholds(0.0)).decision is Decision.ACCEPTED
    assert replace(answer, strange=None).decided(Thresholds(0.0)).decision is Decision.ACCEPTED


def test_copies_and_exports_know_it_too(strangers: list[Path], tmp_path: Path) -> None:
    run = exports.plain_run()
    (tmp_path / "copies").mkdir()
    copy = open_run(copy_run(run.folder, tmp_path / "copies", Control()))
    exported = open_model(exports.exported())

    for each in (copy, exported):
        assert decisions(each, strangers) == [Decision.UNKNOWN] * len(strangers)
    assert exported.facts["familiar"] == run.facts["familiar"]


def test_without_the_file_nothing_is_unknown(strangers: list[Path], tmp_path: Path) -> None:
    folder = tmp_path / "run"
    shutil.copytree(exports.plain_run().folder, folder)
    (folder / FILE).unlink()

    assert Decision.UNKNOWN not in decisions(open_run(folder), strangers)


@pytest.mark.parametrize("damage", [b"", b"12345678" * 9, None])
def test_a_damaged_file_is_told(tmp_path: Path, damage: bytes | None) -> None:
    folder = tmp_path / "run"
    shutil.copytree(exports.plain_run().folder, folder)
    if damage is None:
        Familiar(np.full((2, 3), np.nan, np.float16), 0.5, 0).save(folder)
    else:
        (folder / FILE).write_bytes(damage)

    with pytest.raises(BundleError, match=f"{FILE}.*damaged"):
        familiar_of(open_run(folder))


def test_a_run_that_tells_no_number_of_judged_pictures_is_damaged() -> None:
    run = exports.plain_run()
    facts = {**run.facts, "familiar": {**run.facts["familiar"], "judged": None}}

    with pytest.raises(BundleError, match="damaged"):
        familiar_of(replace(run, facts=facts))


def test_without_validation_pictures_each_is_judged_by_the_others(
    strangers: list[Path], tmp_path: Path
) -> None:
    run = runs.train_on(runs.digits(), tmp_path / "run", FeatureExtraction(device="cpu", folds=3))

    assert run.facts["familiar"]["judged"] == run.counts["train"]
    assert decisions(run, strangers) == [Decision.UNKNOWN] * len(strangers)
    # One's own nearest picture is oneself: were that counted, all others would be unknown.
    of_test = decisions(run, held_out(run, SplitName.TEST))
    assert of_test.count(Decision.UNKNOWN) <= max(2, len(of_test) // 10)


def test_a_tuned_network_tells_by_its_own_features(strangers: list[Path], tmp_path: Path) -> None:
    run = runs.train_on(runs.digits(), tmp_path / "run", FineTuning(device="cpu", epochs=1))

    known = familiar_of(run)
    assert known is not None
    # A training picture is as far from itself as rounding is.
    files = held_out(run, SplitName.TRAIN)[:5]
    found = Predictor(run, "cpu").predict(files, Control())
    assert max(one.strange or 0 for one in found) < 0.1
    assert decisions(run, strangers) == [Decision.UNKNOWN] * len(strangers)


def test_what_learned_from_nothing_knows_nothing(tmp_path: Path) -> None:
    recipe = AsIs(device="cpu", class_map='{"0": "toaster", "1": "teapot", "4": null, "7": null}')
    run = runs.train_on(runs.digits(), tmp_path / "run", recipe)

    assert familiar_of(run) is None
