"""What is asked of the next training outlives a change of method, and what cannot be read."""

from __future__ import annotations

import json

import pytest

from tlgui.engine.asked import Asked
from tlgui.engine.errors import RecipeError
from tlgui.engine.models.catalog import DEFAULT_BACKBONE
from tlgui.engine.training.methods import DEFAULT_METHOD, all_methods, read_recipe
from tlgui.engine.training.methods.as_is import AsIs
from tlgui.engine.training.methods.feature_extraction import FeatureExtraction, HeadFit

WITHOUT_CLASSES = "vit_small_patch14_dinov2.lvd142m"


def test_nothing_asked_is_the_default_recipe() -> None:
    assert Asked.from_json({}).recipe() == FeatureExtraction()


@pytest.mark.parametrize("method", all_methods())
def test_a_recipes_document_comes_back_as_that_recipe(method: str) -> None:
    recipe = all_methods()[method].recipe(seed=7)

    assert Asked.from_json(recipe.to_json()).recipe() == recipe


def test_settings_of_each_method_come_back() -> None:
    asked = Asked.from_json({}).saying({"head": HeadFit.GRADIENT_DESCENT, "seed": 3})
    asked = asked.choosing("as-is").saying({"seed": 4})

    back = Asked.from_json(json.loads(json.dumps(asked.to_json())))

    assert back.method == "as-is"
    assert back.recipe() == AsIs(seed=4) == read_recipe(asked.to_json())
    assert back.recipe(DEFAULT_METHOD) == FeatureExtraction(head=HeadFit.GRADIENT_DESCENT, seed=4)
    assert back.to_json() == asked.to_json()


@pytest.mark.parametrize(
    ("document", "groups"),
    [
        ({}, 0),
        ({"method": "as-is"}, -1),
        ({"method": "fine-tune", "scope": "head"}, 0),
        ({"method": "fine-tune", "scope": "last-block"}, 1),
        ({"method": "fine-tune", "stages": 4}, 4),
        ({"method": "fine-tune", "scope": "everything"}, None),
        ({"method": "from-scratch"}, None),
    ],
)
def test_what_learns_follows_from_what_is_asked(
    document: dict[str, object], groups: int | None
) -> None:
    assert Asked.from_json(document).groups_learning == groups


def test_the_network_of_one_method_is_not_the_backbone_of_the_others() -> None:
    asked = Asked.from_json({}).saying({"backbone": "resnet18.a1_in1k"})
    asked = asked.choosing("from-scratch").saying({"backbone": "lenet5"})

    back = Asked.from_json(json.loads(json.dumps(asked.to_json())))

    assert back.recipe().backbone == "lenet5" == read_recipe(asked.to_json()).backbone
    assert back.recipe("fine-tune").backbone == "resnet18.a1_in1k"
    assert back.value("backbone", "as-is") == "resnet18.a1_in1k"
    assert back.choosing("fine-tune").to_json()["backbone"] == "resnet18.a1_in1k"
    assert Asked.from_json({"method": "from-scratch"}).recipe().backbone == "cifar_cnn"


def test_what_a_method_refuses_is_kept_and_refused_when_it_is_made() -> None:
    asked = Asked.from_json({"method": "as-is", "backbone": WITHOUT_CLASSES})

    assert asked.method == "as-is"
    with pytest.raises(RecipeError, match="no classes of its own"):
        asked.recipe()
    assert asked.recipe(DEFAULT_METHOD).backbone == WITHOUT_CLASSES


@pytest.mark.parametrize(
    "document",
    [
        {"method": "magic", "backbone": "none such", "seed": "x", "head": 3, "epochs": -4},
        {"others": 3},
        {"others": {"as-is": 7, "unknown": {}}},
        {"method": ["as-is"]},
    ],
)
def test_what_cannot_be_read_leaves_the_defaults(document: dict[str, object]) -> None:
    asked = Asked.from_json(document)

    assert asked.recipe() == FeatureExtraction(backbone=DEFAULT_BACKBONE)
