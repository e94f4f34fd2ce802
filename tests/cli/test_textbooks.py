"""The networks of the textbooks on the command line: listed, told layer by layer, learned."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from tests.engine import runs
from tlgui.engine.models.scratch.design import Design
from tlgui.engine.models.scratch.design_layers import Activation, Convolution, GlobalAverage

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.cli.calls import Outcome


def test_they_are_listed_with_year_and_paper(tlgui_says: Callable[..., Outcome]) -> None:
    rows = tlgui_says("models", "--textbook", "--json").document["textbooks"]

    assert rows[0]["name"] == "lenet5"
    assert rows[0]["year"] == 1998
    assert {"paper", "link", "idea", "parameters", "minimum_side"} <= rows[0].keys()
    assert (
        "AlexNet" in tlgui_says("models", "--textbook").out
        or "alexnet" in tlgui_says("models", "--textbook").out
    )


def test_those_that_have_all_words_are_listed(tlgui_says: Callable[..., Outcome]) -> None:
    def names(*words: str) -> list[str]:
        document = tlgui_says("models", *words, "--textbook", "--json").document
        return [row["name"] for row in document["textbooks"]]

    assert names("LeNet-5") == ["lenet5"]
    assert names("resnet", "50") == ["resnet50"]
    assert names("1998") == ["lenet5"]
    assert names("magic") == []
    nothing = tlgui_says("models", "magic", "--textbook")
    assert (nothing.code, nothing.out) == (0, "No network of the textbooks is like that.\n")


def test_the_list_of_pretrained_networks_points_to_them(
    tlgui_says: Callable[..., Outcome],
) -> None:
    assert "lenet5" in tlgui_says("models", "lenet5").out
    assert "--textbook" in tlgui_says("models", "lenet5").out
    assert "--textbook" not in tlgui_says("models", "magic").out


def test_a_design_and_the_name_of_another_network_are_refused(
    tlgui_says: Callable[..., Outcome], tmp_path: Path
) -> None:
    file = tmp_path / "mine.json"
    design = Design((Convolution(filters=4), Activation(), GlobalAverage()), channels=1, side=8)
    file.write_text(json.dumps(design.to_json()))

    refused = tlgui_says(
        *("train", str(runs.digits()), "--out", str(tmp_path / "run")),
        *("--method", "from-scratch", "--design", str(file), "--backbone", "lenet5"),
    )

    assert refused.code == 2
    error, hint = refused.err.splitlines()
    assert "--design" in error
    assert "lenet5" in error
    assert hint.startswith("hint: ")
    assert not (tmp_path / "run").exists()


def test_their_layers_are_told(tlgui_says: Callable[..., Outcome]) -> None:
    document = tlgui_says("models", "lenet5", "--layers", "--json").document

    assert document["parameters"] == 61_706
    assert document["multiply_adds"] == 416_520
    assert "Convolution" in tlgui_says("models", "lenet5", "--layers").out


def test_a_design_in_a_file_is_told_and_learned(
    tlgui_says: Callable[..., Outcome], tmp_path: Path
) -> None:
    file = tmp_path / "mine.json"
    design = Design((Convolution(filters=4), Activation(), GlobalAverage()), channels=1, side=8)
    file.write_text(json.dumps(design.to_json()))

    told = tlgui_says("models", str(file), "--layers", "--json").document
    out = tmp_path / "run"
    done = tlgui_says(
        *("train", str(runs.digits()), "--out", str(out), "--method", "from-scratch"),
        *("--design", str(file), "--epochs", "1", "--json"),
    )

    assert told["parameters"] == 9 * 4 + 4 + 4 * 1000 + 1000
    assert done.document["method"] == "from-scratch"
    # The run keeps the layers themselves: the file may go.
    file.unlink()
    assert tlgui_says("predict", str(out), str(runs.digits() / "0"), "--json").code == 0


def test_an_impossible_design_is_refused_by_its_row(
    tlgui_says: Callable[..., Outcome], tmp_path: Path
) -> None:
    file = tmp_path / "mine.json"
    file.write_text(json.dumps(Design((Convolution(kernel=99),), side=8).to_json()))

    refused = tlgui_says("models", str(file), "--layers")

    assert refused.code == 1
    assert "Row 1" in refused.err
