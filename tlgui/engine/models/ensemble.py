"""Ensembles: several networks answer, and the mean of their probabilities counts.

Where only heads were learned, they stand on one body: an ensemble then takes the time of one
network. Where bodies were learned too, each member has its own.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np

from tlgui.engine.errors import BundleError, Message
from tlgui.engine.models.heads import HeadKind, HeadPlace, group_slices
from tlgui.engine.models.making import trained_network
from tlgui.engine.models.network import Folded, Network
from tlgui.engine.models.weights import fingerprint

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray
    from torch import nn

    from tlgui.engine.data.preprocessing import Preprocessing
    from tlgui.engine.models.catalog import Backbone
    from tlgui.engine.models.network import Origin


@dataclass(frozen=True)
class Ensemble(Network):
    """Networks for the same classes whose probabilities are averaged.

    Its features are those of the body that all members share, or of all bodies side by side.

    Attributes:
        members: each with its head; none merges answers, the whole does.
        shares_body: whether they stand on one body.
    """

    members: tuple[Network, ...] = ()
    shares_body: bool = True

    @property
    def fingerprint(self) -> str:
        """What tells its answers from those of any other network."""
        told = " ".join((self.key, *(member.fingerprint for member in self.members)))
        return hashlib.sha256(told.encode()).hexdigest()

    def answering(self, parts: Sequence[Sequence[int]]) -> Ensemble:
        """The same ensemble with other answers: each the sum of some of every member's."""
        members = tuple(member.answering(parts) for member in self.members)
        return replace(
            self,
            members=tuple(replace(member, merged=()) for member in members),
            merged=members[0].merged,
        )

    @property
    def answers(self) -> int:
        """How many probabilities it gives for a picture."""
        return len(self.merged) or self.members[0].answers

    @property
    def head_kind(self) -> HeadKind:
        """That it is an ensemble."""
        return HeadKind.ENSEMBLE

    @property
    def features_width(self) -> int:
        """How many of a picture's features it looks at."""
        if not self.shares_body:
            return sum(self.groups)
        return max(member.features_width for member in self.members)

    def probabilities(self, features: NDArray[np.float32]) -> NDArray[np.float32]:
        """(N, answers) float32 rows that sum to 1: the mean of the members'."""
        rows: NDArray[np.float32] = np.mean(
            [
                member.probabilities(part)
                for member, part in zip(self.members, self._parts(features), strict=True)
            ],
            axis=0,
        )
        return self._merge(rows)

    def folded(self) -> Folded:
        """The tensors of all members, as a run keeps them: those of a shared body only once."""
        tensors: dict[str, NDArray[Any]] = dict(self.tensors) if self.shares_body else {}
        parts = []
        for number, member in enumerate(self.members):
            prefix = _prefix(number)
            own = member.folded()
            place = own.place
            named = {prefix + name: array for name, array in own.tensors.items()}
            heads = {prefix + place.weight, prefix + place.bias}
            tensors |= {
                name: array
                for name, array in named.items()
                if name in heads or not self.shares_body
            }
            parts.append(place)
        place = HeadPlace(
            HeadKind.ENSEMBLE, "", "", self.groups, tuple(parts), shares_body=self.shares_body
        )
        return Folded(tensors, place)

    def _parts(self, features: NDArray[np.float32]) -> list[NDArray[np.float32]]:
        """The features that each member looks at."""
        if self.shares_body:
            return [features] * len(self.members)
        widths = [sum(member.groups) for member in self.members]
        return [features[:, part] for part in group_slices(widths)]

    def _whole(self) -> nn.Module:
        from tlgui.engine.models.modules import AveragedNetworks

        if not self.shares_body:
            return AveragedNetworks([member._whole() for member in self.members]).eval()
        return self._on(self.build_body()).eval()

    def _on(self, body: nn.Module) -> nn.Module:
        import torch
        from torch import nn

        from tlgui.engine.models.modules import AveragedHeads, AveragedNetworks, Columns

        if not self.shares_body:
            parts = group_slices([sum(member.groups) for member in self.members])
            return AveragedNetworks(
                [
                    member._on(nn.Sequential(body, Columns(part)))
                    for member, part in zip(self.members, parts, strict=True)
                ]
            )
        width = self.features_width
        weights, biases = [], []
        for member in self.members:
            assert member.head is not None
            missing = width - member.head.width
            weights.append(np.pad(member.head.weight, ((0, 0), (0, missing))))
            biases.append(member.head.bias)
        return AveragedHeads(
            body, torch.from_numpy(np.stack(weights)), torch.from_numpy(np.stack(biases))
        )


def ensemble_of(members: Sequence[Network], *, shares_body: bool) -> Ensemble:
    """The ensemble of ``members``, for the same classes and the same preparation of pictures.

    Args:
        members: each with its head.
        shares_body: whether all have the same body.
    """
    first = members[0]
    # A run keeps each head by a name of its own: none lies within the library's network.
    own = tuple(replace(member, place=None) for member in members) if shares_body else members
    if shares_body:
        return Ensemble(
            backbone=first.backbone,
            weights=first.weights,
            preprocessing=first.preprocessing,
            build_body=first.build_body,
            groups=first.groups,
            tensors=first.tensors,
            members=tuple(own),
            mirrored=first.mirrored,
        )
    tensors = {
        _prefix(number) + name: array
        for number, member in enumerate(members)
        for name, array in member.tensors.items()
    }
    return Ensemble(
        backbone=first.backbone,
        weights=fingerprint(tensors),
        preprocessing=first.preprocessing,
        build_body=partial(_several_bodies, tuple(members)),
        groups=(sum(sum(member.groups) for member in members),),
        tensors=tensors,
        members=tuple(own),
        shares_body=False,
    )


def trained_ensemble(
    backbone: Backbone,
    tensors: Mapping[str, NDArray[Any]],
    preprocessing: Preprocessing,
    place: HeadPlace,
    classes: int,
    source: str = "best.safetensors",
    origin: Origin | None = None,
) -> Ensemble:
    """The ensemble of a run, from the tensors that the run keeps; see ``trained_network``.

    Raises:
        BundleError: a head is missing, damaged, or not for ``classes`` classes.
    """
    prefixes = [_prefix(number) for number in range(len(place.members))]
    body = {name: array for name, array in tensors.items() if not name.startswith(tuple(prefixes))}
    members = []
    for prefix, part in zip(prefixes, place.members, strict=True):
        own = {
            name.removeprefix(prefix): array
            for name, array in tensors.items()
            if name.startswith(prefix)
        }
        if place.shares_body:
            own = {**body, **own}
        elif not own:
            raise BundleError(
                Message("The weights {file} lack a member of the ensemble.", file=source)
            )
        members.append(trained_network(backbone, own, preprocessing, part, classes, source, origin))
    return ensemble_of(members, shares_body=place.shares_body)


def _prefix(number: int) -> str:
    return f"members.{number}."


def _several_bodies(members: tuple[Network, ...]) -> nn.Module:
    from tlgui.engine.models.modules import SeveralBodies

    return SeveralBodies([member.build_body() for member in members]).eval()
