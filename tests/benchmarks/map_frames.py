"""How smoothly the map zooms, and how long pictures take to be arranged.

    python -m tests.benchmarks.map_frames [--count 20000] [--no-arrangement]

A frame is a turn of the wheel and the repaint that follows, offscreen, in a view of 1,000 x 700
pixels: into the map until a few hundred points are left, which are pictures then, and out again.
Beside it, in the same process, a ``QGraphicsScene`` with an ellipse for each of the same points.
The points are drawn at random in ten heaps.
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import numpy as np
from PIL import Image
from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPen, QWheelEvent
from PySide6.QtWidgets import QApplication, QGraphicsEllipseItem, QGraphicsScene, QGraphicsView

from tests.engine.picture_map.maps import made_map
from tlgui.engine.picture_map import arrangement
from tlgui.engine.progress import Control
from tlgui.ui.look import theme
from tlgui.ui.map.map_colors import class_color
from tlgui.ui.map.map_points import Coloring, Points
from tlgui.ui.map.map_view import MapView
from tlgui.ui.pictures.thumbnails import ThumbnailLoader
from tlgui.ui.work.jobs import JobRunner

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

HEAPS = 10
SIZE = (1_000, 700)
TURNS = 24
ROUNDS = 6
PICTURES = 600
"""Files that all points share: there is a thumbnail for each."""
WHERE = QPointF(560, 330)
Frames = tuple[list[float], list[float]]


def drawn(count: int) -> tuple[NDArray[np.float32], NDArray[np.int64]]:
    """Places in the plane from -1 to 1, and which heap each is of."""
    draw = np.random.default_rng(0)
    heap = draw.integers(0, HEAPS, count)
    middles = draw.uniform(-0.8, 0.8, (HEAPS, 2))
    places = middles[heap] + 0.12 * draw.standard_normal((count, 2))
    return np.clip(places, -1, 1).astype(np.float32), heap.astype(np.int64)


def timed(app: QApplication, frame: Callable[[int], None]) -> Frames:
    """Milliseconds of each frame, in and out again: on the clock, and of the thread's own work."""
    turns = [*[1] * TURNS, *[-1] * TURNS] * ROUNDS
    for turn in turns[: 2 * TURNS]:
        frame(turn)
        app.processEvents()
    taken: Frames = ([], [])
    for turn in turns:
        clock, work = time.perf_counter(), time.thread_time()
        frame(turn)
        app.processEvents()
        taken[0].append(1_000 * (time.perf_counter() - clock))
        taken[1].append(1_000 * (time.thread_time() - work))
    return taken


def say(line: str) -> None:
    sys.stdout.write(f"{line}\n")


def told(name: str, taken: Frames) -> None:
    """On the clock, and as the thread itself worked: other programs count in the former only."""
    for what, values in zip(("clock", "work"), taken, strict=True):
        ordered = sorted(values)
        late = sum(value > 1_000 / 60 for value in values) / len(values)
        say(
            f"{name}, {what}: {len(values)} frames, p50 {statistics.median(ordered):.1f} ms,"
            f" p99 {ordered[int(0.99 * (len(ordered) - 1))]:.1f} ms,"
            f" maximum {ordered[-1]:.1f} ms, {100 * late:.1f}% longer than 1/60 s"
        )


def map_frames(app: QApplication, count: int, folder: Path) -> Frames:
    """Of the map, with pictures where few are in sight."""
    places, heap = drawn(count)
    files = [folder / f"{number}.jpg" for number in range(PICTURES)]
    for number, file in enumerate(files):
        pixels = np.random.default_rng(number).integers(0, 256, (30, 40, 3), np.uint8)
        Image.fromarray(pixels).resize((400, 300)).save(file)
    runner = JobRunner()
    view = MapView(ThumbnailLoader(runner))
    view.resize(*SIZE)
    view.set_files(lambda place: files[place % PICTURES])
    view.show()
    colors = tuple(class_color(number) for number in range(HEAPS))
    coloring = Coloring(tuple("abcdefghij"), colors, heap)
    view.show_points(Points(places, coloring), str)
    in_sight: list[int] = []

    def frame(turn: int) -> None:
        event = QWheelEvent(
            WHERE,
            WHERE,
            QPoint(),
            QPoint(0, 120 * turn),
            Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        QApplication.sendEvent(view, event)
        view.repaint()
        in_sight.append(len(view._painter._pictures))

    taken = timed(app, frame)
    say(f"pictures in sight at most: {max(in_sight)}")
    view.close()
    view.deleteLater()
    runner.shutdown()
    return taken


def scene_frames(app: QApplication, count: int) -> Frames:
    """Of a scene with an item for each point, as it is usually done."""
    places, heap = drawn(count)
    scene = QGraphicsScene()
    pen = QPen(Qt.PenStyle.NoPen)
    brushes = [QBrush(QColor(class_color(number)[0])) for number in range(HEAPS)]
    for (x, y), number in zip((330 * places).tolist(), heap.tolist(), strict=True):
        item = QGraphicsEllipseItem(QRectF(-3, -3, 6, 6))
        item.setPen(pen)
        item.setBrush(brushes[number])
        item.setPos(x, y)
        item.setFlag(QGraphicsEllipseItem.GraphicsItemFlag.ItemIgnoresTransformations)
        scene.addItem(item)
    view = QGraphicsView(scene)
    view.setRenderHint(QPainter.RenderHint.Antialiasing)
    view.setTransformationAnchor(QGraphicsView.ViewportAnchor.AnchorUnderMouse)
    view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    view.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    view.resize(*SIZE)
    view.show()

    def frame(turn: int) -> None:
        factor = 1.2**turn
        view.scale(factor, factor)
        view.viewport().repaint()

    taken = timed(app, frame)
    view.close()
    return taken


def arranging(count: int) -> None:
    """How long t-SNE takes, and what it keeps saves."""
    whole = made_map(count)
    start = time.perf_counter()
    made = arrangement.arrange(whole, Control())
    seconds = time.perf_counter() - start
    start = time.perf_counter()
    assert arrangement.kept_arrangement(whole) is not None
    again = 1_000 * (time.perf_counter() - start)
    say(
        f"{count:,} pictures arranged in {seconds:.1f} s, {made.arranged:,} of them by t-SNE;"
        f" from disk in {again:.0f} ms"
    )


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=20_000)
    parser.add_argument("--no-arrangement", action="store_true")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        os.environ["TLGUI_HOME"] = folder
        app = QApplication([])
        theme.apply_theme(app, "light")
        told(f"map of {asked.count:,}", map_frames(app, asked.count, Path(folder)))
        told(f"scene of {asked.count:,}", scene_frames(app, asked.count))
        if not asked.no_arrangement:
            for count in (3_068, asked.count):
                arranging(count)


if __name__ == "__main__":
    main()
