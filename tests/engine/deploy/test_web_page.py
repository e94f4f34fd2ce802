"""The web page: it sees what tlgui sees, answers alike in a browser, and names do no harm in it."""

from __future__ import annotations

import base64
import hashlib
import json
import os
import re
import threading
from dataclasses import replace
from html.parser import HTMLParser
from string import Template
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from PIL import Image

from tests import pictures
from tests.engine import exports, runs
from tests.engine.deploy.test_export_script import odd_files
from tlgui.engine.data.images import decode
from tlgui.engine.data.preprocessing import Framing, Preprocessing
from tlgui.engine.deploy.card import model_card
from tlgui.engine.deploy.export import export, find_format, web
from tlgui.engine.deploy.pictures import draw_sample
from tlgui.engine.deploy.predictor import Predictor
from tlgui.engine.deploy.verify import (
    Elsewhere,
    Reference,
    SelfTest,
    UntriedError,
    tried_elsewhere,
)
from tlgui.engine.deploy.web.browser import Browser, answers_in, console_of, find_browser
from tlgui.engine.deploy.web.page import (
    network_in,
    runtime,
    runtime_file,
    runtime_license,
    web_page,
)
from tlgui.engine.errors import BundleError, Cancelled, Message
from tlgui.engine.places import asset_folder
from tlgui.engine.progress import Control

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from tlgui.engine.training.run import Run

# Says for each case by how much the pixels that the page's scripts see are apart from the expected.
LOOKING = """<!doctype html><meta charset="utf-8">
<script src="$assets/decoder.js"></script><script src="$assets/framing.js"></script>
<script>
const cases = $cases;
const bytesAt = (address) => new Promise((done) => {
  const request = new XMLHttpRequest();
  request.open("GET", address);
  request.responseType = "blob";
  request.onload = () => done(request.response);
  request.send();
});
async function apart({address, side, numbers, expected}) {
  const picture = await readPicture(await bytesAt(address), side, numbers.bit_depth);
  const { pixels } = framed(picture, numbers);
  const wanted = Uint8Array.from(atob(expected), (letter) => letter.charCodeAt(0));
  if (pixels.length !== wanted.length) return "another size";
  let [most, sum] = [0, 0];
  wanted.forEach((value, at) => {
    const by = Math.abs(value - pixels[at]);
    most = Math.max(most, by);
    sum += by;
  });
  return most + " " + sum / wanted.length;
}
addEventListener("load", async () => {
  for (const [number, each] of cases.entries()) {
    const told = await apart(each).catch((error) => error.problem || "broken: " + error.message);
    console.log("tlgui:" + number + " " + told);
  }
  console.log("tlgui:end ");
});
</script>
"""


@pytest.fixture(scope="module")
def browser() -> Browser:
    found = find_browser()
    if found is None:
        pytest.skip("no browser of the Chromium family is installed")
    return found


def seen_apart(
    browser: Browser,
    folder: Path,
    files: Sequence[Path],
    preprocessing: Preprocessing,
) -> dict[str, str]:
    """By the name of each file: the largest and the mean difference in pixels, or a problem."""
    cases = []
    for path in files:
        seen = preprocessing.prepare(
            decode(path, minimum_side=preprocessing.minimum_side, bit_depth=preprocessing.bit_depth)
        )
        expected = base64.b64encode(np.ascontiguousarray(seen).tobytes()).decode()
        cases.append(
            {
                "address": path.as_uri(),
                "side": preprocessing.minimum_side,
                "numbers": preprocessing.to_json(),
                "expected": expected,
            }
        )
    page = folder / "looking.html"
    page.write_text(
        Template(LOOKING).substitute(assets=asset_folder("web").as_uri(), cases=json.dumps(cases)),
        "utf-8",
    )
    said = dict(console_of(browser, page, folder, Control()))
    return {path.name: said[str(number)] for number, path in enumerate(files)}


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An export of the plain run as a web page."""
    out = tmp_path_factory.mktemp("exports") / "page"
    with runs.at_home(runs.shared_home()):
        export(exports.plain_run(), out, ("web",), Control())
    return out


@pytest.mark.parametrize("framing", list(Framing))
@pytest.mark.parametrize("bit_depth", [None, 12])
def test_odd_pictures_are_seen_alike_in_a_browser(
    browser: Browser, tmp_path: Path, framing: Framing, bit_depth: int | None
) -> None:
    preprocessing = replace(exports.plain_run().preprocessing, framing=framing, bit_depth=bit_depth)
    (tmp_path / "pictures").mkdir()
    files = pictures.write_files(tmp_path / "pictures", odd_files())

    apart = seen_apart(browser, tmp_path, files, preprocessing)

    unread = {name for name, told in apart.items() if told == "tiff"}
    assert unread == {name for name in apart if name.endswith((".tif", ".tiff"))}
    # Where a decoder reduces a JPEG itself, others round otherwise.
    different = {name for name, told in apart.items() if told != "0 0"} - unread
    assert different <= {"large.jpg"}
    assert len(apart) - len(unread) > 30


def test_large_photos_are_reduced_as_their_decoder_reduces_them(
    browser: Browser, tmp_path: Path
) -> None:
    files = []
    for width, height in ((4000, 3000), (2200, 1700), (1501, 1103)):
        rows, columns = np.mgrid[0:height, 0:width]
        waves = [np.sin(rows / step) * np.cos(columns / (step + 9)) for step in (60, 23, 140)]
        noise = np.random.default_rng(width).normal(0, 8, (height, width, 3))
        values = 128 + 90 * np.stack(waves, axis=-1) + noise
        files.append(tmp_path / f"{width}.jpg")
        Image.fromarray(np.clip(values, 0, 255).astype(np.uint8)).save(files[-1], quality=90)

    apart = seen_apart(browser, tmp_path, files, exports.plain_run().preprocessing)

    for told in apart.values():
        most, mean = (float(each) for each in told.split())
        assert most <= 8
        assert mean < 0.6


def test_what_tlgui_does_not_read_is_not_read_in_a_browser(
    browser: Browser, page: Path, tmp_path: Path
) -> None:
    files = {**pictures.broken_files(), **pictures.bombs()}
    paths = pictures.write_files(tmp_path, files)

    answers = answers_in(browser, page / "index.html", paths, tmp_path, Control())

    # Their pixels are sound; browsers pass over the endless texts beside them.
    assert {paths[at].name for at in answers} <= {"text.png", "profile.png"}


def test_photos_get_the_same_answers_in_a_browser(
    browser: Browser, page: Path, real_pictures: Path, tmp_path: Path
) -> None:
    photos = sorted((real_pictures / "clothing" / "validation").rglob("*.jpg"))[::6][:50]
    expected = dict(Predictor(exports.plain_run(), "cpu").probabilities(photos, Control()))

    answers = answers_in(browser, page / "index.html", photos, tmp_path, Control())

    assert len(answers) == len(photos) == 50
    for at, row in answers.items():
        known = expected[at]
        assert not isinstance(known, Message)
        assert np.abs(row - known).max() < 1e-4, photos[at]


def test_the_export_tells_of_the_browser(browser: Browser, page: Path) -> None:
    told = json.loads((page / "bundle.json").read_text())["self_test"]["web"]

    assert told["elsewhere"]["where"] == browser.name
    assert told["elsewhere"]["agreement"] == 1.0
    assert browser.name in (page / "README.md").read_text()


def drawn_reference(folder: Path) -> Reference:
    files = draw_sample(folder).files
    rows = np.tile(np.array([0.7, 0.2, 0.1], np.float32), (len(files), 1))
    return Reference(files, rows, None, drawn=True)


def tried(folder: Path, row: list[float]) -> Elsewhere | None:
    """What is told of a page that answers ``row`` to every second picture."""

    def answer(
        _folder: Path, files: Sequence[Path], _work: Path, _control: Control
    ) -> tuple[str, dict[int, NDArray[np.float32]]]:
        return "Browser 1", {at: np.array(row, np.float32) for at in range(0, len(files), 2)}

    found = replace(find_format("web"), elsewhere=answer)
    return tried_elsewhere(found, folder, drawn_reference(folder), folder, Control())


def test_without_a_browser_the_export_says_what_was_not_tried(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(web, "find_browser", lambda: None)

    there = tried_elsewhere(
        find_format("web"), tmp_path, drawn_reference(tmp_path), tmp_path, Control()
    )

    assert there is not None
    assert there.document() == {"untried": "no Chrome, Edge or Chromium was found on this computer"}
    test = SelfTest(8, 1.0, 0.0, True, True, None, there)
    card = model_card(exports.plain_run(), [("web", ("index.html",), test)])
    assert "web was not tried where it will be used: no Chrome" in card


def test_answers_in_a_browser_are_compared_picture_by_picture(tmp_path: Path) -> None:
    there = tried(tmp_path, [0.65, 0.25, 0.1])

    assert there is not None
    assert (there.where, there.images, there.agreement) == ("Browser 1", 10, 1.0)
    assert there.max_abs_difference == pytest.approx(0.05, abs=1e-6)


@pytest.mark.parametrize("row", [[0.2, 0.7, 0.1], [0.5, 0.5], [float("nan"), 0.5, 0.5]])
def test_a_page_that_answers_otherwise_is_not_kept(tmp_path: Path, row: list[float]) -> None:
    with pytest.raises(BundleError, match="In Browser 1 the answers are different"):
        tried(tmp_path, row)


def test_a_browser_that_does_not_open_the_page_is_told(tmp_path: Path) -> None:
    program = tmp_path / "browser"
    program.write_text("#!/bin/sh\nexit 3\n")
    program.chmod(0o755)

    with pytest.raises(UntriedError, match="Browser 1 did not open the page"):
        answers_in(Browser("Browser 1", str(program)), tmp_path / "a.html", (), tmp_path, Control())


def test_cancel_ends_the_browser(tmp_path: Path) -> None:
    program = tmp_path / "browser"
    program.write_text(f"#!/bin/sh\necho $$ > {tmp_path}/pid\nsleep 60 &\nsleep 60\n")
    program.chmod(0o755)
    control = Control()
    timer = threading.Timer(0.5, control.cancel)
    timer.start()

    with pytest.raises(Cancelled):
        answers_in(Browser("Browser 1", str(program)), tmp_path / "a.html", (), tmp_path, control)

    timer.join()
    with pytest.raises(ProcessLookupError):
        os.kill(int((tmp_path / "pid").read_text()), 0)


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


def test_hostile_names_do_nothing_in_a_browser(
    browser: Browser, page: Path, tmp_path: Path
) -> None:
    again = tmp_path / "named.html"
    again.write_bytes(b"".join(web_page(named(*HOSTILE), network_in(page / "index.html"))))
    files = draw_sample(tmp_path).files[:3]

    # Anything that the names say on the console would be no number.
    answers = answers_in(browser, again, files, tmp_path, Control())

    assert sorted(answers) == [0, 1, 2]


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


def test_each_language_of_the_page_has_every_text() -> None:
    texts = json.loads((asset_folder("web") / "texts.json").read_text("utf-8"))
    page = (asset_folder("web") / "page.html").read_text("utf-8")
    script = (asset_folder("web") / "page.js").read_text("utf-8")
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
    asked = re.findall(r'data-(?:text|label)="(\w+)"', page) + re.findall(
        r'(?:text|tell)\("(\w+)"', script
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
