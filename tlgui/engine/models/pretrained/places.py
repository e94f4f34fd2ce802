"""Where the pretrained weights of a backbone are: a package, this computer, the hub, nowhere."""

from __future__ import annotations

import os
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from tlgui.engine.errors import BundleError, Message, WeightsError
from tlgui.engine.models.pretrained.cache import (
    cache_root,
    folder_name,
    hub_id_of,
    names_in,
    partial_bytes,
    remove_repository,
    stored_file,
)
from tlgui.engine.models.weights import embedded_file_of
from tlgui.engine.places import data_folder
from tlgui.engine.storage import read_json, write_json

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tlgui.engine.models.weights import WeightsOf

FORMAT_VERSION = 1
SUFFIXES = (".safetensors", ".pth", ".pt", ".bin")
# What the library's own repositories are called; those of others are not tlgui's to remove.
_OWNER = "timm/"


class WeightsKind(StrEnum):
    """What getting the weights takes."""

    EMBEDDED = "embedded"
    ON_COMPUTER = "on this computer"
    TO_DOWNLOAD = "to download"
    UNAVAILABLE = "unavailable"


@dataclass(frozen=True)
class WeightsPlace:
    """Where the weights of one backbone are.

    Attributes:
        kind: what getting them takes.
        path: the file, where it is on this computer.
        size_bytes: of the file; what a download would take, about; 0 where there is nothing.
    """

    kind: WeightsKind
    path: Path | None
    size_bytes: int


class StoredKind(StrEnum):
    """Who put a file of weights where it is."""

    HUB = "hub"
    PARTIAL = "part of a download"
    FOLDER = "weights folder"


@dataclass(frozen=True)
class StoredWeights:
    """Weights that take room on this computer.

    Attributes:
        name: the repository, ``timm/resnet50.a1_in1k``; the file's name in the weights folder.
        path: the repository's folder in the cache; the file in the weights folder.
        size_bytes: what it takes.
        kind: who put it there; only what was fetched can be removed.
    """

    name: str
    path: Path
    size_bytes: int
    kind: StoredKind


def find_weights(backbone: WeightsOf) -> WeightsPlace:
    """Where the weights of ``backbone`` are; the user's weights folder goes before the cache."""
    return places_of([backbone])[backbone.name]


def places_of(backbones: Iterable[WeightsOf]) -> dict[str, WeightsPlace]:
    """The place of each backbone's weights, by its name, from one look at each folder."""
    folder, root = weights_folder(), cache_root()
    own = names_in(folder) if folder else set()
    fetched = names_in(root)
    return {one.name: _place(one, folder, own, root, fetched) for one in backbones}


def _place(
    backbone: WeightsOf, folder: Path | None, own: set[str], root: Path, fetched: set[str]
) -> WeightsPlace:
    embedded = embedded_file_of(backbone.timm_name)
    if embedded is not None:
        return WeightsPlace(WeightsKind.EMBEDDED, embedded, embedded.stat().st_size)
    if folder is not None and own:
        for stem in (backbone.timm_name, backbone.timm_name.partition(".")[0]):
            for name in (stem + suffix for suffix in SUFFIXES if stem + suffix in own):
                with suppress(OSError):
                    size = (folder / name).stat().st_size
                    return WeightsPlace(WeightsKind.ON_COMPUTER, folder / name, size)
    if not backbone.hub_id:
        return WeightsPlace(WeightsKind.UNAVAILABLE, None, 0)
    repository = folder_name(backbone.hub_id)
    if repository in fetched:
        path = stored_file(root / repository, backbone.hub_file)
        if path is not None:
            return WeightsPlace(WeightsKind.ON_COMPUTER, path, path.stat().st_size)
    return WeightsPlace(WeightsKind.TO_DOWNLOAD, None, backbone.weights_bytes)


def weights_folder() -> Path | None:
    """The folder in which the user keeps files of weights; None where none was named.

    ``TLGUI_WEIGHTS`` goes before what ``set_weights_folder`` stored. Files in it are called after
    the network: ``resnet50.a1_in1k.safetensors``, or ``resnet50.pth``.
    """
    named = os.environ.get("TLGUI_WEIGHTS")
    if named:
        return Path(named).expanduser()
    if not os.path.isfile(_settings_file()):
        return None
    try:
        document = read_json(_settings_file())
    except BundleError:
        return None  # A preference that is lost is asked for again; nothing ends with it.
    folder = document.get("folder") if isinstance(document, dict) else None
    return Path(folder) if isinstance(folder, str) and folder else None


def set_weights_folder(folder: Path | None) -> None:
    """Remember the folder with the user's files of weights; None forgets it.

    Raises:
        WeightsError: there is no such folder, or it cannot be stored.
    """
    if folder is not None and not os.path.isdir(folder):
        raise WeightsError(
            Message("{folder} is not a folder.", folder=folder),
            Message("Name the folder in which files such as resnet50.safetensors lie."),
        )
    document = {
        "format_version": FORMAT_VERSION,
        "folder": str(folder.resolve()) if folder is not None else None,
    }
    try:
        _settings_file().parent.mkdir(parents=True, exist_ok=True)
        write_json(_settings_file(), document)
    except OSError as error:
        raise WeightsError(
            Message(
                "{path} cannot be written: {reason}.",
                path=_settings_file(),
                reason=error.strerror or str(error),
            )
        ) from error


def _settings_file() -> Path:
    return data_folder() / "weights.json"


def weights_on_computer(hub_ids: Iterable[str] = ()) -> list[StoredWeights]:
    """All weights that take room here: fetched, fetched in part, and the user's own; by name.

    Args:
        hub_ids: repositories to look for beside those of the library. Those of other programs
            are left out: they are not tlgui's to show or to remove.
    """
    root, known = cache_root(), set(hub_ids)
    found = []
    for folder in names_in(root):
        hub_id = hub_id_of(folder)
        if not (hub_id.startswith(_OWNER) or hub_id in known):
            continue
        repository = root / folder
        whole, size = stored_file(repository), _size(repository)
        if whole is not None or size:
            in_part = whole is None and partial_bytes(repository) > 0
            kind = StoredKind.PARTIAL if in_part else StoredKind.HUB
            found.append(StoredWeights(hub_id, repository, size, kind))
    own = weights_folder()
    for name in names_in(own) if own else ():
        assert own is not None
        if name.endswith(SUFFIXES) and os.path.isfile(own / name):
            size = (own / name).stat().st_size
            found.append(StoredWeights(name, own / name, size, StoredKind.FOLDER))
    return sorted(found, key=lambda stored: stored.name)


def _size(repository: Path) -> int:
    """What the contents in a repository's folder take, links not counted."""
    total = 0
    for folder, _folders, files in os.walk(repository):
        for path in (Path(folder, name) for name in files):
            with suppress(OSError):
                total += 0 if path.is_symlink() else path.stat().st_size
    return total


def remove_weights(stored: StoredWeights) -> int:
    """Delete fetched weights; the bytes that this frees.

    Raises:
        WeightsError: they are the user's own, lie outside the cache, or are in use.
    """
    if stored.kind is StoredKind.FOLDER:
        raise WeightsError(
            Message("{path} is your own file: tlgui does not delete it.", path=stored.path)
        )
    try:
        return remove_repository(stored.path)
    except ValueError as error:
        raise WeightsError(
            Message("{path} does not lie in the folder of fetched weights.", path=stored.path)
        ) from error
    except OSError as error:
        raise WeightsError(
            Message(
                "{name} cannot be removed: {reason}.",
                name=stored.name,
                reason=error.strerror or str(error),
            ),
            Message("Close the programs that use it, then try again."),
        ) from error
