"""ONNX in whole numbers of 8 bits: a quarter of the size, for small machines.

Static quantisation in QDQ form, a scale a channel: ranges of values are measured on the run's own
training pictures, accuracy on its validation pictures.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from tlgui.engine.deploy.export import onnx as plain
from tlgui.engine.deploy.export_format import INPUT_NAME, OUTPUT_NAME, Format
from tlgui.engine.deploy.pictures import input_pictures
from tlgui.engine.errors import Message

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from pathlib import Path

    from onnx import NodeProto

    from tlgui.engine.deploy.export_format import Floats, Material

FILE = "model-int8.onnx"
MAY_LOSE = 0.02
# A clip goes with the convolution before it: left out, the scale of what comes out of that would
# have to hold values that are clipped at once. Measured on clothes: 97.5% of the pictures get the
# same class with it, 89.5% without.
_QUANTISED = {"Conv", "Gemm", "MatMul", "Add", "Mul", "Clip", "Relu"}


def _write(material: Material) -> None:
    import onnx
    from onnxruntime.quantization import (
        CalibrationDataReader,
        QuantFormat,
        QuantType,
        quantize_static,
    )
    from onnxruntime.quantization.shape_inference import quant_pre_process

    class Pictures(CalibrationDataReader):  # type: ignore[misc]  # untyped
        """The calibration pictures, one by one, as the network sees them."""

        def __init__(self) -> None:
            self._batches = input_pictures(material.run, material.pictures, batch=1)

        def get_next(self) -> dict[str, Floats] | None:
            """The next picture; None after the last."""
            batch = next(self._batches, None)
            return None if batch is None else {INPUT_NAME: batch}

    float_file = material.folder / "float.onnx"
    earlier = material.earlier.get(plain.FORMAT.name)
    if earlier is None:
        plain.write_onnx(material, float_file)
        source = float_file
    else:
        source = earlier / plain.FILE
    prepared = material.folder / "prepared.onnx"
    quant_pre_process(source, prepared, skip_symbolic_shape=True)
    nodes = onnx.load(prepared).graph.node
    before = _leading_to(OUTPUT_NAME, nodes)
    # Classes are told apart by small differences: the head stays as exact as it is, with all that
    # merges its answers, and so does what measures distances behind the features.
    merges = material.run.changes is not None and material.run.changes.merges
    products = [name for name in before if before[name].op_type in ("Gemm", "MatMul")]
    first = products[-2 if merges else -1]
    head = list(before)[list(before).index(first) :]
    apart = [node.name for node in nodes if node.name not in before]
    quantize_static(
        prepared,
        material.folder / FILE,
        Pictures(),
        quant_format=QuantFormat.QDQ,
        per_channel=True,
        activation_type=QuantType.QUInt8,
        weight_type=QuantType.QInt8,
        # Processors without VNNI add two products in 16 bits, which weights of 8 bits overflow.
        reduce_range=True,
        op_types_to_quantize=sorted(_QUANTISED & {node.op_type for node in nodes}),
        nodes_to_exclude=[*head, *apart],
    )
    _keep_narrow(material.folder / FILE, apart)
    for leftover in (float_file, prepared):
        leftover.unlink(missing_ok=True)


def _keep_narrow(file: Path, nodes: Collection[str]) -> None:
    """Keep features that were learned from with 16 bits, which preparing the graph made 32.

    Args:
        file: the network.
        nodes: names of those that may multiply by them.
    """
    import onnx
    from onnx import numpy_helper

    model = onnx.load(file)
    graph = model.graph
    wide = {tensor.name: tensor for tensor in graph.initializer}
    for node in [each for each in graph.node if each.op_type == "MatMul" and each.name in nodes]:
        for name in set(node.input) & set(wide):
            narrow = numpy_helper.to_array(wide[name]).astype(np.float16)
            graph.initializer.remove(wide[name])
            graph.initializer.append(numpy_helper.from_array(narrow, f"{name}_16_bits"))
            cast = onnx.helper.make_node(
                "Cast", [f"{name}_16_bits"], [name], f"{name}_widened", to=onnx.TensorProto.FLOAT
            )
            graph.node.insert(0, cast)
    onnx.save(model, file)


def _leading_to(output: str, nodes: Sequence[NodeProto]) -> dict[str, NodeProto]:
    """The nodes that ``output`` is computed from, by their names, in their order."""
    wanted, found = {output}, set()
    for node in reversed(nodes):
        if wanted & set(node.output):
            wanted |= set(node.input)
            found.add(node.name)
    return {node.name: node for node in nodes if node.name in found}


FORMAT = Format(
    name="onnx-int8",
    title=Message("ONNX, 8 bits"),
    sentence=Message("A quarter of the size, for small machines; costs a little accuracy."),
    write=_write,
    load=lambda material: plain.session_of(material.folder / FILE),
    order=5,
    may_lose=MAY_LOSE,
    looks_at_pictures=True,
)
