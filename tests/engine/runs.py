"""Makers of small data sets and of one small trained run, shared by all tests of the engine."""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from filelock import FileLock
from PIL import Image

from tlgui.engine.data.index import scan
from tlgui.engine.data.records import Division
from tlgui.engine.data.split import draw_split
from tlgui.engine.progress import Control
from tlgui.engine.training.methods.feature_extraction import FeatureExtraction
from tlgui.engine.training.run import open_run
from tlgui.engine.workflow import train

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tlgui.engine.training.recipe import Recipe
    from tlgui.engine.training.run import Run

DIGITS = (0, 1, 4, 7)
A_CLASS = 14


@cache
def scratch() -> Path:
    """A folder that lives as long as the tests run, shared by all processes that run them."""
    shared = os.environ.get("TLGUI_TEST_SCRATCH")
    if shared:
        return Path(shared)
    folder = Path(tempfile.mkdtemp(prefix="tlgui-tests-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


def shared_home() -> Path:
    """``TLGUI_HOME`` of most tests: the converted model is made once."""
    return scratch() / "home"


@contextmanager
def at_home(home: Path) -> Iterator[None]:
    before = os.environ.get("TLGUI_HOME")
    os.environ["TLGUI_HOME"] = str(home)
    try:
        yield
    finally:
        if before is None:
            del os.environ["TLGUI_HOME"]
        else:
            os.environ["TLGUI_HOME"] = before


def write_some_digits(
    root: Path, digits: tuple[int, ...] = DIGITS, a_class: int = A_CLASS, skip: int = 0
) -> Path:
    """Handwritten digits as class folders of PNG files; ``skip`` leaves the first ones out."""
    from sklearn.datasets import load_digits

    found = load_digits()
    for digit in digits:
        folder = root / str(digit)
        folder.mkdir(parents=True, exist_ok=True)
        images = found.images[found.target == digit][skip : skip + a_class]
        for number, image in enumerate(np.rint(images * (255 / 16)).astype(np.uint8)):
            Image.fromarray(image).save(folder / f"{number + skip:03d}.png")
    return root


@cache
def digits() -> Path:
    """The data set of ``trained_run``. Nobody may change it."""
    with FileLock(scratch() / "digits.lock"):
        root = scratch() / "digits"
        return root if root.is_dir() else write_some_digits(root)


@cache
def trained_run() -> Run:
    """A run on ``digits``, trained once for all processes. Nobody may change its folder."""
    folder = scratch() / "runs" / "digits"
    pictures = digits()
    with at_home(shared_home()), FileLock(scratch() / "run.lock"):
        return open_run(folder) if folder.is_dir() else train_on(pictures, folder)


def copied_run(folder: Path) -> Path:
    """A copy of the trained run's folder that a test may damage."""
    shutil.copytree(trained_run().folder, folder)
    return folder


def train_on(
    root: Path,
    out: Path,
    recipe: Recipe | None = None,
    listener: Callable[[object], None] | None = None,
    control: Control | None = None,
) -> Run:
    """Scan, split and train, as the command line does."""
    recipe = recipe or FeatureExtraction(device="cpu")
    control = control or Control(listener)
    index = scan(root, control)
    return train(recipe, index, draw_split(index, control, Division(recipe.seed)), out, control)
