"""How long a linear head takes to learn from corrected answers, and what it gains by them.

    python -m tests.benchmarks.learning_again FOLDER OTHERS [--corrections N] [--rounds N]

FOLDER and OTHERS have a folder a class. A head learns from FOLDER and answers OTHERS; of one half
of those, the wrong answers are corrected, so many at a time, and learned from. Each round begins
with the first run; its seconds are those of the window's button, from the corrections to the run
on disk, the pictures answered before. The last line corrects all of that half, and says how many
of the other half are right before and after.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from tlgui.engine.data.index import scan
from tlgui.engine.data.split import draw_split
from tlgui.engine.deploy.looks import Looks
from tlgui.engine.progress import Control
from tlgui.engine.project import Project
from tlgui.engine.training.methods.feature_extraction import FeatureExtraction
from tlgui.engine.workflow import train
from tlgui.ui.classify.classify_jobs import PredictorShelf
from tlgui.ui.classify.learning_jobs import Lesson, Taught, teach

if TYPE_CHECKING:
    from tlgui.engine.training.run import Run


def answers(run: Run, shelf: PredictorShelf, files: list[Path]) -> dict[Path, str | None]:
    """What ``run`` says of ``files``."""
    found = shelf.predictor_of(run.folder, Control(), Looks.ONCE).predict(files, Control())
    return {each.file: each.label for each in found}


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("others", type=Path)
    parser.add_argument("--corrections", type=int, default=10)
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as home:
        os.environ["TLGUI_HOME"] = home
        index, others, shelf = scan(options.folder), scan(options.others), PredictorShelf()
        split = draw_split(index, Control())
        run = train(FeatureExtraction(), index, split, Path(home) / "run", Control())
        truth = {
            others.file(at): others.classes[record.class_index]
            for at, record in enumerate(others.records)
        }
        files = sorted(truth, key=lambda file: file.name)
        before = answers(run, shelf, files)
        half = [file for file in files[::2] if before[file] != truth[file]]

        def learn(some: list[Path], number: int) -> tuple[Taught, float, float]:
            project = Project(Path(home) / f"project {number}", index.root, "2026-01-01T00:00:00")
            lesson = Lesson({file: truth[file] for file in some}, project, run.folder, False)
            answers(run, shelf, files)
            start, worked = time.perf_counter(), time.process_time()
            taught = teach(shelf, lesson, control=Control())
            return taught, time.perf_counter() - start, time.process_time() - worked

        sys.stdout.write(f"{len(index.records)} pictures, {len(half)} wrong answers to correct\n")
        for number in range(options.rounds):
            some = half[number * options.corrections :][: options.corrections]
            if not some:
                break  # Of few pictures few answers are wrong.
            taught, seconds, worked = learn(some, number)
            assert taught.learned is not None
            told = " ".join(map(str, taught.learned.sentences()))
            sys.stdout.write(f"{seconds:5.2f} s, {worked:5.2f} s of processors. {told}\n")
        taught, seconds, _worked = learn(half, options.rounds)
        assert taught.learned is not None
        after = answers(taught.learned.run, shelf, files)
        rest = files[1::2]
        one, other = (sum(found[file] == truth[file] for file in rest) for found in (before, after))
        sys.stdout.write(
            f"{seconds:5.2f} s for {len(half)}; of the other half {one} of {len(rest)} were right"
            f" before, {other} are now\n"
        )


if __name__ == "__main__":
    main()
