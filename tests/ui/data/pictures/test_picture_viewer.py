"""One picture in large: gone through by keys, its facts, what is wrong with it."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.pictures import noisy, plain, write_classes
from tests.ui.data.pictures.driving import child, choose_class, click, names, text
from tlgui.engine.data import facts
from tlgui.engine.data.facts import PictureFacts, picture_facts
from tlgui.engine.data.index import scan
from tlgui.engine.data.records import Problem, ProblemKind
from tlgui.engine.data.split import make_split
from tlgui.engine.errors import Message
from tlgui.ui.words.problem_words import what_to_do

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from tlgui.engine.data.records import DatasetIndex
    from tlgui.ui.data.picture_browser import PictureBrowser
    from tlgui.ui.work.jobs import JobRunner


def test_picture_opens_large_and_arrows_follow_the_filtered_order(
    qtbot: QtBot, browser: PictureBrowser, runner: JobRunner
) -> None:
    browser.filters.set_filters("validation", "")
    shown = names(browser)
    assert len(shown) > 2
    browser.grid.setFocus()
    browser.grid.go_to(0)
    QTest.keyClick(browser.grid, Qt.Key.Key_Return)
    viewer = browser.viewer
    assert viewer.isVisible()
    assert not browser.grid.isVisible()
    qtbot.waitUntil(lambda: viewer.canvas.hasFocus())
    assert text(viewer, "viewer_name") == shown[0]
    assert text(viewer, "viewer_count") == f"1 of {len(shown)}"
    assert not child(viewer, "viewer_previous_button").isEnabled()
    QTest.keyClick(viewer.canvas, Qt.Key.Key_Right)
    assert text(viewer, "viewer_name") == shown[1]
    click(viewer, "viewer_next_button")
    QTest.keyClick(child(viewer, "viewer_next_button"), Qt.Key.Key_Left)
    assert text(viewer, "viewer_name") == shown[1]
    QTest.keyClick(viewer.canvas, Qt.Key.Key_End)
    assert text(viewer, "viewer_name") == shown[-1]
    assert not child(viewer, "viewer_next_button").isEnabled()
    QTest.keyClick(viewer.canvas, Qt.Key.Key_Escape)
    assert browser.grid.isVisible()
    assert not viewer.isVisible()
    assert browser.grid.currentIndex().row() == len(shown) - 1
    qtbot.waitUntil(lambda: browser.grid.hasFocus())


def test_space_and_double_click_open_the_picture_and_a_filter_closes_it(
    browser: PictureBrowser,
) -> None:
    browser.grid.go_to(2)
    QTest.keyClick(browser.grid, Qt.Key.Key_Space)
    assert browser.viewer.isVisible()
    choose_class(browser, 1)
    assert not browser.viewer.isVisible()
    place = browser.grid.visualRect(browser.grid.model().index(3, 0)).center()
    QTest.mouseClick(browser.grid.viewport(), Qt.MouseButton.LeftButton, pos=place)
    QTest.mouseDClick(browser.grid.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert text(browser.viewer, "viewer_name") == "dog03.png"


def test_large_view_tells_the_facts_of_the_file(
    qtbot: QtBot, browser: PictureBrowser, runner: JobRunner
) -> None:
    browser.filters.set_filters("all", "owl02")
    browser.open_picture(0)
    qtbot.waitUntil(lambda: not runner.jobs)
    viewer = browser.viewer
    assert text(viewer, "viewer_class") == "owl"
    assert text(viewer, "viewer_place") == "owl"
    assert text(viewer, "viewer_split") in ("train", "validation", "test")
    assert text(viewer, "viewer_format") == "PNG"
    assert text(viewer, "viewer_pixels") == "90 x 120"
    assert text(viewer, "viewer_size").endswith(("bytes", "KiB"))
    assert text(viewer, "viewer_changed")[:2] == "20"
    assert not child(viewer, "viewer_frames").isVisible()
    assert not child(viewer, "viewer_problems").isVisible()


@pytest.mark.parametrize(
    ("changed", "told"),
    [(-400 * 86_400.0, "1968"), (4e11, "+14645"), (1e300, ""), (0.5, datetime.fromtimestamp(0))],
)
def test_large_view_tells_any_time_of_change(
    qtbot: QtBot,
    browser: PictureBrowser,
    runner: JobRunner,
    monkeypatch: pytest.MonkeyPatch,
    changed: float,
    told: str | datetime,
) -> None:
    """Cameras and archives know times that Python has no date for."""

    def changed_then(path: Path) -> PictureFacts:
        return replace(picture_facts(path), mtime=changed)

    monkeypatch.setattr(facts, "picture_facts", changed_then)
    browser.open_picture(0)
    qtbot.waitUntil(lambda: not runner.jobs)

    assert text(browser.viewer, "viewer_format") == "PNG"
    shown = text(browser.viewer, "viewer_changed")
    assert shown[: len(str(told)[:16])] == str(told)[:16]
    assert bool(shown) is bool(told)


def test_large_view_says_that_of_an_animation_the_first_frame_is_used(
    qtbot: QtBot, browser: PictureBrowser, runner: JobRunner, index: DatasetIndex
) -> None:
    from PIL import Image

    from tests.pictures import encoded

    frames = [Image.new("RGB", (20, 20), (90 * n, 0, 0)) for n in range(3)]
    data = encoded(frames[0], "GIF", save_all=True, append_images=frames[1:])
    index.file(0).write_bytes(data)
    browser.open_picture(0)
    qtbot.waitUntil(lambda: not runner.jobs)
    assert text(browser.viewer, "viewer_frames") == "3 frames: the first is used"


def test_large_view_says_what_is_wrong_and_what_to_do(
    qtbot: QtBot, browser: PictureBrowser, runner: JobRunner, index: DatasetIndex
) -> None:
    index.file(3).write_bytes(noisy("PNG")[:200])
    browser.open_picture(3)
    qtbot.waitUntil(lambda: not runner.jobs)
    said = text(browser.viewer, "viewer_problems")
    assert "cat03.png is torn." in said
    assert what_to_do(ProblemKind.UNREADABLE) in said
    assert "cannot be read" in browser.viewer.canvas.text
    index.file(4).unlink()
    browser.open_picture(4)
    qtbot.waitUntil(lambda: not runner.jobs)
    assert "does not exist" in text(browser.viewer, "viewer_problems")


def test_findings_that_arrive_leave_grid_and_large_view_where_they_are(
    qtbot: QtBot, browser: PictureBrowser, runner: JobRunner, index: DatasetIndex
) -> None:
    resets: list[None] = []
    browser.grid.model().modelReset.connect(lambda: resets.append(None))
    browser.grid.go_to(7)
    split = make_split(index)
    found = Problem(index.records[7].path, ProblemKind.DUPLICATE, Message("Seen before."))
    browser.show_dataset(index, split, (found,))
    assert browser.grid.currentIndex().row() == 7
    assert not resets
    browser.open_picture(7)
    browser.show_dataset(index, split, ())
    assert text(browser.viewer, "viewer_problems") == ""
    browser.show_dataset(index, split, (found,))
    assert browser.viewer.isVisible()
    assert "Seen before." in text(browser.viewer, "viewer_problems")


def test_another_folder_closes_the_large_view_and_forgets_filters(
    browser: PictureBrowser, tmp_path: Path
) -> None:
    choose_class(browser, 0)
    browser.open_picture(1)
    other = write_classes(tmp_path / "other", {"ant": 3, "bee": 4})
    browser.show_dataset(scan(other), None, ())
    assert not browser.viewer.isVisible()
    assert browser.state() == {"split": "all", "class": None, "words": ""}
    assert len(names(browser)) == 7


def test_z_shows_the_pictures_own_pixels_and_all_of_it_again(
    qtbot: QtBot, browser: PictureBrowser, runner: JobRunner, index: DatasetIndex
) -> None:
    index.file(0).write_bytes(plain("PNG", (3000, 2000)))
    browser.open_picture(0)
    qtbot.waitUntil(lambda: not runner.jobs)
    canvas = browser.viewer.canvas
    shown = canvas.mapFromScene(canvas.sceneRect()).boundingRect().size()
    assert shown.width() <= canvas.width() + 2
    assert shown.height() <= canvas.height() + 2
    QTest.keyClick(canvas, Qt.Key.Key_Z)
    assert canvas.mapFromScene(canvas.sceneRect()).boundingRect().width() >= 2999
    click(browser.viewer, "viewer_zoom_button")
    assert canvas.is_fitted


def test_ctrl_f_finds_from_the_large_view(qtbot: QtBot, browser: PictureBrowser) -> None:
    browser.open_picture(0)
    QTest.keyClick(browser.viewer.canvas, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    field = child(browser, "find_picture_field")
    qtbot.waitUntil(field.hasFocus)
    assert not browser.viewer.isVisible()
