"""Fine-tuning on a machine with CUDA: mixed precision, a memory too small, the same figures."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import pytest
import torch

from tests.engine import runs
from tlgui.engine.data.index import scan
from tlgui.engine.data.records import SplitName
from tlgui.engine.data.split import draw_split
from tlgui.engine.progress import Control, Notice
from tlgui.engine.training.by_epochs import chunks
from tlgui.engine.training.by_epochs.choices import Scope
from tlgui.engine.training.fine_tuning.recipe import FineTuning
from tlgui.engine.workflow import train

if TYPE_CHECKING:
    from pathlib import Path

    from tlgui.engine.training.run import Run

pytestmark = pytest.mark.skipif(not torch.cuda.is_available(), reason="no CUDA device here")


@pytest.fixture
def pictures(tmp_path: Path) -> Path:
    return runs.write_some_digits(tmp_path / "pictures", digits=tuple(range(10)), a_class=40)


def tuned(folder: Path, out: Path, control: Control | None = None, **asked: Any) -> Run:
    control = control or Control()
    index = scan(folder, control)
    recipe = FineTuning(epochs=4, **asked)
    return train(recipe, index, draw_split(index, control), out, control)


def test_both_devices_learn_alike(pictures: Path, tmp_path: Path) -> None:
    found = {}
    for device in ("cuda", "cpu"):
        run = tuned(pictures, tmp_path / device, device=device)
        figures = run.figures[SplitName.VALIDATION]
        found[device] = figures["accuracy"]
        sys.stdout.write(
            f"{run.facts['device']}: {figures['accuracy']:.3f} {figures['accuracy_interval']}\n"
        )
    # Of 60 pictures: what differs by more than a tenth differs by more than chance.
    assert abs(found["cuda"] - found["cpu"]) <= 0.1


def test_memory_too_small_halves_what_is_computed_at_once(
    pictures: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(chunks.CHUNK, "cuda", 256)
    heard: list[object] = []
    total = torch.cuda.get_device_properties(0).total_memory
    torch.cuda.empty_cache()
    # Room for about 2.5 GB: all layers of 256 pictures at once take more.
    torch.cuda.set_per_process_memory_fraction(2.5e9 / total)
    try:
        run = tuned(
            pictures,
            tmp_path / "run",
            Control(heard.append),
            device="cuda",
            scope=Scope.EVERYTHING,
            batch_size=256,
        )
    finally:
        torch.cuda.set_per_process_memory_fraction(1.0)

    told = [str(event.message) for event in heard if isinstance(event, Notice)]
    sys.stdout.write(f"{told}\n")
    assert any("too small for so many pictures" in text for text in told)
    assert len(run.history) == 4
