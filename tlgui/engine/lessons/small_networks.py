"""Small networks on the lessons' pictures: made, trained for an epoch, and judged, repeatably."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tlgui.engine.lessons.material import SIDE, material

if TYPE_CHECKING:
    from collections.abc import Iterator

    from torch import Generator, Tensor, nn, optim

    from tlgui.engine.data.records import DatasetIndex, Split
    from tlgui.engine.progress import Control


@dataclass(frozen=True, eq=False)
class Lessons:
    """The pictures as tensors.

    Attributes:
        x: (N, channels, side, side) float32, to learn from.
        y: (N,) class numbers.
        held_out: pictures that are not learned from.
        known: their class numbers.
        classes: how many classes.
        is_sample: whether they are the sample's digits.
    """

    x: Tensor
    y: Tensor
    held_out: Tensor
    known: Tensor
    classes: int
    is_sample: bool

    @property
    def inputs(self) -> int:
        """Numbers of a picture."""
        return int(self.x[0].numel())

    @property
    def pictures(self) -> int:
        """All of them."""
        return len(self.y) + len(self.known)


def lessons_from(
    index: DatasetIndex | None,
    split: Split | None,
    control: Control,
    *,
    train: int,
    held_out: int,
    side: int = SIDE,
    seed: int = 0,
) -> Lessons:
    """Pictures as ``material`` draws them, for PyTorch."""
    import torch

    found = material(index, split, control, train=train, held_out=held_out, side=side, seed=seed)
    return Lessons(
        torch.from_numpy(found.train),
        torch.from_numpy(found.train_labels),
        torch.from_numpy(found.held_out),
        torch.from_numpy(found.held_out_labels),
        len(found.classes),
        found.is_sample,
    )


def fully_connected(inputs: int, hidden: tuple[int, ...], classes: int, seed: int) -> nn.Sequential:
    """Linear layers with ReLU between them; the same seed gives the same weights."""
    import torch
    from torch import nn

    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(seed)
        layers: list[nn.Module] = [nn.Flatten()]
        for width in hidden:
            layers += [nn.Linear(inputs, width), nn.ReLU()]
            inputs = width
        return nn.Sequential(*layers, nn.Linear(inputs, classes))


def order_of(seed: int) -> Generator:
    """What draws the order of pictures, repeatably."""
    import torch

    return torch.Generator().manual_seed(seed)


def train_epoch(
    network: nn.Module,
    optimizer: optim.Optimizer,
    x: Tensor,
    y: Tensor,
    batch: int,
    order: Generator,
    control: Control,
    *,
    whole: bool = False,
) -> None:
    """One pass over the pictures in batches of ``batch``, cross-entropy as the loss.

    With ``whole``, a last batch that is smaller is left out, if there is another one.
    """
    import torch
    from torch.nn.functional import cross_entropy

    network.train()
    for chosen in _batches(torch.randperm(len(y), generator=order), batch):
        if whole and len(chosen) < min(batch, len(y)):
            continue
        control.check()
        optimizer.zero_grad()
        loss: Tensor = cross_entropy(network(x[chosen]), y[chosen])
        loss.backward()  # type: ignore[no-untyped-call]  # torch leaves it untyped
        optimizer.step()


def _batches(order: Tensor, batch: int) -> Iterator[Tensor]:
    for start in range(0, len(order), batch):
        yield order[start : start + batch]


def judged(network: nn.Module, x: Tensor, y: Tensor) -> tuple[float, float]:
    """Mean loss and share right; NaN without pictures."""
    import torch
    from torch.nn.functional import cross_entropy

    if not len(y):
        return math.nan, math.nan
    network.eval()
    with torch.inference_mode():
        scores = network(x)
        right = (scores.argmax(1) == y).float().mean()
        return float(cross_entropy(scores, y)), float(right)
