"""Networks: a backbone without its classifier, and a classifier with the trained head in it."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from tlgui.engine.data.preprocessing import Preprocessing
from tlgui.engine.errors import BundleError, Message
from tlgui.engine.models.weights import check_fits, fingerprint, load_embedded

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    import torch
    from numpy.typing import NDArray
    from torch import nn

    from tlgui.engine.models.catalog import Backbone

CLASSIFIER = "classifier."
FOLD_TOLERANCE = 1e-3


@dataclass(frozen=True)
class FeatureNetwork:
    """A frozen network that turns a picture into a feature vector, built only when needed.

    An engine that kept a converted copy never asks for the PyTorch module.

    Attributes:
        backbone: timm's name.
        weights: fingerprint of the tensors without the classifier.
        preprocessing: of its input.
        build: makes the PyTorch module, in ``eval`` mode, on the CPU.
    """

    backbone: str
    weights: str
    preprocessing: Preprocessing
    build: Callable[[], nn.Module]

    @property
    def key(self) -> str:
        """What tells its features from those of any other network."""
        return f"{self.backbone} {self.weights} {self.preprocessing}"


def pretrained_network(backbone: Backbone) -> FeatureNetwork:
    """The backbone with its pretrained weights and without its classifier."""
    import timm

    module = timm.create_model(backbone.name, pretrained=False)
    module.load_state_dict(load_embedded(backbone, module.state_dict()))
    config = timm.data.resolve_model_data_config(module)
    module.reset_classifier(0)
    module.eval()
    return FeatureNetwork(
        backbone=backbone.name,
        weights=fingerprint(_arrays(module.state_dict())),
        preprocessing=Preprocessing.from_timm(config),
        # A copy for each: engines move theirs to a device, in place.
        build=lambda: deepcopy(module),
    )


def trained_network(
    backbone: Backbone,
    tensors: Mapping[str, NDArray[Any]],
    preprocessing: Preprocessing,
) -> FeatureNetwork:
    """The feature network of a run, from the tensors of its ``best.safetensors``."""
    features = {name: array for name, array in tensors.items() if not name.startswith(CLASSIFIER)}

    def build() -> nn.Module:
        module = build_classifier(backbone, tensors)
        module.reset_classifier(0)  # type: ignore[operator]  # every timm model has it
        return module

    return FeatureNetwork(
        backbone=backbone.name,
        weights=fingerprint(features),
        preprocessing=preprocessing,
        build=build,
    )


def classifier_head(
    tensors: Mapping[str, NDArray[Any]], classes: int, width: int
) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """The linear classifier of a run: weight (classes, width) and bias (classes,), float32.

    Raises:
        BundleError: it is missing, or of another shape, or damaged.
    """
    weight, bias = tensors.get(f"{CLASSIFIER}weight"), tensors.get(f"{CLASSIFIER}bias")
    if (
        weight is None
        or bias is None
        or weight.shape != (classes, width)
        or bias.shape != (classes,)
        or not (np.isfinite(weight).all() and np.isfinite(bias).all())
    ):
        raise BundleError(
            Message(
                "The weights of this run have no classifier for {count} classes: layer "
                "{layer} with the shape {expected} is expected, {found} is found.",
                count=classes,
                layer=f"{CLASSIFIER}weight",
                expected=(classes, width),
                found=Message("none") if weight is None else weight.shape,
            )
        )
    return weight.astype(np.float32), bias.astype(np.float32)


def build_classifier(backbone: Backbone, tensors: Mapping[str, NDArray[Any]]) -> nn.Module:
    """The whole network of a run, picture to logits, in ``eval`` mode, on the CPU.

    Raises:
        WeightsError: the tensors do not fit the backbone.
    """
    import timm
    import torch

    bias = tensors.get(f"{CLASSIFIER}bias")
    if bias is None or bias.ndim != 1:
        raise BundleError(Message("The weights of this run have no classifier layer."))
    module: nn.Module = timm.create_model(backbone.name, pretrained=False, num_classes=len(bias))
    loaded = {name: torch.from_numpy(np.array(array)) for name, array in tensors.items()}
    check_fits(loaded, module.state_dict(), "best.safetensors")
    module.load_state_dict(loaded)
    return module.eval()


def fold_head(
    network: FeatureNetwork, weight: NDArray[np.float32], bias: NDArray[np.float32]
) -> nn.Module:
    """The network with a linear head as its classifier, checked: same logits as the head alone.

    Args:
        network: the feature network that the head was fitted on.
        weight: (classes, width) float32.
        bias: (classes,) float32.

    Raises:
        BundleError: the folded network answers differently.
    """
    import timm
    import torch

    features_module = network.build()
    module: nn.Module = timm.create_model(network.backbone, pretrained=False, num_classes=len(bias))
    state = dict(features_module.state_dict())
    state[f"{CLASSIFIER}weight"] = torch.from_numpy(weight)
    state[f"{CLASSIFIER}bias"] = torch.from_numpy(bias)
    module.load_state_dict(state)
    module.eval()

    side = network.preprocessing
    generator = torch.Generator().manual_seed(0)
    probe = torch.randn(2, 3, side.height, side.width, generator=generator)
    with torch.inference_mode():
        expected = features_module(probe).numpy() @ weight.T + bias
        difference = float(np.abs(module(probe).numpy() - expected).max())
    if not difference <= FOLD_TOLERANCE * max(1.0, float(np.abs(expected).max())):
        raise BundleError(
            Message(
                "The head does not fold into {name}: the logits differ by {difference}.",
                name=network.backbone,
                difference=difference,
            )
        )
    return module


def _arrays(state: Mapping[str, torch.Tensor]) -> dict[str, NDArray[Any]]:
    return {name: tensor.numpy() for name, tensor in state.items()}
