"""Heat maps as files: whole or not there, whatever the disk says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.engine import runs
from tests.engine.disks import FullDisk
from tlgui.engine.errors import BundleError
from tlgui.engine.insight.cam import Explainer
from tlgui.engine.insight.heat_map_files import write_heat_maps
from tlgui.engine.progress import Control

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    from tlgui.engine.training.run import Run


def test_full_disk_at_any_write_leaves_no_half_file_and_is_told(
    trained_run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    explainer = Explainer.of_run(trained_run)
    picture = runs.digits() / "0" / "000.png"
    failures = 0
    for allowed in range(20):
        out = tmp_path / str(allowed)
        disk = FullDisk(allowed)
        with monkeypatch.context() as patch:
            disk.install(patch)
            try:
                rows = write_heat_maps(
                    explainer, [picture], out, Control(), target=None, method="grad-cam"
                )
            except BundleError as error:
                assert "No space left" in str(error)  # noqa: PT017 - the last one succeeds
                assert error.hint is not None  # noqa: PT017 - as above
        if not disk.failed:
            break
        failures += 1
        whole = {".png"} if allowed >= 3 else set()
        assert {path.suffix for path in out.iterdir() if path.name != ".tlgui"} == whole
    assert failures == 6, "open, flush and move of two files"
    assert [row["error"] for row in rows] == [None]
