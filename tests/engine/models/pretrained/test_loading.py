"""Files of weights from anyone: taken where they fit, refused by name where they do not."""

from __future__ import annotations

import json
import os
import pickle
import struct
import tarfile
import zipfile
from typing import TYPE_CHECKING

import pytest
import timm
import torch
from safetensors.torch import save, save_file

from tests.engine.models.pretrained.backbones import SMALL, Known
from tests.stopwatch import Stopwatch
from tlgui.engine.errors import WeightsError
from tlgui.engine.models.pretrained.loading import load_weights
from tlgui.engine.models.pretrained.places import set_weights_folder

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from torch import nn

BODY = {
    "stem.weight": torch.arange(24.0).reshape(4, 6),
    "stem.num_batches_tracked": torch.tensor(7),
    "blocks.0.weight": torch.ones(3, 4),
}
HEAD = {"head.fc.weight": torch.ones(10, 3), "head.fc.bias": torch.ones(10)}
WHOLE = BODY | HEAD


def load(file: Path, expected: dict[str, torch.Tensor] = WHOLE) -> dict[str, torch.Tensor]:
    return load_weights(SMALL, expected, file, head=("head.fc",)).tensors


def equal(found: dict[str, torch.Tensor], expected: dict[str, torch.Tensor]) -> bool:
    return found.keys() == expected.keys() and all(
        torch.equal(found[name], expected[name]) and found[name].dtype == expected[name].dtype
        for name in expected
    )


def wrapped(prefix: str) -> dict[str, torch.Tensor]:
    return {prefix + name: tensor for name, tensor in WHOLE.items()}


@pytest.mark.parametrize(
    "contents",
    [
        WHOLE,
        {"state_dict": WHOLE, "epoch": 3, "optimizer": {"state": {0: torch.ones(2)}}},
        {"model": wrapped("module.")},
        {"state_dict": wrapped("_orig_mod.module."), "state_dict_ema": WHOLE},
        {
            name: tensor.half() if tensor.is_floating_point() else tensor
            for name, tensor in WHOLE.items()
        },
    ],
    ids=["plain", "checkpoint", "distributed", "ema", "half precision"],
)
@pytest.mark.parametrize("zipped", [True, False], ids=["zip", "legacy"])
def test_pytorch_files_are_taken(contents: object, zipped: bool, tmp_path: Path) -> None:
    path = tmp_path / "mine.pth"
    torch.save(contents, path, _use_new_zipfile_serialization=zipped)

    assert equal(load(path), WHOLE)


def test_safetensors_are_taken_also_for_a_network_without_values(tmp_path: Path) -> None:
    path = tmp_path / "mine.safetensors"
    save_file(wrapped("module."), path)
    meta = {name: tensor.to("meta") for name, tensor in WHOLE.items()}

    assert equal(load(path, meta), WHOLE)


def test_the_users_folder_is_loaded_from(tmp_path: Path) -> None:
    save_file(WHOLE, tmp_path / "small_net.in1k.safetensors")
    set_weights_folder(tmp_path)

    loaded = load_weights(SMALL, WHOLE, head=("head.fc",))

    assert equal(loaded.tensors, WHOLE)
    assert loaded.source == "small_net.in1k.safetensors"


@pytest.mark.parametrize(
    "head", [{}, {**HEAD, "head.fc.weight": torch.ones(5, 3)}], ids=["missing", "other classes"]
)
def test_a_classifier_for_other_classes_is_dropped_and_named(
    head: dict[str, torch.Tensor], tmp_path: Path
) -> None:
    path = tmp_path / "mine.safetensors"
    save_file(BODY | head, path)

    loaded = load_weights(SMALL, WHOLE, path, head=("head.fc",))

    assert equal(loaded.tensors, BODY)
    assert loaded.dropped == ("head.fc.weight", "head.fc.bias")


def test_a_body_takes_a_file_with_a_classifier_and_one_without_counters(tmp_path: Path) -> None:
    path = tmp_path / "mine.safetensors"
    save_file({name: WHOLE[name] for name in WHOLE if "tracked" not in name}, path)

    loaded = load(path, BODY)

    assert equal(loaded, BODY | {"stem.num_batches_tracked": torch.tensor(0)})


def test_the_makers_own_format_is_converted_by_the_library(tmp_path: Path) -> None:
    name = "test_vit"
    module: nn.Module = timm.create_model(name, pretrained=False)
    expected = module.state_dict()
    foreign = dict(expected)
    # DeiT's files keep the weights of the patches flat.
    flat = foreign["patch_embed.proj.weight"]
    foreign["patch_embed.proj.weight"] = flat.reshape(flat.shape[0], -1).contiguous()
    # As it was trained on pictures of another size.
    positions = foreign["pos_embed"]
    foreign["pos_embed"] = torch.randn(1, 4 * (positions.shape[1] - 1) + 1, positions.shape[2])
    path = tmp_path / "mine.pth"
    torch.save({"model": foreign}, path)

    tensors = load_weights(Known(name), expected, path, head=("head",)).tensors

    assert equal({**tensors, "pos_embed": positions}, dict(expected))
    assert not torch.equal(tensors["pos_embed"], positions)


def test_nothing_on_the_computer_is_told_with_what_to_do() -> None:
    with pytest.raises(WeightsError, match=r"small_net are not on this computer") as error:
        load_weights(SMALL, WHOLE)
    assert "tlgui models --ready" in str(error.value.hint)
    with pytest.raises(WeightsError, match=r"weights of mine") as error:
        load_weights(Known("mine"), WHOLE)
    assert "weights folder" in str(error.value.hint)


class Payload:
    """Makes a file when it is unpickled by who trusts it."""

    def __init__(self, mark: Path) -> None:
        self.mark = str(mark)

    def __reduce__(self) -> tuple[object, tuple[str, int]]:
        return os.mkdir, (self.mark, 0o755)


def saved(contents: object, *, zipped: bool = True) -> Callable[[Path, Path], object]:
    return lambda path, _mark: torch.save(contents, path, _use_new_zipfile_serialization=zipped)


def written(data: bytes) -> Callable[[Path, Path], object]:
    return lambda path, _mark: path.write_bytes(data)


def header(length: int, text: bytes) -> Callable[[Path, Path], object]:
    return written(struct.pack("<Q", length) + text)


def described(**entry: object) -> Callable[[Path, Path], object]:
    """A file whose first tensor is described so, and which has no other bytes."""
    shapes = {name: list(tensor.shape) for name, tensor in BODY.items()}
    facts: dict[str, object] = {
        name: {"dtype": "F32", "shape": shape, "data_offsets": [0, 96]}
        for name, shape in shapes.items()
    }
    facts["stem.weight"] = {"dtype": "F32", "shape": [4, 6], "data_offsets": [0, 96], **entry}
    text = json.dumps(facts).encode()
    return header(len(text), text)


def archive(path: Path, mark: Path) -> None:
    """An archive whose pickle, compressed, holds the payload and a great many zeros."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("mine/data.pkl", pickle.dumps(Payload(mark), protocol=2) + bytes(10**7))


def tar(path: Path, mark: Path) -> None:
    (path.parent / "pickle").write_bytes(pickle.dumps(Payload(mark), protocol=2))
    with tarfile.open(path, "w") as file:
        file.add(path.parent / "pickle", "pickle")


def cut(suffix: str) -> Callable[[Path, Path], object]:
    def make(path: Path, _mark: Path) -> None:
        whole = path.with_name("whole")
        save_file(WHOLE, whole) if suffix == "safetensors" else torch.save(WHOLE, whole)
        path.write_bytes(whole.read_bytes()[:-60])

    return make


HOSTILE: dict[str, tuple[str, Callable[[Path, Path], object], tuple[str, ...]]] = {
    "payload in a zip": (
        "pth",
        lambda path, mark: torch.save({"stem.weight": Payload(mark)}, path),
        ("more than weights",),
    ),
    "payload in the old format": (
        "pth",
        lambda path, mark: torch.save(
            {"stem.weight": Payload(mark)}, path, _use_new_zipfile_serialization=False
        ),
        ("more than weights",),
    ),
    "bare pickle": (
        "pt",
        lambda path, mark: path.write_bytes(pickle.dumps(Payload(mark))),
        ("not a file of PyTorch weights",),
    ),
    "pickle as safetensors": (
        "safetensors",
        lambda path, mark: path.write_bytes(pickle.dumps(Payload(mark)) + bytes(100)),
        ("header",),
    ),
    "compressed zip": ("pth", archive, ("compressed",)),
    "tar": ("pth", tar, ("not a file of PyTorch weights",)),
    "zip of other things": ("bin", lambda path, _mark: zipfile.ZipFile(path, "w").close(), ()),
    "zip as safetensors": (
        "safetensors",
        lambda path, _mark: torch.save(WHOLE, path),
        ("header",),
    ),
    "truncated zip": ("pth", cut("pth"), ("damaged",)),
    "truncated safetensors": ("safetensors", cut("safetensors"), ("damaged",)),
    "header of 10^9 bytes": ("safetensors", header(10**9, b"{}"), ("header", "longer")),
    "header of 2^64 bytes": ("safetensors", header(2**64 - 1, b"{}"), ("header", "longer")),
    "header that is no JSON": ("safetensors", header(4, b"{{{{"), ("header",)),
    "header of 100,000 brackets": ("safetensors", header(10**5, b"[" * 10**5), ("header",)),
    "header that is a list": ("safetensors", header(2, b"[]"), ("header",)),
    "shape of words": ("safetensors", described(shape=["x"]), ("header",)),
    "shape below zero": ("safetensors", described(shape=[-1, 6]), ("header",)),
    "data beyond the end": ("safetensors", described(data_offsets=[0, 10**12]), ("damaged",)),
    "unknown type": ("safetensors", described(dtype="F7"), ("damaged",)),
    "wrong shape": (
        "safetensors",
        lambda path, _mark: save_file({**WHOLE, "stem.weight": torch.ones(4, 7)}, path),
        ("stem.weight", "(4, 7)", "(4, 6)"),
    ),
    "wrong shape in a pth": (
        "pth",
        saved({**WHOLE, "stem.weight": torch.ones(4, 7)}),
        ("stem.weight", "(4, 7)", "(4, 6)"),
    ),
    "shape of 10^12 values": (
        "pth",
        saved({**WHOLE, "stem.weight": torch.ones(1).expand(10**6, 10**6)}),
        ("stem.weight", "1000000", "(4, 6)"),
    ),
    "missing layer": (
        "safetensors",
        lambda path, _mark: save_file({"stem.weight": BODY["stem.weight"]}, path),
        ("blocks.0.weight", "missing"),
    ),
    "not a number": (
        "safetensors",
        lambda path, _mark: save_file(
            {**WHOLE, "blocks.0.weight": torch.full((3, 4), torch.nan)}, path
        ),
        ("blocks.0.weight", "not numbers"),
    ),
    "infinite": (
        "pth",
        saved({**WHOLE, "blocks.0.weight": torch.full((3, 4), torch.inf)}),
        ("blocks.0.weight", "not numbers"),
    ),
    "words for weights": ("pth", saved({"stem.weight": "x"}), ("no weights",)),
    "sparse": ("pth", saved({"stem.weight": torch.eye(3).to_sparse()}), ()),
    "on no device": ("pth", saved({"stem.weight": torch.ones(4, 6).to("meta")}), ("no weights",)),
    "complex": (
        "pth",
        saved({**WHOLE, "stem.weight": torch.ones(4, 6, dtype=torch.complex64)}),
        ("stem.weight", "complex64"),
    ),
    "a list": ("pth", saved([torch.ones(2)]), ("no weights",)),
    "empty": ("pth", written(b""), ("empty",)),
    "empty safetensors": ("safetensors", written(b""), ("empty",)),
    "folder": ("pth", lambda path, _mark: path.mkdir(), ("not a file",)),
    "pipe": ("safetensors", lambda path, _mark: os.mkfifo(path), ("not a file",)),
    "nothing": ("pth", lambda path, _mark: None, ("cannot be read",)),
}


@pytest.mark.parametrize("case", HOSTILE)
def test_hostile_files_are_refused_in_a_moment_and_nothing_runs(case: str, tmp_path: Path) -> None:
    suffix, make, told = HOSTILE[case]
    if case == "pipe" and not hasattr(os, "mkfifo"):
        pytest.skip("there are no named pipes in folders")
    path, mark = tmp_path / f"mine.{suffix}", tmp_path / "payload-ran"
    make(path, mark)

    watch = Stopwatch()
    with pytest.raises(WeightsError) as error:
        load(path)

    assert watch.seconds < 1
    assert path.name in str(error.value)
    assert [part for part in told if part not in str(error.value)] == []
    assert not mark.exists()


@pytest.mark.parametrize("suffix", ["safetensors", "pth", "pt"])
def test_a_hundred_thousand_empty_tensors_are_refused_in_a_moment(
    suffix: str, tmp_path: Path
) -> None:
    path = tmp_path / f"mine.{suffix}"
    many = {f"n{number}": torch.empty(0) for number in range(100_000)}
    if suffix != "safetensors":
        torch.save(many, path, _use_new_zipfile_serialization=suffix == "pth")
    else:
        path.write_bytes(save(many))

    watch = Stopwatch()
    with pytest.raises(WeightsError, match="mine"):
        load(path)

    assert watch.seconds < 1


def test_the_payloads_would_run_where_they_are_trusted(tmp_path: Path) -> None:
    """What shows that the tests above can fail."""
    mark = tmp_path / "payload-ran"
    torch.save({"stem.weight": Payload(mark)}, tmp_path / "mine.pth")

    torch.load(tmp_path / "mine.pth", weights_only=False)

    assert mark.exists()
