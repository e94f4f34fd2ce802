"""A setting is described once; validation, JSON and what is offered follow from that."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any, ClassVar

import pytest

from tlgui.engine.errors import Message, RecipeError
from tlgui.engine.training.methods import all_methods, read_recipe
from tlgui.engine.training.methods.feature_extraction import FeatureExtraction, HeadFit
from tlgui.engine.training.settings import fields_of, setting

if TYPE_CHECKING:
    from tlgui.engine.training.recipe import Recipe


def field(name: str, recipe: type[Recipe] = FeatureExtraction) -> Any:
    return next(field for field in fields_of(recipe) if field.name == name)


def test_every_field_of_every_recipe_is_described() -> None:
    for method in all_methods().values():
        described = {field.name for field in fields_of(method.recipe)}

        unused = set(method.recipe.unused)
        assert described.isdisjoint(unused)
        assert described | unused == {field.name for field in fields(method.recipe)}
        for field in fields_of(method.recipe):
            assert str(field.setting.label)
            assert str(field.setting.sentence)


def test_own_fields_stand_before_those_that_all_methods_have() -> None:
    names = [field.name for field in fields_of(FeatureExtraction)]

    assert names[0] == "head"
    assert names[-10:] == [
        "class_weights",
        "target_accuracy",
        "framing",
        "folds",
        "ensemble",
        "members",
        "seed",
        "backbone",
        "weights",
        "device",
    ]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("epochs", 0),
        ("learning_rate", float("nan")),
        ("target_accuracy", 1.2),
        ("head", "oracle"),
        ("device", "abacus"),
        ("backbone", "../../etc"),
    ],
)
def test_what_the_description_does_not_allow_is_refused_by_name(name: str, value: Any) -> None:
    with pytest.raises(RecipeError) as error:
        FeatureExtraction(**{name: value})

    assert str(value) in str(error.value)


def test_a_choice_given_as_text_is_kept_as_the_member() -> None:
    made = FeatureExtraction(head="gradient-descent")  # type: ignore[arg-type]  # as Qt hands it

    assert made.head is HeadFit.GRADIENT_DESCENT


def test_json_gives_the_recipe_back() -> None:
    made = FeatureExtraction(head=HeadFit.GRADIENT_DESCENT, epochs=7, learning_rate=0.5)

    assert read_recipe(made.to_json()) == made
    assert made.to_json()["method"] == "feature-extraction"


@pytest.mark.parametrize(
    "document",
    [
        [],
        None,
        {"epochs": "7"},
        {"epochs": True},
        {"class_weights": 1},
        {"head": 3},
        {"method": 3},
        {"method": "sorcery"},
        {"epochs": -1},
    ],
)
def test_documents_that_say_something_else_are_refused(document: object) -> None:
    with pytest.raises(RecipeError):
        read_recipe(document)


def test_a_setting_without_meaning_beside_the_others_is_told_apart() -> None:
    epochs = field("epochs")

    assert not epochs.means_something(FeatureExtraction())
    assert epochs.means_something(FeatureExtraction(head=HeadFit.GRADIENT_DESCENT))
    assert field("seed").means_something(FeatureExtraction())


def test_a_setting_added_in_one_place_is_checked_and_written() -> None:
    @dataclass(frozen=True, kw_only=True)
    class Warmer(FeatureExtraction):
        method: ClassVar[str] = "warmer"
        warmth: int = setting(
            20,
            label=Message("Warmth"),
            spoken=Message("warmth"),
            sentence=Message("How warm it is."),
            low=0,
            high=40,
        )

    assert Warmer(warmth=30).to_json()["warmth"] == 30
    assert fields_of(Warmer)[0].name == "warmth"
    assert field("warmth", Warmer).option == "--warmth"
    with pytest.raises(RecipeError, match="warmth is 50; it must lie between 0 and 40"):
        Warmer(warmth=50)
