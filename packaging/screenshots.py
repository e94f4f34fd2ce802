"""Grab every page of the window in its states, as PNG.

    python packaging/screenshots.py FOLDER OUT --classify PATH... [--states data,train]
        [--languages en,ko] [--schemes light,dark] [--text 100,150] [--home DIR]

Copies FOLDER (class folders, or train and validation above them), adds two damaged pictures and
two twins to the copy, trains on it twice, and walks the real window, without a display, through
its states: in each language and scheme, switched while it is open, and in each text size (percent).
Writes ``OUT/<state>[-<language>][-<scheme>][-<text>].png`` at 1320 x 860; English, light and 100
are not named. ``--home`` keeps what was trained for the next time.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from PySide6.QtWidgets import QAbstractItemView, QAbstractSpinBox, QApplication, QComboBox, QWidget

from tlgui.engine.data.index import scan
from tlgui.engine.data.split import make_split
from tlgui.engine.edits.edit import Edit, EditKind
from tlgui.engine.models.scratch.textbook import BY_NAME
from tlgui.engine.progress import Control
from tlgui.engine.project import project_of, save_project
from tlgui.engine.training.methods.feature_extraction import FeatureExtraction, HeadFit
from tlgui.engine.training.run import list_runs
from tlgui.engine.training.run_changes import rename_run
from tlgui.engine.workflow import train
from tlgui.ui.learn.lessons import all_lessons
from tlgui.ui.look import theme
from tlgui.ui.window.main_window import DEFAULT_SIZE, MainWindow
from tlgui.ui.words.language import install_language, switch_language
from tlgui.ui.work.jobs import JobRunner
from tlgui.ui.work.session import Session

if TYPE_CHECKING:
    from collections.abc import Callable

PICTURE = ".jpg"


def prepare(folder: Path, home: Path) -> Path:
    """The pictures to show, with a few that are damaged or doubled, and two runs on them."""
    pictures = home / "pictures" / folder.name
    if not pictures.is_dir():
        shutil.copytree(folder, pictures)
        files = sorted(pictures.rglob(f"*{PICTURE}"))
        for number, file in enumerate(files[40:200:80], 1):
            whole = file.read_bytes()
            file.with_name(f"cut off {number}{PICTURE}").write_bytes(whole[: len(whole) // 3])
        for twin in files[300:500:100]:
            other = "validation" if "train" in twin.parts else "train"
            beside = pictures / other / twin.parent.name
            shutil.copy(twin, beside if beside.is_dir() else twin.parent / f"copy of {twin.name}")
    project = project_of(pictures)
    save_project(project)
    if len(list_runs(project.runs_folder)) < 2:
        index = scan(pictures, Control())
        split = make_split(index)
        for number, head in enumerate((HeadFit.GRADIENT_DESCENT, HeadFit.LOGISTIC_REGRESSION)):
            run = train(
                FeatureExtraction(head=head),
                index,
                split,
                project.runs_folder / f"run-{number}",
                Control(),
            )
            if not number:
                rename_run(run, "first try")
            time.sleep(1.1)  # Runs are ordered by the second in which they were made.
    return pictures


class Studio:
    """The window, and what brings it into each state."""

    def __init__(self, app: QApplication, pictures: Path, classify: list[Path]) -> None:
        self._app = app
        self._pictures = pictures
        self._classify = classify
        self._runner = JobRunner()
        self.window = MainWindow(Session(), self._runner)
        self.window.resize(DEFAULT_SIZE)
        self.window.show()

    def states(self) -> dict[str, Callable[[], QWidget | None]]:
        """What to do for each state, in their order; what to grab, where not the window."""
        return {
            "start": lambda: None,
            "start-train": lambda: self._show("train"),
            "start-results": lambda: self._show("results"),
            "start-classify": lambda: self._show("classify"),
            "start-export": lambda: self._show("export"),
            "data": self._open,
            "data-problems": self._show_problems,
            "data-picture": self._show_picture,
            "review": self._show_review,
            "model": lambda: self._show_way("pretrained"),
            "model-textbook": self._show_textbook,
            "model-design": self._show_design,
            "model-design-impossible": self._show_impossible,
            "train": lambda: self._show("train"),
            "train-running": self._train,
            "results": self._show_results,
            "results-sureness": self._show_sureness,
            "results-shortcuts": self._show_shortcuts_check,
            "results-class": self._show_class,
            "results-enough": self._show_enough,
            "results-term": self._show_term,
            "results-class-map": self._show_class_map,
            "map": self._show_map,
            "map-pictures": self._show_map_near,
            "inside": lambda: self._show_inside("activation_maps_chip"),
            "inside-filters": lambda: self._show_inside("first_filters_chip"),
            **{
                f"learn-{lesson.key}": partial(self._show_lesson, lesson.key)
                for lesson in all_lessons()
            },
            "classify": self._classify_pictures,
            "classify-keys": self._choose_answer,
            "classify-corrected": self._correct_answers,
            "classify-copy": self._plan_copies,
            "classify-learned": self._learn_from_answers,
            "export": lambda: self._show("export"),
            "shortcuts": self._show_shortcuts,
            "edits": self._show_edits,
        }

    def settle(self, limit_s: float = 600) -> None:
        """Turn the event loop until no job runs and what they brought has been painted."""
        end = time.monotonic() + limit_s
        quiet_since = None
        while time.monotonic() < end:
            self._app.processEvents()
            if self._runner.jobs:
                quiet_since = None
            elif quiet_since is None:
                quiet_since = time.monotonic()
            elif time.monotonic() - quiet_since > 0.5:
                return
            time.sleep(0.005)
        raise SystemExit("a job did not end in time")

    def close(self) -> None:
        """End all jobs."""
        for job in self._runner.jobs:
            job.cancel()
        self.window.close()
        self._runner.shutdown()

    def tidy(self) -> None:
        """Leave a state that stands in the way of the next."""
        if self._runner.jobs:
            for job in self._runner.jobs:
                job.cancel()
        for name in (
            "shortcut_sheet",
            "term_popup",
            "inside_sheet",
            "learn_sheet",
            "map_sheet",
            "review_sheet",
            "edits_sheet",
            "shortcuts_sheet",
            "curve_sheet",
        ):
            for widget in self._app.allWidgets():
                if widget.objectName() == name:
                    widget.hide()

    def _page(self, key: str) -> Any:
        return self.window.page(key)

    def _find(self, kind: type[Any], name: str) -> Any:
        found = self.window.findChild(kind, name)
        if found is None:
            raise SystemExit(f"there is no {name}")
        return found

    def _show(self, key: str) -> None:
        self.window.show_page(key)

    def _open(self) -> None:
        session = self.window._session
        if session.index is None:
            self.window.open_folder(self._pictures)
            self.settle()
        browser = self.window.findChild(QWidget, "picture_browser")
        browser.close_picture()  # type: ignore[union-attr]  # found by name
        browser.clear_filters()  # type: ignore[union-attr]  # found by name
        self._show("data")

    def _show_problems(self) -> None:
        self._open()
        self.window.data_page.show_problems()

    def _show_picture(self) -> None:
        self._open()
        self.window.findChild(QWidget, "picture_browser").open_picture(205)  # type: ignore[union-attr]  # by name

    def _show_review(self) -> QWidget:
        """The first of what wants a look."""
        self._open()
        self.window.show_review()
        return self.window._sheets["review"]

    def _show_edits(self) -> QWidget:
        """What was done to pictures and classes, each of which can be taken back."""
        self._open()
        steps = self.window.data_page.edit_steps
        index = self.window._session.index
        assert index is not None
        if not self.window._session.undo.count():
            first, second, third = (record.path for record in index.records[:3])
            steps.make(Edit(EditKind.RELABEL, (first,), label=index.classes[-1]))
            steps.make(Edit(EditKind.EXCLUDE, (second, third)))
            self.settle()
        steps.show_sheet()
        return self._find(QWidget, "edits_sheet")  # type: ignore[no-any-return]  # found by name

    def _show_way(self, way: str) -> None:
        self._show("model")
        self._find(QWidget, f"model_way_{way}").click()

    def _show_textbook(self) -> None:
        self._show_way("textbook")
        book = BY_NAME["efficientnet_b4"]
        ways = self._page("model")._ways
        ways.textbook.look_at(book)
        self.settle()
        ways.textbook.timeline.reveal(book)

    def _show_design(self) -> None:
        self._show_way("design")
        design = self._page("model")._ways.design
        design.begin_from(BY_NAME["mnist_cnn"])
        design.table.choose(3)

    def _show_impossible(self) -> None:
        self._show_design()
        model = self._page("model")._ways.design.model
        model.setData(model.index(3, 2), 31)

    def _train(self) -> None:
        self._show("train")
        page = self._page("train")
        self._find(QComboBox, "head_selector").setCurrentIndex(1)
        for name in ("epochs_field", "patience_field"):
            field = self._find(QAbstractSpinBox, name)
            field.setValue(min(field.maximum(), 5000))
        page.start()
        end = time.monotonic() + 120
        while time.monotonic() < end and not (
            page._progress is not None and len(page._progress.history) > 60
        ):
            self._app.processEvents()
        page.view.set_history(page._progress.history, page._task.recipe.epochs)

    def _show_map(self) -> QWidget:
        """All pictures by their neighbourhoods, a heap of them selected."""
        self._open()
        self.window._session.set_run(list_runs(self.window._session.runs_folder)[0])
        self.window.show_map()
        sheet: Any = self.window._sheets["map"]
        end = time.monotonic() + 300
        while time.monotonic() < end and getattr(sheet.content, "arrangement", None) is None:
            self._app.processEvents()
        self.settle()
        sheet.view.fit()
        places = sheet.view.points.places
        sheet.view.select(((places - places[0]) ** 2).sum(axis=1) < 0.03)
        sheet.view.choose(0)
        return sheet  # type: ignore[no-any-return]  # found by name

    def _show_map_near(self) -> QWidget:
        """So near that points are pictures."""
        sheet: Any = self._show_map()
        across, down = sheet.view.points.places[0].tolist()
        sheet.view._look(sheet.view.camera.at(across, down))
        sheet.view.zoom(9)
        self.settle()
        return sheet  # type: ignore[no-any-return]  # found by name

    def _show_sureness(self) -> None:
        self._show_results()
        self._page("results").matrix_card.sureness_toggle.click()
        chart = self._page("results").matrix_card.calibration.chart
        chart.set_current(100.0)
        chart.moved.emit(100.0)

    def _show_shortcuts_check(self) -> QWidget:
        """What the model is worth without the border of the pictures."""
        self._show_results()
        self.settle()
        card = self._page("results").shortcuts
        if card.found is None:
            card.start()
            self.settle()
        card.show_details()
        return self._find(QWidget, "shortcuts_sheet")  # type: ignore[no-any-return]  # found by name

    def _show_results(self) -> None:
        self._show("train")
        self._find(QComboBox, "head_selector").setCurrentIndex(0)
        run = list_runs(self.window._session.runs_folder)[0]
        self.window._session.set_run(run)
        self._show("results")
        self.settle()
        matrix = self._find(QAbstractItemView, "confusion_matrix")
        matrix.setCurrentIndex(matrix.model().index(0, 0))
        self._page("results").open_cell(*self._confused())

    def _confused(self) -> tuple[int, int]:
        """The two classes that are taken for each other most."""
        confusion = self._page("results").results.confusion
        cells = [
            (int(count), row, column)
            for row, counts in enumerate(confusion)
            for column, count in enumerate(counts)
            if row != column
        ]
        _count, row, column = max(cells)
        return row, column

    def _show_class(self) -> None:
        self._show_results()
        card = self._page("results").matrix_card
        card.classes_toggle.click()
        row = self._confused()[0]
        card.table.selectRow(row)
        card.table.class_opened.emit(row)

    def _show_enough(self) -> QWidget:
        self._show_results()
        self.settle()
        card = self._page("results").enough
        card.start()
        self.settle()
        card.show_details()
        return self._find(QWidget, "curve_sheet")  # type: ignore[no-any-return]  # found by name

    def _show_term(self) -> None:
        self._show("results")
        button = self._find(QWidget, "term_confusion_matrix")
        self._page("results").columns.reveal(button)
        self._app.processEvents()
        button.click()

    def _show_class_map(self) -> None:
        self._show_results()
        self.settle()
        self._choose_method("dense")

    def _choose_method(self, name: str) -> None:
        selector = self._page("results").explain.method_selector
        selector.setCurrentIndex(selector.findData(name))
        selector.activated.emit(0)
        self.settle()

    def _show_inside(self, chip: str) -> QWidget:
        self._show_results()
        self.settle()
        self._choose_method("evidence")
        panel = self._page("results").explain
        panel.open_inside()
        self.settle()
        sheet: QWidget = panel._inside
        sheet.findChild(QWidget, chip).click()  # type: ignore[union-attr]  # found by name
        self.settle()
        return sheet

    def _show_lesson(self, key: str) -> QWidget:
        self.window.show_lessons()
        sheet: Any = self.window._sheets["learn"]
        sheet.show_lesson(key)
        return sheet  # type: ignore[no-any-return]  # a sheet

    def _classify_pictures(self) -> None:
        self._show("classify")
        page = self._page("classify")
        page.clear()
        page.classify(self._classify)
        self.settle()

    def _choose_answer(self) -> None:
        self._classify_pictures()
        answers = self._page("classify").answers
        self._find(QWidget, "classify_list").setCurrentIndex(answers.model.index(0))

    def _correct_answers(self) -> None:
        self._choose_answer()
        page = self._page("classify")
        page.teaching.corrections.forget(list(page.teaching.corrections.labels))
        classes = self.window._session.run.classes  # type: ignore[union-attr]  # one is on show
        for row, number in ((0, 2), (1, 4), (2, 0)):
            file = page.answers.model.prediction(row).file
            page.teaching.corrections.give([file], classes[number])

    def _learn_from_answers(self) -> None:
        if self._page("classify").message_bar.isVisible():
            return  # The same in another language.
        self._correct_answers()
        self._page("classify").teaching.learn()
        self.settle()

    def _plan_copies(self) -> None:
        self._classify_pictures()
        page = self._page("classify")
        target = Path(tempfile.gettempdir()) / "sorted"
        target.mkdir(exist_ok=True)
        page._copy_button.click()
        self._app.processEvents()
        page.copies._dialog.close()
        page.copies.plan(target)

    def _show_shortcuts(self) -> QWidget:
        self.window.show_shortcuts()
        return self.window._sheets["shortcuts"]


def grab_all(options: argparse.Namespace, text: int) -> None:
    """Grab the states in one text size."""
    app = QApplication([])
    if text != 100:
        font = app.font()
        font.setPixelSize(round(13 * text / 100))
        app.setFont(font)
    install_language(app, "en")
    theme.apply_theme(app, "light")
    studio = Studio(app, prepare(options.folder, options.home), options.classify)
    for state, enter in studio.states().items():
        if options.states and state not in options.states.split(","):
            if state == "data":
                enter()
                studio.settle()
            continue
        for language in options.languages.split(","):
            switch_language(app, language)
            for scheme in options.schemes.split(","):
                theme.apply_theme(app, scheme)
                target = enter() or studio.window
                if state != "train-running":
                    studio.settle()
                else:
                    end = time.monotonic() + 1.5
                    while time.monotonic() < end:
                        app.processEvents()
                parts = [state]
                parts += [language] if language != "en" else []
                parts += [scheme] if scheme != "light" else []
                parts += [str(text)] if text != 100 else []
                target.grab().save(str(options.out / f"{'-'.join(parts)}.png"))
                studio.tidy()
        studio.settle()
    studio.close()


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    arguments.add_argument("folder", type=Path)
    arguments.add_argument("out", type=Path)
    arguments.add_argument("--classify", type=Path, nargs="*", default=[], help="pictures")
    arguments.add_argument("--states", default="", help="only these")
    arguments.add_argument("--languages", default="en,ko")
    arguments.add_argument("--schemes", default="light,dark")
    arguments.add_argument("--text", default="100,150", help="text sizes in percent")
    arguments.add_argument("--home", type=Path, help="where projects and caches are kept")
    options = arguments.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    if options.home is None:
        options.home = Path(tempfile.mkdtemp(prefix="tlgui-screenshots-"))
    options.home = options.home.resolve()
    os.environ["TLGUI_HOME"] = str(options.home)
    texts = options.text.split(",")
    if len(texts) == 1:
        grab_all(options, int(texts[0]))
        return
    # The text size is the desktop's, read once when an application starts.
    for text in texts:
        again = [*sys.argv, "--text", text, "--home", str(options.home)]
        subprocess.run([sys.executable, *again], check=True)


if __name__ == "__main__":
    main()
