"""Features in memory: read once for all heads of a body."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from tests.engine import runs
from tlgui.engine.deploy.predictor import Predictor
from tlgui.engine.errors import Message
from tlgui.engine.progress import Control
from tlgui.engine.training.features import Features
from tlgui.engine.training.material.seen_features import SeenFeatures

if TYPE_CHECKING:
    from collections.abc import Generator, Sequence
    from pathlib import Path

    import pytest

    from tlgui.engine.deploy.predictor import Prediction
    from tlgui.engine.training.run import Run


def write(folder: Path, *names: str) -> list[Path]:
    files = [folder / name for name in names]
    for number, file in enumerate(files):
        file.write_bytes(b"x" * (number + 1))
    return files


class Reader:
    """Sees in a file how long it is; a file called ``bad`` cannot be read."""

    def __init__(self) -> None:
        self.read: list[str] = []

    def __call__(self, files: Sequence[Path]) -> Generator[Features, None, None]:
        self.read += [file.name for file in files]
        for place, file in enumerate(files):
            size = np.full((1, 4), file.stat().st_size, np.float32)
            at = np.asarray([place], np.int64)
            if file.name == "bad":
                failed = ((place, Message("it is bad")),)
                yield Features(at[:0], size[:0], failed, 1, frozenset({place}))
            else:
                yield Features(at, size, (), 1)


def answers(seen: SeenFeatures, files: list[Path], reader: Reader, key: str = "a") -> list[object]:
    found: dict[int, object] = {}
    for part in seen.stream(files, key, reader):
        pairs = zip(part.positions.tolist(), part.values, strict=True)
        found |= {place: float(row[0]) for place, row in pairs}
        found |= {place: str(reason) for place, reason in part.failures}
        assert part.passing <= {place for place, _reason in part.failures}
    return [found[place] for place in range(len(files))]


def test_what_was_read_is_not_read_again_and_each_keeps_its_place(tmp_path: Path) -> None:
    a, b, bad, c = write(tmp_path, "a", "b", "bad", "c")
    seen, reader = SeenFeatures(), Reader()
    assert answers(seen, [b, bad], reader) == [2.0, "it is bad"]

    assert answers(seen, [a, bad, b, c], reader) == [1.0, "it is bad", 2.0, 4.0]

    assert reader.read == ["b", "bad", "a", "bad", "c"]


def test_a_file_that_has_changed_is_read_again(tmp_path: Path) -> None:
    (a,) = write(tmp_path, "a")
    seen, reader = SeenFeatures(), Reader()
    answers(seen, [a], reader)
    a.write_bytes(b"longer")

    assert answers(seen, [a], reader) == [6.0]


def test_another_body_has_other_features(tmp_path: Path) -> None:
    (a,) = write(tmp_path, "a")
    seen, reader = SeenFeatures(), Reader()
    for key in ("one", "other", "other"):
        answers(seen, [a], reader, key)

    assert reader.read == ["a", "a"]


def test_memory_is_bounded(tmp_path: Path) -> None:
    files = write(tmp_path, "a", "b", "c")
    seen, reader = SeenFeatures(size_limit=2 * 16), Reader()
    answers(seen, files, reader)
    reader.read.clear()

    answers(seen, files[1:], reader)
    assert reader.read == []
    answers(seen, files[:1], reader)
    assert reader.read == ["a"]


def ranked(predictions: list[Prediction]) -> list[list[tuple[str, float]]]:
    """To six digits: in other batches sums are rounded otherwise."""
    return [[(name, round(share, 6)) for name, share in each.ranked] for each in predictions]


def test_a_predictor_answers_the_same_from_memory(
    trained_run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = sorted(runs.digits().rglob("*.png"))
    plain = Predictor(trained_run).predict(files, Control())
    first, second = Predictor(trained_run), Predictor(trained_run)
    first.seen = second.seen = SeenFeatures()
    assert ranked(first.predict(files[::2], Control())) == ranked(plain[::2])

    def no_decoding(*_asked: object) -> None:
        raise AssertionError("it is known")

    assert ranked(second.predict(files, Control())) == ranked(plain)
    monkeypatch.setattr("tlgui.engine.training.features.decode", no_decoding)
    assert ranked(second.predict(files, Control())) == ranked(plain)
