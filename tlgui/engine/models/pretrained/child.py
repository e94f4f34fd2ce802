"""Fetches one file, of the hub or of any server, in a process that can be killed at any moment.

A look-up of a name, a proxy or a server may hold a call for minutes, and no library ends it when
the user cancels: the operating system does. The hub's own client no longer goes on with a
download that another process began, and tells its progress in steps of 10 MB; so this asks the
hub itself. It uses the standard library only, and runs as a script, outside the package.

It is started with one argument, a JSON object: ``url``, ``agent``, ``token_file``,
``answer_s`` and ``stall_s`` (time limits of a single wait), ``certificates``. It writes a JSON
object a line:

- ``{"event": "found", "etag", "commit", "size", "sha256"}``; then it waits for a line with
  ``{"partial": PATH}`` (the file to go on with) or for the end of its input, at which it ends;
- ``{"event": "bytes", "done"}`` several times a second, with ``total`` where the server tells it;
- ``{"event": "done", "digest"}``, the SHA-256 in hexadecimal digits;
- or ``{"event": "failed", "fault", "detail"}``: ``status`` (with the HTTP status), ``network``,
  ``answer`` (it is no hub), ``short`` (the connection ended early) or ``disk``.

A request that names ``partial`` itself is one to a server that is no hub: the file is fetched at
once, nothing is found out before. It may name another ``algorithm`` for the hash; no token of the
hub is shown to such a server.
"""

from __future__ import annotations

import errno
import hashlib
import http.client
import json
import os
import ssl
import sys
import time
import urllib.error
import urllib.request
from typing import IO, Any
from urllib.parse import urljoin, urlsplit

CHUNK = 1 << 18
REPORTS_A_SECOND = 8
REDIRECTS = 5


class _Failure(Exception):  # noqa: N818 - it becomes an event, not an error
    def __init__(self, fault: str, detail: object) -> None:
        super().__init__(fault)
        self.event = {"event": "failed", "fault": fault, "detail": detail}


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """Redirects are followed here: the token must not go to another host."""

    def redirect_request(self, *_args: object, **_options: object) -> None:
        return None


def main(request: dict[str, Any]) -> None:
    """Do what the request says; see the module."""
    if "partial" in request:
        _say({"event": "done", "digest": _transfer(request, request["partial"])})
        return
    _say({"event": "found", **_found(request)})
    line = sys.stdin.readline()
    if not line.strip():
        return
    digest = _transfer(request, json.loads(line)["partial"])
    _say({"event": "done", "digest": digest})


def _say(event: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(event) + "\n")
    sys.stdout.flush()


def _found(request: dict[str, Any]) -> dict[str, Any]:
    """What the hub says about the file."""
    facts: dict[str, str] = {}
    url = request["url"]
    for _step in range(REDIRECTS):
        answer = _ask(request, url, "HEAD", request["answer_s"])
        answer.close()
        for name, value in answer.headers.items():
            facts.setdefault(name.lower(), value)
        location = answer.headers.get("Location") if answer.status // 100 == 3 else None
        if location is None:
            facts["content-length"] = answer.headers.get("Content-Length") or ""
            break
        # The length of a redirect's own page is not that of the file.
        facts.pop("content-length", None)
        there = urljoin(url, location)
        if "x-repo-commit" in facts and urlsplit(there).netloc != urlsplit(url).netloc:
            break
        url = there
    etag = facts.get("x-linked-etag") or facts.get("etag") or ""
    size = facts.get("x-linked-size") or facts.get("content-length") or ""
    etag = etag.removeprefix("W/").strip('"')
    if not etag or not size.isdecimal() or "x-repo-commit" not in facts:
        raise _Failure("answer", "")
    return {"etag": etag, "size": int(size), "commit": facts["x-repo-commit"]}


def _transfer(request: dict[str, Any], path: str) -> str:
    """Append to the file at ``path`` what it lacks; the hash of the whole."""

    def new_digest() -> hashlib._Hash:
        # What tells whether all has come, not whether it is to be trusted.
        return hashlib.new(request.get("algorithm", "sha256"), usedforsecurity=False)

    with _on_disk(lambda: open(path, "a+b")) as file:
        digest = new_digest()
        file.seek(0)
        while block := file.read(CHUNK):
            digest.update(block)
        done = file.tell()
        answer = _followed(request, done)
        goes_on = answer.headers.get("Content-Range", "").startswith(f"bytes {done}-")
        if done and not (answer.status == 206 and goes_on):
            # The server sends all of it again.
            file.truncate(0)
            digest, done = new_digest(), 0
        expected = answer.headers.get("Content-Length")
        end = done + int(expected) if expected and expected.isdecimal() else None
        _say({"event": "bytes", "done": done, "total": end})
        said = 0.0
        while True:
            try:
                block = answer.read1(CHUNK)
            except (OSError, http.client.HTTPException) as error:
                raise _Failure("short", str(error)) from error
            if not block:
                break
            _on_disk(lambda data=block: file.write(data))
            digest.update(block)
            done += len(block)
            if time.monotonic() - said > 1 / REPORTS_A_SECOND:
                said = time.monotonic()
                _say({"event": "bytes", "done": done, "total": end})
        _on_disk(file.flush)
        _on_disk(lambda: os.fsync(file.fileno()))
        _say({"event": "bytes", "done": done, "total": end})
        if end is not None and done < end:
            raise _Failure("short", "")
    return digest.hexdigest()


def _followed(request: dict[str, Any], start: int) -> http.client.HTTPResponse:
    url = request["url"]
    for _step in range(REDIRECTS):
        answer = _ask(request, url, "GET", request["stall_s"], start)
        if answer.status // 100 != 3:
            return answer
        answer.close()
        url = urljoin(url, answer.headers.get("Location") or "")
    raise _Failure("answer", "")


def _ask(
    request: dict[str, Any], url: str, method: str, limit_s: float, start: int = 0
) -> http.client.HTTPResponse:
    """The server's answer; one that says ``go there`` is an answer too."""
    if urlsplit(url).scheme not in ("http", "https"):
        raise _Failure("answer", "")
    headers = {"User-Agent": request["agent"], "Accept-Encoding": "identity"}
    token = "" if "partial" in request else _token(request["token_file"])
    if token and urlsplit(url).netloc == urlsplit(request["url"]).netloc:
        headers["Authorization"] = f"Bearer {token}"
    if start:
        headers["Range"] = f"bytes={start}-"
    context = ssl.create_default_context()
    if request["certificates"]:
        context.load_verify_locations(request["certificates"])
    opener = urllib.request.build_opener(_NoRedirect, urllib.request.HTTPSHandler(context=context))
    try:
        answer: http.client.HTTPResponse = opener.open(
            urllib.request.Request(url, headers=headers, method=method), timeout=limit_s
        )
    except urllib.error.HTTPError as error:
        if error.code // 100 == 3:
            return error  # type: ignore[return-value]  # it has all that is asked of an answer
        if error.code == 416:
            # More is here than there: what is here is of no use.
            return _ask(request, url, method, limit_s)
        raise _Failure("status", error.code) from error
    except urllib.error.URLError as error:
        reason = error.reason
        # Without the number of the error: it is for people.
        told = reason.strerror if isinstance(reason, OSError) else None
        raise _Failure("network", told or str(reason)) from error
    except (OSError, http.client.HTTPException) as error:
        raise _Failure("network", str(error)) from error
    return answer


def _token(path: str) -> str:
    for variable in ("HF_TOKEN", "HUGGING_FACE_HUB_TOKEN"):
        if os.environ.get(variable, "").strip():
            return os.environ[variable].strip()
    try:
        with open(path, encoding="utf-8") as file:
            return file.read(4096).strip() if path else ""
    except (OSError, UnicodeDecodeError):
        return ""


def _on_disk(act: Any) -> Any:
    try:
        return act()
    except OSError as error:
        full = error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
        raise _Failure("disk", "full" if full else error.strerror or str(error)) from error


def run(argument: str, out: IO[str] = sys.stdout) -> int:
    """The exit status after doing what ``argument`` asks, failures told as events."""
    try:
        main(json.loads(argument))
    except _Failure as failure:
        _say(failure.event)
        return 1
    except BrokenPipeError:
        # Nobody listens any more; nor may the interpreter try to flush at its end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), out.fileno())
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(run(sys.argv[1]))
