"""Features are computed once, in order, in bounded memory; what fails is named."""

from __future__ import annotations

import os
import signal
import sqlite3
import threading
from typing import TYPE_CHECKING

import numpy as np
import pytest
from PIL import Image

from tests.engine.disks import DELAYS_S, kill_amid
from tlgui.engine.data import files as picture_files
from tlgui.engine.data import images
from tlgui.engine.data.preprocessing import Preprocessing
from tlgui.engine.errors import Cancelled, Message
from tlgui.engine.models.engines import BATCH_SIZE
from tlgui.engine.progress import Control
from tlgui.engine.training import features as features_module
from tlgui.engine.training.feature_cache import FeatureCache, FileIdentity
from tlgui.engine.training.features import (
    EngineOnDemand,
    Features,
    Started,
    extract,
    gathered,
    stream_features,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from numpy.typing import NDArray

SMALL = Preprocessing(8, 8, 8, "bicubic", (0.5,) * 3, (0.5,) * 3)


class MeanEngine:
    """The feature is the picture's mean colour: known, and instantly computed."""

    name, precision = "mean", "f32"

    def __init__(self) -> None:
        self.batches: list[int] = []
        self.closed = 0

    def infer(self, batches: Iterable[NDArray[np.uint8]]) -> Iterator[NDArray[np.float32]]:
        try:
            for pixels in batches:
                self.batches.append(len(pixels))
                yield pixels.mean(axis=(1, 2)).astype(np.float32)
        finally:
            self.closed += 1


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    """43 pictures; number n has the colour (n, 2n, 3n)."""
    folder = tmp_path / "pictures"
    folder.mkdir()
    paths = [folder / f"{number:02d}.png" for number in range(43)]
    for number, path in enumerate(paths):
        Image.new("RGB", (9, 9), (number, 2 * number, 3 * number)).save(path)
    return paths


@pytest.fixture
def cache(tmp_path: Path) -> FeatureCache:
    return FeatureCache(tmp_path / "cache")


def run(
    files: list[Path],
    cache: FeatureCache,
    engine: MeanEngine | None = None,
    control: Control | None = None,
    done: list[int] | None = None,
) -> Features:
    on_demand = EngineOnDemand("f32", lambda _sample: Started(engine or MeanEngine()))
    heard = (done if done is not None else []).append
    return extract(files, "model", SMALL, on_demand, cache, control or Control(), heard)


def test_rows_are_in_the_order_of_the_files(
    files: list[Path], cache: FeatureCache, no_thread_left: None
) -> None:
    done: list[int] = []

    found = run(files, cache, done=done)

    assert found.positions.tolist() == list(range(43))
    assert found.values.tolist() == [[n, 2 * n, 3 * n] for n in range(43)]
    assert found.computed == 43
    assert done[0] == 0
    assert done == sorted(done)
    assert done[-1] == 43


def test_features_of_two_precisions_are_not_called_exact(
    files: list[Path], cache: FeatureCache
) -> None:
    """Fast ones from before stay in use where new pictures are computed exactly."""
    fast, exact = MeanEngine(), MeanEngine()
    fast.precision = "bf16"
    heard: list[int] = []
    told = (cache, Control(), heard.append)
    first = EngineOnDemand("bf16", lambda _: Started(fast))
    extract(files[:9], "model", SMALL, first, *told)

    refused = EngineOnDemand("bf16", lambda _: Started(exact))
    mixed = extract(files, "model", SMALL, refused, *told, accept_exact=True)
    alone = extract(files[9:], "model", SMALL, refused, *told, accept_exact=True)

    assert mixed.precision == "bf16"
    assert alone.precision == "f32"


def test_second_time_nothing_is_computed(files: list[Path], cache: FeatureCache) -> None:
    first = run(files, cache)
    engine = MeanEngine()

    second = run(files, cache, engine)

    assert second.computed == 0
    assert engine.batches == []
    assert np.array_equal(first.values, second.values)


def test_changed_file_is_computed_again(files: list[Path], cache: FeatureCache) -> None:
    run(files, cache)
    Image.new("RGB", (9, 9), (200, 200, 200)).save(files[7])
    os.utime(files[9], ns=(1, 1))

    again = run(files, cache)

    assert again.computed == 2
    assert again.values[7].tolist() == [200, 200, 200]


def test_failures_are_named_remembered_and_leave_no_gap(
    files: list[Path], cache: FeatureCache
) -> None:
    for place in (0, 20, 42):
        files[place].write_bytes(b"no picture")
    engine = MeanEngine()

    first, second = run(files, cache, engine), run(files, cache, engine)

    for found in (first, second):
        assert [place for place, _ in found.failures] == [0, 20, 42]
        assert "20.png" in str(found.failures[1][1])
        assert len(found.positions) == len(found.values) == 40
        assert found.values[19].tolist() == [21, 42, 63]
    assert (first.computed, second.computed) == (43, 0)


def test_nothing_readable_makes_no_engine(files: list[Path], cache: FeatureCache) -> None:
    for path in files:
        path.write_bytes(b"no picture")
    engine = MeanEngine()

    found = run(files, cache, engine)

    assert len(found.failures) == 43
    assert found.values.shape == (0, 0)
    assert engine.batches == []


@pytest.mark.parametrize("fault", ["unplugged", "locked", "no memory", "bad sector"])
def test_what_may_pass_is_not_remembered(
    files: list[Path], cache: FeatureCache, monkeypatch: pytest.MonkeyPatch, fault: str
) -> None:
    """A drive that was unplugged during a training comes back with the same files."""
    problem: dict[str, Exception] = {
        "unplugged": FileNotFoundError(2, "No such file"),
        "locked": PermissionError(13, "Permission denied"),
        "no memory": MemoryError(),
        "bad sector": OSError(5, "Input/output error"),
    }
    with monkeypatch.context() as patch:

        def fail(path: str, flags: int) -> int:
            raise problem[fault]

        patch.setattr(picture_files, "_open_without_waiting", fail)
        failed = run(files, cache)
    assert len(failed.failures) == 43

    again = run(files, cache)

    assert again.failures == ()
    assert len(again.positions) == 43


def test_file_that_vanishes_on_the_way_is_a_failure(
    files: list[Path], cache: FeatureCache, monkeypatch: pytest.MonkeyPatch
) -> None:
    decode = images.decode

    def slow_decode(path: Path, **how: int | None) -> NDArray[np.uint8]:
        files[30].unlink(missing_ok=True)
        return decode(path, **how)

    monkeypatch.setattr(features_module, "decode", slow_decode)

    found = run(files, cache)

    ((place, reason),) = found.failures
    assert place == 30
    assert "30.png" in str(reason)


def test_cancel_keeps_the_finished_rows(
    files: list[Path], cache: FeatureCache, no_thread_left: None
) -> None:
    control = Control()
    engine = MeanEngine()
    done: list[int] = []

    class Listening(list[int]):
        def append(self, value: int) -> None:
            done.append(value)
            if value >= 16:
                control.cancel()

    with pytest.raises(Cancelled):
        run(files, cache, engine, control, Listening())
    assert engine.closed == 1

    again = run(files, cache)
    assert again.computed == 43 - done[-1]


def test_stream_closed_early_leaves_no_thread_and_a_closed_engine(
    files: list[Path], no_thread_left: None
) -> None:
    engine = MeanEngine()
    stream = stream_features(
        files, SMALL, EngineOnDemand("f32", lambda _: Started(engine)), Control()
    )

    next(stream)
    stream.close()

    assert engine.closed == 1


def test_decoding_runs_only_a_few_batches_ahead(
    tmp_path: Path, files: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    decoded = 0
    lock = threading.Lock()
    picture = np.zeros((8, 8, 3), np.uint8)

    def counted(_path: Path, **how: int | None) -> NDArray[np.uint8]:
        nonlocal decoded
        with lock:
            decoded += 1
        return picture

    monkeypatch.setattr(features_module, "decode", counted)
    monkeypatch.setattr(features_module, "usable_cores", lambda: 2)
    engine = EngineOnDemand("f32", lambda _: Started(MeanEngine()))
    stream = stream_features(files[:1] * 1000, SMALL, engine, Control())
    handed_out = 0

    for part in stream:
        handed_out += len(part.positions)
        assert decoded - handed_out <= (2 + 2 + 1 + 2) * BATCH_SIZE

    assert handed_out == decoded == 1000


# ---- the cache itself


def rows(count: int) -> list[tuple[FileIdentity, NDArray[np.float32] | Message]]:
    return [
        (FileIdentity(f"/p/{number}", 1, 2), np.full(64, number, np.float32))
        for number in range(count)
    ]


def test_cache_tells_models_files_sizes_and_times_apart(cache: FeatureCache) -> None:
    ((identity, values),) = rows(1)
    cache.store([(identity, values)], "one")

    assert cache.lookup([identity], "two") == {}
    for other in (
        FileIdentity("/p/other", 1, 2),
        FileIdentity("/p/0", 9, 2),
        FileIdentity("/p/0", 1, 9),
    ):
        assert cache.lookup([other], "one") == {}
    assert cache.lookup([identity], "one").keys() == {0}


def test_cache_keeps_a_problem_with_its_template(cache: FeatureCache) -> None:
    identity = FileIdentity("/p/\udcff", 1, 2)
    cache.store([(identity, Message("{name} is {what}.", name="a {b}", what=7))], "m")

    (found,) = cache.lookup([identity], "m").values()

    assert str(found) == "a {b} is 7."
    assert isinstance(found, Message)
    assert found.template == "{name} is {what}."


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no kill -9 on this system")
def test_kill_while_storing_keeps_what_was_finished(tmp_path: Path) -> None:
    program = """
        import itertools, sys
        from pathlib import Path
        from tests.engine.training.test_features import rows
        from tlgui.engine.training.feature_cache import FeatureCache
        cache = FeatureCache(Path(sys.argv[1]))
        cache.store(rows(50), "finished")
        print("ready", flush=True)
        for number in itertools.count():
            cache.store(rows(50), f"later {number}")
        """
    identities = [identity for identity, _ in rows(50)]
    for delay_s in DELAYS_S:
        kill_amid(program, tmp_path / "cache", delay_s=delay_s)

        cache = FeatureCache(tmp_path / "cache")
        found = cache.lookup(identities, "finished")
        assert len(found) == 50
        for place, (_, values) in enumerate(rows(50)):
            assert np.array_equal(np.asarray(found[place]), np.asarray(values))
        cache.store(rows(1), "afterwards")
        assert len(cache.lookup(identities[:1], "afterwards")) == 1
        assert len(cache.lookup(identities, "later 0")) in (0, 50), "a batch is whole or not there"


@pytest.mark.parametrize("damage", ["text", "header", "pages", "cut"])
def test_damaged_cache_is_replaced(tmp_path: Path, damage: str) -> None:
    cache = FeatureCache(tmp_path)
    cache.store(rows(2000), "m")
    with sqlite3.connect(tmp_path / "features.sqlite3") as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    file = tmp_path / "features.sqlite3"
    stored = file.read_bytes()
    spoiled = {
        "text": b"this is not a database",
        "header": b"x" * 100 + stored[100:],
        "pages": stored[:4096] + b"\xa5" * (len(stored) - 4096),
        "cut": stored[: len(stored) // 3],
    }
    file.write_bytes(spoiled[damage])

    for _ in range(3):
        found = cache.lookup([identity for identity, _ in rows(2000)], "m")
        for place, values in found.items():
            assert isinstance(values, np.ndarray)
            assert values.tolist() == [place] * 64
        cache.store(rows(2000), "m")

    assert len(cache.lookup([identity for identity, _ in rows(2000)], "m")) == 2000


def test_cache_stays_within_its_size(tmp_path: Path) -> None:
    cache = FeatureCache(tmp_path, size_limit=200_000)

    for start in range(0, 4_000, 40):
        cache.store(
            [
                (FileIdentity(f"/p/{start + number}", 1, 2), np.ones(64, np.float32))
                for number in range(40)
            ],
            "m",
        )

    assert cache.size_bytes() < 2 * 200_000
    assert cache.lookup([FileIdentity(f"/p/{number}", 1, 2) for number in range(4_000)], "m")


@pytest.mark.parametrize("_time", range(5))
def test_two_processes_may_use_the_cache_at_once(tmp_path: Path, _time: int) -> None:
    """From the first moment of a new file: each switched its mode, and one was refused."""
    caches = [FeatureCache(tmp_path) for _ in range(2)]
    begin = threading.Barrier(2)
    errors: list[BaseException] = []

    def work(cache: FeatureCache, offset: int) -> None:
        try:
            begin.wait(300)
            for start in range(0, 400, 50):
                some = [
                    (FileIdentity(f"/p/{offset + start + n}", 1, 2), np.ones(4, np.float32))
                    for n in range(50)
                ]
                cache.store(some, "m")
                cache.lookup([identity for identity, _ in some], "m")
        except BaseException as error:  # noqa: BLE001 - told by the assertion below
            errors.append(error)

    threads = [threading.Thread(target=work, args=(caches[n], n * 1000)) for n in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert errors == []
    everything = [FileIdentity(f"/p/{n + o}", 1, 2) for o in (0, 1000) for n in range(400)]
    assert len(caches[0].lookup(everything, "m")) == 800


def test_cache_that_cannot_be_written_never_raises(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("x")
    nowhere = FeatureCache(tmp_path / "file" / "cache")
    full = FeatureCache(tmp_path / "full")
    connect = sqlite3.connect

    for cache in (nowhere, full):
        if cache is full:

            def fail(*_: object, **__: object) -> sqlite3.Connection:
                raise sqlite3.OperationalError("database or disk is full")

            monkeypatch.setattr(sqlite3, "connect", fail)
        cache.store(rows(3), "m")
        assert cache.lookup([identity for identity, _ in rows(3)], "m") == {}
        assert cache.size_bytes() == 0
        cache.clear()
    monkeypatch.setattr(sqlite3, "connect", connect)


def test_locked_cache_is_not_thrown_away(cache: FeatureCache, tmp_path: Path) -> None:
    cache.store(rows(5), "m")

    assert cache._give_up_if_damaged(sqlite3.OperationalError("database is locked")) is False
    assert len(cache.lookup([identity for identity, _ in rows(5)], "m")) == 5


def _parts(counts: list[int]) -> list[Features]:
    """Parts of so many pictures, every third position failed."""
    made, position = [], 0
    for count in counts:
        there = np.arange(position, position + count)
        failed = tuple((int(at), Message("no picture")) for at in there[::3])
        kept = np.delete(there, np.arange(0, count, 3))
        values = np.repeat(kept[:, None], 2, 1).astype(np.float32)
        made.append(Features(kept, values, failed, len(kept), frozenset({position})))
        position += count
    return made


def test_parts_are_gathered_and_nothing_of_them_is_lost() -> None:
    parts = _parts([6] * 40)

    found = list(gathered(parts, 64, patience_s=1e9))

    # Four of six are readable: the first 16 parts have 64.
    assert [len(part.positions) for part in found] == [64, 64, 32]
    for name in ("positions", "values"):
        whole = np.concatenate([getattr(part, name) for part in found])
        assert np.array_equal(whole, np.concatenate([getattr(part, name) for part in parts]))
    assert [each for part in found for each in part.failures] == [
        each for part in parts for each in part.failures
    ]
    assert sum(part.computed for part in found) == 160
    assert frozenset().union(*(part.passing for part in found)) == frozenset(range(0, 240, 6))


def test_who_waits_gets_what_there_is() -> None:
    parts = _parts([6] * 5)

    assert [len(part.positions) for part in gathered(parts, 64, patience_s=-1)] == [4] * 5
    assert list(gathered([])) == []
