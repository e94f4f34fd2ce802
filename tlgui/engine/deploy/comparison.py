"""How the answers of an export compare with those of the run that it was made of."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from tlgui.engine.data.records import SplitName

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from tlgui.engine.errors import Message

CLEAR = 0.02
"""A picture whose two best probabilities differ by more must get the same class."""
CLEAR_ELSEWHERE = 0.1
"""The same, where pictures are read by another decoder: reduced JPEGs are rounded otherwise."""
MOST_APART = 1e-3
"""By how much a probability may differ at most, where a format answers as the run does.

Networks of thirty families differ by 3e-5 at the most (``tests/benchmarks/FAMILIES.md``). The
smallest temperature, 0.1, makes ten times as much of that. Another temperature, or classes in
another order, make a difference of hundredths and more.
"""
NEAR_THE_LIMIT = 0.01
"""A picture whose distance differs from the limit by a larger share of it must be told alike."""
NEAR_ELSEWHERE = 0.1
"""The same, where pictures are read by another decoder."""


@dataclass(frozen=True)
class UnknownTest:
    """How a format tells unknown pictures, beside the run.

    Attributes:
        unknown: pictures that the run calls unknown.
        agreement: share of the pictures not near the limit of which both say the same.
        max_abs_difference: of all distances, as a share of the limit.
    """

    unknown: int
    agreement: float
    max_abs_difference: float

    def document(self) -> dict[str, Any]:
        """What the command line and ``bundle.json`` tell of it."""
        return asdict(self)


@dataclass(frozen=True)
class Elsewhere:
    """A format tried where it will be used, as a web page in a browser.

    Attributes:
        where: its name and version; empty where it could not be tried.
        images: pictures that both answered, read from their files by each.
        agreement: share of those with a clear answer that got the same class.
        max_abs_difference: of all probabilities.
        untried: why it could not be tried.
        unknown: how it told unknown pictures; None where it does not.
    """

    where: str = ""
    images: int = 0
    agreement: float = 0.0
    max_abs_difference: float = 0.0
    untried: Message | None = None
    unknown: UnknownTest | None = None

    def document(self) -> dict[str, Any]:
        """What the command line and ``bundle.json`` tell of it."""
        if self.untried is not None:
            return {"untried": str(self.untried)}
        told: dict[str, Any] = {
            "where": self.where,
            "images": self.images,
            "agreement": self.agreement,
            "max_abs_difference": self.max_abs_difference,
        }
        return told | ({} if self.unknown is None else {"unknown": self.unknown.document()})


@dataclass(frozen=True)
class SelfTest:
    """How a format's answers compare with the run's own.

    Attributes:
        images: pictures that both answered.
        agreement: share of those with a clear answer that got the same class.
        max_abs_difference: of all probabilities.
        passed: whether it may be used.
        split: where the pictures come from, ``TRAIN`` for what the model learned from; None for
            made-up ones, because the run's own are gone.
        accuracy: (the run's, this format's) on these pictures; None where the classes are not
            known.
        elsewhere: how it did where it will be used, for formats that are tried there.
        unknown: how it told unknown pictures; None where it does not.
    """

    images: int
    agreement: float
    max_abs_difference: float
    passed: bool
    split: SplitName | None
    accuracy: tuple[float, float] | None
    elsewhere: Elsewhere | None = None
    unknown: UnknownTest | None = None

    @property
    def pictures(self) -> str:
        """What the pictures are to the model: "validation", "test", "training", or "drawn"."""
        if self.split is None:
            return "drawn"
        return "training" if self.split is SplitName.TRAIN else self.split.value

    def document(self) -> dict[str, Any]:
        """What the command line and ``bundle.json`` tell of it."""
        told: dict[str, Any] = {
            "images": self.images,
            "agreement": self.agreement,
            "max_abs_difference": self.max_abs_difference,
            "passed": self.passed,
            "pictures": self.pictures,
        }
        if self.accuracy is not None:
            told["accuracy"] = {"run": self.accuracy[0], "export": self.accuracy[1]}
        if self.unknown is not None:
            told["unknown"] = self.unknown.document()
        if self.elsewhere is not None:
            told["elsewhere"] = self.elsewhere.document()
        return told


@dataclass(frozen=True, eq=False)
class Reference:
    """The run's own answers, fp32, on some pictures.

    Attributes:
        files: N pictures.
        probabilities: (N, C) float32.
        targets: (N,) true classes; None where they are not known.
        split: where the pictures come from; None for made-up ones.
        distances: (N,) to what was learned from, as shares of ``limit``; None where the run does
            not tell.
        limit: distance above which a picture is unknown.
    """

    files: tuple[Path, ...]
    probabilities: NDArray[np.float32]
    targets: NDArray[np.int64] | None
    split: SplitName | None
    distances: NDArray[np.float32] | None = None
    limit: float = 1.0

    def some(self, places: Sequence[int]) -> Reference:
        """The answers on the pictures at ``places``, whose classes do not matter."""
        distances = None if self.distances is None else self.distances[list(places)]
        rows = self.probabilities[list(places)]
        return replace(self, probabilities=rows, targets=None, distances=distances)


def compare(
    reference: Reference,
    answers: NDArray[np.float32],
    may_lose: float = 0.0,
    clear_from: float = CLEAR,
    near: float = NEAR_THE_LIMIT,
    most_apart: float = MOST_APART,
) -> SelfTest:
    """How ``answers``, (N, C) or with a column of distances (N, C + 1), compare with the run's.

    Args:
        reference: the run's.
        answers: the export's.
        may_lose: share of accuracy that the format may lose; 0 where it must not differ at all.
        clear_from: by how much the two best probabilities differ where an answer is clear.
        near: share of the limit by which a distance differs from it where that is clear.
        most_apart: by how much a probability may differ where the format must not.
    """
    expected = reference.probabilities
    unknown = None
    if reference.distances is not None and answers.shape[1] == expected.shape[1] + 1:
        unknown = _compare_unknown(reference, answers[:, -1], near)
        answers = answers[:, :-1]
    if answers.shape != expected.shape or not bool(np.isfinite(answers).all()):
        return SelfTest(len(expected), 0.0, 1.0, False, reference.split, None)
    difference = float(np.abs(answers - expected).max())
    same = answers.argmax(axis=1) == expected.argmax(axis=1)
    best = np.sort(expected, axis=1)[:, -2:]
    clear = best[:, 1] - best[:, 0] > clear_from
    agreement = float(same[clear].mean()) if clear.any() else float(difference <= clear_from)
    accuracy = None
    if reference.targets is not None:
        right = [
            float((rows.argmax(axis=1) == reference.targets).mean()) for rows in (expected, answers)
        ]
        accuracy = (right[0], right[1])
    if not may_lose:
        same_unknown = unknown is None or unknown.agreement == 1.0
        passed = agreement == 1.0 and difference <= most_apart and same_unknown
    elif accuracy is not None:
        passed = accuracy[0] - accuracy[1] <= may_lose + 1e-9
    else:
        passed = agreement >= 1.0 - may_lose
    return SelfTest(
        len(expected), agreement, difference, passed, reference.split, accuracy, unknown=unknown
    )


def _compare_unknown(
    reference: Reference, distances: NDArray[np.float32], near: float
) -> UnknownTest:
    """How ``distances`` (N,) tell unknown pictures, beside those of the run."""
    expected = reference.distances
    assert expected is not None
    if not bool(np.isfinite(distances).all()):
        return UnknownTest(int((expected > 1).sum()), 0.0, 1.0)
    theirs = distances / max(reference.limit, 1e-12)
    clear = np.abs(expected - 1) > near
    same = (theirs > 1) == (expected > 1)
    return UnknownTest(
        unknown=int((expected > 1).sum()),
        agreement=float(same[clear].mean()) if clear.any() else 1.0,
        max_abs_difference=float(np.abs(theirs - expected).max()),
    )
