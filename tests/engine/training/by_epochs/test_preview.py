"""The preview shows what a training would: its views, its changes, its blends, and no more."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
import torch

from tlgui.engine.data.preprocessing import Preprocessing
from tlgui.engine.errors import Cancelled
from tlgui.engine.progress import Control
from tlgui.engine.training.by_epochs.choices import AutoAugment, Mirroring
from tlgui.engine.training.by_epochs.preview import variants
from tlgui.engine.training.fine_tuning.recipe import FineTuning
from tlgui.engine.training.material.views import ViewedPreprocessing, views_of

NUMBERS = Preprocessing(32, 32, 36, "bicubic", (0.5, 0.5, 0.5), (0.5, 0.5, 0.5))
_DRAW = np.random.default_rng(0)
PICTURE = _DRAW.integers(0, 256, (50, 40, 3), np.uint8)
OTHER = np.full((40, 40, 3), 255, np.uint8)


def drawn(count: int = 8, **asked: Any) -> list[np.ndarray[Any, Any]]:
    return variants(FineTuning(**asked), PICTURE, OTHER, NUMBERS, count, Control())


def test_views_are_those_that_the_training_reads() -> None:
    shown = drawn(mirror=Mirroring.YES, views=3, crop=0.5, seed=4)

    views = views_of(mirror=True, parts=3, crop=0.5, seed=4)
    expected = [ViewedPreprocessing.of(NUMBERS, view).prepare(PICTURE) for view in views]
    assert len(shown) == 5, "no more than there are"
    assert all(np.array_equal(*pair) for pair in zip(shown, expected, strict=True))


def test_without_variants_there_is_the_picture() -> None:
    (shown,) = drawn(mirror=Mirroring.NO, views=0)

    assert np.array_equal(shown, NUMBERS.prepare(PICTURE))


@pytest.mark.parametrize(
    "asked",
    [
        {"rotation": 40.0},
        {"colour": 0.5},
        {"noise": 0.2},
        {"mixup": 0.5},
        {"cutmix": 1.0},
        {"auto_augment": AutoAugment.TRIVIAL},
    ],
)
def test_what_is_drawn_anew_shows_as_many_as_wanted(asked: dict[str, Any]) -> None:
    shown = drawn(mirror=Mirroring.NO, views=0, **asked)

    assert len(shown) == 8
    assert all(each.shape == (32, 32, 3) and each.dtype == np.uint8 for each in shown)
    assert len({each.tobytes() for each in shown}) > 4


def test_another_class_is_blended_in() -> None:
    plain = NUMBERS.prepare(PICTURE).astype(float)
    (blended,) = drawn(1, mirror=Mirroring.NO, views=0, mixup=5.0)

    share = (blended - plain) / np.maximum(255 - plain, 1)
    inside = plain < 200
    assert np.ptp(share[inside]) < 0.05, "the white picture shines through evenly"
    assert 0.05 < share[inside].mean() < 0.95


def test_the_same_seed_shows_the_same_and_nobody_s_draws_are_disturbed() -> None:
    torch.manual_seed(5)
    expected = torch.rand(3)
    torch.manual_seed(5)

    first, again = drawn(rotation=40.0), drawn(rotation=40.0)

    assert torch.equal(torch.rand(3), expected)
    assert all(np.array_equal(*pair) for pair in zip(first, again, strict=True))
    assert not np.array_equal(drawn(rotation=40.0, seed=1)[0], first[0])


def test_nobody_waits_for_what_was_cancelled() -> None:
    control = Control()
    control.cancel()

    with pytest.raises(Cancelled):
        variants(FineTuning(rotation=9.0), PICTURE, OTHER, NUMBERS, 8, control)
