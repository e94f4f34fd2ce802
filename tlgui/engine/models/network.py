"""Networks: a body that turns a picture into features, and a head that turns them into scores.

The only module, with ``layers``, that knows a library of models. Training, prediction, heat maps
and summaries ask it.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from tlgui.engine.data.preprocessing import Framing, Preprocessing
from tlgui.engine.errors import BundleError, Message
from tlgui.engine.models import layers
from tlgui.engine.models.heads import HeadKind, HeadPlace, LinearHead
from tlgui.engine.models.ready import Body, ready_body
from tlgui.engine.models.weights import check_fits, fingerprint, load_embedded

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from numpy.typing import NDArray
    from torch import nn

    from tlgui.engine.models.catalog import Backbone
    from tlgui.engine.models.modules import StagesBody

FOLD_TOLERANCE = 1e-3
# Part of what names a body's features: a body that gives others has another.
_FEATURES = "means of all stages"
_STAGES_HEAD = "all_stages_head"


@dataclass(frozen=True)
class Network:
    """A body and a head, built only when needed.

    An engine that kept a converted copy of the body never asks for the PyTorch module.

    Attributes:
        backbone: timm's name.
        weights: fingerprint of the body's tensors.
        preprocessing: of its input.
        build_body: makes the body, a PyTorch module from pictures (B, 3, H, W) to features
            (B, width), in ``eval`` mode, on the CPU.
        head: what stands on it; None for a body alone.
        groups: widths of the parts of its features: of those that leave the last stage, and of
            each stage's mean.
        tensors: of the body, by the library's names.
        place: where the library keeps a linear head on the last features; None where it has no
            such place.
    """

    backbone: str
    weights: str
    preprocessing: Preprocessing
    build_body: Callable[[], nn.Module]
    head: LinearHead | None = None
    groups: tuple[int, ...] = ()
    tensors: Mapping[str, NDArray[Any]] = field(default_factory=dict, repr=False, compare=False)
    place: HeadPlace | None = None

    @property
    def key(self) -> str:
        """What tells its features of a picture from any others."""
        return features_key(self.body_key, self.preprocessing.bit_depth, self.preprocessing.framing)

    @property
    def body_key(self) -> str:
        """What tells its arithmetic from that of any other body."""
        arithmetic = replace(self.preprocessing, bit_depth=None, framing=Framing.CENTRE)
        return f"{self.backbone} {self.weights} {arithmetic} {_FEATURES}"

    def with_bit_depth(self, bit_depth: int | None) -> Network:
        """The same network for a data set whose 16-bit pictures use so many bits."""
        return replace(self, preprocessing=replace(self.preprocessing, bit_depth=bit_depth))

    def with_framing(self, framing: Framing) -> Network:
        """The same network for pictures that are framed in that way."""
        return replace(self, preprocessing=replace(self.preprocessing, framing=framing))

    @property
    def fingerprint(self) -> str:
        """What tells its answers from those of any other network, body and head."""
        head = self._head()
        whole = fingerprint({"weight": head.weight, "bias": head.bias})
        return hashlib.sha256(f"{self.key} {whole}".encode()).hexdigest()

    def with_head(self, head: LinearHead) -> Network:
        """The same body with ``head`` on it: on its last features, or on all of them."""
        return replace(self, head=head)

    @property
    def head_kind(self) -> HeadKind:
        """What its head looks at.

        Raises:
            BundleError: there is no head.
        """
        last = not self.groups or self._head().width == self.groups[0]
        return HeadKind.LINEAR if last else HeadKind.ALL_STAGES

    def probabilities(self, features: NDArray[np.float32]) -> NDArray[np.float32]:
        """(N, classes) float32 rows that sum to 1, for (N, width) features of the body.

        Raises:
            BundleError: there is no head.
        """
        return self._head().probabilities(features)

    def build(self) -> nn.Module:
        """The whole network, pictures (B, 3, H, W) to logits, in ``eval`` mode, on the CPU.

        A linear head on the last features becomes the library's own last layer, so that the
        weights are a plain checkpoint of it; one on all stages stands behind the body.

        Raises:
            BundleError: there is no head, or the network has no place for it.
        """
        import torch

        from tlgui.engine.models.modules import StagesClassifier

        head, body = self._head(), self.build_body()
        if self.head_kind is HeadKind.ALL_STAGES:
            weight, bias = torch.from_numpy(head.weight), torch.from_numpy(head.bias)
            return StagesClassifier(_stages_body(body), weight, bias).eval()
        module = _create(self.backbone, classes=len(head.bias))
        place = _place(module)
        state = dict(_stages_body(body).library.state_dict())
        state[place.weight] = torch.from_numpy(head.weight)
        state[place.bias] = torch.from_numpy(head.bias)
        module.load_state_dict(state)
        return module.eval()

    def folded(self) -> Folded:
        """The whole network's tensors, as a run keeps them.

        A linear head on the last features becomes the library's own; that the network then
        answers as body and head do one by one was tried when the body was built.

        Raises:
            BundleError: there is no head, or the network has no place for it.
        """
        head, place = self._head(), self.place
        if self.head_kind is HeadKind.ALL_STAGES:
            place = HeadPlace(HeadKind.ALL_STAGES, f"{_STAGES_HEAD}.weight", f"{_STAGES_HEAD}.bias")
        if place is None:
            raise _does_not_fold(self.backbone)
        return Folded({**self.tensors, place.weight: head.weight, place.bias: head.bias}, place)

    def _head(self) -> LinearHead:
        if self.head is None:
            raise BundleError(Message("The network {name} has no head.", name=self.backbone))
        return self.head


def features_key(body_key: str, bit_depth: int | None, framing: Framing) -> str:
    """The ``Network.key`` of a body, for a data set of ``bit_depth`` framed in that way."""
    depth = "" if bit_depth is None else f" {bit_depth} bits"
    return f"{body_key}{depth}{'' if framing is Framing.CENTRE else f' {framing}'}"


@dataclass(frozen=True)
class Folded:
    """What a run keeps of a network.

    Attributes:
        tensors: of the whole network, by the library's names.
        place: where the head lies among them.
    """

    tensors: dict[str, NDArray[Any]]
    place: HeadPlace


@dataclass(frozen=True)
class Skeleton:
    """A network without weights, on PyTorch's meta device, and what it was trained for.

    Attributes:
        module: pictures to the scores of its own classes.
        preprocessing: of its input.
        classes: that its own head tells apart.
    """

    module: nn.Module
    preprocessing: Preprocessing
    classes: int


def pretrained_network(backbone: Backbone) -> Network:
    """The body of ``backbone`` with its pretrained weights.

    Raises:
        WeightsError: the weights are missing, damaged, or not those of ``backbone``.
        BundleError: a linear head would not answer as the library's own.
    """
    return network_of(backbone, ready_body(backbone) or built_body(backbone))


def network_of(backbone: Backbone, body: Body) -> Network:
    """The network of ``body``, which is built only where that is needed."""
    return Network(
        backbone=backbone.name,
        weights=body.weights,
        preprocessing=body.preprocessing,
        build_body=_builder(backbone, body.tensors, "the embedded weights"),
        groups=backbone.feature_groups,
        tensors=body.tensors,
        place=body.place,
    )


def built_body(backbone: Backbone) -> Body:
    """The body of ``backbone``, built by its library; raises what ``pretrained_network`` does."""
    module = _create(backbone.name)
    module.load_state_dict(load_embedded(backbone, module.state_dict()))
    preprocessing, place = _preprocessing(module), _place(module)
    _take_head_off(module)
    tensors = {name: tensor.numpy() for name, tensor in module.state_dict().items()}
    body = Body(tensors, fingerprint(tensors), preprocessing, place)
    _check_that_heads_fold(network_of(backbone, body), backbone.width)
    return body


def _check_that_heads_fold(network: Network, width: int) -> None:
    """Nothing, where a random head within the network answers as it does behind the body.

    Raises:
        BundleError: it answers differently.
    """
    import torch

    random = np.random.default_rng(0)
    head = LinearHead(
        random.normal(size=(3, width)).astype(np.float32),
        random.normal(size=3).astype(np.float32),
    )
    module, body = network.with_head(head).build(), network.build_body()
    size = (network.preprocessing.height, network.preprocessing.width)
    probe = torch.randn(2, 3, *size, generator=torch.Generator().manual_seed(0))
    with torch.inference_mode():
        expected = head.logits(body(probe).numpy())
        difference = float(np.abs(module(probe).numpy() - expected).max())
    if not difference <= FOLD_TOLERANCE * max(1.0, float(np.abs(expected).max())):
        raise _does_not_fold(network.backbone)


def _does_not_fold(backbone: str) -> BundleError:
    return BundleError(Message("A linear head does not fold into {name}.", name=backbone))


def _builder(
    backbone: Backbone, tensors: Mapping[str, NDArray[Any]], source: str
) -> Callable[[], nn.Module]:
    """What builds the body anew each time from ``tensors``: engines move theirs, in place."""

    def build_body() -> nn.Module:
        import torch

        module = _create(backbone.name, classes=0)
        loaded = {name: torch.from_numpy(np.array(array)) for name, array in tensors.items()}
        check_fits(loaded, module.state_dict(), source)
        module.load_state_dict(loaded)
        return _with_stages(module)

    return build_body


def trained_network(
    backbone: Backbone,
    tensors: Mapping[str, NDArray[Any]],
    preprocessing: Preprocessing,
    place: HeadPlace,
    classes: int,
    source: str = "best.safetensors",
) -> Network:
    """The network of a run, body and head, from the tensors that the run keeps in ``source``.

    Raises:
        BundleError: the head is missing, damaged, or not for ``classes`` classes.
    """
    features = place.without_head(tensors)
    return Network(
        backbone=backbone.name,
        weights=fingerprint(features),
        preprocessing=preprocessing,
        build_body=_builder(backbone, features, source),
        head=place.head(tensors, classes, _head_width(backbone, place.kind)),
        groups=backbone.feature_groups,
        tensors=features,
        place=place if place.kind is HeadKind.LINEAR else None,
    )


def last_maps(module: nn.Module) -> str:
    """The name, in a module that ``build`` made, of the layer whose output are the last maps."""
    from tlgui.engine.models.modules import StagesClassifier

    if isinstance(module, StagesClassifier):
        return f"body.library.{layers.last_maps(module.body.library)}"
    return layers.last_maps(module)


def skeleton(backbone: Backbone) -> Skeleton:
    """``backbone`` without weights: only shapes and names, made in a moment."""
    import torch

    with torch.device("meta"):
        module: Any = _create(backbone.name).eval()
        return Skeleton(module, _preprocessing(module), module.num_classes)


def _create(name: str, *, classes: int | None = None) -> nn.Module:
    """The library's network of that name with random weights; its own classes by default."""
    import timm

    module: nn.Module = (
        timm.create_model(name, pretrained=False)
        if classes is None
        else timm.create_model(name, pretrained=False, num_classes=classes)
    )
    return module


def _take_head_off(module: Any) -> None:
    module.reset_classifier(0)


def _with_stages(module: nn.Module) -> StagesBody:
    """The body that gives the features of all stages of a library's network without head."""
    from tlgui.engine.models.modules import StagesBody

    return StagesBody(module, layers.block_stages(module)).eval()


def _stages_body(body: nn.Module) -> StagesBody:
    from tlgui.engine.models.modules import StagesBody

    assert isinstance(body, StagesBody)
    return body


def _head_width(backbone: Backbone, kind: HeadKind) -> int:
    return backbone.width if kind is HeadKind.LINEAR else sum(backbone.feature_groups)


def _place(module: nn.Module) -> HeadPlace:
    layer = layers.classifier_name(module)
    return HeadPlace(HeadKind.LINEAR, f"{layer}.weight", f"{layer}.bias")


def _preprocessing(module: nn.Module) -> Preprocessing:
    import timm

    return Preprocessing.from_timm(timm.data.resolve_model_data_config(module))
