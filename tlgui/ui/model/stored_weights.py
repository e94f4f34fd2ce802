"""Weights that take room on this computer, as a worker finds and removes them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tlgui.engine.models.pretrained.places import SUFFIXES, StoredKind, StoredWeights

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from tlgui.engine.models.catalog import Backbone
    from tlgui.engine.progress import Control


@dataclass(frozen=True)
class StoredRow:
    """One file, or repository, of weights.

    Attributes:
        name: of the backbone; of the file or repository where no backbone has it.
        backbone: that it is for; None where it is none of the catalogue's.
        size_bytes: what it takes.
        path: where it lies.
        stored: what can be removed; None of what comes in a package.
    """

    name: str
    backbone: Backbone | None
    size_bytes: int
    path: Path
    stored: StoredWeights | None

    @property
    def is_removable(self) -> bool:
        """Whether tlgui fetched it: the user's own files and packages are not its to delete."""
        return self.stored is not None and self.stored.kind is not StoredKind.FOLDER


@dataclass(frozen=True)
class Stored:
    """All weights on this computer.

    Attributes:
        rows: the largest first.
        folder: the user's weights folder; None where none is named.
        in_folder: backbones whose weights lie in it.
        folder_is_fixed: whether the environment names it, so that nothing said here counts.
    """

    rows: tuple[StoredRow, ...]
    folder: Path | None
    in_folder: int
    folder_is_fixed: bool

    @property
    def size_bytes(self) -> int:
        """What all of them take."""
        return sum(row.size_bytes for row in self.rows)


def find_stored(*, control: Control) -> Stored:
    """What is on this computer now."""
    import os

    from tlgui.engine.models.catalog import all_backbones
    from tlgui.engine.models.pretrained.places import (
        WeightsKind,
        places_of,
        weights_folder,
        weights_on_computer,
    )

    control.check()
    backbones = all_backbones().values()
    places = places_of(backbones)
    of_repository = {each.hub_id: each for each in backbones if each.hub_id}
    rows = []
    for each in backbones:
        place = places[each.name]
        if place.kind is WeightsKind.EMBEDDED and place.path is not None:
            rows.append(StoredRow(each.label, each, place.size_bytes, place.path, None))
    of_file = {place.path: name for name, place in places.items() if place.path is not None}
    for stored in weights_on_computer(of_repository):
        backbone = of_repository.get(stored.name)
        if stored.kind is StoredKind.FOLDER:
            named = of_file.get(stored.path)
            backbone = None if named is None else all_backbones()[named]
        name = stored.name if backbone is None else backbone.label
        rows.append(StoredRow(name, backbone, stored.size_bytes, stored.path, stored))
    folder = weights_folder()
    return Stored(
        tuple(sorted(rows, key=lambda row: (-row.size_bytes, row.name))),
        folder,
        sum(path.parent == folder for path in of_file),
        bool(os.environ.get("TLGUI_WEIGHTS")),
    )


def remove_stored(rows: Sequence[StoredRow], *, control: Control) -> int:
    """Delete the weights of ``rows``; the bytes that this frees.

    Raises:
        WeightsError: one of them cannot be removed; those before it are gone.
    """
    from tlgui.engine.models.pretrained.places import remove_weights

    freed = 0
    for row in rows:
        control.check()
        assert row.stored is not None
        freed += remove_weights(row.stored)
    return freed


def use_folder(folder: Path | None, *, control: Control) -> None:
    """Take ``folder`` for the one with the user's files of weights; None for none.

    Raises:
        WeightsError: there is no such folder, or that cannot be stored.
    """
    from tlgui.engine.models.pretrained.places import set_weights_folder

    control.check()
    set_weights_folder(folder)


def file_forms() -> str:
    """The endings of files that are taken for weights, for a sentence."""
    return ", ".join(SUFFIXES)
