"""Where a model looks: class activation maps, by torch-cam."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from tlgui.engine.data.images import decode
from tlgui.engine.devices import resolve_device
from tlgui.engine.errors import BundleError, Message, RecipeError
from tlgui.engine.models.heads import softmax
from tlgui.engine.models.network import last_maps
from tlgui.engine.training.run import open_run

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from numpy.typing import NDArray
    from torch import nn

    from tlgui.engine.data.preprocessing import Preprocessing
    from tlgui.engine.training.run import Run

# torch-cam's class a method, by the name that users see. Grad-CAM++ and LayerCAM are left out:
# on two clothes side by side they put only 60% of a class's energy on its half, Grad-CAM 80%.
METHODS = {"grad-cam": "GradCAM"}


@dataclass(frozen=True, eq=False)
class HeatMap:
    """Which parts of a picture speak for a class.

    Attributes:
        values: (H, W) float32 in 0..1, of the network's input; all 0 where nothing speaks for it.
        pixels: (H, W, 3) uint8, the network's input: the centre of the picture, resized.
        target: the class it is about.
        probabilities: (C,) float32, what the model answers.
    """

    values: NDArray[np.float32]
    pixels: NDArray[np.uint8]
    target: int
    probabilities: NDArray[np.float32]


class Explainer:
    """Heat maps for the pictures that a trained run classifies, in fp32.

    Attributes:
        classes: class names.
        methods: names of the methods that work for this network.
    """

    def __init__(
        self, module: nn.Module, layer: str, classes: tuple[str, ...], preprocessing: Preprocessing
    ) -> None:
        self._module = module.requires_grad_(False)
        self._layer = layer
        self._preprocessing = preprocessing
        self.classes = classes
        self.methods = tuple(METHODS)

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
        module = run.network().build().to(place)
        return cls(module, last_maps(module), run.classes, run.preprocessing)

    def class_number(self, name: str) -> int:
        """The number of the class called ``name``.

        Raises:
            RecipeError: the model does not know it; the hint lists those that it knows.
        """
        return find_class(self.classes, name)

    def heat_map(self, image: Path, target: int | None = None, method: str = "grad-cam") -> HeatMap:
        """The heat map of ``image`` for class ``target``; for the predicted one by default.

        Raises:
            PictureError: the picture cannot be read.
            RecipeError: there is no such method or class.
        """
        as_learned = self._preprocessing
        picture = decode(image, minimum_side=as_learned.resize_side, bit_depth=as_learned.bit_depth)
        return self.explain_pixels(as_learned.prepare(picture), target, method)

    def explain_pixels(
        self, pixels: NDArray[np.uint8], target: int | None = None, method: str = "grad-cam"
    ) -> HeatMap:
        """The heat map of a prepared network input, (H, W, 3) uint8."""
        import torch
        from torch.nn.functional import interpolate
        from torchcam import methods

        check_method(method)
        if target is not None and not 0 <= target < len(self.classes):
            raise RecipeError(Message("There is no class number {number}.", number=target))
        device = next(self._module.parameters()).device
        tensor = torch.from_numpy(pixels).to(device).permute(2, 0, 1)[None].float() / 255
        mean, std = (
            torch.tensor(values, device=device).view(1, 3, 1, 1)
            for values in (self._preprocessing.mean, self._preprocessing.std)
        )
        # The network is frozen: gradients flow only because the input asks for them.
        inputs = ((tensor - mean) / std).requires_grad_()
        extractor = getattr(methods, METHODS[method])
        with torch.enable_grad(), extractor(self._module, self._layer) as cam:
            logits = self._module(inputs)
            probabilities = softmax(logits.detach().cpu().numpy())[0]
            chosen = int(probabilities.argmax()) if target is None else target
            (activation,) = cam(chosen, logits, normalized=False)  # (1, h, w)
        activation = torch.relu(activation)[None]  # (1, 1, h, w)
        upsampled = interpolate(activation, pixels.shape[:2], mode="bilinear", align_corners=False)[
            0, 0
        ].detach()
        peak = float(upsampled.max())
        values = (upsampled / peak if peak > 0 else upsampled).cpu().numpy().astype(np.float32)
        if not np.isfinite(values).all():
            raise BundleError(Message("The heat map of this picture cannot be computed."))
        return HeatMap(np.clip(values, 0, 1), pixels, chosen, probabilities)


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
            Message("Its classes are: {names}.", names=", ".join(classes)),
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
