"""A web page that classifies pictures in any browser, without a server or a network."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tlgui.engine.deploy.export import onnx as plain
from tlgui.engine.deploy.export_format import Format
from tlgui.engine.deploy.web.page import RUNTIME, network_in, runtime_file, web_page
from tlgui.engine.errors import Message
from tlgui.engine.storage import atomic_write

if TYPE_CHECKING:
    from tlgui.engine.deploy.export_format import Material

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
)
