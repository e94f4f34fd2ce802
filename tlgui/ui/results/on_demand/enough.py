"""Whether more pictures would help: told in words, shown as a curve."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tlgui.engine.errors import Message
from tlgui.ui.results.on_demand.card import ButtonWords, Measurement

if TYPE_CHECKING:
    from PySide6.QtWidgets import QDialog, QWidget

    from tlgui.engine.insight.learning_curve.curve import LearningCurve
    from tlgui.engine.progress import Control
    from tlgui.engine.training.run import Run


def find_whether_enough(run: Run, *, control: Control) -> LearningCurve:
    """The learning curve of ``run``, kept with it. For a worker; raises what measuring does."""
    from tlgui.engine.corrections.enough import measure_and_keep
    from tlgui.engine.project import scan_of_run

    return measure_and_keep(run, scan_of_run(run, control), control)


def _curve_sheet(curve: LearningCurve, parent: QWidget) -> QDialog:
    from tlgui.ui.pictures.curve_sheet import CurveSheet

    return CurveSheet(curve, parent)


def _why_not(run: Run) -> Message | None:
    from tlgui.engine.corrections.enough import why_no_curve

    refused = why_no_curve(run)
    return None if refused is None else refused[0]


ENOUGH: Measurement[LearningCurve] = Measurement(
    name="enough",
    title=Message("More pictures"),
    term="pictures_curve",
    question=Message(
        "Would twice as many pictures make the model better? Parts of those that there are tell."
    ),
    doing=Message("Heads learn from growing parts of the training pictures…"),
    job=Message("Learning from parts of the pictures"),
    start=ButtonWords(
        "enough_find_button",
        Message("Find out"),
        Message("Find out whether more pictures would help"),
    ),
    details=ButtonWords("enough_curve_button", Message("Curve…")),
    measure=find_whether_enough,
    sheet=_curve_sheet,
    why_not=_why_not,
)
