"""Labels of few groups: how many the review doubts where all are right, or all are drawn.

    python -m tests.benchmarks.few_groups FOLDER [--seeds 3] [--groups 24] [--frames 6]

FOLDER has a folder a class. Of each set of classes and seed, ``--groups`` photos are drawn, and
``--frames`` parts cut out of each, brighter or darker and turned a little, as a clip has them; a
table says which belong together. Labels are the true ones, or those of the groups drawn anew.
"""

from __future__ import annotations

import argparse
import csv
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from PIL import Image, ImageEnhance

from tlgui.engine.data.split import draw_split
from tlgui.engine.data.table import read_table
from tlgui.engine.progress import Control
from tlgui.engine.review.find import find_all
from tlgui.engine.review.findings import FindingKind
from tlgui.engine.review.labels import Judge, LabelsJudged

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

CLASSES = (
    ("hat", "pants"),
    ("dress", "shirt", "shoes", "t-shirt"),
    ("longsleeve", "shirt", "t-shirt"),
)
SIDE = 224


def frames(photo: Path, count: int, draw: np.random.Generator) -> Iterator[Image.Image]:
    with Image.open(photo) as opened:
        whole = opened.convert("RGB")
    width, height = whole.size
    for _frame in range(count):
        share = draw.uniform(0.8, 0.95)
        left, top = draw.uniform(0, 1 - share, 2)
        part = whole.crop(
            (
                round(left * width),
                round(top * height),
                round((left + share) * width),
                round((top + share) * height),
            )
        )
        lit = ImageEnhance.Brightness(part).enhance(draw.uniform(0.8, 1.2))
        yield lit.rotate(draw.uniform(-8, 8)).resize((SIDE, SIDE))


def write(
    folder: Path,
    out: Path,
    classes: Sequence[str],
    groups: int,
    count: int,
    seed: int,
    *,
    drawn: bool,
) -> Path:
    """The table of such clips in ``out``."""
    draw = np.random.default_rng(seed)
    chosen: list[tuple[str, Path]] = []
    for name in classes:
        photos = sorted((folder / name).glob("*.jpg"))
        places = draw.choice(len(photos), groups // len(classes), replace=False)
        chosen += [(name, photos[place]) for place in places]
    labels = [name for name, _photo in chosen]
    if drawn:
        labels = [labels[place] for place in draw.permutation(len(labels))]
    with (out / "labels.csv").open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file)
        table.writerow(("path", "label", "group"))
        for group, ((_name, photo), label) in enumerate(zip(chosen, labels, strict=True)):
            for number, frame in enumerate(frames(photo, count, draw)):
                frame.save(out / f"{group:03d}_{number}.jpg", quality=90)
                table.writerow((f"{group:03d}_{number}.jpg", label, group))
    return out / "labels.csv"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--seeds", type=int, default=3)
    parser.add_argument("--groups", type=int, default=24)
    parser.add_argument("--frames", type=int, default=6)
    options = parser.parse_args()
    for classes in CLASSES:
        for drawn in (False, True):
            for seed in range(options.seeds):
                judges: list[Judge] = []

                def hear(event: object, judges: list[Judge] = judges) -> None:
                    if isinstance(event, LabelsJudged) and event.judge is not None:
                        judges.append(event.judge)

                with tempfile.TemporaryDirectory() as place:
                    table = write(
                        options.folder,
                        Path(place),
                        classes,
                        options.groups,
                        options.frames,
                        seed,
                        drawn=drawn,
                    )
                    index = read_table(table)
                    split = draw_split(index, Control())
                    found = find_all(index, split, None, Control(hear))
                doubted = sum(each.kind is FindingKind.SUSPECT_LABEL for each in found)
                what = "drawn" if drawn else "right"
                told = judges[0].sentence() if judges else ""
                sys.stdout.write(f"{len(classes)} classes, {what}: {doubted} doubted. {told}\n")


if __name__ == "__main__":
    main()
