from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QMessageBox, QPushButton, QWidget

from tests.pictures import plain
from tests.ui.fakes import make_export, make_run, work_until_told
from tlgui.engine.errors import Message
from tlgui.engine.progress import BatchDone, Control, EpochDone, Stage, StageName
from tlgui.engine.project import project_of
from tlgui.ui.classify.classify_page import ClassifyPage
from tlgui.ui.look import theme
from tlgui.ui.window import main_window
from tlgui.ui.window.main_window import MainWindow
from tlgui.ui.window.rail import StepState

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from tlgui.ui.work.jobs import JobRunner
    from tlgui.ui.work.session import Session

STEPS = ("data", "model", "train", "results", "classify", "export")


def make_folder(root: Path, classes: tuple[str, ...] = ("cat", "dog"), each: int = 8) -> Path:
    for number, name in enumerate(classes):
        (root / name).mkdir(parents=True)
        for picture in range(each):
            colour = (10 * picture, 80 * number, 120)
            (root / name / f"{picture}.png").write_bytes(plain("PNG", (20, 16), colour))
    return root


def test_first_paint_is_told_once_and_only_the_data_page_exists(
    qtbot: QtBot, themed: QApplication, session: Session, runner: JobRunner
) -> None:
    window = MainWindow(session, runner)
    qtbot.addWidget(window)
    with qtbot.waitSignal(window.first_painted):
        window.show()
    names = {widget.objectName() for widget in window.findChildren(QWidget)}
    assert "data_page" in names
    assert not names & {"train_page", "results_page", "classify_page"}
    with qtbot.assertNotEmitted(window.first_painted, wait=100):
        window.update()


def test_keys_go_to_each_step(qtbot: QtBot, window: MainWindow) -> None:
    window.activateWindow()
    for number, step in reversed(list(enumerate(STEPS, 1))):
        QTest.keyClick(
            window, getattr(Qt.Key, f"Key_{number}"), Qt.KeyboardModifier.ControlModifier
        )
        assert window.rail.current == step


def test_rail_names_the_backbone_that_training_would_use(
    window: MainWindow, session: Session, tmp_path: Path
) -> None:
    project = project_of(tmp_path)
    session.set_project(replace(project, settings={"backbone": "resnet50.a1_in1k"}))

    assert window.rail.state("model") == (StepState.READY, "resnet50.a1_in1k")


def test_arrow_keys_walk_the_rail_and_stop_at_its_ends(qtbot: QtBot, window: MainWindow) -> None:
    rail = window.rail
    visited = []
    for key in (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_End, Qt.Key.Key_Down, Qt.Key.Key_Home):
        QTest.keyClick(rail, key)
        visited.append(rail.current)
    assert visited == ["data", "model", "export", "export", "data"]


def test_arrow_keys_on_a_focused_step_go_to_its_page(qtbot: QtBot, window: MainWindow) -> None:
    window.activateWindow()
    item = window.findChild(QWidget, "rail_data")
    assert item is not None
    item.setFocus()
    for expected in ("model", "train"):
        QTest.keyClick(item, Qt.Key.Key_Down)
        assert window.rail.current == expected
        item = QApplication.focusWidget()
        assert item is not None
        assert item.objectName() == f"rail_{expected}"
        assert window.page(expected).isVisible()


def test_every_step_has_its_object_name_and_says_its_state(window: MainWindow) -> None:
    for step in STEPS:
        item = window.findChild(QWidget, f"rail_{step}")
        assert item is not None
        assert item.accessibleName().endswith("empty")


def drop(widget: QWidget, *paths: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    event = QDropEvent(
        QPointF(QPoint(20, 20)),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    widget.dropEvent(event)


def test_folder_dropped_on_any_page_opens(
    qtbot: QtBot, window: MainWindow, session: Session, runner: JobRunner, tmp_path: Path
) -> None:
    folder = make_folder(tmp_path / "pets")
    window.show_page("classify")
    drop(window, folder)
    qtbot.waitUntil(lambda: session.split is not None and not runner.jobs)
    assert window.rail.current == "data"
    assert window.rail.state("data") == (StepState.READY, "16 in 2 classes")
    assert window.windowTitle().startswith("pets")


def test_an_export_opens_to_classify_and_says_what_it_lacks(
    qtbot: QtBot, window: MainWindow, session: Session, runner: JobRunner, tmp_path: Path
) -> None:
    export = make_export(tmp_path / "export", make_run(tmp_path / "run", tmp_path / "gone"))

    drop(window, export)
    qtbot.waitUntil(lambda: session.run is not None and not runner.jobs)

    assert window.rail.current == "classify"
    classify = window.page("classify")
    assert isinstance(classify, ClassifyPage)
    assert "an exported model: it classifies" in classify.message_bar.text
    zone = classify.findChild(QWidget, "classify_drop_zone")
    assert zone is not None
    assert zone.isVisible()
    assert window.rail.state("results")[0] is StepState.EMPTY
    window.show_page("results")
    state = window.findChild(QWidget, "results_of_export")
    assert state is not None
    assert state.isVisible()
    window.show_page("export")
    qtbot.waitUntil(lambda: not runner.jobs)
    shown = {label.text() for label in window.page("export").findChildren(QLabel)}
    assert {"bundle.json", "model.safetensors", "predict.py"} <= shown

    session.set_run(make_run(tmp_path / "another", tmp_path / "gone"))
    assert not classify.message_bar.isVisibleTo(classify)


def test_ctrl_o_asks_for_a_folder(qtbot: QtBot, window: MainWindow) -> None:
    window.show_page("classify")
    window.activateWindow()
    QTest.keyClick(window, Qt.Key.Key_O, Qt.KeyboardModifier.ControlModifier)
    dialog = window.findChild(QFileDialog, "open_folder_dialog")
    assert dialog is not None
    assert window.rail.current == "data"
    dialog.reject()


@pytest.mark.parametrize(("cores", "told"), [(1, "CPU · 1 thread"), (4, "CPU · 4 threads")])
def test_the_strip_counts_threads(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch, cores: int, told: str
) -> None:
    monkeypatch.setattr(main_window, "usable_cores", lambda: cores)

    window.show_device(None)

    assert window.strip._device.text() == told


def test_strip_follows_a_job_and_its_button_cancels_it(
    qtbot: QtBot, window: MainWindow, runner: JobRunner
) -> None:
    gate = threading.Event()

    def work(*, control: Control) -> None:
        control.report(Stage(StageName.FEATURES, 10))
        control.report(BatchDone(5, 10))
        gate.wait(300)
        work_until_told(control=control)

    job = runner.start(work, title=Message("Training {name}", name="<b>pets</b>"))
    title = window.findChild(QLabel, "job_title")
    stop = window.findChild(QPushButton, "status_stop_button")
    percent = window.findChild(QLabel, "job_percent")
    assert title is not None
    assert stop is not None
    assert percent is not None
    qtbot.waitUntil(lambda: percent.text() == "50%")
    # It is cut off until the strip has made room for it.
    qtbot.waitUntil(lambda: title.text() == "Training <b>pets</b> · reading pictures")
    assert title.textFormat() == Qt.TextFormat.PlainText
    assert window.rail.state("train") == (StepState.RUNNING, "reading pictures")
    assert stop.text() == "Cancel"
    gate.set()
    with qtbot.waitSignal(job.cancelled):
        stop.click()
    assert title.text() == "Ready"
    assert not stop.isVisible()
    assert window.rail.state("train")[0] is StepState.EMPTY


def test_reading_in_the_background_is_told_at_the_data_step(
    qtbot: QtBot, window: MainWindow, runner: JobRunner
) -> None:
    def work(*, control: Control) -> None:
        control.report(Stage(StageName.FEATURES, 10))
        work_until_told(control=control)

    runner.start(work, title=Message("Reading pictures"), background=True)
    title = window.findChild(QLabel, "job_title")
    assert title is not None
    qtbot.waitUntil(lambda: window.rail.state("data")[0] is StepState.RUNNING)
    assert window.rail.state("train")[0] is StepState.EMPTY
    assert title.text() == "Reading pictures"


def test_button_stops_instead_once_there_is_something_to_keep(
    qtbot: QtBot, window: MainWindow, runner: JobRunner
) -> None:
    def work(*, control: Control) -> str:
        control.report(Stage(StageName.FIT))
        control.has_result = True
        control.report(EpochDone(3, 20, 1.0, 0.5, None, None))
        while not control.stop_requested:
            control.check()
            time.sleep(0.005)
        return "kept"

    job = runner.start(work, title=Message("Training"))
    stop = window.findChild(QPushButton, "status_stop_button")
    assert stop is not None
    qtbot.waitUntil(lambda: window.rail.state("train") == (StepState.RUNNING, "epoch 3 of 20"))
    assert stop.text() == "Stop"
    with qtbot.waitSignal(job.succeeded) as kept:
        stop.click()
    assert kept.args == ["kept"]


def test_job_that_cannot_be_ended_offers_no_button(
    qtbot: QtBot, window: MainWindow, runner: JobRunner
) -> None:
    runner.start(work_until_told, title=Message("Getting ready"), interruptible=False)
    stop = window.findChild(QPushButton, "status_stop_button")
    assert stop is not None
    assert not stop.isVisible()


def test_closing_while_busy_asks_and_staying_keeps_the_job(
    qtbot: QtBot, window: MainWindow, runner: JobRunner
) -> None:
    job = runner.start(work_until_told, title=Message("Training"))
    window.close()
    box = window.findChild(QMessageBox, "close_question")
    assert box is not None
    assert box.textFormat() == Qt.TextFormat.PlainText
    keep = box.findChild(QPushButton, "keep_working_button")
    assert keep is not None
    keep.click()
    assert window.isVisible()
    assert not job.is_over
    window.close()
    box = window.findChildren(QMessageBox, "close_question")[-1]
    close = box.findChild(QPushButton, "close_anyway_button")
    assert close is not None
    close.click()
    qtbot.waitUntil(lambda: not window.isVisible())


def test_closing_tells_what_is_kept_of_a_training_that_can_go_on(
    window: MainWindow, runner: JobRunner
) -> None:
    runner.start(work_until_told, title=Message("Training"), goes_on=True)
    window.close()
    box = window.findChild(QMessageBox, "close_question")
    assert box is not None
    assert box.informativeText().startswith("What it has learned is kept")


def test_closing_while_idle_or_getting_ready_does_not_ask(
    window: MainWindow, runner: JobRunner
) -> None:
    runner.start(work_until_told, title=Message("Getting ready"), interruptible=False)
    assert window.close()
    assert window.findChild(QMessageBox, "close_question") is None


def test_closing_while_files_are_written_asks_and_while_a_folder_is_listed_does_not(
    qtbot: QtBot, window: MainWindow, runner: JobRunner
) -> None:
    """Copies were cut off without a question: they run beside the models' jobs."""
    listing = runner.start(work_until_told, title=Message("Opening"), lane="files")
    assert not listing.is_worth_asking
    copying = runner.start(work_until_told, title=Message("Copying"), lane="files", writes=True)

    window.close()

    assert window.findChild(QMessageBox, "close_question") is not None
    assert window.isVisible()
    copying.cancel()
    assert window.close()


def test_window_remembers_its_size(
    qtbot: QtBot, themed: QApplication, session: Session, runner: JobRunner, home: Path
) -> None:
    first = MainWindow(session, runner)
    qtbot.addWidget(first)
    first.resize(1024, 690)
    first.show()
    first.close()
    assert (home / "window.ini").is_file()
    second = MainWindow(session, runner)
    qtbot.addWidget(second)
    assert second.height() == 690


def test_scheme_changes_under_an_open_window(window: MainWindow, themed: QApplication) -> None:
    for scheme in ("dark", "light"):
        theme.apply_theme(themed, scheme)
        shown = window.grab().toImage().pixelColor(20, window.height() - 200)
        assert shown.name().upper() == theme.palette().surface


def test_window_fits_a_small_screen(window: MainWindow) -> None:
    window.resize(1, 1)
    assert window.width() <= 1024
    assert window.height() <= 700


def test_first_window_imports_nothing_heavy() -> None:
    banned = [
        "torch",
        "torchvision",
        "timm",
        "sklearn",
        "matplotlib",
        "openvino",
        "numpy",
        "PIL",
        "typer",
    ]
    code = (
        "import sys, tlgui.app\n"
        f"found = [name for name in {banned!r} if name in sys.modules]\n"
        "sys.exit(', '.join(found) or 0)"
    )
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, timeout=900
    )
    assert done.returncode == 0, done.stderr


def test_focus_of_a_control_that_goes_falls_to_the_current_step_without_a_ring(
    window: MainWindow,
) -> None:
    window.activateWindow()
    window.show_page("train")
    button = QPushButton(window.page("train"))
    button.show()
    button.setFocus()
    assert button.hasFocus()

    button.hide()

    focused = QApplication.focusWidget()
    assert focused is not None
    assert focused.objectName() == "rail_train"
    assert not focused._ringed  # type: ignore[attr-defined]  # a step's, not every widget's


def test_app_opens_a_folder_and_leaves_with_code_0(tmp_path: Path) -> None:
    folder = make_folder(tmp_path / "pets")
    code = (
        "from pathlib import Path\n"
        "from PySide6.QtCore import QTimer\n"
        "from PySide6.QtWidgets import QApplication\n"
        "from tlgui import app\n"
        "qt = QApplication([])\n"
        "from tlgui.engine.progress import Control\n"
        "from tlgui.ui.data import data_jobs\n"
        "nothing = data_jobs.Findings(frozenset(), ())\n"
        "data_jobs.look_closely = lambda *asked, control: nothing\n"
        "data_jobs.find_doubtful = lambda *asked, control: ()\n"
        "from tlgui.ui.window import warm_up\n"
        "warm_up.get_ready = lambda pages_made, *, control: None\n"
        "def look():\n"
        "    windows = QApplication.topLevelWidgets()\n"
        # Menus and tooltips are top-level widgets too, in an order that nobody promises.
        "    named = [each for each in windows if each.objectName() == 'main_window']\n"
        "    if named and named[0].windowTitle().startswith('pets'):\n"
        "        print('opened'); named[0].close()\n"
        "    else:\n"
        "        QTimer.singleShot(50, look)\n"
        "QTimer.singleShot(50, look)\n"
        f"raise SystemExit(app.run_window(Path({str(folder)!r})))\n"
    )
    environment = {
        **os.environ,
        "QT_QPA_PLATFORM": "offscreen",
        "TLGUI_HOME": str(tmp_path / "home"),
    }
    done = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, timeout=900
    )
    assert done.returncode == 0, done.stderr
    assert "opened" in done.stdout
    assert "Traceback" not in done.stderr
