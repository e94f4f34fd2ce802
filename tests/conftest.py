"""What all tests share: the installed package wins over the checkout, and a home of their own."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from pathlib import Path

import pytest

# pytest puts the checkout first on the path to find this package; tlgui itself should come from
# where it was installed, as it does for users.
_ROOT = str(Path(__file__).resolve().parent.parent)
if _ROOT in sys.path:
    sys.path.remove(_ROOT)
    sys.path.append(_ROOT)

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
# Tests read what users are told: in English, whatever this computer speaks.
os.environ["TLGUI_LANGUAGE"] = "en"

# pytest-qt has imported PySide6, which reads the source of all that is imported later; no more.
import tlgui.ui  # noqa: E402, F401

SCRATCH = "TLGUI_TEST_SCRATCH"
"""The variable that tells all processes of a test run the folder that they share."""


def pytest_addoption(parser: pytest.Parser) -> None:
    told = "all networks of the families and the textbooks, and all kills: an hour"
    parser.addoption("--all-families", action="store_true", help=told)


def pytest_configure(config: pytest.Config) -> None:
    if SCRATCH not in os.environ:
        os.environ[SCRATCH] = tempfile.mkdtemp(prefix="tlgui-tests-")
        config.add_cleanup(lambda: shutil.rmtree(os.environ.pop(SCRATCH), ignore_errors=True))
    # Else what tests delete lies in the trash of whoever runs them.
    os.environ["XDG_DATA_HOME"] = os.path.join(os.environ[SCRATCH], "data")


def pytest_report_header() -> str:
    import tlgui

    return f"tlgui under test: {Path(tlgui.__file__).parent}"


@pytest.fixture(scope="session")
def real_pictures() -> Path:
    """The folder of real pictures; tests that need it are skipped where there is none."""
    folder = os.environ.get("TLGUI_DATA")
    if not folder or not Path(folder, "clothing").is_dir():
        pytest.skip("TLGUI_DATA does not name a folder with real pictures")
    return Path(folder)
