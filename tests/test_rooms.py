"""The rooms of the house: their order, no circle, and none too full. See ARCHITECTURE.md."""

from __future__ import annotations

from graphlib import CycleError, TopologicalSorter

import pytest

from tests.sources import PACKAGE, imported, modules

# From the ground up; a room imports only itself and those on lower floors.
FLOORS = (
    ("look",),
    ("words",),
    ("work",),
    ("kit",),
    ("pictures",),
    ("data", "model", "train", "results", "classify", "export", "learn", "review", "map"),
    ("window",),
)
STEPS = FLOORS[5]
# The modules through which a step may use another step's room.
DOORS = {"tlgui.ui.train.run_rows"}
FILES_IN_A_FOLDER = 18


def room(module: str) -> str:
    """The room of the window that ``module`` lies in; empty elsewhere."""
    parts = module.split(".")
    return parts[2] if parts[:2] == ["tlgui", "ui"] and len(parts) > 2 else ""


def floor(name: str) -> int:
    return next(number for number, rooms in enumerate(FLOORS) if name in rooms)


def crossing(module: str, name: str) -> str:
    """What is wrong with ``module`` importing ``name``; empty where nothing is."""
    here, there = room(module), room(name)
    if not here or not there or here == there:
        return ""
    if floor(there) > floor(here):
        return f"{module} imports {name} from a higher floor"
    through_a_door = any(name == door or name.startswith(f"{door}.") for door in DOORS)
    if here in STEPS and there in STEPS and not through_a_door:
        return f"{module} imports {name} from the room of another step"
    return ""


def test_every_module_of_the_window_lies_in_a_room() -> None:
    rooms = {room(module) for module in modules()} - {""}

    assert rooms == {name for names in FLOORS for name in names}


def test_rooms_import_only_from_lower_floors() -> None:
    found = [crossing(module, name) for module in modules() for _line, name in imported(module)]

    assert [text for text in found if text] == []


@pytest.mark.parametrize(
    ("module", "name", "allowed"),
    [
        ("tlgui.ui.kit.errors", "tlgui.ui.words.texts.one_line", True),
        ("tlgui.ui.kit.errors", "tlgui.ui.pictures.thumbnails.ThumbnailLoader", False),
        ("tlgui.ui.results.figures_card", "tlgui.ui.window.rail.Rail", False),
        ("tlgui.ui.results.figures_card", "tlgui.ui.train.run_table.RunTable", False),
        ("tlgui.ui.results.figures_card", "tlgui.ui.train.run_rows.RunRow", True),
        ("tlgui.ui.window.main_window", "tlgui.ui.train.run_table.RunTable", True),
    ],
)
def test_steps_down_up_and_sideways_are_told_apart(module: str, name: str, allowed: bool) -> None:
    assert (crossing(module, name) == "") is allowed


def test_no_circle_of_imports() -> None:
    known = set(modules())

    def module_of(name: str) -> str:
        """The module that ``name`` is or lies in."""
        return name if name in known else name.rpartition(".")[0]

    graph = {
        module: {
            other
            for _line, name in imported(module)
            if (other := module_of(name)) in known and other != module
        }
        for module in known
    }

    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        pytest.fail(" -> ".join(error.args[1]))


def test_no_folder_holds_too_many_files() -> None:
    folders = [PACKAGE, *(path for path in PACKAGE.rglob("*") if path.is_dir())]
    full = {
        str(folder.relative_to(PACKAGE.parent)): count
        for folder in folders
        if folder.name != "__pycache__"
        and "assets" not in folder.relative_to(PACKAGE).parts
        and (count := sum(path.is_file() for path in folder.iterdir())) > FILES_IN_A_FOLDER
    }

    assert full == {}
