"""What fine-tuning gains over the best linear head, with defaults, on pictures nobody learned from.

    python -m tests.benchmarks.fine_tuning_gain FOLDER... [--seeds 3]

Each FOLDER has ``train`` and ``test``, a folder a class in each; the validation pictures, by which
the epoch is chosen, are cut from ``train`` anew with each seed. Both learn from the same pictures:
the head on the features of all stages, and fine-tuning with its defaults. The gain is paired: of
each test picture, how much more often it is right, mean over the seeds; its interval is that of
the mean over the pictures. Prints a line a seed, then a JSON document.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import numpy as np

from tlgui.engine.data.index import scan
from tlgui.engine.data.records import Division, SplitName
from tlgui.engine.data.split import draw_split
from tlgui.engine.insight.report import load_report
from tlgui.engine.progress import Control
from tlgui.engine.training.fine_tuning.recipe import FineTuning
from tlgui.engine.training.methods.feature_extraction import FeatureExtraction, FeatureSource
from tlgui.engine.workflow import train


def right(run: Any) -> Any:
    """(N,) whether each test picture is told right, by file name."""
    report = load_report(run, SplitName.TEST)
    order = np.argsort(report.files)
    return (report.predictions == report.targets)[order]


def measure(folder: Path, seed: int, place: Path) -> dict[str, Any]:
    """Both on one seed's split."""
    control = Control()
    index = scan(folder, control)
    split = draw_split(index, control, Division(seed))
    head = train(
        FeatureExtraction(seed=seed, features=FeatureSource.ALL_STAGES),
        index,
        split,
        place / f"{folder.name}-head-{seed}",
        control,
    )
    start = time.perf_counter()
    tuned = train(
        FineTuning(seed=seed), index, split, place / f"{folder.name}-tuned-{seed}", control
    )
    return {
        "head": right(head),
        "tuned": right(tuned),
        "seconds": time.perf_counter() - start,
        "best_epoch": tuned.facts["best_epoch"],
        "mirrored": tuned.facts["mirrored"],
        "loss": [run.figures[SplitName.TEST]["loss"] for run in (head, tuned)],
    }


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("folders", type=Path, nargs="+")
    parser.add_argument("--seeds", type=int, default=3)
    options = parser.parse_args()
    told: dict[str, Any] = {}
    with tempfile.TemporaryDirectory() as place:
        os.environ.setdefault("TLGUI_HOME", str(Path(place) / "home"))
        for folder in options.folders:
            found = []
            for seed in range(options.seeds):
                found.append(measure(folder, seed, Path(place)))
                last = found[-1]
                sys.stdout.write(
                    f"{folder.name} seed {seed}: head {last['head'].mean():.4f}, "
                    f"tuned {last['tuned'].mean():.4f}, epoch {last['best_epoch']}, "
                    f"mirrored {last['mirrored']}, {last['seconds']:.0f} s, "
                    f"loss {last['loss'][0]:.3f} -> {last['loss'][1]:.3f}\n"
                )
                sys.stdout.flush()
            gains = np.mean(
                [each["tuned"].astype(float) - each["head"].astype(float) for each in found], axis=0
            )
            error = 1.96 * float(gains.std(ddof=1)) / len(gains) ** 0.5
            told[folder.name] = {
                "test_pictures": len(gains),
                "head": [float(each["head"].mean()) for each in found],
                "tuned": [float(each["tuned"].mean()) for each in found],
                "gain": float(gains.mean()),
                "interval": [float(gains.mean()) - error, float(gains.mean()) + error],
            }
            sys.stdout.write(json.dumps(told[folder.name]) + "\n")
            sys.stdout.flush()
    json.dump(told, sys.stdout, indent=1)


if __name__ == "__main__":
    main()
