from __future__ import annotations

import shlex
import sys
import threading
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton

from tests.ui.fakes import make_run, work_until_told
from tests.ui.live_texts import told_texts
from tlgui.engine.data.records import SplitName
from tlgui.engine.deploy.comparison import Elsewhere, SelfTest, UnknownTest
from tlgui.engine.deploy.export import Exported, ExportedFormat
from tlgui.engine.errors import BundleError, Message
from tlgui.ui.export import export_page, formats_card
from tlgui.ui.export.export_jobs import free_folder
from tlgui.ui.export.export_page import ExportPage
from tlgui.ui.words.language import switch_language
from tlgui.ui.words.shell import quoted

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

    from tlgui.engine.progress import Control
    from tlgui.engine.training.run import Run
    from tlgui.ui.work.jobs import JobRunner
    from tlgui.ui.work.session import Session


@pytest.fixture
def run(tmp_path: Path) -> Run:
    made = make_run(tmp_path / "my run", tmp_path / "data")
    (made.folder / "best.safetensors").write_bytes(b"0" * 1_234_567)
    return replace(made, facts={"versions": {"tlgui": "0.1.0", "torch": "2.14"}})


def show_page(qtbot: QtBot, session: Session, runner: JobRunner) -> ExportPage:
    page = ExportPage(session, runner)
    qtbot.addWidget(page)
    page.resize(1112, 824)
    page.show()
    qtbot.waitUntil(lambda: not runner.jobs)
    return page


def texts(page: ExportPage) -> str:
    return "\n".join(label.text() for label in page.findChildren(QLabel) if label.isVisible())


def button(page: ExportPage, name: str) -> QPushButton:
    found = page.findChild(QPushButton, name)
    assert found is not None, name
    return found


def test_without_a_run_the_page_says_what_to_do(
    qtbot: QtBot, themed: QApplication, session: Session, runner: JobRunner
) -> None:
    page = show_page(qtbot, session, runner)

    assert "There is no model yet" in texts(page)
    assert not button(page, "export_save_button").isEnabled()
    with qtbot.waitSignal(page.train_requested):
        button(page, "export_train_button").click()


def test_place_files_and_figures_of_the_run_are_told(
    qtbot: QtBot, themed: QApplication, session: Session, runner: JobRunner, run: Run
) -> None:
    session.set_run(run)

    page = show_page(qtbot, session, runner)

    told = texts(page)
    for text in ("best.safetensors", "1.2 MB", "report.npz", "dress, hat, t-shirt", "60%"):
        assert text in told, text
    assert "on the validation pictures, 95% interval" in told
    assert "torch 2.14" in told
    assert "recipe.json" not in told, "a file that is not there"
    button(page, "export_copy_path_button").click()
    assert QGuiApplication.clipboard().text() == str(run.folder)


def test_commands_are_copied_with_the_folder_as_one_word(
    qtbot: QtBot, themed: QApplication, session: Session, runner: JobRunner, run: Run
) -> None:
    session.set_run(run)
    page = show_page(qtbot, session, runner)

    button(page, "export_predict_copy_button").click()

    command = QGuiApplication.clipboard().text()
    if sys.platform != "win32":
        words = shlex.split(command)
        assert words == ["tlgui", "predict", str(run.folder), "PICTURES", "--csv", "answers.csv"]
    field = page.findChild(QLineEdit, "export_evaluate_field")
    assert field is not None
    assert field.text() == f"tlgui evaluate {quoted(run.folder)} FOLDER"


def test_copy_is_made_in_a_job_and_told(
    qtbot: QtBot,
    themed: QApplication,
    session: Session,
    runner: JobRunner,
    run: Run,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def copy(folder: Path, parent: Path, *, control: Control) -> Path:
        return parent / folder.name

    monkeypatch.setattr(export_page, "save_copy", copy)
    session.set_run(run)
    page = show_page(qtbot, session, runner)

    page.save_copy(tmp_path)

    assert not button(page, "export_save_button").isEnabled()
    qtbot.waitUntil(lambda: "The copy is complete" in page.message_bar.text)
    qtbot.waitUntil(button(page, "export_save_button").isEnabled)


def test_copy_that_fails_is_told_and_can_be_tried_again(
    qtbot: QtBot,
    themed: QApplication,
    session: Session,
    runner: JobRunner,
    run: Run,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def copy(_folder: Path, _parent: Path, *, control: Control) -> Path:
        raise BundleError(Message("The run cannot be copied."))

    monkeypatch.setattr(export_page, "save_copy", copy)
    session.set_run(run)
    page = show_page(qtbot, session, runner)

    page.save_copy(tmp_path)

    qtbot.waitUntil(lambda: "cannot be copied" in page.message_bar.text)
    qtbot.waitUntil(button(page, "export_save_button").isEnabled)


def test_another_run_takes_the_page(
    qtbot: QtBot,
    themed: QApplication,
    session: Session,
    runner: JobRunner,
    run: Run,
    tmp_path: Path,
) -> None:
    session.set_run(run)
    page = show_page(qtbot, session, runner)

    session.set_run(make_run(tmp_path / "other", tmp_path / "data"))

    qtbot.waitUntil(lambda: "report.npz" in texts(page))
    assert "best.safetensors" not in texts(page)
    session.set_run(None)
    assert "There is no model yet" in texts(page)


def test_all_texts_follow_the_language(
    qtbot: QtBot, english_again: QApplication, session: Session, runner: JobRunner, run: Run
) -> None:
    session.set_run(run)
    page = show_page(qtbot, session, runner)
    before = told_texts(page)

    switch_language(english_again, "ko")

    fresh = show_page(qtbot, session, runner)
    qtbot.waitUntil(lambda: told_texts(page) == told_texts(fresh))
    assert told_texts(page) != before


def test_export_goes_on_while_another_run_is_shown(
    qtbot: QtBot,
    themed: QApplication,
    session: Session,
    runner: JobRunner,
    run: Run,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    go_on = threading.Event()

    def export_run(
        _run: Run, out: Path, formats: tuple[str, ...], _archive: bool, *, control: Control
    ) -> Exported:
        while not go_on.wait(0.01):
            control.check()
        test = SelfTest(56, 1.0, 1e-6, passed=True, split=SplitName.VALIDATION, accuracy=None)
        made = [ExportedFormat(name, (), 13_700_000, 5.0, test, None) for name in formats]
        return Exported(out, (), tuple(made), None)

    monkeypatch.setattr(export_page, "export_run", export_run)
    session.set_run(run)
    page = show_page(qtbot, session, runner)
    page.export(tmp_path)
    assert not button(page, "export_export_button").isEnabled()

    session.set_run(make_run(tmp_path / "other", tmp_path / "data"))
    go_on.set()
    qtbot.waitUntil(lambda: "export is complete" in page.message_bar.text)

    assert "56 of your pictures" not in texts(page), "the proof is not of the run that is shown"
    session.set_run(run)
    page.export(tmp_path)
    qtbot.waitUntil(lambda: "56 of your pictures" in texts(page))


def test_a_cancelled_export_says_so(
    qtbot: QtBot,
    themed: QApplication,
    session: Session,
    runner: JobRunner,
    run: Run,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(
        export_page, "export_run", lambda *_asked, control: work_until_told(control=control)
    )
    session.set_run(run)
    page = show_page(qtbot, session, runner)
    page.export(tmp_path)

    (job,) = runner.jobs
    job.cancel()

    assert page.message_bar.text == "Cancelled: no file of it was kept."
    assert button(page, "export_export_button").isEnabled()


def test_taken_names_are_left_alone(tmp_path: Path) -> None:
    (tmp_path / "run-export").mkdir()
    (tmp_path / "run-export-2.zip").write_bytes(b"")

    assert free_folder(tmp_path, "run-export") == tmp_path / "run-export-3"


def exported_as_a_page(out: Path, elsewhere: Elsewhere) -> Exported:
    unknown = UnknownTest(3, 0.95, 0.2)
    test = SelfTest(20, 1.0, 1e-6, True, SplitName.VALIDATION, None, elsewhere, unknown)
    made = ExportedFormat("web", ("index.html",), 23_000_000, 20.0, test, None)
    out.mkdir()
    (out / "index.html").write_text("<p>page")
    return Exported(out, ("index.html",), (made,), None)


@pytest.mark.parametrize(
    ("elsewhere", "told"),
    [
        (Elsewhere("Chromium 156", 20, 1.0, 1e-6), "✓ In Chromium 156 too, on 20 of these pict"),
        (Elsewhere(untried=Message("none is here")), "Not tried in a browser: none is here."),
    ],
)
def test_a_web_page_tells_where_it_was_tried_and_is_opened(
    qtbot: QtBot,
    themed: QApplication,
    session: Session,
    runner: JobRunner,
    run: Run,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    elsewhere: Elsewhere,
    told: str,
) -> None:
    opened: list[Path] = []
    monkeypatch.setattr(formats_card, "open_file", opened.append)
    session.set_run(run)
    page = show_page(qtbot, session, runner)
    button = page.findChild(QPushButton, "export_format_web_open_button")
    assert button is not None
    assert not button.isVisible()

    page._on_exported(run, exported_as_a_page(tmp_path / "out", elsewhere))
    page._show_state()

    assert told in texts(page)
    assert "Of 95.0% of them it says as this app whether they are unknown." in texts(page)
    assert button.isVisible()
    button.click()
    assert opened == [tmp_path / "out" / "index.html"]
    other = page.findChild(QPushButton, "export_format_onnx_open_button")
    assert other is not None
    assert not other.isVisible()
