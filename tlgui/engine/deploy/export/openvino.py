"""OpenVINO's own files, a graph and its weights: the fastest on processors of Intel."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from tlgui.engine.deploy.export_format import INPUT_NAME, Format
from tlgui.engine.errors import Message
from tlgui.engine.models.engines import import_openvino, openvino_core

if TYPE_CHECKING:
    from tlgui.engine.deploy.export_format import Answer, Floats, Material

FILE = "openvino.xml"


def _write(material: Material) -> None:
    import torch

    openvino = import_openvino()
    module, example = material.module(), material.example()
    with torch.inference_mode():
        traced = torch.jit.trace(module, example, check_trace=False)  # type: ignore[no-untyped-call]  # torch leaves it untyped
    model = openvino.convert_model(traced, example_input=example, input=[-1, *material.size])
    model.inputs[0].get_tensor().set_names({INPUT_NAME})
    for output, name in zip(model.outputs, material.outputs, strict=True):
        output.get_tensor().set_names({name})
    openvino.save_model(model, material.folder / FILE, compress_to_fp16=False)


def _load(material: Material) -> Answer:
    # Left alone, OpenVINO takes bf16 wherever the processor has it.
    compiled = openvino_core().compile_model(
        material.folder / FILE, "CPU", {"INFERENCE_PRECISION_HINT": "f32"}
    )

    def answer(pictures: Floats) -> Floats:
        found = compiled({INPUT_NAME: pictures})
        return np.column_stack([found[name] for name in material.outputs]).astype(np.float32)

    return answer


FORMAT = Format(
    name="openvino",
    title=Message("OpenVINO"),
    sentence=Message("A pair of files for OpenVINO: the fastest on processors of Intel."),
    write=_write,
    load=_load,
    order=3,
)
