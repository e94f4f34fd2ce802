"""Engines: what runs a feature network over batches of pictures, fast or by the reference.

An engine takes batches of (B, H, W, 3) uint8 pictures and gives (B, width) float32 features, in
order. The reference is fp32; a faster precision feeds training only, after it was compared.
"""

from __future__ import annotations

import hashlib
import os
import sys
import warnings
from collections import deque
from contextlib import suppress
from functools import cache
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np

from tlgui.engine import places
from tlgui.engine.devices import usable_cores
from tlgui.engine.errors import DeviceError, Message
from tlgui.engine.models.pretrained.ready import ready_graph
from tlgui.engine.progress import Notice
from tlgui.engine.storage import read_json, write_json

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    import torch
    from numpy.typing import NDArray

    from tlgui.engine.devices import Device
    from tlgui.engine.models.network import Network
    from tlgui.engine.progress import Control

# Largest difference between converted and PyTorch fp32 features, relative to the largest
# feature; correct conversions measure about 1e-6.
CONVERSION_TOLERANCE = 1e-3
BATCH_SIZE = 8
# Pictures that OpenVINO takes at a time in each of its streams: what a network makes of more does
# not stay in a core's cache. EfficientNet-Lite0 in fp32: 205 a second by twos, 182 by eights.
AT_ONCE = {"f32": 2, "bf16": 4}


class Engine(Protocol):
    """What every engine offers.

    Attributes:
        name: engine and precision, for people: ``openvino-bf16`` say.
        precision: ``f32`` is the reference; names the features in the cache.
    """

    name: str
    precision: str

    def infer(self, batches: Iterable[NDArray[np.uint8]]) -> Iterator[NDArray[np.float32]]:
        """One (B, width) float32 array a batch, in the order of the batches."""
        ...


class TorchEngine:
    """PyTorch on any device, channels_last; fp32 unless ``autocast``."""

    def __init__(self, network: Network, device: Device, *, autocast: bool = False) -> None:
        import torch

        self._device = torch.device(device.name)
        self._autocast = autocast
        self.precision = f"{device.name}-bf16" if autocast else "f32"
        self.name = f"torch-{device.name}-{'bf16' if autocast else 'f32'}"
        self._module = network.build_body().to(self._device, memory_format=torch.channels_last)  # type: ignore[call-overload]  # torch's stub lacks the pair
        preprocessing = network.preprocessing
        shape = (1, 3, 1, 1)
        self._mean = torch.tensor(preprocessing.mean, device=self._device).view(shape) * 255
        self._std = torch.tensor(preprocessing.std, device=self._device).view(shape) * 255

    def infer(self, batches: Iterable[NDArray[np.uint8]]) -> Iterator[NDArray[np.float32]]:
        """One (B, width) float32 array a batch, in the order of the batches."""
        for pixels in batches:
            yield self._features(pixels)

    def _features(self, pixels: NDArray[np.uint8]) -> NDArray[np.float32]:
        """The features of one batch; where the memory is too small for it, of its halves."""
        import torch

        try:
            with (
                torch.inference_mode(),
                torch.autocast(self._device.type, torch.bfloat16, enabled=self._autocast),
            ):
                features = self._module(self._normalise(pixels))
                return np.asarray(features.float().cpu().numpy())
        except (RuntimeError, MemoryError) as error:
            if not out_of_memory(error):
                raise
            if len(pixels) == 1:
                raise DeviceError(
                    Message("The memory of {device} is too small.", device=self._device.type),
                    Message("Close other programs, or choose a smaller backbone."),
                ) from error
        half = len(pixels) // 2
        return np.concatenate([self._features(pixels[:half]), self._features(pixels[half:])])

    def _normalise(self, pixels: NDArray[np.uint8]) -> torch.Tensor:
        import torch

        # (B, H, W, 3) seen as (B, 3, H, W): the memory is channels_last already.
        tensor = torch.from_numpy(pixels).permute(0, 3, 1, 2).to(self._device).float()
        return (tensor - self._mean) / self._std


class OpenVinoEngine:
    """OpenVINO on the CPU, with a few batches in flight; ``precision`` is ``f32`` or ``bf16``."""

    def __init__(self, model: Any, precision: str) -> None:
        streams = min(2, usable_cores())
        self.name = f"openvino-{precision}"
        self.precision = precision
        # So many wait that no stream runs dry while features are looked at and pictures decoded.
        self._in_flight = 4 * streams
        self._at_once = AT_ONCE[precision]
        # Left alone, OpenVINO takes bf16 wherever the processor has it.
        self._compiled = openvino_core().compile_model(
            model,
            "CPU",
            {
                "INFERENCE_PRECISION_HINT": precision,
                "NUM_STREAMS": str(streams),
                "INFERENCE_NUM_THREADS": usable_cores(),
                # Decoding shares the cores: pinned threads would wait for theirs.
                "ENABLE_CPU_PINNING": False,
            },
        )

    def infer(self, batches: Iterable[NDArray[np.uint8]]) -> Iterator[NDArray[np.float32]]:
        """One (B, width) float32 array a batch, in the order of the batches."""
        idle = [self._compiled.create_infer_request() for _ in range(self._in_flight)]
        running: deque[Any] = deque()
        sizes: deque[int] = deque()  # of the batches that are not handed out yet
        done: list[NDArray[np.float32]] = []  # of the first of them

        def finish() -> None:
            request = running.popleft()
            request.wait()
            done.append(np.array(request.get_output_tensor().data, dtype=np.float32))
            idle.append(request)

        def complete() -> Iterator[NDArray[np.float32]]:
            if sizes and sum(map(len, done)) == sizes[0]:
                sizes.popleft()
                yield np.concatenate(done)
                done.clear()

        try:
            for pixels in batches:
                sizes.append(len(pixels))
                for start in range(0, len(pixels), self._at_once):
                    if not idle:
                        finish()
                        yield from complete()
                    request = idle.pop()
                    # Shared memory: the request keeps the array alive until it is done.
                    request.start_async([pixels[start : start + self._at_once]], share_inputs=True)
                    running.append(request)
            while running:
                finish()
                yield from complete()
        finally:
            for request in running:
                request.cancel()


def out_of_memory(error: Exception) -> bool:
    """Whether PyTorch ran out of memory: on a GPU it has a type of its own, on a CPU a sentence."""
    import torch

    said = str(error)
    return isinstance(error, MemoryError | torch.OutOfMemoryError) or any(
        words in said for words in ("allocate memory", "out of memory", "ALLOC_FAILED")
    )


def import_openvino() -> Any:
    """The openvino module, without its telemetry: nothing in tlgui phones home."""
    # With the telemetry module unimportable, OpenVINO's converter uses its own silent stub.
    sys.modules.setdefault("openvino_telemetry", None)  # type: ignore[arg-type]  # None is the documented way to block an import
    import openvino

    return openvino


@cache
def openvino_core() -> Any:
    """OpenVINO's core: one that stays as long as the process.

    Its plugin gives the thread that loads it a stack for signals, and takes the memory of it back
    when the last core goes, in whichever thread: a Ctrl+C after that would end in a crash.
    """
    return import_openvino().Core()


def has_bf16() -> bool:
    """Whether this processor computes in bf16, as OpenVINO sees it."""
    try:
        core = openvino_core()
    except ImportError:
        return False
    return "BF16" in core.get_property("CPU", "OPTIMIZATION_CAPABILITIES")


def fast_precision(device: Device) -> str:
    """The precision of ``fast_engine``, known without making it."""
    if device.name == "cuda":
        import torch

        return "cuda-bf16" if torch.cuda.is_bf16_supported() else "f32"
    return "bf16" if device.name == "cpu" and has_bf16() else "f32"


def reference_engine(
    network: Network, device: Device, sample: NDArray[np.uint8], control: Control
) -> Engine:
    """The engine whose figures users read: fp32.

    Args:
        network: what to run.
        device: where to run it.
        sample: a few of the user's pictures, (B, H, W, 3) uint8, on which a converted model is
            compared with PyTorch before it is trusted for the first time.
        control: is told when the fast engine had to be given up.
    """
    if device.name != "cpu":
        return TorchEngine(network, device)
    model = _converted(network, device, sample, control)
    return TorchEngine(network, device) if model is None else OpenVinoEngine(model, "f32")


def fast_engine(
    network: Network, device: Device, sample: NDArray[np.uint8], control: Control
) -> Engine:
    """The fastest engine of this machine: bf16 where the hardware has it. For training only."""
    if device.name == "cuda":
        import torch

        return TorchEngine(network, device, autocast=torch.cuda.is_bf16_supported())
    if device.name == "cpu" and has_bf16():
        model = _converted(network, device, sample, control)
        if model is not None:
            return OpenVinoEngine(model, "bf16")
    return reference_engine(network, device, sample, control)


def _converted(
    network: Network, device: Device, sample: NDArray[np.uint8], control: Control
) -> Any | None:
    """The network as an OpenVINO model that takes uint8 pictures; None where that failed."""
    try:
        openvino = import_openvino()
    except ImportError:
        return None
    ready = None
    if not network.mirrored:
        ready = ready_graph(network.backbone, network.weights, network.tensors)
    if ready is not None:
        # Another version of OpenVINO may not take it: it converts itself.
        with suppress(RuntimeError):
            return openvino_core().read_model(ready.xml, ready.weights)
    folder = places.cache_folder() / "engines"
    key = f"{network.body_key} {openvino.__version__}"
    stem = hashlib.sha256(key.encode()).hexdigest()[:24]
    graph, verdict = folder / f"{stem}.xml", folder / f"{stem}.json"
    if os.path.exists(verdict):
        try:
            known = read_json(verdict)
            if not known["agrees"]:
                return None
            if known["sha256"] == _graph_digest(graph):
                return openvino_core().read_model(graph)
        except Exception:  # noqa: BLE001 - a damaged cache of whatever kind is made again
            pass
    pytorch = TorchEngine(network, device)  # weights that do not fit are refused here
    try:
        model = convert(network)
        difference = _difference(OpenVinoEngine(model, "f32"), pytorch, sample)
    except Exception as error:  # noqa: BLE001 - the converter raises anything; PyTorch takes over
        control.report(
            Notice(
                Message(
                    "OpenVINO does not take {name} ({reason}): PyTorch computes instead.",
                    name=network.backbone,
                    reason=str(error).partition("\n")[0],
                )
            )
        )
        return None
    agrees = difference <= CONVERSION_TOLERANCE
    # Where the cache cannot be written, the next start converts again.
    with suppress(OSError, RuntimeError):
        folder.mkdir(parents=True, exist_ok=True)
        digest = _save_graph(model, graph) if agrees else None
        write_json(verdict, {"agrees": agrees, "difference": str(difference), "sha256": digest})
    if not agrees:
        control.report(
            Notice(
                Message(
                    "OpenVINO answers differently from PyTorch for {name} (by {difference:.3g}): "
                    "PyTorch computes instead.",
                    name=network.backbone,
                    difference=difference,
                )
            )
        )
        return None
    return model


def _save_graph(model: Any, graph: Path) -> str:
    """Write the .xml and .bin pair; their digest, which is kept last, makes them valid."""
    temporary = graph.with_name(f"partial-{os.getpid()}-{graph.name}")
    try:
        import_openvino().save_model(model, temporary, compress_to_fp16=False)
        digest = _graph_digest(temporary)
        for suffix in (".bin", ".xml"):
            temporary.with_suffix(suffix).replace(graph.with_suffix(suffix))
    finally:
        for suffix in (".bin", ".xml"):
            temporary.with_suffix(suffix).unlink(missing_ok=True)
    return digest


def _graph_digest(graph: Path) -> str:
    """Of what the .xml and the .bin hold: a damaged weight would only show as wrong answers."""
    digest = hashlib.sha256()
    for suffix in (".xml", ".bin"):
        digest.update(hashlib.sha256(graph.with_suffix(suffix).read_bytes()).digest())
    return digest.hexdigest()


def convert(network: Network) -> Any:
    """The body of ``network`` as an OpenVINO model that takes (B, H, W, 3) uint8 pictures."""
    import torch

    openvino = import_openvino()
    from openvino.preprocess import PrePostProcessor

    preprocessing = network.preprocessing
    size = (3, preprocessing.height, preprocessing.width)
    with warnings.catch_warnings():
        # Tracing warns about itself; what matters is compared afterwards.
        warnings.simplefilter("ignore")
        # What was traced is compared with the module afterwards, on the user's pictures: tracing
        # a second time to compare the graphs would only cost another second.
        example = torch.zeros(2, *size)
        with torch.inference_mode():
            traced = torch.jit.trace(network.build_body(), example, check_trace=False)  # type: ignore[no-untyped-call]  # torch leaves it untyped
        model = openvino.convert_model(traced, example_input=example, input=[-1, *size])
    steps = PrePostProcessor(model)
    steps.input().tensor().set_element_type(openvino.Type.u8).set_layout(openvino.Layout("NHWC"))
    steps.input().model().set_layout(openvino.Layout("NCHW"))
    steps.input().preprocess().convert_element_type(openvino.Type.f32).mean(
        [255 * value for value in preprocessing.mean]
    ).scale([255 * value for value in preprocessing.std])
    return steps.build()


def _difference(one: Engine, other: Engine, sample: NDArray[np.uint8]) -> float:
    """Largest difference of two engines' features on a sample, relative to the largest feature."""
    first, second = next(one.infer([sample])), next(other.infer([sample]))
    return float(np.abs(first - second).max() / max(float(np.abs(second).max()), 1e-12))
