"""Changes of pictures: each changes something, by draws that can be made again."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from tests.engine.training.by_epochs.lessons import asked
from tlgui.engine.training.by_epochs.augmentation import (
    augmenter,
    mixer,
)

CHANGES = {
    "vertical_flip": True,
    "rotation": 30.0,
    "translation": 0.3,
    "zoom": 0.4,
    "colour": 0.8,
    "grey": 1.0,
    "blur": 1.0,
    "noise": 0.2,
    "erasing": 1.0,
    "auto_augment": "trivial",
}
PICTURES = torch.from_numpy(np.random.default_rng(0).integers(0, 256, (6, 3, 32, 32), np.uint8))


@pytest.mark.parametrize("name", CHANGES)
def test_every_change_changes_pictures_and_the_same_seed_the_same_way(name: str) -> None:
    recipe = asked(**{name: CHANGES[name]})
    change = augmenter(recipe)
    assert change is not None

    torch.manual_seed(3)
    once = change(PICTURES)
    torch.manual_seed(3)
    again = change(PICTURES)

    assert once.dtype == torch.uint8
    assert once.shape == PICTURES.shape
    assert not torch.equal(once, PICTURES)
    assert torch.equal(once, again)
    assert recipe.varies


def test_by_default_nothing_changes_pictures_at_a_step() -> None:
    assert augmenter(asked()) is None
    assert mixer(asked(), 4) is None
    assert not asked().varies


@pytest.mark.parametrize("name", ["mixup", "cutmix"])
def test_mixed_pictures_have_shares_of_classes(name: str) -> None:
    recipe = asked(**{name: 1.0})
    mix = mixer(recipe, 4)
    assert mix is not None
    torch.manual_seed(0)

    pictures, shares = mix(PICTURES.float(), torch.tensor([0, 1, 2, 3, 0, 1]))

    assert shares.shape == (6, 4)
    assert torch.allclose(shares.sum(1), torch.ones(6))
    assert float(shares.max()) < 1
    assert not torch.equal(pictures, PICTURES.float())
    assert recipe.varies
