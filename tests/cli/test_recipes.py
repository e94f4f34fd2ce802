"""A recipe reaches ``tlgui train`` from a file, from options, and from a line of the window."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from tests.engine import runs
from tlgui.cli.commands import train as command
from tlgui.engine.data.records import Division
from tlgui.engine.training.by_epochs.choices import Mirroring, OptimizerName, Scope
from tlgui.engine.training.fine_tuning.recipe import FineTuning
from tlgui.engine.training.methods.as_is import AsIs
from tlgui.engine.training.methods.feature_extraction import FeatureExtraction, HeadFit
from tlgui.engine.training.recipe_files import train_words, write_recipe_file
from tlgui.engine.training.settings import Field, fields_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.cli.calls import Outcome
    from tlgui.engine.training.recipe import Recipe


def other(field: Field) -> Any:
    """A value that is not the default."""
    setting = field.setting
    if setting.choices:
        return list(setting.choices)[-1 if field.default != list(setting.choices)[-1] else 0]
    if setting.among:
        return "cpu"
    if field.kind is bool:
        return True
    if field.kind in (int, float):
        middle = field.kind(setting.low + (min(setting.high, 40.0) - setting.low) / 3)
        return middle if middle != field.default else field.kind(setting.low)
    return {"backbone": "resnet18.a1_in1k", "weights": "my weights.pth", "class_map": "0=tench"}[
        field.name
    ]


@pytest.fixture
def trained_recipes(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Any, ...]]:
    """What would be trained: folder, recipe, place, division, columns."""
    heard: list[tuple[Any, ...]] = []

    def train(
        folder: Path,
        recipe: Recipe,
        out: Path,
        *,
        as_json: bool,
        division: Division,
        columns: str,
    ) -> None:
        heard.append((folder, recipe, out, division, columns))

    monkeypatch.setattr(command, "train_and_print", train)
    return heard


@pytest.mark.parametrize("kind", [FineTuning, FeatureExtraction, AsIs])
def test_the_line_of_a_recipe_asks_for_that_recipe(
    kind: type[Recipe],
    tmp_path: Path,
    trained_recipes: list[tuple[Any, ...]],
    tlgui_says: Callable[..., Outcome],
) -> None:
    """Every setting has another value than its default."""
    changed = {field.name: other(field) for field in fields_of(kind)}
    recipe = kind(**changed)
    assert all(getattr(recipe, field.name) != field.default for field in fields_of(kind))
    folder, out = tmp_path / "my 'pictures'", tmp_path / "my run"

    division = Division(recipe.seed + 1, "names", anew=True)
    columns = "path=file,label=my class"
    program, *words = train_words(recipe, folder, out, division=division, columns=columns)
    assert program == "tlgui"
    assert tlgui_says(*words).code == 0

    assert trained_recipes == [(folder, recipe, out, division, columns)]


def test_a_whole_recipe_comes_from_a_file_and_options_change_it(
    tmp_path: Path, trained_recipes: list[tuple[Any, ...]], tlgui_says: Callable[..., Outcome]
) -> None:
    recipe = FineTuning(scope=Scope.LAST_BLOCK, optimizer=OptimizerName.LION, epochs=3)
    write_recipe_file(tmp_path / "r.json", recipe.to_json())
    asked = ("train", runs.digits(), "--out", tmp_path / "run", "--recipe", tmp_path / "r.json")

    tlgui_says(*asked)
    tlgui_says(*asked, "--epochs", "5", "--mirror", "no")
    tlgui_says(*asked, "--method", "feature-extraction", "--head", "gradient-descent")

    same, changed, head = (each[1] for each in trained_recipes)
    assert same == recipe
    assert changed == FineTuning(
        scope=Scope.LAST_BLOCK, optimizer=OptimizerName.LION, epochs=5, mirror=Mirroring.NO
    )
    assert isinstance(head, FeatureExtraction)
    assert head.head is HeadFit.GRADIENT_DESCENT


def test_the_recipe_of_a_run_is_one(
    trained: Path,
    tmp_path: Path,
    trained_recipes: list[tuple[Any, ...]],
    tlgui_says: Callable[..., Outcome],
) -> None:
    tlgui_says(
        *("train", runs.digits(), "--out", tmp_path / "r", "--recipe", trained / "recipe.json")
    )

    assert trained_recipes[0][1] == runs.trained_run().recipe


@pytest.mark.parametrize("text", [None, "{", "[1]"])
def test_a_file_that_cannot_be_read_is_refused_with_a_hint(
    tmp_path: Path, tlgui_says: Callable[..., Outcome], text: str | None
) -> None:
    file = tmp_path / "r.json"
    if text is not None:
        file.write_text(text)

    outcome = tlgui_says("train", runs.digits(), "--out", tmp_path / "run", "--recipe", file)

    assert outcome.code == 1
    error, hint = outcome.err.splitlines()
    assert "r.json" in error
    assert hint.startswith("hint: ")


def test_a_file_that_is_no_recipe_is_refused_by_name(
    tmp_path: Path, trained_recipes: list[tuple[Any, ...]], tlgui_says: Callable[..., Outcome]
) -> None:
    (tmp_path / "r.json").write_text(json.dumps({"method": "fine-tune", "epoch": 3}))

    outcome = tlgui_says(
        *("train", runs.digits(), "--out", tmp_path / "run", "--recipe", tmp_path / "r.json")
    )

    assert outcome.code == 1
    assert "r.json asks for what the method fine-tune does not know: epoch." in outcome.err
    assert "hint: " in outcome.err
    assert trained_recipes == []
