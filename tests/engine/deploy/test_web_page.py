"""The web page as a file: all that it needs is in it, and names do no harm."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from dataclasses import replace
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any

import pytest

from tests.engine import exports
from tlgui.engine.deploy.web.page import (
    facts_of,
    network_in,
    runtime,
    runtime_file,
    runtime_license,
    web_page,
)
from tlgui.engine.errors import BundleError
from tlgui.engine.places import asset_folder

if TYPE_CHECKING:
    from pathlib import Path

    from tlgui.engine.training.run import Run

# Says for each case by how much the pixels that the page's scripts see are apart from the expected.


class Elements(HTMLParser):
    """The elements of a page: (name, attributes), and the text in each script by its attributes."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.scripts: list[tuple[dict[str, str | None], str]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))
        if tag == "script":
            self.scripts.append((dict(attrs), ""))

    def handle_data(self, data: str) -> None:
        if self.cdata_elem == "script":
            attributes, text = self.scripts[-1]
            self.scripts[-1] = attributes, text + data


HOSTILE = (
    "</script><script>console.log('tlgui:hacked ')</script>",
    '<img src=x onerror="console.log(`tlgui:hacked `)">',
    'a & b\'s "quoted" \u202eright to left',
)


def named(*names: str) -> Run:
    """The plain run with other names for its first classes and itself."""
    run = exports.plain_run()
    return replace(run, classes=(*names, *run.classes[len(names) :]), name=names[0])


def test_hostile_names_are_text_in_the_page() -> None:
    page = b"".join(web_page(named(*HOSTILE), b"network")).decode()
    plain = b"".join(web_page(exports.plain_run(), b"network")).decode()

    elements, as_usual = Elements(page), Elements(plain)

    assert [tag for tag, _ in elements.found] == [tag for tag, _ in as_usual.found]
    facts = json.loads(next(text for at, text in elements.scripts if at.get("id") == "facts"))
    assert facts["classes"][:3] == list(HOSTILE)
    assert "\u202e" not in facts["labels"][2]


def test_the_page_may_run_its_own_script_and_reach_nothing() -> None:
    page = b"".join(web_page(exports.plain_run(), b"network")).decode()

    elements = Elements(page)

    policy = next(
        at["content"] or ""
        for tag, at in elements.found
        if tag == "meta" and at.get("http-equiv") == "Content-Security-Policy"
    )
    assert policy.startswith("default-src 'none';")
    assert "connect-src" not in policy
    assert "http" not in policy
    run = [text for at, text in elements.scripts if not at.get("type")]
    assert len(run) == 1
    digest = base64.b64encode(hashlib.sha256(run[0].encode()).digest()).decode()
    assert f"script-src 'sha256-{digest}'" in policy
    assert not [at for _tag, at in elements.found if {"src", "href", "style"} & set(at)]


def test_figures_of_folds_are_said_to_be_cross_validated() -> None:
    run = exports.plain_run()
    folded = replace(run, recipe=replace(run.recipe, folds=3))

    assert {each["split"] for each in facts_of(run)["figures"]} >= {"validation", "test"}
    told = {each["split"] for each in facts_of(folded)["figures"]}
    assert "folds" in told
    assert "validation" not in told


def test_each_language_of_the_page_has_every_text() -> None:
    texts = json.loads((asset_folder("web") / "texts.json").read_text("utf-8"))
    page = (asset_folder("web") / "page.html").read_text("utf-8")
    script = "".join(file.read_text("utf-8") for file in sorted(asset_folder("web").glob("*.js")))
    decoder = (asset_folder("web") / "decoder.js").read_text("utf-8")

    def flat(part: dict[str, Any], under: str = "") -> dict[str, set[str]]:
        found: dict[str, set[str]] = {}
        for key, value in part.items():
            if isinstance(value, dict) and "other" in value:
                forms = [set(re.findall(r"\{\w+\}", each)) for each in value.values()]
                assert all(each == forms[0] for each in forms), key
                found[under + key] = forms[0]
            elif isinstance(value, dict):
                found |= flat(value, f"{under}{key}.")
            else:
                found[under + key] = set(re.findall(r"\{\w+\}", value))
        return found

    english = flat(texts["en"])
    assert flat(texts["ko"]) == english
    asked = re.findall(r'data-(?:text|touch|label)="(\w+)"', page) + re.findall(
        r'(?<![A-Za-z])(?:text|tell)\("(\w+)"', script
    )
    assert len(asked) > 30
    assert set(asked) <= set(english)
    problems = set(re.findall(r'PictureError\("(\w+)"', decoder))
    assert {f"problems.{each}" for each in problems} <= set(english)


def test_the_runtime_is_the_one_that_its_document_names() -> None:
    about = runtime()

    assert set(about["sha256"]) == {"onnxruntime-web.js", "onnxruntime-web.wasm"}
    for name, digest in about["sha256"].items():
        assert hashlib.sha256(runtime_file(name)).hexdigest() == digest
    assert b"import.meta" not in runtime_file("onnxruntime-web.js")
    assert "Permission is hereby granted" in runtime_license()
    assert b"THIRD PARTY" in runtime_file("onnxruntime-web-notices.txt").upper()


def test_a_page_without_a_network_is_told(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text("<p>Nothing</p>")

    with pytest.raises(BundleError, match=r"index\.html holds no network"):
        network_in(tmp_path / "index.html")


def test_a_network_of_any_size_comes_back_from_the_page(tmp_path: Path) -> None:
    network = bytes(range(256)) * 60_000  # several elements long

    (tmp_path / "index.html").write_bytes(b"".join(web_page(exports.plain_run(), network)))

    assert network_in(tmp_path / "index.html") == network
