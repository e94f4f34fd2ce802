"""Grad-CAM step by step: the last maps of a network, how much each counts, and their sum.

Selvaraju et al., "Grad-CAM: Visual Explanations from Deep Networks via Gradient-based
Localization", 2017: a map's weight is the mean over its places of the score's gradient, and what is
shown is the weighted sum of the maps where it is above 0.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from tlgui.engine.errors import BundleError, Message
from tlgui.engine.insight.cam import HeatMap
from tlgui.engine.models.heads import softmax

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray
    from torch import Tensor

    from tlgui.engine.models.network import Network
    from tlgui.engine.progress import Control

CLASSES = 3
"""Of the network's answers, so many are looked into: the most probable ones."""
SAMPLE_PHOTOS = {"flower.jpg": "vultilion", "china.jpg": "danielbuechele"}
"""Photos that scikit-learn carries, and who took them (Flickr, CC BY 2.0)."""


@dataclass(frozen=True, eq=False)
class GradCam:
    """One picture's way through a network.

    Attributes:
        pixels: (H, W, 3) uint8, what the network sees.
        maps: (K, h, w) float32, what its last convolution makes of it.
        weights: (classes, K) float32, the mean gradient of each class's score over each map.
        classes: names of the most probable classes, the first one most.
        probabilities: of these.
        network: its name.
        is_own: whether it is the network of the open run.
    """

    pixels: NDArray[np.uint8]
    maps: NDArray[np.float32]
    weights: NDArray[np.float32]
    classes: tuple[str, ...]
    probabilities: tuple[float, ...]
    network: str
    is_own: bool

    def order(self, number: int) -> NDArray[np.int64]:
        """The maps, those first that change the sum for class ``number`` most."""
        sizes = np.abs(self.weights[number]) * np.abs(self.maps).mean((1, 2))
        return np.argsort(-sizes, kind="stable")

    def summed(self, number: int, count: int) -> NDArray[np.float32]:
        """(h, w): the weighted sum of the first ``count`` maps where it is above 0."""
        first = self.order(number)[:count]
        total = np.einsum("k,khw->hw", self.weights[number, first], self.maps[first])
        return np.asarray(np.maximum(total, 0), np.float32)

    def heat_map(self, number: int, count: int) -> HeatMap:
        """The sum of the first ``count`` maps, enlarged to the picture."""
        from PIL import Image

        height, width = self.pixels.shape[:2]
        small = Image.fromarray(self.summed(number, count))
        values = np.asarray(small.resize((width, height), Image.Resampling.BILINEAR))
        peak = float(values.max())
        shown = np.clip(values / peak if peak > 0 else values, 0, 1).astype(np.float32)
        return HeatMap(shown, self.pixels, number, np.asarray(self.probabilities, np.float32))


def sample_photos() -> tuple[Path, ...]:
    """A flower and a temple, see ``SAMPLE_PHOTOS``."""
    from importlib.util import find_spec
    from pathlib import Path

    spec = find_spec("sklearn")  # Found, not imported: that takes a second.
    assert spec is not None
    assert spec.origin is not None
    folder = Path(spec.origin).parent / "datasets" / "images"
    return tuple(folder / name for name in SAMPLE_PHOTOS)


def looked_into(file: Path | None, run: Path | None, *, control: Control) -> GradCam:
    """What a network makes of a picture.

    Args:
        file: the picture; None for a sample photo.
        run: folder of the run whose network answers; None for the embedded network with the
            classes of ImageNet that it was pretrained on.
        control: may end it.

    Raises:
        PictureError: the picture cannot be read.
        BundleError: the run is damaged, or its network has no maps.
    """
    from tlgui.engine.data.images import decode

    network, classes, temperature = _network(run)
    control.check()
    known = network.preprocessing
    picture = decode(
        file or sample_photos()[0], minimum_side=known.minimum_side, bit_depth=known.bit_depth
    )
    pixels = known.prepare(picture)
    return _passed(network, classes, temperature, pixels, is_own=run is not None)


def _network(run: Path | None) -> tuple[Network, tuple[str, ...], float]:
    """The network of a run, its classes, and by what its scores are divided."""
    from tlgui.engine.deploy.bundle import open_model
    from tlgui.engine.models.catalog import DEFAULT_BACKBONE, find_backbone
    from tlgui.engine.models.class_names import class_names
    from tlgui.engine.models.ensemble import Ensemble
    from tlgui.engine.models.making import pretrained_network
    from tlgui.engine.models.own_classifier import own_head

    if run is None:
        backbone = find_backbone(DEFAULT_BACKBONE)
        whole = pretrained_network(backbone).with_head(own_head(backbone))
        return whole, class_names(backbone).names, 1.0
    opened = open_model(run)
    network = opened.network()
    # One member of an ensemble is enough to see how it is done.
    if isinstance(network, Ensemble):
        network = replace(network.members[0], merged=network.merged)
    return network, opened.classes, opened.temperature


def _passed(
    network: Network,
    classes: tuple[str, ...],
    temperature: float,
    pixels: NDArray[np.uint8],
    *,
    is_own: bool,
) -> GradCam:
    import torch

    from tlgui.engine.insight.network_input import normalised
    from tlgui.engine.insight.target_layer import find_target_layer

    module = network.build().requires_grad_(False)
    layer = find_target_layer(module, *pixels.shape[:2])
    if layer is None:
        raise BundleError(
            Message("There are no heat maps for this model: its layers hold no places."),
            Message("Open a run of another network."),
        )
    kept: list[Tensor] = []
    hook = module.get_submodule(layer.name).register_forward_hook(
        lambda _part, _inputs, output: kept.append(output)
    )
    try:
        inputs: Any = normalised(pixels, network.preprocessing, "cpu").requires_grad_()
        scores = module(inputs)[0]
    finally:
        hook.remove()
    values = layer.maps(kept[-1])
    chosen = scores.detach().argsort(descending=True)[:CLASSES].tolist()
    weights = []
    for number in chosen:
        (gradient,) = torch.autograd.grad(scores[number], kept[-1], retain_graph=True)
        weights.append(layer.maps(gradient)[0].mean((1, 2)).numpy())
    shares = softmax(scores.detach().numpy()[None] / np.float32(temperature))[0]
    return GradCam(
        pixels,
        values[0].detach().numpy(),
        np.stack(weights),
        tuple(classes[number] for number in chosen),
        tuple(float(shares[number]) for number in chosen),
        network.backbone,
        is_own,
    )
