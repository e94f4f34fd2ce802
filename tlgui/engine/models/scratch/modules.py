"""Networks that timm has not, with the methods that its networks have.

Imported inside functions only: what is defined here needs PyTorch's classes.
"""

from __future__ import annotations

from math import prod
from typing import TYPE_CHECKING, Any, ClassVar

from torch import nn  # noqa: TID253 - nobody imports this module at the start

from tlgui.engine.models.scratch.design_layers import (
    Activation,
    AveragePooling,
    BatchNormalisation,
    Convolution,
    Dropout,
    Flatten,
    FullyConnected,
    Function,
    GlobalAverage,
    LocalResponse,
    MaxPooling,
    TransposedConvolution,
)
from tlgui.engine.models.scratch.grey import Grey

if TYPE_CHECKING:
    from torch import Tensor

    from tlgui.engine.models.scratch.design import Design
    from tlgui.engine.models.scratch.design_layers import Layer, Shape


class ScratchNetwork(nn.Module):
    """Pictures (B, 3, H, W) to scores, or to the last features where it has no classes.

    Args:
        features: pictures to the last maps (B, C, h, w).
        pre_logits: maps to the features (B, width) that the scores come from.
        width: of the features.
        classes: that it tells apart; 0 for none.
    """

    def __init__(
        self, features: nn.Module, pre_logits: nn.Module, width: int, classes: int
    ) -> None:
        super().__init__()
        self.features = features
        self.pre_logits = pre_logits
        self.num_features = self.head_hidden_size = width
        self.num_classes = classes
        self.fc = nn.Linear(width, classes) if classes else nn.Identity()
        self.pretrained_cfg = {"classifier": "fc"}

    def forward_features(self, pictures: Tensor) -> Tensor:
        """The last maps, (B, C, h, w)."""
        maps: Tensor = self.features(pictures)
        return maps

    def forward_head(self, maps: Tensor, *, pre_logits: bool = False) -> Tensor:
        """The scores; the features that they come from where ``pre_logits`` asks for them."""
        features: Tensor = self.pre_logits(maps)
        if pre_logits:
            return features
        scores: Tensor = self.fc(features)
        return scores

    def forward(self, pictures: Tensor) -> Tensor:
        """The scores, (B, classes)."""
        return self.forward_head(self.forward_features(pictures))


def designed(design: Design, classes: int) -> ScratchNetwork:
    """The network of ``design``; one that its ``check`` refuses cannot be built."""
    *rows, last = design.rows(max(classes, 1))
    parts: list[nn.Module] = []
    for row in rows:
        assert row.shape is not None, "an impossible design"
        parts.append(_module(row.layer, row.shape))
    assert last.shape is not None, "an impossible design"
    front = [Grey()] if design.channels == 1 else []
    features = nn.Sequential(*front, *parts[: design.split_at])
    return ScratchNetwork(
        features, nn.Sequential(*parts[design.split_at :]), prod(last.shape), classes
    )


def alexnet(classes: int) -> ScratchNetwork:
    """AlexNet as torchvision has it (Krizhevsky, 2014)."""
    from torchvision.models import alexnet as make

    whole: Any = make(num_classes=max(classes, 1))
    pre_logits = nn.Sequential(whole.avgpool, nn.Flatten(), *list(whole.classifier)[:-1])
    return ScratchNetwork(whole.features, pre_logits, 4096, classes)


def squeezenet(classes: int) -> ScratchNetwork:
    """SqueezeNet 1.1, its last convolution behind the mean over all places.

    A convolution of one place and a mean may change places: the same scores come from a plain
    linear layer. The ReLU between them is left out: a score below nothing would never learn.
    """
    from torchvision.models import squeezenet1_1

    whole: Any = squeezenet1_1()
    pre_logits = nn.Sequential(nn.Dropout(0.5), nn.AdaptiveAvgPool2d(1), nn.Flatten())
    return ScratchNetwork(whole.features, pre_logits, 512, classes)


class GoogLeNet(ScratchNetwork):
    """GoogLeNet: two more classifiers stand within it and are listened to while it learns.

    Args:
        classes: that it tells apart; 0 for none.
    """

    listened_to: ClassVar[dict[str, int]] = {"inception4a": 512, "inception4d": 528}
    """Behind which parts they stand, and how many maps there are."""

    def __init__(self, classes: int) -> None:
        from torchvision.models import googlenet

        whole: Any = googlenet(num_classes=1, aux_logits=False, init_weights=False)
        features = nn.Sequential()
        for name, part in whole.named_children():
            if name not in ("avgpool", "dropout", "fc"):
                features.add_module(name, part)
        pre_logits = nn.Sequential(whole.avgpool, nn.Flatten(), whole.dropout)
        super().__init__(features, pre_logits, 1024, classes)
        self.auxiliary = nn.ModuleList()
        self.auxiliary_scores: list[Tensor] = []
        """Of the pictures that came last, (B, classes) each; none while it answers."""

    def listen(self, classes: int) -> None:
        """Have the classifiers within learn too; what it is kept as has none of them."""
        from torchvision.models.googlenet import InceptionAux

        for depth in self.listened_to.values():
            self.auxiliary.append(InceptionAux(depth, classes))

    def forward_features(self, pictures: Tensor) -> Tensor:
        """The last maps, (B, 1024, h, w)."""
        self.auxiliary_scores = []
        maps = pictures
        for name, part in self.features.named_children():
            maps = part(maps)
            if self.training and len(self.auxiliary) and name in self.listened_to:
                self.auxiliary_scores.append(self.auxiliary[len(self.auxiliary_scores)](maps))
        return maps


_FUNCTIONS: dict[Function, type[nn.Module]] = {
    Function.RELU: nn.ReLU,
    Function.LEAKY_RELU: nn.LeakyReLU,
    Function.ELU: nn.ELU,
    Function.GELU: nn.GELU,
    Function.SILU: nn.SiLU,
    Function.SIGMOID: nn.Sigmoid,
    Function.TANH: nn.Tanh,
}


def _module(layer: Layer, shape: Shape) -> nn.Module:
    """What computes ``layer`` on what comes in as ``shape``."""
    depth = shape[0]
    match layer:
        case Convolution():
            window = (layer.kernel, layer.stride, layer.padding)
            return nn.Conv2d(depth, layer.filters, *window, groups=layer.groups)
        case TransposedConvolution():
            window = (layer.kernel, layer.stride, layer.padding)
            return nn.ConvTranspose2d(depth, layer.filters, *window)
        case MaxPooling():
            return nn.MaxPool2d(layer.kernel, layer.stride, layer.padding)
        case AveragePooling():
            return nn.AvgPool2d(layer.kernel, layer.stride, layer.padding)
        case BatchNormalisation():
            return nn.BatchNorm2d(depth) if len(shape) == 3 else nn.BatchNorm1d(depth)
        case LocalResponse():
            # The constants of the paper: its sum is not divided by the number of maps.
            return nn.LocalResponseNorm(layer.size, alpha=1e-4 * layer.size, beta=0.75, k=2.0)
        case Activation():
            return _FUNCTIONS[layer.function]()
        case Dropout():
            return nn.Dropout(layer.share)
        case Flatten():
            return nn.Flatten()
        case GlobalAverage():
            return nn.Sequential(nn.AdaptiveAvgPool2d(1), nn.Flatten())
        case FullyConnected():
            return nn.Linear(depth, layer.units)
    raise TypeError(layer)
