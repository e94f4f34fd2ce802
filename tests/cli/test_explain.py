"""``tlgui explain``: its keys, its exit codes, and what it says when it refuses."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from PIL import Image

from tests.cli.calls import CLASSES
from tests.engine.insight.planted import planted_run
from tlgui.engine.insight.shortcuts import check

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.cli.calls import Outcome


def test_explain_writes_an_overlay_and_a_heat_map_for_each_picture(
    trained: Path, picture: Path, tmp_path: Path, tlgui_says: Callable[..., Outcome]
) -> None:
    out = tmp_path / "maps"
    broken = tmp_path / "broken.jpg"
    broken.write_bytes(b"no picture")

    outcome = tlgui_says(
        *("explain", trained, picture, broken, "--out", out),
        *("--method", "grad-cam", "--target", CLASSES[1], "--json"),
    )

    assert outcome.code == 0
    first, failed = outcome.document["images"]
    assert {"file", "target", "confidence", "overlay", "heatmap"} <= first.keys()
    assert (first["file"], first["target"]) == (str(picture), CLASSES[1])
    assert 0 <= first["confidence"] <= 1
    heat = np.load(first["heatmap"], allow_pickle=False)
    assert (heat.shape, heat.dtype) == ((224, 224), np.float32)
    assert 0 <= heat.min() <= heat.max() <= 1
    with Image.open(first["overlay"]) as image:
        assert (image.size, image.format) == ((224, 224), "PNG")
    assert "broken.jpg" in failed["error"]
    assert failed["overlay"] is None
    assert len(list(out.glob("[!.]*"))) == 2


def test_explain_takes_folders_and_a_device(
    trained: Path, labelled: Path, tmp_path: Path, tlgui_says: Callable[..., Outcome]
) -> None:
    outcome = tlgui_says(
        *("explain", trained, labelled / "0", labelled / "1" / "020.png"),
        *("--out", tmp_path / "maps", "--device", "cpu", "--json"),
    )

    assert outcome.code == 0
    files = [row["file"] for row in outcome.document["images"]]
    assert files == [
        *(str(labelled / "0" / f"{number:03d}.png") for number in range(20, 24)),
        str(labelled / "1" / "020.png"),
    ]


def test_explain_where_nothing_can_be_read_says_so_and_leaves_no_folder(
    trained: Path, tmp_path: Path, tlgui_says: Callable[..., Outcome]
) -> None:
    (tmp_path / "broken.jpg").write_bytes(b"no picture")
    (tmp_path / "empty").mkdir()

    for given in (tmp_path / "broken.jpg", tmp_path / "missing.jpg", tmp_path / "empty"):
        outcome = tlgui_says("explain", trained, given, "--out", tmp_path / "new" / "maps")

        assert outcome.code == 1
        assert outcome.err.splitlines()[-2] == "error: No picture could be read."
        assert outcome.err.splitlines()[-1].startswith("hint: ")
        assert not (tmp_path / "new").exists()


def test_heat_maps_among_the_pictures_are_no_class_of_theirs(
    trained: Path, labelled: Path, tlgui_says: Callable[..., Outcome]
) -> None:
    before = tlgui_says("scan", labelled, "--json").document
    for out in (labelled / "maps", labelled / "0" / "maps"):
        arguments = ("explain", trained, labelled / "0" / "020.png", "--out", out, "--json")
        assert tlgui_says(*arguments).code == 0

    after = tlgui_says("scan", labelled, "--json").document
    again = tlgui_says("explain", trained, labelled / "0", "--out", labelled / "maps", "--json")

    assert after == {**before, "ignored": before["ignored"] + 2}
    assert len(again.document["images"]) == 4, "no heat map of a heat map"


def test_a_folder_with_the_users_files_is_not_marked_as_one_of_heat_maps(
    trained: Path, labelled: Path, tlgui_says: Callable[..., Outcome]
) -> None:
    picture = labelled / "0" / "020.png"

    tlgui_says("explain", trained, picture, "--out", labelled / "1", "--json")

    classes = tlgui_says("scan", labelled, "--json").document["classes"]
    assert [row["name"] for row in classes] == CLASSES


def test_explain_overwrites_nothing(
    trained: Path, picture: Path, tmp_path: Path, tlgui_says: Callable[..., Outcome]
) -> None:
    names = []
    for _ in range(2):
        outcome = tlgui_says("explain", trained, picture, "--out", tmp_path, "--json")
        names.append(outcome.document["images"][0]["heatmap"])
        Path(outcome.document["images"][0]["overlay"]).unlink()

    assert names[0] != names[1]


@pytest.mark.parametrize(
    ("options", "exists"),
    [(("--target", "elephant"), "0, 1, 4, 7"), (("--method", "guess"), "grad-cam")],
)
def test_explain_refuses_unknown_classes_and_methods_before_it_loads_anything(
    trained: Path,
    picture: Path,
    tmp_path: Path,
    tlgui_says: Callable[..., Outcome],
    options: tuple[str, str],
    exists: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("tlgui.engine.models.making.trained_network", None)

    outcome = tlgui_says("explain", trained, picture, "--out", tmp_path / "out", *options)

    assert outcome.code == (1 if options[0] == "--target" else 2)
    assert not (tmp_path / "out").exists()
    assert options[1] in outcome.err
    assert exists in outcome.err.splitlines()[-1]


def test_heat_maps_into_a_file_are_refused_before_anything_is_loaded(
    trained: Path,
    picture: Path,
    tmp_path: Path,
    tlgui_says: Callable[..., Outcome],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("tlgui.engine.models.making.trained_network", None)
    (tmp_path / "file").write_text("mine")

    refused = tlgui_says("explain", trained, picture, "--out", tmp_path / "file")

    assert refused.code == 1
    assert f"error: {tmp_path / 'file'} is a file, not a folder." in refused.err
    assert "hint: --out names a folder" in refused.err
    assert (tmp_path / "file").read_text() == "mine"


def test_layers_are_listed_without_a_picture(
    trained: Path, tlgui_says: Callable[..., Outcome]
) -> None:
    rows = tlgui_says("explain", trained, "--layers", "--json").document["layers"]
    lines = tlgui_says("explain", trained, "--layers").out.splitlines()

    assert rows[0] == {
        "name": "conv_stem",
        "kind": "Convolution 3 \u00d7 3, stride 2",
        "maps": 32,
        "height": 112,
        "width": 112,
        "main": True,
    }
    assert len(lines) == len(rows) + 1
    assert "32 x 112 x 112" in lines[0]


def test_activation_maps_of_a_layer_are_written(
    trained: Path, picture: Path, tmp_path: Path, tlgui_says: Callable[..., Outcome]
) -> None:
    outcome = tlgui_says(
        *("explain", trained, picture, "--out", tmp_path / "maps"),
        *("--activations", "blocks.1", "--json"),
    )

    (row,) = outcome.document["images"]
    assert (row["layer"], row["maps"], row["height"], row["width"]) == ("blocks.1", 24, 56, 56)
    maps = np.load(row["array"], allow_pickle=False)
    assert (maps.shape, maps.dtype) == ((24, 56, 56), np.float32)
    with Image.open(row["picture"]) as image:
        assert image.size == (5 * 57 - 1, 5 * 57 - 1)


@pytest.mark.parametrize(("options", "window"), [((), 32), (("--windows",), 224)])
def test_dense_class_map_is_written(
    trained: Path,
    tmp_path: Path,
    tlgui_says: Callable[..., Outcome],
    options: tuple[str, ...],
    window: int,
) -> None:
    large = tmp_path / "large.png"
    Image.effect_noise((500, 300), 40).convert("RGB").save(large)

    outcome = tlgui_says(
        *("explain", trained, large, "--out", tmp_path / "maps", "--dense"),
        *("--target", CLASSES[2], "--json", *options),
    )

    (row,) = outcome.document["images"]
    assert (row["target"], row["scale"], row["window"]) == (CLASSES[2], 1.0, [window, window])
    assert (row["agreement"] is None) == (window == 32)
    probabilities = np.load(row["map"], allow_pickle=False)
    assert probabilities.shape == ((4, 10, 16) if window == 32 else (4, 4, 10))
    np.testing.assert_allclose(probabilities.sum(axis=0), 1, atol=1e-5)
    assert row["share"] == pytest.approx(probabilities[2].mean(), abs=1e-5)
    with Image.open(row["overlay"]) as image:
        assert image.size == (500, 300)


def test_a_planted_corner_is_told(
    tlgui_says: Callable[..., Outcome], monkeypatch: pytest.MonkeyPatch
) -> None:
    run, real = planted_run().folder, check.check_shortcuts
    looked: list[check.ShortcutCheck] = []

    def look(*asked: Any) -> check.ShortcutCheck:
        """The same for both ways to tell it: looking takes its time."""
        if not looked:
            looked.append(real(*asked))
        return looked[0]

    monkeypatch.setattr(check, "check_shortcuts", look)
    told = tlgui_says("explain", run, "--shortcuts", "--device", "cpu")
    document = tlgui_says("explain", run, "--shortcuts", "--device", "cpu", "--json").document

    assert told.code == 0
    assert "Without the bottom right corner (6% of the picture)" in told.out
    assert "! bottom right corner" in told.out
    assert document["suspects"] == ["bottom right corner"]
    assert document["sentences"] == [told.out.splitlines()[0]]


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--layers", "--dense"), "one at a time"),
        (("--activations", "conv_stem", "--method", "grad-cam"), "one at a time"),
        (("--shortcuts", "--dense"), "one at a time"),
        (("--activations", "conv_stem", "--target", "0"), "of no class"),
        (("--windows",), "goes with --dense"),
        ((), "IMAGE is missing"),
    ],
)
def test_ways_that_do_not_go_together_are_refused(
    trained: Path, tlgui_says: Callable[..., Outcome], options: tuple[str, ...], said: str
) -> None:
    outcome = tlgui_says("explain", trained, *options)

    assert outcome.code == 2
    assert said in outcome.err


def test_layer_that_is_not_there_is_refused_with_those_that_are(
    trained: Path, picture: Path, tmp_path: Path, tlgui_says: Callable[..., Outcome]
) -> None:
    outcome = tlgui_says(
        "explain", trained, picture, "--out", tmp_path / "maps", "--activations", "blocks.77"
    )

    assert outcome.code == 1
    assert "blocks.77" in outcome.err
    assert "blocks.6" in outcome.err.splitlines()[-1]
    assert not (tmp_path / "maps").exists()
