"""What a model computes in training: as many pictures at once as there is memory for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from tlgui.engine.errors import DeviceError, Message
from tlgui.engine.models.engines import out_of_memory
from tlgui.engine.models.layers import forget_caches
from tlgui.engine.progress import Notice
from tlgui.engine.training.by_epochs.arithmetic import autocast, computes_in_bf16
from tlgui.engine.training.by_epochs.augmentation import mixer
from tlgui.engine.training.by_epochs.modes import set_mode
from tlgui.engine.training.by_epochs.steps import losses_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    import torch
    from numpy.typing import NDArray
    from torch import Tensor, nn

    from tlgui.engine.devices import Device
    from tlgui.engine.models.modules import Tunable
    from tlgui.engine.progress import Control
    from tlgui.engine.training.by_epochs.epoch_recipe import EpochRecipe
    from tlgui.engine.training.clock import Clock
    from tlgui.engine.training.material.sources import Source

CHUNK = {"cpu": 16, "cuda": 256}
"""Pictures that are computed at once, at most: a step's gradient is summed over them.

On a CPU all layers of 16 take about a second: nobody who cancels waits longer.
"""
USUAL = 400_000_000
"""Multiply-adds for a picture of the body for which that is said."""
FEWEST_AT_ONCE, MOST_AT_ONCE = 8, 2048
"""Statistics of a batch mean little over fewer; more bring nothing."""
AUXILIARY_WEIGHT = 0.3
"""Of the loss of classifiers within a network (Szegedy et al., CVPR 2015)."""


@dataclass(frozen=True, eq=False)
class Lesson:
    """What is trained, and on what.

    Attributes:
        model: whose parameters with a gradient train.
        layers: those of the body, layer by layer, the lowest first.
        source: the pictures that it learns from.
        judged: those by which epochs are chosen; None where there are none.
        weights: (N,) of each picture that it learns from.
        device: that computes.
        folder: where it is kept how far the training is; None for nowhere.
        asked: what tells this training from others.
        temperature: by which the scores of the head were divided that it begins with.
        begins_with_nothing: whether what it begins with is not worth keeping.
        clock: keeps how long it took, as often as how far it is; None for none.
        multiply_adds: of a picture; 0 where as many are computed at once as by an ordinary body.
    """

    model: Tunable
    layers: Sequence[Sequence[nn.Parameter]]
    source: Source
    judged: Source | None
    weights: NDArray[np.float32]
    device: Device
    folder: Path | None = None
    asked: str = ""
    temperature: float = 1.0
    begins_with_nothing: bool = False
    clock: Clock | None = None
    multiply_adds: int = 0

    @property
    def at_once(self) -> int:
        """Pictures that are computed at once, at most."""
        most = CHUNK.get(self.device.name, 64)
        if not self.multiply_adds:
            return most
        return min(MOST_AT_ONCE, max(FEWEST_AT_ONCE, int(most * USUAL // self.multiply_adds)))


@dataclass(frozen=True)
class Told:
    """What a step tells.

    Attributes:
        loss: that is made small; infinite where nothing was changed.
        plain: sum of the pictures' cross-entropies.
        right: answers.
    """

    loss: float
    plain: float
    right: int


class Chunks:
    """Gradients and scores of a lesson's model, summed and joined over chunks.

    Attributes:
        size: pictures that are computed at once, at most; halved where memory is too small.
    """

    def __init__(self, lesson: Lesson, recipe: EpochRecipe, control: Control) -> None:
        self.lesson = lesson
        self.recipe = recipe
        self.control = control
        self.size = lesson.at_once
        self._mix = mixer(recipe, lesson.model.head.out_features)
        self._bf16 = computes_in_bf16(recipe.arithmetic, lesson.device, lesson.model)

    @property
    def device(self) -> torch.device:
        """Where the model is."""
        import torch

        return torch.device(self.lesson.device.name)

    def gradient(
        self, pictures: NDArray[np.int64], views: NDArray[np.int64], batch: int, seed: int
    ) -> Told:
        """Set the gradient of the mean loss over a batch, as far as it comes from ``pictures``.

        Args:
            pictures: of the batch, by their place in the lesson's source.
            views: of each.
            batch: how many the whole batch has.
            seed: of all that is drawn: it can be done again.

        Raises:
            DeviceError: the memory is too small for one picture.
            Cancelled: the user cancelled.
        """
        while True:
            try:
                self._seed(seed)
                return self._gradient(pictures, views, batch)
            except (RuntimeError, MemoryError) as error:
                self._halve(error)

    def _gradient(self, pictures: NDArray[np.int64], views: NDArray[np.int64], batch: int) -> Told:
        import torch
        from torch.nn import functional

        model = self.lesson.model
        model.zero_grad(set_to_none=True)
        set_mode(model, adapt_norms=self.recipe.adapt_norms)
        loss_sum = plain_sum = 0.0
        right = 0
        parts = max(1, -(-len(pictures) // self.size))
        for some, seen in zip(
            # Parts of a size: statistics of a part of one would mean nothing.
            np.array_split(pictures, parts),
            np.array_split(views, parts),
            strict=True,
        ):
            if not len(some):
                continue
            self.control.check()
            targets = torch.from_numpy(self.lesson.source.targets[some]).to(self.device)
            weights = torch.from_numpy(self.lesson.weights[some]).to(self.device)
            inputs = self._inputs(self.lesson.source, some, seen)
            shares = targets
            if self._mix is not None and len(some) > 1:
                inputs[0], shares = self._mix(inputs[0], targets)
            with autocast(self.lesson.device, bf16=self._bf16):
                scores = self._scores(inputs)
            losses = losses_of(self.recipe, scores, shares)
            for within in model.auxiliary_scores:
                losses = losses + AUXILIARY_WEIGHT * losses_of(self.recipe, within, shares)
            loss = (losses * weights).sum() / batch
            loss.backward()  # type: ignore[no-untyped-call]  # torch leaves it untyped
            loss_sum += float(loss.detach())
            with torch.no_grad():
                plain = functional.cross_entropy(scores.detach(), targets, reduction="sum")
                plain_sum += float(plain)
                right += int((scores.argmax(dim=1) == targets).sum())
        return Told(loss_sum, plain_sum, right)

    def scores(self, source: Source, pictures: NDArray[np.int64]) -> Tensor:
        """(N, classes) scores of ``pictures`` of a source, on the CPU; in fp32, as are all figures.

        Raises:
            DeviceError: the memory is too small for one picture.
            Cancelled: the user cancelled.
        """
        import torch

        self.lesson.model.eval()
        forget_caches(self.lesson.model)
        found = [torch.empty(0, self.lesson.model.head.out_features)]
        done = 0
        while done < len(pictures):
            self.control.check()
            some = pictures[done : done + self.size]
            try:
                with torch.inference_mode():
                    inputs = self._inputs(source, some, np.zeros(len(some), np.int64))
                    found.append(self._scores(inputs).cpu())
            except (RuntimeError, MemoryError) as error:
                self._halve(error)
                continue
            done += len(some)
        return torch.cat(found)

    def _seed(self, seed: int) -> None:
        """Seed what is drawn at a step.

        ``torch.manual_seed`` notes the whole stack for each kind of device that is not there.
        """
        import torch

        torch.default_generator.manual_seed(seed)
        if self.lesson.device.name == "cuda":
            torch.cuda.manual_seed(seed)
        elif self.lesson.device.name == "mps":
            torch.mps.manual_seed(seed)

    def _inputs(
        self, source: Source, pictures: NDArray[np.int64], views: NDArray[np.int64]
    ) -> list[Tensor]:
        return [each.to(self.device) for each in source.batch(pictures, views)]

    def _scores(self, inputs: list[Tensor]) -> Tensor:
        scores: Tensor = self.lesson.model(*inputs).float()
        return scores

    def _halve(self, error: Exception) -> None:
        """Half as many pictures at once, where the memory is too small for so many."""
        if not out_of_memory(error):
            raise error
        if self.size == 1:
            raise self.memory_too_small() from error
        self.size = max(1, min(self.size, self.recipe.batch_size) // 2)
        self.lesson.model.zero_grad(set_to_none=True)
        self.control.report(
            Notice(
                Message(
                    "The memory is too small for so many pictures at once: from here on {count}"
                    " are computed at a time. Steps and learning rate stay as they are.",
                    count=self.size,
                )
            )
        )

    def memory_too_small(self) -> DeviceError:
        """That not even one picture can be computed."""
        return DeviceError(
            Message("The memory of {device} is too small.", device=self.lesson.device.name),
            Message("Close other programs, train fewer stages, or take a smaller backbone."),
        )
