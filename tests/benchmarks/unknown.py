"""What is called unknown of pictures that are like nothing learned from.

    python -m tests.benchmarks.unknown FOLDER OTHERS...

FOLDER has a folder a class. Each class in turn is left out: three quarters of the others are
learned from, a tenth tells the limit, the rest says how many pictures are called unknown though
they are not. OTHERS are folders of pictures of other things; noise, patches and plain colours are
made. Prints the share called unknown of each, mean over the classes.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image

from tlgui.engine.data.index import scan
from tlgui.engine.data.split import draw_split
from tlgui.engine.insight.familiar import Familiar
from tlgui.engine.progress import Control
from tlgui.engine.training.methods.feature_extraction import FeatureExtraction
from tlgui.engine.workflow import prepare

OTHERS = 1_000
"""Pictures of each other folder."""


def last_features(folder: Path, most: int) -> tuple[Any, Any]:
    """(N, W) features of at most so many pictures, drawn at random, and (N,) their classes."""
    control = Control()
    index = scan(folder, control)
    task = prepare(FeatureExtraction(), index, draw_split(index, control), control)
    drawn = np.random.default_rng(0).permutation(len(index.records))[:most]
    found = task.extraction.reference(sorted(int(position) for position in drawn))
    return found.values[:, : task.network.groups[0]], found.labels


def write_noise(folder: Path) -> Path:
    """300 pictures: of noise, of patches, of one colour."""
    draw = np.random.default_rng(0)
    for number in range(300):
        patches = np.kron(draw.integers(0, 256, (15, 15, 3)), np.ones((16, 16, 1)))
        kinds = (draw.integers(0, 256, (240, 240, 3)), patches)
        pixels = [*kinds, np.full((240, 240, 3), draw.integers(0, 256, 3))][number % 3]
        file = folder / "ab"[number % 2] / f"{number}.png"
        file.parent.mkdir(exist_ok=True)
        Image.fromarray(pixels.astype(np.uint8)).save(file)
    return folder


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("others", type=Path, nargs="*")
    options = parser.parse_args()
    features, labels = last_features(options.folder, 1_000_000)
    with tempfile.TemporaryDirectory() as place:
        others = {
            str(folder): last_features(folder, OTHERS)[0]
            for folder in (*options.others, write_noise(Path(place)))
        }
    shares: dict[str, list[float]] = {}
    for left_out in np.unique(labels):
        order = np.random.default_rng(int(left_out)).permutation(np.flatnonzero(labels != left_out))
        learned, told, rest = np.split(order, [len(order) * 3 // 4, len(order) * 17 // 20])
        known = Familiar.of_features(features[learned], features[told])
        assert known is not None
        asked = {"left out": features[labels == left_out], "held out": features[rest], **others}
        for name, values in asked.items():
            share = float((known.distances(values) > known.limit).mean())
            shares.setdefault(name, []).append(share)
    for name, each in shares.items():
        shown = f"{np.mean(each):.1%} unknown ({min(each):.1%} to {max(each):.1%})"
        sys.stdout.write(f"{name}: {shown}\n")


if __name__ == "__main__":
    main()
