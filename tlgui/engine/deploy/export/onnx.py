"""ONNX: one file that runs nearly everywhere, by ONNX Runtime, OpenVINO, OpenCV, TensorRT ..."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import numpy as np

from tlgui.engine.deploy.export_format import DISTANCE_NAME, INPUT_NAME, OUTPUT_NAME, Format
from tlgui.engine.errors import Message

if TYPE_CHECKING:
    from pathlib import Path

    from tlgui.engine.deploy.export_format import Answer, Floats, Material

FILE = "model.onnx"


def write_onnx(material: Material, path: Path) -> None:
    """Write the network as one ONNX file for batches of any size, with what tells its answers."""
    import torch

    from tlgui.engine.models.modules import compute_in_steps

    module = material.module()
    compute_in_steps(module)
    program = torch.onnx.export(
        module,
        (material.example(),),
        dynamo=True,
        input_names=[INPUT_NAME],
        output_names=material.outputs,
        dynamic_shapes=({0: torch.export.Dim("batch")},),
        verbose=False,
    )
    assert program is not None
    program.model.metadata_props.update(_metadata(material))
    program.save(path, external_data=False)


def _metadata(material: Material) -> dict[str, str]:
    """What an ONNX file that is used without ``bundle.json`` tells of its answers."""
    run, familiar = material.run, material.familiar
    told = {
        "classes": json.dumps(list(run.classes)),
        "thresholds": json.dumps(run.thresholds.of_each(run.classes)),
    }
    if familiar is not None:
        told["unknown_above"] = repr(familiar.limit)
    return told


def session_of(file: Path | bytes) -> Answer:
    """What answers with an ONNX file, or with what stands in one, by ONNX Runtime on the CPU."""
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.log_severity_level = 3
    session = onnxruntime.InferenceSession(file, options, providers=["CPUExecutionProvider"])

    told = {each.name for each in session.get_outputs()}
    asked = [name for name in (OUTPUT_NAME, DISTANCE_NAME) if name in told]

    def answer(pictures: Floats) -> Floats:
        found = session.run(asked, {INPUT_NAME: pictures})
        return np.column_stack(found).astype(np.float32, copy=False)

    return answer


FORMAT = Format(
    name="onnx",
    title=Message("ONNX"),
    sentence=Message("One file for other programs and languages; predict.py runs it."),
    write=lambda material: write_onnx(material, material.folder / FILE),
    load=lambda material: session_of(material.folder / FILE),
    order=2,
)
