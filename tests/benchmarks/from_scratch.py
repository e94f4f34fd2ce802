"""An epoch of learning from scratch against the plain PyTorch loop, side by side in one run.

    python -m tests.benchmarks.from_scratch FOLDER [--backbone cifar_cnn] [--pictures N]

FOLDER has a folder a class. Both train the same network from the same random weights on the same
pictures, in batches of 64 by AdamW. The plain loop is the one that a tutorial gives: torchvision's
ImageFolder, a DataLoader with two workers that decodes in each epoch, fp32, contiguous memory.
Prints one JSON document.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import torch
from torch.utils.data import DataLoader
from torchvision import transforms
from torchvision.datasets import ImageFolder

from tests.benchmarks.fine_tuning import some_of
from tlgui.engine.data.index import scan
from tlgui.engine.data.split import draw_split
from tlgui.engine.models.scratch.building import Blueprint
from tlgui.engine.progress import Control
from tlgui.engine.training.scratch.recipe import FromScratch
from tlgui.engine.workflow import prepare, train

BATCH = 64


def plain_epoch(folder: Path, backbone: str, epochs: int = 2) -> float:
    """Seconds of the last epoch of the plain loop."""
    index = scan(folder, Control())
    task = prepare(FromScratch(backbone=backbone), index, draw_split(index, Control()), Control())
    channels, side = task.facts["channels"], task.facts["side"]
    steps: list[Any] = [transforms.Resize(side), transforms.CenterCrop(side), transforms.ToTensor()]
    data = ImageFolder(str(folder), transforms.Compose(steps))
    module = Blueprint(backbone, channels, side).create(len(data.classes)).train()
    optimizer = torch.optim.AdamW(module.parameters(), lr=1e-3)
    loader = DataLoader(data, batch_size=BATCH, shuffle=True, num_workers=2)
    seconds = 0.0
    for _ in range(epochs):
        start = time.perf_counter()
        for pictures, labels in loader:
            loss = torch.nn.functional.cross_entropy(module(pictures), labels)
            optimizer.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]  # torch leaves it untyped
            optimizer.step()
        seconds = time.perf_counter() - start
    return seconds


def our_epoch(folder: Path, backbone: str, epochs: int = 2) -> dict[str, float]:
    """Seconds of the last epoch of ``tlgui``, and of reading the pictures once before."""
    index = scan(folder, Control())
    split = draw_split(index, Control())
    # All of them are learned from, as by the plain loop.
    split = replace(split, train=tuple(range(len(index.records))), validation=(), test=())
    recipe = FromScratch(backbone=backbone, epochs=epochs, batch_size=BATCH, device="cpu")
    with tempfile.TemporaryDirectory() as place:
        run = train(recipe, index, split, Path(place) / "run", Control())
    seconds = run.history[-1].seconds
    assert seconds is not None
    return {"epoch_s": seconds, "before_s": run.seconds["features"]}


def main() -> None:
    """Print the comparison."""
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("--backbone", default="cifar_cnn")
    parser.add_argument("--pictures", type=int, default=50_000)
    parser.add_argument("--plain", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--ours", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.plain:
        json.dump({"epoch_s": plain_epoch(options.folder, options.backbone)}, sys.stdout)
        return
    if options.ours:
        json.dump(our_epoch(options.folder, options.backbone), sys.stdout)
        return
    with tempfile.TemporaryDirectory() as place:
        os.environ["TLGUI_HOME"] = str(Path(place) / "home")
        some = some_of(options.folder, options.pictures, Path(place) / "pictures")
        count = sum(1 for _ in some.glob("*/*"))

        def alone(which: str) -> dict[str, float]:
            command = [sys.executable, "-m", "tests.benchmarks.from_scratch", which, str(some)]
            command += ["--backbone", options.backbone]
            done = subprocess.run(command, capture_output=True, text=True, check=True)
            told: dict[str, float] = json.loads(done.stdout)
            return told

        plain, ours = alone("--plain"), alone("--ours")
    told = {
        "backbone": options.backbone,
        "pictures": count,
        "plain_epoch_s": plain["epoch_s"],
        "epoch_s": ours["epoch_s"],
        "times_as_fast": plain["epoch_s"] / ours["epoch_s"],
        "once_before_s": ours["before_s"],
    }
    json.dump(told, sys.stdout, indent=1)


if __name__ == "__main__":
    main()
