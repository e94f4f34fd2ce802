"""Recipes as files and as command lines say the same; what says something else is refused."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from tlgui.engine import presets
from tlgui.engine.asked import Asked
from tlgui.engine.data.records import Division
from tlgui.engine.errors import BundleError, RecipeError
from tlgui.engine.training.by_epochs.choices import OptimizerName, Scope
from tlgui.engine.training.fine_tuning.recipe import FineTuning
from tlgui.engine.training.methods import all_methods, read_recipe
from tlgui.engine.training.methods.feature_extraction import FeatureExtraction
from tlgui.engine.training.recipe import Recipe
from tlgui.engine.training.recipe_files import read_recipe_file, train_words, write_recipe_file
from tlgui.engine.training.scratch.recipe import FromScratch
from tlgui.engine.training.settings import fields_of

CHANGED = FineTuning(scope=Scope.EVERYTHING, epochs=3, vertical_flip=True, target_accuracy=0.9)


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TLGUI_HOME", str(tmp_path / "home"))


def test_a_recipe_comes_back_from_its_file(tmp_path: Path) -> None:
    write_recipe_file(tmp_path / "mine.json", CHANGED.to_json())

    assert read_recipe(read_recipe_file(tmp_path / "mine.json")) == CHANGED


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ('{"method": "fine-tune", "learnign_rate": 0.1}', "does not know: learnign_rate"),
        ('{"method": "magic"}', "magic does not exist"),
        ('{"method": "fine-tune", "epochs": "many"}', "wrong type"),
        ("[]", "is no recipe"),
    ],
)
def test_a_file_that_would_train_something_else_is_refused(
    tmp_path: Path, content: str, said: str
) -> None:
    (tmp_path / "r.json").write_text(content)

    with pytest.raises(RecipeError, match=r"r\.json") as told:
        read_recipe_file(tmp_path / "r.json")
    assert said in str(told.value)


def test_only_what_differs_from_its_default_is_a_word() -> None:
    words = train_words(FeatureExtraction(), Path("/p"), Path("/r"))
    place = (Path("/p"), "--out", Path("/r"))
    assert words == ["tlgui", "train", *place, "--method", "feature-extraction"]

    more = train_words(CHANGED, Path("/p"), Path("/r"), division=Division(7, "names", True))[6:]
    assert more[0] == "fine-tune"
    assert set(more[1:]) == {
        *("--scope", "everything", "--epochs", "3", "--vertical-flip"),
        *("--target-accuracy", "0.9", "--split-seed", "7", "--groups", "names", "--divide-anew"),
    }
    of_table = train_words(FeatureExtraction(), Path("/p"), Path("/r"), columns="path=a,label=b")
    assert of_table[-2:] == ["--columns", "path=a,label=b"]


def test_no_box_is_on_by_default() -> None:
    """The command line could not turn it off."""
    for method in all_methods().values():
        for field in fields_of(method.recipe):
            assert field.default is not True, field.name


def test_presets_that_come_along_are_recipes_and_leave_what_all_methods_have() -> None:
    careful, quick, old, anew = presets.BUILT_IN
    before = Asked.from_json({}).saying({"target_accuracy": 0.8, "seed": 3})
    for preset in presets.BUILT_IN:
        after = before.adopting(preset.document)
        assert isinstance(after.recipe(), FromScratch if preset is anew else FineTuning)
        assert (after.recipe().target_accuracy, after.recipe().seed) == (0.8, 3)
    lower, usual = before.adopting(careful.document).recipe(), FineTuning()
    assert isinstance(lower, FineTuning)
    assert lower.learning_rate < usual.learning_rate
    assert lower.epochs > usual.epochs
    fast = before.adopting(quick.document).recipe()
    assert isinstance(fast, FineTuning)
    assert (fast.scope, fast.epochs) == (Scope.LAST_BLOCK, 3)
    alexnet = before.adopting(old.document).recipe()
    assert isinstance(alexnet, FineTuning)
    assert (alexnet.optimizer, alexnet.momentum) == (OptimizerName.MOMENTUM, 0.9)
    assert (alexnet.weight_decay, alexnet.dropout, alexnet.batch_size) == (5e-4, 0.5, 128)


def test_a_preset_of_ones_own_comes_back_and_leaves_the_backbone() -> None:
    asked = {**CHANGED.to_json(), "backbone": "resnet18.a1_in1k", "device": "cpu"}
    presets.keep_preset("  My  own/very *odd* name ", asked)

    (found,) = presets.own_presets()
    assert str(found.name) == "My own/very *odd* name"
    after = Asked.from_json({"backbone": "tf_efficientnet_lite0"}).adopting(found.document)
    assert after.recipe() == replace(CHANGED)
    assert presets.find_own("my OWN/very *odd* name") == found


def test_a_preset_under_a_name_that_was_there_replaces_it_and_can_be_deleted() -> None:
    presets.keep_preset("Mine", CHANGED.to_json())
    presets.keep_preset("mine", FeatureExtraction().to_json())

    (found,) = presets.own_presets()
    assert found.document["method"] == "feature-extraction"
    presets.delete_preset("Mine")
    assert presets.own_presets() == []


def test_a_damaged_preset_does_not_hide_the_others() -> None:
    presets.keep_preset("Mine", CHANGED.to_json())
    (presets.presets_folder() / "x.json").write_text("{")
    (presets.presets_folder() / "y.json").write_text(json.dumps({"name": "y", "method": 3}))

    assert [str(each.name) for each in presets.own_presets()] == ["Mine"]


def test_a_place_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    with pytest.raises(BundleError, match="cannot be kept"):
        write_recipe_file(tmp_path / "gone" / "r.json", Recipe.to_json(CHANGED))
