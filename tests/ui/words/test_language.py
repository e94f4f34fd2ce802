from __future__ import annotations

import ast
import importlib.util
import json
import re
import string
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree

import pytest
from PySide6.QtCore import QLocale, QTranslator
from PySide6.QtWidgets import QLabel, QPushButton

import tlgui
from tlgui.engine.errors import DatasetError, Message, PictureError
from tlgui.engine.places import asset_folder
from tlgui.ui.data.data_page import DataPage
from tlgui.ui.kit.errors import ENGINE_CONTEXT, route_error, text_of
from tlgui.ui.kit.message_bar import MessageBar
from tlgui.ui.words.language import (
    chosen_language,
    install_language,
    remove_language,
)
from tlgui.ui.work.project_keeper import ProjectKeeper

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import ModuleType

    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

    from tlgui.ui.work.jobs import JobRunner
    from tlgui.ui.work.session import Session

PACKAGE = Path(tlgui.__file__).parent
CHECKOUT = Path(__file__).resolve().parents[3]
TS = asset_folder("translations") / "tlgui_ko.ts"
HANGUL = re.compile("[\N{HANGUL SYLLABLE GA}-\N{HANGUL SYLLABLE HIH}]")
INSTEAD = {
    "네트워크": "신경망",  # What joins computers is 인터넷.
    "다운로드": "내려받기",
    "복사본": "사본",
    "클래스 지도": "클래스 맵",
    "근거 지도": "근거 맵",
    "스트라이드": "보폭",
    "파라미터": "매개변수",
    "라벨": "레이블",
    "95% 구간": "95% 신뢰구간",
    "학습 사진": "학습 이미지",
    "검증 사진": "검증 이미지",
}
"""Words that the texts do not use, and those that they do."""
FORMAL = re.compile("니다(?![가-힣])")
"""Sentences end in -요."""
WRONG_PARTICLE = re.compile(
    "(이미지|클래스|스테이지|폴더)(을|은|과)(?![가-힣])|(신경망|모델)(를|는|와)(?![가-힣])"
)

WITHOUT_HANGUL = {
    "{low} to {high} points",  # %p
    "{text}",
    "F1",
    "ROC",
    "Grad-CAM",
    "{kind}, {activation}",
    "{count} \u00d7 {kind}",
    "ONNX",
    "MB",
    "ImageNet",
    "McNemar",
    "OpenVINO",
    "of {epochs}",
    "{done:,} of {total:,}",
    "{accuracy:.1%} {split}",
    # A design is no backbone.
    "{method} with {backbone}",
    "{method} with {backbone} \u00b7 {pictures}",
    # Names of optimisers and of ready-made changes.
    "SGD",
    "Adagrad",
    "RMSprop",
    "Adam",
    "AdamW",
    "NAdam",
    "RAdam",
    "LAMB",
    "Lion",
    "TrivialAugment",
    "RandAugment",
}


def texts(ts: Path) -> dict[tuple[str, str], str]:
    """Context and source of every text in ``ts``, with its finished translation or nothing."""
    found = {}
    for context in ElementTree.parse(ts).iter("context"):
        for message in context.iter("message"):
            translation = message.find("translation")
            assert translation is not None
            done = translation.get("type") is None
            key = (context.findtext("name") or "", message.findtext("source") or "")
            found[key] = (translation.text or "") if done else ""
    return found


def placeholders(text: str) -> list[tuple[str | None, str | None]]:
    """Name and format of every value that ``text`` names."""
    return sorted(
        (name, spec) for _text, name, spec, _how in string.Formatter().parse(text) if name
    )


def asked_for() -> Iterator[tuple[Path, str | None]]:
    """Every text that the code has translated; None where it is no plain text."""
    files = [*(PACKAGE / "ui").rglob("*.py"), *(PACKAGE / "engine").rglob("*.py")]
    for file in [PACKAGE / "app.py", *files]:
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            called = node.func
            name = called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", "")
            position = {"tr": 0, "Message": 0, "translate": 1}.get(name)
            if position is None or len(node.args) <= position:
                continue
            argument = node.args[position]
            if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
                yield file, argument.value
            # A template that was read from a message, or from a file, was a literal before.
            elif "template" not in ast.unparse(argument) and name != "translate":
                yield file, None


@pytest.fixture(scope="module")
def tool() -> ModuleType:
    spec = importlib.util.spec_from_file_location(
        "translations", CHECKOUT / "packaging" / "translations.py"
    )
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def korean(qapp: QApplication) -> Iterator[QApplication]:
    assert install_language(qapp, "ko") == "ko"
    yield qapp
    remove_language(qapp)


def shown(widget: DataPage) -> set[str]:
    parts: list[QLabel | QPushButton] = [
        *widget.findChildren(QLabel),
        *widget.findChildren(QPushButton),
    ]
    return {part.text() for part in parts} - {""}


def test_every_text_is_translated_with_the_same_values() -> None:
    for (context, source), translation in texts(TS).items():
        assert translation, f"not translated: {context}: {source}"
        assert placeholders(translation) == placeholders(source), source
        assert source.count("\n") == translation.count("\n"), source
        assert source in WITHOUT_HANGUL or HANGUL.search(translation), source


def test_korean_has_one_word_for_one_thing_and_one_manner() -> None:
    report = (asset_folder("report") / "texts.json").read_text("utf-8")
    for translation in (*texts(TS).values(), *json.loads(report)["ko"].values()):
        for word, instead in INSTEAD.items():
            assert word not in translation, f"{instead}: {translation}"
        assert not FORMAL.search(translation), translation
        assert not WRONG_PARTICLE.search(translation), translation


def test_every_text_of_the_code_is_a_literal_that_the_translation_has() -> None:
    sources = {source for _context, source in texts(TS)}
    asked = list(asked_for())
    assert len(asked) > 400
    for file, text in asked:
        assert text is not None, f"{file.name}: lupdate cannot read a text that is computed"
        assert text in sources, f"{file.name}: run packaging/translations.py for: {text}"


def test_collecting_anew_finds_nothing_new_and_nothing_gone(
    tool: ModuleType, tmp_path: Path
) -> None:
    fresh = tmp_path / "tlgui_ko.ts"

    tool.collect(PACKAGE, fresh)

    assert texts(fresh).keys() == texts(TS).keys()


def test_the_engine_s_templates_stand_where_the_window_looks_them_up() -> None:
    found = texts(TS)
    # In a function, in a method, and one that is joined from several literals.
    assert (ENGINE_CONTEXT, "{name} cannot be read: {reason}.") in found
    assert (ENGINE_CONTEXT, "The run {run} has no report.") in found
    assert any(
        context == ENGINE_CONTEXT and source.startswith("Put at least two class folders")
        for context, source in found
    )


def test_the_compiled_file_is_made_from_the_texts() -> None:
    compiled = QTranslator()
    assert compiled.load(str(TS.with_suffix(".qm")))
    for (context, source), translation in texts(TS).items():
        assert compiled.translate(context, source) == translation


def test_a_page_speaks_korean(
    qtbot: QtBot, korean: QApplication, session: Session, runner: JobRunner
) -> None:
    page = DataPage(session, runner, ProjectKeeper(session, runner))
    qtbot.addWidget(page)

    assert {"데이터", "이미지 폴더를 여기에 놓으세요", "폴더 열기…"} <= shown(page)
    assert not {text for text in shown(page) if text.isascii() and " " in text}


def test_an_error_of_the_engine_and_its_reason_are_in_korean(
    qtbot: QtBot, korean: QApplication
) -> None:
    bar = MessageBar()
    qtbot.addWidget(bar)
    reason = Message("it is cut off")

    route_error(
        PictureError(Message("{name} cannot be read: {reason}.", name="cat.jpg", reason=reason)),
        bar,
    )

    said = " ".join(label.text() for label in bar.findChildren(QLabel))
    assert "cat.jpg 파일을 읽을 수 없어요: 뒷부분이 잘려 있어요." in said


def test_an_error_inside_a_message_is_translated_too(korean: QApplication) -> None:
    inner = DatasetError(Message("{path} holds no pictures.", path="/pets"))

    said = text_of(Message("The run in {path} is damaged: {reason}.", path="/run", reason=inner))

    assert "/pets 폴더에 이미지가 없어요." in said


def test_what_has_no_translation_stays_english(korean: QApplication) -> None:
    assert text_of(Message("Nobody translated {what}.", what="this")) == "Nobody translated this."


def test_english_loads_nothing(
    qtbot: QtBot, qapp: QApplication, session: Session, runner: JobRunner
) -> None:
    assert install_language(qapp, "en") == "en"

    page = DataPage(session, runner, ProjectKeeper(session, runner))
    qtbot.addWidget(page)

    assert not qapp.findChildren(QTranslator, "tlgui_translator")
    assert {"Data", "Drop a folder of pictures here", "Open folder…"} <= shown(page)
    assert text_of(Message("{path} does not exist.", path="/x")) == "/x does not exist."


def test_english_comes_back_after_korean(korean: QApplication) -> None:
    assert text_of(Message("Getting ready")) == "준비 중"

    install_language(korean, "en")

    assert text_of(Message("Getting ready")) == "Getting ready"


def test_a_language_that_cannot_be_loaded_leaves_english(qapp: QApplication) -> None:
    assert install_language(qapp, "xx") == "en"
    assert not qapp.findChildren(QTranslator, "tlgui_translator")


@pytest.mark.parametrize(
    ("asked", "system", "language"),
    [
        ("ko", "en-US", "ko"),
        ("ko_KR", "en-US", "ko"),
        ("en", "ko-KR", "en"),
        ("", "ko-Kore-KR", "ko"),
        ("", "de-DE", "en"),
        ("klingon", "ko-KR", "ko"),
        ("klingon", "en-GB", "en"),
    ],
)
def test_the_variable_wins_over_the_system(
    monkeypatch: pytest.MonkeyPatch, asked: str, system: str, language: str
) -> None:
    monkeypatch.setenv("TLGUI_LANGUAGE", asked)
    # The second language is there to be ignored.
    monkeypatch.setattr(QLocale, "uiLanguages", lambda _locale: [system, "ko", "en"])

    assert chosen_language() == language


def test_the_system_s_locale_chooses_the_language() -> None:
    say = "from tlgui.ui.words.language import chosen_language; print(chosen_language())"
    environment = {"LC_ALL": "ko_KR.UTF-8", "LANG": "ko_KR.UTF-8", "PATH": ""}
    if sys.platform != "linux":
        pytest.skip("only on Linux does the environment set the system's locale")

    done = subprocess.run(
        [sys.executable, "-c", say], env=environment, cwd=PACKAGE.parent, capture_output=True
    )

    assert done.stdout.decode().strip() == "ko", done.stderr.decode()
