"""The map by mouse and by keyboard: zoom, move, choose, lasso, filter."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tlgui.ui.map.map_points import Coloring, Points
from tlgui.ui.map.map_view import MapView
from tlgui.ui.map.point_image import inside
from tlgui.ui.pictures.thumbnails import ThumbnailLoader

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from tlgui.ui.work.jobs import JobRunner

COUNT = 1_000
Key = Qt.Key
Modifier = Qt.KeyboardModifier


@pytest.fixture
def view(qtbot: QtBot, themed: QApplication, runner: JobRunner, tmp_path: Path) -> MapView:
    draw = np.random.default_rng(0)
    places = draw.uniform(-1, 1, (COUNT, 2)).astype(np.float32)
    coloring = Coloring(("a", "b"), ("accent", "bad"), np.arange(COUNT) % 2)
    made = MapView(ThumbnailLoader(runner))
    qtbot.addWidget(made)
    made.resize(600, 400)
    made.set_files(lambda place: tmp_path / f"{place}.png")
    with qtbot.waitExposed(made):
        made.show()
    made.show_points(Points(places, coloring), lambda place: f"picture {place}")
    made.setFocus()
    return made


def pixel(view: MapView, place: int) -> QPoint:
    x, y = view.camera.on_screen(view.points.places[place : place + 1])[0].tolist()
    return QPoint(round(x), round(y))


def wheel(view: MapView, where: QPointF, turned: int) -> None:
    event = QWheelEvent(
        where,
        QPointF(view.mapToGlobal(where.toPoint())),
        QPoint(),
        QPoint(0, turned),
        Qt.MouseButton.NoButton,
        Modifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(view, event)


def lasso(view: MapView, corners: list[tuple[int, int]], keys: Modifier) -> None:
    left = Qt.MouseButton.LeftButton
    QTest.mousePress(view, left, keys, QPoint(*corners[0]))
    for corner in corners[1:]:
        QTest.mouseMove(view, QPoint(*corner))
    QTest.mouseRelease(view, left, keys, QPoint(*corners[-1]))


def test_the_wheel_zooms_round_the_pointer(view: MapView) -> None:
    where = QPointF(400, 150)
    before = view.camera.in_plane(where.x(), where.y())

    wheel(view, where, 240)

    assert view.camera.zoom == pytest.approx(1.44)
    assert view.camera.in_plane(where.x(), where.y()) == pytest.approx(before)
    for _ in range(200):
        wheel(view, where, 1200)
    assert np.isfinite(view.camera.on_screen(view.points.places)).all()
    view.grab()
    for _ in range(200):
        wheel(view, where, -1200)
    view.grab()
    assert view.camera.zoom >= 0.5


def test_dragging_moves_what_is_under_the_pointer(view: MapView) -> None:
    under = view.camera.in_plane(300, 200)

    QTest.mousePress(view, Qt.MouseButton.LeftButton, pos=QPoint(300, 200))
    QTest.mouseMove(view, QPoint(320, 230))
    QTest.mouseMove(view, QPoint(350, 240))
    QTest.mouseRelease(view, Qt.MouseButton.LeftButton, pos=QPoint(350, 240))

    assert view.camera.in_plane(350, 240) == pytest.approx(under)
    assert view.points.chosen == -1, "a drag is no click"


def test_keys_zoom_move_and_show_all(view: MapView) -> None:
    QTest.keyClick(view, Key.Key_Plus)
    QTest.keyClick(view, Key.Key_Plus)
    assert view.camera.zoom == pytest.approx(1.96)
    QTest.keyClick(view, Key.Key_Minus)
    assert view.camera.zoom == pytest.approx(1.4)
    x = view.camera.x
    QTest.keyClick(view, Key.Key_Right)
    assert view.camera.x > x
    QTest.keyClick(view, Key.Key_Down)
    assert view.camera.y > 0
    QTest.keyClick(view, Key.Key_0)
    assert (view.camera.zoom, view.camera.x, view.camera.y) == (1, 0, 0)


def test_a_click_chooses_the_nearest_point_and_empty_ground_none(view: MapView) -> None:
    told: list[int] = []
    view.chosen_changed.connect(told.append)
    view.points.places = np.asarray([(0, 0), (0.5, 0.5)] * (COUNT // 2), np.float32)

    QTest.mouseClick(view, Qt.MouseButton.LeftButton, pos=pixel(view, 1) + QPoint(4, 3))
    QTest.mouseClick(view, Qt.MouseButton.LeftButton, pos=QPoint(20, 380))

    assert told[0] % 2 == 1
    assert told[1] == -1


def test_a_point_is_chosen_by_keyboard_alone(view: MapView) -> None:
    QTest.keyClick(view, Key.Key_Return)
    first = view.points.chosen
    middle = np.linalg.norm(view.points.places, axis=1)
    assert first == int(middle.argmin())
    assert view.accessibleDescription() == f"picture {first}"

    QTest.keyClick(view, Key.Key_Right, Modifier.AltModifier)
    second = view.points.chosen
    across, down = (view.points.places[second] - view.points.places[first]).tolist()
    assert across > 0
    assert abs(down) <= across

    QTest.keyClick(view, Key.Key_Space)
    assert np.flatnonzero(view.points.selected).tolist() == [second]
    assert "1 selected" in view.accessibleDescription()
    QTest.keyClick(view, Key.Key_Space)
    assert not view.points.selected.any()


def test_going_on_by_keys_what_is_chosen_stays_in_sight(view: MapView) -> None:
    QTest.keyClick(view, Key.Key_Return)
    for _ in range(4):
        view.zoom(1.4)
    for _ in range(10):
        QTest.keyClick(view, Key.Key_Left, Modifier.AltModifier)

    assert view.rect().contains(pixel(view, view.points.chosen))


def test_a_lasso_selects_exactly_those_inside(view: MapView) -> None:
    corners = [(100, 80), (420, 60), (380, 200), (460, 330), (140, 300), (240, 190)]

    lasso(view, corners, Modifier.ShiftModifier)

    on_screen = view.camera.on_screen(view.points.places)
    expected = inside(np.asarray(corners, np.float32), on_screen)
    assert view.points.selected.tolist() == expected.tolist()
    assert 0 < expected.sum() < COUNT
    assert view.points.chosen == -1
    assert view.camera.x == 0, "it selects, it does not move"

    more = [(480, 20), (590, 20), (590, 390), (480, 390)]
    lasso(view, more, Modifier.ShiftModifier | Modifier.ControlModifier)
    both = expected | inside(np.asarray(more, np.float32), on_screen)
    assert view.points.selected.tolist() == both.tolist()


def test_the_tool_makes_plain_dragging_a_lasso(view: MapView) -> None:
    ended: list[bool] = []
    view.lasso_ended.connect(lambda: ended.append(True))
    view.lassoing = True

    lasso(view, [(50, 50), (550, 50), (550, 350), (50, 350)], Modifier.NoModifier)

    assert view.points.selected.sum() > COUNT / 4
    assert ended == [True]


def test_what_is_filtered_out_cannot_be_chosen_or_selected(view: MapView) -> None:
    view.choose(1)
    view.select(np.ones(COUNT, bool))
    assert view.points.selected.all()

    view.points.filter(frozenset({1}))

    assert view.points.chosen == -1
    assert view.points.selected.tolist() == [place % 2 == 0 for place in range(COUNT)]
    view.select(np.ones(COUNT, bool))
    assert view.points.selected.sum() == COUNT / 2
    view.choose(3)
    assert view.points.chosen == -1
    lasso(view, [(0, 0), (599, 0), (599, 399), (0, 399)], Modifier.ShiftModifier)
    assert not view.points.selected[1::2].any()
    assert all(view.place_at(QPointF(pixel(view, place))) % 2 == 0 for place in range(0, 40, 2))


def test_all_in_sight_are_selected_by_a_key(view: MapView) -> None:
    view.zoom(3)
    QTest.keyClick(view, Key.Key_A, Modifier.ControlModifier)

    on_screen = view.camera.on_screen(view.points.places)
    expected = ((on_screen >= 0) & (on_screen < (600, 400))).all(axis=1)
    assert view.points.selected.tolist() == expected.tolist()
    assert 0 < expected.sum() < COUNT


def test_giving_up_clears_one_thing_after_the_other(view: MapView) -> None:
    view.choose(2)
    view.select(np.ones(COUNT, bool))

    assert view.give_up()
    assert not view.points.selected.any()
    assert view.points.chosen == 2
    assert view.give_up()
    assert view.points.chosen == -1
    assert not view.give_up()


def test_a_map_of_nothing_and_of_one_can_be_looked_at(view: MapView) -> None:
    for count in (0, 1):
        coloring = Coloring(("a",), ("accent",), np.zeros(count, np.int64))
        view.show_points(Points(np.zeros((count, 2), np.float32), coloring), str)
        view.grab()
        for key in (Key.Key_Return, Key.Key_Plus, Key.Key_Space):
            QTest.keyClick(view, key)
        QTest.keyClick(view, Key.Key_Left, Modifier.AltModifier)
        QTest.mouseClick(view, Qt.MouseButton.LeftButton, pos=QPoint(300, 200))
        assert view.points.chosen == count - 1


def test_pictures_stand_in_for_points_where_few_are_in_sight(view: MapView) -> None:
    view.grab()
    assert view._painter.picture_at(QPointF(pixel(view, 0))) == -1

    view.choose(0)
    view._look(view.camera.at(*view.points.places[0].tolist()))
    view.zoom(12)
    view.grab()

    assert view._painter.picture_at(QPointF(pixel(view, 0))) == 0
    assert view.place_at(QPointF(pixel(view, 0)) + QPointF(20, 20)) == 0


def test_there_is_room_for_what_is_looked_at_and_its_like_first(view: MapView) -> None:
    view._look(view.camera.at(0, 0))
    view.zoom(6)
    view.grab()
    shown = {place for place, _area in view._painter._pictures}
    on_screen = view.camera.on_screen(view.points.places)
    inside_view = ((on_screen > 60) & (on_screen < (540, 340))).all(axis=1)
    hidden = [at for at in np.flatnonzero(inside_view).tolist() if at not in shown]
    chosen = hidden[0]
    apart = np.abs(on_screen - on_screen[chosen]).max(axis=1)
    like = next(at for at in hidden if apart[at] > 150)

    view.choose(chosen)
    view.points.near = (like,)
    view.grab()

    assert {chosen, like} <= {place for place, _area in view._painter._pictures}


def test_places_change_before_the_users_eyes(view: MapView, qtbot: QtBot) -> None:
    before = view.points.places
    after = -before

    view.move_to(after)
    qtbot.waitUntil(lambda: not np.array_equal(view.points.places, before))

    qtbot.waitUntil(lambda: np.array_equal(view.points.places, after))
