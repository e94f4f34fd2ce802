from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tlgui.engine import places
from tlgui.engine.models.scratch import shape
from tlgui.engine.models.scratch.design import Design
from tlgui.engine.models.scratch.design_layers import Convolution, Flatten, MaxPooling
from tlgui.engine.models.scratch.shape import NetworkShape, shape_of, shape_of_rows, table_of
from tlgui.engine.models.scratch.textbook import BY_NAME

if TYPE_CHECKING:
    from pathlib import Path

LENET = [
    *((6, 28, True), (6, 14, False), (16, 10, True), (16, 5, False)),
    *((400, 0, False), (120, 0, True), (84, 0, True), (10, 0, True)),
]


@pytest.fixture
def caches(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(places, "cache_folder", lambda: tmp_path)
    return tmp_path


def told(found: NetworkShape) -> list[tuple[int, int, bool]]:
    return [(slab.channels, slab.side, slab.learns) for slab in found.slabs]


def test_lenet_is_drawn_as_its_paper_has_it(caches: Path) -> None:
    found = shape_of(BY_NAME["lenet5"])

    assert told(found) == LENET
    assert (found.channels, found.side, found.parameters) == (1, 32, 61_706)


def test_the_shape_counted_in_a_network_is_that_of_its_design() -> None:
    counted = shape.shape_of_table(table_of(BY_NAME["lenet5"]), channels=1)

    # Activations change no shape; the rest is the same row by row.
    assert told(counted) == LENET
    assert counted.parameters == 61_706


def test_blocks_with_several_ways_are_one_part_and_the_shape_is_kept(
    caches: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = shape_of(BY_NAME["resnet18"])

    assert [slab.side for slab in found.slabs] == [112, *[56] * 3, 28, 28, 14, 14, 7, 7, 0, 0]
    assert found.parameters == 11_689_512
    monkeypatch.setattr(shape, "table_of", lambda _book: pytest.fail("built again"))
    assert shape_of(BY_NAME["resnet18"]) == found


def test_what_is_damaged_among_the_caches_is_built_again(caches: Path) -> None:
    found = shape_of(BY_NAME["squeezenet"])
    (file,) = caches.rglob("squeezenet.json")
    for content in ("{}", "[1, 2]", "no json", '{"format_version": 1, "numbers": [], "slabs": []}'):
        file.write_text(content)

        assert shape_of(BY_NAME["squeezenet"]) == found


def test_compound_scaling_is_counted_in_the_networks(caches: Path) -> None:
    shapes = [shape_of(BY_NAME[f"efficientnet_b{number}"]) for number in (0, 4)]

    blocks = [sum(1 for slab in each.slabs if slab.learns and slab.side) for each in shapes]
    assert blocks[0] == 18  # A stem, 16 blocks, and the last convolution.
    assert blocks[1] > blocks[0]
    assert [each.width for each in shapes] == [1280, 1792]
    assert [each.side for each in shapes] == [224, 380]


def test_a_design_is_drawn_as_far_as_it_is_possible() -> None:
    design = Design((Convolution(filters=4), MaxPooling(kernel=99), Flatten()), 3, 16)

    assert told(shape_of_rows(design.rows(2), 3, 16)) == [(4, 16, True)]
