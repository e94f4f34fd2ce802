"""From scratch on a machine with CUDA: a training ends well, and a rate is found."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import torch

from tests.engine import runs
from tlgui.engine.data.index import scan
from tlgui.engine.data.records import SplitName
from tlgui.engine.data.split import draw_split
from tlgui.engine.progress import Control
from tlgui.engine.training.scratch.recipe import FromScratch
from tlgui.engine.workflow import find_rate

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.skipif(not torch.cuda.is_available(), reason="no CUDA device here")

RECIPE = FromScratch(backbone="mnist_cnn", epochs=8, batch_size=8, device="cuda")


def test_a_network_without_weights_learns_there(tmp_path: Path) -> None:
    run = runs.train_on(runs.digits(), tmp_path / "run", RECIPE)

    assert not run.facts["device"].startswith("CPU")
    assert len(run.history) == 8
    # Four classes: chance is a quarter.
    assert run.figures[SplitName.TEST]["accuracy"] > 0.4


def test_a_learning_rate_is_found_there() -> None:
    control = Control()
    index = scan(runs.digits(), control)

    found = find_rate(RECIPE, index, draw_split(index, control), control)

    assert found.rates[0] < found.suggested < found.rates[-1]
