"""What the features of all stages are worth: accuracy on several kinds of pictures.

    python -m tests.benchmarks.stage_features FOLDER [--kinds digits,fabric] [--seeds 5]

FOLDER holds ``clothing/train``, ``cifar/train`` and ``mnist10k``; a kind whose folder is not there
is left out. Each kind is divided five times, three quarters to learn from (or so many pictures a
class) and a quarter to be judged on; the head is fitted on the last stage, on all stages, and on
what cross-validation chooses. All in fp32, on the same folds.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from tlgui.engine.data.images import decode
from tlgui.engine.devices import resolve_device
from tlgui.engine.models.catalog import DEFAULT_BACKBONE, find_backbone
from tlgui.engine.models.engines import BATCH_SIZE, reference_engine
from tlgui.engine.models.making import pretrained_network
from tlgui.engine.progress import Control
from tlgui.engine.sample_sets.digits import write_digits
from tlgui.engine.training.linear_heads.logistic_regression import fit_logistic_regression

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from numpy.typing import NDArray

    Pixels = NDArray[np.uint8]

SHOTS = (None, 10, 25)
"""Training pictures a class; None: three quarters of all."""


def folder(root: Path, a_class: int | None = None) -> Iterator[tuple[Path, int]]:
    """Files of a folder of class folders, with their class numbers."""
    for number, place in enumerate(sorted(path for path in root.iterdir() if path.is_dir())):
        for file in sorted(place.iterdir())[:a_class]:
            yield file, number


def photos(root: Path, a_class: int | None = None) -> Iterator[tuple[Pixels, int]]:
    """Pictures as they are."""
    for file, number in folder(root, a_class):
        yield decode(file, minimum_side=256), number


def fabric(root: Path) -> Iterator[tuple[Pixels, int]]:
    """64 x 64 pixels of cloth from the middle of each garment: a texture, of whose class?"""
    for file, number in folder(root, 90):
        pixels = decode(file)
        top, left = pixels.shape[0] // 2 - 32, pixels.shape[1] // 2 - 32
        yield pixels[top : top + 64, left : left + 64].copy(), number


def grain(root: Path) -> Iterator[tuple[Pixels, int]]:
    """Photos of little contrast that differ in the size of a faint grain: like X-rays, alike."""
    random = np.random.default_rng(0)
    for place, (file, _) in enumerate(folder(root, 60)):
        pixels = decode(file)
        top, left = pixels.shape[0] // 2 - 100, pixels.shape[1] // 2 - 100
        grey = pixels[top : top + 200, left : left + 200].mean(axis=2)
        size = place % 3 + 1
        dots = random.normal(size=(200 // size + 1, 200 // size + 1))
        noise = np.kron(dots, np.ones((size, size)))[: grey.shape[0], : grey.shape[1]]
        faint = np.clip(128 + 0.15 * (grey - 128) + 2 * noise, 0, 255).astype(np.uint8)
        yield np.repeat(faint[..., None], 3, axis=2), place % 3


def kinds(root: Path, scratch: Path) -> dict[str, Callable[[], Iterator[tuple[Pixels, int]]]]:
    """The kinds of pictures that can be had from ``root``."""
    clothing, cifar, mnist = (
        root / "clothing" / "train",
        root / "cifar" / "train",
        root / "mnist10k",
    )
    found: dict[str, Callable[[], Iterator[tuple[Pixels, int]]]] = {
        "digits": lambda: photos(write_digits(scratch / "digits"))
    }
    if clothing.is_dir():
        found["clothing"] = lambda: photos(clothing)
        found["fabric"] = lambda: fabric(clothing)
        found["grain"] = lambda: grain(clothing)
    if cifar.is_dir():
        found["cifar"] = lambda: photos(cifar, 150)
    if mnist.is_dir():
        found["mnist"] = lambda: photos(mnist, 150)
    return found


def divided(
    targets: NDArray[np.int64], shots: int | None, seed: int
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Positions to learn from and to be judged on; the latter are the same for all ``shots``."""
    random = np.random.default_rng(seed)
    learned: list[int] = []
    judged: list[int] = []
    for label in np.unique(targets):
        members = random.permutation(np.flatnonzero(targets == label)).tolist()
        most = int(0.75 * len(members))
        learned += members[: most if shots is None else min(shots, most)]
        judged += members[most:]
    return np.asarray(learned), np.asarray(judged)


def fitted_and_judged(
    features: NDArray[np.float32],
    targets: NDArray[np.int64],
    choices: Sequence[tuple[int, ...]],
    shots: int | None,
    seed: int,
) -> tuple[float, float, int]:
    """Accuracy in percent and mean loss of a head on one division, and which choice it took."""
    learned, judged = divided(targets, shots, seed)
    fit = fit_logistic_regression(
        features[learned],
        targets[learned],
        int(targets.max()) + 1,
        Control(),
        seed=seed,
        choices=choices,
    )
    answers = fit.head.probabilities(features[judged])
    own = answers[np.arange(len(judged)), targets[judged]]
    right = float((answers.argmax(axis=1) == targets[judged]).mean())
    return 100 * right, float(-np.log(np.maximum(own, 1e-12)).mean()), fit.validation.chosen


def measure(name: str, pictures: Iterator[tuple[Pixels, int]], seeds: int) -> None:
    """Print the rows of one kind of pictures."""
    network = pretrained_network(find_backbone(DEFAULT_BACKBONE))
    prepared = [(network.preprocessing.prepare(pixels), label) for pixels, label in pictures]
    pixels = np.stack([picture for picture, _ in prepared])
    targets = np.asarray([label for _, label in prepared], dtype=np.int64)
    engine = reference_engine(network, resolve_device("cpu"), pixels[:16], Control())
    batches = (pixels[at : at + BATCH_SIZE] for at in range(0, len(pixels), BATCH_SIZE))
    features = np.concatenate(list(engine.infer(batches)))
    last, every = network.groups[:1], network.groups
    for shots in SHOTS:
        cells = []
        for head, choices in (("last", (last,)), ("all", (every,)), ("auto", (last, every))):
            figures = []
            for seed in range(seeds):
                figures.append(fitted_and_judged(features, targets, choices, shots, seed))
            accuracy, loss, chosen = np.mean(figures, axis=0)
            spread = np.std([figure[0] for figure in figures])
            cells.append(f"{head} {accuracy:.1f} +- {spread:.1f}%, {loss:.3f}")
            if head == "auto":
                cells.append(f"all chosen {chosen * seeds:.0f} of {seeds}")
        amount = "all" if shots is None else f"{shots} a class"
        sys.stdout.write(f"{name}, {amount}: {' | '.join(cells)}\n")
        sys.stdout.flush()


def main() -> None:
    """Measure the kinds that are asked for."""
    arguments = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    arguments.add_argument("folder", type=Path)
    arguments.add_argument("--kinds", default="", help="only these, with commas")
    arguments.add_argument("--seeds", type=int, default=5)
    options = arguments.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        for name, pictures in kinds(options.folder, Path(scratch)).items():
            if not options.kinds or name in options.kinds.split(","):
                measure(name, pictures(), options.seeds)


if __name__ == "__main__":
    main()
