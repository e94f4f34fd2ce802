"""All pictures as a network sees them: coordinates, neighbours, answers, and what came later."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import numpy as np
import pytest

from tests.engine import runs
from tests.engine.picture_map.maps import made_map
from tests.pictures import write_classes
from tlgui.engine.data.index import scan
from tlgui.engine.data.records import SplitName
from tlgui.engine.data.split import make_split
from tlgui.engine.errors import DatasetError
from tlgui.engine.insight.report import load_report
from tlgui.engine.picture_map.survey import PARTS, survey
from tlgui.engine.progress import Control
from tlgui.engine.training.run import split_of_run

if TYPE_CHECKING:
    from pathlib import Path

    from tlgui.engine.picture_map.survey import PictureMap
    from tlgui.engine.training.run import Run


@pytest.fixture(scope="module")
def drawn() -> PictureMap:
    with runs.at_home(runs.shared_home()):
        run = runs.trained_run()
        return survey(scan(run.dataset_root, Control()), None, run, None, Control())


def test_the_same_pictures_have_the_same_places(drawn: PictureMap, trained_run: Run) -> None:
    again = survey(scan(trained_run.dataset_root, Control()), None, trained_run, None, Control())

    assert np.array_equal(again.flat, drawn.flat)
    assert np.array_equal(again.seen, drawn.seen)
    assert again.key == drawn.key


def test_the_plane_is_that_of_the_main_components(drawn: PictureMap) -> None:
    turned = drawn.flat - drawn.flat.mean(axis=0)

    assert abs(float(turned[:, 0] @ turned[:, 1])) < 1e-2 * float((turned[:, 0] ** 2).sum())
    assert turned[:, 0].std() >= turned[:, 1].std()
    assert 0 < drawn.share < 1


def test_neighbours_are_those_of_comparing_each_with_each() -> None:
    some = made_map(1_500, width=700)
    whole = some.whole.astype(np.float32)
    assert some.seen.shape[1] < 700
    same = 0

    for place in range(0, 1_500, 15):
        likeness = whole @ whole[place]
        likeness[place] = -2
        expected = np.argsort(-likeness, kind="stable")[:6]
        found, alike = some.nearest(whole[place], 6, without=place)
        same += len(set(found.tolist()) & set(expected.tolist()))
        assert np.allclose(alike, likeness[found])
        assert (np.diff(alike) <= 0).all()
    # Noise has no main axes: of real pictures hardly any is missed.
    assert same >= 0.8 * 600
    few = made_map(200)
    likeness = few.whole.astype(np.float32) @ few.whole[9].astype(np.float32)
    likeness[9] = -2
    found, _alike = few.nearest(few.whole[9].astype(np.float32), 1_000, without=9)
    assert found.tolist() == np.argsort(-likeness, kind="stable")[:199].tolist()


def test_answers_are_those_of_the_report(drawn: PictureMap, trained_run: Run) -> None:
    report = load_report(trained_run, SplitName.VALIDATION)
    place = {drawn.index.records[at].path: n for n, at in enumerate(drawn.positions.tolist())}
    at = [place[file] for file in report.files]

    assert drawn.answers is not None
    assert drawn.answers.classes == trained_run.classes
    assert drawn.answers.numbers[at].tolist() == report.predictions.tolist()
    assert np.allclose(drawn.answers.sureness[at], report.confidences, atol=1e-6)
    assert drawn.answers.true[at].tolist() == report.targets.tolist()


def test_parts_are_those_of_the_run(drawn: PictureMap, trained_run: Run) -> None:
    split = split_of_run(trained_run, drawn.index)

    for number, name in enumerate(PARTS):
        found = set(drawn.positions[drawn.parts == number].tolist())
        assert found == set(getattr(split, name.value))


def test_a_copy_that_comes_later_lies_where_its_original_does(
    drawn: PictureMap, tmp_path: Path
) -> None:
    copy = tmp_path / "copy.png"
    shutil.copy(drawn.index.file(int(drawn.positions[5])), copy)
    broken = tmp_path / "broken.png"
    broken.write_bytes(b"no picture")

    (found,), failed = drawn.newcomers.see([broken, copy], Control())

    assert found.file == copy
    assert drawn.nearest(found.whole, 1)[0].tolist() == [5]
    spread = float(np.abs(drawn.flat).max())
    assert np.abs(found.flat - drawn.flat[5]).max() < 0.02 * spread
    assert drawn.answers is not None
    assert found.answer == drawn.answers.classes[int(drawn.answers.numbers[5])]
    assert [file for file, _why in failed] == [broken]


def test_without_a_run_the_pretrained_network_looks(tmp_path: Path) -> None:
    root = write_classes(tmp_path / "pictures", {"a": 4, "b": 4})
    index = scan(root, Control())

    found = survey(index, make_split(index), None, None, Control())

    assert len(found.positions) == 8
    assert found.answers is None


def test_unreadable_pictures_are_left_out_and_named(tmp_path: Path) -> None:
    root = write_classes(tmp_path / "pictures", {"a": 4, "b": 4})
    (root / "a" / "broken.png").write_bytes(b"no picture")
    index = scan(root, Control())

    found = survey(index, None, None, None, Control())

    assert len(found.positions) == 8
    assert [index.records[at].path for at in found.failures] == ["a/broken.png"]


@pytest.mark.parametrize("count", [1, 2])
def test_too_few_pictures_are_refused_with_a_way_on(tmp_path: Path, count: int) -> None:
    index = scan(write_classes(tmp_path / "pictures", {"a": count}), Control())

    with pytest.raises(DatasetError, match=f"at least 3 pictures .* there are {count}") as caught:
        survey(index, None, None, None, Control())
    assert caught.value.hint is not None
