"""A web page that classifies pictures in any browser, without a server or a network."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tlgui.engine.deploy.export import onnx as plain
from tlgui.engine.deploy.export_format import Format
from tlgui.engine.deploy.verify import UntriedError
from tlgui.engine.deploy.web.browser import answers_in, find_browser
from tlgui.engine.deploy.web.page import RUNTIME, network_in, runtime_file, web_page
from tlgui.engine.errors import Message
from tlgui.engine.storage import atomic_write

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from tlgui.engine.deploy.export_format import Floats, Material
    from tlgui.engine.progress import Control

FILE = "index.html"
NOTICES = f"{RUNTIME}-notices.txt"
"""Licences of what is built into the program that runs the network in the page."""


def _write(material: Material) -> None:
    earlier = material.earlier.get(plain.FORMAT.name)
    source = material.folder / "network.onnx" if earlier is None else earlier / plain.FILE
    if earlier is None:
        plain.write_onnx(material, source)
    with atomic_write(material.folder / FILE) as file:
        for part in web_page(material.run, source.read_bytes()):
            file.write(part)
    (material.folder / NOTICES).write_bytes(runtime_file(NOTICES))
    if earlier is None:
        source.unlink()


def _in_a_browser(
    folder: Path, files: Sequence[Path], work: Path, control: Control
) -> tuple[str, dict[int, Floats]]:
    browser = find_browser()
    if browser is None:
        raise UntriedError(Message("no Chrome, Edge or Chromium was found on this computer"))
    return browser.name, answers_in(browser, folder / FILE, files, work, control)


FORMAT = Format(
    name="web",
    title=Message("Web page"),
    sentence=Message(
        "One file that classifies dropped pictures in any browser, without a network: send it to"
        " anybody."
    ),
    write=_write,
    load=lambda material: plain.session_of(network_in(material.folder / FILE)),
    order=6,
    elsewhere=_in_a_browser,
)
