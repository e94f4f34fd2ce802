"""Who may import whom: the floors of the house, and a first window without heavy libraries."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.sources import PACKAGE, imported, modules
from tlgui.engine.data.records import SplitName
from tlgui.engine.deploy.predictor import Predictor
from tlgui.engine.devices import may_have_gpu
from tlgui.engine.progress import Control

if TYPE_CHECKING:
    from pathlib import Path

    from tlgui.engine.training.run import Run

HEAVY = {"torch", "torchvision", "timm", "sklearn", "matplotlib", "openvino", "onnxruntime"}
if sys.platform == "win32":
    HEAVY.remove("torch")  # its libraries load only before those of Qt
COMMAND_LINE = ("tlgui.cli",)
# From the ground up; a floor imports only itself and those before it.
GROUND, DATA, MODELS, TRAINING, INSIGHT, DEPLOY, TOP = range(7)
FLOORS = {"data": DATA, "models": MODELS, "training": TRAINING, "insight": INSIGHT}
FLOORS |= {"deploy": DEPLOY, "edits": DATA}
FLOORS |= dict.fromkeys(("workflow", "folds", "ensembles", "race", "project", "review"), TOP)
FLOORS |= dict.fromkeys(("asked", "presets", "diagnosis", "lessons", "sample_sets"), TOP)
FLOORS |= {"clean_copy": TOP, "corrections": TOP, "picture_map": TOP}


def floor(module: str) -> int:
    part = module.split(".")[2:3]
    return FLOORS.get(part[0], GROUND) if part else GROUND


def violations(module: str, names: list[tuple[int, str]]) -> list[str]:
    found = []
    for line, name in names:
        if module.startswith("tlgui.engine") and name.startswith("tlgui.engine."):
            if floor(name) > floor(module):
                found.append(f"{module}:{line} imports {name} from a higher floor")
        elif module.startswith("tlgui.engine") and name.startswith("tlgui.ui"):
            found.append(f"{module}:{line} imports {name}")
        if module.startswith(("tlgui.ui", "tlgui.app")) and name.startswith(COMMAND_LINE):
            found.append(f"{module}:{line} imports {name}")
        if name.split(".")[0] == "PySide6" and module.startswith("tlgui.engine"):
            found.append(f"{module}:{line} imports {name}")
    return found


def test_no_module_imports_from_a_higher_floor() -> None:
    found = [text for module in modules() for text in violations(module, list(imported(module)))]

    assert found == []


def test_a_step_down_and_a_step_up_are_told_apart() -> None:
    up = violations("tlgui.engine.data.images", [(3, "tlgui.engine.training.features.extract")])
    down = violations(
        "tlgui.engine.deploy.predictor", [(3, "tlgui.engine.insight.report.evaluate")]
    )
    qt = violations("tlgui.engine.models.network", [(3, "PySide6.QtCore")])

    assert len(up) == 1
    assert down == []
    assert len(qt) == 1


def loaded_after(statements: str, tmp_path: Path, home: Path | None = None) -> set[str]:
    """Top-level packages in ``sys.modules`` of a fresh process."""
    report = (
        "import json, sys; print(json.dumps(sorted({n.partition('.')[0] for n in sys.modules})))"
    )
    process = subprocess.run(
        [sys.executable, "-c", f"{statements}\n{report}"],
        capture_output=True,
        text=True,
        check=False,
        env={
            **os.environ,
            "QT_QPA_PLATFORM": "offscreen",
            "TLGUI_HOME": str(home or tmp_path),
            "PYTHONPATH": str(PACKAGE.parent),
        },
        cwd=tmp_path,
        timeout=900,
    )
    assert process.returncode == 0, process.stderr
    return set(json.loads(process.stdout.splitlines()[-1]))


def test_engine_runs_without_qt(tmp_path: Path) -> None:
    engine = [name for name in modules() if name.startswith("tlgui.engine")]
    block = "import sys; sys.modules['PySide6'] = None"
    imports = "\n".join(f"import {name}" for name in [*engine, "tlgui.cli.main"])

    loaded = loaded_after(f"{block}\n{imports}\ndel sys.modules['PySide6']", tmp_path)

    assert "PySide6" not in loaded
    assert "numpy" in loaded


@pytest.mark.parametrize(
    "statements",
    [
        "import tlgui.app, tlgui.ui.window.main_window, tlgui.ui.data.data_page, tlgui.__main__",
        "import tlgui.cli.main, tlgui.cli.terminal",
        "import tlgui.engine.training.recipe, tlgui.engine.training.run, tlgui.engine.progress",
        # The window itself, shown.
        "from PySide6.QtWidgets import QApplication\n"
        "application = QApplication([])\n"
        "from tlgui.ui.work.jobs import JobRunner\n"
        "from tlgui.ui.window.main_window import MainWindow\n"
        "from tlgui.ui.work.session import Session\n"
        "runner = JobRunner()\n"
        "window = MainWindow(Session(), runner)\n"
        "window.show()\n"
        "assert runner.shutdown(wait_s=120)",
        # The lessons, opened.
        "from PySide6.QtWidgets import QApplication\n"
        "application = QApplication([])\n"
        "from tlgui.ui.learn.learn_sheet import LearnSheet\n"
        "from tlgui.ui.learn.lesson import Bench\n"
        "from tlgui.ui.work.jobs import JobRunner\n"
        "from tlgui.ui.work.session import Session\n"
        "runner = JobRunner()\n"
        "sheet = LearnSheet(Bench(Session(), runner))\n"
        "for key in sheet.lessons:\n"
        "    sheet.show_lesson(key)\n"
        "assert runner.shutdown(wait_s=120)",
    ],
    ids=["modules of the window", "command line", "recipe and run", "the shown window", "lessons"],
)
def test_first_window_and_command_line_start_without_heavy_libraries(
    statements: str, tmp_path: Path
) -> None:
    assert loaded_after(statements, tmp_path).isdisjoint(HEAVY)


def test_projects_are_listed_without_what_reads_pictures(tmp_path: Path) -> None:
    loaded = loaded_after("import tlgui.engine.project", tmp_path)

    assert loaded.isdisjoint({"numpy", "PIL", "simplejpeg"})


def test_the_window_does_not_read_the_source_of_what_is_imported(tmp_path: Path) -> None:
    loaded_after(
        "import linecache\n"
        "import tlgui.app\n"
        "import colorsys\n"
        "assert colorsys.__file__ not in linecache.cache",
        tmp_path,
    )


def test_what_pages_import_is_imported_before_them(tmp_path: Path) -> None:
    loaded_after(
        "import importlib, sys\n"
        "import tlgui.ui.data.data_page\n"
        "from tlgui.ui.window import warm_up\n"
        "for name in warm_up.FIRST_MODULES:\n"
        "    importlib.import_module(name)\n"
        "import tlgui.app\n"
        "before = set(sys.modules)\n"
        "for name in (warm_up.DATA_MODULE, *warm_up.PAGE_MODULES, warm_up.LATER_MODULE):\n"
        "    importlib.import_module(name)\n"
        "from PySide6.QtWidgets import QApplication\n"
        "app = QApplication([])\n"
        "runner = tlgui.app.JobRunner()\n"
        "window = tlgui.app.MainWindow(tlgui.app.Session(), runner)\n"
        "for name in ('data', 'model', *warm_up.SLOW_PAGES):\n"
        "    window.page(name)\n"
        "window.data_page.make_content()\n"
        "assert runner.shutdown(wait_s=120)\n"
        "new = {name for name in set(sys.modules) - before if not name.startswith('PySide6')}\n"
        "others = sorted(name for name in new if not name.startswith('tlgui.ui'))\n"
        "assert others == [], others",
        tmp_path,
    )


@pytest.mark.skipif(may_have_gpu(), reason="PyTorch is asked which GPU there is")
def test_prediction_needs_no_torch(trained_run: Run, home: Path, tmp_path: Path) -> None:
    predictor = Predictor.load(trained_run.folder)
    picture = predictor.run.dataset_root / trained_run.files[SplitName.VALIDATION][0]
    (expected,) = predictor.predict([picture], Control())
    answer = tmp_path / "answer.json"

    loaded = loaded_after(
        "import contextlib, json\n"
        "from tlgui.cli.main import run\n"
        f"with open({str(answer)!r}, 'w') as file, contextlib.redirect_stdout(file):\n"
        f"    code = run(['predict', {str(trained_run.folder)!r}, {str(picture)!r}, '--json'])\n"
        "assert not code",
        tmp_path,
        home,
    )

    slow = {"torch", "torchvision", "timm", "sklearn", "scipy", "matplotlib", "PySide6"}
    assert loaded.isdisjoint(slow)
    assert "openvino" in loaded
    row = json.loads(answer.read_text())["predictions"][0]
    assert (row["label"], row["confidence"]) == (expected.label, expected.confidence)


def test_a_fit_is_not_timed_with_the_import_of_its_solver(tmp_path: Path) -> None:
    loaded = loaded_after(
        "import contextlib\n"
        "from types import SimpleNamespace as Made\n"
        "from tlgui.engine.training.clock import Clock\n"
        "from tlgui.engine.training.methods.feature_extraction import fit\n"
        "def before_fit(pictures):\n"
        "    raise InterruptedError\n"
        "task = Made(extraction=Made(fast=before_fit), clock=Clock(), split=Made(train=()))\n"
        "with contextlib.suppress(InterruptedError):\n"
        "    fit(task)",
        tmp_path,
    )

    assert "scipy" in loaded


@pytest.mark.skipif(may_have_gpu(), reason="PyTorch is asked which GPU there is")
def test_training_needs_no_torch(trained_run: Run, home: Path, tmp_path: Path) -> None:
    assert trained_run.facts["device"].startswith("CPU")

    loaded = loaded_after(
        "import contextlib, io\n"
        "from tlgui.cli.main import run\n"
        "with contextlib.redirect_stdout(io.StringIO()):\n"
        f"    code = run(['train', {str(trained_run.dataset_root)!r}, '--out', 'run'])\n"
        "assert not code",
        tmp_path,
        home,
    )

    assert loaded.isdisjoint({"torch", "torchvision", "timm", "sklearn", "matplotlib", "PySide6"})
    assert "openvino" in loaded
