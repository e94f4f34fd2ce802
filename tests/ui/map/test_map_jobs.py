"""What the map has the workers do, with a real network: drawn, arranged, kept, dropped on."""

from __future__ import annotations

import shutil
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest

from tests.engine import runs
from tlgui.engine.data.index import scan
from tlgui.engine.data.split import make_split
from tlgui.engine.errors import BundleError
from tlgui.engine.models.catalog import DEFAULT_BACKBONE
from tlgui.engine.progress import Control
from tlgui.engine.training.framing import FramingRule
from tlgui.ui.map.map_content import MapContent
from tlgui.ui.map.map_jobs import arrange, draw, see
from tlgui.ui.work.session import Session

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot


def test_a_run_s_pictures_are_drawn_arranged_and_found_again(qtbot: QtBot, tmp_path: Path) -> None:
    run = runs.trained_run()
    index = scan(run.dataset_root, Control())
    asked = (index, None, run, FramingRule.CENTRE, DEFAULT_BACKBONE)

    drawn = draw(*asked, control=Control())
    assert drawn.arrangement is None
    made = arrange(drawn.picture_map, control=Control())
    again = draw(*asked, control=Control())

    assert again.arrangement is not None
    assert np.array_equal(again.arrangement.places, made.places)
    session = Session()
    content = MapContent(again, run, session)
    labels = again.picture_map.labels
    near = [content.near(at, content.there())[0].place for at in range(content.count)]
    assert (labels[near] == labels).mean() > 0.8
    copy = tmp_path / "copy.png"
    shutil.copy(content.file(7), copy)
    (newcomer,), failed = see(again.picture_map, [copy], control=Control())
    assert not failed
    (place,) = content.places_of([newcomer], by_neighbours=True)
    places = content.places(by_neighbours=True)
    nearest = int(np.linalg.norm(places - place, axis=1).argmin())
    assert labels[nearest] == labels[7]
    assert content.near_newcomer(newcomer, content.there())[0].place == 7
    session.close()


def test_a_backbone_that_is_not_here_is_not_downloaded_for_it(tmp_path: Path) -> None:
    root = runs.write_some_digits(tmp_path / "digits", a_class=4)
    index = scan(root, Control())

    drawn = draw(
        index,
        make_split(index),
        None,
        FramingRule.CENTRE,
        "resnet50.a1_in1k",
        control=Control(),
    )

    assert drawn.picture_map.key.startswith(DEFAULT_BACKBONE)


def test_weights_that_are_gone_are_told(tmp_path: Path) -> None:
    run = runs.trained_run()
    gone = replace(run, folder=tmp_path)

    with pytest.raises(BundleError, match="cannot be read"):
        draw(
            scan(run.dataset_root, Control()),
            None,
            gone,
            FramingRule.CENTRE,
            DEFAULT_BACKBONE,
            control=Control(),
        )
