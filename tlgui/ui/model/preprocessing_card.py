"""What happens to a picture before the network sees it, step by step."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tlgui.engine.training.framing import FramingRule
from tlgui.ui.kit.widgets import Card, make_label
from tlgui.ui.words.live_text import live

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from tlgui.engine.data.preprocessing import Preprocessing
    from tlgui.ui.model.model_jobs import Facts


class PreprocessingCard(Card):
    """The steps with their numbers."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(lambda: self.tr("What happens to a picture first"), parent)
        self._facts: Facts | None = None
        self._framing = FramingRule.CENTRE
        self._steps = make_label("", "", "model_preprocessing", wrap=True)
        self.body.addWidget(self._steps)
        self.body.addWidget(
            make_label(
                lambda: self.tr("The same in training, in the figures and for new pictures."),
                "small",
                wrap=True,
            )
        )
        live(self, self._tell)

    def show_steps(self, facts: Facts | None, framing: FramingRule) -> None:
        """Show the steps of the network of ``facts``; None while it is being looked into."""
        self._facts, self._framing = facts, framing
        self._tell()

    def _tell(self) -> None:
        if self._facts is None:
            self._steps.setText(self.tr("Looking into the network…"))
        elif self._facts.summary is None:
            self._steps.setText(self.tr("As timm prepares pictures for these weights."))
        else:
            self._steps.setText(self._text(self._facts.summary.preprocessing))

    def _text(self, numbers: Preprocessing) -> str:
        fitted = {
            FramingRule.WHOLE: (
                self.tr("Longer side resized to {width} pixels ({interpolation})"),
                self.tr("Margins in the colour of the mean make it {width} \u00d7 {height} pixels"),
            ),
            FramingRule.SQUEEZE: (
                self.tr("Squeezed to {width} \u00d7 {height} pixels ({interpolation})"),
            ),
        }.get(
            self._framing,
            (
                self.tr("Shorter side resized to {side} pixels ({interpolation})"),
                self.tr("Centre of {width} \u00d7 {height} pixels cut out (crop {crop:g})"),
            ),
        )
        steps = (
            self.tr("Turned upright, in 8-bit RGB"),
            *(
                step.format(
                    side=numbers.resize_side,
                    width=numbers.width,
                    height=numbers.height,
                    interpolation=numbers.interpolation,
                    crop=numbers.height / numbers.resize_side,
                )
                for step in fitted
            ),
            self.tr("Values scaled to 0..1, less the mean {mean}, divided by {std}").format(
                mean=_channels(numbers.mean), std=_channels(numbers.std)
            ),
        )
        return "\n".join(f"{place}. {step}" for place, step in enumerate(steps, 1))


def _channels(values: tuple[float, ...]) -> str:
    """One number where red, green and blue have the same."""
    same = len(set(values)) == 1
    return f"{values[0]:g}" if same else ", ".join(f"{value:g}" for value in values)
