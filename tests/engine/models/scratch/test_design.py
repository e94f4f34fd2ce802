"""Designs: sizes and counts by the formulas, held against PyTorch; what cannot be is refused."""

from __future__ import annotations

import json
from math import prod
from typing import TYPE_CHECKING

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from tlgui.engine.errors import RecipeError
from tlgui.engine.models.scratch.design import Design, design_of_text, read_design
from tlgui.engine.models.scratch.design_layers import (
    KINDS,
    Activation,
    AveragePooling,
    BatchNormalisation,
    Convolution,
    Dropout,
    Flatten,
    FullyConnected,
    Function,
    GlobalAverage,
    LocalResponse,
    MaxPooling,
    TransposedConvolution,
)
from tlgui.engine.models.scratch.modules import designed
from tlgui.engine.models.scratch.textbook import LENET

if TYPE_CHECKING:
    from pathlib import Path

    from tlgui.engine.models.scratch.design import Row
    from tlgui.engine.models.scratch.design_layers import Layer

WINDOW = {
    "kernel": st.integers(1, 7),
    "stride": st.integers(1, 4),
    "padding": st.integers(0, 3),
}
LAYERS = st.one_of(
    st.builds(Convolution, filters=st.integers(1, 8), groups=st.sampled_from((1, 2)), **WINDOW),
    st.builds(TransposedConvolution, filters=st.integers(1, 8), **WINDOW),
    st.builds(MaxPooling, **WINDOW),
    st.builds(AveragePooling, **WINDOW),
    st.builds(BatchNormalisation),
    st.builds(LocalResponse, size=st.integers(1, 5)),
    st.builds(Activation, function=st.sampled_from(Function)),
    st.builds(Dropout, share=st.floats(0, 0.9)),
    st.builds(Flatten),
    st.builds(GlobalAverage),
    st.builds(FullyConnected, units=st.integers(1, 20)),
)
DESIGNS = st.builds(
    Design,
    st.lists(LAYERS, max_size=7).map(tuple),
    channels=st.sampled_from((1, 3)),
    side=st.integers(4, 24),
)


def found_by_pytorch(design: Design, classes: int) -> list[tuple[tuple[int, ...], int, int]]:
    """Output, parameters and multiply-adds of each row, from the modules themselves."""
    module = designed(design, classes).eval()
    parts = [*module.features.children(), *module.pre_logits.children(), module.fc]
    picture = torch.randn(1, 3, design.side, design.side)
    rows = []
    with torch.inference_mode():
        passed = picture
        for part in parts:
            before, passed = passed, part(passed)
            if isinstance(part, torch.nn.Conv2d):
                depth = part.in_channels // part.groups
                work = prod(passed.shape) * depth * part.kernel_size[0] ** 2
            elif isinstance(part, torch.nn.ConvTranspose2d):
                work = prod(before.shape) * part.out_channels * part.kernel_size[0] ** 2
            elif isinstance(part, torch.nn.Linear):
                work = part.in_features * part.out_features
            else:
                work = 0
            count = sum(parameter.numel() for parameter in part.parameters())
            rows.append((tuple(passed.shape[1:]), count, work))
        assert torch.equal(module(picture), passed)
    return rows[design.channels == 1 :]


@settings(max_examples=150, deadline=None)
@given(DESIGNS, st.integers(2, 12))
def test_sizes_and_counts_are_those_of_pytorch(design: Design, classes: int) -> None:
    rows = design.rows(classes)
    if any(row.problem is not None for row in rows):
        with pytest.raises(RecipeError):
            design.check()
        return

    told = [(row.output, row.parameters, row.multiply_adds) for row in rows]

    assert told == found_by_pytorch(design, classes)


@settings(max_examples=60, deadline=None)
@given(DESIGNS)
def test_a_design_comes_back_from_its_document(design: Design) -> None:
    assert design_of_text(design.text()) == design


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.one_of(
            st.builds(Convolution, filters=st.just(1), **WINDOW),
            st.builds(AveragePooling, **WINDOW),
        ),
        min_size=1,
        max_size=3,
    )
)
def test_the_receptive_field_is_what_a_place_in_the_middle_depends_on(layers: list[Layer]) -> None:
    design = Design(tuple(layers), side=64)
    row = design.rows(2)[len(layers) - 1]
    if row.output is None or min(row.output[1:]) < 3 or row.receptive_field > 40:
        return
    module = designed(design, 2).features.eval()
    for parameter in module.parameters():
        torch.nn.init.ones_(parameter)
    picture = torch.zeros(1, 3, 64, 64, requires_grad=True)
    maps = module(picture)
    height, width = maps.shape[2:]
    maps[0, 0, height // 2, width // 2].backward()
    assert picture.grad is not None
    seen = picture.grad[0, 0] != 0

    extent = seen.any(dim=1).nonzero()
    # Where windows leap over places, some within the field have no say; its ends have one.
    assert int(extent.max() - extent.min()) + 1 == row.receptive_field


def test_lenet_by_hand() -> None:
    rows = LENET.rows(10)
    weighty = [(row.output, row.parameters, row.multiply_adds) for row in rows if row.parameters]

    assert weighty == [
        ((6, 28, 28), 5 * 5 * 1 * 6 + 6, 25 * 6 * 28 * 28),
        ((16, 10, 10), 5 * 5 * 6 * 16 + 16, 150 * 16 * 100),
        ((120,), 400 * 120 + 120, 400 * 120),
        ((84,), 120 * 84 + 84, 120 * 84),
        ((10,), 84 * 10 + 10, 840),
    ]
    assert sum(row.parameters for row in rows) == 61_706
    assert [row.receptive_field for row in rows[:6]] == [5, 5, 6, 14, 14, 16]
    assert rows[0].memory_bytes == 6 * 28 * 28 * 4


def problem_of(*layers: Layer, side: int = 28) -> Row:
    return next(row for row in Design(layers, side=side).rows(10) if row.problem is not None)


@pytest.mark.parametrize(
    ("layers", "said"),
    [
        ((MaxPooling(), Convolution(kernel=17, padding=1)), "larger than what it slides over"),
        ((Convolution(kernel=3, stride=31),), "leaps over all"),
        ((TransposedConvolution(kernel=1, stride=1, padding=14),), "leaves nothing"),
        ((Convolution(), FullyConnected(units=10)), "needs a flat vector; maps come in"),
        ((Flatten(), Convolution()), "needs maps; a flat vector comes in"),
        ((Flatten(), Flatten()), "needs maps"),
        ((Convolution(filters=9, groups=2),), "cannot be divided into 2 groups"),
        ((MaxPooling(kernel=2, padding=2),), "more than half of the kernel"),
        ((Flatten(), FullyConnected(units=100_000), FullyConnected(units=100_000)), "too large"),
        ((Convolution(),), "needs a flat vector"),  # the last layer, which nobody wrote
    ],
)
def test_what_cannot_be_is_marked_with_the_reason(layers: tuple[Layer, ...], said: str) -> None:
    row = problem_of(*layers)

    assert row.problem is not None
    assert said in str(row.problem.message)
    assert row.problem.hint is not None
    with pytest.raises(RecipeError, match=r"Row|The last layer"):
        Design(layers, side=28).check()


def test_rows_behind_an_impossible_one_wait() -> None:
    rows = Design((Convolution(kernel=99), MaxPooling(), Flatten())).rows(10)

    assert [row.problem is None for row in rows] == [False, True, True, True]
    assert [row.output for row in rows] == [None] * 4


@pytest.mark.parametrize(
    "document",
    [
        [],
        {},
        {"layers": "all"},
        {"layers": [1]},
        {"layers": [{"layer": "magic"}]},
        {"layers": [{"layer": "convolution", "filters": "many"}]},
        {"layers": [{"layer": "convolution", "filters": 0}]},
        {"layers": [{"layer": "convolution", "filters": True}]},
        {"layers": [{"layer": "convolution", "sides": 3}]},
        {"layers": [{"layer": "activation", "function": "magic"}]},
        {"layers": [{"layer": "dropout", "share": 1.0}]},
        {"layers": [], "channels": 2},
        {"layers": [], "side": 0},
        {"layers": [], "side": 1e9},
        {"layers": [], "format_version": 99},
        {"layers": [{"layer": "flatten"}] * 501},
    ],
)
def test_documents_that_make_no_sense_are_refused(document: object) -> None:
    with pytest.raises(RecipeError):
        read_design(document)


@pytest.mark.parametrize(
    ("layer", "said"),
    [
        ({"layer": ["dropout"]}, "no layer"),
        ({"layer": {}}, "no layer"),
        ({"layer": "convolution", "filtres": 8}, "filtres"),
    ],
)
def test_a_layer_that_is_none_is_refused_in_words(layer: object, said: str) -> None:
    with pytest.raises(RecipeError, match=said) as caught:
        read_design({"layers": [layer]})

    assert caught.value.hint is not None
    assert "__init__" not in str(caught.value)


def test_a_value_that_a_layer_does_not_have_is_told_with_those_it_has() -> None:
    with pytest.raises(RecipeError) as caught:
        read_design({"layers": [{"layer": "convolution", "filtres": 8}]})

    assert "filters" in str(caught.value.hint)
    assert "stride" in str(caught.value.hint)


@pytest.mark.parametrize("text", ["{", '{"layers": 3}', '{"layers": [5]}', '{"side": 5.5}'])
def test_what_is_no_design_says_where_designs_come_from(text: str, tmp_path: Path) -> None:
    file = tmp_path / "mine.json"
    file.write_text(text)

    for source in (str(file), text):
        with pytest.raises(RecipeError) as caught:
            design_of_text(source)
        assert caught.value.hint is not None


def test_a_file_that_is_none_is_refused_by_its_name(tmp_path: Path) -> None:
    broken = tmp_path / "mine.json"
    broken.write_text("{")

    with pytest.raises(RecipeError, match=r"mine\.json"):
        design_of_text(str(broken))
    with pytest.raises(RecipeError, match=r"nowhere\.json"):
        design_of_text(str(tmp_path / "nowhere.json"))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('{"layers": [', "in line 1, column 13 it is no JSON"),
        ("[1]", "no list of layers"),
        ('{"layers": [{"filters": 8}]}', "does not say which it is"),
        ('{"layers": [{"layer": "convolver"}]}', "There is no layer convolver"),
    ],
)
def test_what_is_wrong_with_a_design_is_told_in_words(text: str, told: str) -> None:
    with pytest.raises(RecipeError, match=told) as caught:
        design_of_text(text)
    assert "Expecting" not in str(caught.value)
    assert "None" not in str(caught.value)


def test_a_design_in_a_file_is_read(tmp_path: Path) -> None:
    file = tmp_path / "lenet.json"
    file.write_text(json.dumps(LENET.to_json()))

    assert design_of_text(str(file)) == LENET


def test_every_kind_of_layer_has_words() -> None:
    assert all(str(layer.title) for layer in KINDS.values())
