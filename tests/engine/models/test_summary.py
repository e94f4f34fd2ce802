"""The stages of a network are counted from the network itself."""

from __future__ import annotations

import timm
import torch

from tlgui.engine.models.catalog import DEFAULT_BACKBONE, find_backbone
from tlgui.engine.models.layers import LayerKind
from tlgui.engine.models.summary import summarise

BACKBONE = find_backbone(DEFAULT_BACKBONE)


def test_every_parameter_of_the_network_is_in_one_stage_or_in_the_head() -> None:
    for backbone in (find_backbone(DEFAULT_BACKBONE),):
        told = summarise(backbone)

        assert told.width == backbone.width
        whole = told.parameters + told.head_parameters(told.pretrained_classes)
        assert whole == backbone.parameters


def test_shapes_are_those_of_a_real_picture_on_its_way() -> None:
    module = timm.create_model(DEFAULT_BACKBONE, pretrained=False).eval()
    seen: list[tuple[int, ...]] = []
    for stage in (module.bn1, *module.blocks, module.bn2, module.global_pool):
        stage.register_forward_hook(lambda _m, _i, output: seen.append(tuple(output.shape[1:])))
    with torch.inference_mode():
        module(torch.zeros(1, 3, 224, 224))

    assert [group.shape for group in summarise(BACKBONE).groups] == seen


def test_stages_are_told_apart_as_in_the_paper() -> None:
    groups = summarise(BACKBONE).groups

    assert [group.kind for group in groups] == [
        LayerKind.STEM,
        LayerKind.SEPARABLE,
        *[LayerKind.INVERTED_RESIDUAL] * 6,
        LayerKind.LAST_CONVOLUTION,
        LayerKind.POOLING,
    ]
    assert [group.kernel for group in groups[1:8]] == [3, 3, 5, 3, 5, 5, 3]
    assert [group.blocks for group in groups[1:8]] == [1, 2, 2, 3, 3, 4, 1]


def test_preprocessing_is_that_of_the_weights() -> None:
    preprocessing = summarise(BACKBONE).preprocessing

    assert (preprocessing.height, preprocessing.resize_side) == (224, 256)
    assert preprocessing.interpolation == "bicubic"
    assert preprocessing.mean == preprocessing.std == (0.5, 0.5, 0.5)
