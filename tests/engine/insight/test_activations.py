"""Activation maps and filters are those that PyTorch computes, in every layout."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
import torch
from PIL import Image
from torch import nn

from tests.engine import runs
from tlgui.engine.data.preprocessing import Preprocessing
from tlgui.engine.errors import BundleError, Message, PictureError, RecipeError, WeightsError
from tlgui.engine.insight.activations import (
    Activations,
    first_filters,
    first_filters_of_run,
)
from tlgui.engine.insight.target_layer import Layout
from tlgui.engine.models.catalog import find_backbone
from tlgui.engine.models.making import pretrained_network, tuned_network
from tlgui.engine.training.scratch.begin import begun
from tlgui.engine.training.scratch.recipe import FromScratch

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

TINY = Preprocessing(24, 24, 28, "bicubic", (0.4, 0.5, 0.6), (0.2, 0.25, 0.3))


class ChannelsLast(nn.Module):
    """Maps (B, C, h, w) to (B, h, w, C)."""

    def forward(self, maps: torch.Tensor) -> torch.Tensor:
        return maps.permute(0, 2, 3, 1)


class Tokens(nn.Module):
    """Maps (B, h, w, C) to a class token and one for each place."""

    def forward(self, maps: torch.Tensor) -> torch.Tensor:
        tokens = maps.flatten(1, 2)
        return torch.cat([tokens.mean(1, keepdim=True), tokens], dim=1)


class TinyNetwork(nn.Module):
    """A convolution, an activation in its place, and what other layouts look like."""

    num_prefix_tokens = 1

    def __init__(self) -> None:
        super().__init__()
        self.first = nn.Conv2d(3, 5, 3, stride=2, padding=1)
        self.relu = nn.ReLU(inplace=True)
        self.passed_on = nn.Identity()
        self.blocks = nn.Sequential(nn.Conv2d(5, 7, 3, padding=1), nn.MaxPool2d(2))
        self.turned = ChannelsLast()
        self.tokens = Tokens()
        self.head = nn.Linear(7, 2)

    def forward(self, pictures: torch.Tensor) -> torch.Tensor:
        maps = self.blocks(self.passed_on(self.relu(self.first(pictures))))
        scores: torch.Tensor = self.head(self.tokens(self.turned(maps))[:, 0])
        return scores


@pytest.fixture
def network() -> TinyNetwork:
    torch.manual_seed(0)
    return TinyNetwork().eval()


@pytest.fixture
def pixels() -> NDArray[np.uint8]:
    return np.random.default_rng(5).integers(0, 256, (24, 24, 3), np.uint8)


def by_hand(network: TinyNetwork, pixels: NDArray[np.uint8]) -> dict[str, NDArray[np.float32]]:
    """Each layer's maps, one function of PyTorch after the other."""
    mean, std = (torch.tensor(v).view(1, 3, 1, 1) for v in (TINY.mean, TINY.std))
    inputs = (torch.from_numpy(pixels).permute(2, 0, 1)[None] / 255 - mean) / std
    functions = torch.nn.functional
    with torch.inference_mode():
        first = functions.conv2d(inputs, network.first.weight, network.first.bias, 2, 1)
        relu = first.clamp(min=0)
        (second, _pooling) = network.blocks
        assert isinstance(second, nn.Conv2d)
        maps = functions.conv2d(relu, second.weight, second.bias, 1, 1)
        pooled = functions.max_pool2d(maps, 2)
    found = {"first": first, "relu": relu, "blocks.0": maps}
    found |= dict.fromkeys(("blocks.1", "blocks", "turned", "tokens"), pooled)
    return {name: tensor[0].numpy() for name, tensor in found.items()}


def test_maps_are_pytorchs(network: TinyNetwork, pixels: NDArray[np.uint8]) -> None:
    activations = Activations(network, TINY)
    expected = by_hand(network, pixels)

    found = activations.maps_of_pixels(pixels, expected)

    assert found.keys() == expected.keys()
    for name, maps in found.items():
        assert maps.dtype == np.float32
        np.testing.assert_allclose(maps, expected[name], atol=1e-6, err_msg=name)
    # An activation in its place has not overwritten what the convolution gave.
    assert found["first"].min() < 0 <= found["relu"].min()


def test_layers_with_maps_are_told_in_their_order(network: TinyNetwork) -> None:
    activations = Activations(network, TINY)

    told = [(layer.name, layer.channels, layer.height) for layer in activations.layers]

    assert told == [
        ("first", 5, 12),
        ("relu", 5, 12),
        ("blocks.0", 7, 12),
        ("blocks.1", 7, 6),
        ("blocks", 7, 6),
        ("turned", 7, 6),
        ("tokens", 7, 6),
    ]
    assert activations.layer("turned").target.layout is Layout.CHANNELS_LAST
    assert activations.layer("tokens").target.layout is Layout.TOKENS
    assert activations.layer("blocks.1").is_main
    assert not activations.layer("blocks").is_main


def test_layer_that_has_no_maps_is_refused_by_name(network: TinyNetwork) -> None:
    activations = Activations(network, TINY)

    with pytest.raises(RecipeError, match="head") as refusal:
        activations.layer("head")
    assert "blocks.1" in str(refusal.value.hint)


def test_picture_is_looked_at_once(
    network: TinyNetwork, pixels: NDArray[np.uint8], tmp_path: Path
) -> None:
    picture, other = tmp_path / "one.png", tmp_path / "other.png"
    Image.fromarray(pixels).resize((60, 40)).save(picture)
    Image.fromarray(255 - pixels).resize((60, 40)).save(other)
    activations = Activations(network, TINY)
    passes: list[object] = []
    network.first.register_forward_hook(lambda *_given: passes.append(None))

    first = activations.maps(picture, "first")
    again = activations.maps(picture, "blocks.1")
    assert len(passes) == 1
    activations.maps(picture, "blocks")  # holds others: computed when it is asked for
    assert len(passes) == 2
    changed = activations.maps(other, "first")

    assert again.shape == (7, 6, 6)
    assert np.abs(first - changed).max() > 0.1
    with pytest.raises(PictureError):
        activations.maps(tmp_path / "missing.png", "first")


def test_network_without_places_has_no_maps() -> None:
    flat = nn.Sequential(nn.Flatten(), nn.Linear(3 * 24 * 24, 2))

    with pytest.raises(BundleError, match="hold no places"):
        Activations(flat, TINY).layer("0")


def test_filters_of_a_frozen_backbone_are_those_that_it_came_with() -> None:
    run = runs.trained_run()

    found = first_filters_of_run(run)

    began = pretrained_network(find_backbone(run.recipe.backbone))
    assert found.layer == "conv_stem"
    assert found.after.shape == (32, 3, 3, 3)
    np.testing.assert_array_equal(found.after, began.tensors["conv_stem.weight"])
    assert found.are_equal
    assert found.reason is None


def test_filters_that_were_trained_are_told_from_those_before() -> None:
    began = pretrained_network(find_backbone("tf_efficientnet_lite0"))
    moved = {"conv_stem.weight": began.tensors["conv_stem.weight"] + np.float32(0.5)}

    after = first_filters(tuned_network(began, moved)).after

    np.testing.assert_allclose(after - first_filters(began).after, 0.5, atol=1e-6)


def test_filters_of_a_network_from_scratch_began_with_the_weights_of_its_seed(
    tmp_path: Path,
) -> None:
    recipe = FromScratch(backbone="lenet5", epochs=1, device="cpu", seed=3)
    run = runs.train_on(runs.digits(), tmp_path / "run", recipe)

    found = first_filters_of_run(run)

    channels = int(run.facts["channels"])
    began = begun(recipe, recipe.blueprint(channels, run.preprocessing.height), run.preprocessing)
    assert found.before is not None
    np.testing.assert_array_equal(found.before, began.tensors[f"{found.layer}.weight"])
    assert not found.are_equal
    assert 0 < np.abs(found.after - found.before).max() < 0.5


def test_weights_that_are_gone_leave_the_filters_of_the_run(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    run = runs.trained_run()

    def missing(*_given: object) -> None:
        raise WeightsError(Message("The weights are gone."))

    monkeypatch.setattr("tlgui.engine.insight.activations.pretrained_network", missing)

    found = first_filters_of_run(run)

    assert found.before is None
    assert not found.are_equal
    assert "gone" in str(found.reason)
