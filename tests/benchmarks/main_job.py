"""The main job against a tutorial's recipe and against the floor, in one run.

    python -m tests.benchmarks.main_job FOLDER [--rounds N]

FOLDER has ``train`` and ``validation`` with a folder a class in each. Every job is a process of its
own; tlgui starts each time with an empty home. The floor: all pictures decoded by all cores, then
run through the network, each measured alone, as if nothing else cost anything. Pictures to learn
from go through the fastest engine; those whose figures users read, through fp32.
"""

from __future__ import annotations

import argparse
import compileall
import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np

import tlgui
from tlgui.engine.data.images import decode
from tlgui.engine.data.index import expand_pictures
from tlgui.engine.devices import resolve_device, usable_cores
from tlgui.engine.models import engines
from tlgui.engine.models.catalog import DEFAULT_BACKBONE, find_backbone
from tlgui.engine.models.making import pretrained_network
from tlgui.engine.progress import Control


def process(arguments: list[str], home: str) -> tuple[float, Any]:
    """Wall seconds of a Python process, start included, and the JSON that it printed."""
    environment = {**os.environ, "TLGUI_HOME": home}
    start = time.perf_counter()
    done = subprocess.run(
        [sys.executable, *arguments], env=environment, capture_output=True, text=True, check=True
    )
    return time.perf_counter() - start, json.loads(done.stdout)


def decode_rate(files: list[Path]) -> float:
    """Pictures a second, decoded and prepared by all cores, nothing else running."""
    import torch

    preparation = pretrained_network(find_backbone(DEFAULT_BACKBONE)).preprocessing

    def work(file: Path) -> int:
        pixels = decode(file, minimum_side=preparation.resize_side)
        return preparation.prepare(pixels).size

    with ThreadPoolExecutor(usable_cores(), initializer=lambda: torch.set_num_threads(1)) as pool:
        list(pool.map(work, files[:64]))
        start = time.perf_counter()
        list(pool.map(work, files, chunksize=8))
        return len(files) / (time.perf_counter() - start)


def forward_rates() -> dict[str, float]:
    """Pictures a second of the fastest and of the reference engine, nothing else running."""
    network = pretrained_network(find_backbone(DEFAULT_BACKBONE))
    pixels = np.random.default_rng(0).integers(0, 256, (8, 224, 224, 3), dtype=np.uint8)
    device, control = resolve_device("cpu"), Control()
    rates = {}
    for name, make in (("fast", engines.fast_engine), ("reference", engines.reference_engine)):
        engine = make(network, device, pixels, control)
        for _ in engine.infer([pixels] * 8):
            pass
        start = time.perf_counter()
        for _ in engine.infer([pixels] * 128):
            pass
        rates[name] = 128 * len(pixels) / (time.perf_counter() - start)
    return rates


def one_round(folder: Path) -> dict[str, float]:
    """tlgui cold, again and predicting, and the tutorial's two jobs: seconds and pictures."""
    script = [str(Path(__file__).with_name("tutorial.py")), str(folder)]
    with tempfile.TemporaryDirectory() as home:
        train = ["-m", "tlgui", "train", str(folder), "--json", "--out"]
        cold_s, cold = process([*train, f"{home}/run"], home)
        tutorial_s, tutorial = process(script, home)
        warm_s, warm = process([*train, f"{home}/again"], home)
        predict_s, answers = process(
            ["-m", "tlgui", "predict", f"{home}/run", str(folder), "--json"], home
        )
        tutorial_predict_s, tutorial_predict = process([*script, "--predict"], home)
    return {
        "pictures": sum(cold["images"].values()),
        "learned from": cold["images"]["train"],
        "predicted": len(answers["predictions"]),
        "cold whole": cold_s,
        "cold features": cold["seconds"]["features"],
        "cold fit": cold["seconds"]["fit"],
        "validation accuracy": cold["validation"]["accuracy"],
        "warm whole": warm_s,
        "warm features": warm["seconds"]["features"],
        "warm fit": warm["seconds"]["fit"],
        "predict whole": predict_s,
        "predict features": answers["seconds"]["prediction"],
        "tutorial whole, no search": tutorial_s - tutorial["search_s"],
        "tutorial features": tutorial["features_s"],
        "tutorial fit": tutorial["fit_s"],
        "tutorial search": tutorial["search_s"],
        "tutorial validation accuracy": tutorial["validation_accuracy"],
        "tutorial predict whole": tutorial_predict_s,
        "tutorial predict features": tutorial_predict["features_s"],
    }


def main() -> None:
    """Run the rounds and print the figures, their ratios and the machine."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--rounds", type=int, default=1)
    options = parser.parse_args()

    # As pip does where it installs; a checkout may be without.
    compileall.compile_dir(Path(tlgui.__file__).parent, quiet=1)
    files, _ = expand_pictures([options.folder], Control())
    with tempfile.TemporaryDirectory() as home:
        os.environ["TLGUI_HOME"] = home
        rates = forward_rates()
    decoding = decode_rate(files)
    rounds = [one_round(options.folder) for _ in range(options.rounds)]
    median = {name: statistics.median(row[name] for row in rounds) for name in rounds[0]}
    pictures, learned = median["pictures"], median["learned from"]
    floor = {
        "features": pictures
        / (
            pictures / decoding
            + learned / rates["fast"]
            + (pictures - learned) / rates["reference"]
        ),
        "prediction": 1 / (1 / decoding + 1 / rates["reference"]),
    }
    extraction = pictures / median["cold features"]
    prediction = median["predicted"] / median["predict features"]
    rows = {
        **median,
        "decode, pictures/s": decoding,
        "forward fast, pictures/s": rates["fast"],
        "forward fp32, pictures/s": rates["reference"],
        "floor of features, pictures/s": floor["features"],
        "floor of prediction, pictures/s": floor["prediction"],
        "extraction, pictures/s": extraction,
        "extraction / tutorial": median["tutorial features"] / median["cold features"],
        "extraction / floor": extraction / floor["features"],
        "whole job / tutorial": median["tutorial whole, no search"] / median["cold whole"],
        "prediction, pictures/s": prediction,
        "prediction / tutorial": median["tutorial predict features"] / median["predict features"],
        "prediction / floor": prediction / floor["prediction"],
        "whole prediction / tutorial": median["tutorial predict whole"] / median["predict whole"],
    }
    lines = [f"{platform.processor() or platform.machine()}, {usable_cores()} cores"]
    lines += [f"{name:32} {value:10.3f}" for name, value in rows.items()]
    sys.stdout.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
