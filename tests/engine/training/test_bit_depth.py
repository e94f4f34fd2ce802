"""Pictures of fewer bits than their files declare: decided by training, kept, used everywhere."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

import numpy as np
import pytest
from PIL import Image

from tests import pictures
from tests.engine.runs import train_on, write_some_digits
from tlgui.engine.data.images import decode, thumbnail
from tlgui.engine.data.index import scan
from tlgui.engine.data.split import make_split
from tlgui.engine.deploy.evaluation import evaluate_folder
from tlgui.engine.deploy.predictor import Predictor
from tlgui.engine.insight.cam import Explainer
from tlgui.engine.progress import Control
from tlgui.engine.training import bit_depth
from tlgui.engine.training.bit_depth import data_set_bit_depth
from tlgui.engine.training.run import open_run

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray


def deep(values: NDArray[np.generic] | list[list[int]], kind: str = "PNG") -> bytes:
    """A file of 16 bits with ``values``."""
    return pictures.encoded(Image.fromarray(np.asarray(values, np.uint16)), kind)


def written(folder: Path, *files: bytes, suffix: str = ".png") -> Path:
    """A data set of two classes with all ``files`` in each."""
    for name in ("a", "b"):
        (folder / name).mkdir(parents=True)
        for number, data in enumerate(files):
            # No two alike: twins would leave the training split together.
            (folder / name / f"{number}{suffix}").write_bytes(data + bytes((ord(name), number)))
    return folder


def depth_of(folder: Path, control: Control | None = None) -> int | None:
    index = scan(folder)
    return data_set_bit_depth(index, range(len(index.records)), control or Control())


@pytest.mark.parametrize("kind", ["PNG", "TIFF"])
@pytest.mark.parametrize("depth", [8, 10, 12, 14, 16])
def test_pictures_of_each_depth_go_from_black_to_white(depth: int, kind: str) -> None:
    top = (1 << depth) - 1
    data = deep([[0, top // 2, top]], kind)

    for picture in (
        decode(BytesIO(data), bit_depth=depth),
        thumbnail(BytesIO(data), 3, bit_depth=depth),
    ):
        assert picture[0, :, 0].tolist() == [0, 127, 255]


def test_every_value_is_rounded_and_what_lies_above_the_depth_is_white() -> None:
    values = np.arange(65536, dtype=np.uint16).reshape(256, 256)
    data = deep(values)

    for depth in (8, 10, 12, 14, 16):
        top = (1 << depth) - 1
        expected = np.floor(np.minimum(values, top) * (255 / top) + 0.5)
        assert (decode(BytesIO(data), bit_depth=depth)[..., 1] == expected).all()
    assert (decode(BytesIO(data)) == decode(BytesIO(data), bit_depth=16)).all()


def test_pictures_of_eight_bits_stay_as_they_are_in_a_deep_data_set() -> None:
    for data in (pictures.noisy("PNG"), pictures.noisy("JPEG"), pictures.noisy("TIFF")):
        plain, told = decode(BytesIO(data)), decode(BytesIO(data), bit_depth=12)
        assert (plain == told).all()


@pytest.mark.parametrize("kind", ["PNG", "TIFF"])
@pytest.mark.parametrize(
    ("largest", "expected"),
    [(0, 8), (255, 8), (256, 10), (1023, 10), (4095, 12), (4096, 14), (16384, 16), (65535, 16)],
)
def test_depth_is_the_smallest_that_holds_all(
    tmp_path: Path, fresh_home: Path, largest: int, expected: int, kind: str
) -> None:
    files = [deep([[0, value, 0]], kind) for value in (largest, largest // 3, 0)]

    root = written(tmp_path / "set", pictures.plain(), *files, suffix=f".{kind.lower()}")

    assert depth_of(root) == expected


def test_only_training_pictures_decide(tmp_path: Path, fresh_home: Path) -> None:
    root = tmp_path / "set"
    written(root / "train", deep([[4000]]))
    written(root / "val", deep([[65535]]))
    index = scan(root)

    assert data_set_bit_depth(index, make_split(index).train, Control()) == 12


def test_without_pictures_of_16_bits_there_is_no_depth(tmp_path: Path, fresh_home: Path) -> None:
    float_picture = pictures.encoded(Image.fromarray(np.ones((2, 2), np.float32)), "TIFF")
    files = (pictures.plain("PNG"), float_picture, b"no picture", pictures.plain("JPEG"))

    assert depth_of(written(tmp_path / "set", *files)) is None


def test_jpegs_are_not_opened_for_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = written(tmp_path / "set", *[pictures.plain()] * 3, suffix=".JPG")

    def refuse(*_: object) -> None:
        pytest.fail("opened")

    monkeypatch.setattr(bit_depth, "open_regular", refuse)
    assert depth_of(root) is None


def test_pictures_are_decoded_once(
    tmp_path: Path, fresh_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = written(tmp_path / "set", deep([[4095]]), deep([[1]]))
    assert depth_of(root) == 12
    events: list[object] = []

    assert depth_of(root, Control(events.append)) == 12
    assert events == []

    (root / "a" / "0.png").write_bytes(deep([[65535]]))
    assert depth_of(root, Control(events.append)) == 16
    assert events


def test_damaged_pictures_have_no_say(tmp_path: Path, fresh_home: Path) -> None:
    noise = np.random.default_rng(0).integers(0, 65536, (90, 90))
    root = written(tmp_path / "set", deep([[900]]))
    (root / "a" / "cut.png").write_bytes(deep(noise)[:9000])

    assert depth_of(root) == 10


def test_a_run_on_12_bits_answers_judges_and_explains_as_one_on_8(
    tmp_path: Path, fresh_home: Path
) -> None:
    """The same digits in 8 bits and in 12 bits of 16 look the same to the network."""
    shallow = write_some_digits(tmp_path / "shallow")
    for path in sorted(shallow.rglob("*.png")):
        twin = tmp_path / "deep" / path.relative_to(shallow)
        twin.parent.mkdir(parents=True, exist_ok=True)
        eight = np.asarray(Image.open(path)).astype(int)
        twin.write_bytes(deep((eight * 4095 + 127) // 255))
    runs = {
        name: train_on(tmp_path / name, tmp_path / f"{name}-run") for name in ("shallow", "deep")
    }

    assert runs["shallow"].preprocessing.bit_depth is None
    assert open_run(runs["deep"].folder).preprocessing.bit_depth == 12
    assert runs["deep"].figures == runs["shallow"].figures
    files = sorted((tmp_path / "deep").rglob("00[0-3].png"))
    answers = [
        [
            (answer.label, round(answer.confidence or 0, 5))
            for answer in Predictor.load(runs[name].folder).predict(
                [tmp_path / name / file.relative_to(tmp_path / "deep") for file in files],
                Control(),
            )
        ]
        for name in runs
    ]
    assert answers[0] == answers[1]
    judged = evaluate_folder(Predictor.load(runs["deep"].folder), tmp_path / "deep", Control())
    assert judged.report.accuracy > 0.8
    maps = [
        Explainer.of_run(runs[name]).heat_map(
            tmp_path / name / files[0].relative_to(tmp_path / "deep")
        )
        for name in runs
    ]
    assert (maps[0].pixels == maps[1].pixels).all()
    assert np.allclose(maps[0].values, maps[1].values, atol=1e-3)
