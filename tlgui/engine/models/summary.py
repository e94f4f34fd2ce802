"""What a network is made of: its stages from picture to scores, counted, not typed."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from tlgui.engine.errors import BundleError, Message
from tlgui.engine.models import layers
from tlgui.engine.models.layer_table import LayerTable, layer_table
from tlgui.engine.models.network import skeleton

if TYPE_CHECKING:
    from torch import nn

    from tlgui.engine.data.preprocessing import Preprocessing
    from tlgui.engine.models.catalog import Backbone
    from tlgui.engine.models.layers import LayerKind, Stage


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
        stage_width: channels of all stages' maps together, whose means a head may look at too.
    """

    groups: tuple[LayerGroup, ...]
    preprocessing: Preprocessing
    pretrained_classes: int
    stage_width: int = 0

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
    """The stages of ``backbone``; raises BundleError where it is not a row of them.

    No weights are loaded and nothing is computed: the network is built on PyTorch's meta device,
    which only follows shapes.
    """
    try:
        return _summary(backbone)
    except Exception as error:  # the library raises anything for what it cannot do
        raise BundleError(
            Message("The layers of {name} cannot be shown as a list.", name=backbone.label)
        ) from error


@lru_cache(maxsize=8)
def backbone_layers(backbone: Backbone) -> LayerTable:
    """The layers of ``backbone``, its own head included, and the groups that fine-tuning trains.

    Raises:
        BundleError: its layers cannot be told.
    """
    try:
        whole, body = skeleton(backbone), skeleton(backbone, head=False)
        size = whole.preprocessing
        return layer_table(
            whole.module,
            (3, size.height, size.width),
            groups=layers.depth_groups(body.module, coarse=True),
        )
    except Exception as error:  # the library raises anything for what it cannot do
        raise BundleError(
            Message("The layers of {name} cannot be shown as a list.", name=backbone.label)
        ) from error


def _summary(backbone: Backbone) -> NetworkSummary:
    bare = skeleton(backbone)
    stages = layers.stages(bare.module)
    preprocessing = bare.preprocessing
    shapes = _output_shapes(bare.module, stages, (3, preprocessing.height, preprocessing.width))
    if not shapes or any(len(shape) not in (1, 3) for shape in shapes):
        raise ValueError(shapes)  # rows of tokens, not maps
    groups = tuple(
        LayerGroup(
            stage.kind,
            stage.blocks,
            layers.kernel(stage),
            shape,
            sum(_count(module) for module in stage.modules),
        )
        for stage, shape in zip(stages, shapes, strict=True)
    )
    return NetworkSummary(groups, preprocessing, bare.classes, sum(backbone.stage_widths))


def _count(module: nn.Module) -> int:
    return sum(parameter.numel() for parameter in module.parameters())


def _output_shapes(
    module: nn.Module, stages: tuple[Stage, ...], input_size: tuple[int, ...]
) -> list[tuple[int, ...]]:
    """The shape of each stage's output for one picture, the batch left out."""
    import torch

    shapes: dict[nn.Module, tuple[int, ...]] = {}

    def note(part: nn.Module, _inputs: object, output: torch.Tensor) -> None:
        shapes[part] = tuple(output.shape[1:])

    outputs = [module.get_submodule(stage.name) for stage in stages]
    for part in outputs:
        part.register_forward_hook(note)
    with torch.inference_mode():
        module(torch.empty(1, *input_size, device="meta"))
    return [shapes[part] for part in outputs]
