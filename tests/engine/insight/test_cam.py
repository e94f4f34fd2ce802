"""Heat maps are Grad-CAM's, leave the network as it was, and look where the class is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
import torch
from PIL import Image
from torch import nn
from torch.nn.functional import interpolate

from tests.engine import runs
from tlgui.engine.data.images import decode
from tlgui.engine.data.preprocessing import Preprocessing
from tlgui.engine.deploy.predictor import Predictor
from tlgui.engine.errors import PictureError, RecipeError
from tlgui.engine.insight.cam import Explainer, HeatMap, find_class, overlay
from tlgui.engine.models.catalog import DEFAULT_BACKBONE
from tlgui.engine.models.weights import PACKAGES
from tlgui.engine.progress import Control
from tlgui.engine.training.methods.feature_extraction import FeatureExtraction

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from numpy.typing import NDArray

    from tlgui.engine.training.run import Run

TINY = Preprocessing(24, 32, 40, "bicubic", (0.4, 0.5, 0.6), (0.2, 0.25, 0.3))
NAMES = ("cat", "dog", "hen")


class TinyNetwork(nn.Module):
    """Two convolutions, an in-place activation, and a linear classifier on the mean."""

    def __init__(self) -> None:
        super().__init__()
        self.first = nn.Conv2d(3, 4, 3, stride=2, padding=1)
        self.last = nn.Conv2d(4, 6, 3, stride=2, padding=1)
        self.activation = nn.ReLU(inplace=True)
        self.classifier = nn.Linear(6, 3)

    def forward(self, inputs: torch.Tensor) -> torch.Tensor:
        features = self.last(torch.relu(self.first(inputs)))
        # in-place after a hooked layer, as in many backbones: a copy keeps the hook's tensor
        pooled = self.activation(features.clone()).mean(dim=(2, 3))
        return self.classifier(pooled)  # type: ignore[no-any-return]  # torch gives Any


@pytest.fixture
def network() -> TinyNetwork:
    torch.manual_seed(0)
    return TinyNetwork().eval()


@pytest.fixture
def explainer(network: TinyNetwork) -> Explainer:
    return Explainer(network, "last", NAMES, TINY)


@pytest.fixture
def pixels() -> NDArray[np.uint8]:
    return np.random.default_rng(5).integers(0, 256, (24, 32, 3), np.uint8)


def grad_cam(
    network: TinyNetwork, pixels: NDArray[np.uint8], target: int, others: float = 0.0
) -> NDArray[np.float32]:
    """Equations 1 and 2 of Selvaraju et al., "Grad-CAM", ICCV 2017, by autograd.

    With ``others`` that of Zhang et al., "Finer-CAM", CVPR 2025: the mean score of the other
    classes, weighted by it, is taken from that of the target.
    """
    mean, std = (torch.tensor(v).view(1, 3, 1, 1) for v in (TINY.mean, TINY.std))
    inputs = (torch.from_numpy(pixels).permute(2, 0, 1)[None] / 255 - mean) / std
    activations = network.last(torch.relu(network.first(inputs))).detach().requires_grad_()
    logits = network.classifier(torch.relu(activations).mean(dim=(2, 3)))
    rest = [place for place in range(3) if place != target]
    (gradient,) = torch.autograd.grad(
        logits[0, target] - others * logits[0, rest].mean(), activations
    )
    importance = gradient.mean(dim=(2, 3), keepdim=True)  # (1, channels, 1, 1)
    weighted = torch.relu((importance * activations).sum(dim=1, keepdim=True))
    upsampled = interpolate(weighted, pixels.shape[:2], mode="bilinear", align_corners=False)[0, 0]
    return np.asarray((upsampled / upsampled.max()).detach().numpy())


@pytest.mark.parametrize("target", [0, 1, 2])
def test_heat_map_is_grad_cam_worked_out_by_hand(
    network: TinyNetwork, explainer: Explainer, pixels: NDArray[np.uint8], target: int
) -> None:
    found = explainer.explain_pixels(pixels, target)

    assert found.values.shape == (24, 32)
    assert found.values.dtype == np.float32
    assert found.target == target
    assert found.values.max() > 0
    np.testing.assert_allclose(found.values, grad_cam(network, pixels, target), atol=1e-5)


@pytest.mark.parametrize("target", [0, 1, 2])
def test_finer_cam_shows_what_the_other_classes_lack(
    network: TinyNetwork, explainer: Explainer, pixels: NDArray[np.uint8], target: int
) -> None:
    found = explainer.explain_pixels(pixels, target, "finer-cam").values

    np.testing.assert_allclose(found, grad_cam(network, pixels, target, 0.6), atol=1e-5)
    assert np.abs(found - explainer.explain_pixels(pixels, target).values).max() > 0.01


def test_default_target_is_the_predicted_class(
    explainer: Explainer, network: TinyNetwork, pixels: NDArray[np.uint8]
) -> None:
    found = explainer.explain_pixels(pixels)

    assert found.target == int(found.probabilities.argmax())
    assert found.probabilities.sum() == pytest.approx(1)
    assert np.array_equal(found.values, explainer.explain_pixels(pixels, found.target).values)


def test_network_is_as_before_afterwards(
    explainer: Explainer, network: TinyNetwork, pixels: NDArray[np.uint8]
) -> None:
    before = {name: tensor.clone() for name, tensor in network.state_dict().items()}

    for target in (0, 1, None):
        explainer.explain_pixels(pixels, target)
    with pytest.raises(RecipeError):
        explainer.explain_pixels(pixels, 3)

    for module in network.modules():
        assert not module._forward_hooks
        assert not module._forward_pre_hooks
        assert not module._backward_hooks
    assert all(torch.equal(before[name], value) for name, value in network.state_dict().items())
    assert all(parameter.grad is None for parameter in network.parameters())
    assert not network.training


def test_map_of_a_class_that_nothing_speaks_for_is_all_zero(
    network: TinyNetwork, pixels: NDArray[np.uint8]
) -> None:
    with torch.no_grad():
        network.classifier.weight.zero_()
    explainer = Explainer(network, "last", NAMES, TINY)

    found = explainer.explain_pixels(pixels, 1)

    assert not found.values.any()
    assert np.array_equal(overlay(found), pixels)


def test_unknown_method_and_class_are_refused_with_what_exists(
    explainer: Explainer, pixels: NDArray[np.uint8]
) -> None:
    with pytest.raises(RecipeError) as error:
        explainer.explain_pixels(pixels, 0, "guess")
    assert "guess" in str(error.value)
    assert "grad-cam" in str(error.value.hint)
    with pytest.raises(RecipeError) as error:
        explainer.class_number("cow")
    assert "cat, dog, hen" in str(error.value.hint)
    assert explainer.class_number("hen") == 2


def test_a_thousand_classes_are_not_all_listed() -> None:
    with pytest.raises(RecipeError) as caught:
        find_class([f"class {number}" for number in range(1000)], "magic")

    assert "class 0" in str(caught.value.hint)
    assert len(str(caught.value.hint)) < 1000


@pytest.mark.parametrize("size", [(1, 1), (4000, 3), (3, 4000), (224, 224)])
def test_odd_pictures_have_finite_maps(
    trained_run: Run, tmp_path: Path, size: tuple[int, int]
) -> None:
    Image.new("RGB", size, (128, 128, 128)).save(tmp_path / "odd.png")

    found = Explainer.load(trained_run.folder).heat_map(tmp_path / "odd.png")

    assert found.values.shape == (224, 224)
    assert np.isfinite(found.values).all()
    assert 0 <= found.values.min() <= found.values.max() <= 1


def test_unreadable_picture_is_named(trained_run: Run, tmp_path: Path) -> None:
    (tmp_path / "broken.jpg").write_bytes(b"no picture")

    with pytest.raises(PictureError, match=r"broken\.jpg"):
        Explainer.load(trained_run.folder).heat_map(tmp_path / "broken.jpg")


def test_explainer_and_predictor_answer_alike(trained_run: Run) -> None:
    pictures = sorted(runs.digits().glob("*/00*.png"))[:12]
    explainer = Explainer.load(trained_run.folder)

    predictions = Predictor.load(trained_run.folder, "cpu").predict(pictures, Control())

    for picture, prediction in zip(pictures, predictions, strict=True):
        shares = explainer.heat_map(picture).probabilities
        ranked = dict(prediction.ranked)
        expected = [ranked[name] for name in explainer.classes]
        np.testing.assert_allclose(shares, expected, atol=0.02)


def test_overlay_is_stronger_where_it_is_hotter() -> None:
    values = np.tile(np.linspace(0, 1, 10, dtype=np.float32), (4, 1))
    grey = np.full((4, 10, 3), 60, np.uint8)

    shown = overlay(HeatMap(values, grey, 0, np.ones(1, np.float32)), opacity=0.6)

    distance = np.abs(shown[0].astype(int) - 60).sum(axis=1)
    assert distance[0] == 0
    assert distance[-1] > distance[4] > distance[1] > 0


def square(pixels: NDArray[np.uint8], side: int) -> Image.Image:
    picture = Image.fromarray(pixels)
    short = min(picture.size)
    left, top = (picture.width - short) // 2, (picture.height - short) // 2
    return picture.crop((left, top, left + short, top + short)).resize((side, side))


def halves(
    explainer: Explainer,
    pairs: list[tuple[tuple[Path, int], tuple[Path, int]]],
    recognised: set[Path],
    method: str,
    input_side: int,
) -> list[float]:
    """Share of each map's energy on the half that its class is on."""
    shares, each = [], input_side // 2
    for pair in pairs:
        both = Image.new("RGB", (input_side, input_side), (255, 255, 255))
        for side, (file, _) in enumerate(pair):
            both.paste(square(decode(file), each), (each * side, each // 2))
        for side, (file, target) in enumerate(pair):
            if file in recognised:
                values = explainer.explain_pixels(np.asarray(both).copy(), target, method).values
                half = values[:, each * side : each * (side + 1)]
                shares.append(float(half.sum() / max(values.sum(), 1e-9)))
    return shares


@pytest.fixture(scope="module")
def clothes(real_pictures: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """30 photos of each kind of clothes to learn from, 10 to be judged on."""
    root = tmp_path_factory.mktemp("glued") / "clothing"
    for split, count in (("train", 30), ("validation", 10)):
        for folder in sorted((real_pictures / "clothing" / split).iterdir()):
            if folder.is_dir():
                (root / split / folder.name).mkdir(parents=True)
                for file in sorted(folder.iterdir())[:count]:
                    (root / split / folder.name / file.name).write_bytes(file.read_bytes())
    return root


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "backbone" in metafunc.fixturenames:
        every = metafunc.config.getoption("--all-families")
        metafunc.parametrize("backbone", sorted(PACKAGES) if every else [DEFAULT_BACKBONE])


@pytest.mark.slow
def test_each_map_of_two_glued_clothes_lies_on_its_own_half(
    backbone: str,
    clothes: Path,
    tmp_path: Path,
    record_property: Callable[[str, object], None],
) -> None:
    run = runs.train_on(clothes, tmp_path / "run", FeatureExtraction(backbone=backbone))
    explainer = Explainer.of_run(run)
    files = [
        (file, explainer.class_number(file.parent.name))
        for file in sorted((clothes / "validation").glob("*/*"))
    ]
    random = np.random.default_rng(0)
    pairs: list[tuple[tuple[Path, int], tuple[Path, int]]] = []
    while len(pairs) < 40:
        one, other = (files[place] for place in random.choice(len(files), 2, replace=False))
        if one[1] != other[1]:
            pairs.append((one, other))

    alone = Predictor(run, "cpu").predict([file for file, _ in files], Control())
    recognised = {answer.file for answer in alone if answer.label == answer.file.parent.name}
    side = run.preprocessing.height
    found = {
        method: float(np.mean(halves(explainer, pairs, recognised, method, side)))
        for method in explainer.methods
    }
    record_property("share_on_its_half", found)

    assert set(found) == {"evidence", "grad-cam", "finer-cam"}
    assert len(recognised) >= 40
    assert min(found.values()) >= 0.70
    assert found["evidence"] >= min(found["grad-cam"], 0.75)
