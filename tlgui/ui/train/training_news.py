"""What the Train page says of a training: its name, and how it ended."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from tlgui.engine.errors import DatasetError, Message, TlguiError
from tlgui.engine.training.method import Learns
from tlgui.engine.training.methods import find_method
from tlgui.ui.kit.errors import route_error, text_of
from tlgui.ui.train.run_rows import split_text
from tlgui.ui.train.train_progress import spoken_time
from tlgui.ui.words.network_names import recipe_network_text
from tlgui.ui.words.texts import one_line

if TYPE_CHECKING:
    from collections.abc import Callable

    from tlgui.engine.data.records import DatasetIndex
    from tlgui.ui.kit.message_bar import MessageBar
    from tlgui.ui.train.run_rows import RunRow
    from tlgui.ui.train.training_job import TrainingTask

translate = QCoreApplication.translate


def folder_text(index: DatasetIndex) -> str:
    """The folder of ``index`` as sentences name it."""
    return one_line(index.root.name or str(index.root))


def job_title(task: TrainingTask) -> Message:
    """What a training is called in the status strip."""
    named = {"backbone": recipe_network_text(task.recipe), "folder": folder_text(task.index)}
    if find_method(task.recipe.method).learns is Learns.NOTHING:
        return Message("Evaluating {backbone} on {folder}", **named)
    return Message("Training {backbone} on {folder}", **named)


def tell_trained(
    bar: MessageBar, row: RunRow, seconds: float, on_results: Callable[[], object]
) -> None:
    """Say that ``row`` was trained in ``seconds``, its figure, and what was noticed on the way."""

    def lead() -> str:
        time = spoken_time(seconds)
        if find_method(row.run.recipe.method).learns is Learns.NOTHING:
            return translate("TrainPage", "Evaluated in {time}:").format(time=time)
        if row.accuracy is None:
            return translate("TrainPage", "Trained in {time}.").format(time=time)
        return translate("TrainPage", "Trained in {time}:").format(time=time)

    def text() -> str:
        notices = (text_of(message) for message in row.run.notices)
        return " ".join((*_figure(row), *notices))

    bar.show_message(
        "good",
        lead,
        text,
        action=lambda: translate("TrainPage", "See results"),
        on_action=on_results,
    )


def tell_trained_elsewhere(
    bar: MessageBar, row: RunRow, index: DatasetIndex, on_open: Callable[[], object]
) -> None:
    """Say that ``row`` was trained on ``index``, which is no longer the one that is open."""
    folder = folder_text(index)
    bar.show_message(
        "good",
        lambda: translate("TrainPage", "Trained on {folder}:").format(folder=folder),
        lambda: " ".join(
            (*_figure(row), translate("TrainPage", "Open that folder again to see the run."))
        ),
        action=lambda: translate("TrainPage", "Open it"),
        on_action=on_open,
    )


def tell_failed(
    bar: MessageBar,
    error: Exception,
    *,
    on_again: Callable[[], object] | None,
    on_folder: Callable[[], object],
) -> None:
    """Say why a training failed, with a way on; what nobody expected opens the crash dialog too.

    Args:
        bar: where it is said.
        error: why.
        on_again: tries again; None where that would be another training.
        on_folder: chooses another folder.
    """
    again = None if on_again is None else lambda: translate("TrainPage", "Try again")
    if not isinstance(error, TlguiError):
        route_error(error)
        bar.show_message(
            "bad",
            lambda: translate("TrainPage", "The training failed."),
            action=again,
            on_action=on_again,
        )
        return
    message, hint, about_data = error.message, error.hint, isinstance(error, DatasetError)
    bar.show_message(
        "bad",
        lambda: text_of(message),
        lambda: "" if hint is None else text_of(hint),
        action=(lambda: translate("TrainPage", "Choose another folder")) if about_data else again,
        on_action=on_folder if about_data else on_again,
    )


def _figure(row: RunRow) -> tuple[str, ...]:
    if row.accuracy is None:
        return ()
    by_folds = row.run.recipe.folds and row.split == "validation"
    text = (
        translate("TrainPage", "{accuracy:.1%} by {split}.")
        if by_folds
        else translate("TrainPage", "{accuracy:.1%} on the {split} split.")
    )
    return (text.format(accuracy=row.accuracy, split=split_text(row.split, row.run)),)
