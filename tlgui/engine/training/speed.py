"""How fast a backbone reads pictures on this computer: measured on real ones, and kept."""

from __future__ import annotations

import os
import threading
import time
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from tlgui.engine import places
from tlgui.engine.errors import BundleError, DatasetError, Message
from tlgui.engine.progress import BatchDone, Stage, StageName
from tlgui.engine.storage import read_json, write_json

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from tlgui.engine.devices import Device
    from tlgui.engine.models.catalog import Backbone
    from tlgui.engine.models.engines import Engine
    from tlgui.engine.models.network import Network
    from tlgui.engine.progress import Control

FORMAT_VERSION = 2
MOST_PICTURES = 192
LOOKS_A_SECOND = 50


@dataclass(frozen=True)
class Speed:
    """A measurement.

    Attributes:
        engine: what computed, with its precision: ``openvino-bf16`` say.
        for_figures: whether it is the fp32 reference that the figures come from; else it reads
            pictures for training.
        pictures: how many were read.
        pictures_a_second: decoding included.
        folder: of the pictures; speeds differ between small ones and large ones.
        memory_bytes: the most that the whole of tlgui took meanwhile, the parts that other
            programs share included; on a graphics card, what PyTorch took there.
    """

    engine: str
    for_figures: bool
    pictures: int
    pictures_a_second: float
    folder: str
    memory_bytes: int


def measure_speed(
    backbone: Backbone, folder: Path, files: Sequence[Path], control: Control
) -> tuple[Speed, ...]:
    """Read up to ``MOST_PICTURES`` of ``files`` with each engine in use; the result is kept.

    The features are not cached: what is measured is reading them for the first time. Converting
    the network, once a computer, is not part of the time.

    Args:
        backbone: whose weights are on this computer.
        folder: that the files are of; kept with the measurement.
        files: pictures.
        control: hears of each batch.

    Raises:
        DatasetError: none of the files can be read.
    """
    from tlgui.engine.devices import resolve_device
    from tlgui.engine.models import engines
    from tlgui.engine.models.making import pretrained_network

    control.report(Stage(StageName.LOADING_MODEL))
    network = pretrained_network(backbone)
    device = resolve_device()
    makers = [engines.fast_engine, engines.reference_engine]
    if engines.fast_precision(device) == "f32":
        makers = makers[1:]
    # Evenly spread: the first of a folder may all be of one class and size.
    chosen = files[:: max(1, len(files) // MOST_PICTURES)][:MOST_PICTURES]
    control.report(Stage(StageName.FEATURES, len(chosen) * len(makers)))
    measured: list[Speed] = []
    for number, make in enumerate(makers):

        def make_engine(sample: object, make: Callable[..., Engine] = make) -> Engine:
            return make(network, device, sample, control)

        with _Peak(device) as peak:
            engine, pictures, speed = _measure(
                network,
                make_engine,
                chosen,
                control,
                for_figures=make is engines.reference_engine,
                before=number * len(chosen),
                total=len(makers) * len(chosen),
            )
        for_figures = make is engines.reference_engine
        measured.append(
            Speed(engine, for_figures, pictures, speed, os.fsdecode(folder), peak.bytes)
        )
    document = {"format_version": FORMAT_VERSION, "speeds": [asdict(speed) for speed in measured]}
    file = _file(backbone)
    file.parent.mkdir(parents=True, exist_ok=True)
    write_json(file, document)
    return tuple(measured)


def measured_speed(backbone: Backbone) -> tuple[Speed, ...]:
    """What ``measure_speed`` found last on this computer; empty where it was never asked."""
    try:
        document = read_json(_file(backbone))
        if document["format_version"] != FORMAT_VERSION:
            return ()
        return tuple(
            Speed(
                str(row["engine"]),
                bool(row["for_figures"]),
                int(row["pictures"]),
                float(row["pictures_a_second"]),
                str(row["folder"]),
                int(row["memory_bytes"]),
            )
            for row in document["speeds"]
        )
    except (BundleError, LookupError, TypeError, ValueError):
        return ()


def _measure(
    network: Network,
    make: Callable[..., Engine],
    files: Sequence[Path],
    control: Control,
    *,
    for_figures: bool,
    before: int,
    total: int,
) -> tuple[str, int, float]:
    """Name of the engine, pictures that it read, and how many a second."""
    from tlgui.engine.training.estimate import remember_reading
    from tlgui.engine.training.features import EngineOnDemand, Started, stream_features

    names: list[str] = []

    def make_and_name(sample: object) -> Started:
        engine = make(sample)
        names.append(engine.name)
        return Started(engine)

    engine = EngineOnDemand("f32", make_and_name)
    start = time.perf_counter()
    done = readable = 0
    for part in stream_features(files, network.preprocessing, engine, control):
        readable += len(part.positions)
        done += len(part.positions) + len(part.failures)
        control.report(BatchDone(before + done, total))
    seconds = time.perf_counter() - start - engine.seconds
    if not readable:
        raise DatasetError(
            Message("None of the pictures could be read, so that nothing was measured.")
        )
    remember_reading(
        network.backbone,
        network.body_key,
        engine.precision,
        fast=not for_figures,
        pictures=readable,
        seconds=seconds,
    )
    return names[0], readable, readable / seconds


class _Peak:
    """The most memory that is taken while the block runs.

    Attributes:
        bytes: known once the block has ended.
    """

    def __init__(self, device: Device) -> None:
        self.bytes = 0
        self._cuda = device.name.startswith("cuda")
        self._over = threading.Event()
        self._watcher = threading.Thread(target=self._watch, name="memory", daemon=True)

    def __enter__(self) -> _Peak:
        if self._cuda:
            import torch

            torch.cuda.reset_peak_memory_stats()
        else:
            self._watcher.start()
        return self

    def __exit__(self, *_error: object) -> None:
        if self._cuda:
            import torch

            self.bytes = int(torch.cuda.max_memory_allocated())
            return
        self._over.set()
        self._watcher.join()

    def _watch(self) -> None:
        import psutil

        process = psutil.Process()
        while True:
            self.bytes = max(self.bytes, int(process.memory_info().rss))
            if self._over.wait(1 / LOOKS_A_SECOND):
                return


def _file(backbone: Backbone) -> Path:
    return places.cache_folder() / f"speed-{backbone.name}.json"
