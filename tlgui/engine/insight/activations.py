"""What the layers of a network make of a picture, and the filters of its first convolution.

After Zeiler and Fergus, "Visualizing and Understanding Convolutional Networks" (ECCV 2014): the
activation maps themselves, one a channel, and first filters as the small pictures that they are.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from tlgui.engine.data.images import decode
from tlgui.engine.devices import resolve_device
from tlgui.engine.errors import BundleError, Message, RecipeError, TlguiError
from tlgui.engine.insight.network_input import normalised
from tlgui.engine.insight.target_layer import layer_of
from tlgui.engine.models import layers
from tlgui.engine.models.layer_table.kinds import kind_of
from tlgui.engine.models.making import pretrained_network
from tlgui.engine.training.scratch.begin import begun
from tlgui.engine.training.scratch.recipe import FromScratch

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from numpy.typing import NDArray
    from torch import Tensor, nn

    from tlgui.engine.data.preprocessing import Preprocessing
    from tlgui.engine.insight.target_layer import TargetLayer
    from tlgui.engine.models.network import Network
    from tlgui.engine.training.run import Run

# Modules that leave what comes in as it is once a network no longer learns.
_PASS_ON = frozenset(("Identity", "Dropout", "Dropout2d", "DropPath"))
MOST_KEPT = 64_000_000
"""Numbers of a picture's maps that are kept from one pass: 256 MB of float32."""


@dataclass(frozen=True)
class MapLayer:
    """A layer whose output are activation maps.

    Attributes:
        name: of the module, as the library calls it.
        kind: what it does.
        channels: how many maps it gives.
        height: of a map, in places.
        width: of a map, in places.
        is_main: whether it is one of those that a picture passes one after the other; the others
            lie within these.
        target: how its output holds its places.
    """

    name: str
    kind: Message
    channels: int
    height: int
    width: int
    is_main: bool
    target: TargetLayer

    @property
    def size(self) -> int:
        """Numbers in all its maps."""
        return self.channels * self.height * self.width

    def to_json(self) -> dict[str, Any]:
        """What ``tlgui explain --layers`` tells of it."""
        return {
            "name": self.name,
            "kind": str(self.kind),
            "maps": self.channels,
            "height": self.height,
            "width": self.width,
            "main": self.is_main,
        }


def map_layers(library: nn.Module, height: int, width: int) -> tuple[MapLayer, ...]:
    """The layers of a library's network that have maps, in the order in which a picture passes.

    A module that only passes on what it gets is none.

    Args:
        library: pictures to features or scores.
        height: of its input.
        width: of its input.
    """
    import torch

    main = {name for name, _module in layers.chain(library)}
    found: list[MapLayer] = []
    hooks = []
    for name, module in library.named_modules():

        def note(part: nn.Module, inputs: tuple[Any, ...], output: Any, name: str = name) -> None:
            if not isinstance(output, torch.Tensor) or output.ndim not in (3, 4):
                return
            in_its_place = getattr(part, "inplace", False)
            unchanged = not in_its_place and any(given is output for given in inputs)
            if unchanged or type(part).__name__ in _PASS_ON:
                return
            target = layer_of(library, name, output)
            if target is not None:
                _one, channels, rows, columns = target.maps(output).shape
                size = (channels, rows, columns)
                kind = kind_of(part, [kind_of(each) for each in part.children()])
                found.append(MapLayer(name, kind, *size, name in main, target))

        if name:
            hooks.append(module.register_forward_hook(note))
    device = next(library.parameters()).device
    try:
        with torch.inference_mode():
            library(torch.zeros(1, 3, height, width, device=device))
    finally:
        for hook in hooks:
            hook.remove()
    # A module that is passed more than once is told once.
    return tuple({layer.name: layer for layer in found}.values())


class Activations:
    """The activation maps of any layer of a network for a picture, in fp32.

    Attributes:
        layers: those that have maps, in the order in which a picture passes them.
        preprocessing: of the network's input.
    """

    def __init__(self, library: nn.Module, preprocessing: Preprocessing) -> None:
        self._library = library.eval().requires_grad_(False)
        self.preprocessing = preprocessing
        self.layers = map_layers(library, preprocessing.height, preprocessing.width)
        self._by_name = {layer.name: layer for layer in self.layers}
        self._seen: Path | None = None
        self._pixels: NDArray[np.uint8] | None = None
        self._kept: dict[str, NDArray[np.float32]] = {}

    @classmethod
    def of_network(cls, network: Network, device: str = "cpu") -> Activations:
        """Those of a network's body, with or without a head on it.

        Raises:
            DeviceError: the device is not here.
        """
        body: Any = network.build_body().to(resolve_device(device).name)
        return cls(body.library, network.preprocessing)

    def layer(self, name: str) -> MapLayer:
        """The layer called ``name``.

        Raises:
            RecipeError: there is none with maps; the hint names those that a picture passes.
        """
        if not self.layers:
            raise BundleError(
                Message("There are no activation maps of this model: its layers hold no places.")
            )
        if name not in self._by_name:
            known = [layer.name for layer in self.layers if layer.is_main]
            raise RecipeError(
                Message("No layer called {name} has activation maps.", name=name),
                Message("There are, among others: {names}.", names=", ".join(known)),
            )
        return self._by_name[name]

    def look_at(self, image: Path) -> NDArray[np.uint8]:
        """What the network sees of ``image``, (H, W, 3) uint8: its input, not normalised.

        Raises:
            PictureError: the picture cannot be read.
        """
        if image != self._seen or self._pixels is None:
            known = self.preprocessing
            picture = decode(image, minimum_side=known.minimum_side, bit_depth=known.bit_depth)
            self._seen, self._pixels, self._kept = image, known.prepare(picture), {}
        return self._pixels

    def maps(self, image: Path, name: str) -> NDArray[np.float32]:
        """The maps of the layer ``name`` for a picture, (C, h, w); kept until another is asked.

        Raises:
            PictureError: the picture cannot be read.
            RecipeError: there is no such layer.
        """
        layer = self.layer(name)
        pixels = self.look_at(image)
        if name not in self._kept:
            main = [each for each in self.layers if each.is_main and each.name not in self._kept]
            fits = layer.is_main and sum(each.size for each in main) <= MOST_KEPT
            wanted = main if fits else [layer]
            self._kept.update(self.maps_of_pixels(pixels, [each.name for each in wanted]))
        return self._kept[name]

    def maps_of_pixels(
        self, pixels: NDArray[np.uint8], names: Iterable[str]
    ) -> dict[str, NDArray[np.float32]]:
        """The maps of layers, out of one pass, for a prepared input (H, W, 3) uint8."""
        import torch

        chosen = [self.layer(name) for name in names]
        found: dict[str, NDArray[np.float32]] = {}
        hooks = []
        for layer in chosen:

            def note(
                _part: object, _inputs: object, output: Tensor, layer: MapLayer = layer
            ) -> None:
                # A copy: what follows may work in place.
                maps = layer.target.maps(output)[0].detach().float().cpu().numpy()
                found[layer.name] = np.array(maps, order="C")

            module = self._library.get_submodule(layer.name)
            hooks.append(module.register_forward_hook(note))
        device = next(self._library.parameters()).device
        try:
            with torch.inference_mode():
                self._library(normalised(pixels, self.preprocessing, device))
        finally:
            for hook in hooks:
                hook.remove()
        return found


@dataclass(frozen=True, eq=False)
class FirstFilters:
    """The filters of a network's first convolution.

    Attributes:
        layer: name of the module.
        after: as they are in the run, (filters, channels, F, F) float32.
        before: as they were when training began; None where that is no longer known.
        reason: why it is not known.
    """

    layer: str
    after: NDArray[np.float32]
    before: NDArray[np.float32] | None = None
    reason: Message | None = None

    @property
    def are_equal(self) -> bool:
        """Whether training left them as they were: those of a frozen backbone, say."""
        return self.before is not None and bool(np.array_equal(self.before, self.after))


def first_filters(network: Network) -> FirstFilters:
    """The filters of the first convolution of a network, as they are.

    Raises:
        BundleError: it has no convolution.
    """
    from torch import nn

    body: Any = network.build_body()
    for name, module in body.library.named_modules():
        if isinstance(module, nn.Conv2d):
            weight = module.weight.detach().float().numpy()
            return FirstFilters(name, np.array(weight, order="C"))
    raise BundleError(
        Message("The network {name} has no convolution: no filters.", name=network.backbone)
    )


def first_filters_of_run(run: Run) -> FirstFilters:
    """The same of a run, before and after its training.

    Raises:
        BundleError: the run is damaged, or its network has no convolution.
    """
    after = first_filters(run.network())
    try:
        before = first_filters(_beginning(run)).after
    except TlguiError as error:
        return FirstFilters(after.layer, after.after, None, error.message)
    return FirstFilters(after.layer, after.after, before)


def _beginning(run: Run) -> Network:
    """The network of a run before its training.

    Raises:
        WeightsError: its weights are no longer there.
    """
    recipe = run.recipe
    if isinstance(recipe, FromScratch):
        # Random weights come from the recipe's seed: the same ones again.
        blueprint = recipe.blueprint(int(run.facts["channels"]), run.preprocessing.height)
        return begun(recipe, blueprint, run.preprocessing)
    return pretrained_network(recipe.found_backbone, recipe.weights_file)
