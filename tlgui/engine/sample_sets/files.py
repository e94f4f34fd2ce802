"""The files of a sample: where they lie, their hashes, and the pictures in them.

What torchvision knows is asked of it: its data sets name addresses and MD5 hashes, and read the
formats of arrays. A file that lies where torchvision would have put it is not fetched again.
Archives of photos are read straight through: the photos stay as they are, and the disk holds them
once, not twice.
"""

from __future__ import annotations

import posixpath
import tarfile
from dataclasses import dataclass
from functools import partial
from io import BytesIO
from typing import TYPE_CHECKING, Any, NamedTuple

from tlgui.engine.data.records import SplitName

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from numpy.typing import NDArray

TRAIN, VALIDATION, TEST = SplitName.TRAIN, SplitName.VALIDATION, SplitName.TEST
_ARRAYS = {
    "mnist": "MNIST",
    "fashion-mnist": "FashionMNIST",
    "kmnist": "KMNIST",
    "cifar10": "CIFAR10",
    "cifar100": "CIFAR100",
}


@dataclass(frozen=True)
class RemoteFile:
    """A file to fetch.

    Attributes:
        path: where it is put, relative to the folder of the sample's downloads.
        urls: where it lies; the same file at each.
        md5: its hash, in hexadecimal digits.
    """

    path: str
    urls: tuple[str, ...]
    md5: str


class Picture(NamedTuple):
    """One picture of a sample: its part, its class, the name of its file and its contents."""

    part: SplitName
    label: str
    name: str
    contents: Callable[[], bytes]


def remote_files(key: str) -> tuple[RemoteFile, ...]:
    """What has to be fetched for the sample ``key``."""
    from torchvision import datasets

    if key in _ARRAYS:
        cls = getattr(datasets, _ARRAYS[key])
        if hasattr(cls, "mirrors"):
            return tuple(
                RemoteFile(
                    f"{cls.__name__}/raw/{name}",
                    tuple(mirror + name for mirror in cls.mirrors),
                    md5,
                )
                for name, md5 in cls.resources
            )
        return (RemoteFile(cls.filename, (cls.url,), cls.tgz_md5),)
    if key == "imagenette":
        listed = [datasets.Imagenette._ARCHIVES["160px"]]
    elif key == "flowers102":
        prefix = datasets.Flowers102._download_url_prefix
        listed = [(prefix + name, md5) for name, md5 in datasets.Flowers102._file_dict.values()]
    else:
        listed = list(datasets.OxfordIIITPet._RESOURCES)
    return tuple(RemoteFile(posixpath.basename(url), (url,), md5) for url, md5 in listed)


def pictures_in(key: str, folder: Path) -> Iterator[Picture]:
    """The pictures of the sample ``key``, whose files lie in ``folder``, one after the other.

    Raises:
        OSError, ValueError, LookupError, RuntimeError, tarfile.TarError: the files are not what
            they should be.
    """
    if key in _ARRAYS:
        return _from_arrays(_ARRAYS[key], folder)
    return {"imagenette": _imagenette, "flowers102": _flowers, "pets": _pets}[key](folder)


def _from_arrays(name: str, folder: Path) -> Iterator[Picture]:
    from torchvision import datasets

    for part in (TRAIN, TEST):
        # With all files in place, "download" only unpacks them.
        whole: Any = getattr(datasets, name)(folder, train=part is TRAIN, download=True)
        # Folders of MNIST are called 0 to 9, not "0 - zero".
        labels = [text.partition(" - ")[0] for text in whole.classes]
        pixels = whole.data.numpy() if hasattr(whole.data, "numpy") else whole.data
        for number, (image, target) in enumerate(zip(pixels, whole.targets, strict=True)):
            yield Picture(part, labels[int(target)], f"{number:05d}.png", _png_of(image))


def _png_of(image: NDArray[Any]) -> Callable[[], bytes]:
    def encode() -> bytes:
        from PIL import Image

        buffer = BytesIO()
        Image.fromarray(image).save(buffer, "PNG")
        return buffer.getvalue()

    return encode


def _photos(archive: Path) -> Iterator[tuple[str, Callable[[], bytes]]]:
    """Path and contents of each regular file, in the archive's order; nothing is unpacked."""
    with tarfile.open(archive, "r:gz") as tar:
        for member in tar:
            if member.isfile():
                yield member.name, partial(_read, tar, member)


def _read(tar: tarfile.TarFile, member: tarfile.TarInfo) -> bytes:
    file = tar.extractfile(member)
    assert file is not None  # It is a regular file.
    return file.read()


def _imagenette(folder: Path) -> Iterator[Picture]:
    from torchvision.datasets import Imagenette

    parts = {"train": TRAIN, "val": TEST}
    for path, contents in _photos(folder / "imagenette2-160.tgz"):
        *_above, part, wordnet, name = ["", "", *path.split("/")]
        if part in parts and wordnet in Imagenette._WNID_TO_CLASS and name.endswith(".JPEG"):
            yield Picture(parts[part], Imagenette._WNID_TO_CLASS[wordnet][0], name, contents)


def _flowers(folder: Path) -> Iterator[Picture]:
    from scipy.io import loadmat
    from torchvision.datasets import Flowers102

    targets = loadmat(folder / "imagelabels.mat", squeeze_me=True)["labels"].tolist()
    ids = loadmat(folder / "setid.mat", squeeze_me=True)
    parts = {
        number: part
        for name, part in (("trnid", TRAIN), ("valid", VALIDATION), ("tstid", TEST))
        for number in ids[name].tolist()
    }
    # Older versions of torchvision know numbers only.
    labels = getattr(Flowers102, "classes", None) or [f"{n:03d}" for n in range(1, 103)]
    for path, contents in _photos(folder / "102flowers.tgz"):
        name = posixpath.basename(path)
        stem, _, suffix = name.removeprefix("image_").partition(".")
        if suffix == "jpg" and stem.isdecimal():
            number = int(stem)
            label = labels[targets[number - 1] - 1].rstrip("?")
            yield Picture(parts[number], label, name, contents)


def _pets(folder: Path) -> Iterator[Picture]:
    parts: dict[str, SplitName] = {}
    for path, contents in _photos(folder / "annotations.tar.gz"):
        part = {"trainval.txt": TRAIN, "test.txt": TEST}.get(posixpath.basename(path))
        if part is not None:
            parts |= {line.split()[0]: part for line in contents().decode("ascii").splitlines()}
    for path, contents in _photos(folder / "images.tar.gz"):
        stem, _, suffix = posixpath.basename(path).rpartition(".")
        if suffix == "jpg" and stem in parts:
            label = stem.rpartition("_")[0].replace("_", " ").title()
            yield Picture(parts[stem], label, posixpath.basename(path), contents)
