"""An epoch of fine-tuning against the plain PyTorch loop, side by side in one run.

    python -m tests.benchmarks.fine_tuning FOLDER [--pictures N] [--device cpu|cuda]

FOLDER has a folder a class. Both train the same parameters from the same weights on the same
pictures, in batches of 32 by AdamW: the last two stages, then all layers. The plain loop is the
one that a tutorial gives: torchvision's ImageFolder with timm's transform, a DataLoader with two
workers that decodes in each epoch, the eager model in fp32 and contiguous memory. What tlgui
computes once before its epochs is told beside them. Prints one JSON document.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import torch
from torch.utils.data import DataLoader
from torchvision.datasets import ImageFolder

from tests.benchmarks.tutorial import backbone
from tlgui.engine.data.index import scan
from tlgui.engine.data.split import draw_split
from tlgui.engine.models.layers import depth_groups
from tlgui.engine.progress import Control
from tlgui.engine.training.by_epochs.choices import Mirroring, Scope
from tlgui.engine.training.fine_tuning.recipe import FineTuning
from tlgui.engine.workflow import train

SCOPES: dict[str, dict[str, Any]] = {
    "last two stages": {"scope": Scope.LAST_STAGES, "stages": 2},
    "all layers": {"scope": Scope.EVERYTHING},
}


def some_of(folder: Path, count: int, into: Path) -> Path:
    """A copy of ``count`` pictures of ``folder``, in their class folders."""
    files = sorted(file for file in folder.glob("*/*") if file.is_file())
    random.Random(0).shuffle(files)
    for file in files[:count]:
        target = into / file.parent.name / file.name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(file, target)
    return into


def plain_epochs(folder: Path, scope: str, device: str, epochs: int = 2) -> float:
    """Seconds of the last epoch of the plain loop."""
    module, transform = backbone()
    data = ImageFolder(str(folder), transform)
    groups = depth_groups(module, coarse=True)
    trained = {name for group in groups[-2:] for name in group}
    for name, parameter in module.named_parameters():
        parameter.requires_grad_(scope == "all layers" or name in trained)
    module.reset_classifier(len(data.classes))
    module.to(device).train()
    optimizer = torch.optim.AdamW(
        [parameter for parameter in module.parameters() if parameter.requires_grad], lr=5e-4
    )
    loader = DataLoader(data, batch_size=32, shuffle=True, num_workers=2)
    seconds = 0.0
    for _ in range(epochs):
        start = time.perf_counter()
        for pictures, labels in loader:
            loss = torch.nn.functional.cross_entropy(module(pictures.to(device)), labels.to(device))
            optimizer.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]  # torch leaves it untyped
            optimizer.step()
        if device == "cuda":
            torch.cuda.synchronize()
        seconds = time.perf_counter() - start
    return seconds


def our_epochs(folder: Path, scope: str, device: str, epochs: int = 2) -> dict[str, float]:
    """Seconds of the last epoch of fine-tuning, and of what is computed once before."""
    recipe = FineTuning(epochs=epochs, device=device, views=0, mirror=Mirroring.NO, **SCOPES[scope])
    index = scan(folder, Control())
    split = draw_split(index, Control())
    # All of them are learned from, as by the plain loop.
    split = replace(split, train=tuple(range(len(index.records))), validation=(), test=())
    with tempfile.TemporaryDirectory() as place:
        run = train(recipe, index, split, Path(place) / "run", Control())
    last = run.history[-1].seconds
    assert last is not None
    return {"epoch_s": last, "before_s": run.seconds["features"] + run.seconds["engine"]}


def alone(asked: list[str], folder: Path, device: str) -> dict[str, float]:
    """What a process of its own measures: workers are forked from one that has no threads yet."""
    command = [sys.executable, "-m", "tests.benchmarks.fine_tuning", *asked]
    done = subprocess.run(
        [*command, "--device", device, str(folder)], capture_output=True, text=True, check=True
    )
    told: dict[str, float] = json.loads(done.stdout)
    return told


def compare(folder: Path, pictures: int, device: str) -> dict[str, Any]:
    """Both, for each scope."""
    with tempfile.TemporaryDirectory() as place:
        os.environ["TLGUI_HOME"] = str(Path(place) / "home")
        some = some_of(folder, pictures, Path(place) / "pictures")
        count = sum(1 for _ in some.glob("*/*"))
        told: dict[str, Any] = {
            "device": torch.cuda.get_device_name() if device == "cuda" else "cpu",
            "pictures": count,
        }
        for scope in SCOPES:
            plain = alone(["--plain", scope], some, device)["epoch_s"]
            ours = alone(["--ours", scope], some, device)
            told[scope] = {
                "plain_pictures_a_second": count / plain,
                "pictures_a_second": count / ours["epoch_s"],
                "times_as_fast": plain / ours["epoch_s"],
                "once_before_s": ours["before_s"],
            }
    return told


def main() -> None:
    """Print the comparison."""
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("--pictures", type=int, default=640)
    parser.add_argument("--device", default="cpu")
    parser.add_argument("--plain", choices=SCOPES, help=argparse.SUPPRESS)
    parser.add_argument("--ours", choices=SCOPES, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.plain:
        seconds = plain_epochs(options.folder, options.plain, options.device)
        json.dump({"epoch_s": seconds}, sys.stdout)
        return
    if options.ours:
        json.dump(our_epochs(options.folder, options.ours, options.device), sys.stdout)
        return
    json.dump(compare(options.folder, options.pictures, options.device), sys.stdout, indent=1)


if __name__ == "__main__":
    main()
