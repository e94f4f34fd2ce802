"""``tlgui export``: its keys, and an export in the place of a run."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.engine import exports

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.cli.calls import Outcome

SELF_TEST = {"images", "agreement", "max_abs_difference", "passed"}


@pytest.mark.usefixtures("exports_here")
def test_export_has_the_keys_of_the_contract(
    tmp_path: Path, tlgui_says: Callable[..., Outcome]
) -> None:
    out = tmp_path / "out"

    done = tlgui_says(
        "export", exports.plain_run().folder, "--out", out, "--format", "safetensors", "--zip",
        "--json",
    )  # fmt: skip

    assert done.code == 0
    document = done.document
    assert document["out"] == str(out)
    assert set(document["files"]) == {path.name for path in out.iterdir()}
    assert set(document["self_test"]["safetensors"]) >= SELF_TEST
    assert document["self_test"]["safetensors"]["passed"] is True
    assert document["size_bytes"]["safetensors"] > 10_000_000
    assert document["latency_ms"]["safetensors"] > 0
    (row,) = document["formats"]
    assert row["self_test"] == document["self_test"]["safetensors"]
    assert (tmp_path / "out.zip").is_file()
    again = tlgui_says("export", exports.plain_run().folder, "--out", out)
    assert again.code == 1
    assert f"error: {out} exists already." in again.err


def test_an_export_stands_in_the_place_of_a_run(
    tmp_path: Path, picture: Path, labelled: Path, tlgui_says: Callable[..., Outcome]
) -> None:
    run, exported = exports.plain_run().folder, exports.exported()

    for arguments in (
        ("predict", picture),
        ("evaluate", labelled),
        ("explain", picture, "--out", tmp_path / "maps"),
    ):
        command, *rest = arguments
        by_run = tlgui_says(command, run, *rest, "--json")
        by_export = tlgui_says(command, exported, *rest, "--json")
        assert by_export.code == by_run.code == 0
        for document in (first := by_export.document, second := by_run.document):
            document.pop("seconds", None)
            for row in document.get("images", ()) if command == "explain" else ():
                assert row.pop("overlay")
                assert row.pop("heatmap")
        assert first == second
    done = tlgui_says("sort", exported, labelled, "--into", tmp_path / "sorted", "--with-unsure")
    assert done.code == 0
    assert len(list((tmp_path / "sorted").rglob("*.png"))) == 16


@pytest.mark.parametrize("formats", ["tflite", "onnx,tflite", ",", ""])
def test_unknown_formats_are_wrong_usage(
    tmp_path: Path, formats: str, tlgui_says: Callable[..., Outcome]
) -> None:
    done = tlgui_says(
        "export", exports.plain_run().folder, "--out", tmp_path / "out", "--format", formats
    )

    assert done.code == 2
    assert "safetensors" in done.err
    assert not (tmp_path / "out").exists()


@pytest.mark.usefixtures("exports_here")
def test_a_web_page_is_told_with_its_size_and_opens_in_a_browser_only(
    tmp_path: Path, tlgui_says: Callable[..., Outcome]
) -> None:
    out = tmp_path / "out"
    done = tlgui_says("export", exports.plain_run().folder, "--out", out, "--format", "web")

    assert done.code == 0, done.err
    assert "web: 2" in done.out
    assert (out / "index.html").stat().st_size > 20_000_000
    done = tlgui_says("predict", out, exports.plain_run().dataset_root)
    assert done.code == 1
    assert "Open its index.html in a browser" in done.err
