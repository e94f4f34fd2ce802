"""PyTorch modules that wrap the library's networks: features of every stage, and a head on them.

Imported inside functions only: what is defined here needs PyTorch's classes.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

import torch  # noqa: TID253 - nobody imports this module at the start
from torch import nn  # noqa: TID253 - nor this one

from tlgui.engine.models import layers

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from torch import Tensor

    from tlgui.engine.models.layers import Taps


@contextmanager
def watched(library: nn.Module, names: Iterable[str]) -> Iterator[dict[str, Tensor]]:
    """The outputs of the modules of these names, as they come while pictures pass."""
    seen: dict[str, Tensor] = {}
    hooks = []
    for name in names:

        def note(_module: nn.Module, _inputs: object, output: Tensor, name: str = name) -> None:
            seen[name] = output

        hooks.append(library.get_submodule(name).register_forward_hook(note))
    try:
        yield seen
    finally:
        for hook in hooks:
            hook.remove()


class StagesBody(nn.Module):
    """Pictures (B, 3, H, W) to features (B, width): the last stage's, then each stage's mean.

    The features of all stages come out of one pass: as Head2Toe (Evci et al., ICML 2022) takes
    them, and at no measurable cost.

    Args:
        library: the library's network without its classifier, pictures to its last features.
        taps: where the maps (B, C, h, w) of its stages are to be had.
        mirrored: whether each picture is seen mirrored too, and the mean of both is given; maps
            of the mirrored one are turned back.
    """

    def __init__(self, library: nn.Module, taps: Taps, *, mirrored: bool = False) -> None:
        super().__init__()
        self.library = library
        self.taps = taps
        self.mirrored = mirrored

    def forward(self, pictures: Tensor) -> Tensor:
        """The features, (B, width)."""
        features, maps = self.with_maps(pictures)
        return torch.cat([features, *(each.mean(dim=(2, 3)) for each in maps)], dim=1)

    def with_maps(self, pictures: Tensor, *others: str) -> tuple[Tensor, list[Tensor]]:
        """The last features, and the maps of each stage; then those of ``others``."""
        names = (*self.taps.names, *others)
        looks = self._looks(pictures)
        with watched(self.library, names) as seen:
            features, maps = self._pass(looks)
            if any(name not in seen for name in others):
                # Asked for its maps, a library may pass by the modules that hold several stages.
                layers.last_features(self.library, looks)
        all_maps = (*maps, *(seen[name] for name in names))
        return self._mean(features), [self._mean(each) for each in all_maps]

    def unpooled(self, pictures: Tensor) -> tuple[Tensor, list[Tensor]]:
        """What leaves the last layer before the head, and the maps of each stage.

        Pictures may be larger than those that the head takes: it is left out. They are seen as they
        are, not mirrored.
        """
        with watched(self.library, self.taps.names) as seen:
            last, maps = layers.last_and_other_maps(self.library, pictures, self.taps.indices)
        return last, [*maps, *(seen[name] for name in self.taps.names)]

    def pooled(self, last: Tensor) -> Tensor:
        """The last features (B, width), from what leaves the last layer before the head."""
        return layers.before_classifier(self.library, last)

    def alone(self, pictures: Tensor) -> Tensor:
        """The last features, as the library gives them to its classifier."""
        return self._mean(layers.last_features(self.library, self._looks(pictures)))

    def _looks(self, pictures: Tensor) -> Tensor:
        """All looks at ``pictures``, as one batch: the mirrored ones behind the others."""
        return torch.cat([pictures, pictures.flip(3)]) if self.mirrored else pictures

    def _mean(self, values: Tensor) -> Tensor:
        """The mean over the looks of features (looks * B, width) or maps (looks * B, C, h, w)."""
        if not self.mirrored:
            return values
        as_it_is, mirrored = values.reshape(2, -1, *values.shape[1:]).unbind()
        return (as_it_is + (mirrored.flip(3) if mirrored.dim() == 4 else mirrored)) / 2

    def _pass(self, pictures: Tensor) -> tuple[Tensor, list[Tensor]]:
        """The last features, and the maps that the library itself gives."""
        if self.taps.names:
            features: Tensor = self.library(pictures)
            return features, []
        if not self.taps.indices:
            return layers.last_features(self.library, pictures), []
        return layers.features_and_maps(self.library, pictures, self.taps.indices)


class UpperBody(nn.Module):
    """The part of a body above a cut: what came to the cut (B, ...) to features (B, width).

    Args:
        body: whole, but with nothing left to do below the cut.
        lower: which of its stages lie below: their means are given.
    """

    def __init__(self, body: StagesBody, lower: Sequence[bool]) -> None:
        super().__init__()
        self.body = body
        self.lower = tuple(lower)

    def forward(self, activations: Tensor, lower_means: Tensor) -> Tensor:
        """The features, (B, width).

        Args:
            activations: what came to the cut, (B, ...).
            lower_means: means of the stages below it, side by side, (B, sum of their widths).
        """
        features, maps = self.body.with_maps(activations)
        if not any(self.lower):
            return torch.cat([features, *(each.mean(dim=(2, 3)) for each in maps)], dim=1)
        # Stages come in their order: those below the cut first.
        upper = [
            each.mean(dim=(2, 3)) for each, low in zip(maps, self.lower, strict=True) if not low
        ]
        return torch.cat([features, lower_means, *upper], dim=1)


class LowerBody(nn.Module):
    """The part of a body below a cut: pictures (B, 3, H, W) to one row each.

    A row is what comes to the cut, flat, then the means of the stages below it.

    Args:
        body: the whole.
        cut: name of the first module of the library's above the cut.
        lower: which of the body's stages lie below.
    """

    def __init__(self, body: StagesBody, cut: str, lower: Sequence[bool]) -> None:
        super().__init__()
        self.body = body
        self.cut = cut
        self.lower = tuple(lower)

    def forward(self, pictures: Tensor) -> Tensor:
        """The rows, (B, width)."""
        came, maps = came_to(self.body, self.cut, pictures)
        means = [each.mean(dim=(2, 3)) for each, low in zip(maps, self.lower, strict=True) if low]
        return torch.cat([came.flatten(1), *means], dim=1)


def came_to(body: StagesBody, cut: str, pictures: Tensor) -> tuple[Tensor, list[Tensor]]:
    """What comes to the module ``cut`` of the library's, and the maps of each stage."""
    seen: list[Tensor] = []

    def note(_module: nn.Module, inputs: tuple[Tensor, ...]) -> None:
        seen.append(inputs[0])

    hook = body.library.get_submodule(cut).register_forward_pre_hook(note)
    try:
        _features, maps = body.with_maps(pictures)
    finally:
        hook.remove()
    return seen[0], maps


class Tunable(nn.Module):
    """A body, or the part of one above a cut, with a linear head on standardised features.

    The head's steps are alike in size on features that are alike in scale: so it stands on
    standardised ones, and is unfolded when it is done.

    Args:
        body: ``StagesBody`` or ``UpperBody``.
        mean: of the features that the head looks at, (width,).
        scale: of the same.
        weight: of the head on standardised features, (classes, width).
        bias: of the same, (classes,).
        dropout: share of the features that are left out at random while it learns.
    """

    mean: Tensor
    scale: Tensor

    def __init__(
        self,
        body: nn.Module,
        mean: Tensor,
        scale: Tensor,
        weight: Tensor,
        bias: Tensor,
        dropout: float,
    ) -> None:
        super().__init__()
        self.body = body
        self.register_buffer("mean", mean)
        self.register_buffer("scale", scale)
        # One that leaves out nothing draws for every value all the same.
        self.dropout = nn.Dropout(dropout) if dropout else nn.Identity()
        self.head = nn.Linear(weight.shape[1], weight.shape[0])
        self.head.weight.data = weight.clone()
        self.head.bias.data = bias.clone()

    def forward(self, *inputs: Tensor) -> Tensor:
        """The scores, (B, classes), of what the body takes."""
        features = self.body(*inputs)[:, : self.head.in_features]
        scores: Tensor = self.head(self.dropout((features - self.mean) / self.scale))
        return scores

    @property
    def auxiliary_scores(self) -> list[Tensor]:
        """The scores of classifiers within the network, of the pictures that came last."""
        library = getattr(self.body, "library", None)
        return list(getattr(library, "auxiliary_scores", ()))


class MapsProbe(nn.Module):
    """Passes on what comes in; its place among the modules is what matters.

    Heat map methods hook a module whose output are maps (B, C, h, w). Where a layer gives them in
    another layout, they go through this module in theirs, and back.
    """

    def forward(self, maps: Tensor) -> Tensor:
        """The same."""
        return maps


class HardSigmoidInSteps(nn.Module):
    """The hard sigmoid, written out."""

    def forward(self, values: Tensor) -> Tensor:
        """Of the same shape, in 0..1."""
        return (values / 6 + 0.5).clamp(0, 1)


class Deployed(nn.Module):
    """Pictures (B, 3, H, W) float32, RGB, 0..1, to probabilities (B, classes): what is exported.

    The normalisation and the softmax are part of it: whoever runs it needs no numbers.

    Args:
        network: pictures to scores; with ``kept`` to scores and features (B, width).
        mean: of the pictures.
        std: of the pictures.
        temperature: by which scores are divided.
        kept: (pictures, width) features of length 1 that were learned from. Then it tells too how
            far each picture lies from the nearest of them.
    """

    mean: Tensor
    std: Tensor
    kept: Tensor | None

    def __init__(
        self,
        network: nn.Module,
        mean: Sequence[float],
        std: Sequence[float],
        temperature: float = 1.0,
        kept: Tensor | None = None,
    ) -> None:
        super().__init__()
        self.network = network
        self.temperature = temperature
        self.register_buffer("kept", None if kept is None else kept.T.contiguous())
        self.register_buffer("mean", torch.tensor(mean).view(1, 3, 1, 1))
        self.register_buffer("std", torch.tensor(std).view(1, 3, 1, 1))

    def forward(self, pictures: Tensor) -> Tensor | tuple[Tensor, Tensor]:
        """The probabilities, (B, classes); with ``kept`` the distances too, (B,), in 0..2.

        A distance is one less the cosine of the angle to the nearest.
        """
        normalised = (pictures - self.mean) / self.std
        if self.kept is None:
            scores: Tensor = self.network(normalised)
            return self._probabilities(scores)
        scores, features = self.network(normalised)
        # Probabilities come last: OpenCV gives what is computed last where no output is named.
        lengths = features.square().sum(dim=1).sqrt().clamp_min(1e-12)
        distances = 1 - (features @ self.kept.float()).amax(dim=1) / lengths
        return self._probabilities(scores), distances

    def _probabilities(self, scores: Tensor) -> Tensor:
        divided = scores if self.temperature == 1 else scores / self.temperature
        return divided.softmax(dim=1)


class ScoresAndFeatures(nn.Module):
    """Pictures to scores (B, classes) and to the first of a body's features, (B, width).

    Args:
        body: pictures to features.
        scores: features to scores.
        width: how many of the features are given.
        alone: whether only the last stage's are computed.
    """

    def __init__(self, body: nn.Module, scores: nn.Module, width: int, *, alone: bool) -> None:
        super().__init__()
        self.body = body
        self.scores = scores
        self.width = width
        self.alone = alone

    def forward(self, pictures: Tensor) -> tuple[Tensor, Tensor]:
        """The scores, (B, classes), and the features, (B, width)."""
        features: Tensor = (
            self.body.alone(pictures) if self.alone else self.body(pictures)  # type: ignore[operator]  # a StagesBody's
        )
        return self.scores(features), features[:, : self.width]


class Columns(nn.Module):
    """Features (B, width) to some of them that lie beside each other."""

    def __init__(self, part: slice) -> None:
        super().__init__()
        self.part = part

    def forward(self, features: Tensor) -> Tensor:
        """Those, (B, width of the part)."""
        return features[:, self.part]


class MergedScores(nn.Module):
    """Pictures to scores, of which some are those of several classes as one.

    The score of such a class is the logarithm of the sum of its parts' exponentials: the softmax of
    all scores then gives it the sum of their probabilities.

    Args:
        network: pictures to the scores of all classes.
        counts: how many of them each score is made of, one behind the other.
    """

    membership: Tensor

    def __init__(self, network: nn.Module, counts: Sequence[int]) -> None:
        super().__init__()
        self.network = network
        answers = torch.arange(len(counts)).repeat_interleave(torch.tensor(counts))
        self.register_buffer("membership", nn.functional.one_hot(answers, len(counts)).float())

    def forward(self, pictures: Tensor) -> Tensor:
        """The scores, (B, classes)."""
        scores: Tensor = self.network(pictures)
        highest = scores.amax(dim=1, keepdim=True)
        odds = (scores - highest).exp() @ self.membership
        # A probability of nothing has no logarithm, and no gradient.
        return odds.clamp_min(1e-30).log() + highest


class StagesClassifier(nn.Module):
    """Pictures to scores: a body and a linear head on its features, or on the first of them."""

    def __init__(self, body: nn.Module, weight: Tensor, bias: Tensor) -> None:
        super().__init__()
        self.body = body
        self.head = nn.Linear(weight.shape[1], weight.shape[0])
        self.head.weight.data = weight
        self.head.bias.data = bias

    def forward(self, pictures: Tensor) -> Tensor:
        """The scores, (B, classes)."""
        scores: Tensor = self.head(self.body(pictures)[:, : self.head.in_features])
        return scores


class SeveralBodies(nn.Module):
    """Pictures (B, 3, H, W) to the features of several bodies, side by side, (B, width)."""

    def __init__(self, bodies: Sequence[nn.Module]) -> None:
        super().__init__()
        self.bodies = nn.ModuleList(bodies)

    @property
    def library(self) -> nn.Module:
        """The first one's: whoever looks into a layer looks into one network."""
        first: nn.Module = self.bodies[0].library  # type: ignore[assignment]  # a StagesBody's
        return first

    def forward(self, pictures: Tensor) -> Tensor:
        """The features, (B, width)."""
        return torch.cat([body(pictures) for body in self.bodies], dim=1)


class AveragedHeads(nn.Module):
    """Pictures to scores whose softmax is the mean of what several heads on one body answer.

    Args:
        body: pictures to features.
        weight: of the heads, (members, classes, width).
        bias: of the same, (members, classes).
    """

    def __init__(self, body: nn.Module, weight: Tensor, bias: Tensor) -> None:
        super().__init__()
        self.body = body
        self.members, self.classes = bias.shape
        self.head = nn.Linear(weight.shape[2], self.members * self.classes)
        self.head.weight.data = weight.flatten(0, 1)
        self.head.bias.data = bias.flatten()

    def forward(self, pictures: Tensor) -> Tensor:
        """The scores, (B, classes)."""
        rows = self.head(self.body(pictures)[:, : self.head.in_features])
        return _mean_scores(rows.reshape(-1, self.members, self.classes))


class AveragedNetworks(nn.Module):
    """Pictures to scores whose softmax is the mean of what several networks answer."""

    def __init__(self, members: Sequence[nn.Module]) -> None:
        super().__init__()
        self.members = nn.ModuleList(members)

    def forward(self, pictures: Tensor) -> Tensor:
        """The scores, (B, classes)."""
        return _mean_scores(torch.stack([member(pictures) for member in self.members], dim=1))


def _mean_scores(scores: Tensor) -> Tensor:
    """(B, classes): logarithms of the mean probabilities of members' scores (B, members, classes).

    A probability of nothing has no logarithm, and no gradient.
    """
    return scores.softmax(dim=2).mean(dim=1).clamp_min(1e-30).log()


def compute_in_steps(module: nn.Module) -> None:
    """Have a network of the library compute in plain steps what other programs know only so.

    Its answers stay the same. The ONNX converter knows attention as one operator for four
    dimensions only; windows of places make it five. OpenCV (5.0, 4.14) takes whatever is multiplied
    by a hard sigmoid for a hard swish, and answers wrongly without a word.
    """
    for part in list(module.modules()):
        if getattr(part, "fused_attn", False):
            part.fused_attn = False  # type: ignore[assignment]  # PyTorch declares modules only
        for name, child in part.named_children():
            if type(child).__name__.casefold() == "hardsigmoid":
                part.add_module(name, HardSigmoidInSteps())
