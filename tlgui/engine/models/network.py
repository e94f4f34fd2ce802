"""Networks: a body that turns a picture into features, and a head that turns them into scores.

With ``layers``, and ``making`` for how they come about, all that knows a library of models.
Training, prediction, heat maps and summaries ask it.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from tlgui.engine.data.preprocessing import Framing, Preprocessing
from tlgui.engine.errors import BundleError, Message
from tlgui.engine.models.heads import HeadKind, HeadPlace, LinearHead
from tlgui.engine.models.weights import fingerprint

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from numpy.typing import NDArray
    from torch import nn

    from tlgui.engine.models.modules import StagesBody

# Part of what names a body's features: a body that gives others has another.
_FEATURES = "means of all stages"
MIRRORED = ", mean with the mirrored picture's"
_STAGES_HEAD = "all_stages_head"
_OWN_HEAD = "own_head"


@dataclass(frozen=True)
class Origin:
    """What a library builds a network from.

    Attributes:
        create: makes it with random weights: with its own classes, or so many ``classes``; with
            what the library is asked for beside.
        stages: which maps of the library's ``forward_intermediates`` are looked at.
        architecture: timm's name for it; empty where timm does not know it.
        mark: tells it from others whose tensors have the same names and shapes.
    """

    create: Callable[..., nn.Module]
    stages: tuple[int, ...] = ()
    architecture: str = ""
    mark: str = ""

    def weights(self, tensors: Mapping[str, NDArray[Any]]) -> str:
        """What tells a body of these tensors from any other."""
        return f"{fingerprint(tensors)}{self.mark}"


@dataclass(frozen=True)
class Network:
    """A body and a head, built only when needed.

    An engine that kept a converted copy of the body never asks for the PyTorch module.

    Attributes:
        backbone: timm's name.
        weights: fingerprint of the body's tensors.
        preprocessing: of its input.
        build_body: makes the body, a PyTorch module from pictures (B, 3, H, W) to features
            (B, width), in ``eval`` mode, on the CPU; with what the library is asked for beside.
        head: what stands on it; None for a body alone.
        groups: widths of the parts of its features: of those that leave the last stage, and of
            each stage's mean.
        tensors: of the body, by the library's names.
        place: where the library keeps a linear head on the last features; None where it has no
            such place.
        merged: how many rows of the head each answer is the sum of, one behind the other; empty
            where each row is an answer.
        origin: what its library builds it from; None where it is no library's.
        mirrored: whether its features are the mean of those of a picture and of its mirror image.
    """

    backbone: str
    weights: str
    preprocessing: Preprocessing
    build_body: Callable[..., nn.Module]
    head: LinearHead | None = None
    groups: tuple[int, ...] = ()
    tensors: Mapping[str, NDArray[Any]] = field(default_factory=dict, repr=False, compare=False)
    place: HeadPlace | None = None
    merged: tuple[int, ...] = ()
    origin: Origin | None = field(default=None, repr=False, compare=False)
    mirrored: bool = False

    @property
    def key(self) -> str:
        """What tells its features of a picture from any others."""
        return features_key(self.body_key, self.preprocessing.bit_depth, self.preprocessing.framing)

    @property
    def body_key(self) -> str:
        """What tells its arithmetic from that of any other body."""
        arithmetic = replace(self.preprocessing, bit_depth=None, framing=Framing.CENTRE)
        features = _FEATURES if len(self.groups) != 1 else "of the last stage"
        return f"{self.backbone} {self.weights} {arithmetic} {features}{MIRRORED * self.mirrored}"

    def with_bit_depth(self, bit_depth: int | None) -> Network:
        """The same network for a data set whose 16-bit pictures use so many bits."""
        return replace(self, preprocessing=replace(self.preprocessing, bit_depth=bit_depth))

    def with_framing(self, framing: Framing) -> Network:
        """The same network for pictures that are framed in that way."""
        return replace(self, preprocessing=replace(self.preprocessing, framing=framing))

    def with_mirror(self) -> Network:
        """The same network, whose features are means over a picture and its mirror image.

        It takes twice the time. A head stands behind its body: no library averages.
        """

        def build_body(**asked: float) -> nn.Module:
            body = stages_body(self.build_body(**asked))
            body.mirrored = True
            return body

        return replace(self, build_body=build_body, place=None, mirrored=True)

    @property
    def fingerprint(self) -> str:
        """What tells its answers from those of any other network, body and head."""
        head = self._head()
        whole = fingerprint({"weight": head.weight, "bias": head.bias})
        told = f"{self.key} {whole}{f' merged {self.merged}' if self.merged else ''}"
        return hashlib.sha256(told.encode()).hexdigest()

    def with_head(self, head: LinearHead) -> Network:
        """The same body with ``head`` on it: on its last features, or on all of them."""
        return replace(self, head=head)

    def answering(self, parts: Sequence[Sequence[int]]) -> Network:
        """The same network with other answers: each the sum of some rows of its head.

        Args:
            parts: the rows of each answer; those that are in none are left out.

        Raises:
            BundleError: there is no head.
        """
        head = self._head()
        rows = [row for part in parts for row in part]
        chosen = LinearHead(
            np.ascontiguousarray(head.weight[rows]), np.ascontiguousarray(head.bias[rows])
        )
        counts = tuple(len(part) for part in parts)
        return replace(self, head=chosen, merged=counts if max(counts) > 1 else ())

    @property
    def answers(self) -> int:
        """How many probabilities it gives for a picture.

        Raises:
            BundleError: there is no head.
        """
        return len(self.merged) or len(self._head().bias)

    @property
    def head_kind(self) -> HeadKind:
        """What its head looks at.

        Raises:
            BundleError: there is no head.
        """
        if self.groups and self._head().width != self.groups[0]:
            return HeadKind.ALL_STAGES
        return HeadKind.OWN if self.place is None else HeadKind.LINEAR

    @property
    def features_width(self) -> int:
        """How many of a picture's features its head looks at.

        Raises:
            BundleError: there is no head.
        """
        return self._head().width

    def probabilities(self, features: NDArray[np.float32]) -> NDArray[np.float32]:
        """(N, answers) float32 rows that sum to 1, for (N, width) features of the body.

        Raises:
            BundleError: there is no head.
        """
        if not len(features):  # Where no picture can be read there is no width.
            return np.empty((0, self.answers), np.float32)
        return self._merge(self._head().probabilities(features))

    def _merge(self, rows: NDArray[np.float32]) -> NDArray[np.float32]:
        """(N, answers) probabilities, from those of all rows of the head."""
        if not self.merged:
            return rows
        return np.add.reduceat(rows, np.cumsum((0, *self.merged[:-1])), axis=1)

    def build(self) -> nn.Module:
        """The whole network, pictures (B, 3, H, W) to logits, in ``eval`` mode, on the CPU.

        A linear head on the last features becomes the library's own last layer, so that the
        weights are a plain checkpoint of it; any other stands behind the body. What merges its
        answers stands behind both.

        Raises:
            BundleError: there is no head.
        """
        return self.merging(self._whole())

    def build_with_features(self, width: int) -> nn.Module:
        """The same, but to scores and features (B, ``width``), the first of the body's.

        Raises:
            BundleError: there is no head.
        """
        from torch import nn

        from tlgui.engine.models.modules import ScoresAndFeatures, StagesBody

        body = self.build_body()
        scores = self.merging(self._on(nn.Identity()))
        last = bool(self.groups) and max(width, self.features_width) <= self.groups[0]
        alone = last and isinstance(body, StagesBody)
        return ScoresAndFeatures(body, scores, width, alone=alone).eval()

    def merging(self, module: nn.Module) -> nn.Module:
        """``module``, from pictures to the scores of all rows, with this network's answers."""
        from tlgui.engine.models.modules import MergedScores

        return MergedScores(module, self.merged).eval() if self.merged else module

    def _whole(self) -> nn.Module:
        """Pictures to the scores of all rows of the head."""
        import torch

        head, body = self._head(), self.build_body()
        if self.head_kind is not HeadKind.LINEAR:
            return self._on(stages_body(body)).eval()
        place = self.place
        assert place is not None
        assert self.origin is not None
        module = self.origin.create(classes=len(head.bias))
        state = dict(stages_body(body).library.state_dict())
        state[place.weight] = torch.from_numpy(head.weight)
        state[place.bias] = torch.from_numpy(head.bias)
        module.load_state_dict(state)
        return module.eval()

    def _on(self, body: nn.Module) -> nn.Module:
        """The head on ``body``, which gives features: to the scores of all rows of the head."""
        import torch

        from tlgui.engine.models.modules import StagesClassifier

        head = self._head()
        return StagesClassifier(body, torch.from_numpy(head.weight), torch.from_numpy(head.bias))

    def folded(self) -> Folded:
        """The whole network's tensors, as a run keeps them.

        A linear head on the last features becomes the library's own; that the network then
        answers as body and head do one by one was tried when the body was built.

        Raises:
            BundleError: there is no head.
        """
        head, kind = self._head(), self.head_kind
        if kind is HeadKind.LINEAR:
            assert self.place is not None
            place = self.place
        else:
            name = _STAGES_HEAD if kind is HeadKind.ALL_STAGES else _OWN_HEAD
            place = HeadPlace(kind, f"{name}.weight", f"{name}.bias")
        # The body is built again for the same features: those of its conversion and of its cache.
        place = replace(place, groups=self.groups, mirrored=self.mirrored)
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


def library_of(module: nn.Module) -> tuple[nn.Module, str]:
    """The library's own network in a module that ``build`` made, and the prefix of its names.

    Of an ensemble whose members have bodies of their own, the first member's.
    """
    from tlgui.engine.models.modules import (
        AveragedHeads,
        AveragedNetworks,
        MergedScores,
        StagesClassifier,
    )

    if isinstance(module, MergedScores):
        library, prefix = library_of(module.network)
        return library, f"network.{prefix}"
    if isinstance(module, AveragedNetworks):
        library, prefix = library_of(module.members[0])
        return library, f"members.0.{prefix}"
    if isinstance(module, StagesClassifier):
        return stages_body(module.body).library, "body.library."
    if isinstance(module, AveragedHeads):
        return stages_body(module.body).library, "body.library."
    return module, ""


def stages_body(body: nn.Module) -> StagesBody:
    """What gives the features of ``body``, as the kind it is."""
    from tlgui.engine.models.modules import StagesBody

    assert isinstance(body, StagesBody)
    return body
