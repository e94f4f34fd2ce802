"""What the Classify page says once what was dropped is answered."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from tlgui.ui.kit.errors import text_of
from tlgui.ui.words.texts import one_line, pictures_text

if TYPE_CHECKING:
    from collections.abc import Callable

    from tlgui.ui.classify.classify_jobs import Outcome
    from tlgui.ui.kit.message_bar import MessageBar, MessageKind

translate = QCoreApplication.translate


@dataclass(frozen=True)
class _Told:
    """One thing that is worth a word; both texts in the language of now."""

    kind: MessageKind
    lead: Callable[[], str]
    text: Callable[[], str] = str


def tell_outcome(bar: MessageBar, outcome: Outcome, unknown: int) -> None:
    """Say in ``bar`` what the answers themselves do not show; nothing where that is all.

    Args:
        bar: of the page.
        outcome: of what was dropped.
        unknown: pictures on the list that are unlike anything that was learned from.
    """
    told = _all_told(outcome, unknown)
    if not told:
        return
    first, others = told[0], told[1:]

    def text() -> str:
        return " ".join(filter(None, (first.text(), *(other.lead() for other in others))))

    bar.show_message(first.kind, first.lead, text)


def _all_told(outcome: Outcome, unknown: int) -> list[_Told]:
    """What is to be said, the most important first."""
    if not outcome.pictures:
        return [_nothing()]
    told = []
    if outcome.problems:
        told.append(_problems(outcome))
    if (empty := sum(not count for _folder, count in outcome.folders)) > 0:
        told.append(_empty_folders(outcome, empty))
    if outcome.mixed and (filled := len(outcome.folders) - empty) > 0:
        told.append(_folders(outcome, filled))
    if unknown:
        told.append(_unknown(unknown))
    return told


def _nothing() -> _Told:
    return _Told(
        "info",
        lambda: translate("ClassifyPage", "There is no picture in what you dropped."),
        lambda: translate(
            "ClassifyPage", "JPEG, PNG, WebP, BMP, GIF, TIFF, AVIF and HEIC files are read."
        ),
    )


def _problems(outcome: Outcome) -> _Told:
    def text() -> str:
        first = text_of(outcome.problems[0].message)
        rest = len(outcome.problems) - 1
        more = translate("ClassifyPage", "and {n} more").format(n=rest)
        return f"{first} {more}" if rest else first

    return _Told(
        "warning", lambda: translate("ClassifyPage", "Not everything could be opened."), text
    )


def _empty_folders(outcome: Outcome, empty: int) -> _Told:
    name = next(one_line(folder.name) for folder, count in outcome.folders if not count)
    return _Told(
        "info",
        lambda: (
            translate("ClassifyPage", "There is no picture in the folder {name}.")
            if empty == 1
            else translate(
                "ClassifyPage", "There is no picture in {n} of the folders, {name} among them."
            )
        ).format(name=name, n=empty),
    )


def _folders(outcome: Outcome, filled: int) -> _Told:
    """How many pictures came from folders, where others were dropped beside them."""
    name = next(one_line(folder.name) for folder, count in outcome.folders if count)
    pictures = sum(count for _folder, count in outcome.folders)
    return _Told(
        "info",
        lambda: (
            translate("ClassifyPage", "From the folder {name}: {pictures}.")
            if filled == 1
            else translate("ClassifyPage", "From {n} folders: {pictures}.")
        ).format(name=name, n=filled, pictures=pictures_text(pictures)),
    )


def _unknown(count: int) -> _Told:
    return _Told(
        "info",
        lambda: (
            translate("ClassifyPage", "1 picture is unlike anything the model learned from.")
            if count == 1
            else translate(
                "ClassifyPage", "{n} pictures are unlike anything the model learned from."
            )
        ).format(n=f"{count:,}"),
        lambda: (
            translate("ClassifyPage", "None of its classes may be right: it is marked unknown.")
            if count == 1
            else translate(
                "ClassifyPage", "None of its classes may be right: they are marked unknown."
            )
        ),
    )
