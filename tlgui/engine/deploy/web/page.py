"""The web page of a model: one file with everything in it, for a browser without a server.

A page that is opened from a folder may fetch nothing and import no module. So the network, the
program that runs it (ONNX Runtime Web) and the page's own scripts stand in the page itself, and its
content security policy forbids everything else: what a picture shows cannot leave the computer.
"""

from __future__ import annotations

import base64
import gzip
import hashlib
import html
import json
import lzma
import re
from functools import cache
from string import Template
from typing import TYPE_CHECKING, Any

from tlgui.engine.data.names import shown
from tlgui.engine.data.records import SplitName
from tlgui.engine.errors import BundleError, Message
from tlgui.engine.insight.familiar import familiar_of
from tlgui.engine.places import asset_folder
from tlgui.engine.storage import read_json

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tlgui.engine.training.run import Run

RUNTIME = "onnxruntime-web"
PIECE = 6 * 1024 * 1024
"""Bytes of a file in one element of the page, a multiple of 3: browsers limit how long one is."""

_PAGE = ("words", "rows", "table", "about", "camera", "page")
_THREAD = ("decoder", "framing", "answering")
_ICONS = ("drop", "picture", "close")
_OPENED = '<script type="text/plain" data-piece="{}">'
_MODEL_PIECE = re.compile(rb'<script type="text/plain" data-piece="model">\n(.*?)\n</script>', re.S)


def web_page(run: Run, network: bytes) -> Iterator[bytes]:
    """The page, a part at a time.

    Args:
        run: the trained run.
        network: its ONNX file.
    """
    style, script = _asset("page.css"), "".join(_asset(f"{each}.js") for each in _PAGE)
    name = run.name or run.folder.name
    page = Template(_asset("page.html")).substitute(
        policy=_policy(style, script),
        title=html.escape(shown(name)),
        style=style,
        script=script,
        facts=_in_page(facts_of(run)),
        texts=_in_page(read_json(asset_folder("web") / "texts.json")),
        pieces="<!--pieces-->",
        **{f"icon_{icon}": _icon(icon) for icon in _ICONS},
    )
    before, after = page.split("<!--pieces-->")
    yield before.encode("utf-8", "backslashreplace")
    yield from _element("runtime", gzip.compress(runtime_file(f"{RUNTIME}.js"), mtime=0))
    for each in _THREAD:
        yield f"{_OPENED.format(each)}\n{_asset(f'{each}.js')}</script>\n".encode()
    yield from _element("wasm", _packed_wasm())
    yield from _element("model", network)
    yield after.encode("utf-8", "backslashreplace")


def network_in(page: Path) -> bytes:
    """The ONNX file that the page at ``page`` holds.

    Raises:
        BundleError: it holds none.
    """
    pieces = _MODEL_PIECE.findall(page.read_bytes())
    if not pieces:
        raise BundleError(Message("{path} holds no network.", path=page))
    return b"".join(base64.b64decode(piece, validate=True) for piece in pieces)


def facts_of(run: Run) -> dict[str, Any]:
    """What the page tells of the model, and what it needs to answer as tlgui does."""
    from tlgui import __version__

    about, familiar = runtime(), familiar_of(run)
    return {
        "name": shown(run.name or run.folder.name),
        "classes": list(run.classes),
        "labels": [shown(name) for name in run.classes],
        "threshold": run.threshold,
        # Of each class; null where it has none of its own.
        "class_thresholds": [run.thresholds.by_class.get(name) for name in run.classes],
        # Above this distance a picture is unknown; null where the network does not tell.
        "unknown_above": None if familiar is None else familiar.limit,
        "numbers": run.preprocessing.to_json(),
        "figures": [
            {
                "split": _judged_as(run, split),
                "pictures": run.counts[split.value],
                "accuracy": run.figures[split]["accuracy"],
                "interval": list(run.figures[split]["accuracy_interval"]),
                "macro_f1": run.figures[split]["macro_f1"],
            }
            for split in (SplitName.TEST, SplitName.VALIDATION, SplitName.TRAIN)
            if split in run.figures
        ],
        "made": {
            "version": __version__,
            "date": run.created,
            "backbone": run.recipe.backbone,
            "license": run.recipe.found_backbone.license,
            "runtime": f"{about['name']} {about['version']}",
            "notice": runtime_license(),
        },
    }


def _judged_as(run: Run, split: SplitName) -> str:
    """What the pictures of ``split`` are to the run: folds stand in the place of validation."""
    crossed = run.recipe.folds and split is SplitName.VALIDATION
    return "folds" if crossed else split.value


@cache
def runtime() -> dict[str, Any]:
    """Name, version, licence and hashes of what runs the network in the page."""
    document: dict[str, Any] = read_json(asset_folder("web") / f"{RUNTIME}.json")
    return document


def runtime_file(name: str) -> bytes:
    """A file of the runtime, unpacked.

    Raises:
        BundleError: it is damaged.
    """
    path = asset_folder("web") / f"{name}.xz"
    try:
        data = lzma.decompress(path.read_bytes())
    except (OSError, lzma.LZMAError) as error:
        raise _damaged(path) from error
    wanted = runtime()["sha256"].get(name)
    if wanted is not None and hashlib.sha256(data).hexdigest() != wanted:
        raise _damaged(path)
    return data


def runtime_license() -> str:
    """The text of the runtime's licence."""
    return _asset(f"{RUNTIME}-LICENSE.txt").strip()


def _damaged(path: Path) -> BundleError:
    return BundleError(
        Message("{path} is missing or damaged.", path=path), Message("Install tlgui again.")
    )


def _packed_wasm() -> bytes:
    # Level 6 takes a third of the time of 9, and 1% more room.
    return gzip.compress(runtime_file(f"{RUNTIME}.wasm"), 6, mtime=0)


def _asset(name: str) -> str:
    return (asset_folder("web") / name).read_text("utf-8")


def _icon(name: str) -> str:
    drawn = (asset_folder("icons") / f"{name}.svg").read_text("utf-8").strip()
    return drawn.replace("<svg ", '<svg aria-hidden="true" ', 1)


def _element(piece: str, data: bytes) -> Iterator[bytes]:
    """Elements with ``data`` as base64, which no browser takes for a script."""
    for start in range(0, len(data), PIECE):
        yield f"{_OPENED.format(piece)}\n".encode()
        yield base64.b64encode(memoryview(data)[start : start + PIECE])
        yield b"\n</script>\n"


def _in_page(document: object) -> str:
    """``document`` as JSON in which no name can end the element around it."""
    text = json.dumps(document, ensure_ascii=True, allow_nan=False, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def _policy(style: str, script: str) -> str:
    """What the page may do: run its own scripts, show the pictures it is given, no more."""

    def digest(text: str) -> str:
        return "'sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() + "'"

    rules = {
        "default-src": "'none'",
        "script-src": f"{digest(script)} 'wasm-unsafe-eval'",
        "worker-src": "blob:",
        "style-src": digest(style),
        "img-src": "blob:",
        "base-uri": "'none'",
        "form-action": "'none'",
    }
    return "; ".join(f"{name} {value}" for name, value in rules.items())
