"""Weights from the hub onto this computer: bounded in time, resumable, checked by their hash."""

from __future__ import annotations

import os
import re
import shutil
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import tlgui
from tlgui.engine.errors import Message, WeightsError
from tlgui.engine.models.pretrained.cache import (
    USUAL_FILES,
    cache_root,
    folder_name,
    hub_home,
    partial_file,
    place_snapshot,
)
from tlgui.engine.models.pretrained.child_process import Alone, Child, certificates
from tlgui.engine.models.pretrained.places import find_weights
from tlgui.engine.progress import BytesDone, Stage, StageName

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from tlgui.engine.models.weights import WeightsOf
    from tlgui.engine.progress import Control

# From the start of the other process to the hub's first answer.
ANSWER_S = 4.5
# So long may a transfer stand still.
STALL_S = 20.0
NAMES_TOLD = 5
_PUBLIC_HUB = "https://huggingface.co"
_SHA256 = re.compile(r"[0-9a-f]{64}")
_ETAG = re.compile(r"[0-9A-Za-z][0-9A-Za-z._-]{0,127}")
_COMMIT = re.compile(r"[0-9a-f]{7,64}")


def fetch(backbone: WeightsOf, control: Control, ready: Sequence[str] = ()) -> Path:
    """Fetch the weights of ``backbone`` into the hub's cache; the file.

    What an earlier download left is gone on with. The variables of the hub's own clients are
    obeyed: ``HF_ENDPOINT``, ``HF_HUB_OFFLINE``, ``HF_TOKEN``, ``HF_HOME`` and ``HF_HUB_CACHE``,
    and those for proxies. Nothing but the file is asked for, and nothing told about the user.

    Args:
        backbone: whose weights; those that are on this computer are not fetched again.
        control: hears ``Stage`` and ``BytesDone``; Cancel keeps what has come for the next time.
        ready: names of networks whose weights are here, for the error's hint.

    Raises:
        WeightsError: there is no connection, the hub refuses, the transfer stands still or
            breaks, the file is not what the hub announced, or the disk is full.
        Cancelled: on request.
    """
    place = find_weights(backbone)
    if place.path is not None:
        return place.path
    if not backbone.hub_id:
        raise WeightsError(
            Message("There are no weights of {name} to download.", name=backbone.name),
            _what_else(ready),
        )
    control.check()
    if _offline():
        raise WeightsError(
            Message(
                "The weights of {name} are not on this computer, and HF_HUB_OFFLINE forbids to "
                "download them.",
                name=backbone.name,
            ),
            _what_else(ready),
        )
    control.report(Stage(StageName.DOWNLOAD))
    transfer = _Transfer(backbone, control, ready)
    try:
        return transfer.run()
    except _BrokeOff:
        # Once more, from where it broke: connections do end early.
        try:
            return transfer.run()
        except _BrokeOff as broke_off:
            raise transfer.error(
                Message(
                    "The download of {name} broke off after {done} of {total} MB.",
                    name=backbone.name,
                    done=_megabytes(broke_off.done),
                    total=_megabytes(transfer.size),
                ),
                Message("Try again: it goes on from there."),
            ) from broke_off


def _offline() -> bool:
    value = os.environ.get("HF_HUB_OFFLINE") or os.environ.get("TRANSFORMERS_OFFLINE") or ""
    return value.upper() in {"1", "ON", "YES", "TRUE"}


def _megabytes(size: int) -> str:
    return f"{size / 1e6:,.1f}"


def _what_else(ready: Sequence[str]) -> Message:
    """What the user can do where the weights cannot be had."""
    if ready:
        return Message(
            "Ready without a download: {names} (tlgui models --ready). Or put a file of these "
            "weights into your weights folder, or name a file of your own.",
            names=", ".join(ready[:NAMES_TOLD]) + (" ..." if len(ready) > NAMES_TOLD else ""),
        )
    return Message(
        "Take another network (tlgui models --ready), put a file of these weights into your "
        "weights folder, or name a file of your own."
    )


class _BrokeOff(Exception):  # noqa: N818 - it is tried again before it becomes an error
    def __init__(self, done: int) -> None:
        super().__init__(done)
        self.done = done


@dataclass(frozen=True)
class _Announced:
    """What the hub says about the file."""

    etag: str
    commit: str
    size: int


class _Transfer:
    """One file on its way into the cache.

    Attributes:
        size: of the file, once the hub has told it.
    """

    def __init__(self, backbone: WeightsOf, control: Control, ready: Sequence[str]) -> None:
        self._backbone = backbone
        self._control = control
        self._ready = ready
        self._hub = (os.environ.get("HF_ENDPOINT") or _PUBLIC_HUB).rstrip("/")
        self._file = backbone.hub_file or USUAL_FILES[0]
        self._repository = cache_root() / folder_name(backbone.hub_id)
        self._done = 0
        self.size = 0

    def run(self) -> Path:
        """Ask, transfer, check, put in place."""
        with Child(self._request(), self._control) as child:
            found = self._announced(self._event(child, ANSWER_S))
            self.size = found.size
            try:
                with self._alone(found.etag):
                    return self._transferred(child, found)
            except OSError as error:
                raise self._disk(error.strerror or str(error)) from error

    def _transferred(self, child: Child, found: _Announced) -> Path:
        blob = self._repository / "blobs" / found.etag
        partial = partial_file(self._repository, found.etag)
        if not os.path.isfile(blob):
            blob.parent.mkdir(parents=True, exist_ok=True)
            self._done = partial.stat().st_size if os.path.isfile(partial) else 0
            if self._done > found.size:
                partial.unlink()
                self._done = 0
            if shutil.disk_usage(blob.parent).free < found.size - self._done:
                raise self._disk("full")
            digest = self._receive(child, partial)
            if partial.stat().st_size != found.size or (
                _SHA256.fullmatch(found.etag) and digest != found.etag
            ):
                partial.unlink()
                raise self.error(
                    Message(
                        "What arrived as {name} is not what the hub announced: it was removed.",
                        name=self._backbone.name,
                    ),
                    Message("Try again; where that repeats, a proxy between may alter it."),
                )
            partial.replace(blob)
        return place_snapshot(self._repository, found.commit, self._file, found.etag)

    def _receive(self, child: Child, partial: Path) -> str:
        """Let the other process fill ``partial``; the hash of the whole."""
        child.tell({"partial": str(partial)})
        while True:
            event = self._event(child, STALL_S)
            if event["event"] == "done":
                return str(event["digest"])
            self._done = int(event["done"])
            self._control.report(BytesDone(self._done, self.size))

    def _announced(self, event: dict[str, Any]) -> _Announced:
        found = _Announced(str(event["etag"]), str(event["commit"]), int(event["size"]))
        if not (_ETAG.fullmatch(found.etag) and _COMMIT.fullmatch(found.commit)):
            raise self._no_hub()  # These become names of files.
        return found

    def _event(self, child: Child, limit_s: float) -> dict[str, Any]:
        """The next event of the other process.

        Raises:
            WeightsError: it failed, or told nothing for ``limit_s``.
        """
        try:
            event = child.event(limit_s)
        except TimeoutError as error:
            if not self.size:
                raise self._unreachable(
                    Message("no answer in {limit:g} s", limit=limit_s)
                ) from error
            raise self.error(
                Message(
                    "The download of {name} stands still: nothing came for {limit:g} s.",
                    name=self._backbone.name,
                    limit=limit_s,
                ),
                Message("What has come is kept. Try again later: it goes on from there."),
            ) from error
        if event["event"] != "failed":
            return event
        fault, detail = event["fault"], event["detail"]
        if fault == "status":
            raise self._refused(int(detail))
        if fault == "disk":
            raise self._disk(str(detail))
        if fault == "answer":
            raise self._no_hub()
        if self.size:
            raise _BrokeOff(self._done)
        raise self._unreachable(detail)

    def _unreachable(self, reason: object) -> WeightsError:
        return self.error(
            Message(
                "The weights of {name} are not on this computer, and {hub} cannot be reached: "
                "{reason}.",
                name=self._backbone.name,
                hub=self._hub,
                reason=reason,
            )
        )

    def _no_hub(self) -> WeightsError:
        return self.error(
            Message(
                "{hub} does not answer as a hub does, when asked for {name}: a proxy or a "
                "sign-in page may lie between.",
                hub=self._hub,
                name=self._backbone.name,
            )
        )

    def _refused(self, status: int) -> WeightsError:
        values = {"name": self._backbone.name, "hub_id": self._backbone.hub_id, "status": status}
        if status == 404:
            message = Message("The hub has no weights of {name} at {hub_id}.", **values)
        elif status in (401, 403):
            return self.error(
                Message("The hub gives the weights of {name} only to whom it knows.", **values),
                Message(
                    "Accept the conditions of {hub_id} on the hub, then set HF_TOKEN to a token "
                    "of yours.",
                    **values,
                ),
            )
        else:
            message = Message(
                "The hub cannot give the weights of {name} now (HTTP status {status}).", **values
            )
        return self.error(message)

    def _disk(self, reason: str) -> WeightsError:
        if reason == "full":
            return self.error(
                Message(
                    "The disk is full: {name} takes {size} MB in {folder}.",
                    name=self._backbone.name,
                    size=_megabytes(self.size),
                    folder=self._repository.parent,
                ),
                Message("Make room, or let HF_HOME name a folder on another disk."),
            )
        return self.error(
            Message(
                "The weights of {name} cannot be stored in {folder}: {reason}.",
                name=self._backbone.name,
                folder=self._repository.parent,
                reason=reason,
            ),
            Message("Let HF_HOME name a folder that can be written."),
        )

    def error(self, message: Message, hint: Message | None = None) -> WeightsError:
        """The error with what the user can do: the usual things, unless told otherwise."""
        return WeightsError(message, hint or _what_else(self._ready))

    def _request(self) -> dict[str, Any]:
        implicit = os.environ.get("HF_HUB_DISABLE_IMPLICIT_TOKEN", "").upper()
        token_file = os.environ.get("HF_TOKEN_PATH") or str(hub_home() / "token")
        return {
            "url": f"{self._hub}/{self._backbone.hub_id}/resolve/main/{self._file}",
            "agent": f"tlgui/{tlgui.__version__}",
            "token_file": "" if implicit in {"1", "ON", "YES", "TRUE"} else token_file,
            "answer_s": ANSWER_S,
            # Longer than this side waits: who tells that nothing came is this side.
            "stall_s": 2 * STALL_S,
            "certificates": certificates(),
        }

    def _alone(self, etag: str) -> Alone:
        lock = self._repository.parent / ".locks" / self._repository.name / f"{etag}.lock"
        lock.parent.mkdir(parents=True, exist_ok=True)
        return Alone(lock, self._control)
