"""Two runs on one backbone are two models: what one answered is not taken for the other's."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.engine import runs
from tlgui.engine.deploy.prediction_table import PredictionTable
from tlgui.engine.deploy.predictor import Predictor
from tlgui.engine.deploy.sort_job import sort_pictures
from tlgui.engine.errors import BundleError
from tlgui.engine.progress import Control
from tlgui.engine.training.methods.feature_extraction import FeatureExtraction

if TYPE_CHECKING:
    from pathlib import Path

    from tlgui.engine.training.run import Run


@pytest.fixture
def other_run(trained_run: Run, tmp_path: Path) -> Run:
    """The same backbone, pictures and classes; another head."""
    recipe = FeatureExtraction(device="cpu", class_weights=True, seed=9, target_accuracy=0.9)
    run = runs.train_on(runs.digits(), tmp_path / "other run", recipe)
    assert run.facts["weights"] == trained_run.facts["weights"]
    assert run.classes == trained_run.classes
    return run


def test_the_same_run_is_the_same_model_and_another_head_another(
    trained_run: Run, other_run: Run
) -> None:
    one, same, other = (Predictor(run, "cpu") for run in (trained_run, trained_run, other_run))

    assert one.fingerprint == same.fingerprint
    assert one.fingerprint != other.fingerprint


def test_a_table_is_not_gone_on_with_by_another_run(
    trained_run: Run, other_run: Run, tmp_path: Path
) -> None:
    one, other = Predictor(trained_run, "cpu"), Predictor(other_run, "cpu")
    other.thresholds = one.thresholds
    PredictionTable(tmp_path / "answers.csv", one).close()

    with pytest.raises(BundleError, match="of another model"):
        PredictionTable(tmp_path / "answers.csv", other)


def test_pictures_sorted_by_one_run_are_not_skipped_by_another(
    trained_run: Run, other_run: Run, tmp_path: Path
) -> None:
    pictures = runs.write_some_digits(tmp_path / "new", digits=(0, 1), a_class=3, skip=20)
    target = tmp_path / "sorted"
    for run in (trained_run, other_run):
        done = sort_pictures(
            Predictor(run, "cpu"), [pictures], target, Control(), include_unsure=True
        )
        assert (done.copied, done.skipped) == (6, 0)
