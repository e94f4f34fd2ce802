"""Near twins among very many pictures: time, memory, and how many are found.

    python -m tests.benchmarks.twins [--count 100000] [--width 1280]

Everything is drawn (seed 0): fingerprints are coarse patterns, each of one of 100 kinds; features
lie round 300 points. 3% of the pictures are copies of others, half of them mirrored, with noise
as of JPEG; the features of the copies are as far from their originals' as real ones are.
"""

from __future__ import annotations

import argparse
import sys
import threading
import time

import numpy as np
import psutil

from tlgui.engine.insight.similar.twins import copies, groups_of, look_alikes, nearly_equal, united
from tlgui.engine.progress import Control

SHARE, KINDS, POINTS = 0.03, 100, 300


def drawn(count: int, width: int) -> tuple[np.ndarray, np.ndarray, dict[tuple[int, int], bool]]:
    """(N, 24, 24, 3) fingerprints, (N, width) features, and whether each planted pair mirrors."""
    draw = np.random.default_rng(0)
    kinds = draw.uniform(0, 255, (KINDS, 6, 6, 3)).astype(np.float32)
    pixels = np.empty((count, 24, 24, 3), np.uint8)
    for start in range(0, count, 4_096):
        size = min(4_096, count - start)
        own = draw.uniform(0, 255, (size, 6, 6, 3)).astype(np.float32)
        some = 0.5 * kinds[draw.integers(KINDS, size=size)] + 0.5 * own
        pixels[start : start + size] = some.repeat(4, axis=1).repeat(4, axis=2)
    points = draw.standard_normal((POINTS, width)).astype(np.float32)
    features = points[draw.integers(POINTS, size=count)]
    for start in range(0, count, 4_096):
        part = features[start : start + 4_096]
        part += 0.7 * draw.standard_normal(part.shape, np.float32)
    chosen = draw.permutation(count)[: 2 * round(SHARE * count)].reshape(-1, 2)
    planted = {}
    for number, (one, other) in enumerate(chosen.tolist()):
        turned = bool(number % 2)
        copy = pixels[one][:, ::-1] if turned else pixels[one]
        noisy = copy + draw.normal(0, 4, copy.shape)
        pixels[other] = np.clip(noisy, 0, 255).astype(np.uint8)
        features[other] = features[one] + 0.3 * draw.standard_normal(width, np.float32)
        planted[min(one, other), max(one, other)] = turned
    return pixels, features, planted


class Peak(threading.Thread):
    """The most memory that the process had while it ran."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.highest, self._process = 0, psutil.Process()
        self._ended = threading.Event()
        self.start()

    def run(self) -> None:
        while not self._ended.wait(0.05):
            self.highest = max(self.highest, self._process.memory_info().rss)

    def stop(self) -> int:
        self._ended.set()
        self.join()
        return self.highest


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=100_000)
    parser.add_argument("--width", type=int, default=1_280)
    given = parser.parse_args()
    pixels, features, planted = drawn(given.count, given.width)
    before = psutil.Process().memory_info().rss
    peak, control, start = Peak(), Control(), time.perf_counter()
    same = copies(pixels, control)
    told = [("fingerprints", time.perf_counter() - start)]
    nearest = look_alikes(features, 6, control)
    told.append(("nearest by features", time.perf_counter() - start))
    pairs = united([*same, *nearly_equal(features, nearest, pixels, control)])
    groups = groups_of(pairs, given.count)
    told.append(("all", time.perf_counter() - start))
    highest = peak.stop()
    for name, seconds in told:
        sys.stdout.write(f"{name:20} after {seconds:6.1f} s\n")
    found = {(pair.one, pair.other) for pair in pairs}
    hit = {pair for pair in planted if pair in found}
    turned = [pair for pair, mirrored in planted.items() if mirrored]
    sys.stdout.write(
        f"{len(hit):,} of {len(planted):,} planted pairs, of them"
        f" {len(hit.intersection(turned)):,} of {len(turned):,} mirrored;"
        f" {len(found) - len(hit):,} others, {len(groups):,} groups\n"
        f"memory {before / 1e9:.2f} GB given, {highest / 1e9:.2f} GB at most\n"
    )


if __name__ == "__main__":
    main()
