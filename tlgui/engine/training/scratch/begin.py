"""What a network is built for that learns from scratch: size, colour and tones of its pictures."""

from __future__ import annotations

from dataclasses import dataclass, replace
from statistics import median
from typing import TYPE_CHECKING, Any

import numpy as np

from tlgui.engine.data.facts import picture_facts
from tlgui.engine.data.images import decode
from tlgui.engine.data.preprocessing import Preprocessing
from tlgui.engine.devices import resolve_device
from tlgui.engine.errors import DatasetError, DeviceError, Message, PictureError, RecipeError
from tlgui.engine.models.making import random_network
from tlgui.engine.models.scratch.building import initialise
from tlgui.engine.progress import Notice
from tlgui.engine.training.bit_depth import data_set_bit_depth
from tlgui.engine.training.by_epochs.choices import OptimizerName
from tlgui.engine.training.fine_tuning.preparing import no_stochastic_depth
from tlgui.engine.training.method import Beginning
from tlgui.engine.training.scratch.recipe import Channels

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tlgui.engine.data.records import DatasetIndex, Split
    from tlgui.engine.models.network import Network, Origin
    from tlgui.engine.models.scratch.building import Blueprint
    from tlgui.engine.progress import Control
    from tlgui.engine.training.scratch.recipe import FromScratch

LOOKED_AT = 200
"""Training pictures, at most, from which size, colour and tones are told."""
SMALLEST_DEVIATION = 1 / 64
"""Of the tones: pictures of one tone only are not blown up without bound."""
COPIES = 6
"""Of all weights while they learn on the processor: themselves, their gradients and those of the
best epoch; and, while they are kept to go on from, a copy of them and the file of both."""
AVERAGES = {
    OptimizerName.SGD: 0,
    OptimizerName.MOMENTUM: 1,
    OptimizerName.NESTEROV: 1,
    OptimizerName.ADAGRAD: 1,
    OptimizerName.RMSPROP: 1,
    OptimizerName.LION: 1,
}
"""Numbers that an optimiser keeps for every weight, and once more in that file; two where it is not
named here."""


@dataclass(frozen=True)
class Tones:
    """What the colours of a data set are like, on a scale of 0 to 1.

    Attributes:
        grey: whether all pictures are without colour.
        mean: of red, green and blue.
        std: likewise.
    """

    grey: bool
    mean: tuple[float, float, float]
    std: tuple[float, float, float]

    def alike(self) -> Tones:
        """The same for a network that sees brightness only: one mean, one deviation."""
        mean, std = float(np.mean(self.mean)), float(np.mean(self.std))
        return replace(self, mean=(mean, mean, mean), std=(std, std, std))


def begin(recipe: FromScratch, index: DatasetIndex, split: Split, control: Control) -> Beginning:
    """The network with random weights, for pictures like those of the data set.

    Raises:
        RecipeError: it cannot be built for such pictures, or cannot learn as is asked.
        DeviceError: this computer's memory cannot hold what it takes to learn it.
        DatasetError: none of the training pictures can be read.
        Cancelled: the user cancelled.
    """
    _check_ways(recipe)
    preprocessing = picture_asked(recipe, index, split, control)
    side = preprocessing.height
    tones = look_at(index, _some(split.train), preprocessing, control)
    channels = _channels(recipe, tones)
    if channels == 1:
        tones = tones.alike()
    preprocessing = replace(preprocessing, mean=tones.mean, std=tones.std)
    blueprint = recipe.blueprint(channels, side)
    _check_memory(recipe, blueprint)
    network = begun(recipe, blueprint, preprocessing)
    return Beginning(network, {"channels": channels, "side": side})


def picture_asked(
    recipe: FromScratch, index: DatasetIndex, split: Split, control: Control
) -> Preprocessing:
    """What becomes of a picture on its way into the network; its tones are yet to be told.

    Raises:
        RecipeError: the network takes no pictures as small as is asked.
        Cancelled: the user cancelled.
    """
    side = _side(recipe, index, _some(split.train), control)
    return Preprocessing(
        height=side,
        width=side,
        resize_side=side,
        interpolation="bilinear",
        mean=(0.5, 0.5, 0.5),
        std=(0.5, 0.5, 0.5),
        bit_depth=data_set_bit_depth(index, split.train, control),
        framing=recipe.framing.framing,
    )


def begun(recipe: FromScratch, blueprint: Blueprint, preprocessing: Preprocessing) -> Network:
    """The network of ``blueprint`` with the random weights of the recipe's seed.

    Raises:
        RecipeError: it cannot be built for such pictures.
    """
    import torch

    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(recipe.seed)
        return random_network(recipe.found_backbone, _initialised(blueprint), preprocessing)


def _check_ways(recipe: FromScratch) -> None:
    """Refuse ways to learn that the network does not have.

    Raises:
        RecipeError: it has no stochastic depth, or cannot learn from one picture at a time.
    """
    import torch

    from tlgui.engine.training.by_epochs.modes import statistics

    backbone = recipe.found_backbone
    blueprint = recipe.blueprint(3, backbone.input_size)
    if recipe.drop_path and not blueprint.has_stochastic_depth:
        raise no_stochastic_depth(backbone.label)
    if recipe.batch_size > 1:
        return
    with torch.device("meta"):
        module = blueprint.create(classes=2)
    if statistics(module):
        raise RecipeError(
            Message("Batch normalisation cannot follow batches of one picture."),
            Message("Take larger batches, or a network without batch normalisation."),
        )


def _check_memory(recipe: FromScratch, blueprint: Blueprint) -> None:
    """Refuse what the operating system would end without a word.

    Raises:
        DeviceError: the weights alone take more memory than is free.
    """
    import psutil
    import torch

    if resolve_device(recipe.device).name != "cpu":
        return  # A graphics card says itself when it is full.
    with torch.device("meta"):
        module = blueprint.create(classes=2)
    count = sum(parameter.numel() for parameter in module.parameters())
    copies = COPIES + 2 * AVERAGES.get(recipe.optimizer, 2)
    needed, free = copies * 4 * count, psutil.virtual_memory().available
    if needed > free:
        raise DeviceError(
            Message(
                "{name} has {count:,} parameters: to learn them takes {needed:.1f} GB of memory at"
                " least, and {free:.1f} GB are free.",
                name=recipe.found_backbone.label,
                count=count,
                needed=needed / 1e9,
                free=free / 1e9,
            ),
            Message(
                "Take a smaller network, smaller pictures where it ends in fully connected layers,"
                " or close other programs."
            ),
        )


def _initialised(blueprint: Blueprint) -> Origin:
    """Its origin; what is not timm's, which does so itself, begins as He et al. had it."""
    origin = blueprint.origin()
    if blueprint.known_to_timm:
        return origin

    def create(**asked: Any) -> Any:
        made = origin.create(**asked)
        initialise(made)
        return made

    return replace(origin, create=create)


def _some(training: Sequence[int]) -> Sequence[int]:
    return training[:: max(1, -(-len(training) // LOOKED_AT))]


def _side(recipe: FromScratch, index: DatasetIndex, some: Sequence[int], control: Control) -> int:
    """The side of the square pictures that the network takes."""
    design = recipe.own_design
    if design is not None:
        return design.side
    book = recipe.blueprint(3, 0).textbook
    least = book.minimum if book is not None else 32
    name = recipe.found_backbone.label
    if recipe.image_size:
        if recipe.image_size < least:
            raise RecipeError(
                Message(
                    "{name} takes pictures of at least {least} pixels a side, not {asked}.",
                    name=name,
                    least=least,
                    asked=recipe.image_size,
                ),
                Message("Ask for more (--image-size), or for 0: as the pictures are."),
            )
        return recipe.image_size
    sides = []
    for position in some:
        control.check()
        try:
            facts = picture_facts(index.file(position))
        except (PictureError, OSError):
            continue
        sides.append(min(facts.width, facts.height))
    own = round(median(sides)) if sides else recipe.found_backbone.input_size
    if own < least:
        control.report(
            Notice(
                Message(
                    "The pictures are {own} pixels a side; {name} takes {least} at least: they are"
                    " enlarged.",
                    own=own,
                    name=name,
                    least=least,
                )
            )
        )
    return max(least, min(own, recipe.found_backbone.input_size))


def _channels(recipe: FromScratch, tones: Tones) -> int:
    design = recipe.own_design
    if design is not None:
        return design.channels
    if recipe.channels is Channels.AUTO:
        return 1 if tones.grey else 3
    return 1 if recipe.channels is Channels.GREY else 3


def look_at(
    index: DatasetIndex,
    some: Sequence[int],
    preprocessing: Preprocessing,
    control: Control,
) -> Tones:
    """The tones of the pictures at ``some`` positions, as the network sees them.

    Raises:
        DatasetError: none of them can be read.
        Cancelled: the user cancelled.
    """
    sums, squares, count, grey = np.zeros(3), np.zeros(3), 0, True
    for position in some:
        control.check()
        try:
            whole = decode(
                index.file(position),
                minimum_side=preprocessing.minimum_side,
                bit_depth=preprocessing.bit_depth,
            )
        except PictureError:
            continue
        seen = preprocessing.prepare(whole)
        # JPEG shifts colours of grey pictures by a step or two.
        spread = seen.max(axis=2).astype(np.int64) - seen.min(axis=2)
        grey = grey and float(spread.mean()) < 2
        values = seen.reshape(-1, 3) / 255
        sums += values.sum(axis=0)
        squares += (values**2).sum(axis=0)
        count += len(values)
    if not count:
        raise DatasetError(
            Message("None of the {count} pictures looked at can be read.", count=len(some)),
            Message("`tlgui scan` says why."),
        )
    mean = sums / count
    deviation = np.sqrt(np.maximum(squares / count - mean**2, SMALLEST_DEVIATION**2))
    red, green, blue = (round(float(value), 6) for value in mean)
    return Tones(grey, (red, green, blue), tuple(round(float(each), 6) for each in deviation))  # type: ignore[arg-type]  # three
