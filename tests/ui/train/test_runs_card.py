"""Runs are renamed, deleted and compared; all of it can be taken back."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QFile, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton

from tests.ui.fakes import ANSWERS, make_dataset, make_run
from tlgui.engine.data.records import SplitName
from tlgui.engine.models.class_changes import ClassChanges
from tlgui.ui.kit.message_bar import MessageBar
from tlgui.ui.train.run_comparison import Comparison, comparison_text
from tlgui.ui.train.run_rows import row_of, spoken_names
from tlgui.ui.train.runs_card import RunsCard
from tlgui.ui.work import trash

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

    from tlgui.engine.training.run import Run
    from tlgui.ui.work.jobs import JobRunner
    from tlgui.ui.work.session import Session

WORSE = tuple((true, (0.4, 0.35, 0.25)) for true, _ in ANSWERS)


@pytest.fixture
def bar(qtbot: QtBot) -> MessageBar:
    made = MessageBar()
    qtbot.addWidget(made)
    return made


@pytest.fixture
def runs(tmp_path: Path) -> list[Run]:
    """A newer run that is worse, and an older one."""
    made = [
        make_run(
            tmp_path / "runs" / name,
            tmp_path / "pictures",
            answers=answers,
            created=f"2020-05-0{day}T10:00:00+00:00",
        )
        for day, name, answers in ((2, "newer", WORSE), (1, "older", ANSWERS))
    ]
    for run in made:
        (run.folder / "run.json").write_text('{"format_version": 1, "other": 3}')
    return made


@pytest.fixture
def card(
    qtbot: QtBot,
    themed: QApplication,
    session: Session,
    runner: JobRunner,
    bar: MessageBar,
    runs: list[Run],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> RunsCard:
    # The trash of whoever runs the tests stays as it is.
    monkeypatch.setattr(QFile, "moveToTrash", lambda _file: False)
    session.set_index(make_dataset(tmp_path / "pictures"))
    made = RunsCard(session, runner, bar)
    qtbot.addWidget(made)
    made.resize(720, 300)
    made.show()
    made._on_listed([row_of(run) for run in runs])
    return made


def names(card: RunsCard) -> list[str]:
    return [str(card.table.runs.index(row, 0).data()) for row in range(card.table.runs.rowCount())]


def note(card: RunsCard) -> str:
    label = card.findChild(QLabel, "runs_comparison")
    assert isinstance(label, QLabel)
    return label.text()


def choose(card: RunsCard, *rows: int) -> None:
    card.table.clearSelection()
    for row in rows:
        index = card.table.runs.index(row, 0)
        flag = card.table.selectionModel().SelectionFlag
        card.table.selectionModel().setCurrentIndex(index, flag.Select | flag.Rows)


def test_f2_renames_in_place_and_undo_takes_it_back(
    qtbot: QtBot, card: RunsCard, session: Session, runs: list[Run]
) -> None:
    before = names(card)
    choose(card, 0)
    QTest.keyClick(card.table, Qt.Key.Key_F2)
    editor = card.table.findChild(QLineEdit)
    assert isinstance(editor, QLineEdit)
    QTest.keyClicks(editor, "night pictures")
    QTest.keyClick(editor, Qt.Key.Key_Return)

    qtbot.waitUntil(lambda: names(card)[0] == "night pictures")
    kept = json.loads((runs[0].folder / "run.json").read_text())
    assert (kept["name"], kept["other"]) == ("night pictures", 3)

    session.undo.undo()
    assert names(card) == before
    assert json.loads((runs[0].folder / "run.json").read_text())["name"] == ""
    session.undo.redo()
    qtbot.waitUntil(lambda: names(card)[0] == "night pictures")


def test_a_name_that_cannot_be_kept_is_told_and_nothing_changes(
    card: RunsCard, session: Session, runs: list[Run], bar: MessageBar
) -> None:
    before = names(card)
    (runs[0].folder / "run.json").write_text("no json")

    card.rename(runs[0], "new")

    assert names(card) == before
    assert bar.kind == "bad"
    assert not session.undo.canUndo()


def test_delete_moves_to_the_trash_and_undo_brings_back(
    qtbot: QtBot, card: RunsCard, session: Session, runs: list[Run], bar: MessageBar
) -> None:
    session.set_run(runs[1])
    before = names(card)
    choose(card, 1)

    QTest.keyClick(card.table, Qt.Key.Key_Delete)

    assert not runs[1].folder.exists()
    assert names(card) == before[:1]
    assert session.run is None, "the deleted run is no longer on show"
    assert "is in the trash" in bar.text
    action = bar.findChild(QPushButton, "message_action")
    assert isinstance(action, QPushButton)
    action.click()
    assert (runs[1].folder / "run.json").is_file()
    assert names(card) == before
    assert not (runs[1].folder.parent / trash.OWN_TRASH).exists()
    assert session.run is runs[1], "what was on show is on show again"


def test_undo_beside_a_message_takes_back_nothing_else(
    card: RunsCard, session: Session, runs: list[Run], bar: MessageBar
) -> None:
    card.delete([runs[1]])
    card.rename(runs[0], "another name")
    action = bar.findChild(QPushButton, "message_action")
    assert isinstance(action, QPushButton)

    action.click()

    assert "another name" in names(card)[0]
    assert not runs[1].folder.exists()
    assert "Other steps came after it" in bar.text
    session.undo.undo()
    session.undo.undo()
    assert runs[1].folder.exists()


def test_a_run_that_comes_back_leaves_what_was_opened_meanwhile_on_show(
    card: RunsCard, session: Session, runs: list[Run]
) -> None:
    session.set_run(runs[1])
    card.delete([runs[1]])
    session.set_run(runs[0])

    session.undo.undo()

    assert session.run is runs[0]


def test_several_runs_are_deleted_at_once(card: RunsCard, runs: list[Run], bar: MessageBar) -> None:
    choose(card, 0, 1)

    QTest.keyClick(card.table, Qt.Key.Key_Delete)

    assert names(card) == []
    assert "2 runs are in the trash." in bar.text
    assert not any(run.folder.exists() for run in runs)


class NoTrash:
    """A disk for which the system has no trash."""

    def __init__(self, name: str) -> None:
        self._name = name

    def moveToTrash(self) -> bool:  # noqa: N802 - Qt's name
        return False

    def fileName(self) -> str:  # noqa: N802 - Qt's name
        return self._name


def test_undo_after_the_trash_was_emptied_says_so(
    card: RunsCard,
    session: Session,
    runs: list[Run],
    bar: MessageBar,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(trash, "QFile", NoTrash)
    card.delete([runs[0]])
    (place,) = (runs[0].folder.parent / trash.OWN_TRASH).iterdir()
    place.rename(place.parent.parent / "elsewhere")

    session.undo.undo()

    assert bar.kind == "bad"
    assert "no longer in the trash" in bar.text


def test_two_runs_in_the_trash_under_one_name_both_come_back(tmp_path: Path) -> None:
    places = []
    for text in ("a", "b"):
        folder = tmp_path / "run"
        folder.mkdir()
        (folder / "x").write_text(text)
        places.append(trash._move_to_own_trash(folder))

    assert len(set(places)) == 2
    trash.restore(places[0], tmp_path / "run")
    assert (tmp_path / "run" / "x").read_text() == "a"


def test_a_run_from_elsewhere_is_listed_while_it_is_on_show(
    card: RunsCard, session: Session, tmp_path: Path
) -> None:
    before = names(card)
    other = replace(make_run(tmp_path / "out", tmp_path / "pictures"), name="from elsewhere")

    session.set_run(other)
    assert "from elsewhere" in names(card)

    session.set_run(None)
    assert names(card) == before


def test_run_that_is_opened_again_has_the_classes_that_were_changed_meanwhile(
    card: RunsCard, session: Session, runs: list[Run]
) -> None:
    changes = ClassChanges.none(runs[0].classes).named((0,), "Kleid")
    session.set_run(runs[0].answering(changes))
    session.set_run(runs[1])

    listed = {row.run.folder: row.run for row in card.table.runs.rows}
    assert listed[runs[0].folder].classes[0] == "Kleid"
    assert listed[runs[1].folder].changes is None


def test_run_that_is_opened_again_is_as_sure_as_it_was_made_meanwhile(
    card: RunsCard, session: Session, runs: list[Run]
) -> None:
    decided = replace(
        runs[0], threshold=0.7, temperature=1.8, class_thresholds={runs[0].classes[0]: 0.9}
    )
    session.set_run(decided)
    session.set_run(runs[1])

    listed = {row.run.folder: row.run for row in card.table.runs.rows}
    assert listed[runs[0].folder].decisions == decided.decisions
    assert listed[runs[1].folder].decisions == runs[1].decisions


def test_a_new_name_of_the_run_on_show_reaches_all_pages(
    card: RunsCard, session: Session, runs: list[Run]
) -> None:
    session.set_run(replace(runs[0], threshold=0.7))

    card.rename(runs[0], "night pictures")

    assert session.run is not None
    assert (session.run.name, session.run.threshold) == ("night pictures", 0.7)
    session.undo.undo()
    assert session.run.name == runs[0].name


def test_the_menu_is_of_the_chosen_run_wherever_the_keys_are(
    qtbot: QtBot, card: RunsCard, runs: list[Run]
) -> None:
    choose(card, 1)
    selection = card.table.selectionModel()
    selection.setCurrentIndex(card.table.runs.index(0, 0), selection.SelectionFlag.NoUpdate)
    assert card.table.selected == [runs[1]]

    with qtbot.waitSignal(card.run_opened) as opened:
        card.table.make_menu().actions()[0].trigger()

    assert opened.args == [runs[1]]


def test_too_few_pictures_to_tell_two_runs_apart_is_said(
    qtbot: QtBot, card: RunsCard, runs: list[Run]
) -> None:
    choose(card, 0, 1)

    # 5 and 2 of 8 are right; by hand, 3 differ, all for the better run: p = 2 / 2**3.
    qtbot.waitUntil(lambda: "Too few pictures to tell" in note(card))
    assert "8 validation pictures" in note(card)
    assert "p = 0.25" in note(card)


def test_runs_on_other_pictures_are_compared_by_their_intervals(
    qtbot: QtBot, card: RunsCard, tmp_path: Path
) -> None:
    other = make_run(tmp_path / "runs" / "third", tmp_path / "pictures", answers=ANSWERS[:5])
    card._on_listed([*card._listed, row_of(other)])
    choose(card, 0, 1)

    qtbot.waitUntil(lambda: "overlap" in note(card))


def test_menu_offers_what_keys_do(card: RunsCard) -> None:
    choose(card, 0)
    one = {action.text(): action.isEnabled() for action in card.table.make_menu().actions()}
    choose(card, 0, 1)
    two = {action.text(): action.isEnabled() for action in card.table.make_menu().actions()}

    assert {"Open", "Rename", "Show in the file manager", "Move to trash"} <= set(one)
    assert all(one.values())
    assert not two["Rename"]
    assert two["Move to trash"]


def test_two_runs_of_one_minute_are_told_apart_by_the_second(tmp_path: Path) -> None:
    pictures = tmp_path / "pictures"
    early = make_run(tmp_path / "a", pictures, created="2020-05-01T10:00:07+00:00")
    late = make_run(tmp_path / "b", pictures, created="2020-05-01T10:00:41+00:00")

    first, second = spoken_names(early, late)

    assert first.endswith(":07")
    assert second.endswith(":41")
    assert spoken_names(replace(early, name="mine"), late)[0] == "mine"


def test_a_comparison_begins_with_a_capital_and_names_stay_as_they_are(runs: list[Run]) -> None:
    worse, better = runs
    found = Comparison(better, worse, SplitName.VALIDATION, 0.3, None, None, overlap=False)

    assert comparison_text(found).startswith("The run of ")
    named = replace(found, better=replace(better, name="dusk"))
    assert comparison_text(named).startswith("dusk is better than the run of ")


def test_a_difference_beyond_chance_is_said_with_what_it_does_not_hold_for(
    runs: list[Run],
) -> None:
    worse, better = runs
    found = Comparison(better, worse, SplitName.VALIDATION, 0.3, 200, 0.001, overlap=False)

    told = comparison_text(found)
    assert "30.0 points on 200 validation pictures are more than chance" in told
    assert told.endswith("(McNemar p = 0.001), unless one is the luckiest of many runs.")
