"""Make the embedded backbone ready to run: ``assets/networks/<name>.json`` and ``.xml``.

    python packaging/ready_networks.py

Builds the backbone by its library, converts it, and writes down how both come out of the file with
its weights. To be run again where the library, the converter, or the features change; a test
compares what lies there with a conversion of the day.
"""

from __future__ import annotations

import base64
import hashlib
import os
import sys
import tempfile
from itertools import permutations
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tlgui.engine.models import engines, making
from tlgui.engine.models.catalog import DEFAULT_BACKBONE, find_backbone
from tlgui.engine.models.pretrained.ready import FORMAT_VERSION, folded_bias, folded_weight
from tlgui.engine.models.weights import embedded_bytes
from tlgui.engine.storage import write_json

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from tlgui.engine.models.catalog import Backbone

ASSETS = Path(__file__).resolve().parents[1] / "assets" / "networks"
SMALL = 200
"""Bytes up to which a constant is written down as it is."""

EPSILONS = (1e-3, 1e-5)


def describe(backbone: Backbone, folder: Path) -> dict[str, Any]:
    """The facts of ``backbone``, whose converted graph is written into ``folder``."""
    body = making.built_body(backbone)
    graph = folder / f"{backbone.name}.xml"
    engines.import_openvino().save_model(
        engines.convert(making.network_of(backbone, body)), graph, compress_to_fp16=False
    )
    weights = graph.with_suffix(".bin").read_bytes()
    return {
        "format_version": FORMAT_VERSION,
        "backbone": backbone.name,
        "weights": body.weights,
        "preprocessing": body.preprocessing.to_json(),
        "place": body.place.to_json(),
        "tensors": _places(body.tensors, embedded_bytes(backbone)),
        "size": len(weights),
        "sha256": hashlib.sha256(weights).hexdigest(),
        "pieces": _pieces(graph.read_bytes(), weights, body.tensors),
    }


def _places(tensors: Mapping[str, NDArray[Any]], whole: bytes) -> list[list[Any]]:
    """Name, type, shape, offset and order of axes of each tensor in the file with the weights."""
    return [
        [name, array.dtype.str, list(array.shape), *_find(name, array, whole)]
        for name, array in tensors.items()
    ]


def _find(name: str, array: NDArray[Any], whole: bytes) -> tuple[int, list[int]]:
    """Where ``array`` lies, and the order in which its axes lie there: other than the library's."""
    for axes in permutations(range(array.ndim)):
        offset = whole.find(array.transpose(axes).tobytes())
        if offset >= 0:
            return offset, list(axes)
    raise LookupError(f"{name} is not in the file")


def _pieces(
    xml: bytes, weights: bytes, tensors: Mapping[str, NDArray[Any]]
) -> list[tuple[int, dict[str, Any]]]:
    """What each constant of the graph is made of."""
    known: dict[bytes, dict[str, Any]] = {}
    norms = [name.removesuffix(".running_var") for name in tensors if name.endswith("running_var")]
    layers = [name.removesuffix(".weight") for name, array in tensors.items() if array.ndim == 4]
    for epsilon in EPSILONS:
        for norm in norms:
            what = {"norm": norm, "epsilon": epsilon}
            known.setdefault(folded_bias(tensors, norm, epsilon).tobytes(), what)
            channels = tensors[f"{norm}.weight"].size
            for layer in layers:
                if len(tensors[f"{layer}.weight"]) == channels:
                    data = folded_weight(tensors, layer, norm, epsilon).tobytes()
                    known.setdefault(data, {"layer": layer, **what})
    pieces = {}
    for element in ElementTree.fromstring(xml).iter("data"):
        if "offset" in element.attrib:
            offset, size = int(element.attrib["offset"]), int(element.attrib["size"])
            constant = weights[offset : offset + size]
            if constant in known:
                pieces[offset] = known[constant]
            elif size <= SMALL:
                pieces[offset] = {"bytes": base64.b64encode(constant).decode()}
            else:
                raise LookupError(f"a constant of {size} bytes comes from no tensor")
    return sorted(pieces.items())


def main() -> None:
    ASSETS.mkdir(exist_ok=True)
    for backbone in (find_backbone(DEFAULT_BACKBONE),):
        with tempfile.TemporaryDirectory() as folder:
            facts = describe(backbone, Path(folder))
            graph = f"{backbone.name}.xml"
            (ASSETS / graph).write_bytes((Path(folder) / graph).read_bytes())
        write_json(ASSETS / f"{backbone.name}.json", facts)
        sys.stdout.write(f"{backbone.name}: {len(facts['pieces'])} constants{os.linesep}")


if __name__ == "__main__":
    main()
