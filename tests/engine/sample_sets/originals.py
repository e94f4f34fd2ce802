"""Small files in the formats of the originals, on a server, where torchvision would look."""

from __future__ import annotations

import gzip
import hashlib
import pickle
import struct
import tarfile
from io import BytesIO
from typing import TYPE_CHECKING, Any

import numpy as np
from PIL import Image

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pytest
    from numpy.typing import NDArray

    from tests.engine.models.pretrained.hub_server import Hub

TRAIN, TEST = 30, 20
"""Pictures of the sets of arrays, equally many of each of their ten classes."""


def md5(contents: bytes) -> str:
    return hashlib.md5(contents, usedforsecurity=False).hexdigest()


def pixels(count: int, *shape: int) -> NDArray[np.uint8]:
    return np.random.default_rng(count).integers(0, 256, (count, *shape), np.uint8)


def labels(count: int) -> NDArray[np.uint8]:
    return (np.arange(count) % 10).astype(np.uint8)


def idx(array: NDArray[np.uint8]) -> bytes:
    """The format of MNIST: a magic number, the sizes, the values; in gzip."""
    head = struct.pack(f">HBB{array.ndim}I", 0, 8, array.ndim, *array.shape)
    return gzip.compress(head + array.tobytes(), mtime=0)


def archive(files: Mapping[str, bytes]) -> bytes:
    buffer = BytesIO()
    with tarfile.open(fileobj=buffer, mode="w:gz") as tar:
        for name, contents in files.items():
            member = tarfile.TarInfo(name)
            member.size = len(contents)
            tar.addfile(member, BytesIO(contents))
    return buffer.getvalue()


def photo(shade: int) -> bytes:
    buffer = BytesIO()
    Image.new("RGB", (40, 30), (shade, 90, 60)).save(buffer, "JPEG")
    return buffer.getvalue()


def serve_mnist(hub: Hub, monkeypatch: pytest.MonkeyPatch, name: str = "MNIST") -> None:
    """Files like those of ``name``, a class of torchvision with MNIST's format."""
    from torchvision import datasets

    hub.files |= {
        "train-images-idx3-ubyte.gz": idx(pixels(TRAIN, 28, 28)),
        "train-labels-idx1-ubyte.gz": idx(labels(TRAIN)),
        "t10k-images-idx3-ubyte.gz": idx(pixels(TEST, 28, 28)),
        "t10k-labels-idx1-ubyte.gz": idx(labels(TEST)),
    }
    cls = getattr(datasets, name)
    monkeypatch.setattr(cls, "mirrors", [f"{hub.address}/{name}/"])
    monkeypatch.setattr(cls, "resources", [(name, md5(file)) for name, file in hub.files.items()])


def serve_cifar(hub: Hub, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    """Files like those of ``CIFAR10`` or ``CIFAR100``, with ten classes each."""
    from torchvision import datasets

    cls: Any = getattr(datasets, name)
    key = "labels" if name == "CIFAR10" else "fine_labels"
    batches = len(cls.train_list)

    def batch(count: int, seed: int) -> bytes:
        data = {"data": pixels(count + seed, 3072)[:count], key: labels(count).tolist()}
        return pickle.dumps(data, protocol=2)

    train = {cls.train_list[n][0]: batch(TRAIN // batches, n) for n in range(batches)}
    test = {cls.test_list[0][0]: batch(TEST, 9)}
    meta = pickle.dumps({cls.meta["key"]: [f"class {n}" for n in range(10)]}, protocol=2)
    whole = {**train, **test, cls.meta["filename"]: meta}
    hub.files[cls.filename] = archive({f"{cls.base_folder}/{n}": file for n, file in whole.items()})
    monkeypatch.setattr(cls, "url", f"{hub.address}/{cls.filename}")
    monkeypatch.setattr(cls, "tgz_md5", md5(hub.files[cls.filename]))
    monkeypatch.setattr(cls, "train_list", [[name, md5(file)] for name, file in train.items()])
    monkeypatch.setattr(cls, "test_list", [[name, md5(file)] for name, file in test.items()])
    monkeypatch.setattr(cls, "meta", {**cls.meta, "md5": md5(meta)})


def serve_imagenette(hub: Hub, monkeypatch: pytest.MonkeyPatch) -> dict[str, bytes]:
    """Three photos; by their places in the folder that is written."""
    from torchvision.datasets import Imagenette

    photos = {
        "train/tench/n01440764_1.JPEG": photo(1),
        "train/church/n03028079_2.JPEG": photo(2),
        "test/church/n03028079_3.JPEG": photo(3),
    }
    wordnet = {"tench": "n01440764", "church": "n03028079"}
    files = {"imagenette2-160/noise.csv": b"path,label"}
    for place, contents in photos.items():
        part, label, name = place.split("/")
        part = "val" if part == "test" else part
        files[f"imagenette2-160/{part}/{wordnet[label]}/{name}"] = contents
    hub.files["imagenette2-160.tgz"] = archive(files)
    url = f"{hub.address}/imagenette2-160.tgz"
    known = {"160px": (url, md5(hub.files["imagenette2-160.tgz"]))}
    monkeypatch.setattr(Imagenette, "_ARCHIVES", known)
    return photos


def serve_flowers(hub: Hub, monkeypatch: pytest.MonkeyPatch) -> dict[str, bytes]:
    """Three photos; by their places in the folder that is written."""
    from scipy.io import savemat
    from torchvision.datasets import Flowers102

    def matrix(**values: Any) -> bytes:
        buffer = BytesIO()
        savemat(buffer, values)
        return buffer.getvalue()

    files = {f"jpg/image_{n:05d}.jpg": photo(n) for n in (1, 2, 3)}
    one = np.array
    known = {
        "image": ("102flowers.tgz", archive(files)),
        "label": ("imagelabels.mat", matrix(labels=one([[60, 1, 1]]))),
        "setid": (
            "setid.mat",
            # As in the original, each is a row of numbers.
            matrix(trnid=one([[1, 1]]), valid=one([[2, 2]]), tstid=one([[3, 3]])),
        ),
    }
    hub.files |= dict(known.values())
    monkeypatch.setattr(Flowers102, "_download_url_prefix", f"{hub.address}/flowers/")
    monkeypatch.setattr(
        Flowers102, "_file_dict", {key: (name, md5(file)) for key, (name, file) in known.items()}
    )
    monkeypatch.setattr(
        Flowers102, "classes", ["pink primrose", *["x"] * 58, "pink-yellow dahlia?"]
    )
    return {
        "train/pink-yellow dahlia/image_00001.jpg": photo(1),
        "validation/pink primrose/image_00002.jpg": photo(2),
        "test/pink primrose/image_00003.jpg": photo(3),
    }


def serve_pets(hub: Hub, monkeypatch: pytest.MonkeyPatch) -> dict[str, bytes]:
    """Two photos; by their places in the folder that is written."""
    from torchvision.datasets import OxfordIIITPet

    hub.files |= {
        "images.tar.gz": archive(
            {
                "images/Abyssinian_1.jpg": photo(1),
                "images/great_pyrenees_2.jpg": photo(2),
                "images/Abyssinian_100.mat": b"left behind in the original",
                "images/left_out_3.jpg": photo(3),
            }
        ),
        "annotations.tar.gz": archive(
            {
                "annotations/trainval.txt": b"Abyssinian_1 1 1 1\n",
                "annotations/test.txt": b"great_pyrenees_2 16 2 10\n",
                "annotations/trimaps/Abyssinian_1.png": b"no matter",
            }
        ),
    }
    known = [(f"{hub.address}/data/{name}", md5(file)) for name, file in hub.files.items()]
    monkeypatch.setattr(OxfordIIITPet, "_RESOURCES", tuple(known))
    return {
        "train/Abyssinian/Abyssinian_1.jpg": photo(1),
        "test/Great Pyrenees/great_pyrenees_2.jpg": photo(2),
    }
