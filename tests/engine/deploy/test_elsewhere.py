"""A format tried where it will be used: what is told, what is kept, and that nothing stays open."""

from __future__ import annotations

import os
import tempfile
import threading
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest

from tests.engine import exports
from tlgui.engine.deploy.card import model_card
from tlgui.engine.deploy.comparison import Elsewhere, Reference, SelfTest
from tlgui.engine.deploy.export import find_format, web
from tlgui.engine.deploy.pictures import draw_sample
from tlgui.engine.deploy.verify import UntriedError, tried_elsewhere
from tlgui.engine.deploy.web.browser import PROFILE, Browser, answers_in
from tlgui.engine.errors import BundleError, Cancelled
from tlgui.engine.progress import Control

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from numpy.typing import NDArray


# Says for each case by how much the pixels that the page's scripts see are apart from the expected.


def drawn_reference(folder: Path) -> Reference:
    files = draw_sample(folder).files
    rows = np.tile(np.array([0.7, 0.2, 0.1], np.float32), (len(files), 1))
    return Reference(files, rows, None, None)


def tried(folder: Path, row: list[float]) -> Elsewhere | None:
    """What is told of a page that answers ``row`` to every second picture."""

    def answer(
        _folder: Path, files: Sequence[Path], _work: Path, _control: Control
    ) -> tuple[str, dict[int, NDArray[np.float32]]]:
        return "Browser 1", {at: np.array(row, np.float32) for at in range(0, len(files), 2)}

    found = replace(find_format("web"), elsewhere=answer)
    return tried_elsewhere(found, folder, drawn_reference(folder), folder, Control())


def test_without_a_browser_the_export_says_what_was_not_tried(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(web, "find_browser", lambda: None)

    there = tried_elsewhere(
        find_format("web"), tmp_path, drawn_reference(tmp_path), tmp_path, Control()
    )

    assert there is not None
    assert there.document() == {"untried": "no Chrome, Edge or Chromium was found on this computer"}
    test = SelfTest(8, 1.0, 0.0, True, None, None, there)
    card = model_card(exports.plain_run(), [("web", ("index.html",), test)])
    assert "web was not tried where it will be used: no Chrome" in card


def test_answers_in_a_browser_are_compared_picture_by_picture(tmp_path: Path) -> None:
    there = tried(tmp_path, [0.65, 0.25, 0.1])

    assert there is not None
    assert (there.where, there.images, there.agreement) == ("Browser 1", 10, 1.0)
    assert there.max_abs_difference == pytest.approx(0.05, abs=1e-6)


@pytest.mark.parametrize("row", [[0.2, 0.7, 0.1], [0.5, 0.5], [float("nan"), 0.5, 0.5]])
def test_a_page_that_answers_otherwise_is_not_kept(tmp_path: Path, row: list[float]) -> None:
    with pytest.raises(BundleError, match="In Browser 1 the answers are different"):
        tried(tmp_path, row)


def test_a_browser_that_does_not_open_the_page_is_told(tmp_path: Path) -> None:
    program = tmp_path / "browser"
    program.write_text("#!/bin/sh\nexit 3\n")
    program.chmod(0o755)

    with pytest.raises(UntriedError, match="Browser 1 did not open the page"):
        answers_in(Browser("Browser 1", str(program)), tmp_path / "a.html", (), tmp_path, Control())


def test_a_browser_leaves_nothing_in_the_temporary_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As Chromium does it: the socket of a profile lies elsewhere, a link leads there."""
    temporary = tmp_path / "temporary"
    monkeypatch.setattr(tempfile, "tempdir", str(temporary))
    socket = temporary / "org.chromium.Chromium.a1" / "SingletonSocket"
    program = tmp_path / "browser"
    program.write_text(
        f"#!/bin/sh\nmkdir -p {socket.parent} {tmp_path / PROFILE}\ntouch {socket}\n"
        f"ln -s {socket} {tmp_path / PROFILE / 'SingletonSocket'}\n"
    )
    program.chmod(0o755)

    with pytest.raises(UntriedError):
        answers_in(Browser("Browser 1", str(program)), tmp_path / "a.html", (), tmp_path, Control())

    assert list(temporary.iterdir()) == []


def test_cancel_ends_the_browser(tmp_path: Path) -> None:
    program = tmp_path / "browser"
    program.write_text(f"#!/bin/sh\necho $$ > {tmp_path}/pid\nsleep 60 &\nsleep 60\n")
    program.chmod(0o755)
    control = Control()
    timer = threading.Timer(0.5, control.cancel)
    timer.start()

    with pytest.raises(Cancelled):
        answers_in(Browser("Browser 1", str(program)), tmp_path / "a.html", (), tmp_path, control)

    timer.join()
    with pytest.raises(ProcessLookupError):
        os.kill(int((tmp_path / "pid").read_text()), 0)
