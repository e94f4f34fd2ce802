"""A body cut in two gives the features of the whole, and only where it does is it cut."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
import torch

from tlgui.engine.models import layers
from tlgui.engine.models.catalog import Backbone, find_backbone
from tlgui.engine.models.cut import find_cut, lower_network, upper_body
from tlgui.engine.models.making import network_of, pretrained_network, skeleton
from tlgui.engine.models.pretrained.ready import Body

if TYPE_CHECKING:
    from tlgui.engine.models.network import Network

CUT = {
    "resnet18.a1_in1k": "layer3.0",
    "mobilenetv3_small_050.lamb_in1k": "blocks.5",
    "convnext_atto.d2_in1k": "stages.2",
    "regnety_002.pycls_in1k": "s3",
}
"""Where each is cut below its last two stages: found by hand."""
WHOLE = ("vit_tiny_patch16_224.augreg_in21k_ft_in1k",)
"""What comes to a transformer's blocks gets positions on the way: it is not cut."""


def random_network(name: str) -> Network:
    backbone: Backbone = find_backbone(name)
    made = skeleton(backbone)
    module = made.module.to_empty(device="cpu")
    generator = torch.Generator().manual_seed(0)
    tensors = {}
    for key, value in module.state_dict().items():
        plain = "running_var" in key or (value.ndim == 1 and key.endswith("weight"))
        drawn = 0.05 * torch.randn(value.shape, generator=generator)
        tensors[key] = (drawn.abs() + 1 if plain else drawn).to(value.dtype).numpy()
    names = network_of(backbone, Body(tensors, "", made.preprocessing, None))
    body = {
        key: value
        for key, value in tensors.items()
        if not key.startswith(layers.classifier_names(module))
    }
    return network_of(backbone, Body(body, "random", names.preprocessing, None))


def last_two(network: Network) -> set[str]:
    groups = layers.depth_groups(network.build_body().library, coarse=True)
    return {name for group in groups[-2:] for name in group}


@pytest.mark.parametrize("name", CUT)
def test_the_upper_part_gives_the_features_of_the_whole(name: str) -> None:
    network = random_network(name)
    cut = find_cut(network, last_two(network))
    assert cut is not None
    assert cut.name == CUT[name]
    size = (network.preprocessing.height, network.preprocessing.width)
    pictures = torch.randn(3, 3, *size, generator=torch.Generator().manual_seed(1))

    with torch.inference_mode():
        rows = lower_network(network, cut).build_body()(pictures)
        came = rows[:, : cut.width - cut.lower_width].reshape(-1, *cut.shape)
        upper = upper_body(network.build_body(), cut)  # type: ignore[arg-type]  # a body of stages
        found = upper(came, rows[:, cut.width - cut.lower_width :])
        expected = network.build_body()(pictures)

    assert rows.shape == (3, cut.width)
    assert torch.allclose(found, expected, atol=1e-4 * float(expected.abs().max()))


def test_nothing_that_trains_lies_below() -> None:
    network = random_network("resnet18.a1_in1k")
    trained = last_two(network)
    cut = find_cut(network, trained)
    assert cut is not None

    body = network.build_body().library
    below = {f"{part}.{key}" for part in cut.below for key in body.get_submodule(part).state_dict()}  # type: ignore[union-attr]  # its library
    assert below
    assert not below & trained


@pytest.mark.parametrize("name", WHOLE)
def test_what_cannot_be_cut_is_not(name: str) -> None:
    network = random_network(name)

    assert find_cut(network, last_two(network)) is None


def test_where_everything_trains_or_nothing_there_is_no_cut() -> None:
    network = pretrained_network(find_backbone("tf_efficientnet_lite0"))
    library = network.build_body().library
    every = {name for name, _value in library.named_parameters()}  # type: ignore[union-attr]  # its library

    assert find_cut(network, every) is None
    assert find_cut(network, set()) is None


def test_stages_are_told_from_every_kind_of_network() -> None:
    for name, least in (
        ("resnet18", 5),
        ("vit_tiny_patch16_224", 5),
        ("swin_tiny_patch4_window7_224", 5),
        ("caformer_s18", 5),
        ("tf_efficientnet_lite0", 8),
    ):
        with torch.device("meta"):
            import timm

            module = timm.create_model(name, num_classes=0)
        stages = layers.depth_groups(module, coarse=True)
        told = [parameter for stage in stages for parameter in stage]

        assert len(stages) == least, name
        assert sorted(told) == sorted(key for key, _value in module.named_parameters())
        assert len(layers.depth_groups(module, coarse=False)) >= len(stages)


def test_rows_are_float16_without_loss_that_counts() -> None:
    """What comes to the cut of the embedded backbone is far from the ends of the format."""
    network = pretrained_network(find_backbone("tf_efficientnet_lite0"))
    groups = layers.depth_groups(network.build_body().library, coarse=True)
    cut = find_cut(network, {name for group in groups[-3:] for name in group})
    assert cut is not None
    with torch.inference_mode():
        rows = lower_network(network, cut).build_body()(2 * torch.randn(4, 3, 224, 224)).numpy()

    assert np.abs(rows).max() < 1000
    assert np.abs(rows.astype(np.float16).astype(np.float32) - rows).max() < 0.1
