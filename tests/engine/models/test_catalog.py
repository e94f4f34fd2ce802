"""The catalogue says what timm says; names are found exactly, and nowhere else."""

from __future__ import annotations

import importlib.util
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import timm

from tlgui.engine import places
from tlgui.engine.errors import RecipeError
from tlgui.engine.models.catalog import (
    DEFAULT_BACKBONE,
    FREE_LICENSES,
    all_backbones,
    find_backbone,
)
from tlgui.engine.models.weights import PACKAGES

if TYPE_CHECKING:
    from tlgui.engine.models.catalog import Backbone

FAMILIES = 25


def document() -> Any:
    return json.loads((places.asset_folder("catalogue") / "backbones.json").read_bytes())


def sample() -> list[str]:
    """The smallest network of each of some families, and of each kind of head."""
    by_size = sorted(all_backbones().values(), key=lambda backbone: backbone.parameters)
    families: dict[str, Backbone] = {}
    heads: dict[str, Backbone] = {}
    for backbone in by_size:
        families.setdefault(backbone.family, backbone)
        heads.setdefault(backbone.head, backbone)
    chosen = [*list(families.values())[:FAMILIES], *heads.values()]
    return sorted({backbone.timm_name for backbone in chosen})


@pytest.fixture(scope="module")
def same_timm() -> None:
    made_with = document()["timm"]
    if timm.__version__ != made_with:
        pytest.skip(f"the catalogue is that of timm {made_with}, here is {timm.__version__}")


@pytest.fixture(scope="module")
def maker() -> Any:
    """``packaging/catalogue.py``, which made the file."""
    before = list(sys.path)
    file = Path(__file__).resolve().parents[3] / "packaging" / "catalogue.py"
    spec = importlib.util.spec_from_file_location("catalogue_maker", file)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    sys.path[:] = before
    return module


def test_every_pretrained_network_of_timm_is_there(same_timm: None) -> None:
    names = [backbone.timm_name for backbone in all_backbones().values()]

    assert sorted(names) == sorted(timm.list_pretrained())
    assert len(set(names)) == len(names)


def test_licences_addresses_and_input_sizes_are_those_of_timm(same_timm: None, maker: Any) -> None:
    for backbone in all_backbones().values():
        config = timm.get_pretrained_cfg(backbone.timm_name)
        stated = "" if config.license in (None, "unknown") else config.license
        assert backbone.license == maker.SPDX.get(stated, stated), backbone.name
        assert backbone.hub_id == (config.hf_hub_id or ""), backbone.name
        assert backbone.hub_file == (config.hf_hub_filename or ""), backbone.name
        assert backbone.input_size == max(config.input_size[1:]), backbone.name
        assert backbone.crop == config.crop_pct, backbone.name


@pytest.mark.parametrize("name", sample())
def test_what_only_the_network_tells_is_right(name: str, same_timm: None, maker: Any) -> None:
    columns = document()["columns"]
    rows = (dict(zip(columns, row, strict=True)) for row in document()["rows"])
    row = next(row for row in rows if row["name"] == name)

    built = maker.built_facts(name)

    assert {key: row[key] for key in built} == built


def test_licences_that_forbid_business_or_need_reading_are_told_apart() -> None:
    use = {each.license: each.commercial_use for each in all_backbones().values()}

    assert {license for license in use if use[license]} == FREE_LICENSES
    assert use["CC-BY-NC-4.0"] is False
    assert use["fair-noncommercial-research-license"] is False
    assert use["gemma"] is None
    assert use[""] is None


def test_the_embedded_backbone_has_a_short_name_and_what_has_a_package_its_hash() -> None:
    default = find_backbone(DEFAULT_BACKBONE)

    assert default is find_backbone("tf_efficientnet_lite0.in1k")
    assert default.name == DEFAULT_BACKBONE
    assert (default.width, default.classes, default.license) == (1280, 1000, "Apache-2.0")
    hashes = {each.architecture: each.weights_sha256 for each in all_backbones().values()}
    assert {name: sha256 for name, sha256 in hashes.items() if sha256} == {
        name: package.sha256 for name, package in PACKAGES.items()
    }


def test_a_name_without_its_tag_is_enough_where_there_is_one_tag() -> None:
    assert find_backbone("tf_efficientnet_lite1").timm_name == "tf_efficientnet_lite1.in1k"
    with pytest.raises(RecipeError) as error:
        find_backbone("resnet50")
    assert "resnet50.a1_in1k" in str(error.value.hint)


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("hf-hub:timm/resnet50.a1_in1k", DEFAULT_BACKBONE),
        ("local-dir:/etc", DEFAULT_BACKBONE),
        ("../../etc/passwd", DEFAULT_BACKBONE),
        ("", DEFAULT_BACKBONE),
        ("resnet18.a1_in2k", "resnet18.a1_in1k"),
        ("efficientnet_lite0.in1k", "efficientnet_lite0.ra_in1k"),
    ],
)
def test_a_name_that_is_not_in_it_is_refused_with_similar_ones(name: str, hint: str) -> None:
    with pytest.raises(RecipeError) as error:
        find_backbone(name)

    assert f"called {name}." in str(error.value)
    assert hint in str(error.value.hint)
