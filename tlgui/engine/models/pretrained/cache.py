"""The folder in which the Hugging Face hub's clients keep what they fetched.

Its layout is public and shared by all programs of the user: ``models--OWNER--NAME`` holds
``blobs/ETAG`` (the contents), ``snapshots/COMMIT/FILE`` (links to them) and ``refs/main`` (the
newest commit). What another program fetched is found here, and the other way round. Nothing here
needs a library of the hub: a window that lists two thousand networks must not wait for one.
"""

from __future__ import annotations

import os
import shutil
from contextlib import suppress
from pathlib import Path

USUAL_FILES = ("model.safetensors", "pytorch_model.bin")
PARTIAL_SUFFIX = ".incomplete"
_PREFIX = "models--"


def cache_root() -> Path:
    """The hub's cache: ``HF_HUB_CACHE``, or ``hub`` in ``HF_HOME``, or in the user's caches."""
    for variable in ("HF_HUB_CACHE", "HUGGINGFACE_HUB_CACHE"):
        if os.environ.get(variable):
            return _expanded(os.environ[variable])
    return hub_home() / "hub"


def hub_home() -> Path:
    """Where the hub's clients keep their cache and the user's token."""
    if os.environ.get("HF_HOME"):
        return _expanded(os.environ["HF_HOME"])
    return _expanded(os.environ.get("XDG_CACHE_HOME") or "~/.cache") / "huggingface"


def _expanded(path: str) -> Path:
    return Path(os.path.expandvars(path)).expanduser()


def folder_name(hub_id: str) -> str:
    """The folder of a repository, within the cache."""
    return _PREFIX + hub_id.replace("/", "--")


def hub_id_of(folder: str) -> str:
    """The repository whose folder has that name; empty where it is none's."""
    return folder.removeprefix(_PREFIX).replace("--", "/", 1) if folder.startswith(_PREFIX) else ""


def names_in(folder: Path) -> set[str]:
    """What lies in ``folder``; nothing where it cannot be listed."""
    try:
        return set(os.listdir(folder))
    except OSError:
        return set()


def stored_file(repository: Path, hub_file: str = "") -> Path | None:
    """The whole file of weights in a repository's folder; None where there is none.

    That of the newest commit known comes first, then that of any other one: an older snapshot is
    better than none.

    Args:
        repository: a ``models--...`` folder.
        hub_file: its name there; the usual ones by default.
    """
    snapshots = repository / "snapshots"
    commits = sorted(names_in(snapshots))
    with suppress(OSError, UnicodeDecodeError):
        main = (repository / "refs" / "main").read_text("utf-8").strip()
        if main in commits:
            commits.remove(main)
            commits.append(main)
    for commit in reversed(commits):
        for name in (hub_file,) if hub_file else USUAL_FILES:
            path = snapshots / commit / name
            # A link to contents that were removed is not a file.
            if os.path.isfile(path) and path.stat().st_size:
                return path
    return None


def partial_file(repository: Path, etag: str) -> Path:
    """Where a download collects what has come so far; the next one goes on from there."""
    return repository / "blobs" / f"{etag}{PARTIAL_SUFFIX}"


def partial_bytes(repository: Path) -> int:
    """The size of all that broken or cancelled downloads left in a repository's folder."""
    blobs = repository / "blobs"
    total = 0
    for name in names_in(blobs):
        if name.endswith(PARTIAL_SUFFIX):
            with suppress(OSError):
                total += (blobs / name).stat().st_size
    return total


def place_snapshot(repository: Path, commit: str, hub_file: str, etag: str) -> Path:
    """Give the contents ``etag`` their place in the snapshot of ``commit``; its path.

    Raises:
        OSError: the disk refuses.
    """
    from tlgui.engine.storage import atomic_write

    blob = repository / "blobs" / etag
    pointer = repository / "snapshots" / commit / hub_file
    pointer.parent.mkdir(parents=True, exist_ok=True)
    if not os.path.isfile(pointer):
        with suppress(FileNotFoundError):
            pointer.unlink()
        try:
            pointer.symlink_to(os.path.relpath(blob, pointer.parent))
        except (OSError, NotImplementedError):
            # Windows allows links to some users only: there the clients move the file itself.
            blob.replace(pointer)
    reference = repository / "refs" / "main"
    reference.parent.mkdir(exist_ok=True)
    with atomic_write(reference) as file:
        file.write(commit.encode("ascii"))
    return pointer


def remove_repository(repository: Path) -> int:
    """Delete a repository's folder; the bytes that this frees.

    Links are removed, never what they point to.

    Raises:
        ValueError: it is no repository's folder of the cache.
        OSError: the disk refuses.
    """
    root = cache_root().resolve()
    if (
        repository.parent.resolve() != root
        or not hub_id_of(repository.name)
        or os.path.islink(repository)
        or not os.path.isdir(repository)
    ):
        raise ValueError(repository)
    size = 0
    for folder, _folders, files in os.walk(repository):
        for name in files:
            path = Path(folder, name)
            size += 0 if path.is_symlink() else path.stat().st_size
    shutil.rmtree(repository)
    shutil.rmtree(root / ".locks" / repository.name, ignore_errors=True)
    return size
