"""Files that the user asked for: where to, and written whole or not at all."""

from __future__ import annotations

from pathlib import Path
from typing import IO, TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QFileDialog

from tlgui.engine.errors import BundleError, Message
from tlgui.engine.storage import atomic_write, write_csv
from tlgui.ui.kit.file_manager import show_in_file_manager
from tlgui.ui.words.texts import one_line
from tlgui.ui.words.tooltips import shown_path

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtWidgets import QWidget

    from tlgui.engine.progress import Control
    from tlgui.ui.kit.message_bar import MessageBar

translate = QCoreApplication.translate


def ask_where(
    parent: QWidget,
    name: str,
    suffix: str,
    on_chosen: Callable[[Path], object],
    *,
    others: Sequence[str] = (),
) -> QFileDialog:
    """Ask where to save ``name``.

    Args:
        parent: the dialog's.
        name: the file's name, without the suffix.
        suffix: ``svg``, say; added where the user leaves it out.
        on_chosen: gets the path, where the user does not think better of it.
        others: suffixes that the user may choose instead.
    """
    kinds = {f"{each.upper()} (*.{each})": each for each in (suffix, *others)}
    dialog = QFileDialog(parent, translate("Saving", "Save as"))
    dialog.setObjectName("save_dialog")
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setDefaultSuffix(suffix)
    dialog.setNameFilters(list(kinds))
    dialog.filterSelected.connect(lambda kind: dialog.setDefaultSuffix(kinds[kind]))
    dialog.selectFile(f"{name}.{suffix}")
    dialog.fileSelected.connect(lambda chosen: on_chosen(Path(chosen)))
    dialog.open()
    return dialog


def tell_saved(bar: MessageBar, path: Path) -> None:
    """Say that ``path`` was written, and offer its folder."""
    name = one_line(path.name)
    bar.show_message(
        "good",
        lambda: translate("Saving", "Saved {name}.").format(name=name),
        one_line(shown_path(path.parent)),
        action=lambda: translate("Saving", "Show in the file manager"),
        on_action=lambda: show_in_file_manager(path),
    )


def write_file(path: Path, write: Callable[[IO[bytes]], object]) -> None:
    """Have ``write`` fill the file at ``path``; whole or not at all.

    Raises:
        BundleError: it cannot be written; what was there is as it was.
    """
    try:
        with atomic_write(path) as file:
            write(file)
    except OSError as error:
        raise _cannot_save(path, error) from error


def save_csv(
    path: Path, header: Sequence[str], rows: Sequence[Sequence[object]], *, control: Control
) -> Path:
    """Write a table to ``path``; ``path``. For a worker.

    Raises:
        BundleError: it cannot be written; what was there is as it was.
    """
    control.check()
    try:
        write_csv(path, header, rows, bom=True)
    except OSError as error:
        raise _cannot_save(path, error) from error
    return path


def _cannot_save(path: Path, error: OSError) -> BundleError:
    return BundleError(
        Message("{path} cannot be saved: {reason}.", path=path, reason=error.strerror or error),
        Message("Choose another place, or make room on the disk."),
    )
