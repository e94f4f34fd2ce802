"""Framing: pictures whose classes differ outside the centre, and what is said of them."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from PIL import Image, ImageDraw

from tests.engine.runs import train_on
from tlgui.engine.data.cut_off import find_cut_off
from tlgui.engine.data.index import scan
from tlgui.engine.data.preprocessing import Framing
from tlgui.engine.data.records import SplitName
from tlgui.engine.data.split import draw_split
from tlgui.engine.deploy.predictor import Predictor
from tlgui.engine.insight.cam import Explainer
from tlgui.engine.progress import Control
from tlgui.engine.training import framing_choice
from tlgui.engine.training.estimate import estimate_training
from tlgui.engine.training.extraction import Extraction
from tlgui.engine.training.framing import FramingRule, framing_told
from tlgui.engine.training.methods.feature_extraction import FeatureExtraction

if TYPE_CHECKING:
    from pathlib import Path

    from tlgui.engine.training.run import Run

EACH = 60


def write_tall_pictures(root: Path, each: int = EACH, size: tuple[int, int] = (120, 640)) -> Path:
    """Two classes that differ at the bottom only: a disc there, or a cross."""
    generator = np.random.default_rng(0)
    for shape in ("disc", "cross"):
        (root / shape).mkdir(parents=True)
        for number in range(each):
            coarse = generator.integers(40, 216, (size[1] // 8, size[0] // 8, 3), np.uint8)
            picture = Image.fromarray(coarse).resize(size, Image.Resampling.BILINEAR)
            draw = ImageDraw.Draw(picture)
            ink = tuple(int(value) for value in generator.integers(0, 256, 3))
            left = int(generator.integers(4, size[0] - 84))
            top = size[1] - 90 + int(generator.integers(-6, 7))
            if shape == "disc":
                draw.ellipse((left, top, left + 80, top + 80), fill=ink)
            else:
                for x, y in ((left + 30, top), (left, top + 30)):
                    width, height = (20, 80) if y == top else (80, 20)
                    draw.rectangle((x, y, x + width, y + height), fill=ink)
            picture.save(root / shape / f"{number:03d}.png")
    return root


@pytest.fixture(scope="module")
def tall(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_tall_pictures(tmp_path_factory.mktemp("tall") / "pictures")


@pytest.fixture(scope="module")
def runs(tall: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[FramingRule, Run]:
    """A run with each framing, and one for which it was decided."""
    folder = tmp_path_factory.mktemp("runs")
    return {
        rule: train_on(tall, folder / rule.value, FeatureExtraction(device="cpu", framing=rule))
        for rule in FramingRule
    }


def accuracy(run: Run) -> float:
    return float(run.figures[SplitName.VALIDATION]["accuracy"])


def test_whole_pictures_tell_what_the_centre_cannot(runs: dict[FramingRule, Run]) -> None:
    assert accuracy(runs[FramingRule.WHOLE]) >= 0.95
    # A coin that is thrown 18 times shows one side 15 times in one of 270 tries.
    assert accuracy(runs[FramingRule.CENTRE]) < 15 / 18


def test_cross_validation_decides_for_what_sees_the_bottom(runs: dict[FramingRule, Run]) -> None:
    run = runs[FramingRule.AUTO]
    losses = run.facts["framing_losses"]

    assert run.preprocessing.framing in (Framing.WHOLE, Framing.SQUEEZE)
    assert min(losses, key=losses.__getitem__) == run.preprocessing.framing
    assert losses["centre"] > 2 * losses["whole"]
    assert accuracy(run) >= 0.95
    assert "Cross-validation" in str(framing_told(run.preprocessing.framing, run.facts))


def test_centre_that_loses_much_is_told(runs: dict[FramingRule, Run]) -> None:
    told = [str(notice) for notice in runs[FramingRule.CENTRE].notices]

    assert any("14% of such a picture" in sentence for sentence in told)
    assert any("whole" in sentence for sentence in told)
    assert not runs[FramingRule.WHOLE].notices
    assert not runs[FramingRule.AUTO].notices


@pytest.mark.parametrize("rule", [FramingRule.WHOLE, FramingRule.SQUEEZE])
def test_run_frames_new_pictures_as_it_learned(
    rule: FramingRule, runs: dict[FramingRule, Run], tall: Path
) -> None:
    run = runs[rule]
    assert run.preprocessing.framing == rule.value
    predictor = Predictor.load(run.folder)
    files = [run.dataset_root / name for name in run.files[SplitName.VALIDATION]]

    answers = list(predictor.predict(files, Control()))

    right = sum(answer.label == answer.file.parent.name for answer in answers)
    assert right / len(files) == pytest.approx(accuracy(run))


@pytest.mark.parametrize("rule", [FramingRule.WHOLE, FramingRule.SQUEEZE])
@pytest.mark.parametrize("method", ["evidence", "grad-cam"])
def test_heat_map_lies_on_the_bottom_in_the_pictures_proportions(
    rule: FramingRule, method: str, runs: dict[FramingRule, Run]
) -> None:
    run = runs[rule]
    explainer = Explainer.of_run(run)
    low = []
    for name in run.files[SplitName.VALIDATION][::3]:
        heat_map = explainer.heat_map(run.dataset_root / name, method=method)
        assert heat_map.values.shape == (224, 224)
        shown = heat_map.in_proportion()
        height, width = shown.values.shape
        assert shown.pixels.shape == (height, width, 3)
        assert height / width == pytest.approx(640 / 120, rel=0.03)
        # The picture itself, no margin: its grain is everywhere.
        assert shown.pixels.std(axis=(1, 2)).min() > 5
        if shown.values.sum() > 0:
            low.append(shown.values[height * 3 // 4 :].sum() / shown.values.sum())
    # A quarter of the area; the disc or the cross takes a good half of it.
    assert np.mean(low) > 0.4


def test_reading_for_the_comparison_is_kept(
    tall: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Deciding again reads no picture again, and the estimate knows of it."""
    recipe = FeatureExtraction(device="cpu", framing=FramingRule.AUTO)
    first = train_on(tall, tmp_path / "first", recipe)
    made: list[Extraction] = []

    def counted(*args: Any) -> Extraction:
        made.append(Extraction(*args))
        return made[-1]

    monkeypatch.setattr(framing_choice, "Extraction", counted)
    again = train_on(tall, tmp_path / "again", recipe)

    assert made
    assert not any(extraction.computed for extraction in made)
    assert again.facts["framing_losses"] == first.facts["framing_losses"]
    index = scan(tall, Control())
    guess = estimate_training(recipe, index, draw_split(index, Control()), control=Control())
    assert guess.unread == 0


def test_classes_too_few_to_compare_are_refused_as_ever(tmp_path: Path) -> None:
    from tlgui.engine.errors import DatasetError

    root = write_tall_pictures(tmp_path / "pictures", each=6)
    for file in (root / "cross").iterdir():
        file.write_bytes(b"no picture")

    with pytest.raises(DatasetError, match="1 of 2 classes"):
        train_on(root, tmp_path / "run", FeatureExtraction(framing=FramingRule.AUTO))


def test_sizes_tell_what_the_centre_costs(tmp_path: Path) -> None:
    for place, size in enumerate([(120, 640), (640, 120), (300, 400), (400, 300), (100, 100)]):
        folder = tmp_path / "pictures" / f"class {place % 2}"
        folder.mkdir(parents=True, exist_ok=True)
        Image.new("RGB", size).save(folder / f"{place}.png")
    (tmp_path / "pictures" / "class 0" / "broken.png").write_bytes(b"no picture")
    index = scan(tmp_path / "pictures", Control())

    lost = find_cut_off(index, range(len(index.records)), 0.875, Control())

    assert (lost.looked_at, lost.cut, lost.is_much) == (5, 2, True)
    assert lost.share_seen == pytest.approx(0.875**2 * 120 / 640)
    seen = Counter(index.records[position].path.rpartition("/")[2] for position in lost.examples)
    assert set(seen) == {"0.png", "1.png"}
    ordinary = [p for p, record in enumerate(index.records) if record.path[-5] in "234"]
    assert not find_cut_off(index, ordinary, 0.875, Control()).is_much
