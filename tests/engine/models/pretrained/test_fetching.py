"""Downloads: whole and checked, or told in time, with what can be done; never half a file."""

from __future__ import annotations

import shutil
import socket
import sys
import threading
import time
from typing import TYPE_CHECKING, NamedTuple

import pytest

from tests.engine.models.pretrained.backbones import SMALL, Known
from tests.engine.models.pretrained.hub_server import COMMIT, Hub, serving
from tests.stopwatch import within
from tlgui.engine.errors import Cancelled, WeightsError
from tlgui.engine.models.pretrained import fetching
from tlgui.engine.models.pretrained.cache import cache_root
from tlgui.engine.models.pretrained.fetching import fetch
from tlgui.engine.models.pretrained.places import WeightsKind, find_weights, weights_on_computer
from tlgui.engine.progress import BytesDone, Control, Stage, StageName

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

CONTENTS = bytes(range(256)) * 8000
HALF = len(CONTENTS) // 2


@pytest.fixture
def hub(monkeypatch: pytest.MonkeyPatch) -> Iterator[Hub]:
    with serving(CONTENTS) as hub:
        monkeypatch.setenv("HF_ENDPOINT", hub.address)
        yield hub


class Took(NamedTuple):
    """What a refusal said."""

    text: str
    hint: str


def refused(known: Known = SMALL, *, ready: tuple[str, ...] = ()) -> Took:
    with pytest.raises(WeightsError) as error:
        fetch(known, Control(), ready)
    assert known.name in str(error.value)
    return Took(str(error.value), str(error.value.hint))


def partials() -> list[Path]:
    return list(cache_root().rglob("*.incomplete"))


def test_weights_arrive_with_progress_where_every_program_finds_them(hub: Hub) -> None:
    events: list[object] = []

    path = fetch(SMALL, Control(events.append))

    repository = cache_root() / "models--timm--small_net.in1k"
    assert path == repository / "snapshots" / COMMIT / "model.safetensors"
    assert path.read_bytes() == CONTENTS
    assert (repository / "refs" / "main").read_text() == COMMIT
    assert (repository / "blobs" / hub.etag).read_bytes() == CONTENTS
    assert find_weights(SMALL).path == path
    assert partials() == []
    assert events[0] == Stage(StageName.DOWNLOAD)
    assert events[-1] == BytesDone(len(CONTENTS), len(CONTENTS))
    assert [path for _method, path, _range in hub.asked] == [
        "/timm/small_net.in1k/resolve/main/model.safetensors"
    ] * 2


def test_what_is_here_is_not_asked_for_again(hub: Hub) -> None:
    first = fetch(SMALL, Control())
    asked = len(hub.asked)

    assert fetch(SMALL, Control()) == first
    assert len(hub.asked) == asked


def test_the_hubs_own_client_finds_what_was_fetched(
    hub: Hub, monkeypatch: pytest.MonkeyPatch
) -> None:
    from huggingface_hub import try_to_load_from_cache

    path = fetch(SMALL, Control())

    found = try_to_load_from_cache(SMALL.hub_id, "model.safetensors", cache_dir=cache_root())
    assert found == str(path)


def test_a_file_that_lies_elsewhere_is_fetched_there_without_the_token(
    hub: Hub, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HF_TOKEN", "secret")
    hub.linked = True

    assert fetch(SMALL, Control()).read_bytes() == CONTENTS

    shown = {
        (path == "/far", token) for (_m, path, _r), token in zip(hub.asked, hub.tokens, strict=True)
    }
    assert shown == {(False, "Bearer secret"), (True, "")}


def cancelled_after_a_part(hub: Hub) -> float:
    """Cancel once half of the file has come; the seconds until the job is over."""
    hub.holds_after = HALF
    asked_at: list[float] = []
    control = Control()

    def listen(event: object) -> None:
        if isinstance(event, BytesDone) and not asked_at:
            asked_at.append(time.monotonic())
            threading.Timer(0.3, control.cancel).start()

    control._listener = listen
    with pytest.raises(Cancelled):
        fetch(SMALL, control)
    hub.holds_after = None
    return time.monotonic() - asked_at[0] - 0.3


def test_cancel_ends_at_once_and_the_next_time_goes_on_from_there(hub: Hub) -> None:
    assert cancelled_after_a_part(hub) < 1
    assert find_weights(SMALL).kind is WeightsKind.TO_DOWNLOAD
    (partial,) = partials()
    part = partial.stat().st_size
    assert 0 < part <= HALF
    assert [one.size_bytes for one in weights_on_computer()] == [part]

    assert fetch(SMALL, Control()).read_bytes() == CONTENTS
    assert hub.ranges_asked() == ["", f"bytes={part}-"]


def test_a_server_that_cannot_begin_in_the_middle_begins_anew(hub: Hub) -> None:
    cancelled_after_a_part(hub)
    hub.ranges = False

    assert fetch(SMALL, Control()).read_bytes() == CONTENTS


def test_a_part_that_is_longer_than_the_file_is_dropped(hub: Hub) -> None:
    partial = cache_root() / "models--timm--small_net.in1k" / "blobs" / f"{hub.etag}.incomplete"
    partial.parent.mkdir(parents=True)
    partial.write_bytes(CONTENTS + b"x")

    assert fetch(SMALL, Control()).read_bytes() == CONTENTS


def test_a_connection_that_ends_early_is_taken_up_once(hub: Hub) -> None:
    hub.ends_after = [HALF]

    assert fetch(SMALL, Control()).read_bytes() == CONTENTS
    assert hub.ranges_asked() == ["", f"bytes={HALF}-"]


def test_a_connection_that_keeps_ending_is_told_and_what_came_is_kept(hub: Hub) -> None:
    hub.ends_after = [HALF, 1000]

    took = refused()

    assert "broke off after 1.0 of 2.0 MB" in took.text
    assert "goes on from there" in took.hint
    assert partials()[0].stat().st_size == HALF + 1000


@pytest.mark.parametrize("fault", ["hash", "part", "size"])
def test_what_is_not_what_the_hub_announced_is_removed(hub: Hub, fault: str) -> None:
    if fault == "hash":
        hub.etag = "0" * 64
    elif fault == "size":
        hub.announced -= 1
    else:
        partial = cache_root() / "models--timm--small_net.in1k" / "blobs"
        partial.mkdir(parents=True)
        (partial / f"{hub.etag}.incomplete").write_bytes(b"x" * 1000)

    assert "not what the hub announced" in refused().text

    assert partials() == []
    assert find_weights(SMALL).path is None
    if fault == "part":
        assert fetch(SMALL, Control()).read_bytes() == CONTENTS


@pytest.mark.parametrize(
    ("status", "told", "hinted"),
    [
        (404, "no weights of small_net at timm/small_net.in1k", "another network"),
        (401, "only to whom it knows", "HF_TOKEN"),
        (403, "only to whom it knows", "HF_TOKEN"),
        (500, "status 500", "another network"),
        (503, "status 503", "another network"),
    ],
)
def test_refusals_of_the_hub_are_told(hub: Hub, status: int, told: str, hinted: str) -> None:
    hub.status = status

    with within(3):
        took = refused()

    assert told in took.text
    assert hinted in took.hint


def test_a_sign_in_page_is_not_taken_for_weights(hub: Hub) -> None:
    hub.etag = "../../evil"

    assert "does not answer as a hub" in refused().text
    assert partials() == []


def test_refused_and_unknown_addresses_are_told_in_time_with_what_is_ready(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    for address in (f"http://127.0.0.1:{port}", "http://no-such-host.invalid"):
        monkeypatch.setenv("HF_ENDPOINT", address)
        with within(5.5):
            took = refused(ready=("tf_efficientnet_lite0",))
        assert address in took.text
        assert "cannot be reached" in took.text
        assert "tf_efficientnet_lite0" in took.hint
        assert "tlgui models --ready" in took.hint
        assert "weights folder" in took.hint


def test_a_hub_that_says_nothing_is_given_up_within_five_seconds(hub: Hub) -> None:
    hub.silent = True

    with within(5):
        took = refused()

    assert "cannot be reached" in took.text


def test_a_transfer_that_stands_still_is_ended_and_what_came_is_kept(
    hub: Hub, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fetching, "STALL_S", 1.0)
    hub.holds_after = HALF

    with within(6):
        took = refused()

    assert "stands still" in took.text
    assert "goes on from there" in took.hint
    assert partials()
    hub.holds_after = None
    assert fetch(SMALL, Control()).read_bytes() == CONTENTS


def test_offline_nothing_is_asked_for(hub: Hub, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")

    with within(0.5):
        took = refused(ready=("one", "two"))

    assert "HF_HUB_OFFLINE" in took.text
    assert "one, two" in took.hint
    assert hub.asked == []
    assert "no weights" in refused(Known("mine")).text


def test_a_full_disk_is_told_before_the_transfer(hub: Hub, monkeypatch: pytest.MonkeyPatch) -> None:
    usage = shutil.disk_usage("/")._replace(free=1000)
    monkeypatch.setattr(shutil, "disk_usage", lambda _folder: usage)

    took = refused()

    assert "disk is full" in took.text
    assert "2.0 MB" in took.text
    assert hub.ranges_asked() == []


@pytest.mark.skipif(sys.platform == "win32", reason="has no limit for the size of a file")
def test_a_disk_that_is_full_amid_the_transfer_is_told(hub: Hub) -> None:
    import resource

    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (HALF, before[1]))
    try:
        took = refused()
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)

    assert "disk is full" in took.text
    assert fetch(SMALL, Control()).read_bytes() == CONTENTS


def test_a_cache_that_cannot_be_written_is_told(
    hub: Hub, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("HF_HUB_CACHE", str(tmp_path / "file"))

    took = refused()

    assert "cannot be stored" in took.text
    assert "HF_HOME" in took.hint
