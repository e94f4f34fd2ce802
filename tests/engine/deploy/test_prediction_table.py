"""A table of answers that grows: killed anywhere and gone on with, each picture is in it once."""

from __future__ import annotations

import csv
import os
import random
import subprocess
import sys
import textwrap
from pathlib import Path
from typing import TYPE_CHECKING, cast

import pytest

from tlgui.engine.deploy.prediction_table import PredictionTable, discard, partial_of
from tlgui.engine.deploy.predictor import Decision, Prediction
from tlgui.engine.errors import BundleError, Message
from tlgui.engine.metrics import Thresholds

if TYPE_CHECKING:
    from tlgui.engine.deploy.predictor import Predictor

CLASSES = ("cat", "dog, or =wolf")
PICTURES = 3_000


class FakePredictor:
    classes = CLASSES
    thresholds = Thresholds(0.5)

    def __init__(self, model: str) -> None:
        self.fingerprint = model


def predictor(model: str = "w1") -> Predictor:
    return cast("Predictor", FakePredictor(model))


def answer(number: int) -> Prediction:
    file = Path(f'/pictures/{number:06d}, "quoted"\nname.png')
    if number % 97 == 0:
        return Prediction(file, (), None, Message("{name} is damaged.", name=file.name))
    share = 0.5 + (number % 50) / 100
    ranked = ((CLASSES[number % 2], share), (CLASSES[1 - number % 2], 1 - share))
    return Prediction(file, ranked, Decision.ACCEPTED, None)


def fill(table: Path, count: int = PICTURES) -> int:
    """Answer all that is not in ``table`` yet; how many that were."""
    made = PredictionTable(table, predictor())
    todo = [number for number in range(count) if not made.has(answer(number).file)]
    for number in todo:
        made.add(answer(number))
    made.finish()
    return len(todo)


def rows(table: Path) -> list[list[str]]:
    with table.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


PROGRAM = """
    import sys
    from pathlib import Path
    from tests.engine.deploy import test_prediction_table as here

    table = here.PredictionTable(Path(sys.argv[1]), here.predictor())
    for number in range(int(sys.argv[2])):
        one = here.answer(number)
        if not table.has(one.file):
            table.add(one)
            print(str(number).ljust(8000), flush=True)  # The pipe holds but a few.
    table.finish()
"""


def killed(table: Path, count: int, after: int) -> None:
    """Begin or go on with ``table``, and kill it ``after`` so many answers."""
    process = subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(PROGRAM), str(table), str(count)],
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[3])},
    )
    assert process.stdout is not None
    for _ in range(after):
        process.stdout.readline()
    process.kill()
    process.wait(timeout=900)
    process.stdout.close()


def test_killed_ten_times_each_picture_is_answered_once(tmp_path: Path) -> None:
    table, places = tmp_path / "answers.csv", random.Random(1)
    for _kill in range(10):
        killed(table, PICTURES, places.randint(1, PICTURES // 20))
        assert not table.exists()

    left = fill(table)

    assert 0 < left < PICTURES
    header, *found = rows(table)
    assert header[6:8] == list(CLASSES)
    assert [row[0] for row in found] == [str(answer(number).file) for number in range(PICTURES)]
    assert not partial_of(table).exists()
    assert [path.name for path in tmp_path.iterdir()] == ["answers.csv"]


@pytest.mark.parametrize("cut", range(1, 60, 7))
def test_a_torn_last_row_is_answered_again(tmp_path: Path, cut: int) -> None:
    table = tmp_path / "answers.csv"
    begun = PredictionTable(table, predictor())
    for number in range(1, 6):
        begun.add(answer(number))
    begun.close()
    content = partial_of(table).read_bytes()
    partial_of(table).write_bytes(content[:-cut])

    again = PredictionTable(table, predictor())

    assert again.before == 4
    assert [one.label for one in again.earlier()] == [answer(n).label for n in range(1, 5)]
    again.close()


def test_earlier_answers_come_back_as_they_were(tmp_path: Path) -> None:
    table = tmp_path / "answers.csv"
    begun = PredictionTable(table, predictor(), bom=True)
    for number in (0, 1, 2):
        begun.add(answer(number))
    begun.close()

    again = PredictionTable(table, predictor(), bom=True)
    back = again.earlier()
    again.close()

    assert [one.ranked for one in back] == [answer(number).ranked for number in (0, 1, 2)]
    assert [str(one.error or "") for one in back][1:] == ["", ""]
    assert str(back[0].error) == str(answer(0).error)


def test_a_table_of_another_model_is_refused_and_kept(tmp_path: Path) -> None:
    table = tmp_path / "answers.csv"
    begun = PredictionTable(table, predictor("w1"))
    begun.add(answer(1))
    begun.close()
    before = partial_of(table).read_bytes()

    with pytest.raises(BundleError, match="of another model"):
        PredictionTable(table, predictor("w2"))

    assert partial_of(table).read_bytes() == before
    discard(table)
    assert list(tmp_path.iterdir()) == []
