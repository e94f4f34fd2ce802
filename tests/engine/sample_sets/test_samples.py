"""Samples: whole and checked, or told in time, with what can be done; never half a folder."""

from __future__ import annotations

import re
import shutil
import socket
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pytest

from tests.engine.models.pretrained.hub_server import Hub, serving
from tests.engine.sample_sets import originals
from tests.engine.sample_sets.originals import TEST, TRAIN, pixels
from tests.stopwatch import within
from tlgui.engine.data.images import decode
from tlgui.engine.data.index import scan
from tlgui.engine.data.records import Division, SplitName
from tlgui.engine.data.split import draw_split
from tlgui.engine.errors import Cancelled, DatasetError
from tlgui.engine.places import cache_folder
from tlgui.engine.progress import BatchDone, BytesDone, Control, Stage, StageName
from tlgui.engine.sample_sets import transfer
from tlgui.engine.sample_sets.catalog import DIGITS, SAMPLES, find_sample
from tlgui.engine.sample_sets.files import remote_files
from tlgui.engine.sample_sets.writing import (
    ABOUT,
    is_sample_folder,
    usual_folder,
    write_sample,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

MNIST = find_sample("mnist")
FIRST = "train-images-idx3-ubyte.gz"


@pytest.fixture(autouse=True)
def own_home(fresh_home: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for variable in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.delenv(variable, raising=False)
    return fresh_home


@pytest.fixture
def hub() -> Iterator[Hub]:
    with serving(b"") as hub:
        yield hub


@pytest.fixture
def mnist(hub: Hub, monkeypatch: pytest.MonkeyPatch) -> Hub:
    """The server, with small files that say they are MNIST's."""
    originals.serve_mnist(hub, monkeypatch)
    return hub


class Took(NamedTuple):
    """What a refusal said."""

    text: str
    hint: str


def refused(tmp_path: Path) -> Took:
    """What is said where MNIST cannot be had; nothing is left where it should have been."""
    with pytest.raises(DatasetError) as error:
        write_sample(MNIST, tmp_path / "out" / "mnist", Control())
    assert not list(tmp_path.glob("out/*"))
    assert "MNIST" in str(error.value)
    return Took(str(error.value), str(error.value.hint))


def partials() -> list[Path]:
    return list(cache_folder().rglob("*.incomplete"))


def test_mnist_becomes_class_folders_with_progress(mnist: Hub, tmp_path: Path) -> None:
    events: list[object] = []

    folder = write_sample(MNIST, tmp_path / "mnist", Control(events.append))

    index = scan(folder)
    assert index.classes == tuple("0123456789")
    counts = index.split_counts()
    assert counts is not None
    assert (counts[SplitName.TRAIN], counts[SplitName.TEST]) == (TRAIN, TEST)
    assert index.problems == () or {p.kind.value for p in index.problems} == {"few pictures"}
    for part, count in (("train", TRAIN), ("test", TEST)):
        for number in (0, 7, count - 1):
            picture = decode(folder / part / str(number % 10) / f"{number:05d}.png")
            assert np.array_equal(picture[..., 0], pixels(count, 28, 28)[number])
    assert events[0] == Stage(StageName.DOWNLOAD)
    came = [event for event in events if isinstance(event, BytesDone)]
    assert [event.done for event in came] == sorted(event.done for event in came)
    assert came[-1].done == sum(map(len, mnist.files.values()))
    assert came[-1].total == MNIST.download_bytes
    written = [e for e in events if isinstance(e, BatchDone) and not isinstance(e, BytesDone)]
    assert [event.done for event in written] == list(range(1, TRAIN + TEST + 1))
    # Fetched files take no room once the pictures are there.
    assert not (cache_folder() / "downloads" / "mnist").exists()
    about = (folder / ABOUT).read_text("utf-8")
    assert all(text in about for text in (str(MNIST.licence), MNIST.source, MNIST.citation))


def test_its_own_parts_are_kept_when_it_is_divided(mnist: Hub, tmp_path: Path) -> None:
    index = scan(write_sample(MNIST, tmp_path / "mnist", Control()))

    split = draw_split(index, Control(), Division(0))

    tested = {index.records[position].path.split("/")[0] for position in split.test}
    learned = {index.records[position].path.split("/")[0] for position in split.train}
    assert (tested, learned) == ({"test"}, {"train"})
    assert split.validation


@pytest.mark.parametrize("name", ["FashionMNIST", "KMNIST"])
def test_its_relatives_become_class_folders(
    hub: Hub, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, name: str
) -> None:
    originals.serve_mnist(hub, monkeypatch, name)
    sample = find_sample({"FashionMNIST": "fashion-mnist", "KMNIST": "kmnist"}[name])

    index = scan(write_sample(sample, tmp_path / "set", Control()))

    assert len(index.classes) == 10
    assert len(index.records) == TRAIN + TEST
    # A slash in a class's name makes no folder within a folder.
    assert index.nested == 0
    assert ("T-shirt_top" in index.classes) is (name == "FashionMNIST")


@pytest.mark.parametrize("name", ["CIFAR10", "CIFAR100"])
def test_cifar_becomes_class_folders(
    hub: Hub, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, name: str
) -> None:
    originals.serve_cifar(hub, monkeypatch, name)

    folder = write_sample(find_sample(name.lower()), tmp_path / "set", Control())

    index = scan(folder)
    assert index.classes == tuple(f"class {n}" for n in range(10))
    counts = index.split_counts()
    assert counts is not None
    assert (counts[SplitName.TRAIN], counts[SplitName.TEST]) == (TRAIN, TEST)
    wanted = pixels(TEST + 9, 3072)[4].reshape(3, 32, 32).transpose(1, 2, 0)
    assert np.array_equal(decode(folder / "test" / "class 4" / "00004.png"), wanted)


@pytest.mark.parametrize("key", ["imagenette", "flowers102", "pets"])
def test_photos_stay_as_they_are(
    hub: Hub, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, key: str
) -> None:
    serve = {
        "imagenette": originals.serve_imagenette,
        "flowers102": originals.serve_flowers,
        "pets": originals.serve_pets,
    }[key]
    photos = serve(hub, monkeypatch)

    folder = write_sample(find_sample(key), tmp_path / "set", Control())

    found = {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and path.name != ABOUT
    }
    assert found == photos


def test_the_digits_need_no_server(tmp_path: Path) -> None:
    with within(10):
        folder = write_sample(find_sample(DIGITS), tmp_path / "digits", Control())

    assert len(scan(folder).records) == find_sample(DIGITS).pictures


def test_a_few_of_each_class_can_be_asked_for(mnist: Hub, tmp_path: Path) -> None:
    folder = write_sample(MNIST, tmp_path / "few", Control(), per_class=1)

    counts = scan(folder).split_counts()
    assert counts is not None
    assert (counts[SplitName.TRAIN], counts[SplitName.TEST]) == (10, 10)
    assert "at most 1 of each class" in (folder / ABOUT).read_text("utf-8")
    assert is_sample_folder(MNIST, folder, 1)
    assert not is_sample_folder(MNIST, folder)
    assert usual_folder(MNIST, 1) != usual_folder(MNIST)


def test_what_is_here_is_not_asked_for_again(mnist: Hub, tmp_path: Path) -> None:
    folder = write_sample(MNIST, tmp_path / "mnist", Control())
    asked = len(mnist.asked)

    assert write_sample(MNIST, folder, Control()) == folder
    assert len(mnist.asked) == asked


def test_an_empty_folder_is_taken_and_one_with_something_else_left_alone(
    mnist: Hub, tmp_path: Path
) -> None:
    (tmp_path / "empty").mkdir()
    assert is_sample_folder(MNIST, write_sample(MNIST, tmp_path / "empty", Control()))
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "thesis.txt").write_text("years of work")

    with pytest.raises(DatasetError, match="there already"):
        write_sample(MNIST, tmp_path / "mine", Control())

    assert [path.name for path in (tmp_path / "mine").iterdir()] == ["thesis.txt"]


def test_a_second_place_is_asked_where_the_first_lacks_the_file(
    mnist: Hub, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    from torchvision.datasets import MNIST as KNOWN

    monkeypatch.setattr(KNOWN, "mirrors", [f"{mnist.address}/gone/x", *KNOWN.mirrors])

    assert is_sample_folder(MNIST, write_sample(MNIST, tmp_path / "mnist", Control()))


def cancelled(hub: Hub, tmp_path: Path, after: type[BatchDone]) -> None:
    def listen(event: object) -> None:
        if type(event) is after and event.done > 4:
            control.cancel()

    control = Control(listen)
    with pytest.raises(Cancelled):
        write_sample(MNIST, tmp_path / "out" / "mnist", control)
    assert not list(tmp_path.glob("out/*"))


def test_cancel_while_it_comes_ends_at_once_and_the_next_time_goes_on(
    mnist: Hub, tmp_path: Path
) -> None:
    half = len(mnist.files[FIRST]) // 2
    mnist.holds_after = half
    with within(8):  # With the import of torchvision.
        cancelled(mnist, tmp_path, BytesDone)
    (partial,) = partials()
    part = partial.stat().st_size
    assert part <= half

    mnist.holds_after = None
    assert is_sample_folder(MNIST, write_sample(MNIST, tmp_path / "out" / "mnist", Control()))
    assert mnist.ranges_asked()[1] == (f"bytes={part}-" if part else "")


def test_cancel_while_it_is_written_leaves_no_folder(mnist: Hub, tmp_path: Path) -> None:
    cancelled(mnist, tmp_path, BatchDone)
    asked = len(mnist.asked)

    # What was fetched is still there.
    assert is_sample_folder(MNIST, write_sample(MNIST, tmp_path / "out" / "mnist", Control()))
    assert len(mnist.asked) == asked


def test_what_a_killed_process_unpacked_in_part_is_not_taken(mnist: Hub, tmp_path: Path) -> None:
    raw = cache_folder() / "downloads" / "mnist" / "MNIST" / "raw"
    raw.mkdir(parents=True)
    for name in mnist.files:
        (raw / name.removesuffix(".gz")).write_bytes(b"half")

    assert len(scan(write_sample(MNIST, tmp_path / "mnist", Control())).records) == TRAIN + TEST


def test_a_connection_that_ends_early_is_taken_up_once(mnist: Hub, tmp_path: Path) -> None:
    mnist.ends_after = [100]

    assert is_sample_folder(MNIST, write_sample(MNIST, tmp_path / "mnist", Control()))
    assert mnist.ranges_asked()[:2] == ["", "bytes=100-"]


def test_a_connection_that_keeps_ending_is_told_and_what_came_is_kept(
    mnist: Hub, tmp_path: Path
) -> None:
    mnist.ends_after = [100, 100]

    took = refused(tmp_path)

    assert "broke off" in took.text
    assert "goes on from there" in took.hint
    assert partials()[0].stat().st_size == 200


def test_what_is_not_the_known_file_is_removed(mnist: Hub, tmp_path: Path) -> None:
    right = mnist.files[FIRST]
    mnist.files[FIRST] = right[:-1] + b"\1"

    took = refused(tmp_path)

    assert FIRST in took.text
    assert "not the known file" in took.text
    assert partials() == []
    mnist.files[FIRST] = right
    assert is_sample_folder(MNIST, write_sample(MNIST, tmp_path / "mnist", Control()))


@pytest.mark.parametrize("status", [403, 404, 500])
def test_refusals_of_the_server_are_told(mnist: Hub, tmp_path: Path, status: int) -> None:
    mnist.status = status

    took = refused(tmp_path)

    assert f"status {status}" in took.text
    assert mnist.address.removeprefix("http://") in took.text


@pytest.mark.parametrize("address", ["http://127.0.0.1:{port}/", "http://no-such-host.invalid/"])
def test_offline_is_told_at_once(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, address: str
) -> None:
    from torchvision.datasets import MNIST as KNOWN

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    monkeypatch.setattr(KNOWN, "mirrors", [address.format(port=port)])

    with within(4):
        took = refused(tmp_path)

    assert "cannot be reached" in took.text
    assert "internet" in took.hint
    assert "digits" in took.hint


def test_a_server_that_says_nothing_is_given_up(
    mnist: Hub, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(transfer, "ANSWER_S", 1.0)
    mnist.silent = True

    with within(5):
        took = refused(tmp_path)

    assert "no answer in 1 s" in took.text


def test_a_transfer_that_stands_still_is_ended(
    mnist: Hub, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(transfer, "STALL_S", 1.0)
    mnist.holds_after = 100

    with within(6):
        took = refused(tmp_path)

    assert "stands still" in took.text
    assert partials()


def test_a_way_that_leads_nowhere_is_told(
    mnist: Hub, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    from torchvision.datasets import MNIST as KNOWN

    monkeypatch.setattr(KNOWN, "mirrors", ["ftp://old.example/"])

    took = refused(tmp_path)

    assert "old.example sends on to nowhere" in took.text


def test_two_that_want_the_same_fetch_it_once(mnist: Hub, tmp_path: Path) -> None:
    write = partial(write_sample, MNIST, tmp_path / "mnist")
    with ThreadPoolExecutor(2) as pool:
        both = [pool.submit(write, Control()) for _ in range(2)]
        assert {one.result() for one in both} == {tmp_path / "mnist"}

    assert len(mnist.asked) == len(mnist.files)
    assert is_sample_folder(MNIST, tmp_path / "mnist")


def test_a_full_disk_is_told(mnist: Hub, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    usage = shutil.disk_usage("/")._replace(free=1)
    monkeypatch.setattr(shutil, "disk_usage", lambda _folder: usage)

    assert "disk is full" in refused(tmp_path).text


def test_a_disk_that_is_full_while_pictures_are_written_is_told(
    mnist: Hub, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def full(path: Path, data: bytes) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("pathlib.Path.write_bytes", full)

    assert "disk is full" in refused(tmp_path).text


def test_the_hubs_token_is_shown_to_nobody_else(
    mnist: Hub, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("HF_TOKEN", "secret")

    write_sample(MNIST, tmp_path / "mnist", Control())

    assert set(mnist.tokens) == {""}


def test_torchvision_knows_where_every_sample_lies() -> None:
    for sample in SAMPLES:
        if sample.key == DIGITS:
            continue
        files = remote_files(sample.key)
        assert files
        for file in files:
            assert re.fullmatch(r"[0-9a-f]{32}", file.md5)
            assert file.urls
            assert all(re.match(r"https?://[^/]+/", url) for url in file.urls)


def test_facts_are_whole_and_an_unknown_name_is_told() -> None:
    assert len({sample.key for sample in SAMPLES}) == len(SAMPLES)
    for sample in SAMPLES:
        assert sample.title
        assert str(sample.licence)
        assert sample.source.startswith("https://")
        assert sample.pictures > sample.classes > 1
        assert str(sample.sentence).endswith(".")
    with pytest.raises(DatasetError) as error:
        find_sample("imagenet")
    assert "mnist" in str(error.value.hint)
