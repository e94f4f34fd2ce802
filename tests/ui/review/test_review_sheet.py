"""The review by keyboard alone, from the card on the Data page to the counts that follow."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from tests.ui.fakes import make_dataset, make_findings
from tlgui.engine.edits.edit import Edit, EditKind
from tlgui.engine.edits.journal import EditJournal
from tlgui.engine.errors import BundleError, Message
from tlgui.engine.review.labels import Judge
from tlgui.ui.data.edits.review_card import ReviewCard
from tlgui.ui.review.picture_pane import PicturePane
from tlgui.ui.review.review_sheet import ReviewSheet
from tlgui.ui.window.main_window import MainWindow
from tlgui.ui.words.language import switch_language

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from tlgui.ui.work.jobs import JobRunner
    from tlgui.ui.work.session import Session

Key = Qt.Key


@pytest.fixture
def window(
    qtbot: QtBot,
    themed: QApplication,
    session: Session,
    runner: JobRunner,
    no_reading: None,
    tmp_path: Path,
) -> MainWindow:
    """The window with a folder of three classes open, and findings in it."""
    made = MainWindow(session, runner)
    qtbot.addWidget(made)
    made.show()
    make_dataset(tmp_path / "pictures")
    made.open_folder(tmp_path / "pictures")
    qtbot.waitUntil(lambda: session.split is not None and not runner.jobs)
    assert session.index is not None
    session.set_findings(make_findings(session.index))
    return made


def text(parent: object, name: str) -> str:
    label = parent.findChild(QLabel, name)  # type: ignore[attr-defined]  # a widget
    assert isinstance(label, QLabel), name
    return label.text()


def button(parent: object, name: str) -> QPushButton:
    found = parent.findChild(QPushButton, name)  # type: ignore[attr-defined]  # a widget
    assert isinstance(found, QPushButton), name
    return found


def opened(qtbot: QtBot, window: MainWindow) -> ReviewSheet:
    card = window.findChild(ReviewCard)
    assert isinstance(card, ReviewCard)
    assert card.isVisible()
    QTest.keyClick(button(card, "review_button"), Key.Key_Space)
    sheet = window.findChild(ReviewSheet)
    assert isinstance(sheet, ReviewSheet)
    qtbot.waitUntil(lambda: sheet.view.panes[0].canvas.hasFocus())
    return sheet


def press(*keys: Qt.Key) -> None:
    for key in keys:
        widget = QApplication.focusWidget()
        assert widget is not None
        QTest.keyClick(widget, key)


def journal(session: Session) -> EditJournal:
    assert session.project is not None
    return EditJournal(session.project.edits_file)


def test_how_far_doubts_can_be_believed_is_told_beside_them(
    qtbot: QtBot, window: MainWindow, session: Session
) -> None:
    session.judge = Judge(0.9, (0.85, 0.94), 0.4, 12, 12)
    window.show_review()
    sheet = window.findChild(ReviewSheet, "review_sheet")
    assert isinstance(sheet, ReviewSheet)
    told = sheet.findChild(QLabel, "review_judge")
    assert told is not None
    assert told.isHidden(), "twins come first"

    button(sheet, "next_button").click()

    assert not told.isHidden()
    assert "name the label of 90% of 12 pictures" in told.text()
    session.judge = replace(session.judge, interval=(0.3, 0.94))
    button(sheet, "previous_button").click()
    assert "No label is called doubtful" in told.text()
    sheet.close()


def test_reviewed_by_keyboard_alone_and_the_data_set_goes_by_it(
    window: MainWindow, session: Session, runner: JobRunner, qtbot: QtBot
) -> None:
    assert session.index is not None
    disk = [path.read_bytes() for path in sorted(session.index.root.rglob("*.png"))]
    sheet = opened(qtbot, window)
    assert text(sheet, "review_progress") == "0 of 4 looked at"
    assert text(sheet, "review_kind") == "Twins across classes"

    press(Key.Key_Right, Key.Key_X)  # the twin at the right
    press(Key.Key_2)  # a dress that is a hat
    press(Key.Key_Return, Key.Key_Return)
    assert text(sheet, "review_progress") == "4 of 4 looked at"
    assert "All were looked at" in sheet.message_bar.text
    press(Key.Key_Z)
    assert text(sheet, "review_progress") == "3 of 4 looked at"
    press(Key.Key_Y)
    assert text(sheet, "review_progress") == "4 of 4 looked at"
    press(Key.Key_Escape)
    qtbot.waitUntil(lambda: not runner.jobs)

    assert not sheet.isVisible()
    index = session.index
    assert (index.edited.relabelled, index.edited.excluded) == (1, 1)
    labels = {each.path: index.classes[each.class_index] for each in index.records}
    assert labels["dress/1.png"] == "hat"
    assert "hat/0.png" not in labels
    assert len(labels) == 11
    assert "1 relabelled · 1 left out" in text(window, "page_summary")
    assert text(window, "review_lead") == "All findings were looked at"
    assert text(window, "review_text").startswith("1 relabelled · 1 left out")
    assert button(window, "look_again_button").isVisible()
    assert [path.read_bytes() for path in sorted(index.root.rglob("*.png"))] == disk
    kinds = [edit.kind for edit in journal(session).done]
    assert kinds == [EditKind.EXCLUDE, EditKind.RELABEL, EditKind.KEEP, EditKind.KEEP]


def test_the_queue_goes_on_where_it_was_left(
    window: MainWindow, session: Session, runner: JobRunner, qtbot: QtBot
) -> None:
    sheet = opened(qtbot, window)
    press(Key.Key_G, Key.Key_X)
    press(Key.Key_Escape)
    qtbot.waitUntil(lambda: not runner.jobs)
    assert session.index is not None
    assert session.index.groups == ((0, 3),), "the picture left out was the second"
    assert text(window, "review_lead") == "2 findings want a look"
    assert text(window, "review_text").startswith("doubtful labels: 1 · unlike their class: 1\n")

    sheet = opened(qtbot, window)

    assert text(sheet, "review_progress") == "2 of 4 looked at"
    assert sheet.view.finding == session.findings[2]
    press(Key.Key_Up)
    assert text(sheet, "review_done") == "Left out"
    assert not button(sheet, "exclude_button").isEnabled()


def test_a_review_is_one_step_to_undo_on_the_page(
    window: MainWindow, session: Session, runner: JobRunner, qtbot: QtBot
) -> None:
    opened(qtbot, window)
    press(Key.Key_X, Key.Key_X)
    press(Key.Key_Escape)
    qtbot.waitUntil(lambda: not runner.jobs)
    assert session.index is not None
    assert session.index.edited.excluded == 2
    assert session.undo.count() == 1

    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    QTest.keyClick(window, Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: not runner.jobs)
    assert session.index.edited.excluded == 0
    assert len(session.index.records) == 12
    assert not journal(session).can_undo

    session.undo.redo()
    session.undo.undo()
    session.undo.redo()
    qtbot.waitUntil(lambda: not runner.jobs)
    assert session.index.edited.excluded == 2
    assert len(journal(session).done) == 2
    assert session.findings, "what was found is still there"
    window.open_folder(session.index.root)
    qtbot.waitUntil(lambda: not runner.jobs)
    assert session.findings == (), "files may have changed"
    assert session.undo.count() == 0


def test_closed_without_an_edit_nothing_is_listed_anew(
    window: MainWindow, session: Session, runner: JobRunner, qtbot: QtBot
) -> None:
    sheet, before = opened(qtbot, window), session.index
    press(Key.Key_Down, Key.Key_Return, Key.Key_Z)

    with qtbot.assertNotEmitted(sheet.edited):
        press(Key.Key_Escape)

    assert session.index is before


def test_buttons_do_what_keys_do_and_enter_presses_the_one_with_the_focus(
    window: MainWindow, session: Session, qtbot: QtBot
) -> None:
    sheet = opened(qtbot, window)
    QTest.mouseClick(button(sheet, "group_button"), Qt.MouseButton.LeftButton)
    QTest.mouseClick(button(sheet, "class_key_3"), Qt.MouseButton.LeftButton)
    QTest.keyClick(button(sheet, "exclude_button"), Key.Key_Return)

    kinds = [edit.kind for edit in journal(session).done]
    assert kinds == [EditKind.GROUP, EditKind.RELABEL, EditKind.EXCLUDE]
    assert not button(sheet, "group_button").isVisible(), "one picture alone"


def test_taking_back_what_was_edited_elsewhere_is_told(
    window: MainWindow, session: Session, qtbot: QtBot
) -> None:
    assert session.index is not None
    about = {file for finding in session.findings for file in finding.files}
    other = next(each.path for each in session.index.records if each.path not in about)
    journal(session).add(Edit(EditKind.EXCLUDE, (other,)))
    sheet = opened(qtbot, window)

    press(Key.Key_Z)
    assert not journal(session).done
    assert "from outside of this review is taken back" in sheet.message_bar.text
    assert other in sheet.message_bar.text
    press(Key.Key_Y)
    assert [edit.kind for edit in journal(session).done] == [EditKind.EXCLUDE]
    assert not sheet.message_bar.isVisible()
    press(Key.Key_Return, Key.Key_Z)
    assert not sheet.message_bar.isVisible(), "what is in sight needs no words"


def test_only_one_kind_on_show(window: MainWindow, session: Session, qtbot: QtBot) -> None:
    sheet = opened(qtbot, window)

    button(sheet, "review_kind_outlier").click()
    assert text(sheet, "review_kind") == "Unlike their class"
    assert not button(sheet, "next_button").isEnabled()
    press(Key.Key_Return)

    assert journal(session).done[-1].about == "outlier"
    assert "Unlike their class 0" in button(sheet, "review_kind_outlier").text()


def test_an_edit_that_cannot_be_kept_is_told_and_nothing_changes(
    window: MainWindow, session: Session, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    sheet = opened(qtbot, window)

    def full(_journal: EditJournal, _edit: Edit) -> None:
        raise BundleError(Message("{text}", text="The disk is full."))

    monkeypatch.setattr(EditJournal, "add", full)
    press(Key.Key_X)

    assert "The disk is full." in sheet.message_bar.text
    assert text(sheet, "review_progress") == "0 of 4 looked at"


def test_a_picture_that_cannot_be_read_says_so(
    window: MainWindow, session: Session, qtbot: QtBot
) -> None:
    assert session.index is not None
    (session.index.root / "dress" / "0.png").write_bytes(b"no picture")

    sheet = opened(qtbot, window)

    qtbot.waitUntil(lambda: bool(sheet.view.panes[0].canvas.text))
    assert "0.png" in sheet.view.panes[0].canvas.text


def test_damaged_edits_are_told_and_the_folder_opens_as_it_is_on_disk(
    window: MainWindow, session: Session, runner: JobRunner, qtbot: QtBot
) -> None:
    assert session.project is not None
    session.project.edits_file.write_text('{"edit": {"kind": "paint"}}\n')

    window.show_review()
    assert "damaged" in window.data_page.message_bar.text
    window.open_folder(session.project.folder)
    qtbot.waitUntil(lambda: not runner.jobs)

    assert session.index is not None
    assert len(session.index.records) == 12
    assert "damaged" in window.data_page.message_bar.text


def test_a_corrected_copy_is_written_where_the_user_says(
    window: MainWindow, session: Session, runner: JobRunner, qtbot: QtBot, tmp_path: Path
) -> None:
    window.data_page.edit_steps.take((), (Edit(EditKind.RELABEL, ("dress/0.png",), "hat"),))
    qtbot.waitUntil(lambda: not runner.jobs)
    assert button(window, "clean_copy_button").isVisible()

    window.data_page.moves.copy_as_edited(tmp_path / "clean")
    qtbot.waitUntil(lambda: not runner.jobs)

    assert "12 pictures were copied" in window.data_page.message_bar.text
    assert (tmp_path / "clean" / "changes.csv").is_file()
    assert len(list((tmp_path / "clean" / "hat").iterdir())) == 5


def test_classes_without_a_key_are_chosen_from_the_list(
    qtbot: QtBot,
    themed: QApplication,
    session: Session,
    runner: JobRunner,
    no_reading: None,
    tmp_path: Path,
) -> None:
    made = MainWindow(session, runner)
    qtbot.addWidget(made)
    made.show()
    make_dataset(tmp_path / "many", [f"class {n:02d}" for n in range(14)])
    made.open_folder(tmp_path / "many")
    qtbot.waitUntil(lambda: session.split is not None and not runner.jobs)
    assert session.index is not None
    session.set_findings(make_findings(session.index)[1:])
    sheet = opened(qtbot, made)
    others = sheet.view.class_keys.others
    assert others.count() == 1 + 4

    press(Key.Key_C)
    others.hidePopup()
    others.activated.emit(4)
    tenth = sheet.view.class_keys.buttons[9].text()
    press(Key.Key_0)

    labels = [edit.label for edit in journal(session).done]
    assert labels[0] == "class 13"
    assert tenth == f"0   {labels[1]}"


def test_why_a_picture_cannot_be_read_is_told_in_the_language_of_now(
    qtbot: QtBot, themed: QApplication, runner: JobRunner, tmp_path: Path
) -> None:
    damaged = tmp_path / "damaged.png"
    damaged.write_bytes(b"no picture")
    pane = PicturePane("pane", runner)
    qtbot.addWidget(pane)
    pane.show_picture(damaged, None)
    qtbot.waitUntil(lambda: "cannot be read" in pane.canvas.text)
    try:
        switch_language(themed, "ko")
        assert "읽을 수 없어요" in pane.canvas.text
        assert pane.canvas.accessibleDescription() == pane.canvas.text
    finally:
        switch_language(themed, "en")

    pane.leave()
    switch_language(themed, "en")
    assert pane.canvas.text == ""
