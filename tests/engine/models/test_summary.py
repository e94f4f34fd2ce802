"""The stages of a network are counted from the network itself."""

from __future__ import annotations

import timm
import torch

from tlgui.engine.errors import Message
from tlgui.engine.models.catalog import DEFAULT_BACKBONE, find_backbone
from tlgui.engine.models.summary import summarise

BACKBONE = find_backbone(DEFAULT_BACKBONE)


def test_every_parameter_of_the_network_is_in_one_layer_or_in_the_head() -> None:
    told = summarise(BACKBONE)

    assert told.width == BACKBONE.width
    assert told.table.parameters == BACKBONE.parameters
    head = told.table.rows[-1]
    assert head.parameters == told.head_parameters(told.pretrained_classes)
    assert head.depth == (told.table.groups, told.table.groups)


def test_shapes_are_those_of_a_real_picture_on_its_way() -> None:
    module = timm.create_model(DEFAULT_BACKBONE, pretrained=False).eval()
    seen: list[tuple[int, ...]] = []
    for stage in (module.conv_stem, module.bn1, *module.blocks, module.conv_head, module.bn2):
        stage.register_forward_hook(lambda _m, _i, output: seen.append(tuple(output.shape[1:])))
    with torch.inference_mode():
        module(torch.zeros(1, 3, 224, 224))

    assert [row.shape for row in summarise(BACKBONE).table.rows][: len(seen)] == seen


def test_stages_are_told_apart_as_in_the_paper() -> None:
    rows = [row for row in summarise(BACKBONE).table.rows if row.name.startswith("blocks")]

    inverted = Message("Inverted residual block")
    assert [row.kind for row in rows] == [
        Message("Depthwise separable convolution"),
        *(
            Message("{count} \u00d7 {kind}", count=count, kind=inverted)
            for count in (2, 2, 3, 3, 4)
        ),
        inverted,
    ]


def test_preprocessing_is_that_of_the_weights() -> None:
    preprocessing = summarise(BACKBONE).preprocessing

    assert (preprocessing.height, preprocessing.resize_side) == (224, 256)
    assert preprocessing.interpolation == "bicubic"
    assert preprocessing.mean == preprocessing.std == (0.5, 0.5, 0.5)
