"""The web page in a browser: it sees what tlgui sees, to the pixel, and answers alike."""

from __future__ import annotations

import base64
import json
from dataclasses import replace
from string import Template
from typing import TYPE_CHECKING

import numpy as np
import pytest
from PIL import Image

from tests import pictures
from tests.engine import exports
from tests.engine.deploy.test_export_script import odd_files
from tests.engine.deploy.test_web_page import HOSTILE, named
from tlgui.engine.data.images import decode
from tlgui.engine.data.preprocessing import Framing, Preprocessing
from tlgui.engine.deploy.pictures import draw_sample
from tlgui.engine.deploy.predictor import Predictor
from tlgui.engine.deploy.web.browser import Browser, answers_in, console_of, find_browser
from tlgui.engine.deploy.web.page import (
    network_in,
    web_page,
)
from tlgui.engine.errors import Message
from tlgui.engine.insight.familiar import familiar_of
from tlgui.engine.places import asset_folder
from tlgui.engine.progress import Control

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


# Says for each case by how much the pixels that the page's scripts see are apart from the expected.
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
def page() -> Path:
    """An export of the plain run, a web page among its files."""
    return exports.whole().out


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
    expected = dict(Predictor(exports.plain_run(), "cpu").rows(photos, Control()))
    familiar = familiar_of(exports.plain_run())
    assert familiar is not None

    answers = answers_in(browser, page / "index.html", photos, tmp_path, Control())

    assert len(answers) == len(photos) == 50
    for at, row in answers.items():
        known = expected[at]
        assert not isinstance(known, Message)
        assert np.abs(row[:-1] - known[:-1]).max() < 1e-4, photos[at]
        assert row[-1] / familiar.limit == pytest.approx(known[-1], abs=1e-3), photos[at]


def test_the_export_tells_of_the_browser(browser: Browser, page: Path) -> None:
    told = json.loads((page / "bundle.json").read_text())["self_test"]["web"]

    assert told["elsewhere"]["where"] == browser.name
    assert told["elsewhere"]["agreement"] == 1.0
    assert browser.name in (page / "README.md").read_text()


def test_hostile_names_do_nothing_in_a_browser(
    browser: Browser, page: Path, tmp_path: Path
) -> None:
    again = tmp_path / "named.html"
    again.write_bytes(b"".join(web_page(named(*HOSTILE), network_in(page / "index.html"))))
    files = draw_sample(tmp_path).files[:3]

    # Anything that the names say on the console would be no number.
    answers = answers_in(browser, again, files, tmp_path, Control())

    assert sorted(answers) == [0, 1, 2]
