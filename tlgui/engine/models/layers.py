"""What the library calls the parts of its networks: its names stand here and nowhere else.

Found from the modules in their order, which is that in which a picture passes them. Tables hold
only what cannot be found so.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from tlgui.engine.errors import BundleError, Message

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from torch import Tensor, nn


class LayerKind(StrEnum):
    """What a stage does, in the words of a course on CNNs."""

    STEM = "stem convolution"
    SEPARABLE = "depthwise separable convolution"
    INVERTED_RESIDUAL = "inverted residual blocks"
    CONVOLUTIONS = "convolution blocks"
    LAST_CONVOLUTION = "last convolution"
    POOLING = "average pooling"


@dataclass(frozen=True)
class Stage:
    """A part of a body that one would name.

    Attributes:
        name: of the module whose output is the stage's, as ``get_submodule`` takes it.
        modules: that make it up, in their order.
        blocks: how many blocks stand one after the other in it.
        kind: what it does.
    """

    name: str
    modules: tuple[nn.Module, ...]
    blocks: int
    kind: LayerKind


# Kinds of the library's blocks, by the names of their classes.
_BLOCK_KINDS = {
    "DepthwiseSeparableConv": LayerKind.SEPARABLE,
    "InvertedResidual": LayerKind.INVERTED_RESIDUAL,
}
# Children from the first of which on a network has vectors, not maps, by their names.
_BEHIND_THE_MAPS = frozenset(
    ("global_pool", "pre_logits", "fc_norm", "head_drop", "classifier", "head", "fc", "last_linear")
)


def classifier_name(module: nn.Module) -> str:
    """The name of the linear layer that gives the scores: ``classifier`` say, or ``head.fc``.

    Raises:
        BundleError: the network has none, or several.
    """
    name = getattr(module, "pretrained_cfg", {}).get("classifier")
    if not isinstance(name, str):
        raise BundleError(
            Message(
                "The network {name} has no single layer that gives the scores.",
                name=type(module).__name__,
            )
        )
    return name


def classifier_names(module: Any) -> tuple[str, ...]:
    """The names of all layers that give scores; none where the library does not tell."""
    names = getattr(module, "pretrained_cfg", {}).get("classifier")
    return (names,) if isinstance(names, str) else tuple(names or ())


def last_maps(module: nn.Module) -> str:
    """The name of the layer whose output are the last maps: what heat maps are made of.

    The last child before pooling and classifier.

    Raises:
        BundleError: nothing stands before them.
    """
    before = [name for name, _child in _body_children(module)]
    if not before:
        raise BundleError(
            Message("The network {name} has no maps to show.", name=type(module).__name__)
        )
    return before[-1]


def stages(module: nn.Module) -> tuple[Stage, ...]:
    """The stages of a convolutional body, from the picture to the pooled features."""
    found: list[Stage] = []
    convolution: list[nn.Module] = []  # and what normalises and activates it
    for name, child in _body_children(module):
        if _has_kernel(child):
            convolution = [child]
            kind = LayerKind.LAST_CONVOLUTION if found else LayerKind.STEM
            found.append(Stage(name, (child,), 1, kind))
        elif convolution and not any(_has_kernel(part) for part in child.modules()):
            convolution.append(child)
            found[-1] = replace(found[-1], name=name, modules=tuple(convolution))
        else:
            convolution = []
            found.extend(_block_stages(name, child))
    pooling = getattr(module, "global_pool", None)
    if pooling is not None:
        found.append(Stage("global_pool", (pooling,), 1, LayerKind.POOLING))
    return tuple(found)


def block_stages(module: nn.Module) -> tuple[str, ...]:
    """The names of the layers whose outputs are the maps of each stage of blocks.

    Stem and last convolution are left out: the one sees little more than the picture, and the
    mean of the other's maps are the last features themselves.
    """
    beside = (LayerKind.STEM, LayerKind.LAST_CONVOLUTION, LayerKind.POOLING)
    return tuple(stage.name for stage in stages(module) if stage.kind not in beside)


class HeadShape(StrEnum):
    """What the library gives a network for a classifier: where a head of one's own can go."""

    LINEAR = "linear"
    """One linear layer on the last features: a head of one's own takes its place."""

    SEVERAL = "several"
    """Several layers, whose scores are averaged or chosen from."""

    CONVOLUTION = "convolution"
    """A convolution over a map of one place."""

    MLP = "mlp"
    """Several layers, one behind the other."""

    NONE = "none"
    """None that could be told."""


def head_shape(module: Any) -> HeadShape:
    """What kind of classifier a network of the library has."""
    from torch import nn

    name = getattr(module, "pretrained_cfg", {}).get("classifier")
    if isinstance(name, tuple | list):
        return HeadShape.SEVERAL
    try:
        classifier = module.get_submodule(name) if isinstance(name, str) else None
    except AttributeError:
        return HeadShape.NONE
    if isinstance(classifier, nn.Linear):
        fits = classifier.in_features == features_width(module) and classifier.bias is not None
        return HeadShape.LINEAR if fits else HeadShape.MLP
    if isinstance(classifier, nn.ModuleList):
        return HeadShape.SEVERAL
    if isinstance(classifier, nn.Conv2d):
        return HeadShape.CONVOLUTION
    return HeadShape.NONE if classifier is None else HeadShape.MLP


def features_width(module: Any) -> int:
    """The length of the features that a network's classifier looks at."""
    return int(getattr(module, "head_hidden_size", 0) or module.num_features)


def last_features(library: Any, pictures: Tensor) -> Tensor:
    """The features (B, width) of pictures, as the library gives them to its classifier."""
    return before_classifier(library, library.forward_features(pictures))


def features_and_maps(
    library: Any, pictures: Tensor, indices: Sequence[int]
) -> tuple[Tensor, list[Tensor]]:
    """The same, and those of its maps (B, C, h, w) that ``indices`` name, out of one pass."""
    last, maps = last_and_other_maps(library, pictures, indices)
    return before_classifier(library, last), maps


def last_and_other_maps(
    library: Any, pictures: Tensor, indices: Sequence[int] = ()
) -> tuple[Tensor, list[Tensor]]:
    """What leaves the last layer before the head, and those maps that ``indices`` name."""
    if not indices:
        return library.forward_features(pictures), []
    last, maps = library.forward_intermediates(pictures, indices=list(indices))
    return last, list(maps)


def before_classifier(library: Any, last: Tensor) -> Tensor:
    """The features (B, width), from what leaves the last layer before the head."""
    features: Tensor = library.forward_head(last, pre_logits=True)
    return features


@dataclass(frozen=True)
class Taps:
    """Where the maps of a body's stages are to be had.

    Attributes:
        names: of modules whose outputs they are; or
        indices: among what the library's ``forward_intermediates`` gives.
    """

    names: tuple[str, ...] = ()
    indices: tuple[int, ...] = ()


def taps(module: Any, backbone_stages: Sequence[int]) -> Taps:
    """Where the maps of the stages of a network of the library are to be had.

    Args:
        module: the network.
        backbone_stages: indices that the catalogue has of it; none for stages that are told from
            the names of modules.
    """
    if has_named_stages(module):
        return Taps(names=block_stages(module))
    return Taps(indices=tuple(backbone_stages))


def has_named_stages(module: Any) -> bool:
    """Whether a network's stages are sequences of blocks, each with a name of its own."""
    return hasattr(module, "conv_stem") and _is_sequence(getattr(module, "blocks", module))


def useful_stages(shapes: Sequence[tuple[int, ...]], width: int) -> tuple[int, ...]:
    """Which of a network's maps to look at, by their shapes (channels, height, width).

    Of a network whose maps get smaller, the last of each size, but not those whose mean the last
    features are; of one whose maps all have one size, four, evenly spaced.

    Args:
        shapes: of all maps, in the order in which a picture passes them.
        width: of the last features.
    """
    sizes = [shape[1:] for shape in shapes]
    if len(set(sizes)) > 2:
        last = [place for place, size in enumerate(sizes) if size not in sizes[place + 1 :]]
        end = (len(sizes) - 1, width)
        return tuple(place for place in last if (place, shapes[place][0]) != end)
    if len(sizes) <= 4:
        return tuple(range(len(sizes)))
    return tuple(len(sizes) * quarter // 4 - 1 for quarter in (1, 2, 3, 4))


def _block_stages(name: str, child: nn.Module) -> list[Stage]:
    """The stages in a child with blocks: one a sequence of blocks in it, else it is one itself."""
    parts = list(child.named_children())
    if parts and all(_is_sequence(part) for _name, part in parts):
        return [_block_stage(f"{name}.{number}", part) for number, part in parts]
    return [_block_stage(name, child)]


def _block_stage(name: str, module: nn.Module) -> Stage:
    blocks = list(module.children()) if _is_sequence(module) else [module]
    kind = _BLOCK_KINDS.get(type(blocks[-1]).__name__, LayerKind.CONVOLUTIONS)
    return Stage(name, (module,), len(blocks), kind)


def forget_caches(module: nn.Module) -> None:
    """Let a network compute anew what it keeps of weights that may have changed since.

    Some attention keeps its biases, gathered for each pair of places, while it does not train.
    """
    parts: list[Any] = list(module.modules())
    for part in parts:
        if hasattr(part, "attention_bias_cache"):
            part.attention_bias_cache = {}


def keep_no_caches(module: nn.Module) -> None:
    """Let it keep nothing of weights that train: through what is kept no gradient comes."""
    parts: list[Any] = list(module.modules())
    for part in parts:
        if hasattr(part, "attention_bias_cache"):
            part.attention_bias_cache = {}
            part.training = True  # of this module alone: what is in it stays as it is


MOST_STAGES = 8
"""Deeper networks, transformers mostly, are told in quarters: nobody thinks of 24 stages."""


def depth_groups(module: Any, *, coarse: bool) -> tuple[tuple[str, ...], ...]:
    """The names of a body's parameters in groups, from those next to the picture to the last.

    Args:
        module: a network of the library, without its classifier.
        coarse: in stages, of which there are up to ``MOST_STAGES`` or so; else layer by layer.
    """
    from timm.models import group_parameters

    try:
        found = group_parameters(module, module.group_matcher(coarse=coarse))
        groups = [tuple(names) for _number, names in sorted(found.items())]
    except (AttributeError, TypeError, AssertionError):  # Some are only told layer by layer.
        groups = _groups_in_order(module)
    shapes = {name: parameter.ndim for name, parameter in module.named_parameters()}
    merged: list[tuple[str, ...]] = []
    for names in groups:
        own = tuple(name for name in names if name in shapes)
        # A norm behind the last stage is no stage.
        if merged and all(shapes[name] <= 1 for name in own):
            merged[-1] += own
        elif own:
            merged.append(own)
    return _in_quarters(merged) if coarse and len(merged) > MOST_STAGES + 1 else tuple(merged)


def last_groups(module: Any, count: int | None) -> frozenset[str]:
    """The names of the parameters in the last ``count`` coarse groups of a body; None for all."""
    groups = depth_groups(module, coarse=True)
    first = 0 if count is None else max(0, len(groups) - max(0, count))
    return frozenset(name for group in groups[first:] for name in group)


def _groups_in_order(module: nn.Module) -> list[tuple[str, ...]]:
    """A group for each element of ``chain``; what stands in none goes to the last."""
    named = [name for name, _parameter in module.named_parameters()]
    groups = []
    for element, _child in chain(module):
        groups.append(tuple(name for name in named if name.startswith(f"{element}.")))
    told = {name for group in groups for name in group}
    rest = tuple(name for name in named if name not in told)
    return [*groups, rest]


def _in_quarters(groups: list[tuple[str, ...]]) -> tuple[tuple[str, ...], ...]:
    """What stands before the blocks, then the blocks in four parts."""
    stem, *blocks = groups
    ends = [len(blocks) * quarter // 4 for quarter in range(5)]
    parts = [blocks[start:end] for start, end in pairwise(ends)]
    return (stem, *(tuple(name for group in part for name in group) for part in parts))


def chain(module: nn.Module) -> tuple[tuple[str, nn.Module], ...]:
    """The modules that a picture passes one after the other, as far as their order tells.

    Children with parts in a row are told part by part. Whether one really follows the other is
    for the caller to try.
    """
    found: list[tuple[str, nn.Module]] = []
    for name, child in module.named_children():
        if name in _BEHIND_THE_MAPS:
            break
        if _is_sequence(child):
            found.extend((f"{name}.{number}", part) for number, part in child.named_children())
        else:
            found.append((name, child))
    return tuple(found)


def _body_children(module: nn.Module) -> Iterator[tuple[str, nn.Module]]:
    """The children before pooling and classifier, in their order, without empty ones."""
    for name, child in module.named_children():
        if name in _BEHIND_THE_MAPS:
            return
        if type(child).__name__ != "Identity":
            yield name, child


def _is_sequence(module: nn.Module) -> bool:
    from torch import nn

    return isinstance(module, nn.Sequential)


def _has_kernel(module: Any) -> bool:
    from torch import nn

    return isinstance(module, nn.Conv2d)


def in_two(library: Any, last: int) -> tuple[list[nn.Module], list[nn.Module]]:
    """What a picture passes in an EfficientNet of timm's: before its ``last`` stages, and after.

    One module after the other gives the same as the network, up to its features.
    """
    stages = list(library.blocks)
    below = [library.conv_stem, library.bn1, *stages[: len(stages) - last]]
    above = [library.conv_head, library.bn2, library.global_pool]
    return below, [*stages[len(stages) - last :], *above]
