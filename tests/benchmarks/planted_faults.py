"""Faults planted in a folder of real photos: how many of them the review puts on top.

    python -m tests.benchmarks.planted_faults FOLDER [--seeds 3] [--keep DIR]

FOLDER has ``train`` and ``validation``. Of each seed:

- Copies of validation pictures, as many as 3% of all, are put among the training pictures: stored
  anew as JPEG of quality 30 to 85, made smaller by a factor of 0.4 to 0.8, mirrored, or mirrored
  and stored anew, in turn.
- 5% of the training labels are exchanged for one of the others at random.

Told are recall and precision of both at the top of the queue (a doubtful label that was not planted
counts as wrong, though photos have wrong labels of their own), what cleanlab makes of the same
probabilities where it is installed, and the accuracy on the validation pictures of a head that
learned from the exchanged labels, from those corrected as a user would (flagged and exchanged: put
back; flagged only: kept), and from the true ones.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from PIL import Image, ImageOps

from tlgui.engine.data.index import scan
from tlgui.engine.data.records import SplitName
from tlgui.engine.data.split import draw_split
from tlgui.engine.progress import Control
from tlgui.engine.review.find import find_all
from tlgui.engine.review.findings import FindingKind
from tlgui.engine.training.linear_heads.held_out import HeldOut
from tlgui.engine.training.linear_heads.logistic_regression import (
    fit_logistic_regression,
    spread_folds,
)
from tlgui.engine.training.methods.feature_extraction import FeatureExtraction
from tlgui.engine.workflow import prepare

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tlgui.engine.data.records import DatasetIndex
    from tlgui.engine.training.extraction import PictureFeatures

WAYS = ("stored anew", "smaller", "mirrored", "mirrored and stored anew")
COPIES, EXCHANGED = 0.03, 0.05


def say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def with_copies(photos: Path, root: Path, seed: int) -> dict[str, tuple[str, str]]:
    """The folder with copies among the training pictures: of each, its original and its way."""
    shutil.copytree(photos, root, dirs_exist_ok=True)
    index = scan(photos)
    held_out = [each.path for each in index.records if each.split is not SplitName.TRAIN]
    draw = np.random.default_rng(seed)
    chosen = draw.choice(len(held_out), round(COPIES * len(index.records)), replace=False)
    planted = {}
    for number, at in enumerate(chosen.tolist()):
        way = WAYS[number % len(WAYS)]
        source = Path(held_out[at])
        image = Image.open(root / source).convert("RGB")
        quality = 90
        if way == "smaller":
            factor = draw.uniform(0.4, 0.8)
            size = (round(factor * image.width), round(factor * image.height))
            image = image.resize(size, Image.Resampling.LANCZOS)
        if "mirrored" in way:
            image = ImageOps.mirror(image)
        if "anew" in way:
            quality = int(draw.integers(30, 86))
        target = Path("train", source.parent.name, f"copy{seed}_{number:03d}.jpg")
        image.save(root / target, quality=quality)
        planted[target.as_posix()] = (source.as_posix(), way)
    return planted


def exchanged_labels(
    index: DatasetIndex, copies: Mapping[str, object], seed: int
) -> dict[int, int]:
    """Another class for 5% of the training pictures, by position."""
    draw = np.random.default_rng(seed)
    training = [
        at
        for at, each in enumerate(index.records)
        if each.split is SplitName.TRAIN and each.path not in copies
    ]
    chosen = draw.choice(training, round(EXCHANGED * len(training)), replace=False)
    count = len(index.classes)
    return {
        at: (index.records[at].class_index + int(draw.integers(1, count))) % count
        for at in chosen.tolist()
    }


def tell_twins(found: set[str], planted: dict[str, tuple[str, str]]) -> None:
    hit = found & planted.keys()
    ways = {
        way: f"{sum(planted[path][1] == way for path in hit)}"
        f" of {sum(each[1] == way for each in planted.values())}"
        for way in WAYS
    }
    say(f"  twins: recall {len(hit)} of {len(planted)}, {len(found) - len(hit)} others; {ways}")


def tell_labels(ranked: list[int], wrong: set[int]) -> None:
    for count in (len(wrong) // 2, len(wrong), len(ranked)):
        hit = len(wrong.intersection(ranked[:count]))
        say(
            f"  labels, first {count}: recall {hit / len(wrong):.3f},"
            f" precision {hit / max(1, len(ranked[:count])):.3f}"
        )


def tell_cleanlab(
    pictures: PictureFeatures, groups: tuple[int, ...], classes: int, wrong: set[int]
) -> None:
    """Average precision of ways to rank the labels, on the same probabilities."""
    try:
        from cleanlab.filter import find_label_issues
        from cleanlab.rank import get_label_quality_scores
    except ImportError:
        say("  cleanlab is not installed")
        return
    from sklearn.metrics import average_precision_score

    from tlgui.engine.review.labels import doubt, own_probabilities, suspects

    labels = pictures.labels
    truth = np.isin(pictures.positions, sorted(wrong))
    folds = spread_folds(labels, 5, np.random.default_rng(0))
    choices = (groups[:1], groups)
    held_out = HeldOut(pictures.values, labels, classes, folds, Control(), choices=choices)
    first = held_out.probabilities()
    start = time.perf_counter()
    second = doubt(held_out, labels)
    assert second.judge.doubts, "heads not to be believed"
    seconds = time.perf_counter() - start
    given = first.astype(np.float64)
    for method in ("self_confidence", "normalized_margin"):
        score = -get_label_quality_scores(labels, given, method=method)
        say(f"  cleanlab, {method}: average precision {average_precision_score(truth, score):.3f}")
    for name in ("confident_learning", "low_self_confidence", "prune_by_noise_rate"):
        mask = find_label_issues(labels, given, filter_by=name, n_jobs=1)
        hit = int(truth[mask].sum())
        say(
            f"  cleanlab, {name}: {mask.sum()} flagged, recall {hit / truth.sum():.3f},"
            f" precision {hit / mask.sum():.3f}"
        )
    for name, shares, flagged in (
        ("first round", first, suspects(first, labels)),
        ("second round", second.probabilities, second.suspects),
    ):
        score = 1 - own_probabilities(shares, labels)
        hit = int(truth[flagged].sum())
        say(
            f"  tlgui, {name}: average precision {average_precision_score(truth, score):.3f},"
            f" {len(flagged)} flagged, recall {hit / truth.sum():.3f},"
            f" precision {hit / len(flagged):.3f}"
        )
    say(f"  both rounds took {seconds:.1f} s")


def accuracy(
    pictures: PictureFeatures,
    labels: np.ndarray,
    learned: np.ndarray,
    judged: np.ndarray,
    groups: tuple[int, ...],
) -> float:
    """On ``judged`` pictures, whose own labels are true, of a head that learned from ``labels``."""
    fitted = fit_logistic_regression(
        pictures.values[learned],
        labels[learned],
        int(labels.max()) + 1,
        Control(),
        choices=(groups[:1], groups),
    ).head
    values = pictures.values[judged][:, : fitted.width]
    scores = values @ fitted.weight.T + fitted.bias
    return float((scores.argmax(axis=1) == pictures.labels[judged]).mean())


def one_seed(photos: Path, root: Path, seed: int) -> None:
    planted = with_copies(photos, root, seed)
    true_index = scan(root)
    exchanged = exchanged_labels(true_index, planted, seed)
    records = list(true_index.records)
    for at, label in exchanged.items():
        records[at] = replace(records[at], class_index=label)
    index = replace(true_index, records=tuple(records))
    split = draw_split(index, Control())
    task = prepare(FeatureExtraction(), index, split, Control())
    task.extraction.fast(range(len(records)))
    start = time.perf_counter()
    findings = find_all(index, split, None, Control())
    say(f"seed {seed}: {len(findings)} findings in {time.perf_counter() - start:.1f} s")
    tell_twins(
        {each.files[0] for each in findings if each.kind is FindingKind.TWINS_ACROSS_SPLITS},
        planted,
    )
    position = {each.path: at for at, each in enumerate(records)}
    ranked = [
        position[each.files[0]] for each in findings if each.kind is FindingKind.SUSPECT_LABEL
    ]
    tell_labels(ranked, set(exchanged))

    kept = [at for at, each in enumerate(records) if each.path not in planted]
    groups = task.network.groups
    pictures = task.extraction.fast(kept)
    tell_cleanlab(pictures, groups, len(index.classes), set(exchanged))
    in_training = np.asarray(
        [records[at].split is SplitName.TRAIN for at in pictures.positions.tolist()]
    )
    true = np.asarray([true_index.records[at].class_index for at in pictures.positions.tolist()])
    reviewed = pictures.labels.copy()
    put_back = np.isin(pictures.positions, list(set(ranked) & set(exchanged)))
    reviewed[put_back] = true[put_back]
    learned, judged = np.flatnonzero(in_training), np.flatnonzero(~in_training)
    pairs = (("exchanged", pictures.labels), ("reviewed", reviewed), ("true", true))
    told = [
        f"{name} {accuracy(pictures, labels, learned, judged, groups):.1%}"
        for name, labels in pairs
    ]
    say(f"  accuracy on {len(judged)} untouched pictures, labels " + ", ".join(told))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--seeds", type=int, default=3)
    parser.add_argument("--keep", type=Path)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        for seed in range(given.seeds):
            one_seed(given.folder, (given.keep or Path(temporary)) / f"seed{seed}", seed)


if __name__ == "__main__":
    main()
