"""Features that are means over a picture and its mirror image, from training to export."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
import torch

from tests.engine import runs
from tests.engine.exports import EVERY_FORMAT, in_this_process
from tlgui.engine.data.images import decode
from tlgui.engine.data.index import scan
from tlgui.engine.data.split import make_split
from tlgui.engine.deploy.bundle import open_model
from tlgui.engine.deploy.export import export
from tlgui.engine.deploy.looks import Looks
from tlgui.engine.deploy.predictor import Predictor
from tlgui.engine.errors import BundleError, RecipeError
from tlgui.engine.insight.cam import Explainer
from tlgui.engine.insight.dense_map import DenseClassifier
from tlgui.engine.insight.network_input import normalised
from tlgui.engine.models.catalog import DEFAULT_BACKBONE, find_backbone
from tlgui.engine.models.heads import HeadKind
from tlgui.engine.models.making import pretrained_network
from tlgui.engine.models.network import stages_body
from tlgui.engine.progress import Control
from tlgui.engine.training.estimate import estimate_training, remember_reading
from tlgui.engine.training.methods.feature_extraction import FeatureExtraction, FeatureSource
from tlgui.engine.training.recipe import EnsembleRule
from tlgui.engine.training.run import open_run

if TYPE_CHECKING:
    from pathlib import Path

    from tlgui.engine.training.run import Run

PICTURES = torch.randn(2, 3, 224, 224, generator=torch.Generator().manual_seed(3))
MIRRORED = FeatureExtraction(device="cpu", mirror_averaged=True)


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    folder = tmp_path_factory.mktemp("mirrored") / "run"
    with runs.at_home(runs.shared_home()):
        return runs.train_on(runs.digits(), folder, MIRRORED)


def some_pictures() -> list[Path]:
    return sorted(runs.digits().glob("*/*.png"))[::9]


def test_features_are_the_mean_of_both_looks() -> None:
    once = pretrained_network(find_backbone(DEFAULT_BACKBONE))
    body, plain = once.with_mirror().build_body(), once.build_body()

    with torch.inference_mode():
        found, other = body(PICTURES), plain(PICTURES)
        expected = (other + plain(PICTURES.flip(3))) / 2
        alone = stages_body(body).alone(PICTURES)
        (_, maps), (_, turned) = (
            stages_body(body).with_maps(each) for each in (PICTURES, PICTURES.flip(3))
        )

    assert torch.allclose(found, expected, atol=1e-4)
    assert not torch.allclose(found, other, atol=1e-2)
    assert torch.allclose(alone, expected[:, : once.groups[0]], atol=1e-4)
    # Maps lie where the picture's parts do: those of the mirrored picture are mirrored.
    for one, two in zip(maps, turned, strict=True):
        assert torch.allclose(one, two.flip(3), atol=1e-3)


def test_its_features_are_kept_apart_from_those_of_one_look() -> None:
    once = pretrained_network(find_backbone(DEFAULT_BACKBONE))
    assert once.with_mirror().key != once.key
    assert once.with_mirror().body_key != once.body_key
    assert not once.mirrored


def test_a_run_answers_as_its_network_does_and_alike_for_the_mirror_image(run: Run) -> None:
    network = open_run(run.folder).network()
    assert network.mirrored
    pictures = some_pictures()
    pixels = [network.preprocessing.prepare(decode(each)) for each in pictures]
    inputs = torch.cat(
        [normalised(each, network.preprocessing, torch.device("cpu")) for each in pixels]
    )
    module = network.build()

    with torch.inference_mode():
        answers, turned = (module(each).softmax(dim=1).numpy() for each in (inputs, inputs.flip(3)))
    told = Predictor(run, "cpu").predict(pictures, Control())

    assert np.abs(answers - turned).max() < 1e-4
    for row, prediction in zip(answers, told, strict=True):
        assert prediction.confidence == pytest.approx(float(row.max()), abs=1e-3)


@pytest.mark.parametrize(
    ("asked", "taken"), [(Looks.MIRROR, Looks.ONCE), (Looks.BOTH, Looks.CROPS)]
)
def test_it_is_not_shown_a_mirror_image_for_nothing(run: Run, asked: Looks, taken: Looks) -> None:
    said, plain = Predictor(run, "cpu", asked), Predictor(run, "cpu", taken)

    assert said.looks is taken
    assert said.fingerprint == plain.fingerprint


def test_its_evidence_is_exact_and_what_has_no_meaning_is_refused(run: Run) -> None:
    explainer, picture = Explainer.of_run(run), some_pictures()[0]
    assert explainer.methods == ("evidence", "grad-cam")
    found = explainer.heat_map(picture)
    assert found.evidence is not None
    assert found.evidence.total == pytest.approx(found.evidence.score, abs=1e-3)
    (told,) = Predictor(run, "cpu").predict([picture], Control())
    for method in explainer.methods:
        shown = explainer.heat_map(picture, method=method)
        assert float(shown.probabilities.max()) == pytest.approx(told.confidence, abs=1e-3)
    # What lies left in the picture lies right in its mirror image, by both methods.
    pixels = explainer._preprocessing.prepare(decode(picture))
    for method in explainer.methods:
        one = explainer.explain_pixels(pixels, 0, method).values
        other = explainer.explain_pixels(np.ascontiguousarray(pixels[:, ::-1]), 0, method).values
        assert np.abs(one - other[:, ::-1]).max() < 1e-2
    with pytest.raises(RecipeError, match="no finer-cam of a model that sees pictures mirrored"):
        explainer.heat_map(picture, method="finer-cam")
    with pytest.raises(BundleError, match="no map of classes"):
        DenseClassifier.of_run(run)


def test_its_exports_answer_as_it_does(run: Run, tmp_path: Path) -> None:
    # A web page runs the graph of ONNX.
    formats = tuple(name for name in EVERY_FORMAT if name != "web")
    with in_this_process():
        made = export(run, tmp_path / "out", formats, Control())
    assert tuple(written.name for written in made.formats) == formats
    for written in made.formats:
        assert written.self_test.passed, written.name
        if written.name != "onnx-int8":
            assert written.self_test.max_abs_difference < 1e-3, written.name
    assert "not in timm: this model sees each picture mirrored" in str(made.formats[0].note)
    card = (tmp_path / "out" / "README.md").read_text("utf-8")
    assert "the mean of a picture's and its mirror image's" in card
    opened = Predictor(open_model(tmp_path / "out"), "cpu")
    pictures = some_pictures()
    before, after = (each.predict(pictures, Control()) for each in (Predictor(run, "cpu"), opened))
    for one, two in zip(before, after, strict=True):
        assert one.label == two.label
        assert one.confidence == pytest.approx(two.confidence, abs=1e-4)


@pytest.mark.parametrize("features", [FeatureSource.LAST, FeatureSource.ALL_STAGES])
def test_several_heads_and_folds_look_twice_too(features: FeatureSource, tmp_path: Path) -> None:
    recipe = FeatureExtraction(
        device="cpu",
        features=features,
        mirror_averaged=True,
        ensemble=EnsembleRule.BAGGING,
        members=2,
        folds=2,
    )
    with runs.at_home(runs.shared_home()):
        run = open_run(runs.train_on(runs.digits(), tmp_path / "run", recipe).folder)
        network = run.network()
        (told,) = Predictor(run, "cpu").predict(some_pictures()[:1], Control())
    assert network.mirrored
    assert network.head_kind is HeadKind.ENSEMBLE
    pixels = network.preprocessing.prepare(decode(some_pictures()[0]))
    inputs = normalised(pixels, network.preprocessing, torch.device("cpu"))
    with torch.inference_mode():
        answers = network.build()(inputs.flip(3)).softmax(dim=1)
    assert told.confidence == pytest.approx(float(answers.max()), abs=1e-3)


def test_estimate_takes_two_looks_for_twice_the_time(fresh_home: Path) -> None:
    index = scan(runs.digits(), Control())
    split = make_split(index, seed=0)

    def estimated(recipe: FeatureExtraction) -> float | None:
        return estimate_training(recipe, index, split, control=Control()).reading_seconds

    def remember(speed: float, *, mirrored: bool) -> None:
        for fast in (True, False):
            remember_reading(
                MIRRORED.backbone,
                "net",
                "f32",
                fast=fast,
                pictures=100,
                seconds=100 / speed,
                mirrored=mirrored,
            )

    assert estimated(MIRRORED) is None
    remember(100, mirrored=False)
    once = estimated(FeatureExtraction(device="cpu"))
    assert once is not None
    assert estimated(MIRRORED) == pytest.approx(2 * once)
    remember(80, mirrored=True)
    assert estimated(MIRRORED) == pytest.approx(once * 100 / 80)
    assert estimated(FeatureExtraction(device="cpu")) == once
