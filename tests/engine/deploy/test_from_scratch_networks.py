"""Every network of the textbooks learns a step, explains, and exports what it learned.

A handful by default; all of them with ``--all-families``.
"""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from PIL import Image

from tests.engine import runs
from tlgui.engine.deploy.bundle import open_model
from tlgui.engine.deploy.export import export
from tlgui.engine.deploy.predictor import Predictor
from tlgui.engine.insight.cam import Explainer
from tlgui.engine.models.scratch.textbook import TEXTBOOKS
from tlgui.engine.progress import Control
from tlgui.engine.training.run import open_run
from tlgui.engine.training.scratch.recipe import FromScratch

if TYPE_CHECKING:
    from pathlib import Path

HANDFUL = ("lenet5",)
"""The smallest."""
CLOSE = 1e-4


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "name" in metafunc.fixturenames:
        every = metafunc.config.getoption("--all-families")
        metafunc.parametrize("name", [b.name for b in TEXTBOOKS] if every else HANDFUL)


@pytest.fixture(scope="module")
def photos(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Small pictures in colour, of two classes that differ in their colour."""
    root = tmp_path_factory.mktemp("photos")
    draw = np.random.default_rng(0)
    for name, colour in (("red", (200, 60, 60)), ("blue", (60, 60, 200))):
        (root / name).mkdir()
        for number in range(10):
            noise = draw.integers(-50, 50, (40, 40, 3))
            pixels = np.clip(np.asarray(colour) + noise, 0, 255).astype(np.uint8)
            Image.fromarray(pixels).save(root / name / f"{number}.png")
    return root


@pytest.mark.usefixtures("exports_here")
def test_it_learns_explains_and_exports(name: str, photos: Path, tmp_path: Path) -> None:
    warnings.simplefilter("ignore")  # Converters warn about themselves.
    asked: dict[str, Any] = {"backbone": name, "epochs": 1, "batch_size": 8, "device": "cpu"}
    run = runs.train_on(photos, tmp_path / "run", FromScratch(**asked))
    again = open_run(run.folder)
    picture = photos / "red" / "0.png"

    explainer = Explainer.of_run(again)
    ways = [(target, method) for target in (0, 1) for method in explainer.methods]
    shown = [explainer.heat_map(picture, target, method).values for target, method in ways]
    done = export(again, tmp_path / "export", ("safetensors", "onnx"), Control())
    elsewhere = Predictor(open_model(tmp_path / "export"), "cpu").predict([picture], Control())
    here = Predictor(again, "cpu").predict([picture], Control())

    side = again.preprocessing.height
    assert [values.shape for values in shown] == [(side, side)] * len(ways)
    assert np.isfinite(shown).all()
    # After one step little speaks for any class, but something does.
    assert np.ptp(shown) > 0
    for made in done.formats:
        assert made.self_test.passed, made.name
        assert made.self_test.max_abs_difference <= CLOSE, made.name
    assert elsewhere[0].confidence == pytest.approx(here[0].confidence, abs=1e-5)
