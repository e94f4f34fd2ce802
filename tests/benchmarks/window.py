"""The window's time to first paint and its liveliness over a whole job.

    python -m tests.benchmarks.window FOLDER [--rounds N] [--method fine-tune]

First paint: from the start of the process until the window has painted, beside a bare Qt window in
the same environment, in turn. Liveliness: a 10 ms timer in the GUI thread while a folder is opened,
torch is imported, a model is trained from a cold cache and the results are shown; its delay is how
much later than due it fired.
"""

from __future__ import annotations

import argparse
import compileall
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import tlgui

BARE = """
import sys, time
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QWidget

class Window(QWidget):
    def paintEvent(self, event):
        super().paintEvent(event)
        QTimer.singleShot(0, painted)

def painted():
    sys.stdout.write(repr(time.time()))
    app.quit()

app = QApplication([])
window = Window()
window.resize(1320, 860)
window.show()
app.exec()
"""

PAINT = """
import sys, time
import tlgui.__main__
from tlgui.ui.window.main_window import MainWindow

class Watched(MainWindow):
    def __init__(self, *arguments, **options):
        super().__init__(*arguments, **options)
        self.first_painted.connect(self.stop_the_clock)

    def stop_the_clock(self):
        heavy = {"torch", "torchvision", "timm", "sklearn", "matplotlib", "openvino"}
        sys.stdout.write(repr(time.time()) + " " + ",".join(sorted(heavy & set(sys.modules))))
        sys.stdout.flush()
        import os
        os._exit(0)

import tlgui.app
tlgui.app.MainWindow = Watched
sys.argv = ["tlgui"]
tlgui.__main__.main()
"""


def seconds_to_paint(program: str, home: str) -> tuple[float, str]:
    """From process start to the first paint, and what else the program printed."""
    environment = {**os.environ, "TLGUI_HOME": home}
    start = time.time()
    done = subprocess.run(
        [sys.executable, "-c", program], env=environment, capture_output=True, text=True, check=True
    )
    painted, _, rest = done.stdout.partition(" ")
    return float(painted) - start, rest


def watch_job(folder: Path, method: str) -> None:
    """Drive the real window through a whole job and print the timer's delays."""
    from PySide6.QtCore import Qt, QTimer
    from PySide6.QtWidgets import QApplication, QPushButton, QRadioButton

    from tlgui import app as application

    app = QApplication(sys.argv[:1])
    delays: list[tuple[float, str]] = []
    phase = "start"
    last = time.perf_counter()
    ticker = QTimer()
    ticker.setTimerType(Qt.TimerType.PreciseTimer)
    ticker.setInterval(10)

    def tick() -> None:
        nonlocal last
        now = time.perf_counter()
        delays.append((max(0.0, now - last - 0.010), phase))
        last = now

    ticker.timeout.connect(tick)
    ticker.start()

    def step() -> None:
        nonlocal phase
        window = next(
            (widget for widget in app.topLevelWidgets() if widget.objectName() == "main_window"),
            None,
        )
        if window is None:
            return
        session, runner = window._session, window._runner  # type: ignore[attr-defined]  # found by name
        if phase == "start" and session.split is not None and "timm" in sys.modules:
            phase = "training"
            window.show_page("train")  # type: ignore[attr-defined]  # found by name
            choice = window.findChild(QRadioButton, f"method_{method.replace('-', '_')}")
            assert choice is not None
            choice.click()
            button = window.findChild(QPushButton, "train_button")
            assert button is not None
            button.click()
        elif phase == "training" and session.run is not None:
            phase = "results"
            window.show_page("results")  # type: ignore[attr-defined]  # found by name
            QTimer.singleShot(4000, finish)
        elif phase == "results" and not runner.jobs:
            phase = "idle"

    def finish() -> None:
        ticker.stop()
        sys.stdout.write(json.dumps(delays))
        sys.stdout.flush()
        os._exit(0)

    watcher = QTimer()
    watcher.setInterval(100)
    watcher.timeout.connect(step)
    watcher.start()
    application.run_window(folder)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--method", default="feature-extraction", help="that trains")
    parser.add_argument("--watch", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    if options.watch:
        watch_job(options.folder, options.method)
        return
    # As pip does where it installs; a checkout may be without.
    compileall.compile_dir(Path(tlgui.__file__).parent, quiet=1)
    with tempfile.TemporaryDirectory() as home:
        bare, painted, heavy = [], [], ""
        for _ in range(options.rounds):
            bare.append(seconds_to_paint(BARE, home)[0])
            seconds, heavy = seconds_to_paint(PAINT, home)
            painted.append(seconds)
        environment = {**os.environ, "TLGUI_HOME": home}
        done = subprocess.run(
            [
                *(sys.executable, "-m", "tests.benchmarks.window", str(options.folder)),
                *("--watch", "--method", options.method),
            ],
            env=environment,
            capture_output=True,
            text=True,
            check=True,
        )
    delays = json.loads(done.stdout)
    ratio = statistics.median(painted) / statistics.median(bare)
    lines = [
        f"bare Qt window, first paint     {statistics.median(bare):.3f} s",
        f"tlgui, first paint              {statistics.median(painted):.3f} s",
        f"ratio                           {ratio:.2f}",
        f"heavy modules at first paint    {heavy or 'none'}",
    ]
    for phase in ("all", "start", "training", "results"):
        some = sorted(1000 * delay for delay, when in delays if phase in ("all", when))
        if some:
            half, most = some[len(some) // 2], some[int(len(some) * 0.99)]
            lines.append(
                f"timer delay, {phase:9} p50 {half:.1f} ms, p99 {most:.1f} ms, "
                f"max {some[-1]:.1f} ms, {len(some)} ticks"
            )
    sys.stdout.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
