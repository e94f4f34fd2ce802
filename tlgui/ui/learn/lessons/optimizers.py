"""Optimisers side by side: paths on a loss surface, and curves on the same small task."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QSizePolicy,
    QSlider,
    QVBoxLayout,
    QWidget,
)

from tlgui.engine.errors import Message
from tlgui.engine.lessons.material import SIDE
from tlgui.engine.lessons.optimizers import (
    ADAGRAD,
    ADAM,
    MOMENTUM,
    NESTEROV,
    RMSPROP,
    RULES,
    SGD,
    STEPS,
    SURFACE_RATES,
    SURFACES,
    Compared,
    Surface,
    SurfaceName,
    compare,
    path,
)
from tlgui.ui.kit.charts.line_chart import Line, LineChart
from tlgui.ui.kit.errors import text_of
from tlgui.ui.kit.widgets import make_button, make_label
from tlgui.ui.learn.figures.surface_view import SurfaceView, Trail
from tlgui.ui.learn.lesson import Lesson, Question
from tlgui.ui.learn.measured import MeasuredFigure
from tlgui.ui.look import theme
from tlgui.ui.words.live_text import live_text
from tlgui.ui.words.texts import power_text

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QHideEvent, QPaintEvent

    from tlgui.engine.training.by_epochs.choices import OptimizerName
    from tlgui.ui.learn.lesson import Bench

_NAMES = {
    SGD: Message("SGD"),
    MOMENTUM: Message("Momentum"),
    NESTEROV: Message("Nesterov"),
    ADAGRAD: Message("Adagrad"),
    RMSPROP: Message("RMSprop"),
    ADAM: Message("Adam"),
}
_LOOKS = {
    SGD: ("muted", Qt.PenStyle.SolidLine),
    MOMENTUM: ("training", Qt.PenStyle.SolidLine),
    NESTEROV: ("training", Qt.PenStyle.DashLine),
    ADAGRAD: ("good", Qt.PenStyle.DotLine),
    RMSPROP: ("validation", Qt.PenStyle.DashLine),
    ADAM: ("bad", Qt.PenStyle.DashDotLine),
}
_FACTORS = (0.25, 0.5, 1.0, 2.0, 4.0)
_FRAME_MS = 40
_FIRST_STEP = 30


class Swatch(QWidget):
    """A piece of a line, as in a legend."""

    def __init__(self, role: str, style: Qt.PenStyle) -> None:
        super().__init__()
        self._role, self._style = role, style
        self.setFixedSize(theme.px(30), theme.px(16))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.palette().color(self._role), 2.5, self._style))
        middle = self.height() // 2
        painter.drawLine(2, middle, self.width() - 2, middle)
        painter.end()


def _signed(value: float) -> str:
    return f"{value:.2f}".replace("-", "\N{MINUS SIGN}")


def _loss_text(loss: float) -> str:
    """Three decimals; a power of ten where they would all be 0."""
    return power_text(loss) if 1e-30 < loss < 0.0005 else f"{loss:.3f}"


def _as_high_as_fields(button: QWidget) -> QWidget:
    row = QWidget()
    row.setMinimumHeight(theme.px(32))
    layout = QHBoxLayout(row)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.addWidget(button)
    return row


class OptimizersFigure(MeasuredFigure):
    """Six optimisers: where they go on a surface, and how fast they learn the same pictures."""

    def __init__(self, bench: Bench) -> None:
        super().__init__(bench, "optimizers_figure")
        self.surface, self.factor = QComboBox(), QComboBox()
        for name in SurfaceName:
            self.surface.addItem(name.value, name)
        for factor in _FACTORS:
            self.factor.addItem("", factor)
        self.factor.setCurrentIndex(_FACTORS.index(1.0))
        self.step = QSlider(Qt.Orientation.Horizontal)
        self.step.setRange(0, STEPS)
        self.step.setValue(_FIRST_STEP)
        self.step.setFixedWidth(theme.px(200))
        self.play = make_button("", "optimizers_play_button", "small")
        self.add_control(lambda: self.tr("Surface"), self.surface, "optimizers_surface")
        self.add_control(lambda: self.tr("Learning rate"), self.factor, "optimizers_rate")
        self.add_control(lambda: self.tr("Step"), self.step, "optimizers_step")
        self.add_plain_control(_as_high_as_fields(self.play))
        self.view = SurfaceView("optimizers_view", SURFACES[SurfaceName.VALLEY])
        live_text(
            self.view,
            self.view.setAccessibleName,
            lambda: self.tr("Loss surface; arrow keys move the start"),
        )
        self.chart = LineChart("optimizers_chart")
        live_text(
            self.chart, self.chart.setAccessibleName, lambda: self.tr("Training loss by epoch")
        )
        upper = QHBoxLayout()
        upper.setSpacing(theme.SPACE_L)
        upper.addWidget(self.view, 1)
        upper.addWidget(self._make_legend())
        self.body.insertLayout(0, upper, 3)
        self.body.insertWidget(1, self.chart, 2)
        self._clock = QTimer(self)
        self._clock.setInterval(_FRAME_MS)
        self._clock.timeout.connect(self._on_tick)
        self._paths = {rule: path(self._here, rule, self.view.start) for rule in RULES}
        self.surface.currentIndexChanged.connect(self._on_surface_chosen)
        self.factor.currentIndexChanged.connect(self._on_rate_chosen)
        self.step.valueChanged.connect(self.refresh)
        self.play.clicked.connect(self.toggle)
        self.view.start_moved.connect(self._move)
        self.chart.moved.connect(self.refresh)
        self.start_telling()

    def _make_legend(self) -> QWidget:
        legend = QWidget()
        legend.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.SPACE_S)
        grid.setVerticalSpacing(theme.SPACE_S)
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        heads = ((lambda: self.tr("Learning rate")), (lambda: self.tr("Loss here")))
        for column, text in enumerate(heads, start=2):
            grid.addWidget(make_label(text, "small"), 0, column, right)
        self.shown: dict[OptimizerName, QCheckBox] = {}
        self._cells = {}
        for row, rule in enumerate(RULES, start=1):
            box = QCheckBox()
            box.setObjectName(f"optimizers_shown_{rule.value}")
            box.setChecked(True)
            box.toggled.connect(self.refresh)
            self.shown[rule] = box
            cells = make_label("", "muted"), make_label("")
            self._cells[rule] = cells
            grid.addWidget(Swatch(*_LOOKS[rule]), row, 0)
            grid.addWidget(box, row, 1)
            for column, cell in enumerate(cells, start=2):
                cell.setAlignment(right)
                grid.addWidget(cell, row, column, right)
        outer = QVBoxLayout(legend)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addLayout(grid)
        outer.addStretch()
        return legend

    @property
    def _here(self) -> Surface:
        return SURFACES[SurfaceName(self.surface.currentData())]

    def asked(self) -> tuple[Callable[..., object], tuple[object, ...]]:
        return compare, (*self.pictures, float(self.factor.currentData()))

    def toggle(self) -> None:
        """Let the paths go on by themselves, or hold them."""
        if self._clock.isActive():
            self._clock.stop()
        else:
            if self.step.value() == STEPS:
                self.step.setValue(0)
            self._clock.start()
        self.refresh()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._clock.stop()

    def _on_tick(self) -> None:
        self.step.setValue(self.step.value() + 1)
        if self.step.value() == STEPS:
            self._clock.stop()
            self.refresh()

    def _on_surface_chosen(self) -> None:
        surface = self._here
        self.view.show_surface(surface, surface.start)
        self._move(*surface.start)

    def _on_rate_chosen(self) -> None:
        self._move(*self.view.start)
        self.again()

    def _move(self, x: float, y: float) -> None:
        factor = float(self.factor.currentData())
        self._paths = {rule: path(self._here, rule, (x, y), factor) for rule in RULES}
        self.refresh()

    def refresh(self) -> None:
        for place, name in enumerate(self._surface_names()):
            self.surface.setItemText(place, name)
        for place, factor in enumerate(_FACTORS):
            self.factor.setItemText(place, self._factor_text(factor))
        playing = self._clock.isActive()
        self.play.setText(self.tr("Hold") if playing else self.tr("Play"))
        self.play.setAccessibleName(self.play.text())
        trails = tuple(Trail(self._paths[rule], *_LOOKS[rule]) for rule in self._chosen)
        self.view.show_trails(trails, self.step.value())
        for rule in RULES:
            self.shown[rule].setText(_name(rule))
            self.shown[rule].setAccessibleName(_name(rule))
            rate, loss = self._cells[rule]
            rate.setText(f"{SURFACE_RATES[rule] * float(self.factor.currentData()):g}")
            here = self._loss_of(rule)
            loss.setText(self.tr("gone") if math.isnan(here) else _loss_text(here))
        super().refresh()

    def tell(self, text: str) -> None:
        super().tell(f"{self._paths_text()}\n{text}")

    @property
    def _chosen(self) -> list[OptimizerName]:
        return [rule for rule in RULES if self.shown[rule].isChecked()]

    def _loss_of(self, rule: OptimizerName) -> float:
        """The loss where it stands; NaN where it has left for good."""
        x, y = self._paths[rule][self.step.value()]
        return float(self._here.loss(x, y))

    def _paths_text(self) -> str:
        x, y = self.view.start
        step = self.step.value()
        losses = {rule: self._loss_of(rule) for rule in self._chosen}
        left = [_name(rule) for rule, loss in losses.items() if math.isnan(loss)]
        there = {rule: loss for rule, loss in losses.items() if not math.isnan(loss)}
        told = self.tr("On the surface, {n} steps from ({x}, {y}).").format(
            n=step, x=_signed(x), y=_signed(y)
        )
        if len(there) == 1:
            ((rule, loss),) = there.items()
            told += " " + self.tr("Loss of {name} there: {loss}.").format(
                name=_name(rule), loss=_loss_text(loss)
            )
        elif there:
            best, worst = min(there, key=there.__getitem__), max(there, key=there.__getitem__)
            told += " " + self.tr("Lowest loss: {best} {low}; highest: {worst} {high}.").format(
                best=_name(best),
                low=_loss_text(there[best]),
                worst=_name(worst),
                high=_loss_text(there[worst]),
            )
        if left:
            told += " " + self.tr("Left for good, the rate is too large: {names}.").format(
                names=", ".join(left)
            )
        return told

    def show_result(self, result: Compared) -> None:
        lines = []
        for rule in self._chosen:
            losses = result.losses[rule]
            epochs = tuple(float(epoch) for epoch in range(len(losses)))
            lines.append(Line(_name(rule), epochs, losses, *_LOOKS[rule]))
        # Who diverges leaves the chart: the others would be flat beside it.
        first = max(losses[0] for losses in result.losses.values())
        self.chart.show_lines(
            lines, across=self.tr("Epoch"), up=self.tr("Training loss"), low=0, high=1.25 * first
        )
        if self.chart.current is None and lines:
            self.chart.set_current(lines[0].xs[-1])

    def tell_result(self, result: Compared) -> str:
        measured = self.pictures_text(result.pictures, is_sample=result.is_sample, side=SIDE)
        if not self._chosen:
            return self.tr("None is ticked: tick those that you want to compare.")
        epoch = int(self.chart.current or 0)
        parts = []
        for rule in self._chosen:
            loss, share = result.losses[rule][epoch], result.accuracies[rule][epoch]
            value = _loss_text(loss) if math.isfinite(loss) else self.tr("ran away")
            parts.append(f"{_name(rule)} {value} ({share:.0%})")
        told = self.tr(
            "On the pictures, training loss after epoch {n} (and right of those held out): {parts}."
        ).format(n=epoch, parts=", ".join(parts))
        return f"{told} {measured}"

    def _surface_names(self) -> tuple[str, ...]:
        return (self.tr("A long valley"), self.tr("A saddle"), self.tr("A bent valley"))

    def _factor_text(self, factor: float) -> str:
        if factor == 1:
            return self.tr("as usual for each")
        return self.tr("{factor:g} times the usual").format(factor=factor)


def _name(rule: OptimizerName) -> str:
    """What it is called in the language of now."""
    return text_of(_NAMES[rule])


LESSON = Lesson(
    number=8,
    key="optimizers",
    title=Message("Optimisers side by side"),
    idea=(
        Message(
            "The gradient points to where the loss rises fastest from here. SGD goes a step the "
            "other way. Momentum keeps 0.9 of its last step and adds to it: it gathers speed where "
            "gradients agree, and swings less where they do not. Nesterov looks ahead first."
        ),
        Message(
            "Adagrad, RMSprop and Adam divide each step by the size of past gradients, for each "
            "number by itself: steep and flat directions come along alike. Adagrad sums them "
            "all, so its steps only become smaller; RMSprop forgets the old ones; Adam adds "
            "momentum."
        ),
    ),
    to_try=Message(
        "Press Play. In the long valley, watch how SGD creeps along its floor. Move the start by "
        "mouse or arrow keys. Then take 2 and 4 times the rate: who leaves first, and does the "
        "chart of the pictures say the same?"
    ),
    question=Question(
        text=Message(
            "One weight has gradients of about 100, another of about 0.01. Whose steps are of "
            "about the same size for both?"
        ),
        answers=(_NAMES[SGD], _NAMES[MOMENTUM], _NAMES[ADAM]),
        right=2,
        why=Message(
            "Adam divides the mean gradient of each weight by the root of its mean square: for "
            "steady gradients that is about 1, whatever their size. With SGD and momentum the "
            "first weight moves 10,000 times as far."
        ),
    ),
    make_figure=OptimizersFigure,
)
