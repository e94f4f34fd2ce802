"""ONNX: one file that runs nearly everywhere, by ONNX Runtime, OpenVINO, OpenCV, TensorRT ..."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from tlgui.engine.deploy.export_format import INPUT_NAME, OUTPUT_NAME, Format
from tlgui.engine.errors import Message

if TYPE_CHECKING:
    from pathlib import Path

    from tlgui.engine.deploy.export_format import Answer, Floats, Material

FILE = "model.onnx"


def write_onnx(material: Material, path: Path) -> None:
    """Write the network as one ONNX file for batches of any size."""
    import torch

    from tlgui.engine.models.modules import compute_in_steps

    module = material.module()
    compute_in_steps(module)
    torch.onnx.export(
        module,
        (material.example(),),
        path,
        dynamo=True,
        input_names=[INPUT_NAME],
        output_names=[OUTPUT_NAME],
        dynamic_shapes=({0: torch.export.Dim("batch")},),
        external_data=False,
        verbose=False,
    )


def session_of(file: Path | bytes) -> Answer:
    """What answers with an ONNX file, or with what stands in one, by ONNX Runtime on the CPU."""
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.log_severity_level = 3
    session = onnxruntime.InferenceSession(file, options, providers=["CPUExecutionProvider"])

    def answer(pictures: Floats) -> Floats:
        return np.asarray(session.run([OUTPUT_NAME], {INPUT_NAME: pictures})[0], np.float32)

    return answer


FORMAT = Format(
    name="onnx",
    title=Message("ONNX"),
    sentence=Message("One file for other programs and languages; predict.py runs it."),
    write=lambda material: write_onnx(material, material.folder / FILE),
    load=lambda material: session_of(material.folder / FILE),
    order=2,
)
