"""The names of a network's own classes, and the folders that mean one."""

from __future__ import annotations

import pytest

from tlgui.engine.errors import RecipeError
from tlgui.engine.models.catalog import DEFAULT_BACKBONE, find_backbone
from tlgui.engine.models.class_names import ClassNames, class_names


@pytest.fixture(scope="module")
def imagenet() -> ClassNames:
    return class_names(find_backbone(DEFAULT_BACKBONE))


def found(names: ClassNames, folder: str) -> list[str]:
    return [names.names[number] for number in names.find(folder)]


def test_the_thousand_classes_have_different_names(imagenet: ClassNames) -> None:
    assert len(imagenet.names) == len(set(imagenet.names)) == 1000
    assert imagenet.names[:2] == ("tench", "goldfish")
    # Two classes are called alike: the bird and the machine have no other name, bathing suits do.
    assert imagenet.names[134] == "crane (n02012849)"
    assert imagenet.names[517] == "crane (n03126707)"
    assert imagenet.names[638:640] == ("maillot", "tank suit")


@pytest.mark.parametrize(
    ("folder", "name"),
    [
        ("jersey", "jersey"),
        ("T-shirts", "jersey"),  # a synonym, in the plural
        ("running_shoe", "running shoe"),
        ("Running Shoes", "running shoe"),
        ("RunningShoe", "running shoe"),
        ("n01440764", "tench"),
        ("N01440764-tench", "tench"),
        ("man_eater", "great white shark"),
        ("white sharks", "great white shark"),
        ("sunglass", "sunglass"),
        ("sunglasses", "sunglasses"),  # a class of its own, not the plural of the other
        ("strawberries", "strawberry"),
        ("cowboy-boots", "cowboy boot"),
        ("maillot", "maillot"),
        ("tank suit", "tank suit"),
        ("crane (n02012849)", "crane (n02012849)"),
    ],
)
def test_a_folder_means_the_class_that_is_called_so(
    imagenet: ClassNames, folder: str, name: str
) -> None:
    assert found(imagenet, folder) == [name]


@pytest.mark.parametrize(
    "folder", ["xyz", "", "0", "n00000000", "n014407641", "신발", "shoe", "dress"]
)
def test_other_folders_mean_none(imagenet: ClassNames, folder: str) -> None:
    assert found(imagenet, folder) == []


def test_what_may_mean_two_is_not_guessed(imagenet: ClassNames) -> None:
    assert found(imagenet, "crane") == ["crane (n02012849)", "crane (n03126707)"]
    assert found(imagenet, "cranes") == ["crane (n02012849)", "crane (n03126707)"]


def test_a_singular_finds_a_class_in_the_plural() -> None:
    names = ClassNames(("n1", "n2"), (("swimming trunks",), ("glass",)))

    assert names.find("swimming_trunk") == (0,)
    assert names.find("glasses") == (1,)
    assert names.find("glas") == ()


@pytest.mark.parametrize(
    ("name", "count", "first"),
    [
        ("convnext_nano.in12k", 11_821, "benthos"),
        ("mixer_b16_224.miil_in21k", 11_221, None),
        ("vit_tiny_patch16_224.augreg_in21k", 21_843, None),
    ],
)
def test_larger_sets_of_classes_have_names_too(name: str, count: int, first: str | None) -> None:
    names = class_names(find_backbone(name))

    assert len(names.names) == len(set(names.names)) == count
    assert first in (None, names.names[0])


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("vit_small_patch14_dinov2.lvd142m", "no classes of its own"),
        ("vit_base_patch16_clip_224.openai", "512 classes"),
    ],
)
def test_classes_that_nobody_names_are_refused(name: str, said: str) -> None:
    with pytest.raises(RecipeError) as error:
        class_names(find_backbone(name))

    assert said in str(error.value)
    assert name in str(error.value)
    assert "feature extraction" in str(error.value.hint)
