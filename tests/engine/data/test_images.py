from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import warnings
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageFile

from tests import pictures
from tlgui.engine.data.files import HEAD_SIZE, PICTURE_SUFFIXES, open_regular, picture_format
from tlgui.engine.data.images import BACKGROUND, PIXEL_LIMIT, decode, thumbnail
from tlgui.engine.data.names import shown
from tlgui.engine.errors import PictureError

FILES = Path(__file__).parent / "files"
BROKEN = pictures.broken_files()
BOMBS = pictures.bombs()
RED_FILES = pictures.red_files()
CLEAR_FILES = pictures.clear_files()
GREY_FILES = pictures.grey_files()


@pytest.mark.parametrize("name", RED_FILES)
def test_every_kind_and_colour_mode_comes_out_as_rgb(name: str, tmp_path: Path) -> None:
    (path,) = pictures.write_files(tmp_path, {name: RED_FILES[name]})
    picture = decode(path)
    assert picture.shape == (30, 40, 3)
    assert picture.dtype == np.uint8
    assert picture.flags.c_contiguous
    assert np.abs(picture.astype(int) - pictures.RED).max() <= 12


@pytest.mark.parametrize("name", CLEAR_FILES)
def test_transparent_parts_show_white(name: str) -> None:
    picture = decode(BytesIO(CLEAR_FILES[name]))
    assert BACKGROUND == (255, 255, 255)
    assert (picture == 255).all()


def test_half_transparent_is_mixed_with_the_background() -> None:
    half = pictures.encoded(Image.new("RGBA", (4, 4), (255, 0, 0, 128)), "PNG")
    assert decode(BytesIO(half))[0, 0].tolist() == pytest.approx([255, 127, 127], abs=1)


@pytest.mark.parametrize("name", GREY_FILES)
def test_every_bit_depth_is_brought_to_8_bit(name: str) -> None:
    row = decode(BytesIO(GREY_FILES[name]))[0]
    assert row.tolist() == [[0] * 3, [128] * 3, [255] * 3]


def test_one_bit_is_black_and_white() -> None:
    image = Image.new("1", (2, 1))
    image.putpixel((1, 0), 1)
    assert decode(BytesIO(pictures.encoded(image, "PNG"))).tolist() == [[[0] * 3, [255] * 3]]


def test_floats_that_overshoot_a_little_are_clipped() -> None:
    values = np.array([[-0.04, 0.5, 1.06]], np.float32)
    data = pictures.encoded(Image.fromarray(values), "TIFF")
    assert decode(BytesIO(data))[0, :, 0].tolist() == [0, 128, 255]


@pytest.mark.parametrize(
    "values",
    [
        np.full((4, 4), np.nan, np.float32),
        np.full((4, 4), 1e30, np.float32),
        np.full((4, 4), -5.0, np.float32),
        np.array([[np.nan, np.inf, -np.inf, 0.5]], np.float32),
        np.array([[-3e38, 3e38]], np.float32),
        np.full((4, 4), 2**31 - 1, np.int32),
        np.full((4, 4), -(2**31), np.int32),
        np.zeros((4, 4), np.uint16),
    ],
)
def test_constant_and_undefined_values_decode_without_a_warning(
    values: np.ndarray[tuple[int, int], np.dtype[np.float32]],
) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        picture = decode(BytesIO(pictures.encoded(Image.fromarray(values), "TIFF")))
    assert picture.shape == (*values.shape, 3)


def test_infinities_and_nan_become_white_and_black() -> None:
    values = np.array([[np.nan, np.inf, -np.inf, 0.5]], np.float32)
    picture = decode(BytesIO(pictures.encoded(Image.fromarray(values), "TIFF")))
    assert picture[0, :, 0].tolist() == [0, 255, 0, 128]


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "TIFF", "WEBP"])
@pytest.mark.parametrize("orientation", range(1, 9))
def test_exif_orientation_turns_the_picture_upright(orientation: int, kind: str) -> None:
    data = pictures.oriented(orientation, kind)
    upright = pictures.corners()
    for picture in (decode(BytesIO(data)), thumbnail(BytesIO(data), 48)):
        assert picture.shape == upright.shape
        middles = np.s_[8::16, 12::24]
        assert np.abs(picture[middles].astype(int) - upright[middles]).max() < 40


@pytest.mark.parametrize(
    "exif",
    [
        b"Exif\0\0garbage that is no TIFF header",
        b"Exif\0\0II*\0\xff\xff\xff\xff",
        b"Exif\0\0II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\x09\0\0\0\0\0\0\0",
        b"Exif\0\0II*\0\x08\0\0\0\x01\0\x12\x01\x02\0\x04\0\0\0abc\0\0\0\0\0",
        b"Exif\0\0II*\0\x08\0\0\0\xff\xff\x12\x01\x03\0",
        b"",
    ],
)
def test_nonsense_exif_is_ignored(exif: bytes) -> None:
    image = Image.fromarray(pictures.corners())
    expected = decode(BytesIO(pictures.encoded(image, "JPEG")))
    actual = decode(BytesIO(pictures.encoded(image, "JPEG", exif=exif)))
    assert (actual == expected).all()


@pytest.mark.parametrize("kind", ["GIF", "PNG", "WEBP", "TIFF", "AVIF"])
def test_of_many_frames_the_first_is_taken(kind: str) -> None:
    first, second = (Image.new("RGB", (16, 16), colour) for colour in ("red", "blue"))
    data = pictures.encoded(first, kind, save_all=True, append_images=[second])
    assert np.abs(decode(BytesIO(data))[8, 8].astype(int) - pictures.RED).max() < 8


@pytest.mark.parametrize("mode", ["RGB", "L", "CMYK"])
def test_minimum_side_reduces_a_jpeg_and_keeps_its_colour(mode: str) -> None:
    image = Image.new("RGB", (400, 301), (180, 180, 180)).convert(mode)
    data = pictures.encoded(image, "JPEG", quality=95)
    assert decode(BytesIO(data)).shape == (301, 400, 3)
    reduced = decode(BytesIO(data), minimum_side=75)
    assert reduced.shape == (76, 100, 3)
    assert np.abs(reduced.astype(int) - 180).max() <= 3


@pytest.mark.parametrize("minimum_side", [1, 7, 64, 150, 151, 300, 5000])
@pytest.mark.parametrize("size", [(400, 301), (4000, 3), (1, 1), (9, 600)])
def test_minimum_side_never_makes_a_side_shorter(size: tuple[int, int], minimum_side: int) -> None:
    data = pictures.encoded(Image.new("RGB", size), "JPEG")
    height, width, _ = decode(BytesIO(data), minimum_side=minimum_side).shape
    assert width >= min(minimum_side, size[0])
    assert height >= min(minimum_side, size[1])


def test_decoding_equals_pillow_for_a_plain_jpeg() -> None:
    data = pictures.noisy("JPEG", (300, 200))
    with Image.open(BytesIO(data)) as image:
        image.draft("RGB", (64, 64))
        expected = np.asarray(image)
    assert (decode(BytesIO(data), minimum_side=64) == expected).all()


@pytest.mark.parametrize(
    ("size", "expected"),
    [((400, 100), (16, 64)), ((100, 400), (64, 16)), ((20, 10), (10, 20)), ((4000, 3), (1, 64))],
)
def test_thumbnail_fits_and_never_grows(size: tuple[int, int], expected: tuple[int, int]) -> None:
    data = pictures.encoded(Image.new("RGB", size, "blue"), "PNG")
    assert thumbnail(BytesIO(data), 64).shape == (*expected, 3)


@pytest.mark.parametrize("name", BROKEN)
@pytest.mark.parametrize("minimum_side", [None, 32])
def test_a_broken_file_is_named_and_refused(
    name: str, minimum_side: int | None, tmp_path: Path
) -> None:
    (path,) = pictures.write_files(tmp_path, {name: BROKEN[name]})
    with pytest.raises(PictureError) as refused:
        decode(path, minimum_side=minimum_side)
    sentence = str(refused.value.message)
    assert sentence.startswith(f"{name} cannot be read: ")
    assert sentence.endswith(".")
    assert path.read_bytes() == BROKEN[name]


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("empty.jpg", "it is empty"),
        ("text.jpg", "it is not a picture"),
        ("page.jpg", "it is not a picture"),
        ("bm.bmp", "it is not a picture"),
        ("drawing.eps.jpg", "pictures of this format are not supported"),
        ("cut-at-50%.jpeg", "it is cut off"),
        ("cut-at-50%.png", "it is cut off"),
        ("cut-at-50%.gif", "it is cut off"),
        ("cut-at-50%.tiff", "it is cut off"),
        ("cut-at-90%.webp", "it is cut off"),
        ("checksum.png", "it is damaged"),
    ],
)
def test_the_reason_is_in_plain_words(name: str, reason: str, tmp_path: Path) -> None:
    (path,) = pictures.write_files(tmp_path, {name: BROKEN[name]})
    with pytest.raises(PictureError) as refused:
        decode(path)
    assert str(refused.value) == f"{name} cannot be read: {reason}."


def test_postscript_under_a_pictures_name_starts_no_program(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*arguments: object, **options: object) -> None:
        pytest.fail("a program was started")

    monkeypatch.setattr(subprocess, "Popen", refuse)
    (path,) = pictures.write_files(tmp_path, {"a.png": BROKEN["drawing.eps.jpg"]})
    with pytest.raises(PictureError, match="not supported"):
        decode(path)


@pytest.mark.parametrize("error", [MemoryError, RuntimeError, OverflowError, SystemError, KeyError])
def test_whatever_a_decoder_raises_is_a_picture_error(
    error: type[Exception], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(self: ImageFile.ImageFile) -> None:
        raise error

    monkeypatch.setattr(ImageFile.ImageFile, "load", fail)
    (path,) = pictures.write_files(tmp_path, {"good.png": pictures.plain("PNG")})
    with pytest.raises(PictureError, match=r"good\.png cannot be read"):
        decode(path)


@pytest.mark.parametrize("suffix", ["", ".JPG", ".txt", ".gif"])
def test_the_content_decides_not_the_suffix(suffix: str, tmp_path: Path) -> None:
    (path,) = pictures.write_files(tmp_path, {f"picture{suffix}": pictures.plain("PNG")})
    assert decode(path)[0, 0].tolist() == [255, 0, 0]


def test_suffixes_are_lower_case_with_a_dot() -> None:
    assert all(suffix.startswith(".") and suffix.islower() for suffix in PICTURE_SUFFIXES)
    assert {".jpg", ".jpeg", ".png", ".heic", ".avif", ".webp", ".tif"} <= PICTURE_SUFFIXES


@pytest.mark.parametrize("name", RED_FILES)
def test_the_first_bytes_tell_the_format(name: str) -> None:
    assert picture_format(RED_FILES[name][:HEAD_SIZE]) is not None


def test_a_folder_and_a_dangling_link_are_not_regular_files(tmp_path: Path) -> None:
    folder, link = tmp_path / "folder.jpg", tmp_path / "link.jpg"
    folder.mkdir()
    link.symlink_to(tmp_path / "nothing.jpg")
    for path in (folder, link):
        with pytest.raises(PictureError) as refused:
            decode(path)
        assert str(refused.value) == f"{path.name} is not a regular file."


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_a_named_pipe_is_refused_without_waiting(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe.jpg"
    os.mkfifo(pipe)
    with pytest.raises(PictureError, match=r"pipe\.jpg is not a regular file\."):
        decode(pipe)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_a_file_that_turns_into_a_pipe_at_the_last_moment_does_not_block(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pipe, good = tmp_path / "pipe.jpg", tmp_path / "good.jpg"
    os.mkfifo(pipe)
    good.write_bytes(b"")
    as_regular = os.stat(good)
    with monkeypatch.context() as patched:
        patched.setattr(os, "stat", lambda path: as_regular)
        with open_regular(pipe) as file:
            assert file.read(1) in (b"", None)


def test_a_missing_file_says_so(tmp_path: Path) -> None:
    with pytest.raises(PictureError, match=r"gone\.jpg cannot be read: it does not exist\."):
        decode(tmp_path / "gone.jpg")


@pytest.mark.skipif(sys.platform != "linux", reason="counts open files in /proc")
def test_files_are_closed_whatever_happens(tmp_path: Path) -> None:
    before = len(os.listdir("/proc/self/fd"))
    for path in pictures.write_files(tmp_path, RED_FILES | BROKEN):
        try:
            decode(path)
        except PictureError:
            continue
    assert len(os.listdir("/proc/self/fd")) == before


def test_threads_get_the_same_pictures(tmp_path: Path) -> None:
    files = RED_FILES | GREY_FILES | {"turned.jpg": pictures.oriented(6)}
    paths = pictures.write_files(tmp_path, files) * 4

    def fingerprint(path: Path) -> str:
        return hashlib.sha256(decode(path, minimum_side=16).tobytes()).hexdigest()

    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(fingerprint, paths)) == [fingerprint(path) for path in paths]


def test_decoding_changes_neither_pillow_nor_the_warnings() -> None:
    before = (ImageFile.LOAD_TRUNCATED_IMAGES, Image.MAX_IMAGE_PIXELS, list(warnings.filters))
    for data in (*RED_FILES.values(), *BROKEN.values()):
        try:
            decode(BytesIO(data))
        except PictureError:
            continue
    after = (ImageFile.LOAD_TRUNCATED_IMAGES, Image.MAX_IMAGE_PIXELS, list(warnings.filters))
    assert after == before


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_is_refused(name: str, tmp_path: Path) -> None:
    (path,) = pictures.write_files(tmp_path, {name: BOMBS[name]})
    with pytest.raises(PictureError) as refused:
        decode(path, minimum_side=224)
    assert name in str(refused.value)


def test_a_refused_size_is_named() -> None:
    with pytest.raises(PictureError, match="it is too large: 10000 x 10000 pixels"):
        decode(BytesIO(BOMBS["hundred-megapixels.png"]))


def test_a_photo_above_the_limit_is_read_reduced() -> None:
    data = pictures.encoded(Image.new("L", (10_400, 10_000), 90), "JPEG")
    assert PIXEL_LIMIT < 10_400 * 10_000
    assert decode(BytesIO(data)).shape == (5000, 5200, 3)
    assert decode(BytesIO(data), minimum_side=500).shape == (1250, 1300, 3)


CHILD = """
import pathlib, resource, sys
from tlgui.engine.data.images import decode
from tlgui.engine.errors import PictureError

allowed = int(sys.argv[1])
used = int(pathlib.Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
resource.setrlimit(resource.RLIMIT_AS, (used + allowed, used + allowed))
for path in sys.argv[2:]:
    try:
        print(decode(pathlib.Path(path), minimum_side=224).shape)
    except PictureError as error:
        print(error)
# Not ru_maxrss: that one is inherited from the parent.
print(pathlib.Path("/proc/self/status").read_text().split("VmHWM:")[1].split()[0])
"""


@pytest.mark.skipif(sys.platform != "linux", reason="needs a limit on memory")
def test_bombs_stay_within_a_memory_limit(tmp_path: Path) -> None:
    files = BOMBS | {"last.png": pictures.plain("PNG")}
    paths = pictures.write_files(tmp_path, files)
    allowed = 400 * 1024 * 1024
    child = subprocess.run(
        [sys.executable, "-c", CHILD, str(allowed), *map(str, paths)],
        capture_output=True,
        text=True,
        timeout=900,
        check=True,
    )
    *lines, peak_kib = child.stdout.splitlines()
    assert len(lines) == len(files)
    assert all("cannot be read" in line for line in lines[:-1])
    assert lines[-1] == "(30, 40, 3)"
    assert int(peak_kib) < 250 * 1024


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="needs a limit on memory")
def test_the_largest_picture_that_is_read_stays_within_a_gigabyte_and_a_half(
    tmp_path: Path,
) -> None:
    (path,) = pictures.write_files(tmp_path, {"large.png": pictures.png_of_zeros(8900, 8900)})
    child = subprocess.run(
        [sys.executable, "-c", CHILD, str(1536 * 1024 * 1024), str(path)],
        capture_output=True,
        text=True,
        timeout=900,
        check=True,
    )
    assert child.stdout.splitlines()[0] == "(8900, 8900, 3)"


def test_names_are_shown_on_one_line_in_any_encoding() -> None:
    name = os.fsdecode(b"caf\xe9") + "\n\u202egpj.exe\t\U0001f600 \u200f'\"%s{0}"
    text = shown(name)
    assert text == "caf\\udce9\\n\\u202egpj.exe\\t\U0001f600 \u200f'\"%s{0}"
    text.encode("utf-8")
    assert len(text.splitlines()) == 1


def test_a_message_survives_braces_in_a_name(tmp_path: Path) -> None:
    (path,) = pictures.write_files(tmp_path, {"%s{0}{name}.jpg": b""})
    with pytest.raises(PictureError) as refused:
        decode(path)
    assert str(refused.value) == "%s{0}{name}.jpg cannot be read: it is empty."
