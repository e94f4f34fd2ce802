"""Small trainings that take moments: a head, or two convolutions, on real digits."""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np
import torch
from torch import nn

from tlgui.engine.devices import cpu_device
from tlgui.engine.models.modules import Tunable
from tlgui.engine.training.by_epochs.chunks import Lesson
from tlgui.engine.training.fine_tuning.recipe import FineTuning
from tlgui.engine.training.material.rows import Rows
from tlgui.engine.training.material.sources import Vectors

CLASSES = 4


@cache
def digits(first: int, count: int) -> tuple[Any, Any]:
    """(N, 64) pixels 0..1 and (N,) classes of handwritten digits 0 to 3."""
    from sklearn.datasets import load_digits

    found = load_digits()
    chosen = np.flatnonzero(found.target < CLASSES)[first : first + count]
    return (found.data[chosen] / 16).astype(np.float32), found.target[chosen].astype(np.int64)


def source(first: int, count: int) -> Vectors:
    """Those digits, to learn from or to be judged by."""
    values, targets = digits(first, count)
    return Vectors(Rows(np.arange(count), values[:, None], ()), targets)


class Body(nn.Module):
    """Pixels (B, 64) to features (B, 128), with everything that fine-tuning meets."""

    def __init__(self) -> None:
        super().__init__()
        self.first = nn.Conv2d(1, 8, 3, padding=1)
        self.norm = nn.BatchNorm2d(8)
        self.second = nn.Conv2d(8, 8, 3, stride=2, padding=1)
        self.second_norm = nn.BatchNorm2d(8)
        self.dropout = nn.Dropout(0.1)

    def forward(self, pixels: torch.Tensor) -> torch.Tensor:
        """The features."""
        maps: torch.Tensor = self.norm(self.first(pixels.reshape(-1, 1, 8, 8))).relu()
        maps = self.dropout(self.second_norm(self.second(maps))).relu()
        return maps.flatten(1)


def lesson(
    recipe: FineTuning, *, train: int = 96, judged: int = 64, frozen: bool = True, **more: Any
) -> Lesson:
    """A small network from fixed random weights; its first convolution stays as it is."""
    torch.manual_seed(0)
    body = Body()
    if frozen:
        for module in (body.first, body.norm):
            module.requires_grad_(requires_grad=False)
    weight = 0.05 * torch.randn(CLASSES, 128)
    model = Tunable(
        body, torch.zeros(128), torch.ones(128), weight, torch.zeros(CLASSES), recipe.dropout
    )
    layers = [
        list(module.parameters())
        for module in (body.first, body.norm, body.second, body.second_norm)
        if not frozen or module in (body.second, body.second_norm)
    ]
    return Lesson(
        model,
        layers,
        source(0, train),
        source(train, judged) if judged else None,
        np.ones(train, np.float32),
        cpu_device(),
        **more,
    )


def asked(**settings: Any) -> FineTuning:
    """A recipe for such a training."""
    return FineTuning(**{"epochs": 6, "batch_size": 16, "learning_rate": 0.01, **settings})
