"""Runs with a plain head and with one on all stages, and exports of them: each made once."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from filelock import FileLock

from tests.engine import runs
from tlgui.engine.deploy.export import export
from tlgui.engine.progress import Control
from tlgui.engine.training.methods.feature_extraction import FeatureExtraction, FeatureSource
from tlgui.engine.training.run import open_run

if TYPE_CHECKING:
    from pathlib import Path

    from tlgui.engine.training.run import Run


@cache
def plain_run() -> Run:
    """A run whose head folds into the network. Nobody may change its folder."""
    return _run(FeatureSource.LAST)


@cache
def stages_run() -> Run:
    """A run whose head looks at all stages. Nobody may change its folder."""
    return _run(FeatureSource.ALL_STAGES)


@cache
def exported() -> Path:
    """The plain run as safetensors and ONNX. Nobody may change its folder."""
    run = plain_run()
    out = runs.scratch() / "exports" / "plain"
    with runs.at_home(runs.shared_home()), FileLock(runs.scratch() / "export.lock"):
        if not out.is_dir():
            export(run, out, ("safetensors", "onnx"), Control())
    return out


def _run(features: FeatureSource) -> Run:
    folder = runs.scratch() / "runs" / f"features-{features}"
    pictures = runs.digits()
    with (
        runs.at_home(runs.shared_home()),
        FileLock(runs.scratch() / f"features-{features}.lock"),
    ):
        if folder.is_dir():
            return open_run(folder)
        return runs.train_on(pictures, folder, FeatureExtraction(device="cpu", features=features))
