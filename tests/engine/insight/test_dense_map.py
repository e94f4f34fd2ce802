"""A dense class map says of each part of a picture what the network says of that part alone.

Exactly so where nothing of a part lies outside of it: in networks without padding, and where a
part's surroundings are the same. Of a part that is cut out, the layers see zeros at its border
where they saw the picture; how much that changes, is measured.
"""

from __future__ import annotations

import shutil
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
import torch
from PIL import Image
from torch import nn

from tests.engine import runs
from tlgui.engine.data.preprocessing import Preprocessing
from tlgui.engine.errors import BundleError
from tlgui.engine.insight.dense_map import CROPS, DenseClassifier, DenseMap
from tlgui.engine.models.heads import LinearHead, softmax
from tlgui.engine.models.layers import Taps
from tlgui.engine.models.modules import StagesBody
from tlgui.engine.models.network import Network
from tlgui.engine.progress import Control
from tlgui.engine.training.scratch.begin import begun
from tlgui.engine.training.scratch.recipe import FromScratch

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from numpy.typing import NDArray

TINY = Preprocessing(28, 28, 28, "bicubic", (0.5, 0.5, 0.5), (0.25, 0.25, 0.25))
NAMES = ("cat", "dog", "hen")


class Convolutional(nn.Module):
    """Layers as the library's: maps, then what makes features of them."""

    def __init__(self, behind: nn.Module, padding: int = 0) -> None:
        super().__init__()
        self.features = nn.Sequential(
            nn.Conv2d(3, 6, 5, padding=padding),
            nn.ReLU(),
            nn.MaxPool2d(2),
            nn.Conv2d(6, 8, 5, padding=padding),
            nn.ReLU(),
            nn.MaxPool2d(2),
        )
        self.pre_logits = behind

    def forward_features(self, pictures: torch.Tensor) -> torch.Tensor:
        maps: torch.Tensor = self.features(pictures)
        return maps

    def forward_head(self, maps: torch.Tensor, *, pre_logits: bool = False) -> torch.Tensor:
        assert pre_logits
        features: torch.Tensor = self.pre_logits(maps)
        return features

    def forward(self, pictures: torch.Tensor) -> torch.Tensor:
        return self.forward_head(self.forward_features(pictures), pre_logits=True)


class Transformer(nn.Module):
    """Takes pictures of one size, as a transformer does."""

    def forward_features(self, pictures: torch.Tensor) -> torch.Tensor:
        assert pictures.shape[-1] == 28, "Input height doesn't match model"
        return pictures.flatten(2).transpose(1, 2)


def fully_connected() -> nn.Module:
    """As LeNet-5 and VGG have it: 4 x 4 places, flattened."""
    return nn.Sequential(nn.Flatten(), nn.Linear(8 * 4 * 4, 10), nn.ReLU())


def mean() -> nn.Module:
    return nn.Sequential(nn.AdaptiveAvgPool2d(1), nn.Flatten())


def network(
    library: nn.Module,
    width: int,
    stages: tuple[str, ...] = (),
    groups: tuple[int, ...] = (),
    merged: tuple[int, ...] = (),
) -> Network:
    random = np.random.default_rng(2)
    rows = sum(merged) or 3
    whole = sum(groups) or width
    head = LinearHead(
        random.normal(size=(rows, whole)).astype(np.float32),
        random.normal(size=rows).astype(np.float32),
    )
    body = StagesBody(library, Taps(names=stages)).eval()
    return Network("tiny", "", TINY, lambda **_asked: body, head, groups or (width,), merged=merged)


@pytest.fixture(autouse=True)
def seed() -> None:
    torch.manual_seed(0)


@pytest.fixture
def picture() -> NDArray[np.uint8]:
    return np.random.default_rng(5).integers(0, 256, (60, 92, 3), np.uint8)


def crops(classifier: DenseClassifier, picture: NDArray[np.uint8], found: DenseMap) -> None:
    """Each window's scores are those of that part alone."""
    _classes, rows, columns = found.scores.shape
    assert (rows, columns) == ((60 - 28) // 4 + 1, (92 - 28) // 4 + 1)
    for row in range(rows):
        for column in range(columns):
            top, left = row * found.stride[0], column * found.stride[1]
            part = np.ascontiguousarray(picture[top : top + 28, left : left + 28])
            np.testing.assert_allclose(
                found.scores[:, row, column], classifier.crop_scores(part), atol=1e-4
            )


def test_fully_connected_layers_slide_as_convolutions(picture: NDArray[np.uint8]) -> None:
    classifier = DenseClassifier(network(Convolutional(fully_connected()), 10), NAMES)

    found = classifier.of_pixels(picture, Control())

    assert not classifier.has_places
    assert (found.stride, found.window) == ((4, 4), (28, 28))
    crops(classifier, picture, found)
    assert found.agreement is not None
    assert found.agreement.parts == found.agreement.same == CROPS
    assert found.agreement.largest < 1e-4


def test_mean_over_places_slides_too(picture: NDArray[np.uint8]) -> None:
    classifier = DenseClassifier(network(Convolutional(mean()), 8), NAMES)

    crops(classifier, picture, classifier.of_pixels(picture, Control(), places=False))


def test_lenet_5_slides_exactly(picture: NDArray[np.uint8]) -> None:
    """It pads nowhere: each window is scored as that part alone."""
    recipe = FromScratch(backbone="lenet5")
    began = begun(recipe, recipe.blueprint(3, 28), TINY)
    random = np.random.default_rng(1).normal(size=(3, 84)).astype(np.float32)
    lenet = began.with_head(LinearHead(random, np.zeros(3, np.float32)))
    classifier = DenseClassifier(lenet, NAMES)

    assert not classifier.has_places
    crops(classifier, picture, classifier.of_pixels(picture, Control()))


def test_head_on_places_averaged_to_a_few_is_none_on_single_ones() -> None:
    """As in torchvision's AlexNet: a place alone would be taken for all of them."""
    behind = nn.Sequential(nn.AdaptiveAvgPool2d(2), nn.Flatten(), nn.Linear(32, 10))
    classifier = DenseClassifier(network(Convolutional(behind), 10), NAMES)

    assert not classifier.has_places


def test_head_on_all_stages_slides_too(picture: NDArray[np.uint8]) -> None:
    stages = ("features.2", "features.4")
    all_stages = network(Convolutional(mean()), 8, stages, (8, 6, 8))
    classifier = DenseClassifier(all_stages, NAMES)

    crops(classifier, picture, classifier.of_pixels(picture, Control(), places=False))


def test_merged_classes_have_the_sum_of_their_probabilities(picture: NDArray[np.uint8]) -> None:
    apart = network(Convolutional(mean()), 8, merged=())
    rows = np.concatenate([apart.head.weight, apart.head.weight[:1] + 1])  # type: ignore[union-attr]
    bias = np.zeros(4, np.float32)
    four = apart.with_head(LinearHead(rows, bias))
    together = four.answering([[0, 3], [1], [2]])

    alone = DenseClassifier(four, (*NAMES, "fox")).of_pixels(picture, Control()).probabilities
    found = DenseClassifier(together, NAMES).of_pixels(picture, Control()).probabilities

    np.testing.assert_allclose(found[0], alone[0] + alone[3], atol=1e-5)
    np.testing.assert_allclose(found[1:], alone[1:3], atol=1e-5)


def test_head_is_a_convolution_of_one_place(picture: NDArray[np.uint8]) -> None:
    tiny = network(Convolutional(mean(), padding=2), 8)
    classifier = DenseClassifier(tiny, NAMES)

    found = classifier.of_pixels(picture, Control())

    assert classifier.has_places
    library: Any = tiny.build_body().library
    inputs = (torch.from_numpy(picture).permute(2, 0, 1)[None] / 255 - 0.5) / 0.25
    assert tiny.head is not None
    with torch.inference_mode():
        expected = torch.nn.functional.conv2d(
            library.forward_features(inputs),
            torch.from_numpy(tiny.head.weight)[:, :, None, None],
            torch.from_numpy(tiny.head.bias),
        )[0].numpy()
    assert expected.shape == found.scores.shape == (3, 15, 23)
    np.testing.assert_allclose(found.scores, expected, atol=1e-4)
    np.testing.assert_allclose(found.probabilities.sum(axis=0), 1, atol=1e-5)


@pytest.mark.parametrize("size", [(61, 93), (63, 95), (28, 28), (28, 70)])
def test_sides_that_are_no_whole_steps(size: tuple[int, int]) -> None:
    """What lies over is looked at with a margin; every pixel has a value."""
    pixels = np.random.default_rng(5).integers(0, 256, (*size, 3), np.uint8)
    classifier = DenseClassifier(network(Convolutional(fully_connected()), 10), NAMES)

    found = classifier.of_pixels(pixels, Control())

    assert found.scores.shape[1:] == tuple(-(-(side - 28) // 4) + 1 for side in size)
    spread = found.over(found.probabilities[0])
    assert spread.shape == size
    assert 0 <= spread.min() <= spread.max() <= 1
    assert (found.agreement is None) == (size == (28, 28))


def test_values_lie_over_the_middle_of_their_windows() -> None:
    values = np.array([[0, 1, 2]], np.float32)
    found = DenseMap(values[None], np.zeros((28, 36, 3), np.uint8), 1.0, (4, 4), (28, 28))

    spread = found.over(values)

    np.testing.assert_allclose(spread[0, 14], 0.125)  # the middle of its pixel is at 14.5
    np.testing.assert_allclose(spread[5, 18], 1.125)
    assert spread[0, 0] == spread[0, 13] == 0
    assert spread[0, -1] == 2


def test_network_for_one_size_is_refused() -> None:
    with pytest.raises(BundleError, match="one size only") as refusal:
        DenseClassifier(network(Transformer(), 8), NAMES)
    assert "ResNet" in str(refusal.value.hint)


def test_large_picture_is_made_smaller(tmp_path: Path) -> None:
    path = tmp_path / "large.png"
    Image.effect_noise((400, 200), 60).convert("RGB").save(path)
    classifier = DenseClassifier(network(Convolutional(mean()), 8), NAMES)

    found = classifier.dense_map(path, Control(), largest=20_000)

    assert found.scale == 0.5
    assert found.pixels.shape == (100, 200, 3)


def test_small_picture_is_enlarged_to_one_window(tmp_path: Path) -> None:
    path = tmp_path / "small.png"
    Image.effect_noise((14, 20), 60).convert("RGB").save(path)
    classifier = DenseClassifier(network(Convolutional(fully_connected()), 10), NAMES)

    found = classifier.dense_map(path, Control())

    assert found.scale == 2
    assert found.pixels.shape == (40, 28, 3)
    assert found.scores.shape == (3, 4, 1)


@pytest.fixture(scope="module")
def photo(real_pictures: Path) -> NDArray[np.uint8]:
    """A photo of 1,000 x 700 pixels, made of six."""
    files = sorted((real_pictures / "clothing" / "validation").rglob("*.jpg"))[::50][:6]
    whole = Image.new("RGB", (1000, 700))
    for number, file in enumerate(files):
        with Image.open(file) as picture:
            tile = picture.convert("RGB").resize((334, 350))
        whole.paste(tile, (number % 3 * 333, number // 3 * 350))
    return np.asarray(whole)


@pytest.fixture(scope="module")
def clothes(
    real_pictures: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[DenseClassifier]:
    """Of a run on 20 photos of each of ten kinds of clothes."""
    root = tmp_path_factory.mktemp("clothes")
    for folder in sorted((real_pictures / "clothing" / "train").iterdir()):
        (root / folder.name).mkdir()
        for file in sorted(folder.iterdir())[:20]:
            shutil.copy(file, root / folder.name)
    with runs.at_home(runs.shared_home()):
        yield DenseClassifier.of_run(runs.train_on(root, root.with_name("clothes-run")))


def test_part_within_its_surroundings_is_scored_as_in_the_whole_picture(
    clothes: DenseClassifier, photo: NDArray[np.uint8]
) -> None:
    """To 0.15 of a logit, 160 pixels from the border of a part of 800 x 608 pixels."""
    found = clothes.of_pixels(photo, Control(), places=False)
    assert found.scores.shape == (10, 16, 26)
    assert (found.stride, found.window) == ((32, 32), (224, 224))

    part = np.ascontiguousarray(photo[64 : 64 + 608, 128 : 128 + 800])
    inner = clothes.of_pixels(part, Control(), places=False).scores[:, 5:-5, 5:-5]
    there = found.scores[:, 2 + 5 : 2 + 5 + inner.shape[1], 4 + 5 : 4 + 5 + inner.shape[2]]

    assert inner.shape == (10, 3, 9)
    assert there.std() > 0.5
    np.testing.assert_allclose(inner, there, atol=0.15)


def test_photo_of_1000_by_700_agrees_with_its_parts_classified_one_by_one(
    clothes: DenseClassifier, photo: NDArray[np.uint8]
) -> None:
    """But for what the border of a part sees: EfficientNet-Lite0 pads in every layer.

    In logits the two go together, most so at the right place, and where the network is sure of a
    part alone, the map mostly says the same.
    """
    scores = clothes.of_pixels(photo, Control(), places=False).scores
    rows, columns = (grid.ravel() for grid in np.mgrid[1:15:2, 3:23:3])
    alone = np.array(
        [
            clothes.crop_scores(np.ascontiguousarray(photo[y : y + 224, x : x + 224]))
            for y, x in zip(32 * rows, 32 * columns, strict=True)
        ]
    )

    def together(down: int, across: int) -> float:
        here = scores[:, rows + down, columns + across].T
        return float(np.corrcoef(alone.ravel(), here.ravel())[0, 1])

    here = scores[:, rows, columns].T
    sure = softmax(alone).max(axis=1) > 0.8
    same = alone.argmax(axis=1) == here.argmax(axis=1)

    assert together(0, 0) > 0.75
    assert together(0, 0) > max(together(*moved) for moved in ((0, 3), (0, -3), (1, -3), (-1, 3)))
    assert sure.sum() >= 5
    assert same[sure].mean() > 0.7


def test_scores_are_divided_by_the_temperature_of_the_run() -> None:
    run = runs.trained_run()
    pixels = np.random.default_rng(0).integers(0, 256, (240, 300, 3), np.uint8)
    learned = DenseClassifier.of_run(run).of_pixels(pixels, Control(), places=False)

    sure = DenseClassifier.of_run(replace(run, temperature=2.5))
    found = sure.of_pixels(pixels, Control(), places=False)

    np.testing.assert_allclose(found.scores * 2.5, learned.scores, rtol=1e-5)
    divided = softmax(learned.scores[:, 0, 0][None] / 2.5)[0]
    np.testing.assert_allclose(found.probabilities[:, 0, 0], divided, atol=1e-5)
    assert found.agreement is not None
    assert learned.agreement is not None
    assert found.agreement.same == learned.agreement.same
    assert found.agreement.difference != learned.agreement.difference


def test_picture_of_the_networks_size_is_its_own_answer() -> None:
    run = runs.trained_run()
    classifier = DenseClassifier.of_run(run)
    pixels = np.random.default_rng(0).integers(0, 256, (224, 224, 3), np.uint8)

    window = classifier.of_pixels(pixels, Control(), places=False).scores
    places = classifier.of_pixels(pixels, Control()).scores

    assert window.shape == (4, 1, 1)
    assert places.shape == (4, 7, 7)
    np.testing.assert_allclose(window[:, 0, 0], classifier.crop_scores(pixels), atol=1e-3)
    np.testing.assert_allclose(places.mean(axis=(1, 2)), window[:, 0, 0], atol=1e-3)
