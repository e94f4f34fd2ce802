"""How networks come about: pretrained, from what a run keeps, with random weights, or tuned.

With ``network`` and ``layers`` all that knows a library of models.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np

from tlgui.engine.data.preprocessing import Preprocessing
from tlgui.engine.models import layers
from tlgui.engine.models.heads import HeadKind, HeadPlace, LinearHead
from tlgui.engine.models.layers import Taps
from tlgui.engine.models.network import Network, Origin, stages_body
from tlgui.engine.models.pretrained.loading import load_weights
from tlgui.engine.models.pretrained.ready import Body, ready_body
from tlgui.engine.models.weights import check_fits, fingerprint

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from numpy.typing import NDArray
    from torch import Tensor, nn

    from tlgui.engine.models.catalog import Backbone

FOLD_TOLERANCE = 1e-3
"""Largest difference of a head within its network, relative to the largest score."""


@dataclass(frozen=True)
class Skeleton:
    """A network without weights, on PyTorch's meta device, and what it was trained for.

    Attributes:
        module: pictures to the scores of its own classes, or to its last features.
        preprocessing: of its input.
        classes: that its own head tells apart; 0 where it has none on.
    """

    module: nn.Module
    preprocessing: Preprocessing
    classes: int


def pretrained_network(backbone: Backbone, file: Path | None = None) -> Network:
    """The body of ``backbone`` with its pretrained weights, or with those of the user's ``file``.

    Raises:
        WeightsError: the weights are missing, damaged, or not those of ``backbone``.
    """
    ready = ready_body(backbone) if file is None else None
    return network_of(backbone, ready or built_body(backbone, file))


def network_of(backbone: Backbone, body: Body) -> Network:
    """The network of ``body``, which is built only where that is needed."""
    groups = body.groups or backbone.feature_groups
    origin = origin_of(backbone)
    return Network(
        backbone=backbone.name,
        weights=body.weights,
        preprocessing=body.preprocessing,
        build_body=_builder(origin, body.tensors, "the pretrained weights", groups),
        groups=groups,
        tensors=body.tensors,
        place=body.place,
        origin=origin,
    )


def origin_of(backbone: Backbone) -> Origin:
    """What timm builds ``backbone`` from."""
    return Origin(partial(_create, backbone.name), backbone.stages, backbone.architecture)


def built_body(backbone: Backbone, file: Path | None = None) -> Body:
    """The body of ``backbone``, built by its library; raises what ``pretrained_network`` does.

    What the library says of it is tried: whether its features and those of its stages come out as
    told, and whether a linear head has a place in it. Where they do not, it gives the features of
    the last stage only; where it has not, a head of our own stands behind it.
    """
    whole: Any = _create(backbone.name)
    classifier = layers.classifier_names(whole)
    loaded = load_weights(backbone, whole.state_dict(), file, classifier)
    preprocessing = _preprocessing(whole)
    body = _create(backbone.name, classes=0)
    names = body.state_dict()
    # Files may hold tensors in any order of axes; what writes arrays takes them in their own.
    tensors = {name: loaded.tensors.get(name, names[name]).contiguous().numpy() for name in names}
    place = _place(whole if whole.num_classes else _create(backbone.name, classes=2))
    built = Body(tensors, fingerprint(tensors), preprocessing, place)
    if not _gives(network_of(backbone, built), backbone.feature_groups):
        built = replace(built, groups=(backbone.width,))
    if built.place is not None and not _folds(network_of(backbone, built), backbone.width):
        built = replace(built, place=None)
    return built


def _gives(network: Network, groups: tuple[int, ...]) -> bool:
    """Whether the body's features are those of its library, and as wide as the catalogue says."""
    import torch

    if len(groups) == 1:
        return True
    probe = _probe(network)
    try:
        with torch.inference_mode():
            expected = stages_body(network.build_body()).alone(probe)
            found = network.build_body()(probe)
    except Exception:  # noqa: BLE001 - the library raises anything for what it cannot do
        return False
    if found.shape[1] != sum(groups) or expected.shape[1] != groups[0]:
        return False
    tolerance = FOLD_TOLERANCE * max(1.0, float(expected.abs().max()))
    return float((found[:, : groups[0]] - expected).abs().max()) <= tolerance


def _folds(network: Network, width: int) -> bool:
    """Whether a random head within the network answers as it does behind the body."""
    import torch

    random = np.random.default_rng(0)
    head = LinearHead(
        random.normal(size=(3, width)).astype(np.float32),
        random.normal(size=3).astype(np.float32),
    )
    probe = _probe(network)
    try:
        module, body = network.with_head(head).build(), network.build_body()
        with torch.inference_mode():
            expected = head.logits(body(probe).numpy())
            difference = float(np.abs(module(probe).numpy() - expected).max())
    except Exception:  # noqa: BLE001 - the library raises anything for what it cannot do
        return False
    return difference <= FOLD_TOLERANCE * max(1.0, float(np.abs(expected).max()))


def _probe(network: Network) -> Tensor:
    """Two random pictures, (2, 3, H, W)."""
    import torch

    size = (network.preprocessing.height, network.preprocessing.width)
    return torch.randn(2, 3, *size, generator=torch.Generator().manual_seed(0))


def _builder(
    origin: Origin,
    tensors: Mapping[str, NDArray[Any]],
    source: str,
    groups: tuple[int, ...],
) -> Callable[..., nn.Module]:
    """What builds the body anew each time from ``tensors``: engines move theirs, in place."""

    def build_body(**asked: float) -> nn.Module:
        import torch

        from tlgui.engine.models.modules import StagesBody

        module = origin.create(classes=0, **asked)
        loaded = {name: torch.from_numpy(np.array(array)) for name, array in tensors.items()}
        check_fits(loaded, module.state_dict(), source)
        module.load_state_dict(loaded)
        found = layers.taps(module, origin.stages) if len(groups) > 1 else Taps()
        return StagesBody(module, found).eval()

    return build_body


def trained_network(
    backbone: Backbone,
    tensors: Mapping[str, NDArray[Any]],
    preprocessing: Preprocessing,
    place: HeadPlace,
    classes: int,
    source: str = "best.safetensors",
    origin: Origin | None = None,
) -> Network:
    """The network of a run, body and head, from the tensors that the run keeps in ``source``.

    Args:
        backbone: of the run.
        tensors: of body and head.
        preprocessing: of its input.
        place: where the head lies among the tensors.
        classes: that it tells apart.
        source: of the tensors, for people.
        origin: what it is built from, where that is not timm's ``backbone``.

    Raises:
        BundleError: the head is missing, damaged, or not for ``classes`` classes.
    """
    features = place.without_head(tensors)
    groups = place.groups or backbone.feature_groups
    width = sum(groups) if place.kind is HeadKind.ALL_STAGES else groups[0]
    built_from = origin or origin_of(backbone)
    made = Network(
        backbone=backbone.name,
        weights=built_from.weights(features),
        preprocessing=preprocessing,
        build_body=_builder(built_from, features, source, groups),
        head=place.head(tensors, classes, width),
        groups=groups,
        tensors=features,
        place=place if place.kind is HeadKind.LINEAR else None,
        origin=built_from,
    )
    return made.with_mirror() if place.mirrored else made


def random_network(backbone: Backbone, origin: Origin, preprocessing: Preprocessing) -> Network:
    """The body of a network that learns from scratch, with random weights that a seed gives.

    Args:
        backbone: what people are told of it.
        origin: what it is built from; its last layer is linear.
        preprocessing: of its input.
    """
    whole: Any = origin.create(classes=2)
    place = _place(whole)
    tensors = {
        name: tensor.contiguous().numpy()
        for name, tensor in origin.create(classes=0).state_dict().items()
    }
    groups = (layers.features_width(whole),)
    return Network(
        backbone=backbone.name,
        weights=origin.weights(tensors),
        preprocessing=preprocessing,
        build_body=_builder(origin, tensors, "the random weights", groups),
        groups=groups,
        tensors=tensors,
        place=place,
        origin=origin,
    )


def tuned_network(network: Network, changed: Mapping[str, NDArray[Any]]) -> Network:
    """``network`` with other values of some of its body's tensors, and without a head.

    Args:
        network: whose body was trained.
        changed: tensors by the library's names.
    """
    origin = network.origin
    assert origin is not None
    tensors = {**network.tensors, **changed}
    made = replace(
        network,
        weights=origin.weights(tensors),
        build_body=_builder(origin, tensors, "the trained weights", network.groups),
        tensors=tensors,
        head=None,
    )
    return made.with_mirror() if network.mirrored else made


def skeleton(backbone: Backbone, *, head: bool = True) -> Skeleton:
    """``backbone`` without weights: only shapes and names, made in a moment.

    Args:
        backbone: of the catalogue.
        head: whether its own classifier is on it; else it gives the last features.
    """
    import torch

    with torch.device("meta"):
        module: Any = _create(backbone.name, classes=None if head else 0).eval()
        return Skeleton(module, _preprocessing(module), module.num_classes)


def _create(name: str, *, classes: int | None = None, **asked: float) -> nn.Module:
    """The library's network of that name with random weights; its own classes by default."""
    import timm

    module: nn.Module = (
        timm.create_model(name, pretrained=False, **asked)
        if classes is None
        else timm.create_model(name, pretrained=False, num_classes=classes, **asked)
    )
    return module


def _place(module: nn.Module) -> HeadPlace | None:
    """Where a linear head on the last features goes; None where the library has no such place."""
    if layers.head_shape(module) is not layers.HeadShape.LINEAR:
        return None
    layer = layers.classifier_name(module)
    return HeadPlace(HeadKind.LINEAR, f"{layer}.weight", f"{layer}.bias")


def _preprocessing(module: nn.Module) -> Preprocessing:
    import timm

    return Preprocessing.from_timm(timm.data.resolve_model_data_config(module))
