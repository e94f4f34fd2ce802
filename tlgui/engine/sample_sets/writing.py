"""A sample as an ordinary folder of pictures: all of it, or none."""

from __future__ import annotations

import errno
import os
import secrets
import shutil
import tarfile
from collections import Counter
from typing import TYPE_CHECKING

from tlgui.engine.deploy.folder_names import class_folder_names
from tlgui.engine.errors import DatasetError, Message
from tlgui.engine.models.pretrained.child_process import Alone
from tlgui.engine.places import cache_folder, samples_folder
from tlgui.engine.progress import BatchDone, Stage, StageName
from tlgui.engine.sample_sets.catalog import DIGITS
from tlgui.engine.sample_sets.digits import write_digits
from tlgui.engine.sample_sets.files import pictures_in, remote_files
from tlgui.engine.sample_sets.transfer import fetch_files
from tlgui.engine.storage import TEMPORARY_MARK

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from tlgui.engine.progress import Control
    from tlgui.engine.sample_sets.catalog import SampleSet
    from tlgui.engine.sample_sets.files import RemoteFile

ABOUT = "about-this-data-set.txt"
"""The file of a sample's folder that names its source and licence."""


def usual_folder(sample: SampleSet, per_class: int | None = None) -> Path:
    """Where ``sample`` goes unless the user says otherwise."""
    cut = "" if per_class is None or sample.key == DIGITS else f"-{per_class}"
    return samples_folder() / f"{sample.key}{cut}"


def is_sample_folder(sample: SampleSet, folder: Path, per_class: int | None = None) -> bool:
    """Whether ``folder`` is what ``write_sample`` made of ``sample``: it appears at once."""
    try:
        return (folder / ABOUT).read_text("utf-8") == _about(sample, per_class)
    except (OSError, UnicodeDecodeError):
        return False


def write_sample(
    sample: SampleSet, folder: Path, control: Control, per_class: int | None = None
) -> Path:
    """Fetch ``sample`` and write it as ``train/CLASS/*.png`` and ``test/CLASS/*.png``; ``folder``.

    Photos stay the JPEG files that they are. What was fetched is deleted once all is written; what
    a cancelled or broken transfer left is gone on with the next time. Where the folder is there
    already, whole, nothing is done.

    Args:
        sample: what to write; the digits are written as class folders, without parts.
        folder: new, or empty.
        control: hears ``BytesDone`` while files come, then ``BatchDone`` for each picture.
        per_class: write only so many pictures of each class in each part, the first ones; None
            for all.

    Raises:
        DatasetError: it cannot be fetched (see ``fetch_files``), the folder holds something else,
            or the disk refuses.
        Cancelled: on request; the folder is then not there.
    """
    if sample.key == DIGITS:
        return write_digits(folder, control)
    if is_sample_folder(sample, folder, per_class):
        return folder
    try:
        if os.path.exists(folder) and (not os.path.isdir(folder) or any(folder.iterdir())):
            raise DatasetError(
                Message(
                    "{path} is there already, and is not {name}.", path=folder, name=sample.title
                ),
                Message("Choose a new folder."),
            )
        _fetch_and_write(sample, folder, control, per_class)
    except OSError as error:
        raise _disk(error, sample, folder) from error
    return folder


def _fetch_and_write(
    sample: SampleSet, folder: Path, control: Control, per_class: int | None
) -> None:
    control.check()
    control.report(Stage(StageName.DOWNLOAD))
    downloads = cache_folder() / "downloads" / sample.key
    downloads.parent.mkdir(parents=True, exist_ok=True)
    files = remote_files(sample.key)
    with Alone(downloads.with_name(f"{sample.key}.lock"), control):
        if is_sample_folder(sample, folder, per_class):
            return  # Another process was faster.
        fetch_files(sample, files, downloads, control)
        control.check()
        control.report(Stage(StageName.SAVING, sample.pictures))
        _remove_unpacked(downloads, files)
        folder.parent.mkdir(parents=True, exist_ok=True)
        temporary = folder.with_name(f"{TEMPORARY_MARK}{secrets.token_hex(6)}")
        try:
            _write(sample, downloads, temporary, control, per_class)
            (temporary / ABOUT).write_text(_about(sample, per_class), "utf-8")
            if os.path.exists(folder):
                folder.rmdir()
            temporary.rename(folder)
        except BaseException:
            shutil.rmtree(temporary, ignore_errors=True)
            raise
        shutil.rmtree(downloads, ignore_errors=True)


def _remove_unpacked(downloads: Path, files: Sequence[RemoteFile]) -> None:
    """Leave what was fetched: what a killed process unpacked may be half a file."""
    fetched = {downloads / file.path for file in files}
    for path in [path for path in downloads.rglob("*") if os.path.isfile(path)]:
        if path not in fetched:
            path.unlink()


def _write(
    sample: SampleSet, downloads: Path, folder: Path, control: Control, per_class: int | None
) -> None:
    seen = written = 0
    counts: Counter[tuple[str, str]] = Counter()
    try:
        for seen, picture in enumerate(pictures_in(sample.key, downloads), start=1):
            control.check()
            home = (picture.part.value, picture.label)
            counts[home] += 1
            if per_class is None or counts[home] <= per_class:
                # No label of a sample is like another one when made safe.
                place = folder / home[0] / class_folder_names([home[1]])[home[1]]
                if counts[home] == 1:
                    place.mkdir(parents=True)
                (place / picture.name).write_bytes(picture.contents())
                written += 1
            control.report(BatchDone(min(seen, sample.pictures), sample.pictures))
    except (ValueError, LookupError, RuntimeError, EOFError, tarfile.TarError) as error:
        raise _unknown_form(sample) from error
    if not written:
        raise _unknown_form(sample)


def _unknown_form(sample: SampleSet) -> DatasetError:
    return DatasetError(
        Message("The files of {name} have a form that tlgui does not know.", name=sample.title),
        Message("A newer version of tlgui or of torchvision may know it."),
    )


def _disk(error: OSError, sample: SampleSet, folder: Path) -> DatasetError:
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return DatasetError(
            Message(
                "The disk is full: {name} cannot be written to {path}.",
                name=sample.title,
                path=folder,
            ),
            Message("Free some space, or choose another folder."),
        )
    return DatasetError(
        Message(
            "{name} cannot be written to {path}: {reason}.",
            name=sample.title,
            path=folder,
            reason=error.strerror or str(error),
        ),
        Message("Choose a folder that can be written."),
    )


def _about(sample: SampleSet, per_class: int | None) -> str:
    """What the folder says of itself, in English: it may be read far from tlgui."""
    cut = "" if per_class is None else f", of which at most {per_class} of each class in each part"
    return (
        f"{sample.title}\n\n"
        f"{sample.sentence}\n"
        f"{sample.pictures:,} pictures in {sample.classes} classes ({sample.size}){cut}.\n\n"
        f"Licence: {sample.licence}\n"
        f"Source: {sample.source}\n"
        f"Cite: {sample.citation}\n\n"
        "Written by tlgui as one folder for each class; the pictures themselves are unchanged.\n"
    )
