from __future__ import annotations

import errno
import json
import os
import shutil
import signal
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from tests.engine.disks import DELAYS_S, FullDisk, kill_amid, out_of_reach
from tests.pictures import plain
from tlgui.engine import places
from tlgui.engine.data.records import SplitName
from tlgui.engine.edits.edit import Edit, EditKind
from tlgui.engine.errors import BundleError, Cancelled, DatasetError
from tlgui.engine.progress import Control
from tlgui.engine.project import (
    RECENT_LIMIT,
    Project,
    forget,
    is_project,
    journal_of,
    open_project,
    project_of,
    recent_projects,
    relink,
    save_project,
    save_project_as,
    scan_as_edited,
)
from tlgui.engine.storage import TEMPORARY_MARK

if TYPE_CHECKING:
    from pathlib import Path

    from tlgui.engine.training.run import Run


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("TLGUI_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


@pytest.fixture
def pictures(tmp_path: Path) -> Path:
    for name in ("cat", "dog"):
        (tmp_path / "pets" / name).mkdir(parents=True)
        for number in range(3):
            (tmp_path / "pets" / name / f"{number}.png").write_bytes(plain("PNG", (4, 4)))
    return tmp_path / "pets"


def make_run(project: Project, name: str = "first") -> Path:
    """What looks like a run's folder to whom does not open it."""
    folder = project.runs_folder / name
    folder.mkdir(parents=True)
    (folder / "run.json").write_text("{}")
    (folder / "best.safetensors").write_bytes(b"weights")
    return folder


def test_a_folder_finds_its_project_again_with_all_that_was_kept(pictures: Path) -> None:
    first = project_of(pictures)
    assert not is_project(first.folder), "nothing is written before something is kept"
    kept = replace(first, seed=7, settings={"epochs": 3}, window={"page": "results"})
    save_project(kept)
    assert project_of(pictures) == kept
    assert open_project(kept.folder) == kept


def test_another_spelling_of_the_folder_is_the_same_project(pictures: Path) -> None:
    save_project(project_of(pictures))
    (pictures.parent / "link").symlink_to(pictures, target_is_directory=True)
    assert project_of(pictures.parent / "link") == project_of(pictures)
    assert project_of(pictures / "cat" / "..") == project_of(pictures)


def test_a_name_that_is_not_utf8_survives(tmp_path: Path) -> None:
    root = tmp_path / os.fsdecode(b"caf\xe9 \xed\x95\x9c")
    root.mkdir()
    save_project(replace(project_of(root), seed=3))
    assert project_of(root).seed == 3


def test_a_project_saved_elsewhere_is_the_one_that_is_found_from_then_on(
    pictures: Path, tmp_path: Path
) -> None:
    old = project_of(pictures)
    save_project(old)
    make_run(old)
    new = save_project_as(old, tmp_path / "mine", Control())
    assert new.folder == tmp_path / "mine"
    assert (new.runs_folder / "first" / "best.safetensors").read_bytes() == b"weights"
    assert is_project(old.folder), "the old one stays"
    assert project_of(pictures).folder == tmp_path / "mine"


def test_a_project_is_not_saved_where_something_is_or_among_the_pictures(
    pictures: Path, tmp_path: Path
) -> None:
    project = project_of(pictures)
    save_project(project)
    taken = tmp_path / "taken"
    taken.mkdir()
    (taken / "letter.txt").write_text("dear")
    with pytest.raises(BundleError, match="exists already"):
        save_project_as(project, taken, Control())
    with pytest.raises(BundleError, match="inside the folder of pictures"):
        save_project_as(project, pictures / "project", Control())
    assert [path.name for path in taken.iterdir()] == ["letter.txt"]
    assert sorted(path.name for path in pictures.iterdir()) == ["cat", "dog"]


def test_cancelling_a_copy_leaves_nothing_behind(pictures: Path, tmp_path: Path) -> None:
    project = project_of(pictures)
    save_project(project)
    make_run(project)
    control = Control()
    control.cancel()
    with pytest.raises(Cancelled):
        save_project_as(project, tmp_path / "mine", control)
    assert not (tmp_path / "mine").exists()
    assert project_of(pictures) == project


def test_moved_pictures_are_linked_again(pictures: Path, tmp_path: Path, made_run: Run) -> None:
    project = replace(project_of(pictures), seed=5)
    save_project(project)
    moved = tmp_path / "archive" / "pets"
    moved.parent.mkdir()
    shutil.move(pictures, moved)
    linked = relink(project, moved, [made_run])
    assert linked == replace(project, dataset_root=moved)
    assert project_of(moved) == linked, "the moved folder finds its old project"


def test_a_folder_with_other_pictures_is_not_taken_for_the_moved_one(
    pictures: Path, tmp_path: Path, made_run: Run
) -> None:
    project = project_of(pictures)
    save_project(project)
    other = tmp_path / "other"
    (other / "cat").mkdir(parents=True)
    shutil.copy(pictures / "cat" / "0.png", other / "cat")
    with pytest.raises(DatasetError, match="1 of the 6"):
        relink(project, other, [made_run])
    # What was added from elsewhere is there wherever the folder is: it tells nothing.
    made_run.files[SplitName.TRAIN] += (str(other / "cat" / "0.png"),)
    with pytest.raises(DatasetError, match="1 of the 6"):
        relink(project, other, [made_run])
    with pytest.raises(DatasetError, match="does not exist"):
        relink(project, tmp_path / "nowhere", [made_run])
    assert open_project(project.folder) == project


def test_pictures_that_are_moved_away_again_and_again_have_a_project_each(
    pictures: Path, tmp_path: Path
) -> None:
    made = []
    for number in range(3):
        project = project_of(pictures)
        save_project(project)
        journal_of(pictures).add(Edit(EditKind.EXCLUDE, (f"cat/{number}.png",)))
        moved = tmp_path / f"archive {number}"
        shutil.copytree(pictures, moved)
        made.append(relink(project, moved, []))

    assert len({project.folder for project in made}) == 3
    for number, project in enumerate(made):
        assert open_project(project.folder) == project
        (edit,) = journal_of(project.dataset_root).done
        assert edit.files == (f"cat/{number}.png",)


@pytest.fixture
def made_run(pictures: Path) -> Run:
    from types import SimpleNamespace
    from typing import cast

    names = tuple(f"{kind}/{number}.png" for kind in ("cat", "dog") for number in range(3))
    files = {SplitName.TRAIN: names[:4], SplitName.VALIDATION: names[4:], SplitName.TEST: ()}
    return cast("Run", SimpleNamespace(files=files))


def test_recent_projects_come_newest_first_and_those_that_are_gone_are_left_out(
    tmp_path: Path,
) -> None:
    made = []
    for number in range(RECENT_LIMIT + 2):
        root = tmp_path / f"set{number}"
        root.mkdir()
        made.append(project_of(root))
        save_project(made[-1])
    newest = made[::-1][:RECENT_LIMIT]
    assert recent_projects() == newest
    shutil.rmtree(newest[0].folder)
    assert recent_projects() == newest[1:]
    forget(newest[1])
    assert recent_projects() == newest[2:]
    assert is_project(newest[1].folder), "forgotten, not deleted"


@pytest.mark.parametrize(
    "document",
    [
        "",
        "[]",
        "{}",
        '{"format_version": 1}',
        '{"format_version": "1", "dataset_root": "/x", "created": "", "seed": 0}',
        json.dumps(
            {
                "format_version": 1,
                "dataset_root": "relative",
                "created": "",
                "seed": 0,
                "settings": {},
                "window": {},
            }
        ),
        json.dumps(
            {
                "format_version": 1,
                "dataset_root": "/x",
                "created": "",
                "seed": -1,
                "settings": {},
                "window": {},
            }
        ),
        "[" * 100_000,
    ],
)
def test_a_damaged_project_is_refused_by_name(
    tmp_path: Path, pictures: Path, document: str
) -> None:
    project = project_of(pictures)
    save_project(project)
    (project.folder / "project.json").write_text(document)
    with pytest.raises(BundleError, match=r"project\.json"):
        open_project(project.folder)
    assert project_of(pictures).seed == 0, "the folder can be opened all the same"


def test_a_project_of_a_newer_tlgui_says_so(pictures: Path) -> None:
    project = project_of(pictures)
    save_project(project)
    path = project.folder / "project.json"
    path.write_text(path.read_text().replace('"format_version": 1', '"format_version": 2'))
    with pytest.raises(BundleError, match="newer version"):
        open_project(project.folder)


def test_a_full_disk_at_any_write_leaves_the_old_project(
    pictures: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = project_of(pictures)
    save_project(project)
    failures = 0
    for allowed in range(20):
        disk = FullDisk(allowed)
        with monkeypatch.context() as patch:
            disk.install(patch)
            try:
                save_project(replace(project, seed=9))
            except BundleError as error:
                assert "No space left" in str(error)  # noqa: PT017 - the last one succeeds
                assert error.hint is not None  # noqa: PT017 - as above
        assert [path.name for path in project.folder.iterdir()] == ["project.json"]
        if not disk.failed:
            break
        failures += 1
        assert open_project(project.folder).seed in (0, 9)
        if allowed < 3:  # the document itself is three writes: open, flush, move
            assert open_project(project.folder) == project
    assert failures >= 3
    assert open_project(project.folder).seed == 9


def test_what_a_killed_save_left_long_ago_is_swept(pictures: Path) -> None:
    project = project_of(pictures)
    save_project(project)
    leftover = project.folder / f"{TEMPORARY_MARK}killed"
    leftover.write_text("half")
    os.utime(leftover, (0, 0))

    save_project(project)

    assert [path.name for path in project.folder.iterdir()] == ["project.json"]


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no kill -9 on this system")
def test_kill_while_saving_leaves_a_whole_project(pictures: Path) -> None:
    save_project(project_of(pictures))
    program = """
        import itertools, sys
        from dataclasses import replace
        from pathlib import Path
        from tlgui.engine.project import project_of, save_project
        project = project_of(Path(sys.argv[1]))
        for seed in itertools.count(1):
            save_project(replace(project, seed=seed, window={"page": "x" * 100_000}))
            print("saved", flush=True)
        """
    for delay_s in DELAYS_S:
        kill_amid(program, pictures, delay_s=delay_s)

        found = project_of(pictures)
        assert is_project(found.folder)
        assert found.window == {"page": "x" * 100_000}
        assert [project.folder for project in recent_projects()] == [found.folder]
        save_project(found)


def test_a_list_of_recent_projects_that_is_damaged_is_begun_anew(pictures: Path) -> None:
    project = project_of(pictures)
    save_project(project)
    (places.data_folder() / "recent.json").write_text('{"folders": 3}')
    assert recent_projects() == []
    assert project_of(pictures) == project, "still found where projects lie by default"


@pytest.mark.parametrize("code", [errno.EACCES, errno.ESTALE])
def test_a_recent_project_that_is_out_of_reach_is_in_nobodys_way(
    pictures: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    project = project_of(pictures)
    save_project(project)
    (tmp_path / "other").mkdir()
    save_project_as(project_of(tmp_path / "other"), tmp_path / "mounted" / "it", Control())
    out_of_reach(monkeypatch, tmp_path / "mounted", code)

    assert project_of(pictures) == project
    assert [each.folder for each in recent_projects()] == [project.folder]
    assert len(scan_as_edited(pictures, Control()).records) == 6


def test_a_place_that_cannot_be_looked_at_is_left_as_it_is(
    pictures: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "letter.txt").write_text("dear")
    with monkeypatch.context() as patch:
        out_of_reach(patch, tmp_path / "mine", errno.EIO)
        with pytest.raises(BundleError, match="cannot be saved"):
            save_project_as(project_of(pictures), tmp_path / "mine", Control())

    assert (tmp_path / "mine" / "letter.txt").read_text() == "dear"


def test_a_run_that_cannot_be_looked_at_is_not_left_out_of_a_copy(
    pictures: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = project_of(pictures)
    save_project(project)
    out_of_reach(monkeypatch, make_run(project) / "run.json", errno.EIO)

    with pytest.raises(BundleError, match="cannot be saved"):
        save_project_as(project, tmp_path / "mine", Control())

    assert not (tmp_path / "mine").exists()


def test_edits_go_along_with_a_project_saved_elsewhere(pictures: Path, tmp_path: Path) -> None:
    journal = journal_of(pictures)
    journal.add(Edit(EditKind.EXCLUDE, ("cat/0.png",)))
    save_project(project_of(pictures))

    save_project_as(project_of(pictures), tmp_path / "mine", Control())

    assert journal_of(pictures).path.parent == tmp_path / "mine"
    index = scan_as_edited(pictures, Control())
    assert [record.path for record in index.records][:2] == ["cat/1.png", "cat/2.png"]
    assert index.edited.excluded == 1
