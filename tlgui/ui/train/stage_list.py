"""The stages of a training job, one under the other, each with how far it is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QGridLayout, QProgressBar, QWidget

from tlgui.engine.progress import StageName
from tlgui.engine.training.method import Learns
from tlgui.engine.training.methods import find_method
from tlgui.ui.kit.widgets import make_label
from tlgui.ui.look import theme
from tlgui.ui.train.train_progress import spoken_time, stage_title
from tlgui.ui.words.live_text import live

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from PySide6.QtGui import QPaintEvent, QResizeEvent

    from tlgui.engine.training.recipe import Recipe
    from tlgui.ui.train.train_progress import TrainProgress
    from tlgui.ui.work.job_progress import StageProgress

PLAN = (
    StageName.DOWNLOAD,
    StageName.LOADING_MODEL,
    StageName.FEATURES,
    StageName.FIT,
    StageName.EVALUATION,
    StageName.SAVING,
)
BAR_RANGE = 1000
SHORTEST_BAR = 12
ROW_HEIGHT = 24
DETAIL_WIDTH = 190
ROOMY = 460
"""The width in pixels of the drawings from which the bars end in one line."""

# The parts of ``Run.seconds`` that each stage is made of: every second is in one of them.
RUN_PARTS: dict[StageName, tuple[str, ...]] = {
    StageName.DOWNLOAD: (),
    StageName.LOADING_MODEL: ("model",),
    StageName.FEATURES: ("features", "engine"),
    StageName.FIT: ("fit",),
    StageName.EVALUATION: ("evaluation",),
    StageName.SAVING: ("saving", "other"),
}

State = Literal["waiting", "running", "done"]


class StageMark(QWidget):
    """A ring for what waits, a filled dot for what runs, a tick for what is done."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.state: State = "waiting"
        self.setFixedSize(18, 18)

    def set_state(self, state: State) -> None:
        """Show another state."""
        if state != self.state:
            self.state = state
            self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colors = theme.palette()
        disc = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        if self.state == "done":
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colors.color("good_soft"))
            painter.drawEllipse(disc)
            tick = theme.icon_pixmap("check", colors.good, 12, self.devicePixelRatioF())
            painter.drawPixmap(3, 3, tick)
        else:
            running = self.state == "running"
            painter.setPen(QPen(colors.color("accent" if running else "line"), 1.5))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawEllipse(disc)
            if running:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(colors.color("accent"))
                painter.drawEllipse(disc.adjusted(4, 4, -4, -4))
        painter.end()


class StageList(QWidget):
    """What is done, what runs, what comes."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("stage_list")
        self._again: Callable[[], None] | None = None
        self._marks: dict[StageName, StageMark] = {}
        self._bars: dict[StageName, QProgressBar] = {}
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme.SPACE_S + 4)
        grid.setVerticalSpacing(theme.SPACE_S)
        grid.setColumnStretch(2, 1)
        self._grid = grid
        self._titles = {name: make_label() for name in PLAN}
        self._details = {name: make_label("", "small") for name in PLAN}
        for row, name in enumerate(PLAN):
            self._marks[name] = StageMark()
            bar = QProgressBar()
            bar.setObjectName(f"stage_bar_{name.name.lower()}")
            bar.setTextVisible(False)
            bar.setRange(0, BAR_RANGE)
            bar.setMinimumWidth(theme.px(SHORTEST_BAR))
            self._bars[name] = bar
            detail = self._details[name]
            detail.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            grid.addWidget(self._marks[name], row, 0)
            grid.addWidget(self._titles[name], row, 1)
            grid.addWidget(bar, row, 2, Qt.AlignmentFlag.AlignVCenter)
            grid.addWidget(detail, row, 3)
        grid.setRowStretch(len(PLAN), 1)
        self.show_progress(None)
        live(self, self._tell)

    def show_progress(self, progress: TrainProgress | None, recipe: Recipe | None = None) -> None:
        """Show how far ``progress`` is; None: nothing has begun.

        Args:
            progress: of the training.
            recipe: of the training; None where nothing that can be trained is asked for.
        """
        self._again = lambda: self.show_progress(progress, recipe)
        words = []
        for name in PLAN:
            stage = progress.state_of(name) if progress is not None else None
            if not self._has_row(name, recipe, begun=stage is not None):
                continue
            title = stage_title(name, recipe)
            state: State = "waiting"
            if stage is not None:
                state = "running" if stage.ended_at is None else "done"
            self._show_bar(self._bars[name], stage, state)
            words.append(self._show_stage(name, title, state, self._detail(name, stage)))
        self.setAccessibleDescription("; ".join(words))

    def show_run(self, seconds: Mapping[str, float], recipe: Recipe) -> None:
        """Show all stages done, each with the time that a finished run spent in it."""
        self._again = lambda: self.show_run(seconds, recipe)
        words = []
        for name in PLAN:
            if not self._has_row(name, recipe, begun=False):
                continue
            parts = [seconds[part] for part in RUN_PARTS[name] if part in seconds]
            spent = sum(parts) if parts else None
            self._bars[name].setVisible(False)
            title = stage_title(name, recipe)
            detail = "" if spent is None else spoken_time(spent)
            words.append(self._show_stage(name, title, "done", detail))
        self.setAccessibleDescription("; ".join(words))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        roomy = self.width() >= theme.px(ROOMY)
        self._grid.setColumnMinimumWidth(3, theme.px(DETAIL_WIDTH) if roomy else 0)

    def _tell(self) -> None:
        self.setAccessibleName(self.tr("Stages of the training"))
        if self._again is not None:
            self._again()

    def _has_row(self, name: StageName, recipe: Recipe | None, *, begun: bool) -> bool:
        """Show the row of a stage, or hide that of one which is none of this training."""
        if name is StageName.DOWNLOAD:
            shown = begun
        elif name is StageName.FIT and recipe is not None:
            shown = begun or find_method(recipe.method).learns is not Learns.NOTHING
        else:
            shown = True
        row = PLAN.index(name)
        self._grid.setRowMinimumHeight(row, theme.px(ROW_HEIGHT) if shown else 0)
        for widget in (self._marks[name], self._titles[name], self._details[name]):
            widget.setVisible(shown)
        # The hidden bar of a row keeps its room, so that nothing moves when it comes.
        policy = self._bars[name].sizePolicy()
        if policy.retainSizeWhenHidden() != shown:
            policy.setRetainSizeWhenHidden(shown)
            self._bars[name].setSizePolicy(policy)
        if not shown:
            self._bars[name].hide()
        return shown

    def _show_stage(self, name: StageName, title: str, state: State, detail: str) -> str:
        """Show one stage; what a screen reader says of it."""
        self._marks[name].set_state(state)
        self._titles[name].setText(title)
        theme.set_look(self._titles[name], role="muted" if state == "waiting" else "")
        self._details[name].setText(detail)
        return f"{title}: {self._state_word(state)} {detail}".strip()

    def _show_bar(self, bar: QProgressBar, stage: StageProgress | None, state: State) -> None:
        # What is done has its tick, what waits its ring: only what runs has a bar.
        bar.setVisible(state == "running")
        if stage is None or state != "running":
            return
        if stage.total:
            bar.setRange(0, BAR_RANGE)
            bar.setValue(round(BAR_RANGE * stage.done / stage.total))
        else:
            bar.setRange(0, 0)

    def _state_word(self, state: State) -> str:
        if state == "done":
            return self.tr("done")
        return self.tr("running") if state == "running" else self.tr("waiting")

    def _detail(self, name: StageName, stage: StageProgress | None) -> str:
        if stage is None:
            return ""
        if stage.ended_at is not None:
            spent = spoken_time(stage.seconds(stage.ended_at))
            if name is StageName.FEATURES and stage.done:
                return self.tr("{count:,} pictures · {time}").format(count=stage.done, time=spent)
            return spent
        parts = []
        if name is StageName.DOWNLOAD and stage.total:
            done, total = round(stage.done / 1e6), round(stage.total / 1e6)
            return self.tr("{done:,} of {total:,} MB").format(done=done, total=total)
        if stage.total and stage.done:
            parts.append(
                self.tr("{done:,} of {total:,}").format(done=stage.done, total=stage.total)
            )
        if name is StageName.FEATURES and stage.speed is not None:
            parts.append(self.tr("{speed:,.0f} a second").format(speed=stage.speed))
        return " · ".join(parts)
