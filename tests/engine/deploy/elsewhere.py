"""A run written in every format, and what other programs answer with what was written."""

from __future__ import annotations

import multiprocessing
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from tlgui.engine.deploy.export import all_formats, unavailable
from tlgui.engine.deploy.export_format import Material
from tlgui.engine.deploy.pictures import calibration_files, input_pictures

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from numpy.typing import NDArray

    from tlgui.engine.training.run import Run

    Floats = NDArray[np.float32]


def by_timm(folder: Path, pictures: Floats) -> Floats:
    """Logits (N, classes) of the network that timm opens in ``folder``, of pictures 0..1."""
    import timm
    import torch

    module = timm.create_model(f"local-dir:{folder}", pretrained=True).eval()
    config = timm.data.resolve_model_data_config(module)
    mean, std = (torch.tensor(config[name]).view(1, 3, 1, 1) for name in ("mean", "std"))
    with torch.inference_mode():
        return np.asarray(module((torch.from_numpy(pictures) - mean) / std).numpy())


def by_onnxruntime(file: Path, pictures: Floats) -> Floats:
    """Probabilities (N, classes) by ONNX Runtime."""
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.log_severity_level = 3
    session = onnxruntime.InferenceSession(file, options, providers=["CPUExecutionProvider"])
    return np.asarray(session.run(["probabilities"], {"pictures": pictures})[0])


def by_openvino(file: Path, pictures: Floats) -> Floats:
    """Probabilities (N, classes) by OpenVINO, of its own files or of an ONNX file."""
    from tlgui.engine.models.engines import import_openvino

    hint = {"INFERENCE_PRECISION_HINT": "f32"}
    model = import_openvino().Core().compile_model(file, "CPU", hint)
    return np.array(model({"pictures": pictures})["probabilities"])


def by_opencv(file: Path, pictures: Floats) -> Floats:
    """Probabilities (N, classes) by OpenCV's dnn module, a picture at a time."""
    import cv2

    network: Any = cv2.dnn.readNetFromONNX(str(file))
    rows = []
    for picture in pictures:
        network.setInput(picture[None], "pictures")
        rows.append(np.array(network.forward()).reshape(1, -1))
    return np.concatenate(rows)


PROGRAMS: dict[str, tuple[str, str, Callable[[Path, Floats], Floats]]] = {
    "onnxruntime": ("onnx", "model.onnx", by_onnxruntime),
    "OpenVINO, of ONNX": ("onnx", "model.onnx", by_openvino),
    "cv2.dnn": ("onnx", "model.onnx", by_opencv),
    "OpenVINO": ("openvino", "openvino.xml", by_openvino),
}


@dataclass(frozen=True)
class Tried:
    """What came of a run in every format: largest differences of its probabilities, or why not.

    Attributes:
        formats: read again as the self-test does, by their names.
        programs: other programs, by their names.
        timm_logits: largest difference of the logits that timm gives, relative to their
            deviation; None where the head is not plain.
    """

    formats: dict[str, float | str] = field(default_factory=dict)
    programs: dict[str, float | str] = field(default_factory=dict)
    timm_logits: float | None = None


def try_formats(
    run: Run,
    folder: Path,
    formats: Iterable[str],
    pictures: Floats,
    *,
    apart: bool = False,
    programs: Iterable[str] = tuple(PROGRAMS),
) -> Tried:
    """Write ``run`` in ``formats`` into ``folder`` and have all programs answer ``pictures``.

    Args:
        run: a trained run.
        folder: a folder for each format is made in it.
        formats: their names.
        pictures: (N, 3, H, W), 0..1.
        apart: have each program answer in a process of its own: some take theirs with them.
        programs: which of the others are asked.
    """
    scores = logits(run, pictures)
    odds = np.exp(scores - scores.max(axis=1, keepdims=True))
    expected = odds / odds.sum(axis=1, keepdims=True)
    tried = Tried()
    missing = unavailable(run)
    earlier: dict[str, Path] = {}
    for name in formats:
        if name in missing:
            tried.formats[name] = str(missing[name])
            continue
        place = folder / name
        place.mkdir()
        chosen = all_formats()[name]
        used = calibration_files(run) if chosen.looks_at_pictures else ()
        material = Material(run, place, dict(earlier), used)
        try:
            chosen.write(material)
            answer = chosen.load(material)
            # One alone, and several: a batch may have become fixed.
            found = np.concatenate([answer(pictures[:1]), answer(pictures[1:])])
        except Exception as error:  # noqa: BLE001 - converters raise anything
            tried.formats[name] = f"{type(error).__name__}: {error}"[:1000]
            continue
        found = found[:, : expected.shape[1]]
        tried.formats[name] = float(np.abs(found - expected).max())
        earlier[name] = place
    for program in programs:
        name, file, answering = PROGRAMS[program]
        if name in earlier:
            asked = (earlier[name] / file, pictures)
            found_there = _in_a_process(program, *asked) if apart else answering(*asked)
            tried.programs[program] = (
                found_there
                if isinstance(found_there, str)
                else float(np.abs(found_there - expected).max())
            )
    plain = "safetensors" in earlier and (earlier["safetensors"] / "config.json").exists()
    if not plain:
        return tried
    difference = np.abs(by_timm(earlier["safetensors"], pictures) - scores).max()
    return Tried(tried.formats, tried.programs, float(difference / scores.std()))


def logits(run: Run, pictures: Floats) -> Floats:
    """Scores (N, classes) of the run's network, by PyTorch."""
    import torch

    mean, std = (
        torch.tensor(values).view(1, 3, 1, 1)
        for values in (run.preprocessing.mean, run.preprocessing.std)
    )
    with torch.inference_mode():
        return np.asarray(run.network().build()((torch.from_numpy(pictures) - mean) / std).numpy())


def network_inputs(run: Run, count: int) -> Floats:
    """The first ``count`` of the run's pictures, (N, 3, H, W), 0..1."""
    (pictures,) = input_pictures(run, sorted(run.dataset_root.iterdir())[:count])
    return pictures


def _in_a_process(program: str, file: Path, pictures: Floats) -> Floats | str:
    """What a program answers, or why it does not."""
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(1, mp_context=context) as pool:
        try:
            return pool.submit(PROGRAMS[program][2], file, pictures).result()
        except BrokenProcessPool:
            return "its process died"
        except Exception as error:  # noqa: BLE001 - what it raises is what is told
            return f"{type(error).__name__}: {error}"[:1000]
