"""A run as one page: its figures are the run's, nothing comes from elsewhere, names are quoted."""

from __future__ import annotations

import re
import shutil
import sys
from dataclasses import replace
from html.parser import HTMLParser
from typing import TYPE_CHECKING

import numpy as np
import pytest

from tests.engine import exports, runs
from tlgui.engine.calibration import calibration_bins, expected_calibration_error
from tlgui.engine.deploy import html_report
from tlgui.engine.deploy.bundle import open_model
from tlgui.engine.deploy.html_report import report_page, write_report
from tlgui.engine.deploy.html_report.drawings import percent
from tlgui.engine.deploy.html_report.words import LANGUAGES
from tlgui.engine.deploy.web.browser import Browser, find_browser
from tlgui.engine.errors import BundleError, RecipeError
from tlgui.engine.insight.report import load_report
from tlgui.engine.insight.sureness.correcting import calibration_error
from tlgui.engine.progress import Control
from tlgui.engine.training.run import open_run
from tlgui.engine.training.run_changes import rename_run

if TYPE_CHECKING:
    from pathlib import Path

    from tlgui.engine.training.run import Run


class Elements(HTMLParser):
    """All attributes of all elements, and whether each that is opened is closed."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.attributes: list[tuple[str, str]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.attributes += [(name, value or "") for name, value in attrs]
        if tag not in ("meta", "img", "br", "line", "rect", "polyline"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if self.open and tag == self.open[-1]:
            self.open.pop()


@pytest.mark.parametrize("language", LANGUAGES)
def test_its_figures_are_those_of_the_run(trained_run: Run, language: str) -> None:
    report = load_report(trained_run)
    page = report_page(trained_run, language, Control())
    elements = Elements(page)

    assert elements.open == []
    assert f"{report.accuracy:.1%}" in page
    assert f"{report.macro_f1:.3f}" in page
    assert f"<b>{percent(calibration_error(report).error)}</b>" in page, "as the window tells it"
    # Nothing is fetched from anywhere, and nothing is run.
    sources = [value for name, value in elements.attributes if name in ("src", "href")]
    assert all(value.startswith("data:image/jpeg;base64,") for value in sources)
    assert "<script" not in page
    assert f'<html lang="{language}">' in page
    assert trained_run.recipe.method in page


@pytest.mark.parametrize(
    ("device", "language", "told"),
    [
        ("CPU, 2 cores (x86_64)", "ko", "CPU, 코어 2개(x86_64)"),
        ("CPU, 2 cores (x86_64)", "en", "CPU, 2 cores (x86_64)"),
        ("CPU, 1 cores (arm64)", "en", "CPU, 1 core (arm64)"),
        ("NVIDIA A100", "ko", "NVIDIA A100"),
    ],
)
def test_what_computed_is_told_in_the_language_of_the_page(
    trained_run: Run, device: str, language: str, told: str
) -> None:
    run = replace(trained_run, facts={**trained_run.facts, "device": device})

    assert told in report_page(run, language, Control())


def test_a_hostile_name_is_text(tmp_path: Path) -> None:
    run = open_run(runs.copied_run(tmp_path / "run"))
    rename_run(run, '<script>alert("x")</script>')

    page = report_page(open_run(tmp_path / "run"), "en", Control())

    assert "<script" not in page
    assert "&lt;script&gt;" in page


def test_pictures_that_are_gone_leave_their_answers(tmp_path: Path) -> None:
    root = runs.write_some_digits(tmp_path / "pictures", digits=(1, 7), a_class=8)
    run = runs.train_on(root, tmp_path / "run")
    before = len(re.findall("data:image", report_page(run, "en", Control())))
    shutil.rmtree(root)

    page = report_page(run, "en", Control())

    assert page.count("data:image") == 0 or page.count("data:image") < before
    assert f"{load_report(run).accuracy:.1%}" in page


def test_it_is_written_whole_or_refused(trained_run: Run, tmp_path: Path) -> None:
    write_report(trained_run, tmp_path / "report.html", "ko", Control())

    assert (tmp_path / "report.html").read_text("utf-8").startswith("<!doctype html>")
    with pytest.raises(RecipeError, match="no report in xx"):
        write_report(trained_run, tmp_path / "other.html", "xx", Control())
    exported = open_model(exports.exported())
    with pytest.raises(BundleError, match="is an export"):
        report_page(exported, "en", Control())
    assert not (tmp_path / "other.html").exists()


def test_calibration_error_by_hand() -> None:
    sure = np.asarray([0.9, 0.9, 0.9, 0.9, 0.5, 0.5], np.float32)
    right = np.asarray([True, True, True, False, True, False])

    bins = calibration_bins(sure, right, bins=10)

    assert [(each.count, each.accuracy) for each in bins] == [(2, 0.5), (4, 0.75)]
    # (2 * |0.5 - 0.5| + 4 * |0.9 - 0.75|) / 6
    assert expected_calibration_error(sure, right, bins=10) == pytest.approx(0.1, abs=1e-6)
    assert expected_calibration_error(sure[:0], right[:0]) == 0.0
    certain = np.ones(3, np.float32)
    assert expected_calibration_error(certain, np.ones(3, bool)) == 0.0


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_browser_prints_it_as_a_pdf(trained_run: Run, tmp_path: Path, language: str) -> None:
    if find_browser() is None:
        pytest.skip("no browser of the Chromium family is installed")
    out = tmp_path / "report.PDF"

    write_report(trained_run, out, language, Control())

    printed = out.read_bytes()
    assert printed.startswith(b"%PDF-")
    assert printed.rstrip().endswith(b"%%EOF")
    # Of the report, not of a page that says that something was not found.
    title = re.search("<title>(.*?)</title>", report_page(trained_run, language, Control()))
    assert title is not None
    (told,) = re.findall(rb"/Title *(<[0-9A-Fa-f]+>|\([^)]*\))", printed)
    name = title[1].split(":")[0]
    assert name.encode() in told or name.encode("utf-16-be").hex().upper().encode() in told
    assert [file.name for file in tmp_path.iterdir()] == ["report.PDF"]


def test_without_a_browser_it_says_what_to_do_before_it_works(
    trained_run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(html_report, "find_browser", lambda: None)
    monkeypatch.setattr(html_report, "report_page", None)

    with pytest.raises(BundleError, match="no browser") as told:
        write_report(trained_run, tmp_path / "report.pdf", "en", Control())
    assert "HTML" in str(told.value.hint)
    assert list(tmp_path.iterdir()) == []


def test_a_browser_that_prints_nothing_leaves_no_file(
    trained_run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    silent = Browser("Silent 1", sys.executable)
    monkeypatch.setattr(html_report, "find_browser", lambda: silent)
    out = tmp_path / "report.pdf"
    out.write_bytes(b"what was there")

    with pytest.raises(BundleError, match="Silent 1 did not print the page"):
        write_report(trained_run, out, "en", Control())
    assert out.read_bytes() == b"what was there"
