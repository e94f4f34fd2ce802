"""Transfer learning's three ways on the same few pictures: how much learns, and what it brings.

Feature extraction and fine-tuning begin with the embedded network's weights of ImageNet; what is
trained from scratch is a small network, since a large one has too much to learn for few pictures.
"""

from __future__ import annotations

import copy
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np

from tlgui.engine.lessons.material import material
from tlgui.engine.metrics import wilson_interval
from tlgui.engine.progress import BatchDone

if TYPE_CHECKING:
    import torch
    from numpy.typing import NDArray
    from torch import Tensor, nn

    from tlgui.engine.data.records import DatasetIndex, Split
    from tlgui.engine.lessons.material import Material
    from tlgui.engine.progress import Control

SIDE = 128
"""Of what the pretrained network sees, in pixels: less than usual, to be quick."""
SMALL_SIDE = 32
HELD_OUT = 150
BATCH = 16
RIDGE = 100.0
FINE_TUNING_EPOCHS, SCRATCH_EPOCHS = 12, 30
TUNED_STAGES = 1
"""Of the pretrained network, so many learn when it is fine-tuned: the last ones."""
_CHUNK = 32


class Way(StrEnum):
    """How a network comes to know one's own classes."""

    FEATURES = "feature extraction"
    FINE_TUNING = "fine-tuning"
    SCRATCH = "from scratch"


@dataclass(frozen=True)
class Outcome:
    """What one way came to.

    Attributes:
        learning: parameters that learn.
        parameters: of the whole network.
        stages: whether each of its stages learns, from the picture on; the head not among them.
        correct: held-out pictures that were answered rightly.
        total: held-out pictures.
    """

    learning: int
    parameters: int
    stages: tuple[bool, ...]
    correct: int
    total: int

    @property
    def accuracy(self) -> float:
        """Share of the held-out pictures that were answered rightly."""
        return self.correct / self.total if self.total else 0.0

    @property
    def interval(self) -> tuple[float, float]:
        """Its 95% interval, by Wilson's formula."""
        return wilson_interval(self.correct, self.total)


@dataclass(frozen=True)
class ThreeWays:
    """The three ways beside each other.

    Attributes:
        outcomes: of each way.
        pictures: that were learned from.
        is_sample: whether they are the sample's.
    """

    outcomes: dict[Way, Outcome]
    pictures: int
    is_sample: bool


@dataclass(frozen=True, eq=False)
class Parts:
    """The embedded network in two parts.

    Attributes:
        front: pictures (B, 3, side, side) to maps: what stays as it is when it is fine-tuned.
        back: these maps to features (B, width).
        width: of the features.
        stages: how many it has, and how many of them are in the back.
        mean: of the pictures that it was trained on, (1, 3, 1, 1).
        deviation: likewise.
    """

    front: nn.Sequential
    back: nn.Sequential
    width: int
    stages: tuple[int, int]
    mean: NDArray[np.float32]
    deviation: NDArray[np.float32]


def parts_of_network() -> Parts:
    """The embedded network, in ``eval`` mode, with the weights of ImageNet."""
    from torch import nn

    from tlgui.engine.models import layers
    from tlgui.engine.models.catalog import DEFAULT_BACKBONE, find_backbone
    from tlgui.engine.models.making import pretrained_network
    from tlgui.engine.models.network import library_of

    backbone = find_backbone(DEFAULT_BACKBONE)
    network = pretrained_network(backbone)
    body: Any = network.build_body()
    library: Any = getattr(body, "library", None) or library_of(body)[0]
    below, above = layers.in_two(library, TUNED_STAGES)
    known = network.preprocessing
    return Parts(
        nn.Sequential(*below).eval(),
        nn.Sequential(*above).eval(),
        backbone.width,
        (len(library.blocks), TUNED_STAGES),
        np.asarray(known.mean, np.float32).reshape(1, 3, 1, 1),
        np.asarray(known.std, np.float32).reshape(1, 3, 1, 1),
    )


def seen_pictures(found: Material, parts: Parts) -> tuple[Tensor, Tensor]:
    """Training and held-out pictures as the pretrained network takes them: (N, 3, SIDE, SIDE)."""
    import torch
    from torch.nn.functional import interpolate

    seen = []
    for pictures in (found.train, found.held_out):
        shares = torch.from_numpy(pictures * found.deviation + found.mean)
        colour = shares.expand(-1, 3, -1, -1)
        if colour.shape[-1] != SIDE:
            colour = interpolate(colour, (SIDE, SIDE), mode="bilinear", align_corners=False)
        mean, deviation = torch.from_numpy(parts.mean), torch.from_numpy(parts.deviation)
        seen.append((colour - mean) / deviation)
    return seen[0], seen[1]


def compare(
    index: DatasetIndex | None,
    split: Split | None,
    pictures: int,
    *,
    control: Control,
    held_out: int = HELD_OUT,
    seed: int = 0,
) -> ThreeWays:
    """Learn by each way from the same pictures, and judge each on the same others.

    Args:
        index: the open pictures; None for the sample.
        split: how they are divided.
        pictures: at most so many to learn from.
        control: hears how far it is; may end it.
        held_out: at most so many to judge by.
        seed: of pictures, weights and order.
    """
    import torch

    found = material(index, split, control, train=pictures, held_out=held_out, side=SIDE, seed=seed)
    parts = parts_of_network()
    targets = torch.from_numpy(found.train_labels)
    truth = found.held_out_labels
    progress = _Progress(control, len(found.train) + len(found.held_out))
    seen = seen_pictures(found, parts)
    maps = tuple(_passed(parts.front, each, progress) for each in seen)
    outcomes = {
        Way.FEATURES: _features(parts, maps, found, truth),
        Way.FINE_TUNING: _fine_tuned(parts, maps, targets, truth, found, progress, seed),
        Way.SCRATCH: _from_scratch(seen, targets, truth, found, progress, seed),
    }
    return ThreeWays(outcomes, len(targets), found.is_sample)


class _Progress:
    """Tells how much of all is done: pictures passed, then epochs."""

    def __init__(self, control: Control, pictures: int) -> None:
        self._control = control
        self._all = pictures // _CHUNK + 2 + FINE_TUNING_EPOCHS + SCRATCH_EPOCHS
        self._done = 0

    def step(self) -> None:
        self._control.check()
        self._done += 1
        self._control.report(BatchDone(min(self._done, self._all), self._all))


def _passed(module: nn.Module, pictures: Tensor, progress: _Progress) -> Tensor:
    import torch

    made = []
    with torch.no_grad():
        for chunk in torch.split(pictures, _CHUNK):
            progress.step()
            made.append(module(chunk))
    return torch.cat(made)


def _count(module: nn.Module) -> int:
    return sum(parameter.numel() for parameter in module.parameters())


def _features(
    parts: Parts, maps: tuple[Tensor, ...], found: Material, truth: NDArray[np.int64]
) -> Outcome:
    """A linear classifier on features of the network as it is."""
    import torch
    from sklearn.linear_model import RidgeClassifier
    from sklearn.preprocessing import StandardScaler

    with torch.no_grad():
        learned, judged = (parts.back(each).numpy() for each in maps)
    scale = StandardScaler().fit(learned)
    model = RidgeClassifier(RIDGE).fit(scale.transform(learned), found.train_labels)
    right = int((model.predict(scale.transform(judged)) == truth).sum())
    head = (parts.width + 1) * len(found.classes)
    whole = _count(parts.front) + _count(parts.back) + head
    return Outcome(head, whole, (False,) * parts.stages[0], right, len(truth))


def _fine_tuned(
    parts: Parts,
    maps: tuple[Tensor, ...],
    targets: Tensor,
    truth: NDArray[np.int64],
    found: Material,
    progress: _Progress,
    seed: int,
) -> Outcome:
    """The last stages learn too; the statistics of batch normalisation stay as they are."""
    import torch
    from torch import nn

    back = copy.deepcopy(parts.back)
    head = nn.Linear(parts.width, len(found.classes))
    nn.init.zeros_(head.weight)
    nn.init.zeros_(head.bias)
    model = nn.Sequential(back, head)
    groups = [{"params": back.parameters(), "lr": 3e-4}, {"params": head.parameters(), "lr": 3e-3}]
    _train(model, torch.optim.Adam(groups), maps[0], targets, FINE_TUNING_EPOCHS, progress, seed)
    all_stages, tuned = parts.stages
    learns = _count(model)
    return Outcome(
        learns,
        _count(parts.front) + learns,
        (False,) * (all_stages - tuned) + (True,) * tuned,
        _right(model, maps[1], truth),
        len(truth),
    )


def _from_scratch(
    seen: tuple[Tensor, Tensor],
    targets: Tensor,
    truth: NDArray[np.int64],
    found: Material,
    progress: _Progress,
    seed: int,
) -> Outcome:
    """Three stages of one convolution each, from random weights."""
    import torch
    from torch import nn
    from torch.nn.functional import interpolate

    learned, judged = (interpolate(each, (SMALL_SIDE, SMALL_SIDE), mode="area") for each in seen)
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(seed)
        widths = (3, 16, 32, 64)
        stages = [
            nn.Sequential(
                nn.Conv2d(before, after, 3, padding=1, bias=False),
                nn.BatchNorm2d(after),
                nn.ReLU(),
                nn.MaxPool2d(2),
            )
            for before, after in pairwise(widths)
        ]
        head = nn.Linear(widths[-1], len(found.classes))
    model = nn.Sequential(*stages, nn.AdaptiveAvgPool2d(1), nn.Flatten(), head)
    optimizer = torch.optim.Adam(model.parameters(), 3e-3)
    _train(model.train(), optimizer, learned, targets, SCRATCH_EPOCHS, progress, seed)
    model.eval()
    whole = _count(model)
    right = _right(model, judged, truth)
    return Outcome(whole, whole, (True,) * len(stages), right, len(truth))


def _train(
    model: nn.Module,
    optimizer: torch.optim.Optimizer,
    inputs: Tensor,
    targets: Tensor,
    epochs: int,
    progress: _Progress,
    seed: int,
) -> None:
    import torch
    from torch.nn.functional import cross_entropy

    generator = torch.Generator().manual_seed(seed)
    for _ in range(epochs):
        progress.step()
        for batch in torch.split(torch.randperm(len(targets), generator=generator), BATCH):
            optimizer.zero_grad()
            loss = cross_entropy(model(inputs[batch]), targets[batch])
            loss.backward()  # type: ignore[no-untyped-call]  # torch leaves it untyped
            optimizer.step()


def _right(model: nn.Module, inputs: Tensor, truth: NDArray[np.int64]) -> int:
    import torch

    with torch.no_grad():
        answers = torch.cat([model(chunk).argmax(1) for chunk in torch.split(inputs, _CHUNK)])
    return int((answers.numpy() == truth).sum())
