"""The sheet of the map: opened, arranged, filtered, its pictures edited, by keyboard too."""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel

from tests.ui.fakes import make_dataset, make_findings, make_run
from tests.ui.map_fakes import fake_arrange, fake_draw, fake_see
from tlgui.engine.edits.edit import Edit, EditKind
from tlgui.engine.edits.journal import EditJournal
from tlgui.engine.errors import BundleError, Message
from tlgui.engine.progress import BatchDone
from tlgui.ui.data import data_jobs
from tlgui.ui.data.data_jobs import Findings
from tlgui.ui.map import map_jobs
from tlgui.ui.map.map_sheet import MapSheet
from tlgui.ui.map.map_tools import Arranged
from tlgui.ui.review.review_sheet import ReviewSheet
from tlgui.ui.window.main_window import MainWindow

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from tlgui.engine.picture_map.arrangement import Arrangement
    from tlgui.engine.picture_map.survey import PictureMap
    from tlgui.engine.progress import Control
    from tlgui.ui.work.jobs import JobRunner
    from tlgui.ui.work.session import Session

Key = Qt.Key


@pytest.fixture(autouse=True)
def without_a_model(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(map_jobs, "draw", fake_draw)
    monkeypatch.setattr(map_jobs, "arrange", fake_arrange)
    monkeypatch.setattr(map_jobs, "see", fake_see)


@pytest.fixture
def empty(
    qtbot: QtBot, themed: QApplication, session: Session, runner: JobRunner, no_reading: None
) -> MainWindow:
    made = MainWindow(session, runner)
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.fixture
def window(
    empty: MainWindow, session: Session, runner: JobRunner, qtbot: QtBot, tmp_path: Path
) -> MainWindow:
    """The window with a folder of three classes open."""
    make_dataset(tmp_path / "pictures")
    empty.open_folder(tmp_path / "pictures")
    qtbot.waitUntil(lambda: session.split is not None and not runner.jobs)
    return empty


def opened(qtbot: QtBot, window: MainWindow, *, arranged: bool = True) -> MapSheet:
    QTest.keyClick(button(window, "map_button"), Key.Key_Space)
    sheet = window.findChild(MapSheet)
    assert isinstance(sheet, MapSheet)
    qtbot.waitUntil(lambda: sheet.content is not None)
    if arranged:
        qtbot.waitUntil(lambda: sheet.content.arrangement is not None)  # type: ignore[union-attr]
    return sheet


def button(parent: object, name: str) -> QAbstractButton:
    found = parent.findChild(QAbstractButton, name)  # type: ignore[attr-defined]  # a widget
    assert isinstance(found, QAbstractButton), name
    return found


def text(parent: object, name: str) -> str:
    label = parent.findChild(QLabel, name)  # type: ignore[attr-defined]  # a widget
    assert isinstance(label, QLabel), name
    return label.text()


def select(sheet: MapSheet, *files: str) -> None:
    assert sheet.content is not None
    wanted = [sheet.content.path(at) in files for at in range(sheet.content.count)]
    sheet.view.select(np.asarray(wanted))


def journal(session: Session) -> EditJournal:
    assert session.project is not None
    return EditJournal(session.project.edits_file)


def test_it_opens_by_axes_at_once_and_by_neighbours_when_these_are_known(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    go_on = threading.Event()

    def slowly(drawn: PictureMap, *, control: Control) -> Arrangement:
        control.report(BatchDone(250, 1000))
        go_on.wait(300)
        return fake_arrange(drawn, control=control)

    monkeypatch.setattr(map_jobs, "arrange", slowly)
    sheet = opened(qtbot, window, arranged=False)

    assert sheet.tools.arrangements.current is Arranged.AXES
    assert text(sheet, "map_summary") == "12 pictures as a pretrained network sees them"
    assert "25% of all differences" in text(sheet, "map_honest_words")
    bar = sheet.tools._bar
    qtbot.waitUntil(lambda: bar.isVisible() and bar.value() == 25)
    by_axes = sheet.view.points.places.copy()

    go_on.set()
    qtbot.waitUntil(lambda: sheet.tools.arrangements.current is Arranged.NEIGHBOURS)

    assert not bar.isVisible()
    assert "means nothing" in text(sheet, "map_honest_words")
    assert sheet.content is not None
    by_neighbours = sheet.content.places(by_neighbours=True)
    qtbot.waitUntil(lambda: np.array_equal(sheet.view.points.places, by_neighbours))
    button(sheet, "map_by_axes").click()
    qtbot.waitUntil(lambda: np.array_equal(sheet.view.points.places, by_axes))


def test_arranging_can_be_stopped_and_begun_again(
    window: MainWindow, qtbot: QtBot, runner: JobRunner, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, ended = threading.Event(), threading.Event()

    def for_ever(_drawn: PictureMap, *, control: Control) -> Arrangement:
        begun.set()
        try:
            while True:
                control.check()
                time.sleep(0.01)
        finally:
            ended.set()

    monkeypatch.setattr(map_jobs, "arrange", for_ever)
    sheet = opened(qtbot, window, arranged=False)
    stop = button(sheet, "map_stop_button")
    assert stop.isVisible()
    assert begun.wait(300)

    stop.click()

    assert ended.wait(300)
    assert not stop.isVisible()
    assert sheet.tools.arrangements.current is Arranged.AXES
    monkeypatch.setattr(map_jobs, "arrange", fake_arrange)
    button(sheet, "map_by_neighbours").click()
    qtbot.waitUntil(lambda: sheet.content.arrangement is not None)  # type: ignore[union-attr]


def test_without_a_folder_it_says_what_to_do(empty: MainWindow, qtbot: QtBot) -> None:
    assert not button(empty, "map_button").isVisible()
    empty.show_map()
    sheet = empty.findChild(MapSheet)

    assert isinstance(sheet, MapSheet)
    assert sheet.nothing.isVisible()
    assert sheet.nothing._title.text() == "No folder is open"
    QTest.keyClick(sheet, Key.Key_Escape)
    assert not sheet.isVisible()


def test_of_one_picture_it_says_why_there_is_no_map(
    empty: MainWindow, session: Session, runner: JobRunner, qtbot: QtBot, tmp_path: Path
) -> None:
    make_dataset(tmp_path / "one", classes=("hat",), each=1)
    empty.open_folder(tmp_path / "one")
    qtbot.waitUntil(lambda: session.index is not None and not runner.jobs)

    empty.show_map()

    sheet = empty.findChild(MapSheet)
    assert isinstance(sheet, MapSheet)
    qtbot.waitUntil(sheet.nothing.isVisible)
    assert "at least 3 pictures" in sheet.nothing._title.text()
    assert sheet.nothing._text.text() == "Open a folder with more pictures."


def test_pictures_are_edited_and_the_data_set_goes_by_it(
    window: MainWindow, session: Session, runner: JobRunner, qtbot: QtBot
) -> None:
    assert session.index is not None
    disk = [path.read_bytes() for path in sorted(session.index.root.rglob("*.png"))]
    sheet = opened(qtbot, window)
    select(sheet, "dress/1.png", "dress/2.png")
    assert text(sheet, "map_selection_count") == "2 pictures selected"
    assert text(sheet, "map_selection_classes") == "dress 2"

    sheet.selection.relabel_requested.emit("hat")
    assert text(sheet, "map_selection_classes") == "hat 2"
    select(sheet, "hat/0.png")
    QTest.keyClick(sheet.view, Key.Key_X)

    assert sheet.message_bar.text == "1 picture edited. The files stay as they are."
    assert not sheet.view.points.there[4]
    assert not sheet.view.points.selected.any()
    assert sheet.legend.item(0).text() == "dress  2"
    assert sheet.legend.item(1).text() == "hat  5"
    QTest.keyClick(sheet.view, Key.Key_Escape)
    qtbot.waitUntil(lambda: not sheet.isVisible() and not runner.jobs)
    index = session.index
    assert index is not None
    assert (index.edited.relabelled, index.edited.excluded) == (2, 1)
    assert [path.read_bytes() for path in sorted(index.root.rglob("*.png"))] == disk

    session.undo.undo()
    qtbot.waitUntil(lambda: not session.index.edited.changes)  # type: ignore[union-attr]
    assert not journal(session).done


def test_edits_are_taken_back_and_made_again_here_but_not_those_from_before(
    window: MainWindow, session: Session, qtbot: QtBot, runner: JobRunner
) -> None:
    sheet = opened(qtbot, window)
    select(sheet, "dress/1.png")
    QTest.keyClick(sheet.view, Key.Key_X)
    sheet.close()
    qtbot.waitUntil(lambda: not runner.jobs)
    sheet = opened(qtbot, window)
    assert sheet.content is not None
    assert sheet.content.count == 11

    select(sheet, "hat/0.png", "hat/1.png")
    button(sheet, "map_group_button").click()
    assert journal(session).done[-1].kind is EditKind.GROUP
    for _ in range(3):
        sheet._take_back()
    assert [edit.kind for edit in journal(session).done] == [EditKind.EXCLUDE]
    sheet._do_again()
    assert [edit.kind for edit in journal(session).done] == [EditKind.EXCLUDE, EditKind.GROUP]


def test_an_edit_that_cannot_be_kept_is_told_and_nothing_changes(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    sheet = opened(qtbot, window)

    def refuse(_journal: EditJournal, _edit: object) -> None:
        raise BundleError(Message("The disk is full."), Message("Make room."))

    monkeypatch.setattr(EditJournal, "add", refuse)
    select(sheet, "dress/1.png")
    QTest.keyClick(sheet.view, Key.Key_X)

    assert sheet.message_bar.text == "The disk is full. Make room."
    assert sheet.view.points.there.all()


def test_the_legend_filters(window: MainWindow, qtbot: QtBot) -> None:
    sheet = opened(qtbot, window)
    assert [sheet.legend.item(row).text() for row in range(3)] == [
        "dress  4",
        "hat  4",
        "t-shirt  4",
    ]
    sheet.legend.setFocus()
    sheet.legend.setCurrentRow(1)

    QTest.keyClick(sheet.legend, Key.Key_Space)

    assert sheet.view.points.passing.tolist() == [True] * 4 + [False] * 4 + [True] * 4
    QTest.keyClick(sheet.legend, Key.Key_Return)
    assert sheet.view.points.passing.tolist() == [False] * 4 + [True] * 4 + [False] * 4
    button(sheet, "map_show_all_button").click()
    assert sheet.view.points.passing.all()


def test_right_and_wrong_are_those_of_the_run(
    window: MainWindow, session: Session, qtbot: QtBot, tmp_path: Path
) -> None:
    assert session.index is not None
    session.set_run(make_run(tmp_path / "run", session.index.root))
    sheet = opened(qtbot, window)

    button(sheet, "map_by_answer").click()

    assert [sheet.legend.item(row).text() for row in range(2)] == ["Right  9", "Wrong  3"]
    assert text(sheet, "map_honest_words").endswith("nearly always right, and tell little.")
    sheet.view.choose(0)
    assert text(sheet, "map_chosen_answer") == "The model says hat, 90%: wrong."
    select(sheet, "dress/0.png")
    sheet.selection.relabel_requested.emit("hat")
    assert sheet.legend.item(0).text() == "Right  10", "a label was wrong, not the model"


def test_one_goes_from_a_picture_to_those_most_like_it(window: MainWindow, qtbot: QtBot) -> None:
    sheet = opened(qtbot, window)
    assert sheet.content is not None
    sheet.view.choose(5)

    near = sheet.chosen.near
    whole = sheet.content.picture_map.whole.astype(np.float32)
    likeness = whole @ whole[5]
    likeness[5] = -2
    assert [each.place for each in near] == np.argsort(-likeness)[:6].tolist()
    assert sheet.view.points.near == tuple(each.place for each in near)
    assert text(sheet, "map_chosen_class").startswith("hat")
    sheet.chosen.near_list.setFocus()
    sheet.chosen.near_list.setCurrentRow(0)
    QTest.keyClick(sheet.chosen.near_list, Key.Key_Return)

    assert sheet.view.points.chosen == near[0].place
    assert sheet.isVisible()


def test_a_neighbour_that_was_filtered_out_is_shown_again(window: MainWindow, qtbot: QtBot) -> None:
    sheet = opened(qtbot, window)
    sheet.view.choose(0)
    other = next(each for each in sheet.chosen.near if each.label != "dress")
    hidden = {"hat": 1, "t-shirt": 2}[other.label]
    sheet.legend._set(frozenset({hidden}))

    sheet.chosen.neighbour_chosen.emit(other.place)

    assert sheet.view.points.chosen == other.place


def test_the_findings_about_the_selected_are_reviewed(
    window: MainWindow, session: Session, runner: JobRunner, qtbot: QtBot
) -> None:
    assert session.index is not None
    session.set_findings(make_findings(session.index))
    sheet = opened(qtbot, window)
    button(sheet, "map_by_finding").click()
    assert sheet.legend.item(sheet.legend.count() - 1).text() == "Nothing found  8"
    select(sheet, "dress/1.png", "dress/2.png", "hat/1.png")
    assert button(sheet, "map_review_button").text() == "Review 2 findings…"

    button(sheet, "map_review_button").click()

    review = window.findChild(ReviewSheet)
    assert isinstance(review, ReviewSheet)
    qtbot.waitUntil(review.isVisible)
    assert not sheet.isVisible()
    assert text(review, "review_progress") == "0 of 2 looked at"
    review.close()
    window.show_review()
    assert text(review, "review_progress") == "0 of 4 looked at"


def test_a_dropped_picture_lies_among_its_like(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    sheet = opened(qtbot, window)
    sheet.look_at([tmp_path / "pictures" / "dress" / "0.png"])
    qtbot.waitUntil(lambda: bool(sheet.view.strangers))

    (stranger,) = sheet.view.strangers
    assert text(sheet, "map_chosen_class") == "Dropped picture"
    assert sheet.chosen.near[0].place == 0
    assert sheet.content is not None
    heap = sheet.content.places(by_neighbours=True)[:4]
    low, high = heap.min(axis=0), heap.max(axis=0)
    assert (low <= stranger.place).all()
    assert (stranger.place <= high).all()


def test_opened_again_nothing_is_drawn_anew(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    sheet = opened(qtbot, window)
    content = sheet.content
    sheet.close()
    monkeypatch.setattr(map_jobs, "draw", None)

    window.show_map()

    assert sheet.content is content
    assert sheet.tools.arrangements.current is Arranged.NEIGHBOURS


def test_what_is_edited_elsewhere_meanwhile_is_drawn_anew(
    window: MainWindow, session: Session, qtbot: QtBot
) -> None:
    sheet = opened(qtbot, window)

    window.data_page.edit_steps.make(Edit(EditKind.EXCLUDE, ("dress/0.png",)))

    qtbot.waitUntil(lambda: sheet.content is not None and sheet.content.count == 11)
    assert button(sheet, "map_by_part").isVisible()
    sheet.close()
    session.set_index(None)
    assert sheet.content is None


def test_closed_it_lets_the_data_page_go_on_with_what_it_came_into(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[bool] = []

    def look_closely(*_asked: object, control: Control) -> Findings:
        asked.append(True)
        return Findings(frozenset(), ())

    monkeypatch.setattr(data_jobs, "look_closely", look_closely)
    sheet = opened(qtbot, window)
    sheet.close()
    qtbot.wait(50)
    assert not asked, "all were read before"
    window.data_page._looking.findings = None
    window.show_map()

    sheet.close()

    qtbot.waitUntil(lambda: asked == [True])


def test_where_another_job_is_running_it_says_so(
    window: MainWindow, runner: JobRunner, qtbot: QtBot
) -> None:
    go_on = threading.Event()

    def work(*, control: Control) -> None:
        go_on.wait(300)

    runner.start(work, title=Message("Training"))
    window.show_map()
    sheet = window.findChild(MapSheet)
    assert isinstance(sheet, MapSheet)
    qtbot.waitUntil(sheet.waiting.isVisible)
    assert sheet.waiting._text.text() == "Another job is running; this begins after it."

    go_on.set()

    qtbot.waitUntil(lambda: sheet.content is not None)


def test_keys_open_it_and_make_dragging_a_lasso(window: MainWindow, qtbot: QtBot) -> None:
    window.activateWindow()
    QTest.keyClick(
        window, Key.Key_M, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    )
    sheet = window.findChild(MapSheet)
    assert isinstance(sheet, MapSheet)
    qtbot.waitUntil(lambda: sheet.content is not None)

    QTest.keyClick(sheet.view, Key.Key_L)
    assert sheet.view.lassoing
    QTest.keyClick(sheet.view, Key.Key_Escape)
    assert not sheet.view.lassoing
    assert sheet.isVisible()
    QTest.keyClick(sheet.view, Key.Key_Escape)
    assert not sheet.isVisible()
