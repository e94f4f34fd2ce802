"""A folder of very many pictures: listing it, opening it, scrolling and filtering, and memory.

    python -m tests.benchmarks.many_pictures FOLDER [--count 100000] [--keep DIR]

Makes a temporary folder of ``--count`` pictures by copying small versions of those in FOLDER, into
as many classes, then measures with the real widgets, without a display. ``--keep`` makes the folder
there and leaves it for the next time.
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

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from PySide6.QtWidgets import QApplication

    from tlgui.ui.data.picture_browser import PictureBrowser
    from tlgui.ui.work.jobs import JobRunner

SIDE, SOURCES, ROUNDS = 240, 300, 3
FRAME_LIMIT_MS = 33
SCROLL_S = 8.0


def make_folder(photos: Path, target: Path, count: int) -> Path:
    """``count`` pictures in ``target``, one class folder for each of those of ``photos``.

    Each is a copy of one of 300 photos, made small once, with its number appended: no two files
    are the same. (Hard links would count once by design.)
    """
    from io import BytesIO

    from PIL import Image

    from tlgui.engine.data.images import thumbnail
    from tlgui.engine.data.index import scan

    if (target / "complete").exists():
        return target
    index = scan(photos)
    step = max(1, len(index.records) // SOURCES)
    small: list[tuple[str, bytes]] = []
    for position in range(0, len(index.records), step):
        buffer = BytesIO()
        pixels = thumbnail(index.file(position), SIDE)
        Image.fromarray(pixels).save(buffer, "JPEG", quality=80)
        small.append((index.classes[index.records[position].class_index], buffer.getvalue()))
    for label in index.classes:
        (target / label).mkdir(parents=True, exist_ok=True)
    for number in range(count):
        label, data = small[number * 7919 % len(small)]
        path = target / label / f"{number:06}.jpg"
        path.write_bytes(data + number.to_bytes(4, "big"))
    (target / "complete").touch()
    return target


def seconds(call: Callable[[], object]) -> float:
    """The median of a few runs, after one that fills the system's caches."""
    call()
    taken = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        call()
        taken.append(time.perf_counter() - start)
    return statistics.median(taken)


def bare_walk(folder: Path) -> int:
    """The least that can be done: every folder listed, every file's status read."""

    def files(place: str) -> Iterator[os.stat_result]:
        with os.scandir(place) as entries:
            for entry in entries:
                if entry.is_dir():
                    yield from files(entry.path)
                else:
                    yield entry.stat()

    return sum(1 for _ in files(str(folder)))


def rss_mb() -> float:
    """Memory of this process that lies in RAM, in MB."""
    if sys.platform != "linux":
        import resource

        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def row(name: str, *values: str) -> None:
    """Print a line of the table."""
    sys.stdout.write(f"| {name} | {' | '.join(values)} |\n")
    sys.stdout.flush()


def listing(folder: Path) -> None:
    from tlgui.engine.data.index import scan

    ours, bare = seconds(lambda: scan(folder)), seconds(lambda: bare_walk(folder))
    row("listing (tlgui scan)", f"{ours:.2f} s")
    row("os.scandir and stat of each", f"{bare:.2f} s", f"scan is {ours / bare:.2f} times")
    from torchvision.datasets import ImageFolder

    theirs = seconds(lambda: ImageFolder(str(folder)))
    row("torchvision ImageFolder", f"{theirs:.2f} s", f"{theirs / ours:.2f} times scan")


class Window:
    """The Data page's content on the folder, with an event loop that is turned by hand."""

    def __init__(self) -> None:
        from PySide6.QtWidgets import QApplication

        from tlgui.ui.data.data_content import DataContent
        from tlgui.ui.look import theme
        from tlgui.ui.work.jobs import JobRunner

        self.app: QApplication = QApplication([])
        theme.apply_theme(self.app, "light")
        self.runner: JobRunner = JobRunner()
        self.content = DataContent(self.runner)
        self.content.resize(1064, 662)
        self.content.show()
        self.browser: PictureBrowser = self.content.browser
        self.turn(0.3)

    def turn(self, least_s: float = 0.0, until: Callable[[], bool] = lambda: True) -> None:
        """Turn the event loop for ``least_s`` seconds and until ``until``."""
        end = time.perf_counter() + least_s
        while time.perf_counter() < end or not until():
            self.app.processEvents()
            time.sleep(0.0005)

    def in_sight(self) -> int:
        """Pictures on screen now."""
        grid = self.browser.grid
        return sum(
            1
            for at in range(grid.model().rowCount())[:200]
            if grid.visualRect(grid.model().index(at, 0)).intersects(grid.viewport().rect())
        )

    def open(self, folder: Path) -> None:
        """Open ``folder`` as the page does: listed in the background, then shown."""
        from tlgui.ui.data.data_jobs import list_folder

        start = time.perf_counter()
        found: list[object] = []
        job = self.runner.start(list_folder, folder, lane="files")
        job.succeeded.connect(found.append)
        longest = self._longest_stall(lambda: bool(found))
        listed = time.perf_counter() - start
        made = found[0]
        begun = time.perf_counter()
        index, split = made.index, made.split  # type: ignore[attr-defined]  # set above
        self.content.split_card.show_split(index, split)
        self.browser.show_dataset(index, split, index.problems)
        shown = time.perf_counter() - begun
        kept = self.browser.thumbnails._kept
        self.turn(until=lambda: bool(kept))
        first = time.perf_counter() - start
        self.turn(until=lambda: len(kept) >= self.in_sight())
        row("opening: listed and divided", f"{listed:.2f} s", f"longest stall {longest:.0f} ms")
        row("opening: shown (GUI thread)", f"{shown * 1000:.0f} ms")
        row("opening: first thumbnail", f"{first:.2f} s after the start")
        row("opening: all in sight", f"{time.perf_counter() - start:.2f} s after the start")

    def _longest_stall(self, done: Callable[[], bool]) -> float:
        longest = 0.0
        while not done():
            start = time.perf_counter()
            self.app.processEvents()
            time.sleep(0.001)
            longest = max(longest, (time.perf_counter() - start - 0.001) * 1000)
        return longest

    def scroll(self, name: str, pixels_a_frame: int) -> None:
        """Scroll down and measure each frame: everything that happens until the next can start."""
        grid = self.browser.grid
        bar = grid.verticalScrollBar()
        bar.setValue(0)
        self.turn(1.0)
        frames = []
        end = time.perf_counter() + SCROLL_S
        while time.perf_counter() < end:
            start = time.perf_counter()
            if bar.value() >= bar.maximum():
                bar.setValue(0)
            bar.setValue(bar.value() + pixels_a_frame)
            grid.viewport().repaint()
            self.app.processEvents()
            took = time.perf_counter() - start
            frames.append(took * 1000)
            time.sleep(max(0.001, 1 / 60 - took))
        frames.sort()
        p50, p95 = (frames[int(len(frames) * share)] for share in (0.5, 0.95))
        said = "" if p95 < FRAME_LIMIT_MS else f"over {FRAME_LIMIT_MS} ms"
        row(name, f"p50 {p50:.1f} ms", f"p95 {p95:.1f} ms", f"max {frames[-1]:.1f} ms", said)

    def filter(self) -> None:
        browser = self.browser
        classes = browser.class_list

        def measured(name: str, act: Callable[[], object]) -> None:
            start = time.perf_counter()
            act()
            took = (time.perf_counter() - start) * 1000
            longest = self._longest_stall_for(1.0)
            row(f"filter: {name}", f"{took:.0f} ms", f"longest stall after it {longest:.0f} ms")

        measured("train", lambda: browser.filters.set_filters("train", ""))
        measured("a class", lambda: classes.setCurrentIndex(classes.model().index(3, 0)))
        measured("all", browser.clear_filters)
        measured("find, first time", lambda: browser.filters.set_filters("all", "123"))
        measured("find again", lambda: browser.filters.set_filters("all", "1"))
        measured("all", browser.clear_filters)

    def _longest_stall_for(self, span_s: float) -> float:
        end = time.perf_counter() + span_s
        return self._longest_stall(lambda: time.perf_counter() > end)

    def close(self) -> None:
        self.content.close()
        self.runner.shutdown()


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("folder", type=Path)
    arguments.add_argument("--count", type=int, default=100_000)
    arguments.add_argument("--keep", type=Path)
    options = arguments.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        os.environ["TLGUI_HOME"] = str(Path(temporary, "home"))
        folder = make_folder(options.folder, options.keep or Path(temporary, "many"), options.count)
        row(f"{options.count:,} pictures", "")
        window = Window()
        before = rss_mb()
        window.open(folder)
        row("memory after opening", f"{rss_mb():.0f} MB", f"{before:.0f} MB before")
        window.filter()
        window.scroll("scrolling slowly (12 px a frame)", 12)
        window.scroll("scrolling fast (a screen a frame)", 600)
        window.scroll("scrolling fast, again", 600)
        row("memory after scrolling", f"{rss_mb():.0f} MB")
        window.close()
        listing(folder)


if __name__ == "__main__":
    main()
