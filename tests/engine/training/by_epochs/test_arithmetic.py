"""Mixed precision: where it is chosen, what it leaves exact, and that it learns as well."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
import torch
from torch import nn

from tests.engine.training.by_epochs.lessons import lesson
from tlgui.engine.devices import Device, cpu_device
from tlgui.engine.progress import Control
from tlgui.engine.training.by_epochs import arithmetic
from tlgui.engine.training.by_epochs.arithmetic import computes_in_bf16
from tlgui.engine.training.by_epochs.choices import Arithmetic
from tlgui.engine.training.by_epochs.chunks import Chunks
from tlgui.engine.training.by_epochs.loop import train_epochs
from tlgui.engine.training.fine_tuning.recipe import FineTuning

if TYPE_CHECKING:
    from numpy.typing import NDArray

PLAIN = nn.Sequential(nn.Conv2d(8, 8, 3), nn.ReLU())
DEPTHWISE = nn.Sequential(nn.Conv2d(8, 8, 3), nn.Conv2d(8, 8, 3, groups=8))


@pytest.mark.parametrize(
    ("asked", "model", "in_hardware", "expected"),
    [
        (Arithmetic.AUTO, PLAIN, True, True),
        (Arithmetic.AUTO, PLAIN, False, False),
        (Arithmetic.AUTO, DEPTHWISE, True, False),
        (Arithmetic.FP32, PLAIN, True, False),
        (Arithmetic.BF16, DEPTHWISE, False, True),
    ],
)
def test_bf16_where_it_is_quicker_or_asked_for(
    asked: Arithmetic,
    model: nn.Module,
    in_hardware: bool,
    expected: bool,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(arithmetic, "has_bf16", lambda: in_hardware)
    assert computes_in_bf16(asked, cpu_device(), model) is expected


def test_a_device_of_another_kind_computes_in_fp32_unless_asked() -> None:
    device = Device("mps", "Apple")
    assert not computes_in_bf16(Arithmetic.AUTO, device, PLAIN)
    assert computes_in_bf16(Arithmetic.BF16, device, PLAIN)


def gradients(asked: Arithmetic) -> tuple[NDArray[Any], NDArray[Any]]:
    """The gradient of a step on 32 digits, and the scores of 64 others."""
    recipe = FineTuning(arithmetic=asked)
    learned = lesson(recipe)
    chunks = Chunks(learned, recipe, Control())
    chunks.gradient(np.arange(32), np.zeros(32, np.int64), 32, seed=7)
    found = [each.grad.flatten() for each in learned.model.parameters() if each.grad is not None]
    assert learned.judged is not None
    scores = chunks.scores(learned.judged, np.arange(64))
    return torch.cat(found).numpy(), scores.numpy()


def test_gradients_are_rounded_and_judged_scores_are_not() -> None:
    exact, exact_scores = gradients(Arithmetic.FP32)
    rounded, scores = gradients(Arithmetic.BF16)
    apart = np.linalg.norm(rounded - exact) / np.linalg.norm(exact)
    # bf16 has 8 bits: a part in 256 an operation, some operations deep.
    assert 1e-4 < apart < 0.03
    assert np.array_equal(scores, exact_scores)


def test_it_learns_as_well_and_keeps_its_weights_in_32_bits() -> None:
    losses = {}
    for asked in (Arithmetic.FP32, Arithmetic.BF16):
        recipe = FineTuning(epochs=6, batch_size=16, learning_rate=3e-3, arithmetic=asked)
        learned = lesson(recipe)
        trained = train_epochs(learned, recipe, Control())
        losses[asked] = trained.history[-1].validation_loss
        assert {each.dtype for each in learned.model.parameters()} == {torch.float32}
    assert losses[Arithmetic.BF16] == pytest.approx(losses[Arithmetic.FP32], rel=0.05)


def test_what_is_drawn_at_a_step_follows_from_its_seed() -> None:
    recipe = FineTuning(dropout=0.5, arithmetic=Arithmetic.FP32)
    chunks = Chunks(lesson(recipe), recipe, Control())

    def step(seed: int) -> float:
        return chunks.gradient(np.arange(32), np.zeros(32, np.int64), 32, seed).loss

    first = step(3)
    assert step(4) != first
    assert step(3) == first
