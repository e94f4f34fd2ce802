"""What a network is made of: its stages from picture to scores, counted, not typed."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from tlgui.engine.data.preprocessing import Preprocessing

if TYPE_CHECKING:
    from torch import nn

    from tlgui.engine.models.catalog import Backbone


class LayerKind(StrEnum):
    """What a stage does, in the words of a course on CNNs."""

    STEM = "stem convolution"
    SEPARABLE = "depthwise separable convolution"
    INVERTED_RESIDUAL = "inverted residual blocks"
    LAST_CONVOLUTION = "last convolution"
    POOLING = "average pooling"


@dataclass(frozen=True)
class LayerGroup:
    """A stage of the backbone.

    Attributes:
        kind: what it does.
        blocks: how many blocks stand one after the other in it.
        kernel: side of its (depthwise) kernels; 0 for pooling.
        shape: of its output for one picture: (channels, height, width), or (features,).
        parameters: number of weights in it, batch normalisation included.
    """

    kind: LayerKind
    blocks: int
    kernel: int
    shape: tuple[int, ...]
    parameters: int


@dataclass(frozen=True)
class NetworkSummary:
    """A backbone in numbers.

    Attributes:
        groups: its stages, in the order in which a picture passes them; the head is not in it.
        preprocessing: of its input.
        pretrained_classes: that its own head told apart.
    """

    groups: tuple[LayerGroup, ...]
    preprocessing: Preprocessing
    pretrained_classes: int

    @property
    def parameters(self) -> int:
        """Weights of the backbone, without a head."""
        return sum(group.parameters for group in self.groups)

    @property
    def width(self) -> int:
        """Length of the feature vector."""
        return self.groups[-1].shape[0]

    def head_parameters(self, classes: int) -> int:
        """Weights and biases of a linear head for ``classes`` classes."""
        return classes * (self.width + 1)


@lru_cache(maxsize=8)
def summarise(backbone: Backbone) -> NetworkSummary:
    """The stages of ``backbone``, an EfficientNet of timm.

    No weights are loaded and nothing is computed: the network is built on PyTorch's meta device,
    which only follows shapes.
    """
    import timm
    import torch

    with torch.device("meta"):
        module: Any = timm.create_model(backbone.name, pretrained=False).eval()
        config = timm.data.resolve_model_data_config(module)
        stages = (module.bn1, *module.blocks, module.bn2, module.global_pool)
        shapes = _output_shapes(module, stages, tuple(config["input_size"]))
    first, *middle, last, pooled = shapes
    groups = [_convolution(LayerKind.STEM, module.conv_stem, module.bn1, first)]
    for blocks, shape in zip(module.blocks, middle, strict=True):
        inverted = type(blocks[-1]).__name__ == "InvertedResidual"
        kind = LayerKind.INVERTED_RESIDUAL if inverted else LayerKind.SEPARABLE
        kernel = blocks[0].conv_dw.kernel_size[0]
        groups.append(LayerGroup(kind, len(blocks), kernel, shape, _count(blocks)))
    groups.append(_convolution(LayerKind.LAST_CONVOLUTION, module.conv_head, module.bn2, last))
    groups.append(LayerGroup(LayerKind.POOLING, 1, 0, pooled, 0))
    return NetworkSummary(tuple(groups), Preprocessing.from_timm(config), module.num_classes)


def _convolution(kind: LayerKind, layer: Any, norm: Any, shape: tuple[int, ...]) -> LayerGroup:
    return LayerGroup(kind, 1, layer.kernel_size[0], shape, _count(layer) + _count(norm))


def _count(module: nn.Module) -> int:
    return sum(parameter.numel() for parameter in module.parameters())


def _output_shapes(
    module: nn.Module, stages: tuple[nn.Module, ...], input_size: tuple[int, ...]
) -> list[tuple[int, ...]]:
    """The shape of each stage's output for one picture, the batch left out."""
    import torch

    shapes: dict[nn.Module, tuple[int, ...]] = {}

    def note(stage: nn.Module, _inputs: object, output: torch.Tensor) -> None:
        shapes[stage] = tuple(output.shape[1:])

    for stage in stages:
        stage.register_forward_hook(note)
    with torch.inference_mode():
        module(torch.empty(1, *input_size))
    return [shapes[stage] for stage in stages]
