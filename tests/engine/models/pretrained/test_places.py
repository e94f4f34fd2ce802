"""Where weights are found, in which order, and what may be removed."""

from __future__ import annotations

import hashlib
import os
from typing import TYPE_CHECKING

import pytest
import timm
import torch

from tests.engine.models.pretrained.backbones import SMALL, Known
from tests.stopwatch import Stopwatch
from tlgui.engine.errors import WeightsError
from tlgui.engine.models.pretrained.cache import cache_root
from tlgui.engine.models.pretrained.loading import load_weights
from tlgui.engine.models.pretrained.places import (
    StoredKind,
    StoredWeights,
    WeightsKind,
    find_weights,
    places_of,
    remove_weights,
    set_weights_folder,
    weights_folder,
    weights_on_computer,
)
from tlgui.engine.models.weights import PACKAGES, embedded_file_of

if TYPE_CHECKING:
    from pathlib import Path

OLD, NEW = "a" * 40, "b" * 40


def cached(hub_id: str, commit: str, contents: bytes = b"weights", file: str = "") -> Path:
    """Put a file into the hub's cache as its clients do."""
    repository = cache_root() / f"models--{hub_id.replace('/', '--')}"
    blob = repository / "blobs" / hashlib.sha256(contents).hexdigest()
    pointer = repository / "snapshots" / commit / (file or "model.safetensors")
    for path in (blob, pointer):
        path.parent.mkdir(parents=True, exist_ok=True)
    blob.write_bytes(contents)
    pointer.symlink_to(os.path.relpath(blob, pointer.parent))
    (repository / "refs").mkdir(exist_ok=True)
    (repository / "refs" / "main").write_text(commit)
    return pointer


def test_what_is_nowhere_is_to_be_downloaded_or_unavailable() -> None:
    assert find_weights(SMALL).kind is WeightsKind.TO_DOWNLOAD
    assert find_weights(SMALL).size_bytes == 1000
    assert find_weights(Known("mine")).kind is WeightsKind.UNAVAILABLE


def test_the_newest_commit_of_the_cache_is_found_and_an_older_one_where_it_lacks_the_file() -> None:
    assert SMALL.hub_id
    newer = cached(SMALL.hub_id, OLD, b"newer")
    cached(SMALL.hub_id, NEW, b"older")
    main = cache_root() / "models--timm--small_net.in1k" / "refs" / "main"
    main.write_text(OLD)

    assert find_weights(SMALL).path == newer
    assert find_weights(SMALL).size_bytes == len(b"newer")

    main.write_text("c" * 40)
    place = find_weights(SMALL)
    assert place.kind is WeightsKind.ON_COMPUTER
    assert place.path is not None


def test_a_link_to_removed_contents_is_nothing() -> None:
    pointer = cached(SMALL.hub_id, OLD)
    pointer.resolve().unlink()

    assert find_weights(SMALL).kind is WeightsKind.TO_DOWNLOAD


def test_another_file_of_the_repository_is_not_taken_for_the_named_one() -> None:
    cached(SMALL.hub_id, OLD)

    assert find_weights(Known("small_net", SMALL.hub_id, "other.bin")).path is None


@pytest.mark.parametrize("variable", ["HF_HUB_CACHE", "HF_HOME", "XDG_CACHE_HOME"])
def test_the_variables_of_the_hub_are_obeyed(
    variable: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv("HF_HOME")
    monkeypatch.setenv(variable, str(tmp_path / "else"))
    below = {"HF_HUB_CACHE": "", "HF_HOME": "hub", "XDG_CACHE_HOME": "huggingface/hub"}

    assert cache_root() == tmp_path / "else" / below[variable]


def test_the_users_folder_goes_before_the_cache_and_the_exact_name_before_the_other(
    tmp_path: Path,
) -> None:
    cached(SMALL.hub_id, OLD)
    folder = tmp_path / "mine"
    folder.mkdir()
    set_weights_folder(folder)
    assert weights_folder() == folder

    (folder / "small_net.pth").write_bytes(b"12")
    assert find_weights(SMALL).path == folder / "small_net.pth"
    (folder / "small_net.in1k.safetensors").write_bytes(b"123")
    assert find_weights(SMALL).path == folder / "small_net.in1k.safetensors"

    set_weights_folder(None)
    assert weights_folder() is None
    assert find_weights(SMALL).path != folder / "small_net.in1k.safetensors"


def test_a_folder_that_is_none_and_a_damaged_preference_end_nothing(fresh_home: Path) -> None:
    with pytest.raises(WeightsError, match="not a folder"):
        set_weights_folder(fresh_home / "missing")
    (fresh_home / "data").mkdir()
    for text in ("{", "[1]", '{"folder": 7}'):
        (fresh_home / "data" / "weights.json").write_text(text)
        assert weights_folder() is None


def test_two_thousand_places_are_looked_up_in_a_moment() -> None:
    known = [Known(f"net_{n}.in1k", f"timm/net_{n}.in1k") for n in range(2000)]
    for one in known[:20]:
        cached(one.hub_id, OLD)

    watch = Stopwatch()
    places = places_of(known)

    assert watch.seconds < 0.2
    kinds = [place.kind for place in places.values()]
    assert kinds.count(WeightsKind.ON_COMPUTER) == 20
    assert kinds.count(WeightsKind.TO_DOWNLOAD) == 1980


def test_what_was_fetched_is_listed_and_removed_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pointer = cached(SMALL.hub_id, OLD, b"x" * 500)
    cached("somebody/language-model", OLD)
    monkeypatch.setenv("TLGUI_WEIGHTS", str(tmp_path / "mine"))
    (tmp_path / "mine").mkdir()
    own = tmp_path / "mine" / "resnet50.pth"
    own.write_bytes(b"123")
    partial = cache_root() / "models--timm--part.in1k" / "blobs" / "abc.incomplete"
    partial.parent.mkdir(parents=True)
    partial.write_bytes(b"1234")

    stored = {one.name: one for one in weights_on_computer()}

    assert {name: one.kind for name, one in stored.items()} == {
        SMALL.hub_id: StoredKind.HUB,
        "timm/part.in1k": StoredKind.PARTIAL,
        "resnet50.pth": StoredKind.FOLDER,
    }
    with pytest.raises(WeightsError, match="your own file"):
        remove_weights(stored["resnet50.pth"])
    assert remove_weights(stored["timm/part.in1k"]) == 4
    # The contents, and the name of the newest commit.
    assert remove_weights(stored[SMALL.hub_id]) == stored[SMALL.hub_id].size_bytes == 540
    assert not pointer.exists()
    assert own.exists()
    assert find_weights(SMALL).kind is WeightsKind.TO_DOWNLOAD


def test_nothing_outside_the_cache_is_removed(tmp_path: Path) -> None:
    cached(SMALL.hub_id, OLD)
    outside = tmp_path / "models--timm--else"
    outside.mkdir()
    inside = cache_root() / "models--timm--link"
    inside.symlink_to(outside)

    for path in (outside, inside, cache_root(), cache_root() / ".." / "hub" / "missing"):
        with pytest.raises(WeightsError, match="does not lie in"):
            remove_weights(StoredWeights("timm/else", path, 1, StoredKind.HUB))
    assert outside.is_dir()
    assert cache_root().is_dir()


@pytest.mark.parametrize("name", ["tf_efficientnet_lite1", "tf_efficientnet_lite2"])
def test_the_sisters_packages_fit_the_librarys_networks(name: str) -> None:
    if embedded_file_of(name) is None:
        pytest.skip("the extra with more backbones is not installed")
    known = Known(f"{name}.in1k", weights_sha256=PACKAGES[name].sha256)
    module = timm.create_model(name, pretrained=False).eval()

    loaded = load_weights(known, module.state_dict())
    module.load_state_dict(loaded.tensors)

    assert find_weights(known).kind is WeightsKind.EMBEDDED
    assert not loaded.dropped
    assert loaded.tensors["classifier.weight"].shape == (1000, 1280)
    with torch.inference_mode():
        scores = module(torch.zeros(1, 3, 240, 240))
    # Trained weights in a wrong order give scores without bounds.
    assert bool(scores.abs().max() < 20)
