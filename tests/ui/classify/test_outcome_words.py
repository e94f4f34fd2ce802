"""What was dropped is told where the list of answers does not show it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.pictures import plain
from tlgui.engine.data.records import Problem, ProblemKind
from tlgui.engine.deploy.looks import Looks
from tlgui.engine.errors import Message
from tlgui.engine.progress import Control
from tlgui.ui.classify.classify_jobs import Outcome, PredictorShelf
from tlgui.ui.classify.outcome_words import tell_outcome
from tlgui.ui.kit.message_bar import MessageBar

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

CATS, VOID, DOGS = Path("/p/cats"), Path("/p/void"), Path("/p/dogs")
PROBLEM = Problem("/p/locked", ProblemKind.UNREADABLE, Message("{path} is locked.", path="/p/x"))


class Silent:
    """Answers nothing."""

    def predict(self, *_asked: object) -> None:
        return

    def memory(self) -> None:
        return


@pytest.fixture
def bar(qtbot: QtBot) -> MessageBar:
    made = MessageBar()
    qtbot.addWidget(made)
    return made


@pytest.mark.parametrize(
    ("folders", "mixed", "said"),
    [
        ((), False, ""),
        (((CATS, 12),), True, "From the folder cats: 12 pictures."),
        (((CATS, 12), (DOGS, 1)), True, "From 2 folders: 13 pictures."),
        # Of folders alone everybody knows that pictures came from them.
        (((CATS, 12), (DOGS, 1)), False, ""),
        (((CATS, 12), (VOID, 0)), False, "There is no picture in the folder void."),
        (((VOID, 0),), True, "There is no picture in the folder void."),
        (
            ((VOID, 0), (CATS, 2), (DOGS, 0)),
            True,
            "There is no picture in 2 of the folders, void among them."
            " From the folder cats: 2 pictures.",
        ),
    ],
)
def test_folders_that_were_dropped_among_pictures_are_told(
    bar: MessageBar, folders: tuple[tuple[Path, int], ...], mixed: bool, said: str
) -> None:
    tell_outcome(bar, Outcome(14, (), 0.5, folders, mixed), 0)

    assert bar.text == said


def test_nothing_that_is_worth_a_word_hides_another(bar: MessageBar) -> None:
    tell_outcome(bar, Outcome(14, (PROBLEM,), 0.5, ((CATS, 12),), mixed=True), 2)

    assert bar.kind == "warning"
    assert bar.text == (
        "Not everything could be opened. /p/x is locked. From the folder cats: 12 pictures."
        " 2 pictures are unlike anything the model learned from."
    )


def test_each_folder_comes_with_its_pictures(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cats, more, void = (tmp_path / name for name in ("cats", "cats 2", "void"))
    for folder in (cats, more, void):
        folder.mkdir()
    for file in (cats / "a.png", cats / "b.png", more / "c.png", tmp_path / "d.png"):
        file.write_bytes(plain("PNG", (8, 8), (1, 2, 3)))
    monkeypatch.setattr(PredictorShelf, "predictor_of", lambda *_asked: Silent())

    def dropped(*paths: Path) -> Outcome:
        return PredictorShelf().classify(tmp_path, paths, Looks.ONCE, control=Control())

    together = dropped(tmp_path / "d.png", cats, more, void)
    assert together.folders == ((cats, 2), (more, 1), (void, 0))
    assert together.mixed
    assert not dropped(cats, void).mixed
    assert dropped(cats).folders == ()
