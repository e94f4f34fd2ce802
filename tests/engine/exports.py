"""Runs with a plain head and with one on all stages, and exports of them: each made once."""

from __future__ import annotations

import copyreg
import pickle
from contextlib import contextmanager
from functools import cache
from typing import TYPE_CHECKING

import pytest
from filelock import FileLock

from tests.engine import runs
from tlgui.engine.deploy import export_child, verify
from tlgui.engine.deploy.export import export
from tlgui.engine.errors import Message
from tlgui.engine.progress import Control
from tlgui.engine.training.methods.feature_extraction import FeatureExtraction, FeatureSource
from tlgui.engine.training.run import open_run

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tlgui.engine.deploy.export import Exported
    from tlgui.engine.training.run import Run


copyreg.pickle(Message, lambda message: (Message.from_json, (message.to_json(),)))

EVERY_FORMAT = ("safetensors", "onnx", "openvino", "pt2", "onnx-int8", "web")


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
    home, lock = runs.at_home(runs.shared_home()), FileLock(runs.scratch() / "export.lock")
    with home, lock, in_this_process():
        if not out.is_dir():
            export(run, out, ("safetensors", "onnx"), Control())
    return out


@cache
def whole() -> Exported:
    """The plain run in every format, with a ZIP file, each written in a process of its own.

    Nobody may change its folder.
    """
    run = plain_run()
    out = runs.scratch() / "exports" / "digits"
    told = out.with_name("digits.pickle")
    with runs.at_home(runs.shared_home()), FileLock(runs.scratch() / "whole.lock"):
        if not told.is_file():
            told.write_bytes(pickle.dumps(export(run, out, EVERY_FORMAT, Control(), archive=True)))
    made: Exported = pickle.loads(told.read_bytes())
    return made


@contextmanager
def in_this_process() -> Iterator[None]:
    """Formats are written and tried here, not each in two processes that import all anew.

    What those processes are for, ``test_export`` tries with every format.
    """

    def done(job: Path, _output: object, control: Control) -> int:
        control.check()
        return export_child.main(job)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(verify, "_run_to_its_end", done)
        yield


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
