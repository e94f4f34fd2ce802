from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

import numpy as np
import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QListView, QPushButton, QSpinBox, QWidget

from tests.pictures import encoded, plain
from tests.ui.fakes import make_dataset, make_export, make_run
from tlgui.engine.data.index import scan
from tlgui.engine.data.records import DatasetIndex, ImageRecord, Problem, ProblemKind, SplitName
from tlgui.engine.deploy.bundle import BUNDLE
from tlgui.engine.errors import Message
from tlgui.engine.storage import read_json, write_json
from tlgui.ui.data.data_content import problem_sentence, summary
from tlgui.ui.data.data_page import DataPage
from tlgui.ui.data.picture_browser import PictureBrowser
from tlgui.ui.pictures.item_models import PictureModel, class_rows
from tlgui.ui.pictures.thumbnails import ThumbnailLoader, make_thumbnail
from tlgui.ui.words.texts import one_line, pictures_text
from tlgui.ui.words.tooltips import plain_tooltip
from tlgui.ui.work.project_keeper import ProjectKeeper

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtGui import QImage
    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

    from tlgui.engine.training.run import Run
    from tlgui.ui.work.jobs import JobRunner
    from tlgui.ui.work.session import Session

SIZES = {"cat": 12, "dog": 9, "owl": 1}


def make_folder(root: Path, sizes: dict[str, int] = SIZES) -> Path:
    for number, (name, count) in enumerate(sizes.items()):
        (root / name).mkdir(parents=True)
        for picture in range(count):
            colour = (10 * picture, 60 * number, 120)
            (root / name / f"{name}{picture}.png").write_bytes(plain("PNG", (20, 16), colour))
    return root


@pytest.fixture
def page(no_reading: None, reading_page: DataPage) -> DataPage:
    """The page, with listing only."""
    return reading_page


@pytest.fixture
def reading_page(
    qtbot: QtBot, themed: QApplication, session: Session, runner: JobRunner
) -> DataPage:
    """The page that loads the embedded model and reads every picture in the background."""
    made = DataPage(session, runner, ProjectKeeper(session, runner))
    qtbot.addWidget(made)
    made.resize(1100, 800)
    made.show()
    return made


def child(page: QWidget, kind: type[QWidget], name: str) -> QWidget:
    found = page.findChild(kind, name)
    assert found is not None, name
    return found


def open_and_wait(qtbot: QtBot, page: DataPage, runner: JobRunner, folder: Path) -> None:
    page.open_folder(folder)
    qtbot.waitUntil(lambda: not runner.jobs)


def summary_of(page: DataPage) -> str:
    label = child(page, QLabel, "page_summary")
    return label.accessibleName()


def grid_count(page: DataPage) -> int:
    grid = child(page, QListView, "picture_grid")
    assert isinstance(grid, QListView)
    return grid.model().rowCount()


def test_empty_page_says_what_to_drop_and_offers_no_training(page: DataPage) -> None:
    texts = " ".join(label.text() for label in page.findChildren(QLabel) if label.isVisible())
    assert "Drop a folder of pictures here" in texts
    assert "One folder for each class" in texts
    assert not child(page, QPushButton, "train_step_button").isEnabled()
    assert child(page, QPushButton, "try_sample_button").isEnabled()


def test_opened_folder_fills_page_and_session(
    qtbot: QtBot, page: DataPage, session: Session, runner: JobRunner, tmp_path: Path
) -> None:
    open_and_wait(qtbot, page, runner, make_folder(tmp_path / "pets"))
    assert session.index is not None
    assert session.split is not None
    assert session.index.classes == ("cat", "dog", "owl")
    assert grid_count(page) == 22
    assert summary_of(page).startswith("22 pictures in 3 classes · train ")
    assert "drawn at random" in summary_of(page)
    assert child(page, QPushButton, "train_step_button").isEnabled()


def test_why_train_is_greyed_is_told_at_the_button_too(
    qtbot: QtBot, page: DataPage, runner: JobRunner, tmp_path: Path
) -> None:
    open_and_wait(qtbot, page, runner, make_folder(tmp_path / "one", {"cat": 6}))
    button = child(page, QPushButton, "train_step_button")
    assert isinstance(button, QPushButton)
    assert not button.isEnabled()
    assert "Only the class cat has usable" in button.toolTip()
    assert "Only the class cat has usable" in button.accessibleDescription()

    open_and_wait(qtbot, page, runner, tmp_path / "nowhere")
    assert "Only the class" not in page.message_bar.text
    assert "Only the class cat has usable" in button.toolTip()

    open_and_wait(qtbot, page, runner, make_folder(tmp_path / "pets"))
    assert button.isEnabled()
    assert button.toolTip() == ""


def test_thin_class_is_told_in_words_too(tmp_path: Path) -> None:
    from tlgui.engine.data.index import scan
    from tlgui.ui.pictures.item_models import ClassModel

    rows = class_rows(scan(make_folder(tmp_path / "pets")))
    assert [row.thin for row in rows] == [False, False, True]
    model = ClassModel()
    model.set_rows(rows)
    tooltip = model.data(model.index(2), Qt.ItemDataRole.ToolTipRole)
    assert isinstance(tooltip, str)
    assert "Thin" in tooltip


def test_folder_without_pictures_is_told_in_the_message_bar(
    qtbot: QtBot, page: DataPage, session: Session, runner: JobRunner, tmp_path: Path
) -> None:
    (tmp_path / "void").mkdir()
    open_and_wait(qtbot, page, runner, tmp_path / "void")
    assert page.message_bar.kind == "bad"
    assert "void" in page.message_bar.text
    assert session.index is None


def test_missing_folder_keeps_the_one_that_was_open(
    qtbot: QtBot, page: DataPage, session: Session, runner: JobRunner, tmp_path: Path
) -> None:
    open_and_wait(qtbot, page, runner, make_folder(tmp_path / "pets"))
    before = session.index
    open_and_wait(qtbot, page, runner, tmp_path / "gone")
    assert session.index is before
    assert "gone" in page.message_bar.text
    assert summary_of(page).startswith("22 pictures")


def test_single_class_is_shown_but_not_to_be_trained_on(
    qtbot: QtBot, page: DataPage, session: Session, runner: JobRunner, tmp_path: Path
) -> None:
    open_and_wait(qtbot, page, runner, make_folder(tmp_path / "pets", {"cat": 6}))
    assert session.index is not None
    assert session.split is None
    assert page.message_bar.kind == "bad"
    assert not child(page, QPushButton, "train_step_button").isEnabled()


def test_pictures_of_12_bits_are_told_and_shown_from_black_to_white(
    qtbot: QtBot, page: DataPage, session: Session, runner: JobRunner, tmp_path: Path
) -> None:
    for name in ("a", "b"):
        (tmp_path / "scans" / name).mkdir(parents=True)
        for number in range(6):
            values = np.full((64, 64), 4095 - number, np.uint16)
            values[0] = ord(name)
            data = encoded(Image.fromarray(values), "PNG")
            (tmp_path / "scans" / name / f"{number}.png").write_bytes(data)

    open_and_wait(qtbot, page, runner, tmp_path / "scans")

    assert summary_of(page).endswith("12-bit pictures: 0 to 4,095 are shown as black to white")
    assert page._content is not None
    browser = page._content.browser
    path = tmp_path / "scans" / "a" / "0.png"
    qtbot.waitUntil(lambda: browser.thumbnails.pixmap(path) is not None)
    thumbnail = browser.thumbnails.pixmap(path)
    assert thumbnail is not None
    assert thumbnail.toImage().pixelColor(32, 32).lightness() > 250
    browser.open_picture(0)
    qtbot.waitUntil(lambda: not runner.jobs)
    assert browser.viewer.grab().toImage().size().isValid()
    loaded = browser.viewer._loaded
    assert loaded is not None
    assert loaded.image is not None
    assert loaded.image.pixelColor(32, 32).lightness() > 250

    open_and_wait(qtbot, page, runner, make_folder(tmp_path / "pets"))
    assert "bit" not in summary_of(page)


def test_damaged_and_doubled_pictures_are_found_and_named(
    qtbot: QtBot, reading_page: DataPage, session: Session, runner: JobRunner, tmp_path: Path
) -> None:
    page = reading_page
    folder = make_folder(tmp_path / "pets")
    whole = plain("JPEG", (200, 200))
    (folder / "cat" / "cut.jpg").write_bytes(whole[: len(whole) // 2])
    (folder / "dog" / "twin.png").write_bytes((folder / "dog" / "dog0.png").read_bytes())
    page.open_folder(folder)
    qtbot.waitUntil(lambda: bool(session.unusable))
    qtbot.waitUntil(lambda: not runner.jobs)
    assert session.index is not None
    cut = next(n for n, r in enumerate(session.index.records) if r.path == "cat/cut.jpg")
    assert session.unusable == {cut}
    assert session.split is not None
    assert page._content is not None
    rows = {row.name: row for row in page._content.browser._classes.rows}
    learned = set(session.split.train)
    counts = {name: session.index.class_counts()[at] for at, name in enumerate(rows)}
    assert rows["cat"].count == counts["cat"] - 1
    assert rows["dog"].count == counts["dog"]
    cats = {at for at in learned if session.index.records[at].class_index == 0}
    assert rows["cat"].training == len(cats - {cut})
    assert page.message_bar.kind == "warning"
    assert "1 cannot be read" in page.message_bar.text
    assert "1 duplicate" in page.message_bar.text
    child(page, QPushButton, "message_action").click()  # type: ignore[attr-defined]
    shown = grid_count(page)
    assert shown == len({p.path for p in page._problems() if p.path.endswith(("jpg", "png"))})
    problems = child(page, QListView, "problem_list")
    assert problems.isVisible()
    assert isinstance(problems, QListView)
    texts = [problems.model().index(row, 0).data() for row in range(problems.model().rowCount())]
    assert any("cut.jpg" in text for text in texts)


def test_chips_class_list_and_words_filter_together(
    qtbot: QtBot, page: DataPage, session: Session, runner: JobRunner, tmp_path: Path
) -> None:
    open_and_wait(qtbot, page, runner, make_folder(tmp_path / "pets"))
    assert session.split is not None
    child(page, QPushButton, "filter_validation").click()  # type: ignore[attr-defined]
    assert grid_count(page) == len(session.split.validation)
    child(page, QPushButton, "filter_all").click()  # type: ignore[attr-defined]
    classes = child(page, QListView, "class_list")
    assert isinstance(classes, QListView)
    row = classes.visualRect(classes.model().index(1, 0)).center()
    QTest.mouseClick(classes.viewport(), Qt.MouseButton.LeftButton, pos=row)
    assert grid_count(page) == SIZES["dog"]
    field = child(page, QLineEdit, "find_picture_field")
    assert isinstance(field, QLineEdit)
    field.setText("DOG 3")
    qtbot.waitUntil(lambda: grid_count(page) == 1)
    QTest.mouseClick(classes.viewport(), Qt.MouseButton.LeftButton, pos=row)
    field.setText("owl")
    qtbot.waitUntil(lambda: grid_count(page) == SIZES["owl"])
    field.setText("nothing like this")
    qtbot.waitUntil(lambda: grid_count(page) == 0)


def test_seed_draws_another_split(
    qtbot: QtBot, page: DataPage, session: Session, runner: JobRunner, tmp_path: Path
) -> None:
    open_and_wait(qtbot, page, runner, make_folder(tmp_path / "pets", {"a": 40, "b": 40}))
    first = session.split
    seed = child(page, QSpinBox, "split_seed_field")
    assert isinstance(seed, QSpinBox)
    assert seed.isVisible()
    seed.setValue(7)
    qtbot.waitUntil(lambda: session.split is not first)
    assert first is not None
    assert session.split is not None
    assert session.split.seed == 7
    assert session.split.validation != first.validation


def test_split_folders_are_kept_and_need_no_seed(
    qtbot: QtBot, page: DataPage, session: Session, runner: JobRunner, tmp_path: Path
) -> None:
    for part, count in (("train", 6), ("val", 3)):
        make_folder(tmp_path / "pets" / part, {"cat": count, "dog": count})
    open_and_wait(qtbot, page, runner, tmp_path / "pets")
    assert "train 12, validation 6 (as on disk) · no test split" in summary_of(page)
    assert not child(page, QSpinBox, "split_seed_field").isVisible()


def test_sample_is_written_and_opened(
    qtbot: QtBot, page: DataPage, session: Session, runner: JobRunner
) -> None:
    child(page, QPushButton, "try_sample_button").click()  # type: ignore[attr-defined]
    qtbot.waitUntil(lambda: session.split is not None)
    assert session.index is not None
    assert len(session.index.records) == 1797
    assert len(session.index.classes) == 10
    for job in runner.jobs:
        job.cancel()


def test_opening_again_while_listing_shows_the_last_one_only(
    qtbot: QtBot, page: DataPage, session: Session, runner: JobRunner, tmp_path: Path
) -> None:
    first, second = make_folder(tmp_path / "one"), make_folder(tmp_path / "two")
    opened: list[Path] = []
    session.index_changed.connect(lambda index: opened.append(index.root))
    page.open_folder(first)
    page.open_folder(second)
    qtbot.waitUntil(lambda: not runner.jobs)
    assert opened == [second]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows forbids such names")
def test_hostile_names_are_shown_as_they_are(
    qtbot: QtBot, page: DataPage, session: Session, runner: JobRunner, tmp_path: Path
) -> None:
    folder = tmp_path / "<b>pets</b>\nline"
    names = ["<i>a</i>", "two\nlines", "%s{0}", "-dash", "\N{RIGHT-TO-LEFT OVERRIDE}rtl"]
    for name in names:
        (folder / name).mkdir(parents=True)
        for number in range(4):
            (folder / name / f"<img src=x>{number}\n.png").write_bytes(plain("PNG"))
    raw = os.path.join(os.fsencode(folder), b"latin-\xe9")
    os.mkdir(raw)
    for number in range(4):
        with open(os.path.join(raw, b"p%d-\xff.png" % number), "wb") as file:
            file.write(plain("PNG"))
    open_and_wait(qtbot, page, runner, folder)
    assert session.index is not None
    assert len(session.index.records) == 24
    page.show_problems()
    grid = child(page, QListView, "picture_grid")
    assert isinstance(grid, QListView)
    for row in range(grid.model().rowCount()):
        for role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            text = grid.model().index(row, 0).data(role)
            assert "\n" not in text
            assert "<img" not in text or role == Qt.ItemDataRole.DisplayRole
    for label in page.findChildren(QLabel):
        assert label.textFormat() == Qt.TextFormat.PlainText or not label.text()
    page.grab()


def test_one_line_keeps_emoji_and_replaces_what_breaks_text() -> None:
    assert one_line("family \N{MAN}\N{ZERO WIDTH JOINER}\N{GIRL}") == (
        "family \N{MAN}\N{ZERO WIDTH JOINER}\N{GIRL}"
    )
    assert one_line("a\nb\udcffc\u202ed") == "a\ufffdb\ufffdc\ufffdd"
    assert plain_tooltip("<b> & c\nd") == "<qt>&lt;b&gt; &amp; c<br>d</qt>"
    assert pictures_text(1) == "1 picture"
    assert pictures_text(3409) == "3,409 pictures"


def test_problem_sentence_counts_by_kind() -> None:
    def problem(kind: ProblemKind) -> Problem:
        return Problem("x", kind, Message("x"))

    kinds = [ProblemKind.UNREADABLE] * 2 + [ProblemKind.DUPLICATE_ACROSS_SPLITS] * 5
    sentence = problem_sentence(problem(kind) for kind in kinds)
    assert sentence == "5 duplicates across the splits, 2 cannot be read."
    for kind in ProblemKind:
        assert problem_sentence([problem(kind)])


def test_thumbnails_come_for_what_is_asked_newest_first_and_stay_bounded(
    qtbot: QtBot, runner: JobRunner, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tlgui.ui.pictures import thumbnails

    picture = tmp_path / "a.png"
    picture.write_bytes(plain("PNG", (300, 200)))
    made: list[Path] = []

    def make(path: Path, side: int, bit_depth: int | None) -> QImage | None:
        made.append(path)
        return make_thumbnail(picture, side, bit_depth) if path.suffix == ".png" else None

    monkeypatch.setattr(thumbnails, "WORKERS", 1)
    monkeypatch.setattr(thumbnails, "WAITING_LIMIT", 5)
    monkeypatch.setattr(thumbnails, "MEMORY_LIMIT", 3 * 192 * 128 * 4)
    loader = ThumbnailLoader(runner, make=make)
    paths = [tmp_path / f"{n}.png" for n in range(20)]
    for path in paths:
        assert loader.pixmap(path) is None
    qtbot.waitUntil(lambda: not runner.jobs)
    assert paths[-1] in made
    assert len(made) <= 6 + 1  # the limit, and what the worker took before it was reached
    newest = [path for path in made if path in paths[-5:]]
    assert newest == sorted(newest, key=paths.index, reverse=True)
    kept = [path for path in paths if path in loader._kept]
    assert 1 <= len(kept) <= 3
    shown = loader.pixmap(kept[-1])
    assert shown is not None
    assert (shown.width(), shown.height()) == (192, 128)
    broken = tmp_path / "broken.txt"
    loader.pixmap(broken)
    qtbot.waitUntil(lambda: loader.is_unreadable(broken))


def test_only_what_is_on_screen_is_decoded(
    qtbot: QtBot, themed: QApplication, runner: JobRunner, tmp_path: Path
) -> None:
    records = tuple(ImageRecord(f"c{n % 3}/{n:06}.png", n % 3, None, 1, 1) for n in range(20_000))
    index = DatasetIndex(tmp_path, ("c0", "c1", "c2"), records, (), 0)
    browser = PictureBrowser(runner)
    qtbot.addWidget(browser)
    qtbot.addWidget(browser.class_card)  # It is placed elsewhere.
    browser.thumbnails._make = lambda _path, _side, _depth: None
    browser.resize(760, 600)
    browser.show()
    browser.show_dataset(index, None, ())
    qtbot.waitUntil(lambda: len(browser.thumbnails._kept) > 10)
    qtbot.waitUntil(lambda: not runner.jobs)
    assert len(browser.thumbnails._kept) < 100
    model = browser.grid.model()
    assert isinstance(model, PictureModel)
    assert model.rowCount() == 20_000


def open_made_run(
    page: DataPage, run: Run, monkeypatch: pytest.MonkeyPatch, session: Session, qtbot: QtBot
) -> None:
    """Open the folder of a run made by hand, whose documents need not be written for that."""
    (run.folder / "run.json").touch()
    monkeypatch.setattr("tlgui.engine.training.run.open_run", lambda _folder: run)
    page.open_folder(run.folder)
    qtbot.waitUntil(lambda: session.run is run)


def test_run_folder_opens_the_run_with_its_own_split(
    qtbot: QtBot,
    page: DataPage,
    session: Session,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    run = make_run(tmp_path / "run", make_dataset(tmp_path / "pets").root)
    open_made_run(page, run, monkeypatch, session, qtbot)
    assert session.index is not None
    assert session.split is not None
    shown = {session.index.records[position].path for position in session.split.train}
    assert shown == set(run.files[SplitName.TRAIN])


def test_run_opens_although_its_pictures_are_gone(
    qtbot: QtBot,
    page: DataPage,
    session: Session,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    run = make_run(tmp_path / "run", tmp_path / "gone")
    open_made_run(page, run, monkeypatch, session, qtbot)
    assert session.index is None
    assert "no longer at" in page.message_bar.text


def test_pictures_in_sub_folders_of_their_class_are_counted(tmp_path: Path) -> None:
    root = tmp_path / "pictures"
    for place in ("cat/1.png", "cat/2.png", "dog/1.png", "dog/old/2.png"):
        (root / place).parent.mkdir(parents=True, exist_ok=True)
        (root / place).write_bytes(plain("PNG", (8, 8), (9, 9, 9)))

    assert summary(scan(root), None).endswith("1 in sub-folders of their class")
    (root / "dog/old/2.png").unlink()
    assert "sub-folders" not in summary(scan(root), None)


def test_pictures_that_no_class_counts_are_told_beside_the_others(tmp_path: Path) -> None:
    index = scan(make_folder(tmp_path / "pets"))
    broken = Problem(index.records[0].path, ProblemKind.UNREADABLE, Message("it is empty"))

    told = summary(index, None, problems=[broken, broken])

    assert told == f"{len(index.records)} pictures in {len(index.classes)} classes · 1 unreadable"


def test_a_model_that_is_open_without_pictures_is_named_whatever_else_cannot_be_opened(
    qtbot: QtBot, page: DataPage, runner: JobRunner, tmp_path: Path
) -> None:
    run = make_run(tmp_path / "run", tmp_path / "gone")
    lean = make_export(tmp_path / "onnx only", run)
    document = read_json(lean / BUNDLE)
    del document["files"]["model.safetensors"]
    write_json(lean / BUNDLE, document)

    open_and_wait(qtbot, page, runner, make_export(tmp_path / "shoes", run))
    assert summary_of(page) == "The model shoes is open, without its pictures."
    open_and_wait(qtbot, page, runner, lean)
    assert "exported without model.safetensors" in page.message_bar.text
    assert summary_of(page) == "The model shoes is open, without its pictures."

    page.close_project()
    assert summary_of(page) == "Nothing is open yet."
