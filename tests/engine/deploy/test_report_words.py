"""A report in Korean is Korean: notices, reasons and settings too."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from tests.engine import runs
from tlgui.engine.data.records import Problem, ProblemKind, SplitName
from tlgui.engine.deploy.html_report import report_page
from tlgui.engine.deploy.html_report.words import LANGUAGES, Words
from tlgui.engine.errors import DatasetError, Message
from tlgui.engine.insight.similar.leaks import Leak
from tlgui.engine.progress import Control
from tlgui.engine.storage import read_json, write_json
from tlgui.engine.training.methods.feature_extraction import FeatureExtraction, FeatureSource
from tlgui.engine.training.run import open_run

if TYPE_CHECKING:
    from pathlib import Path

    from tlgui.engine.training.run import Run

NOTICE = Message("Leave them out to judge fairly.")


def test_messages_are_told_in_the_language_with_the_messages_in_them() -> None:
    inner = Message("Shapes and parts; the model is a plain timm checkpoint.")
    outer = Message("{path} cannot be written.", path=inner)
    of_error = Message("{path} cannot be written.", path=DatasetError(inner))

    english, korean = (Words(language) for language in LANGUAGES)

    assert english.tell(outer) == str(outer)
    told = korean.tell(outer)
    assert told == korean.tell(of_error)
    assert "파일을 쓸 수 없어요" in told
    assert "plain timm" not in told
    unknown = Message("Something that no version says of {name}.", name="x")
    assert korean.tell(unknown) == "Something that no version says of x."


def page_of(run: Run, language: str) -> str:
    return report_page(run, language, Control())


def test_what_a_run_says_is_told_in_the_language_of_the_report(tmp_path: Path) -> None:
    folder = runs.copied_run(tmp_path / "run")
    leak = Leak(3, 12)
    reason = Message("{path} cannot be written.", path="a.png")
    document = read_json(folder / "run.json")
    document["notices"] = [leak.sentence(SplitName.TEST).to_json()]
    write_json(folder / "run.json", document)
    run = open_run(folder)
    problem = Problem("a.png", ProblemKind.UNREADABLE, reason)
    facts = {**run.facts, "near_twins": {"test": {"pictures": 3, "looked_at": 12}}}
    run = replace(run, problems=(problem,), facts=facts)
    write_json(folder / "run.json", run.document())
    run = open_run(folder)
    assert run.problems == (problem,)

    english, korean = (page_of(run, language) for language in LANGUAGES)

    # Beside the figures, and among what was said on the way.
    assert english.count("3 of 12 test pictures have a near twin") == 2
    assert "a.png cannot be written." in english
    assert "near twin" not in korean
    assert "cannot be written" not in korean
    assert "a.png 파일을 쓸 수 없어요" in korean


def test_settings_are_called_as_in_the_window(trained_run: Run) -> None:
    recipe = FeatureExtraction(device="cpu", features=FeatureSource.ALL_STAGES)
    run = replace(trained_run, recipe=recipe)

    english, korean = (page_of(run, language) for language in LANGUAGES)

    assert "What the head looks at: All stages" in english
    assert "What the head looks at" not in korean
    assert "All stages" not in korean
    # The command stays what can be typed.
    for page in (english, korean):
        assert "--features all-stages" in page


def test_no_sentence_of_the_korean_page_is_english(trained_run: Run) -> None:
    page = page_of(trained_run, "ko")
    for machine in (r"<style>.*?</style>", r"<code>.*?</code>", r"<[^>]*>"):
        page = re.sub(machine, " ", page, flags=re.DOTALL)

    # A name or two stand in a row (EfficientNet-Lite0, ROC), no words that make a sentence.
    assert re.findall(r"(?:\b[a-z]{2,} ){3,}", page) == []
