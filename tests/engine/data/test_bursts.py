"""Pictures shot one after the other are groups, by the time that the camera wrote into them."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st
from PIL import ExifTags, Image

from tests.clips import CLIPS, FRAMES, write_nameless_clips
from tests.pictures import plain
from tlgui.engine.data import groups as groups_module
from tlgui.engine.data.exif import MAKE, MODEL, ORIENTATION, TAKEN, read_tags
from tlgui.engine.data.groups import bursts, propose_groups, shot_time
from tlgui.engine.data.index import scan
from tlgui.engine.data.records import GroupRule
from tlgui.engine.progress import Control

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

NOON = datetime(2026, 5, 4, 12, 0, 0)


def exif_of(taken: datetime, model: str = "A", orientation: int = 1) -> Image.Exif:
    exif = Image.Exif()
    exif[ExifTags.Base.Make], exif[ExifTags.Base.Model] = "Maker of cameras", model
    exif[ExifTags.Base.Orientation] = orientation
    exif.get_ifd(ExifTags.IFD.Exif)[ExifTags.Base.DateTimeOriginal] = f"{taken:%Y:%m:%d %H:%M:%S}"
    return exif


def write_shots(root: Path) -> dict[str, int]:
    """Clips with names that say nothing, as JPEG files with times.

    Returns:
        The clip of each file.
    """
    clips: dict[str, int] = {}
    for name, clip in write_nameless_clips(root).items():
        number, frame = int(clip.removeprefix("clip")), len(clips) % FRAMES
        taken = NOON + timedelta(minutes=20 * number, seconds=frame)
        file = root / name
        with Image.open(file) as picture:
            picture.save(file.with_suffix(".jpg"), quality=95, exif=exif_of(taken))
        file.unlink()
        clips[name.replace(".png", ".jpg")] = number
    return clips


def test_bursts_are_proposed_with_their_evidence(tmp_path: Path) -> None:
    clips = write_shots(tmp_path)
    index = scan(tmp_path, Control())

    found = propose_groups(index, Control())

    assert found is not None
    assert found.rule is GroupRule.TIMES
    assert [len(group) for group in found.groups] == [FRAMES] * CLIPS
    for group in found.groups:
        assert len({clips[index.records[position].path] for position in group}) == 1
    assert "by the time of shooting" in str(found.sentence())


def test_few_files_are_opened_where_none_tells_a_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for label in "ab":
        (tmp_path / label).mkdir()
        for number in range(400):
            (tmp_path / label / f"{number}.png").write_bytes(plain("PNG", (4, 4)))
    opened: list[Path] = []

    def shot(file: Path) -> None:
        opened.append(file)

    monkeypatch.setattr(groups_module, "shot_time", shot)

    assert propose_groups(scan(tmp_path), Control()) is None

    assert 50 < len(opened) <= 101


def test_the_time_and_the_camera_are_read_and_nothing_else_is_a_time(tmp_path: Path) -> None:
    picture = Image.new("RGB", (8, 8))
    picture.save(tmp_path / "shot.jpg", exif=exif_of(NOON, "Model 5"))
    picture.save(tmp_path / "bare.jpg")
    (tmp_path / "none.jpg").write_bytes(b"no picture")
    wrong = exif_of(NOON)
    wrong.get_ifd(ExifTags.IFD.Exif)[ExifTags.Base.DateTimeOriginal] = "0000:00:00 00:00:00"
    picture.save(tmp_path / "never.jpg", exif=wrong)

    assert shot_time(tmp_path / "shot.jpg") == ("Maker of cameras Model 5", NOON)
    for name in ("bare.jpg", "none.jpg", "never.jpg", "not there.jpg"):
        assert shot_time(tmp_path / name) is None


def test_a_burst_ends_with_a_pause_and_with_another_camera() -> None:
    times = [("A", 0), ("B", 1), ("A", 2), ("A", 13), ("B", 3), ("A", 4)]
    shots = [(camera, NOON + timedelta(seconds=s), at) for at, (camera, s) in enumerate(times)]

    assert sorted(bursts(shots, 2)) == [(0, 2, 5), (1, 4), (3,)]
    assert sorted(bursts(shots, 10)) == [(0, 2, 3, 5), (1, 4)]


@given(
    order=st.sampled_from([True, False]),
    model=st.text("abc XYZ-7", min_size=1, max_size=40),
    orientation=st.integers(1, 8),
    cut=st.integers(0, 400),
    noise=st.binary(max_size=30),
)
def test_tags_are_those_that_pillow_wrote_and_damage_is_no_error(
    order: bool, model: str, orientation: int, cut: int, noise: bytes
) -> None:
    written = exif_of(NOON, model, orientation)
    if order:
        written.endian = ">"
    block = written.tobytes()
    wanted = {MAKE, MODEL, ORIENTATION, TAKEN}

    whole = read_tags(block, wanted)
    assert whole.get(ORIENTATION) == orientation
    assert whole.get(MODEL) == model.strip()
    assert whole.get(TAKEN) == "2026:05:04 12:00:00"
    assert MAKE not in read_tags(block, {ORIENTATION})

    damaged = block[:cut] + noise + block[cut + len(noise) :]
    assert set(read_tags(damaged, wanted)) <= wanted
    assert set(read_tags(block[:cut], wanted)) <= wanted
