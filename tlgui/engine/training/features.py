"""Pictures in, feature vectors out: decoded in threads while the engine computes."""

from __future__ import annotations

import time
from collections import deque
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass, replace
from itertools import chain, islice
from typing import TYPE_CHECKING

import numpy as np

from tlgui.engine.data.images import decode
from tlgui.engine.data.resizing import keep_to_one_thread
from tlgui.engine.devices import usable_cores
from tlgui.engine.errors import Cancelled, Message, PictureError
from tlgui.engine.training.feature_cache import FileIdentity

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from tlgui.engine.data.preprocessing import Preprocessing
    from tlgui.engine.models.engines import Engine
    from tlgui.engine.progress import Control
    from tlgui.engine.training.feature_cache import FeatureCache

SAMPLE_SIZE = 16
REFERENCE_PRECISION = "f32"
_ROWS_A_COMMIT = 512


@dataclass(frozen=True)
class Features:
    """Feature vectors of the readable pictures among those asked for.

    Attributes:
        positions: (N,) int64, which of the files asked for, ascending.
        values: (N, width) float32.
        failures: position and reason of each file that could not be read.
        computed: pictures that were decoded and run through the network just now.
        passing: positions of the failures that may not last: the disk, a permission, the memory.
        precision: of the values; ``f32`` only where all of them are exact.
    """

    positions: NDArray[np.int64]
    values: NDArray[np.float32]
    failures: tuple[tuple[int, Message], ...]
    computed: int
    passing: frozenset[int] = frozenset()
    precision: str = ""


@dataclass(frozen=True)
class _Chunk:
    """Some pictures, decoded: positions (n), pixels (n, H, W, 3) uint8, and those that failed."""

    positions: list[int]
    pixels: NDArray[np.uint8] | None
    failures: list[tuple[int, Message]]
    passing: list[int]


@dataclass(frozen=True)
class Started:
    """An engine, and what it has done already.

    Attributes:
        engine: runs the network.
        first: its features of the first pictures of the sample that it was made for; none where
            they did not have to be computed.
    """

    engine: Engine
    first: NDArray[np.float32] | None = None


class EngineOnDemand:
    """An engine that is made when the first picture needs it, and kept.

    Args:
        precision: what its features are called in the cache, if all goes well.
        make: gets a sample of pictures, (n, H, W, 3) uint8, and makes the engine.

    Attributes:
        seconds: that making it took; converting a network, once a computer, takes most of it.
    """

    def __init__(self, precision: str, make: Callable[[NDArray[np.uint8]], Started]) -> None:
        self.precision = precision
        self.seconds = 0.0
        self._make = make
        self._engine: Engine | None = None

    def get(self, sample: NDArray[np.uint8]) -> Started:
        """The engine; with features of ``sample`` where it was made just now, and has them."""
        if self._engine is not None:
            return Started(self._engine)
        start = time.perf_counter()
        made = self._make(sample)
        self.seconds = time.perf_counter() - start
        self._engine = made.engine
        self.precision = made.engine.precision
        return made


def extract(
    files: Sequence[Path],
    model: str,
    preprocessing: Preprocessing,
    engine: EngineOnDemand,
    cache: FeatureCache,
    control: Control,
    on_progress: Callable[[int], None],
    *,
    accept_exact: bool = False,
) -> Features:
    """The features of ``files``, from the cache where it has them; the rest goes into it.

    Args:
        files: pictures.
        model: what tells this network from others: names its rows in the cache.
        preprocessing: of the network's input.
        engine: runs the network.
        cache: read first, then filled.
        control: checked at every picture.
        on_progress: hears how many of the files are done, those from the cache included.
        accept_exact: take cached fp32 features wherever they are.

    Raises:
        Cancelled: what was finished until then stays in the cache.
    """
    identities = [FileIdentity.of(file) for file in files]
    asked = engine.precision
    known = cache.lookup(identities, f"{model} {asked}")
    exact = 0
    if accept_exact and engine.precision != REFERENCE_PRECISION:
        found = cache.lookup(identities, f"{model} {REFERENCE_PRECISION}")
        exact = len(found)
        known |= found
    # Making the engine may decide against the fast precision; what is known of it is taken still.
    some_fast = asked != REFERENCE_PRECISION and len(known) > exact
    missing = spread_first([p for p in range(len(files)) if p not in known])
    done = len(files) - len(missing)
    on_progress(done)
    unsaved: list[tuple[FileIdentity, NDArray[np.float32] | Message]] = []
    passing: set[int] = set()
    try:
        stream = stream_features([files[p] for p in missing], preprocessing, engine, control)
        with closing(stream):
            for part in stream:
                for position, features in zip(part.positions, part.values, strict=True):
                    known[missing[position]] = features
                    unsaved.append((identities[missing[position]], features))
                for position, reason in part.failures:
                    known[missing[position]] = reason
                    # A drive that was unplugged, say, comes back with the same files.
                    if position in part.passing:
                        passing.add(missing[position])
                    else:
                        unsaved.append((identities[missing[position]], reason))
                done += len(part.positions) + len(part.failures)
                on_progress(done)
                if len(unsaved) >= _ROWS_A_COMMIT:
                    cache.store(unsaved, f"{model} {engine.precision}")
                    unsaved = []
    finally:
        if unsaved:
            cache.store(unsaved, f"{model} {engine.precision}")
    precision = asked if some_fast else engine.precision
    if files and exact == len(files):
        precision = REFERENCE_PRECISION
    return replace(_gather(known, len(missing), precision), passing=frozenset(passing))


def stream_features(
    files: Sequence[Path], preprocessing: Preprocessing, engine: EngineOnDemand, control: Control
) -> Generator[Features, None, None]:
    """The features of ``files`` batch by batch, in order, in bounded memory.

    The engine is made from the first batch of readable pictures.

    Raises:
        Cancelled: at the next picture after the user asked.
    """
    with closing(_decoded(files, preprocessing, control)) as chunks:
        ahead: list[_Chunk] = []
        sample: list[NDArray[np.uint8]] = []
        for chunk in chunks:
            ahead.append(chunk)
            if chunk.pixels is not None:
                sample.append(chunk.pixels)
            if sum(len(pixels) for pixels in sample) >= SAMPLE_SIZE:
                break
        waiting: deque[_Chunk] = deque()
        failures: list[tuple[int, Message]] = []
        passing: set[int] = set()

        def batches() -> Iterator[NDArray[np.uint8]]:
            for source in (ahead, chunks):
                for chunk in source:
                    control.check()
                    failures.extend(chunk.failures)
                    passing.update(chunk.passing)
                    if chunk.pixels is not None:
                        waiting.append(chunk)
                        yield chunk.pixels

        if sample:
            running = engine.get(np.concatenate(sample)[:SAMPLE_SIZE])
            for values in _go_on(running, batches()):
                positions = np.asarray(waiting.popleft().positions, dtype=np.int64)
                told = (tuple(failures), len(positions), frozenset(passing))
                failures.clear()
                yield Features(positions, values, *told)
        else:
            for chunk in ahead:
                failures.extend(chunk.failures)
                passing.update(chunk.passing)
    if failures:
        nothing = np.empty((0, 0), dtype=np.float32)
        positions = np.empty(0, dtype=np.int64)
        yield Features(positions, nothing, tuple(failures), 0, frozenset(passing))


def gathered(
    parts: Iterable[Features], least: int = 64, patience_s: float = 0.25
) -> Iterator[Features]:
    """``parts`` in larger ones, for work that costs nearly as much for few pictures as for many.

    Args:
        parts: as ``stream_features`` gives them.
        least: pictures from which on a part is given on.
        patience_s: seconds after which it is given on with fewer: somebody waits for it.
    """
    held: list[Features] = []
    since = time.monotonic()
    for part in parts:
        held.append(part)
        if sum(len(each.positions) for each in held) >= least or (
            time.monotonic() - since > patience_s
        ):
            yield _one(held)
            held = []
            since = time.monotonic()
    if held:
        yield _one(held)


def _one(parts: Sequence[Features]) -> Features:
    if len(parts) == 1:
        return parts[0]
    values = [part.values for part in parts if len(part.positions)]
    return Features(
        np.concatenate([part.positions for part in parts]),
        np.concatenate(values) if values else parts[0].values,
        tuple(failure for part in parts for failure in part.failures),
        sum(part.computed for part in parts),
        frozenset().union(*(part.passing for part in parts)),
    )


def _go_on(started: Started, batches: Iterator[NDArray[np.uint8]]) -> Iterator[NDArray[np.float32]]:
    """The features of ``batches``; those that the engine has already are not computed again."""
    first = started.first
    while first is not None and len(first):
        pixels = next(batches, None)
        if pixels is None:
            return
        if len(pixels) > len(first):
            batches = chain((pixels,), batches)
            break
        yield first[: len(pixels)]
        first = first[len(pixels) :]
    yield from started.engine.infer(batches)


def spread_first(positions: list[int]) -> list[int]:
    """``positions``, some from all over them first: the sample that an engine is judged on.

    They are in the order of the classes; pictures of one class alone differ less than all do.
    """
    step = max(1, len(positions) // SAMPLE_SIZE)
    first = positions[::step][:SAMPLE_SIZE]
    chosen = set(first)
    return first + [position for position in positions if position not in chosen]


def _decoded(
    files: Sequence[Path], preprocessing: Preprocessing, control: Control
) -> Generator[_Chunk, None, None]:
    """All files, decoded in order by a few threads that run at most a few chunks ahead."""
    from tlgui.engine.models.engines import BATCH_SIZE

    threads = usable_cores()
    starts = iter(range(0, len(files), BATCH_SIZE))
    pool = ThreadPoolExecutor(threads, "decode")
    try:

        def submit(start: int) -> Future[_Chunk]:
            some = range(start, min(start + BATCH_SIZE, len(files)))
            return pool.submit(_decode_chunk, files, some, preprocessing, control)

        pending = deque(submit(start) for start in islice(starts, threads + 2))
        while pending:
            chunk = pending.popleft().result()
            pending.extend(submit(start) for start in islice(starts, 1))
            yield chunk
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _decode_chunk(
    files: Sequence[Path], positions: range, preprocessing: Preprocessing, control: Control
) -> _Chunk:
    keep_to_one_thread()
    readable: list[int] = []
    failures: list[tuple[int, Message]] = []
    passing: list[int] = []
    pixels = np.empty(
        (len(positions), preprocessing.height, preprocessing.width, 3), dtype=np.uint8
    )
    for position in positions:
        if control.cancel_requested:
            raise Cancelled
        try:
            picture = decode(
                files[position],
                minimum_side=preprocessing.minimum_side,
                bit_depth=preprocessing.bit_depth,
            )
            pixels[len(readable)] = preprocessing.prepare(picture)
        except PictureError as error:
            failures.append((position, error.message))
            if _may_pass(error.__cause__):
                passing.append(position)
        except MemoryError:
            passing.append(position)
            failures.append(
                (position, Message("{name} is too large for the memory.", name=files[position]))
            )
        else:
            readable.append(position)
    return _Chunk(readable, pixels[: len(readable)] if readable else None, failures, passing)


def _may_pass(cause: BaseException | None) -> bool:
    """Whether a picture failed for a reason that does not lie in its content."""
    # Decoders raise OSError too, but only the system gives it a number.
    return isinstance(cause, MemoryError) or (isinstance(cause, OSError) and bool(cause.errno))


def _gather(
    known: dict[int, NDArray[np.float32] | Message], computed: int, precision: str
) -> Features:
    positions: list[int] = []
    values: list[NDArray[np.float32]] = []
    failures: list[tuple[int, Message]] = []
    for position in sorted(known):
        value = known[position]
        if isinstance(value, Message):
            failures.append((position, value))
        else:
            positions.append(position)
            values.append(value)
    return Features(
        np.asarray(positions, dtype=np.int64),
        np.stack(values) if values else np.empty((0, 0), dtype=np.float32),
        tuple(failures),
        computed,
        precision=precision,
    )
