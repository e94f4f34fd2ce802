"""Files of weights that anyone may have made, read without trust.

A ``.safetensors`` file says its names and shapes in its first bytes. PyTorch's own files are
pickles: they are unpickled with ``weights_only=True``, nothing else, and only in the two formats
in which that is safe in every version of PyTorch that tlgui accepts (its oldest, a tar, is not).
"""

from __future__ import annotations

import json
import math
import stat
import struct
import tarfile
import zipfile
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tlgui.engine.errors import Message, WeightsError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    import torch

# The largest network of the library has some 3,000 tensors; the header of a file, 0.4 MB.
MOST_TENSORS = 20_000
LARGEST_HEADER = 8 << 20
# Where a training's checkpoint keeps its tensors: beside the weights those of the optimiser.
_KEYS = ("state_dict_ema", "model_ema", "state_dict", "model")
_WRAPPERS = ("_orig_mod.", "module.", "_orig_mod.")
_ZIP = b"PK\x03\x04"
_ZIP_END = struct.Struct("<4s4H2LH")
_FIRST_PYTORCH = b"\x80\x02\x8a\x0al\xfc\x9cF\xf9 j\xa8P\x19."
# A number that tells the format, its version, facts of the machine; then the tensors' names.
_OLD_FORMAT_PICKLES = 4
_REFUSED = Message("Take a .safetensors file, or a PyTorch file with nothing but weights.")


@dataclass(frozen=True)
class TensorFile:
    """A file whose names and shapes are known.

    Attributes:
        name: of the file, for messages.
        shapes: of its tensors, by their names without what training wraps around them.
        read: gives the tensors of those names; may raise ``WeightsError``.
    """

    name: str
    shapes: Mapping[str, tuple[int, ...]]
    read: Callable[[], dict[str, torch.Tensor]]

    @property
    def elements(self) -> int:
        """The number of values in all its tensors."""
        return sum(math.prod(shape) for shape in self.shapes.values())


def open_tensors(path: Path) -> TensorFile:
    """The file of weights at ``path``, its header read and nothing more where it has one.

    Raises:
        WeightsError: it is missing, no file of weights, damaged, or would run code.
    """
    try:
        facts = path.stat()
        if not stat.S_ISREG(facts.st_mode):
            raise WeightsError(Message("{path} is not a file of weights.", path=path), _REFUSED)
        with path.open("rb") as file:
            start = file.read(len(_FIRST_PYTORCH))
    except (OSError, ValueError) as error:
        raise _unreadable(path, error) from error
    if not start:
        raise WeightsError(Message("{path} is empty.", path=path))
    if path.suffix.lower() == ".safetensors":
        return _safetensors(path, facts.st_size)
    if start.startswith(_ZIP):
        _check_archive(path, facts.st_size)
    elif start != _FIRST_PYTORCH or tarfile.is_tarfile(path):
        raise WeightsError(Message("{path} is not a file of PyTorch weights.", path=path), _REFUSED)
    else:
        _check_old_format(path)
    return _pytorch(path)


def _unreadable(path: Path, error: Exception) -> WeightsError:
    reason = (error.strerror if isinstance(error, OSError) else None) or str(error)
    return WeightsError(Message("{path} cannot be read: {reason}.", path=path, reason=reason))


def _damaged(path: Path, what: Message | str) -> WeightsError:
    return WeightsError(
        Message("{path} is damaged or no file of weights: {what}.", path=path, what=what),
        Message("Fetch the file again."),
    )


def _bare(name: str) -> str:
    """A tensor's name without what distributed training and compilation put before it."""
    for wrapper in _WRAPPERS:
        name = name.removeprefix(wrapper)
    return name


def _safetensors(path: Path, size: int) -> TensorFile:
    header = _header(path, size)
    names = {_bare(name): name for name in header}
    shapes = {bare: _shape(path, header[name]) for bare, name in names.items()}

    def read() -> dict[str, torch.Tensor]:
        from safetensors import SafetensorError, safe_open

        try:
            with safe_open(path, framework="pt") as file:
                return {bare: file.get_tensor(name) for bare, name in names.items()}
        except (SafetensorError, OSError, ValueError, RuntimeError, TypeError) as error:
            raise _damaged(path, str(error)) from error

    return TensorFile(path.name, shapes, read)


def _header(path: Path, size: int) -> dict[str, Any]:
    with path.open("rb") as file:
        length = int.from_bytes(file.read(8), "little")
        if length > min(LARGEST_HEADER, size - 8):
            raise _damaged(path, Message("its header is longer than can be"))
        text = file.read(length)
    # Each entry has one: counting them takes a moment, reading very many of them a second.
    count = text.count(b'"data_offsets"')
    if count > MOST_TENSORS:
        raise _too_many(path, count)
    try:
        header = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise _damaged(path, Message("its header cannot be read")) from error
    if not isinstance(header, dict):
        raise _damaged(path, Message("its header cannot be read"))
    header.pop("__metadata__", None)
    if len(header) > MOST_TENSORS:
        raise _too_many(path, len(header))
    return header


def _shape(path: Path, entry: object) -> tuple[int, ...]:
    shape = entry.get("shape") if isinstance(entry, dict) else None
    if not isinstance(shape, list) or not all(type(side) is int and side >= 0 for side in shape):
        raise _damaged(path, Message("its header cannot be read"))
    return tuple(shape)


def _too_many(path: Path, count: int) -> WeightsError:
    return WeightsError(
        Message("{path} has {count} parts or more: no network has so many.", path=path, count=count)
    )


def _check_archive(path: Path, size: int) -> None:
    """Raise WeightsError where a PyTorch archive is more than weights, stored as they are."""
    with path.open("rb") as file:
        file.seek(max(0, size - (1 << 16) - _ZIP_END.size))
        tail = file.read()
    # Before all of a list of any length is read.
    at = tail.rfind(b"PK\x05\x06")
    if at < 0 or len(tail) - at < _ZIP_END.size:
        raise _damaged(path, Message("its end is missing"))
    if (count := _ZIP_END.unpack_from(tail, at)[4]) > MOST_TENSORS:
        raise _too_many(path, count)
    try:
        with zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise _damaged(path, str(error)) from error
    if len(parts) > MOST_TENSORS:
        raise _too_many(path, len(parts))
    stored = all(part.compress_type == zipfile.ZIP_STORED for part in parts)
    if not stored or sum(part.file_size for part in parts) > size:
        raise WeightsError(
            Message("{path} is compressed, as PyTorch's weights never are.", path=path), _REFUSED
        )
    script = [part for part in parts if part.filename.endswith("data.pkl")]
    if not script:
        raise WeightsError(Message("{path} is not a file of PyTorch weights.", path=path), _REFUSED)
    if sum(part.file_size for part in script) > LARGEST_HEADER:
        raise _damaged(path, Message("its header is longer than can be"))


def _check_old_format(path: Path) -> None:
    """Raise WeightsError where a file of PyTorch's old format lists more than a network has.

    Its pickles are read word by word, none of which is obeyed: making a hundred thousand tensors
    takes a long while, counting up to the limit does not.
    """
    import mmap
    import pickletools

    count = 0
    try:
        with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
            for _pickle in range(_OLD_FORMAT_PICKLES):
                for word, _argument, _at in pickletools.genops(data):  # type: ignore[arg-type]
                    count += word.name == "BINPERSID"
                    if count > MOST_TENSORS:
                        raise _too_many(path, count)
    except (OSError, ValueError, OverflowError) as error:
        raise _damaged(path, Message("its header cannot be read")) from error


def _pytorch(path: Path) -> TensorFile:
    import torch

    try:
        whole = torch.load(path, map_location="cpu", weights_only=True)
    except Exception as error:  # A hostile file raises whatever its maker liked.
        reason = str(error).partition("\n")[0].strip() or type(error).__name__
        if "eights only" in reason or "nsupported" in reason:
            raise WeightsError(
                Message("{path} holds more than weights, and is not opened.", path=path), _REFUSED
            ) from error
        raise _damaged(path, reason.rstrip(".")) from error
    for key in _KEYS:
        if isinstance(whole, dict) and isinstance(whole.get(key), dict):
            whole = whole[key]
            break
    if not isinstance(whole, dict):
        raise WeightsError(Message("{path} holds no weights.", path=path), _REFUSED)
    tensors = {
        _bare(name): tensor.detach()
        for name, tensor in whole.items()
        if isinstance(name, str) and _is_plain(tensor)
    }
    if not tensors:
        raise WeightsError(Message("{path} holds no weights.", path=path), _REFUSED)
    if len(tensors) > MOST_TENSORS:
        raise _too_many(path, len(tensors))
    shapes = {name: tuple(tensor.shape) for name, tensor in tensors.items()}
    return TensorFile(path.name, shapes, lambda: tensors)


def _is_plain(value: object) -> bool:
    """Whether it is a tensor of numbers, all there: not sparse, quantised or without values."""
    import torch

    return (
        isinstance(value, torch.Tensor)
        and value.layout is torch.strided
        and value.device.type == "cpu"
        and not value.is_quantized
    )
