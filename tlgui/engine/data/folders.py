"""Walking through folders of pictures: quickly, each file once, never in circles."""

from __future__ import annotations

import errno
import heapq
import operator
import os
import stat
from typing import TYPE_CHECKING, NamedTuple

from tlgui.engine.data.files import HEAD_SIZE, PICTURE_SUFFIXES, open_regular, picture_format
from tlgui.engine.data.names import natural_key, shown
from tlgui.engine.data.records import ImageRecord, Problem, ProblemKind
from tlgui.engine.errors import Message, PictureError
from tlgui.engine.progress import BatchDone

if TYPE_CHECKING:
    from tlgui.engine.data.names import NaturalKey
    from tlgui.engine.data.records import SplitName
    from tlgui.engine.progress import Control

OUTPUT_MARK = ".tlgui"
"""A file of this name marks a folder of heat maps that tlgui wrote: its pictures are no data."""

ENTRIES_A_CHECK = 1000
"""After so many entries of folders a walk asks whether it should stop."""

SYSTEM_NAMES = frozenset(
    ("thumbs.db", "ehthumbs.db", "desktop.ini", "icon\r", "__macosx", "@eadir")
).union(("$recycle.bin", "system volume information", "lost+found"))
"""Lower-case names that file managers, archives and disks leave behind."""


class Place(NamedTuple):
    """What a folder says of the pictures below it. Outside every class, the index is -1."""

    class_index: int
    split: SplitName | None


OUTSIDE = Place(-1, None)
"""The place of pictures that belong to no class."""


class Listing(NamedTuple):
    """What one folder holds: hidden and system entries left out."""

    folders: list[os.DirEntry[str]]
    files: list[os.DirEntry[str]]


class Walk:
    """One pass over a folder, and over what links in it lead to.

    Links are followed after everything else, in the order of their paths, so that the real
    place of a file wins over links to it. A folder is entered once, and a link that leads to
    the root or above it is not followed: it would bring in what lies around the data set.

    Attributes:
        problems: what could not be listed.
        ignored: hidden and system entries, files that are no pictures, further links to a file
            or folder that is already there, folders that tlgui wrote heat maps into.
        outputs: paths of the latter. The root itself is none: it was asked for.
    """

    def __init__(
        self,
        root: str,
        control: Control,
        entered: set[object] | None = None,
    ) -> None:
        self.problems: list[Problem] = []
        self.ignored = 0
        self.outputs: set[str] = set()
        self._root = root.rstrip(os.sep)  # of the file system's own root nothing is left
        self._control = control
        self._entries = 0
        self._entered: set[object] = set() if entered is None else entered
        self._around = _identities_around(root)
        self._pending: list[tuple[str, Place, Listing | None]] = []
        self._linked_folders: list[tuple[str, Place]] = []
        self._linked_files: list[tuple[str, Place]] = []
        self._pictures: list[ImageRecord] = []
        self._has_hard_links = False

    def list_folder(self, path: str) -> Listing:
        """The entries of the folder at ``path``, sorted, links last.

        Nothing where it was entered before. One that cannot be read becomes a problem.
        """
        listing = Listing([], [])
        if not self._is_new(path) or self._is_output(path):
            return listing
        try:
            with os.scandir(self.absolute(path)) as entries:
                for entry in entries:
                    self._count_entry()
                    if entry.name[0] == "." or entry.name.lower() in SYSTEM_NAMES:
                        self.ignored += 1
                    elif _is_folder(entry):
                        listing.folders.append(entry)
                    else:
                        listing.files.append(entry)
        except OSError as error:
            self._cannot_open_folder(path, error)
        listing.folders.sort(key=lambda entry: (entry.is_symlink(), entry.name))
        return listing

    def enter(self, path: str, place: Place, *, linked: bool, listing: Listing | None) -> None:
        """Plan to walk the folder at ``path``; ``listing``, where it was listed before."""
        if linked and listing is None:
            heapq.heappush(self._linked_folders, (path, place))
        else:
            self._pending.append((path, place, listing))

    def take_file(self, relative: str, place: Place, entry: os.DirEntry[str]) -> None:
        """Sort one entry that is no folder: a picture, a problem, or ignored."""
        if entry.is_symlink():
            self._linked_files.append((relative, place))
            return
        try:
            status = entry.stat(follow_symlinks=False)
        except OSError as error:
            self._cannot_look_at(relative, error)
        else:
            self._take_file(relative, place, status)

    def finish(self) -> list[ImageRecord]:
        """Walk all that was planned; the pictures, each file once, sorted by path."""
        while self._pending or self._linked_folders:
            if self._pending:
                self._walk_folder(*self._pending.pop())
            else:
                self._walk_folder(*heapq.heappop(self._linked_folders), None)
        self._control.check()
        pictures = self._each_file_once()
        self._control.report(BatchDone(self._entries))
        return pictures

    def absolute(self, path: str) -> str:
        """Where ``path``, relative to the root, lies."""
        return f"{self._root}{os.sep}{path}"

    def _count_entry(self) -> None:
        self._entries += 1
        if not self._entries % ENTRIES_A_CHECK:
            self._control.check()
            self._control.report(BatchDone(self._entries))

    def _walk_folder(self, path: str, place: Place, listing: Listing | None) -> None:
        prefix = f"{path}/" if path else ""
        if listing is not None:
            folders = listing.folders
            for entry in listing.files:
                self.take_file(prefix + entry.name, place, entry)
        elif self._is_new(path) and not self._is_output(path):
            folders = self._walk_entries(path, prefix, place)
        else:
            return
        for entry in folders:
            relative = prefix + entry.name
            if has_picture_suffix(entry.name):
                self._not_a_file(relative)
            self.enter(relative, place, linked=entry.is_symlink(), listing=None)

    def _is_new(self, path: str) -> bool:
        """Whether the folder at ``path`` can be entered, for the first time."""
        try:
            status = os.stat(self.absolute(path))
        except OSError as error:
            self._cannot_open_folder(path, error)
            return False
        identity = _identity(self.absolute(path), status)
        if identity in self._entered or identity in self._around:
            self.ignored += 1
            return False
        self._entered.add(identity)
        return True

    def _is_output(self, path: str) -> bool:
        """Whether tlgui wrote heat maps into the folder at ``path``."""
        if not path or not os.path.lexists(self.absolute(f"{path}/{OUTPUT_MARK}")):
            return False
        self.outputs.add(path)
        self.ignored += 1
        return True

    def _walk_entries(self, path: str, prefix: str, place: Place) -> list[os.DirEntry[str]]:
        """Take the files of one folder; the folders in it.

        The loop that runs once a file, and that a data set of 100,000 pictures waits for: what
        is not a plain picture file leaves it at once.
        """
        class_index, split = place
        folders = []
        take = self._pictures.append
        try:
            with os.scandir(self.absolute(path)) as entries:
                for entry in entries:
                    self._entries += 1
                    if not self._entries % ENTRIES_A_CHECK:
                        self._control.check()
                        self._control.report(BatchDone(self._entries))
                    name = entry.name
                    if name[0] == ".":
                        self.ignored += 1
                    elif name[name.rfind(".") :].lower() in PICTURE_SUFFIXES and entry.is_file(
                        follow_symlinks=False
                    ):
                        try:
                            status = entry.stat(follow_symlinks=False)
                        except OSError as error:
                            self._cannot_look_at(prefix + name, error)
                            continue
                        if status.st_nlink > 1:
                            self._has_hard_links = True
                        take(
                            ImageRecord(
                                prefix + name,
                                class_index,
                                split,
                                status.st_size,
                                status.st_mtime_ns,
                            )
                        )
                    elif name.lower() in SYSTEM_NAMES:
                        self.ignored += 1
                    elif _is_folder(entry):
                        folders.append(entry)
                    else:
                        self.take_file(prefix + name, place, entry)
        except OSError as error:
            self._cannot_open_folder(path, error)
        return folders

    def _take_file(self, relative: str, place: Place, status: os.stat_result) -> None:
        if not stat.S_ISREG(status.st_mode):
            if has_picture_suffix(relative):
                self._not_a_file(relative)
            else:
                self.ignored += 1
        elif has_picture_suffix(relative) or self._starts_like_a_picture(relative):
            self._has_hard_links |= status.st_nlink > 1
            self._pictures.append(ImageRecord(relative, *place, status.st_size, status.st_mtime_ns))
        else:
            self.ignored += 1

    def _starts_like_a_picture(self, relative: str) -> bool:
        try:
            with open_regular(self.absolute(relative)) as file:
                return picture_format(file.read(HEAD_SIZE)) is not None
        except (OSError, PictureError):
            return False

    def _each_file_once(self) -> list[ImageRecord]:
        """The pictures without further names of the same file: hard links, links to files."""
        by_path = operator.attrgetter("path")
        real, self._pictures = sorted(self._pictures, key=by_path), []
        for relative, place in sorted(self._linked_files):
            try:
                status = os.stat(self.absolute(relative))
            except OSError as error:
                if not has_picture_suffix(relative):
                    self.ignored += 1
                elif error.errno in (errno.ENOENT, errno.ELOOP):
                    self._not_a_file(relative)
                else:
                    self._cannot_look_at(relative, error)
            else:
                self._take_file(relative, place, status)
        if not self._pictures and not self._has_hard_links:
            return real
        kept: dict[object, ImageRecord] = {}
        for picture in (*real, *self._pictures):
            first = kept.setdefault(file_identity(self.absolute(picture.path)), picture)
            if first is not picture:
                self._same_file(picture, first)
        return sorted(kept.values(), key=by_path)

    def _same_file(self, picture: ImageRecord, first: ImageRecord) -> None:
        names = {"path": shown(picture.path), "other": shown(first.path)}
        if picture.class_index != first.class_index:
            kind = ProblemKind.CONFLICTING_LABELS
            message = Message(
                "{path} and {other} are one file in two classes; only the latter is used.", **names
            )
        elif picture.split != first.split:
            kind = ProblemKind.DUPLICATE_ACROSS_SPLITS
            message = Message(
                "{path} and {other} are one file in two splits; only the latter is used.", **names
            )
        else:
            self.ignored += 1
            return
        self.problems.append(Problem(picture.path, kind, message))

    def _not_a_file(self, relative: str) -> None:
        message = Message("{path} is named like a picture but is not a file.", path=shown(relative))
        self.problems.append(Problem(relative, ProblemKind.NOT_A_FILE, message))

    def _cannot_look_at(self, relative: str, error: OSError) -> None:
        if not isinstance(error, FileNotFoundError):  # deleted since its folder was listed
            reason = error.strerror or str(error)
            message = Message(
                "{path} cannot be read: {reason}.", path=shown(relative), reason=reason
            )
            self.problems.append(Problem(relative, ProblemKind.UNREADABLE, message))

    def _cannot_open_folder(self, path: str, error: OSError) -> None:
        if not isinstance(error, FileNotFoundError):  # deleted since its parent was listed
            message = Message(
                "The folder {path} cannot be opened: {reason}.",
                path=shown(path or self._root),
                reason=error.strerror or str(error),
            )
            self.problems.append(Problem(path, ProblemKind.UNREADABLE_FOLDER, message))


def file_identity(path: str) -> object:
    """Equal for two paths that lead to the same file, by whatever links."""
    try:
        status = os.stat(path)
    except OSError:
        return os.path.abspath(path)
    return _identity(path, status)


def _identity(path: str, status: os.stat_result) -> object:
    """What tells a file or folder from others: some file systems have no numbers for it."""
    return (status.st_dev, status.st_ino) if status.st_ino else os.path.realpath(path)


def has_picture_suffix(name: str) -> bool:
    """Whether ``name`` ends like a picture's, in upper or lower case."""
    return name[name.rfind(".") :].lower() in PICTURE_SUFFIXES


def problem_order(problem: Problem) -> tuple[NaturalKey, str, str]:
    """Sort key of problems: by path in natural order, then kind, then text."""
    return natural_key(problem.path), problem.kind, str(problem.message)


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:  # a link to itself
        return False


def _identities_around(root: str) -> set[object]:
    """Of the folders above ``root``."""
    above: set[object] = set()
    folder = os.path.realpath(root)
    while (parent := os.path.dirname(folder)) != folder:
        folder = parent
        try:
            status = os.stat(folder)
        except OSError:
            continue
        above.add(_identity(folder, status))
    return above
