"""Files of a sample onto this computer: bounded in time, resumable, checked by their hash."""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import tlgui
from tlgui.engine.errors import DatasetError, Message
from tlgui.engine.models.pretrained.child_process import Child, certificates
from tlgui.engine.progress import BytesDone

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from tlgui.engine.progress import Control
    from tlgui.engine.sample_sets.catalog import SampleSet
    from tlgui.engine.sample_sets.files import RemoteFile

# From the start of the other process to the server's first answer.
ANSWER_S = 8.0
# So long may a transfer stand still.
STALL_S = 20.0
_PARTIAL_SUFFIX = ".incomplete"


def fetch_files(
    sample: SampleSet, files: Sequence[RemoteFile], folder: Path, control: Control
) -> None:
    """Fetch the files of ``sample`` into ``folder``; what is there already stays.

    What an earlier transfer left is gone on with, and a file that is told to lie at several places
    is asked for at each of them.

    Args:
        sample: for what is said of it.
        files: what to fetch.
        folder: where to.
        control: hears ``BytesDone`` of all files together; Cancel keeps what has come.

    Raises:
        DatasetError: no server can be reached or gives the file, the transfer stands still or
            breaks, the file is not the known one, or the disk is full.
        OSError: the disk refuses.
        Cancelled: on request.
    """
    before = 0
    for file in files:
        path = folder / file.path
        if not os.path.isfile(path):
            path.parent.mkdir(parents=True, exist_ok=True)
            _fetch_one(_Wanted(sample, file, path, before), control)
        before += path.stat().st_size
        control.report(BytesDone(before, max(before, sample.download_bytes)))


class _Elsewhere(Exception):  # noqa: N818 - another server is asked before it becomes an error
    def __init__(self, error: DatasetError) -> None:
        super().__init__(error)
        self.error = error


class _BrokeOff(Exception):  # noqa: N818 - it is tried again before it becomes an error
    pass


class _Wanted:
    """One file on its way.

    Attributes:
        done: bytes of it that have come.
    """

    def __init__(self, sample: SampleSet, file: RemoteFile, path: Path, before: int) -> None:
        self.sample, self.file, self.path = sample, file, path
        self.partial = path.with_name(path.name + _PARTIAL_SUFFIX)
        self.before = before
        self.done = 0

    def error(self, template: Message, hint: Message | None = None) -> DatasetError:
        return DatasetError(template, hint or Message("Try again later, or take another sample."))

    def broke_off(self) -> DatasetError:
        return self.error(
            Message(
                "The download of {name} broke off after {done} MB.",
                name=self.sample.title,
                done=f"{(self.before + self.done) / 1e6:,.1f}",
            ),
            Message("Try again: it goes on from there."),
        )


def _fetch_one(wanted: _Wanted, control: Control) -> None:
    for number, url in enumerate(wanted.file.urls, start=1):
        try:
            _from(url, wanted, control)
        except _Elsewhere as elsewhere:
            if number == len(wanted.file.urls):
                raise elsewhere.error from elsewhere
        else:
            return


def _from(url: str, wanted: _Wanted, control: Control) -> None:
    try:
        _transfer(url, wanted, control)
    except _BrokeOff:
        # Once more, from where it broke: connections do end early.
        try:
            _transfer(url, wanted, control)
        except _BrokeOff as again:
            raise _Elsewhere(wanted.broke_off()) from again


def _transfer(url: str, wanted: _Wanted, control: Control) -> None:
    request = {
        "url": url,
        "agent": f"tlgui/{tlgui.__version__}",
        "partial": str(wanted.partial),
        "algorithm": "md5",
        # Longer than this side waits: who tells that nothing came is this side.
        "answer_s": 2 * ANSWER_S,
        "stall_s": 2 * STALL_S,
        "certificates": certificates(),
    }
    with Child(request, control) as child:
        answered = False
        while True:
            event = _event(child, url, wanted, answered=answered)
            if event["event"] == "done":
                break
            total = event["total"]
            if not answered and total is not None:
                _check_room(total - int(event["done"]), wanted)
            answered = True
            wanted.done = int(event["done"])
            done = wanted.before + wanted.done
            control.report(BytesDone(done, max(done, wanted.sample.download_bytes)))
    if event["digest"] != wanted.file.md5:
        wanted.partial.unlink()
        raise _Elsewhere(
            wanted.error(
                Message(
                    "What arrived as {file} of {name} is not the known file: it was removed.",
                    file=wanted.path.name,
                    name=wanted.sample.title,
                ),
                Message("Try again; where that repeats, a proxy between may alter it."),
            )
        )
    wanted.partial.replace(wanted.path)


def _check_room(needed: int, wanted: _Wanted) -> None:
    if shutil.disk_usage(wanted.path.parent).free < needed:
        raise _full(wanted)


def _full(wanted: _Wanted) -> DatasetError:
    return wanted.error(
        Message(
            "The disk is full: {name} takes {size} MB in {folder}.",
            name=wanted.sample.title,
            size=f"{wanted.sample.download_bytes / 1e6:,.1f}",
            folder=wanted.path.parent,
        ),
        Message("Make room, then try again."),
    )


def _event(child: Child, url: str, wanted: _Wanted, *, answered: bool) -> dict[str, Any]:
    """The next event of the other process.

    Raises:
        DatasetError: nothing more can be done.
        _Elsewhere: another server may have the file.
        _BrokeOff: it can be gone on with.
    """
    title, host = wanted.sample.title, urlsplit(url).netloc
    limit_s = STALL_S if answered else ANSWER_S
    try:
        event = child.event(limit_s)
    except TimeoutError as error:
        if answered:
            raise wanted.error(
                Message(
                    "The download of {name} stands still: nothing came for {limit:g} s.",
                    name=title,
                    limit=limit_s,
                ),
                Message("What has come is kept. Try again later: it goes on from there."),
            ) from error
        reason = Message("no answer in {limit:g} s", limit=limit_s)
        raise _unreachable(wanted, host, reason) from error
    if event["event"] != "failed":
        return event
    fault, detail = event["fault"], event["detail"]
    if fault == "disk":
        raise _full(wanted) if detail == "full" else OSError(str(detail))
    if fault == "status":
        message = Message(
            "{host} does not give {file} of {name} (HTTP status {status}).",
            host=host,
            file=wanted.path.name,
            name=title,
            status=int(detail),
        )
        raise _Elsewhere(wanted.error(message))
    if fault == "answer":
        message = Message(
            "{host} sends on to nowhere, when asked for {file} of {name}: a proxy or a sign-in "
            "page may lie between.",
            host=host,
            file=wanted.path.name,
            name=title,
        )
        raise _Elsewhere(wanted.error(message))
    if answered:
        raise _BrokeOff
    raise _unreachable(wanted, host, detail)


def _unreachable(wanted: _Wanted, host: str, reason: object) -> _Elsewhere:
    return _Elsewhere(
        wanted.error(
            Message(
                "{name} has to be downloaded, and {host} cannot be reached: {reason}.",
                name=wanted.sample.title,
                host=host,
                reason=reason,
            ),
            Message(
                "Connect this computer to the internet and try again. The digits come with tlgui "
                "and need no download."
            ),
        )
    )
