"""What the sheet of samples has the workers do. No widget is touched here."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from tlgui.engine.progress import Control
    from tlgui.engine.sample_sets.catalog import SampleSet


def fetch_sample(
    sample: SampleSet, folder: Path, per_class: int | None, *, control: Control
) -> Path:
    """Fetch ``sample`` and write it to ``folder``; that folder.

    Raises:
        DatasetError: it cannot be fetched or written.
    """
    from tlgui.engine.sample_sets.writing import write_sample

    return write_sample(sample, folder, control, per_class)
