"""``tlgui models``: what is listed, in which order; weights fetched, removed, of one's own."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest

from tests.cli.calls import env
from tests.engine.models.pretrained.conftest import HUB_VARIABLES
from tests.engine.models.pretrained.hub_server import serving
from tlgui.cli.layer_lines import print_layers
from tlgui.engine.models.catalog import DEFAULT_BACKBONE, all_backbones, find_backbone
from tlgui.engine.models.summary import summarise

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.cli.calls import Outcome

KEYS = {
    *("name", "timm_name", "family", "accuracy", "accuracy_size", "parameters", "input_size"),
    *("width", "gmacs", "mega_activations", "cpu_speed", "license", "commercial_use", "classes"),
    *("trained_on", "head", "year", "paper", "weights", "weights_bytes"),
}
SMALL = "test_vit.r160_in1k"


@pytest.fixture(autouse=True)
def bare_computer(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Nothing was fetched, and no folder named."""
    for variable in HUB_VARIABLES:
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.setenv("TLGUI_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("HF_HOME", str(tmp_path / "hf"))


@pytest.fixture
def listed(tlgui_says: Callable[..., Outcome]) -> Callable[..., list[dict[str, Any]]]:
    def rows(*arguments: str) -> list[dict[str, Any]]:
        outcome = tlgui_says("models", *arguments, "--json")
        assert outcome.code == 0
        assert outcome.document["count"] == len(outcome.document["backbones"])
        found: list[dict[str, Any]] = outcome.document["backbones"]
        return found

    return rows


def test_all_backbones_are_listed_with_their_facts(
    listed: Callable[..., list[dict[str, Any]]],
) -> None:
    rows = listed()

    assert {row["name"] for row in rows} == set(all_backbones())
    assert all(row.keys() == KEYS for row in rows)
    kinds = {"embedded", "on this computer", "to download", "unavailable"}
    assert {row["weights"] for row in rows} <= kinds
    default = next(row for row in rows if row["name"] == DEFAULT_BACKBONE)
    assert default["weights"] == "embedded"
    assert default["trained_on"] == "ImageNet-1k"
    assert default["weights_bytes"] > 15e6


def test_all_words_must_match(listed: Callable[..., list[dict[str, Any]]]) -> None:
    rows = listed("ResNet", "a1_in1k")

    assert rows
    assert all("a1_in1k" in row["timm_name"] for row in rows)
    assert all("resnet" in row["timm_name"] + row["family"] for row in rows)
    assert listed("resnet", "no such word") == []
    assert [row["name"] for row in listed("efficientnet-lite0")] == [DEFAULT_BACKBONE]


def test_ready_ones_are_those_whose_weights_are_here(
    listed: Callable[..., list[dict[str, Any]]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / f"{SMALL}.safetensors").write_bytes(b"weights")
    before = {row["name"] for row in listed("--ready")}
    monkeypatch.setenv("TLGUI_WEIGHTS", str(tmp_path))

    after = listed("--ready")

    assert DEFAULT_BACKBONE in before
    assert {row["name"] for row in after} - before == {SMALL}
    row = next(row for row in after if row["name"] == SMALL)
    assert (row["weights"], row["weights_bytes"]) == ("on this computer", 7)


def test_what_may_not_be_used_in_business_is_left_out(
    listed: Callable[..., list[dict[str, Any]]],
) -> None:
    rows = listed("--commercial")

    assert rows
    assert all(row["commercial_use"] is True for row in rows)
    assert not any("NC" in row["license"] or not row["license"] for row in rows)
    assert {row["commercial_use"] for row in listed()} == {True, False, None}


@pytest.mark.parametrize(
    ("order", "key", "sign"),
    [("accuracy", "accuracy", -1), ("size", "parameters", 1), ("speed", "cpu_speed", -1)],
)
def test_the_order_is_what_was_asked_and_the_unknown_come_last(
    listed: Callable[..., list[dict[str, Any]]], order: str, key: str, sign: int
) -> None:
    values = [row[key] for row in listed("--sort", order, "--family", "resnet")]

    known = [value for value in values if value is not None]
    assert len(known) > 20
    assert known == sorted(known, key=lambda value: sign * value)
    assert all(value is None for value in values[len(known) :])


def test_by_name(listed: Callable[..., list[dict[str, Any]]]) -> None:
    names = [row["name"] for row in listed("--sort", "name")]

    assert names == sorted(names)


def test_people_get_a_table_of_twenty_and_are_told_of_the_rest(
    tlgui_says: Callable[..., Outcome],
) -> None:
    lines = tlgui_says("models", "--sort", "accuracy").out.splitlines()

    assert lines[0].startswith("name ")
    assert len(lines[1:21]) == 20
    assert lines[21] == f"... {len(all_backbones()) - 20} more (--all lists them)"
    column = lines[0].index("weights")
    assert all(line[column:].startswith(("to download, ", "unav")) for line in lines[1:21])
    assert len(tlgui_says("models", "--all").out.splitlines()) > len(all_backbones())


def test_licences_are_marked(tlgui_says: Callable[..., Outcome]) -> None:
    table = tlgui_says("models", "--all").out.splitlines()
    licence = table[0].index("licence")
    shown = {line[licence:] for line in table if len(line) > licence}

    assert {"Apache-2.0", "CC-BY-NC-4.0 *", "gemma ?", "not stated ?"} <= shown


def test_nothing_found_is_said(tlgui_says: Callable[..., Outcome]) -> None:
    outcome = tlgui_says("models", "magic")

    assert (outcome.code, outcome.out) == (0, "No backbone is like that.\n")


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("--family", "resnot"), 2, "resnet"),
        (("--sort", "beauty"), 2, "beauty"),
        (("--fetch",), 2, "models NAME --fetch"),
        ((SMALL, "resnet", "--fetch"), 2, "models NAME --fetch"),
        ((SMALL, "--fetch", "--remove", SMALL), 2, "one at a time"),
        (("hf-hub:a/b", "--fetch"), 1, "hf-hub:a/b"),
        (("--remove", "resnet9000"), 1, "resnet9000"),
        (("--remove", SMALL), 1, "not on this computer"),
        (("--remove", DEFAULT_BACKBONE), 1, "come in a package"),
        (("--weights-folder", "no-such-folder"), 1, "no-such-folder"),
    ],
)
def test_what_makes_no_sense_is_refused(
    tlgui_says: Callable[..., Outcome], arguments: tuple[str, ...], code: int, said: str
) -> None:
    outcome = tlgui_says("models", *arguments, "--json")

    assert outcome.code == code
    assert outcome.out == ""
    assert said in outcome.err


def test_weights_are_fetched_once_and_removed(
    tlgui_says: Callable[..., Outcome],
    listed: Callable[..., list[dict[str, Any]]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    contents = bytes(range(256)) * 100
    with serving(contents) as hub:
        monkeypatch.setenv("HF_ENDPOINT", hub.address)
        fetched = tlgui_says("models", SMALL, "--fetch", "--json")
        asked = len(hub.asked)
        again = tlgui_says("models", SMALL, "--fetch")

    assert fetched.code == again.code == 0
    assert fetched.document["name"] == SMALL
    assert fetched.document["weights_bytes"] == len(contents)
    assert fetched.document["path"].endswith("model.safetensors")
    assert "download" in fetched.err
    assert hub.asked[0][1].startswith(f"/{find_backbone(SMALL).hub_id}/")
    assert len(hub.asked) == asked
    assert SMALL in {row["name"] for row in listed("--ready")}

    removed = tlgui_says("models", "--remove", SMALL, "--json")

    assert removed.document == {"name": SMALL, "freed_bytes": len(contents) + 40}
    assert SMALL not in {row["name"] for row in listed("--ready")}


def test_a_download_that_fails_says_what_else_is_ready(
    tlgui_says: Callable[..., Outcome], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")

    outcome = tlgui_says("models", SMALL, "--fetch")

    assert outcome.code == 1
    assert outcome.err.startswith(f"error: The weights of {SMALL} are not on this computer")
    assert DEFAULT_BACKBONE in outcome.err


def test_a_folder_of_ones_own_is_remembered_and_never_deleted_from(
    tlgui_says: Callable[..., Outcome],
    listed: Callable[..., list[dict[str, Any]]],
    tmp_path: Path,
) -> None:
    file = tmp_path / "mine" / f"{SMALL}.safetensors"
    file.parent.mkdir()
    file.write_bytes(b"weights")

    named = tlgui_says("models", "--weights-folder", file.parent, "--json")
    ready = {row["name"] for row in listed("--ready")}
    removed = tlgui_says("models", "--remove", SMALL)
    forgotten = tlgui_says("models", "--no-weights-folder", "--json")

    assert named.document == {"weights_folder": str(file.parent), "backbones": 1}
    assert SMALL in ready
    assert removed.code == 1
    assert "your own file" in removed.err
    assert file.exists()
    assert forgotten.document == {"weights_folder": None, "backbones": 0}
    assert SMALL not in {row["name"] for row in listed("--ready")}


def test_listing_needs_no_library_of_networks(tmp_path: Path) -> None:
    code = (
        "import json, sys\n"
        "from tlgui.cli.main import run\n"
        "assert run(['models', 'resnet', '--json']) == 0\n"
        "heavy = {'torch', 'timm', 'numpy', 'openvino', 'huggingface_hub', 'PySide6'}\n"
        "print(json.dumps(sorted(heavy & {n.partition('.')[0] for n in sys.modules})))\n"
    )

    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        env=env(),
        check=True,
        timeout=900,
    )

    assert set(json.loads(done.stdout.splitlines()[-1])) <= {"numpy"}


def test_layers_of_a_backbone_are_printed(tlgui_says: Callable[..., Outcome]) -> None:
    told = tlgui_says("models", "vgg16.tv_in1k", "--layers", "--json").document

    assert (told["name"], told["input"]) == ("vgg16.tv_in1k", [3, 224, 224])
    assert told["parameters"] == sum(row["parameters"] for row in told["layers"]) == 138_357_544
    first = told["layers"][0]["layers"][0]
    assert first == {
        "name": "features.0",
        "kind": "Convolution 3 \u00d7 3",
        "output": [64, 224, 224],
        "parameters": 1792,
        "multiply_adds": 64 * 224 * 224 * 27,
        "activation_bytes": 4 * 64 * 224 * 224,
        "uses": 1,
        "groups": [0, 0],
        "layers": [],
    }

    lines = tlgui_says("models", "vgg16.tv_in1k", "--layers").out.splitlines()
    convolution = next(line for line in lines if "features.0 " in line)
    assert "224 x 224 x 64" in convolution
    assert "86,704,128" in convolution
    assert "138,357,544" in next(line for line in lines if line.startswith("all "))


@pytest.mark.parametrize("width", [80, 140])
def test_layers_keep_to_a_line_each_on_a_terminal(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], width: int
) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    table = summarise(find_backbone("vgg16.tv_in1k")).table

    print_layers("vgg16.tv_in1k", table)

    lines = [line for line in capsys.readouterr().out.splitlines() if line.strip()]
    rows = len(list(table.walk()))
    assert len(lines) == rows + 4  # Headings, a line, the sum, and the sentence.
    first = next(line for line in lines if "Convolution 3" in line)
    for cell in ("224 x 224 x 64", "1,792", "86.7 M", "12.85 MB"):
        assert cell in first
    assert ("features.0" in first) is (width > 100)


def test_layers_of_one_backbone_at_a_time(tlgui_says: Callable[..., Outcome]) -> None:
    outcome = tlgui_says("models", "--layers")
    assert outcome.code == 2
    assert "tlgui models NAME --layers" in outcome.err

    outcome = tlgui_says("models", "resnet18", "--layers", "--fetch")
    assert outcome.code == 2
    assert "one at a time" in outcome.err

    outcome = tlgui_says("models", "resnet1888", "--layers")
    assert outcome.code == 1
    assert "resnet1888" in outcome.err
