"""What else than means the stages could give: maxima, lengths, weights of stages, mirrored looks.

    python -m tests.benchmarks.stage_statistics FOLDER [--kinds digits,fabric] [--seeds 3]

FOLDER and the kinds of pictures are those of ``stage_features``, and so are the divisions. All in
fp32 by PyTorch, on the same folds; ``auto`` is what cross-validation chooses of the last stage and
the means, ``auto of three`` of those and the maxima beside them.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from unittest.mock import patch

import numpy as np
import torch

from tests.benchmarks.stage_features import SHOTS, fitted_and_judged, kinds
from tlgui.engine.models.catalog import DEFAULT_BACKBONE, find_backbone
from tlgui.engine.models.engines import BATCH_SIZE
from tlgui.engine.models.heads import group_slices
from tlgui.engine.models.making import pretrained_network
from tlgui.engine.models.network import stages_body
from tlgui.engine.training.linear_heads.scaling import Standardiser

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from numpy.typing import NDArray

    Floats = NDArray[np.float32]
    Groups = tuple[int, ...]
    Weigh = Callable[[int, int], float]


@dataclass(frozen=True)
class Statistics:
    """What the stages of a network see in pictures: rows of features, a picture each."""

    means: Floats
    maxima: Floats
    mirrored: Floats
    targets: NDArray[np.int64]
    groups: Groups


def statistics(pictures: Iterator[tuple[NDArray[np.uint8], int]]) -> Statistics:
    """The last features with each stage's mean, and its maxima, of all ``pictures``."""
    network = pretrained_network(find_backbone(DEFAULT_BACKBONE))
    known, body = network.preprocessing, stages_body(network.build_body())
    prepared = [(known.prepare(pixels), label) for pixels, label in pictures]
    mean, std = (torch.tensor(each).view(1, 3, 1, 1) * 255 for each in (known.mean, known.std))
    rows: tuple[list[Floats], ...] = ([], [], [])
    for start in range(0, len(prepared), BATCH_SIZE):
        pixels = np.stack([each for each, _label in prepared[start : start + BATCH_SIZE]])
        inputs = (torch.from_numpy(pixels).permute(0, 3, 1, 2).float() - mean) / std
        with torch.inference_mode():
            last, maps = body.with_maps(inputs)
            found = (
                torch.cat([last, *(each.mean(dim=(2, 3)) for each in maps)], dim=1),
                torch.cat([each.amax(dim=(2, 3)) for each in maps], dim=1),
                body(inputs.flip(3)),
            )
        for kept, values in zip(rows, found, strict=True):
            kept.append(values.numpy())
    means, maxima, mirrored = (np.concatenate(each) for each in rows)
    targets = np.asarray([label for _pixels, label in prepared], np.int64)
    return Statistics(means, maxima, mirrored, targets, network.groups)


def lengths_alike(values: Floats, groups: Groups) -> Floats:
    """``values`` with each group of a picture at length 1."""
    made = values.copy()
    for part in group_slices(groups):
        lengths = np.linalg.norm(made[:, part], axis=1, keepdims=True)
        made[:, part] /= np.maximum(lengths, 1e-9)
    return made


@contextmanager
def stages_weighed(weigh: Weigh | None) -> Iterator[None]:
    """Within it, standardised groups are multiplied by ``weigh``, of their number and width."""
    if weigh is None:
        yield
        return
    fit = Standardiser.fit

    def weighed(features: Floats, groups: Sequence[int] = ()) -> Standardiser:
        made = fit(features, groups)
        scale = made.scale.copy()
        for number, part in enumerate(group_slices(groups or (len(scale),))):
            scale[part] /= weigh(number, part.stop - part.start)
        return Standardiser(made.mean, scale)

    with patch.object(Standardiser, "fit", weighed):
        yield


def tried(seen: Statistics) -> dict[str, tuple[Floats, tuple[Groups, ...], Weigh | None]]:
    """Features, the choices among them, and what stages are multiplied by, by name."""
    means, groups = seen.means, seen.groups
    both, of_both = np.hstack([means, seen.maxima]), (*groups, *groups[1:])
    last = groups[:1]
    late = (0, len(groups) - 1)
    return {
        "last": (means, (last,), None),
        "means": (means, (groups,), None),
        "means and maxima": (both, (of_both,), None),
        "auto": (means, (last, groups), None),
        "auto of three": (both, (last, groups, of_both), None),
        "auto, mirrored too": ((means + seen.mirrored) / np.float32(2), (last, groups), None),
        "means, lengths alike": (lengths_alike(means, groups), (groups,), None),
        "means and maxima, lengths alike": (lengths_alike(both, of_both), (of_both,), None),
        "each stage as much": (means, (groups,), lambda _number, width: 20 / width**0.5),
        "last features twice": (means, (groups,), lambda number, _width: 2 - (number > 0)),
        "early stages half": (means, (groups,), lambda n, _width: 1 if n in late else 0.5),
        "early stages twice": (means, (groups,), lambda n, _width: 1 if n in late else 2),
    }


def measure(name: str, seen: Statistics, shots: int | None, seeds: int) -> None:
    """Print a row for each way, of one kind of pictures."""
    targets = seen.targets
    for way, (features, choices, weigh) in tried(seen).items():
        rows = []
        for seed in range(seeds):
            with stages_weighed(weigh):
                rows.append(fitted_and_judged(features, targets, choices, shots, seed)[:2])
        (accuracy, loss), (spread, _) = np.mean(rows, axis=0), np.std(rows, axis=0)
        amount = "all" if shots is None else f"{shots} a class"
        sys.stdout.write(f"{name}, {amount}, {way}: {accuracy:.1f} +- {spread:.1f}%, {loss:.3f}\n")
        sys.stdout.flush()


def main() -> None:
    """Measure the kinds that are asked for."""
    arguments = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    arguments.add_argument("folder", type=Path)
    arguments.add_argument("--kinds", default="", help="only these, with commas")
    arguments.add_argument("--seeds", type=int, default=3)
    options = arguments.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        for name, pictures in kinds(options.folder, Path(scratch)).items():
            if not options.kinds or name in options.kinds.split(","):
                seen = statistics(pictures())
                for shots in SHOTS:
                    measure(name, seen, shots, options.seeds)


if __name__ == "__main__":
    main()
