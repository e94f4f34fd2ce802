"""Where a model looks: Grad-CAM by torch-cam, and exact evidence where the head is linear."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
from PIL import Image

from tlgui.engine.calibration import tempered
from tlgui.engine.data.images import decode
from tlgui.engine.devices import resolve_device
from tlgui.engine.errors import BundleError, Message, RecipeError
from tlgui.engine.insight.evidence import EvidenceMaker
from tlgui.engine.insight.network_input import normalised
from tlgui.engine.insight.target_layer import Layout, exposed, find_target_layer
from tlgui.engine.models.class_changes import some_names
from tlgui.engine.models.ensemble import Ensemble
from tlgui.engine.models.heads import softmax
from tlgui.engine.models.network import library_of
from tlgui.engine.training.run import open_run

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from numpy.typing import NDArray
    from torch import Tensor, nn

    from tlgui.engine.data.preprocessing import Framing, Preprocessing
    from tlgui.engine.data.resizing import Part
    from tlgui.engine.insight.evidence import Evidence
    from tlgui.engine.insight.target_layer import TargetLayer
    from tlgui.engine.models.network import Network
    from tlgui.engine.training.run import Run

# torch-cam's class a method, by the name that users see: those that find each of two clothes side
# by side. There Grad-CAM and Finer-CAM put 76 to 84% of a class's energy on its half, Grad-CAM++ 58
# to 64%, LayerCAM 58 to 61%, Smooth Grad-CAM++ 54 to 56%; XGrad-CAM gives Grad-CAM's own map where
# the last maps are averaged. Score-CAM takes a pass through the network for each of 1,280 maps.
FINER = "finer-cam"
_BY_TORCH_CAM = {"grad-cam": "GradCAM", FINER: "FinerCAM"}
EVIDENCE = "evidence"
METHODS = (EVIDENCE, *_BY_TORCH_CAM)
LONGEST_SHOWN = 8
"""Of the sides of a heat map in proportion, the longer by the shorter, at most."""


@dataclass(frozen=True, eq=False)
class HeatMap:
    """Which parts of a picture speak for a class.

    Attributes:
        values: (H, W) float32 in 0..1, of the network's input; all 0 where nothing speaks for it.
        pixels: (H, W, 3) uint8, the network's input: what it sees of the picture, resized.
        target: the class it is about.
        probabilities: (C,) float32, what the model answers.
        evidence: of which the values are the positive part; None by another method.
        part: where in the input the picture lies; None where it fills it.
        ratio: width by height of what is seen of the picture; None where it is the input's.
    """

    values: NDArray[np.float32]
    pixels: NDArray[np.uint8]
    target: int
    probabilities: NDArray[np.float32]
    evidence: Evidence | None = None
    part: Part | None = None
    ratio: float | None = None

    def in_proportion(self) -> HeatMap:
        """The same, without margins and in the picture's own proportions, to be looked at."""
        if self.part is None:
            return self
        values, pixels = self.part.of(self.values), self.part.of(self.pixels)
        height, width = values.shape
        if self.ratio is not None and round(height * self.ratio) != width:
            # The side that was squeezed most is drawn out again: no detail gets lost.
            longest = LONGEST_SHOWN * min(height, width)
            size = (
                (min(longest, round(height * self.ratio)), height)
                if height * self.ratio > width
                else (width, min(longest, round(width / self.ratio)))
            )
            drawn_out = Image.fromarray(values).resize(size, Image.Resampling.BILINEAR)
            values = np.clip(np.asarray(drawn_out), 0, 1)
            pixels = np.asarray(Image.fromarray(pixels).resize(size, Image.Resampling.BICUBIC))
        return replace(self, values=values, pixels=np.ascontiguousarray(pixels), part=None)


class Explainer:
    """Heat maps for the pictures that a trained run classifies, in fp32.

    Attributes:
        classes: class names.
        framing: how pictures are brought to the network's input.
        methods: names of the methods that work for this network, the usual one first.
        temperature: by which scores are divided, in what is told of a picture.
        is_convolutional: whether its last places are maps, as a convolution's are; a network of
            that kind may slide over a whole picture.
    """

    def __init__(
        self,
        module: nn.Module,
        layer: str | None,
        classes: tuple[str, ...],
        preprocessing: Preprocessing,
        evidence: EvidenceMaker | None = None,
    ) -> None:
        self._module = module.requires_grad_(False)
        self._layer = layer
        self._preprocessing = preprocessing
        self._evidence = evidence
        self.classes = classes
        self.framing: Framing = preprocessing.framing
        by_layer = () if layer is None else tuple(_BY_TORCH_CAM)
        self.methods = by_layer if evidence is None else (EVIDENCE, *by_layer)
        self.is_convolutional = False
        self._others: tuple[Explainer, ...] = ()
        self.temperature = 1.0

    @classmethod
    def load(cls, folder: Path, device: str = "cpu") -> Explainer:
        """The explainer of the run in ``folder``.

        Raises:
            BundleError: there is no run, or it is damaged.
            WeightsError: its weights do not fit its network.
            DeviceError: the device is not here.
        """
        return cls.of_run(open_run(folder), device)

    @classmethod
    def of_run(cls, run: Run, device: str = "cpu") -> Explainer:
        """The explainer of ``run``. Raises what ``load`` raises."""
        place = resolve_device(device).name
        network = run.network()
        if not isinstance(network, Ensemble) or network.shares_body:
            made = cls._of_network(network, run.classes, place)
            made.temperature = run.temperature
            return made
        alone = [replace(member, merged=network.merged) for member in network.members]
        made, *others = (cls._of_network(member, run.classes, place) for member in alone)
        made._others = tuple(others)
        made.temperature = run.temperature
        # Where members were learned by one recipe, what works for one works for all.
        made.methods = tuple(
            method for method in made.methods if all(method in each.methods for each in others)
        )
        made.is_convolutional = False
        return made

    @classmethod
    def _of_network(cls, network: Network, classes: tuple[str, ...], place: str) -> Explainer:
        module = network.build().to(place)
        size = (network.preprocessing.height, network.preprocessing.width)
        layer = find_target_layer(module.requires_grad_(False), *size)
        maker = None if layer is None else evidence_maker(network, module, layer, place)
        name = None if layer is None else exposed(module, layer)
        made = cls(module, name, classes, network.preprocessing, maker)
        maps = layer is not None and layer.layout is Layout.MAPS
        made.is_convolutional = maps and not network.mirrored
        if network.mirrored:
            # There are maps of two looks: torch-cam's Finer-CAM wants as many as there are scores.
            made.methods = tuple(each for each in made.methods if each != FINER)
        return made

    def class_number(self, name: str) -> int:
        """The number of the class called ``name``.

        Raises:
            RecipeError: the model does not know it; the hint lists those that it knows.
        """
        return find_class(self.classes, name)

    def heat_map(self, image: Path, target: int | None = None, method: str = "") -> HeatMap:
        """The heat map of ``image`` for class ``target``; for the predicted one by default.

        By the usual method of this network where none is named.

        Raises:
            PictureError: the picture cannot be read.
            RecipeError: there is no such method or class.
        """
        as_learned = self._preprocessing
        picture = decode(
            image, minimum_side=as_learned.minimum_side, bit_depth=as_learned.bit_depth
        )
        height, width = picture.shape[:2]
        seen = as_learned.part_of_picture(height, width)
        found = self.explain_pixels(as_learned.prepare(picture), target, method)
        return replace(
            found,
            probabilities=tempered(found.probabilities[None], self.temperature)[0],
            part=as_learned.part_of_input(height, width),
            ratio=seen.width / seen.height,
        )

    def explain_pixels(
        self, pixels: NDArray[np.uint8], target: int | None = None, method: str = ""
    ) -> HeatMap:
        """The heat map of a prepared network input, (H, W, 3) uint8."""
        if not self.methods:
            raise BundleError(
                Message("There are no heat maps for this model: its layers hold no places."),
                Message("Its answers and figures are not touched by that."),
            )
        method = method or self.methods[0]
        check_method(method)
        if method not in self.methods:
            why = (
                Message("This model has no exact evidence: its scores are no sums over places.")
                if method == EVIDENCE
                else Message(
                    "There is no {name} of a model that sees pictures mirrored too.", name=method
                )
            )
            raise RecipeError(why, Message("Available: {names}.", names=", ".join(self.methods)))
        if target is not None and not 0 <= target < len(self.classes):
            raise RecipeError(Message("There is no class number {number}.", number=target))
        if not self._others:
            return self._own_map(pixels, target, method)
        everyone = (self, *self._others)
        if target is None:
            answers = [each._own_map(pixels, None, method).probabilities for each in everyone]
            target = int(np.mean(answers, axis=0).argmax())
        return _mean_map([each._own_map(pixels, target, method) for each in everyone])

    def _own_map(self, pixels: NDArray[np.uint8], target: int | None, method: str) -> HeatMap:
        """That of this network, without the other members of its ensemble."""
        device = next(self._module.parameters()).device
        inputs = normalised(pixels, self._preprocessing, device)
        if method == EVIDENCE:
            return self._evidence_map(inputs, pixels, target)
        return self._cam(inputs, pixels, target, method)

    def _evidence_map(
        self, inputs: Tensor, pixels: NDArray[np.uint8], target: int | None
    ) -> HeatMap:
        assert self._evidence is not None
        evidence = self._evidence(inputs, target)
        values = np.maximum(evidence.over(*pixels.shape[:2]), 0)
        peak = float(values.max())
        if not np.isfinite(peak):
            raise BundleError(Message("The heat map of this picture cannot be computed."))
        shown = (values / peak if peak > 0 else values).astype(np.float32)
        return HeatMap(shown, pixels, evidence.target, softmax(evidence.scores), evidence)

    def _cam(
        self, inputs: Tensor, pixels: NDArray[np.uint8], target: int | None, method: str
    ) -> HeatMap:
        import torch
        from torch.nn.functional import interpolate
        from torchcam import methods

        # The network is frozen: gradients flow only because the input asks for them.
        inputs.requires_grad_()
        extractor = getattr(methods, _BY_TORCH_CAM[method])
        assert self._layer is not None
        with torch.enable_grad(), extractor(self._module, self._layer) as cam:
            logits = self._module(inputs)
            probabilities = softmax(logits.detach().cpu().numpy())[0]
            chosen = int(probabilities.argmax()) if target is None else target
            (activation,) = cam(chosen, logits, normalized=False)  # (looks, h, w)
        if len(activation) == 2:  # The mirrored look's lies mirrored.
            activation = (activation[:1] + activation[1:].flip(2)) / 2
        activation = torch.relu(activation)[None]  # (1, 1, h, w)
        upsampled = interpolate(activation, pixels.shape[:2], mode="bilinear", align_corners=False)[
            0, 0
        ].detach()
        peak = float(upsampled.max())
        values = (upsampled / peak if peak > 0 else upsampled).cpu().numpy().astype(np.float32)
        if not np.isfinite(values).all():
            raise BundleError(Message("The heat map of this picture cannot be computed."))
        return HeatMap(np.clip(values, 0, 1), pixels, chosen, probabilities)


def _mean_map(maps: Sequence[HeatMap]) -> HeatMap:
    """What several networks look at, on average, where they answer together."""
    values = np.asarray(np.mean([each.values for each in maps], axis=0), dtype=np.float32)
    peak = np.float32(values.max())
    return replace(
        maps[0],
        values=values / peak if peak > 0 else values,
        probabilities=np.mean([each.probabilities for each in maps], axis=0, dtype=np.float32),
        evidence=None,
    )


def evidence_maker(
    network: Network, built: nn.Module, layer: TargetLayer, place: str
) -> EvidenceMaker | None:
    """What makes exact evidence for ``network``, on the device ``place``; None where none is.

    Tried on grey and on noise: a network may do more than average its last maps. The body is
    that of the ``built`` network, where that has one.
    """
    import torch

    from tlgui.engine.models.modules import StagesBody, StagesClassifier

    whole = isinstance(built, StagesClassifier)
    body = built.body if whole else network.build_body().to(place)
    if network.head is None or network.merged or not isinstance(body, StagesBody):
        return None
    if network.mirrored and layer.layout is not Layout.MAPS:
        return None  # only maps are turned back
    inner = replace(layer, name=layer.name.removeprefix(library_of(built)[1]))
    maker = EvidenceMaker(body, inner, network.head, network.groups)
    size = (network.preprocessing.height, network.preprocessing.width)
    noise = torch.randn(1, 3, *size, generator=torch.Generator().manual_seed(0)).to(place)
    try:
        # What normalises over places shows only where these differ.
        exact = all(maker(picture, 0).is_exact for picture in (torch.zeros_like(noise), noise))
        return maker if exact else None
    except RuntimeError:  # Its last maps are not as many as its features.
        return None


def check_method(name: str) -> None:
    """Nothing, where ``name`` is that of a heat map method.

    Raises:
        RecipeError: there is none; the hint lists those that exist.
    """
    if name not in METHODS:
        raise RecipeError(
            Message("There is no heat map method called {name}.", name=name),
            Message("Available: {names}.", names=", ".join(METHODS)),
        )


def find_class(classes: Sequence[str], name: str) -> int:
    """The number of the class called ``name`` among ``classes``.

    Raises:
        RecipeError: the model does not know it; the hint lists those that it knows.
    """
    if name not in classes:
        raise RecipeError(
            Message("The model does not know the class {name}.", name=name),
            Message("Its classes are: {names}.", names=some_names(classes)),
        )
    return classes.index(name)


def overlay(heat_map: HeatMap, opacity: float = 0.5) -> NDArray[np.uint8]:
    """(H, W, 3) uint8: the picture with its heat map over it, stronger where it is hotter.

    Args:
        heat_map: what to show.
        opacity: of the hottest parts, 0..1.
    """
    from matplotlib import colormaps

    colours = colormaps["inferno"](0.25 + 0.7 * heat_map.values)[..., :3] * 255
    share = (opacity * np.sqrt(heat_map.values))[..., None]
    return np.asarray(heat_map.pixels * (1 - share) + colours * share + 0.5, dtype=np.uint8)
