"""Whether what a learning curve promises of more pictures comes true on real ones.

    python -m tests.benchmarks.enough FOLDER [--learn 300] [--pool 6000] [--held-out 300]

FOLDER has a folder a class. In each run so many pictures of a random pool are learned from as a
user would; parts of them and held-out pictures make the curve. Then twice and four times as many
of the pool are really learned from, features and penalty chosen anew, and judged by all pictures
beside the pool that were not held out: ten draws of held-out pictures for each run. Prints how
often what came true lies in its interval, how wide that is, and how far off the expected value is.
"now" is the interval of the accuracy that was measured, not promised.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from tlgui.engine.corrections.enough import Learner
from tlgui.engine.corrections.parts import nested_parts, sizes_of
from tlgui.engine.data.index import scan
from tlgui.engine.data.records import SplitName
from tlgui.engine.data.split import draw_split
from tlgui.engine.insight.learning_curve.curve import TIMES
from tlgui.engine.insight.learning_curve.forecast import curve_of
from tlgui.engine.progress import Control
from tlgui.engine.training.linear_heads.logistic_regression import fit_logistic_regression
from tlgui.engine.training.methods.feature_extraction import FeatureExtraction
from tlgui.engine.workflow import prepare

if TYPE_CHECKING:
    from tlgui.engine.models.heads import LinearHead
    from tlgui.engine.training.linear_heads.logistic_regression import RegressionFit

HELD_OUT_DRAWS = 10


@dataclass
class Pictures:
    """Features, (N,) classes, and the widths of the groups of features."""

    values: Any
    targets: Any
    groups: tuple[int, ...]

    @classmethod
    def read(cls, folder: Path, most: int) -> Pictures:
        """Of at most so many pictures, drawn at random."""
        control = Control()
        index = scan(folder, control)
        task = prepare(FeatureExtraction(), index, draw_split(index, control), control)
        drawn = np.random.default_rng(0).permutation(len(index.records))[:most]
        found = task.extraction.reference(sorted(int(position) for position in drawn))
        return cls(found.values, found.labels.astype(np.int64), tuple(task.network.groups))

    @property
    def classes(self) -> int:
        """How many."""
        return int(self.targets.max()) + 1

    def fitted(self, rows: Any) -> RegressionFit:
        """As a training on these would choose and fit."""
        choices = (self.groups[:1], self.groups)
        return fit_logistic_regression(
            self.values[rows], self.targets[rows], self.classes, Control(), choices=choices
        )


@dataclass
class Simulated:
    """Which of the pictures beside the pool heads answer wrong: of parts, and of 1, 2, 4 times."""

    sizes: list[int]
    parts: Any
    times: dict[int, Any]


def simulated(pictures: Pictures, learn: int, pool: int, seed: int) -> Simulated:
    """One user's training, the curve's heads, and what more pictures really bring."""
    order = np.random.default_rng(seed).permutation(len(pictures.targets))
    beside = order[pool:]
    values, right = np.ascontiguousarray(pictures.values[beside]), pictures.targets[beside]

    def wrong(head: LinearHead) -> Any:
        return head.logits(values).argmax(axis=1) != right

    rows = np.sort(order[:learn])
    now = pictures.fitted(rows)
    times = {1: wrong(now.head)}
    for many in TIMES:
        if many * learn <= pool:
            times[many] = wrong(pictures.fitted(np.sort(order[: many * learn])).head)
    parts = nested_parts(pictures.targets[rows], None, np.random.default_rng(0))
    learner = Learner(
        pictures.values[rows],
        pictures.targets[rows],
        pictures.classes,
        now.validation.c,
        now.validation.groups,
        lambda places: np.ones(len(places), np.float32),
    )
    heads = learner.heads(parts, Control())
    return Simulated(sizes_of(parts), np.stack([wrong(head) for head in heads]), times)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--learn", type=int, default=300)
    parser.add_argument("--pool", type=int, default=6_000)
    parser.add_argument("--pictures", type=int, default=1_000_000)
    parser.add_argument("--held-out", type=int, default=300)
    parser.add_argument("--runs", type=int, default=8)
    options = parser.parse_args()
    pictures = Pictures.read(options.folder, options.pictures)
    told: Counter[str] = Counter()
    now: list[bool] = []
    found: dict[int, list[tuple[float, ...]]] = {}
    for seed in range(options.runs):
        one = simulated(pictures, options.learn, options.pool, seed)
        for number in range(HELD_OUT_DRAWS):
            draw = np.random.default_rng(1_000 * seed + number)
            order = draw.permutation(one.parts.shape[1])
            held_out, rest = order[: options.held_out], order[options.held_out :]
            curve = curve_of(one.sizes, one.parts[:, held_out], SplitName.TEST, seed=number)
            told[curve.told.value] += 1
            first = float(1 - one.times[1][rest].mean())
            now.append(curve.points[-1].interval[0] <= first <= curve.points[-1].interval[1])
            for each in curve.forecasts:
                if each.times not in one.times:
                    continue
                true = float(1 - one.times[each.times][rest].mean())
                gain = each.accuracy - curve.points[-1].accuracy
                row = (
                    each.interval[0] <= true <= each.interval[1],
                    each.interval[1] - each.interval[0],
                    (each.accuracy - true) ** 2,
                    true - first,
                    each.gain[0] <= true - first <= each.gain[1],
                    each.gain[1] - each.gain[0],
                    (gain - (true - first)) ** 2,
                )
                found.setdefault(each.times, []).append(row)
    sys.stdout.write(f"{options.folder}: {len(now)} curves, {dict(told)}, now {np.mean(now):.0%}\n")
    for times, rows in found.items():
        inside, width, off, gained, gain_inside, gain_width, gain_off = np.mean(rows, axis=0)
        sys.stdout.write(
            f"{times} times: {inside:.0%} in intervals of {100 * width:.1f} points, off by"
            f" {100 * off**0.5:.1f}; gain {100 * gained:.1f}: {gain_inside:.0%} in intervals of"
            f" {100 * gain_width:.1f}, off by {100 * gain_off**0.5:.1f}\n"
        )


if __name__ == "__main__":
    main()
