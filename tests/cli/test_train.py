"""``tlgui train``: its keys, its exit codes, and what it says when it refuses."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.cli.calls import CLASSES, FIGURES
from tests.clips import write_clips, write_nameless_clips
from tests.engine import runs

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.cli.calls import Outcome


@pytest.mark.parametrize("head", ["logistic-regression", "gradient-descent"])
def test_train_prints_the_figures_of_the_run(
    trained: Path, tmp_path: Path, tlgui_says: Callable[..., Outcome], head: str
) -> None:
    out = tmp_path / "run"

    outcome = tlgui_says(
        *("train", runs.digits(), "--out", out, "--head", head, "--epochs", "3"),
        *("--method", "feature-extraction", "--device", "cpu", "--json"),
    )

    assert outcome.code == 0
    document = outcome.document
    assert document["run"] == str(out)
    assert document["backbone"] == "tf_efficientnet_lite0"
    assert document["method"] == "feature-extraction"
    assert document["classes"] == CLASSES
    assert document["images"].keys() == {"train", "validation", "test"}
    assert sum(document["images"].values()) == 56
    assert document["validation"].keys() == document["test"].keys() == FIGURES
    low, high = document["test"]["accuracy_interval"]
    assert 0 <= low <= document["test"]["accuracy"] <= high <= 1
    assert document["epochs"] == (0 if head == "logistic-regression" else 3)
    assert ("not used" in outcome.err) is (head == "logistic-regression")
    assert document["ended_by"] == "completed"
    seconds = document["seconds"]
    assert {"total", "features", "fit"} <= seconds.keys()
    parts = sum(spent for name, spent in seconds.items() if name != "total")
    assert parts == pytest.approx(seconds["total"], abs=0.0011)
    assert "features" in outcome.err
    assert (out / "best.safetensors").is_file()


def test_train_without_test_folder_has_null_there(
    trained: Path, tmp_path: Path, tlgui_says: Callable[..., Outcome]
) -> None:
    root = tmp_path / "set"
    runs.write_some_digits(root / "train", digits=(0, 1))
    runs.write_some_digits(root / "val", digits=(0, 1), a_class=4, skip=14)

    outcome = tlgui_says("train", root, "--out", tmp_path / "run", "--json")

    assert outcome.document["test"] is None
    assert outcome.document["validation"].keys() == FIGURES
    assert outcome.document["images"] == {"train": 28, "validation": 8, "test": 0}


@pytest.mark.parametrize(
    ("option", "value", "exists", "code"),
    [
        ("--backbone", "resnet9000", "tlgui models", 2),
        ("--backbone", "hf-hub:someone/something", "tlgui models", 2),
        ("--backbone", "local-dir:/etc", "tlgui models", 2),
        # What makes no sense.
        ("--method", "magic", "feature-extraction", 2),
        ("--head", "oracle", "logistic-regression, gradient-descent", 2),
        ("--device", "abacus", "cpu", 2),
        ("--epochs", "0", None, 2),
        ("--epochs", "-1", None, 2),
        ("--learning-rate", "nan", None, 2),
        ("--target-accuracy", "95", None, 2),
        ("--seed", "-1", None, 2),
    ],
)
def test_what_does_not_exist_is_refused_by_name_with_what_does(
    tmp_path: Path,
    tlgui_says: Callable[..., Outcome],
    option: str,
    value: str,
    exists: str | None,
    code: int,
) -> None:
    outcome = tlgui_says("train", runs.digits(), "--out", tmp_path / "run", option, value, "--json")

    assert outcome.code == code
    assert outcome.out == ""
    error, *hints = [line for line in outcome.err.splitlines() if not line.startswith("notice: ")]
    assert error.startswith("error: ")
    assert value in error or option.strip("-").replace("-", " ") in error
    if exists is not None:
        assert hints[-1].startswith("hint: ")
        assert exists in hints[-1]
    assert not (tmp_path / "run").exists()


def test_help_names_values_as_they_are_typed(tlgui_says: Callable[..., Outcome]) -> None:
    said = " ".join(tlgui_says("train", "--help").out.split()).replace("- ", "-")

    assert "with --ensemble bagging or seeds;" in said
    assert "<EnsembleRule" not in said
    # In the window sentences stand below labels, from which they may go on.
    assert "How many models: of the ensemble (2 to 50;" in said
    # What methods share is told by method where they differ in it.
    assert "with --head gradient-descent for feature-extraction; default 100 for feature" in said
    assert "1 to 10000 for feature-extraction, 0 to 10000 for fine-tune and from-scratch" in said


def test_train_refuses_a_folder_that_is_taken(
    trained: Path, tmp_path: Path, tlgui_says: Callable[..., Outcome]
) -> None:
    (tmp_path / "mine.txt").write_text("mine")

    outcome = tlgui_says("train", runs.digits(), "--out", tmp_path)

    assert outcome.code == 1
    # Nothing before it: no picture was listed for nothing.
    error, hint = outcome.err.splitlines()
    assert error == f"error: {tmp_path} exists already."
    assert hint.startswith("hint: ")
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_as_is_learns_nothing_and_says_what_it_took_folders_for(
    tmp_path: Path, tlgui_says: Callable[..., Outcome]
) -> None:
    root = tmp_path / "set"
    runs.write_some_digits(root, digits=(0, 1))
    (root / "0").rename(root / "Goldfishes")
    out = tmp_path / "run"

    outcome = tlgui_says(
        *("train", root, "--method", "as-is", "--out", out, "--class-weights", "--json")
    )

    assert outcome.code == 0, outcome.err
    document = outcome.document
    assert document["method"] == "as-is"
    assert len(document["classes"]) == 1000
    assert document["images"]["train"] == 0
    assert [problem["kind"] for problem in document["problems"]] == ["unknown class"]
    assert {"total", "features", "fit"} <= document["seconds"].keys()
    assert "not used with --method as-is: --class-weights" in outcome.err
    assert "Goldfishes = goldfish" in outcome.err

    judged = tlgui_says("evaluate", out, root)

    assert judged.code == 0
    assert "other classes of the model: no pictures" in judged.out
    assert len(judged.out.splitlines()) < 20


def test_clips_are_told_and_kept_together_where_that_is_asked(
    tlgui_says: Callable[..., Outcome], tmp_path: Path
) -> None:
    root = write_clips(tmp_path / "clips")

    told = tlgui_says("scan", root, "--json").document["groups"]
    apart = tlgui_says("train", root, "--out", tmp_path / "apart", "--json")
    asked = ("--groups", "names", "--folds", "4")
    together = tlgui_says("train", root, "--out", tmp_path / "together", *asked, "--json")

    assert (told["rule"], told["groups"], told["images"]) == ("names", 16, 240)
    assert "--groups names keeps each on one side" in apart.err
    # Classes were given at random: what is right above chance was known before.
    assert apart.document["test"]["accuracy"] == 1.0
    assert together.document["validation"]["accuracy"] < 0.8


def test_near_twins_are_told_beside_the_figures_and_kept_together_where_that_is_asked(
    tlgui_says: Callable[..., Outcome], tmp_path: Path
) -> None:
    root = tmp_path / "clips"
    write_nameless_clips(root)

    apart = tlgui_says("train", root, "--out", tmp_path / "apart", "--json")
    together = tlgui_says(
        "train", root, "--out", tmp_path / "together", "--groups", "auto", "--folds", "4", "--json"
    )

    assert "36 of 36 test pictures have a near twin" in apart.err
    assert apart.document["test"]["accuracy"] == 1.0
    assert "16 groups of about 15" in together.err
    assert "near twin among" not in together.err
    assert together.document["validation"]["accuracy"] < 0.8


def test_groups_that_are_not_there_are_refused(
    tlgui_says: Callable[..., Outcome], tmp_path: Path
) -> None:
    refused = tlgui_says("train", runs.digits(), "--out", tmp_path / "run", "--groups", "folders")
    wrong = tlgui_says("train", runs.digits(), "--out", tmp_path / "run", "--groups", "magic")
    alone = tlgui_says("train", runs.digits(), "--out", tmp_path / "run", "--groups", "twins")

    assert refused.code == 1
    assert "No groups can be told from the folders" in refused.err
    assert alone.code == 1
    assert "No two of these pictures are near twins" in alone.err
    assert wrong.code == 2
