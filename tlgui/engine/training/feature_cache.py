"""What a backbone said of each picture, kept on disk so that it is asked only once."""

from __future__ import annotations

import hashlib
import json
import os
import sqlite3
import time
from contextlib import closing, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from tlgui.engine.errors import Message

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

SIZE_LIMIT = 8 * 1024**3
# Goes up when the decoder or the resize changes what a picture looks like to the network.
DECODER_VERSION = 1
_KEYS_A_QUERY = 500


@dataclass(frozen=True, slots=True)
class FileIdentity:
    """A file as it was when it was looked at: another size or time makes it another file."""

    path: str
    size: int
    mtime_ns: int

    @classmethod
    def of(cls, path: Path) -> FileIdentity:
        """The identity of the file at ``path`` now; size -1 where there is none."""
        try:
            status = path.stat()
        except OSError:
            return cls(str(path), -1, 0)
        return cls(str(path), status.st_size, status.st_mtime_ns)


class FeatureCache:
    """A bounded store: (file identity, model) -> features, or why the file cannot be read.

    It is only a cache: whatever is wrong with it, it answers "not here" and never raises.

    Args:
        folder: where ``features.sqlite3`` lies; made if missing.
        size_limit: bytes; above it the rows that were not used for longest are dropped.
    """

    def __init__(self, folder: Path, *, size_limit: int = SIZE_LIMIT) -> None:
        self._file = folder / "features.sqlite3"
        self._size_limit = size_limit
        with suppress(OSError):
            folder.mkdir(parents=True, exist_ok=True)

    def lookup(
        self, files: Sequence[FileIdentity], model: str
    ) -> dict[int, NDArray[np.float32] | Message]:
        """What is known of ``files`` under ``model``, by position in ``files``."""
        positions = {_key(file, model): position for position, file in enumerate(files)}
        keys = list(positions)
        found: dict[int, NDArray[np.float32] | Message] = {}
        today, stale = _today(), list[bytes]()
        try:
            with closing(self._connect()) as connection, connection:
                for start in range(0, len(keys), _KEYS_A_QUERY):
                    some = keys[start : start + _KEYS_A_QUERY]
                    marks = ",".join("?" * len(some))
                    rows = connection.execute(
                        f"SELECT key, features, problem, used FROM pictures WHERE key IN ({marks})",
                        some,
                    )
                    for key, features, problem, used in rows:
                        if used < today:
                            stale.append(key)
                        found[positions[key]] = (
                            Message.from_json(json.loads(problem))
                            if features is None
                            else np.frombuffer(features, dtype="<f4")
                        )
        except (sqlite3.Error, ValueError, KeyError, TypeError, AttributeError) as error:
            self._give_up_if_damaged(error)
            return {}
        if stale:
            self._note_use(stale, today)
        return found

    def _note_use(self, keys: Sequence[bytes], today: int) -> None:
        """Remember that these rows were asked for today. Only the order of dropping hangs on it."""
        with suppress(sqlite3.Error), closing(self._connect()) as connection, connection:
            # The lock to write first: a reader that wants it later is refused, not made to wait.
            connection.execute("BEGIN IMMEDIATE")
            for start in range(0, len(keys), _KEYS_A_QUERY):
                some = keys[start : start + _KEYS_A_QUERY]
                marks = ",".join("?" * len(some))
                connection.execute(
                    f"UPDATE pictures SET used = ? WHERE key IN ({marks})", [today, *some]
                )

    def store(
        self,
        rows: Iterable[tuple[FileIdentity, NDArray[np.float32] | Message]],
        model: str,
    ) -> None:
        """Remember ``rows`` under ``model``."""
        today = _today()
        values = [
            (_key(file, model), None, json.dumps(known.to_json()), today)
            if isinstance(known, Message)
            else (_key(file, model), known.astype("<f4").tobytes(), None, today)
            for file, known in rows
        ]
        try:
            with closing(self._connect()) as connection, connection:
                connection.executemany(
                    "INSERT OR REPLACE INTO pictures VALUES (?, ?, ?, ?)", values
                )
                self._drop_oldest(connection)
        except sqlite3.Error as error:
            self._give_up_if_damaged(error)

    def clear(self) -> None:
        """Forget everything."""
        for suffix in ("", "-wal", "-shm"):
            with suppress(OSError):
                self._file.with_name(self._file.name + suffix).unlink()

    def size_bytes(self) -> int:
        """Bytes on disk."""
        try:
            return self._file.stat().st_size
        except OSError:
            return 0

    def _connect(self) -> sqlite3.Connection:
        try:
            return self._open()
        except sqlite3.DatabaseError as error:
            if not self._give_up_if_damaged(error):
                raise
            return self._open()

    def _give_up_if_damaged(self, error: Exception) -> bool:
        """Forget everything if that is why it failed; whether it was."""
        # OperationalError: locked, or the disk is full; no reason to throw the cache away.
        damaged = isinstance(error, sqlite3.DatabaseError) and not isinstance(
            error, sqlite3.OperationalError
        )
        if damaged:
            self.clear()
        return damaged

    def _open(self) -> sqlite3.Connection:
        connection = sqlite3.connect(os.fspath(self._file), timeout=10)
        try:
            # Refused at once while another process does the same on a new file; then it is done.
            with suppress(sqlite3.OperationalError):
                connection.execute("PRAGMA journal_mode=WAL")
            connection.execute("PRAGMA synchronous=NORMAL")
            connection.execute(
                "CREATE TABLE IF NOT EXISTS pictures ("
                "key BLOB PRIMARY KEY, features BLOB, problem TEXT, used INTEGER NOT NULL)"
                " WITHOUT ROWID"
            )
        except sqlite3.Error:
            connection.close()
            raise
        return connection

    def _drop_oldest(self, connection: sqlite3.Connection) -> None:
        pages, page_size, free = (
            connection.execute(f"PRAGMA {name}").fetchone()[0]
            for name in ("page_count", "page_size", "freelist_count")
        )
        if (pages - free) * page_size > self._size_limit:
            connection.execute(
                "DELETE FROM pictures WHERE key IN (SELECT key FROM pictures ORDER BY used"
                " LIMIT (SELECT 1 + COUNT(*) / 4 FROM pictures))"
            )


def _key(file: FileIdentity, model: str) -> bytes:
    path = os.fsencode(file.path)
    head = f"{DECODER_VERSION} {model} {file.size} {file.mtime_ns} ".encode()
    return hashlib.sha256(head + path).digest()[:16]


def _today() -> int:
    return int(time.time() // 86400)
