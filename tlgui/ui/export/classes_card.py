"""What the model answers with: its classes renamed, hidden or answered as one, and the effect."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QSizePolicy,
    QStyledItemDelegate,
    QTableView,
)

from tlgui.engine.errors import RecipeError
from tlgui.engine.metrics import threshold_share_text
from tlgui.engine.models.class_changes import NAME_LIMIT, ClassChanges
from tlgui.ui.export.class_model import NAME, ClassModel
from tlgui.ui.export.export_jobs import find_effect
from tlgui.ui.kit.errors import route_error
from tlgui.ui.kit.tables.rows_table import show_rows
from tlgui.ui.kit.undo_offer import offer_undo
from tlgui.ui.kit.widgets import Card, make_button, make_label
from tlgui.ui.look import theme
from tlgui.ui.words.live_text import live
from tlgui.ui.words.texts import one_line, pictures_text
from tlgui.ui.work.latest_job import LatestJob
from tlgui.ui.work.run_commands import ChangeClasses

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from PySide6.QtCore import QModelIndex, QPersistentModelIndex
    from PySide6.QtWidgets import QStyleOptionViewItem, QWidget

    from tlgui.engine.metrics import Thresholds
    from tlgui.engine.training.run import Run
    from tlgui.ui.export.export_jobs import Effect
    from tlgui.ui.kit.message_bar import MessageBar
    from tlgui.ui.work.jobs import JobRunner
    from tlgui.ui.work.session import Session

    Asked = tuple[Path, ClassChanges, Thresholds, float]

ROW_HEIGHT = 30
MOST_ROWS = 8
"""More are scrolled."""


class NameDelegate(QStyledItemDelegate):
    """The editor of a class's name, with a name of its own."""

    def createEditor(
        self,
        parent: QWidget,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> QWidget:
        editor = super().createEditor(parent, option, index)
        if isinstance(editor, QLineEdit):
            editor.setObjectName("class_name_editor")
            editor.setAccessibleName(self.tr("Name of the class"))
            editor.setMaxLength(NAME_LIMIT)
        return editor


class ClassesCard(Card):
    """A row a class that was learned; what is changed is kept at once and can be taken back."""

    def __init__(
        self,
        session: Session,
        runner: JobRunner,
        message_bar: MessageBar,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(lambda: self.tr("Classes"), parent)
        self.setObjectName("export_classes")
        self._session, self._message_bar = session, message_bar
        self._measuring = LatestJob(runner, self)
        self._effect: Effect | None = None
        self._measured: Asked | None = None
        self.model = ClassModel(self)
        self.model.rename_asked.connect(self.rename)
        self.model.show_asked.connect(self.show_class)
        self.table = self._make_table()
        self.merge_button = make_button(
            lambda: self.tr("Answer as one"),
            "export_classes_merge_button",
            "small",
            tooltip=lambda: self.tr(
                "The chosen classes get one name; their probabilities are added."
            ),
        )
        self.merge_button.clicked.connect(self.merge_chosen)
        self.reset_button = make_button(
            lambda: self.tr("As it learned them"),
            "export_classes_reset_button",
            "small",
            tooltip=lambda: self.tr("Take back all that was changed of the classes."),
        )
        self.reset_button.clicked.connect(self.reset)
        self._what = make_label(
            lambda: self.tr(
                "What the model answers, here and in what is exported. A class without its tick is "
                "no answer: the others share its probability in proportion. Classes of one name "
                "are answered as one. Its weights and results stay."
            ),
            "small",
            wrap=True,
        )
        self._effect_label = make_label("", "small", "export_classes_effect", wrap=True)
        buttons = QHBoxLayout()
        buttons.setSpacing(theme.SPACE_S)
        buttons.addWidget(self.merge_button)
        buttons.addWidget(self.reset_button)
        buttons.addStretch()
        self.body.addWidget(self._what)
        self.body.addWidget(self.table)
        self.body.addLayout(buttons)
        self.body.addWidget(self._effect_label)
        live(self, self._tell)

    def show_run(self, run: Run | None, *, locked: bool) -> None:
        """Show the classes of ``run``; ``locked``: they cannot be changed now."""
        own = run is not None and not run.is_export
        self.setVisible(own)
        changes = None if run is None else _changes_of(run)
        if run is None or changes is None or not own:
            self._measure(None)
            self.model.set_changes(None)
            return
        self.model.locked = locked
        if changes != self.model.changes:
            self.model.set_changes(changes)
            self._fit_table()
        self._measure(run)
        self._tell()

    def rename(self, row: int, name: str) -> None:
        """Call the class in ``row`` otherwise; by the name of another it is one with that."""
        changes = self.model.changes
        # What cannot stand on one line was shown otherwise, and is left as it is.
        if changes is None or name in (changes.names[row], one_line(changes.names[row])):
            return
        self._change(lambda: changes.named((row,), name))

    def show_class(self, row: int, shown: bool) -> None:
        """Have the class in ``row`` be an answer, or none."""
        changes = self.model.changes
        if changes is not None:
            self._change(
                lambda: changes.with_shown((row,)) if shown else changes.with_hidden((row,))
            )

    def merge_chosen(self) -> None:
        """Have the chosen classes answered as one, by the name of the first."""
        changes, rows = self.model.changes, self.chosen
        if changes is not None and len(rows) > 1:
            self._change(lambda: changes.named(rows, changes.names[rows[0]]))

    def reset(self) -> None:
        """Answer with the classes that were learned."""
        if self.model.changes is not None:
            learned = ClassChanges.none(self.model.changes.trained)
            self._change(lambda: learned)

    @property
    def chosen(self) -> list[int]:
        """The chosen rows, from top to bottom."""
        return sorted(index.row() for index in self.table.selectionModel().selectedRows())

    def _make_table(self) -> QTableView:
        table = QTableView()
        table.setObjectName("export_classes_table")
        table.setModel(self.model)
        table.setItemDelegateForColumn(NAME, NameDelegate(table))
        show_rows(table, ROW_HEIGHT, several=True)
        table.setEditTriggers(
            QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.EditKeyPressed
        )
        table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        # Else its card asks for height that the table then does not take.
        table.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        # The editor of a name fills its cell.
        table.setStyleSheet(f"{table.styleSheet()} QLineEdit {{ min-height: 0; padding: 0 3px; }}")
        table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        table.selectionModel().selectionChanged.connect(lambda: self._show_buttons())
        return table

    def _fit_table(self) -> None:
        rows = min(self.model.rowCount(), MOST_ROWS)
        self.table.setFixedHeight(
            self.table.horizontalHeader().sizeHint().height() + rows * theme.px(ROW_HEIGHT) + 2
        )

    def _change(self, change: Callable[[], ClassChanges]) -> None:
        run = self._session.run
        if run is None or self.model.locked:
            return
        try:
            changes = change()
        except RecipeError as error:
            route_error(error, self._message_bar)
            return
        if changes != _changes_of(run):
            self._session.undo.push(
                ChangeClasses(
                    run,
                    changes,
                    self._on_changed,
                    self._take,
                    lambda error: route_error(error, self._message_bar),
                )
            )

    def _on_changed(self, run: Run) -> None:
        """The classes are others now: say so where some became one."""
        before = self._session.run
        self._take(run)
        merged = _merged(run) - (set() if before is None else _merged(before))
        if merged:
            names = ", ".join(one_line(name) for name in sorted(merged))
            offer_undo(
                self._message_bar,
                self._session,
                # The stack counts the step after it was taken.
                self._session.undo.index() + 1,
                "info",
                lambda: self.tr("Several classes are one in its answers now: {names}.").format(
                    names=names
                ),
            )

    def _take(self, run: Run) -> None:
        shown = self._session.run
        # Another run may be on show meanwhile, or the same with another threshold.
        if shown is not None and shown.folder == run.folder:
            self._message_bar.clear()
            self._session.set_run(shown.answering(run.changes))

    def _measure(self, run: Run | None) -> None:
        """Find what the changes of ``run`` mean, unless that is known or on its way."""
        asked = None
        if run is not None:
            asked = run.folder, _changes_of(run), run.thresholds, run.temperature
        if asked == self._measured:
            return
        self._measured = asked
        self._effect = None
        self._measuring.let_go()
        if run is not None and run.changes is not None:
            self._measuring.start(
                find_effect, run, lane="files", succeeded=self._on_measured, failed=_ignore
            )

    def _on_measured(self, effect: Effect | None) -> None:
        self._effect = effect
        self._tell()

    def _show_buttons(self) -> None:
        changes = self.model.changes
        free = changes is not None and not self.model.locked
        self.merge_button.setEnabled(free and len(self.chosen) > 1)
        self.reset_button.setEnabled(free and changes is not None and not changes.is_none)

    def _tell(self) -> None:
        self.table.setAccessibleName(self.tr("Classes of the model"))
        self.table.setAccessibleDescription(
            self.tr(
                "Space makes a class an answer or hides it, F2 renames it; classes of one name are "
                "answered as one."
            )
        )
        self.model.tell_all()
        self._show_buttons()
        text = self._effect_text()
        self._effect_label.setText(text)
        self._effect_label.setVisible(bool(text))

    def _effect_text(self) -> str:
        """What the changes mean for the accuracy on the pictures that it was judged by."""
        changes, effect = self.model.changes, self._effect
        if changes is None or changes.is_none:
            return ""
        if effect is None:
            return self.tr("{count} answers.").format(count=len(changes.classes))
        if effect.now is None:
            return self.tr(
                "None of the pictures that it was judged by is of a class that is an answer."
            )
        low, high = effect.now.accuracy_interval
        text = self.tr(
            "{count} answers. Accuracy with them {now:.1%} (95% interval {low:.1%} to {high:.1%}), "
            "as it learned them {learned:.1%}; no picture was read again."
        ).format(
            count=len(changes.classes),
            now=effect.now.accuracy,
            low=low,
            high=high,
            learned=effect.learned.accuracy,
        )
        sure = effect.now.accepted(effect.thresholds)
        if sure.accuracy is not None:
            text += " " + self.tr(
                "Its threshold of {threshold} accepts {share:.0%} of them, {right:.1%} of these "
                "are right."
            ).format(
                threshold=threshold_share_text(effect.thresholds.common),
                share=sure.share,
                right=sure.accuracy,
            )
        if effect.left_out:
            text += " " + self.tr("Left out, of hidden classes: {pictures}.").format(
                pictures=pictures_text(effect.left_out)
            )
        return text


def _changes_of(run: Run) -> ClassChanges:
    return run.changes or ClassChanges.none(run.trained_classes)


def _merged(run: Run) -> set[str]:
    changes = _changes_of(run)
    named = zip(changes.classes, changes.parts, strict=True)
    return {name for name, part in named if len(part) > 1}


def _ignore(_error: Exception) -> None:
    """Without a report the number of answers is all there is to tell."""
