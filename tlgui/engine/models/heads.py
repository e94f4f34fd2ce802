"""Heads: what turns a network's features into the scores of one's own classes."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

import numpy as np

from tlgui.engine.errors import BundleError, Message

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    Floats = NDArray[np.float32]


class HeadKind(StrEnum):
    """What a head is made of; a run keeps it, and its loader goes by it."""

    LINEAR = "linear"
    """One linear layer on the features that leave the last stage."""

    ALL_STAGES = "all-stages"
    """One linear layer on those and on the mean of every stage's maps."""

    OWN = "own"
    """One linear layer of our own on the last features, where the library has none like it."""

    ENSEMBLE = "ensemble"
    """Several heads, whose probabilities are averaged."""


@dataclass(frozen=True)
class LinearHead:
    """A linear classifier: ``features @ weight.T + bias`` are the logits.

    Attributes:
        weight: (classes, width) float32, for features as the body gives them.
        bias: (classes,) float32.
    """

    weight: Floats
    bias: Floats

    @property
    def width(self) -> int:
        """How many of a picture's features it looks at."""
        return int(self.weight.shape[1])

    def logits(self, features: Floats) -> Floats:
        """(N, classes) float32 scores for (N, width or more) features: the first ones count."""
        looked_at = np.ascontiguousarray(features[:, : self.width])
        return np.asarray(looked_at @ self.weight.T + self.bias)

    def probabilities(self, features: Floats) -> Floats:
        """(N, classes) float32 rows that sum to 1, for (N, width or more) features."""
        return softmax(self.logits(features))


@dataclass(frozen=True)
class HeadPlace:
    """Where a run's weights keep its head: the document that goes into the run.

    Attributes:
        kind: of the head.
        weight: name of the tensor with its weight.
        bias: name of the tensor with its bias.
        groups: widths of the parts of the features that the body under it gives; empty where
            they are those of the catalogue.
        members: where the heads of an ensemble's members lie, each among the member's tensors.
        shares_body: whether the members of an ensemble stand on one body.
        mirrored: whether the body sees each picture mirrored too, and gives the mean of both.
    """

    kind: HeadKind
    weight: str
    bias: str
    groups: tuple[int, ...] = ()
    members: tuple[HeadPlace, ...] = ()
    shares_body: bool = True
    mirrored: bool = False

    def to_json(self) -> dict[str, Any]:
        """A plain document from which ``from_json`` makes this object again."""
        document: dict[str, Any] = {
            "kind": self.kind.value,
            "weight": self.weight,
            "bias": self.bias,
        }
        if self.groups:
            document["groups"] = list(self.groups)
        if self.members:
            document["members"] = [member.to_json() for member in self.members]
            document["shares_body"] = self.shares_body
        if self.mirrored:
            document["mirrored"] = True
        return document

    @classmethod
    def from_json(cls, document: object) -> HeadPlace:
        """The place that ``to_json`` wrote.

        Raises:
            TypeError: the document is something else.
            KeyError: a part of it is missing.
            ValueError: the kind of head is not known here.
        """
        if not isinstance(document, dict):
            raise TypeError("the head is not an object")
        groups = document.get("groups", [])
        if not isinstance(groups, list) or not all(type(width) is int for width in groups):
            raise TypeError("the groups of the head are not numbers")
        kind, members = HeadKind(document["kind"]), document.get("members", [])
        if not isinstance(members, list) or bool(members) != (kind is HeadKind.ENSEMBLE):
            raise TypeError("an ensemble has members, and no other head has")
        places = tuple(cls.from_json(member) for member in members)
        if any(place.kind is HeadKind.ENSEMBLE for place in places):
            raise ValueError("the member of an ensemble is another")
        return cls(
            kind,
            str(document["weight"]),
            str(document["bias"]),
            tuple(groups),
            places,
            bool(document.get("shares_body", True)),
            bool(document.get("mirrored", False)),
        )

    def head(self, tensors: Mapping[str, NDArray[Any]], classes: int, width: int) -> LinearHead:
        """The head that lies here among ``tensors``, for ``classes`` classes.

        Raises:
            BundleError: it is missing, or of another shape, or damaged.
        """
        weight, bias = tensors.get(self.weight), tensors.get(self.bias)
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
                    layer=self.weight,
                    expected=(classes, width),
                    found=Message("none") if weight is None else weight.shape,
                )
            )
        return LinearHead(weight.astype(np.float32), bias.astype(np.float32))

    def without_head(self, tensors: Mapping[str, NDArray[Any]]) -> dict[str, NDArray[Any]]:
        """``tensors`` without those of the head."""
        return {
            name: array for name, array in tensors.items() if name not in (self.weight, self.bias)
        }


def group_slices(groups: Sequence[int]) -> list[slice]:
    """Where groups of these widths lie in a row of features, one behind the other."""
    ends = np.cumsum(groups).tolist()
    return [slice(end - width, end) for end, width in zip(ends, groups, strict=True)]


def softmax(logits: Floats) -> Floats:
    """Rows of probabilities from rows of logits."""
    shifted = np.exp(logits - logits.max(axis=-1, keepdims=True))
    return np.asarray(shifted / shifted.sum(axis=-1, keepdims=True), dtype=np.float32)
