"""``tlgui samples``: the list, a folder, refusals."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.engine.models.pretrained.hub_server import Hub, serving
from tests.engine.sample_sets import originals
from tlgui.engine.data.index import scan
from tlgui.engine.sample_sets.catalog import SAMPLES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from tests.cli.calls import Outcome


@pytest.fixture
def fresh_home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    monkeypatch.setenv("TLGUI_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


@pytest.fixture
def hub(monkeypatch: pytest.MonkeyPatch, fresh_home: Path) -> Iterator[Hub]:
    for variable in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.delenv(variable, raising=False)
    with serving(b"") as hub:
        originals.serve_mnist(hub, monkeypatch)
        yield hub


def test_all_samples_are_listed_with_their_facts(tlgui_says: Callable[..., Outcome]) -> None:
    listed = tlgui_says("samples", "--json").document["samples"]

    assert [row["name"] for row in listed] == [sample.key for sample in SAMPLES]
    for row in listed:
        assert {"title", "pictures", "classes", "download_bytes", "licence", "source"} <= set(row)
    text = tlgui_says("samples").out
    assert all(f"{sample.key} " in text for sample in SAMPLES)


def test_a_sample_is_written_where_it_should_be(
    hub: Hub, tmp_path: Path, tlgui_says: Callable[..., Outcome]
) -> None:
    outcome = tlgui_says("samples", "mnist", "--out", tmp_path / "digits", "--json")

    assert outcome.code == 0
    assert outcome.document["folder"] == str(tmp_path / "digits")
    assert len(scan(tmp_path / "digits").records) == originals.TRAIN + originals.TEST


def test_by_default_it_goes_among_the_samples_in_part_too(
    hub: Hub, fresh_home: Path, tlgui_says: Callable[..., Outcome]
) -> None:
    outcome = tlgui_says("samples", "mnist", "--per-class", "1")

    folder = fresh_home / "data" / "samples" / "mnist-1"
    assert outcome.code == 0
    assert str(folder) in outcome.out
    assert "Licence: CC BY-SA 3.0" in outcome.out
    assert len(scan(folder).records) == 20


def test_what_cannot_be_had_is_refused(
    hub: Hub, tmp_path: Path, tlgui_says: Callable[..., Outcome]
) -> None:
    hub.status = 404
    outcome = tlgui_says("samples", "mnist", "--out", tmp_path / "digits")
    assert outcome.code == 1
    assert "HTTP status 404" in outcome.err
    assert not (tmp_path / "digits").exists()

    unknown = tlgui_says("samples", "imagenet")
    assert unknown.code == 1
    assert "mnist" in unknown.err
    for wrong in (("--out", tmp_path / "x"), ("digits", "--per-class", "3")):
        assert tlgui_says("samples", *wrong).code == 2
