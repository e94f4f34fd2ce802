"""Whether more pictures would help, told from half of those that there are."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from tlgui.engine.corrections.enough import what_doubling_brought
from tlgui.engine.corrections.learning import refit
from tlgui.engine.data.index import scan
from tlgui.engine.data.records import SplitName
from tlgui.engine.progress import Control
from tlgui.engine.training.fine_tuning.gain import Gain, Over

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pytest

    from tlgui.engine.models.network import Network
    from tlgui.engine.training.method import Fitted, Task
    from tlgui.engine.training.run import Run


def test_half_of_each_class_is_compared_with_all(
    trained_run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    learned: list[list[int]] = []

    def noting(task: Task, run: Run, before: Network, positions: Sequence[int]) -> Fitted:
        learned.append(list(positions))
        return refit(task, run, before, positions)

    monkeypatch.setattr("tlgui.engine.corrections.enough.refit", noting)
    index = scan(trained_run.dataset_root)

    gain = what_doubling_brought(trained_run, index, Control())

    assert gain is not None
    assert gain.over is Over.HALF
    assert abs(gain.after - trained_run.figures[gain.split]["accuracy"]) < 1e-6
    half, whole = learned
    assert set(half) < set(whole)
    counts = [
        [sum(index.records[at].class_index == label for at in some) for label in range(4)]
        for some in (half, whole)
    ]
    assert all(abs(2 * one - other) <= 1 for one, other in zip(*counts, strict=True))


def test_without_held_out_pictures_or_with_too_few_it_tells_nothing(trained_run: Run) -> None:
    index = scan(trained_run.dataset_root)
    train = trained_run.files[SplitName.TRAIN]
    alone = {SplitName.TRAIN: train, SplitName.VALIDATION: (), SplitName.TEST: ()}
    few = {**trained_run.files, SplitName.TRAIN: (*train[:2], *train[-2:])}

    for files in (alone, few):
        assert what_doubling_brought(replace(trained_run, files=files), index, Control()) is None


def test_what_is_told_follows_the_interval() -> None:
    clear = Gain(SplitName.TEST, 400, 0.8, 0.85, (0.02, 0.08), 0.001, Over.HALF)
    chance = replace(clear, p_value=0.4, interval=(-0.01, 0.03))
    little = replace(chance, interval=(-0.01, 0.005))

    assert "more pictures help" in str(clear.message())
    assert "do not tell whether more pictures help" in str(chance.message())
    assert "do not tell" in str(replace(clear, before=0.9).message())
    assert "change little" in str(little.message())
