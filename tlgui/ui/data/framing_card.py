"""What the network sees of pictures that are long and narrow, and the choice to show it more."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from tlgui.engine.asked import Asked
from tlgui.engine.errors import PictureError
from tlgui.engine.training.framing import FramingRule, framing_asked
from tlgui.engine.training.recipe import Recipe
from tlgui.engine.training.settings import fields_of
from tlgui.ui.kit.errors import text_of
from tlgui.ui.kit.term_button import TermButton
from tlgui.ui.kit.widgets import Card, make_button, make_label
from tlgui.ui.look import theme
from tlgui.ui.words.live_text import live, live_text
from tlgui.ui.work.images import image_from_pixels
from tlgui.ui.work.latest_job import LatestJob

if TYPE_CHECKING:
    from PySide6.QtGui import QImage, QPaintEvent

    from tlgui.engine.data.cut_off import CutOff
    from tlgui.engine.data.records import DatasetIndex, Split
    from tlgui.engine.progress import Control
    from tlgui.engine.project import Project
    from tlgui.ui.work.jobs import JobRunner
    from tlgui.ui.work.session import Session

PREVIEW_SIDE = 84
_FIELD = next(field for field in fields_of(Recipe) if field.name == "framing")


@dataclass(frozen=True)
class CutPictures:
    """What the centre costs a data set, with a few pictures that show it.

    Attributes:
        lost: the figures.
        images: of some pictures that are cut, small.
        crop: share of a picture's shorter side that the network sees.
    """

    lost: CutOff
    images: tuple[QImage, ...]
    crop: float


def find_cut_pictures(
    index: DatasetIndex, split: Split, settings: dict[str, Any], *, control: Control
) -> CutPictures:
    """See what the centre costs the training pictures; in a worker's thread."""
    from tlgui.engine.data.cut_off import find_cut_off
    from tlgui.engine.data.images import thumbnail

    crop = Asked.from_json(settings).recipe().found_backbone.crop
    lost = find_cut_off(index, split.train, crop, control)
    images = []
    for position in lost.examples if lost.is_much else ():
        control.check()
        try:
            images.append(image_from_pixels(thumbnail(index.file(position), 4 * PREVIEW_SIDE)))
        except PictureError:
            continue
    return CutPictures(lost, tuple(images), crop)


class FramingPreview(QWidget):
    """A picture as the network sees it: what is cut off lies in the dark, margins are shown."""

    def __init__(self, image: QImage, crop: float) -> None:
        super().__init__()
        self._image, self._crop = image, crop
        self._rule = FramingRule.CENTRE
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_rule(self, rule: FramingRule) -> None:
        """Show the picture as it is with another framing."""
        self._rule = rule
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        side = theme.px(PREVIEW_SIDE)
        if self._rule in (FramingRule.WHOLE, FramingRule.SQUEEZE):
            return QSize(side, side)
        return self._image.size().scaled(QSize(side * 2, side), Qt.AspectRatioMode.KeepAspectRatio)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(self.rect())
        if self._rule is FramingRule.WHOLE:
            painter.fillRect(area, QColor(128, 128, 128))
            fitted = self._image.size().scaled(
                self.rect().size(), Qt.AspectRatioMode.KeepAspectRatio
            )
            inside = QRectF(0, 0, fitted.width(), fitted.height())
            inside.moveCenter(area.center())
            painter.drawImage(inside, self._image)
        else:
            painter.drawImage(area, self._image)
        if self._rule in (FramingRule.CENTRE, FramingRule.AUTO):
            side = self._crop * min(area.width(), area.height())
            seen = QRectF(0, 0, side, side)
            seen.moveCenter(area.center())
            painter.save()
            painter.setClipRegion(self.rect())
            for part in (
                QRectF(0, 0, area.width(), seen.top()),
                QRectF(0, seen.bottom(), area.width(), area.height() - seen.bottom()),
                QRectF(0, seen.top(), seen.left(), side),
                QRectF(seen.right(), seen.top(), area.width() - seen.right(), side),
            ):
                painter.fillRect(part, QColor(0, 0, 0, 120))
            painter.restore()
            painter.setPen(QPen(theme.palette().color("accent"), 2))
            painter.drawRect(seen.adjusted(1, 1, -1, -1))
        painter.end()


class FramingCard(Card):
    """Says where much of many pictures is cut off, and lets the user choose what is seen.

    Hidden where little is lost. The choice is the recipe's: it stands in the project's settings.

    Signals:
        framing_chosen: the user wants another framing; the project has it already.
    """

    framing_chosen = Signal()

    def __init__(self, session: Session, runner: JobRunner, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.setObjectName("framing_card")
        self._session = session
        self._looking = LatestJob(runner, self)
        self._found: CutPictures | None = None
        self._previews = QHBoxLayout()
        self._previews.setSpacing(theme.SPACE_S)
        self._lead = make_label(
            lambda: self.tr("Much of these pictures is cut off"), "strong", "framing_lead"
        )
        self._text = make_label("", "small", "framing_text", wrap=True)
        self._selector = QComboBox()
        self._selector.setObjectName("data_framing_selector")
        for value in _FIELD.setting.choices:
            self._selector.addItem(str(value), str(value))
        live_text(
            self._selector,
            self._selector.setAccessibleName,
            lambda: text_of(_FIELD.setting.label),
        )
        self._selector.activated.connect(self._on_chosen)
        self._whole = make_button(
            lambda: self.tr("Show it whole pictures"), "show_whole_pictures_button"
        )
        self._whole.clicked.connect(lambda: self._choose(FramingRule.WHOLE))
        self._lay_out()
        self.hide()
        session.split_changed.connect(self._on_split_changed)
        session.project_changed.connect(self._on_project_changed)
        live(self, self._tell)
        self._on_split_changed(session.split)

    @property
    def rule(self) -> FramingRule:
        """The framing that the project asks for."""
        project = self._session.project
        return framing_asked(project.settings if project is not None else {})

    def _lay_out(self) -> None:
        label = make_label(lambda: self.tr("The network sees"))
        label.setBuddy(self._selector)
        title = QHBoxLayout()
        title.setSpacing(theme.SPACE_XS)
        title.addWidget(self._lead)
        title.addWidget(TermButton("framing"))
        title.addStretch()
        choices = QHBoxLayout()
        choices.setSpacing(theme.SPACE_S)
        choices.addWidget(label)
        choices.addWidget(self._selector)
        choices.addWidget(self._whole)
        choices.addStretch()
        column = QVBoxLayout()
        column.setSpacing(theme.SPACE_XS)
        column.addLayout(title)
        column.addWidget(self._text)
        column.addStretch()
        column.addLayout(choices)
        row = QHBoxLayout()
        row.setSpacing(theme.SPACE_M)
        row.addLayout(self._previews)
        row.addLayout(column, 1)
        self.body.addLayout(row)

    def _on_split_changed(self, split: Split | None) -> None:
        index, project = self._session.index, self._session.project
        self._looking.let_go()
        if index is None or split is None:
            self._take(None)
            return
        self._looking.start(
            find_cut_pictures,
            index,
            split,
            dict(project.settings) if project is not None else {},
            lane="files",
            succeeded=self._take,
            # Only a hint hangs on it; what is wrong with the files is told elsewhere.
            failed=lambda _error: self._take(None),
        )

    def _take(self, found: CutPictures | None) -> None:
        self._found = found if found is not None and found.lost.is_much else None
        while (item := self._previews.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.deleteLater()
        for image in self._found.images if self._found is not None else ():
            self._previews.addWidget(FramingPreview(image, found.crop if found else 1.0))
        self._tell()

    def _on_project_changed(self, _project: Project | None) -> None:
        self._tell()

    def _on_chosen(self) -> None:
        self._choose(FramingRule(self._selector.currentData()))

    def _choose(self, rule: FramingRule) -> None:
        project = self._session.project
        if project is None or rule is self.rule:
            return
        settings = {**project.settings, "framing": rule.value}
        self._session.set_project(replace(project, settings=settings))
        self.framing_chosen.emit()

    def _tell(self) -> None:
        """Say again what depends on what was found and on what is asked."""
        self.setVisible(self._found is not None)
        if self._found is None:
            return
        rule = self.rule
        centre = rule is FramingRule.CENTRE
        lost = text_of(self._found.lost.sentence())
        if centre:
            advice = self.tr("If what tells the classes apart may lie outside, show it more.")
            self._text.setText(f"{lost} {advice}")
            self._lead.setText(self.tr("Much of these pictures is cut off"))
        else:
            self._text.setText(text_of(_FIELD.setting.choices[rule].sentence))
            self._lead.setText(
                self.tr("Training decides what the network sees of these pictures")
                if rule is FramingRule.AUTO
                else self.tr("The network sees all of these pictures")
            )
        for value, choice in _FIELD.setting.choices.items():
            place = self._selector.findData(str(value))
            self._selector.setItemText(place, text_of(choice.label))
        self._selector.setCurrentIndex(self._selector.findData(str(rule)))
        self._whole.setVisible(centre)
        for place in range(self._previews.count()):
            item = self._previews.itemAt(place)
            preview = item.widget() if item is not None else None
            if isinstance(preview, FramingPreview):
                preview.set_rule(rule)
