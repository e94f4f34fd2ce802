from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from tlgui.engine.models.scratch.design import Design
from tlgui.engine.models.scratch.design_layers import KINDS, Dropout, FullyConnected
from tlgui.engine.models.scratch.textbook import LENET
from tlgui.ui.model.scratch.design_history import DesignHistory, Moment
from tlgui.ui.model.scratch.design_model import DesignModel

EDITS = st.lists(
    st.tuples(
        st.sampled_from(["insert", "remove", "move", "value", "side", "undo", "redo"]),
        st.integers(0, 14),
        st.integers(0, len(KINDS) - 1),
        st.integers(1, 40),
    ),
    max_size=30,
)


def apply(model: DesignModel, edit: tuple[str, int, int, int]) -> None:
    what, place, kind, number = edit
    row = min(place, len(model.design.layers))
    if what == "insert":
        model.insert(row, list(KINDS.values())[kind]())
    elif what == "remove":
        model.remove(row)
    elif what == "move":
        model.move(row, 1 if number % 2 else -1)
    elif what == "value":
        column = 1 + kind % 5
        index = model.index(row, column)
        if model.field_at(index) and model.field_at(index) not in ("function", "share"):
            model.setData(index, number)
    elif what == "side":
        model.take(replace(model.design, side=number), row, "side")
    elif what == "undo":
        model.undo()
    else:
        model.redo()


@settings(max_examples=60, deadline=None)
@given(EDITS)
def test_all_edits_are_undone_and_redone(edits: list[tuple[str, int, int, int]]) -> None:
    model = DesignModel(LENET, 10)
    for edit in edits:
        apply(model, edit)
        expected = model.design.rows(10)
        assert [row.output for row in model.rows] == [row.output for row in expected]
    last = model.design
    steps = 0
    while model.history.can_undo:
        model.undo()
        steps += 1
    assert model.design == LENET
    for _ in range(steps):
        model.redo()

    assert model.design == last


def test_steps_of_one_kind_in_a_row_are_one_step() -> None:
    designs = [Design((), 3, side) for side in (32, 33, 34, 35)]
    history = DesignHistory(Moment(designs[0], 0))
    for design in designs[1:]:
        history.add(Moment(design, 0), "side")
    history.undo()

    assert history.now.design == designs[0]
    assert not history.can_undo
    history.redo()
    assert history.now.design == designs[3]
    history.add(Moment(designs[1], 0), "side")
    history.undo()
    # What came before undoing is a step by itself.
    assert history.now.design == designs[3]


def test_what_was_undone_is_gone_with_another_edit() -> None:
    model = DesignModel(LENET, 10)
    model.insert(0, Dropout())
    model.undo()
    model.insert(0, FullyConnected())

    model.redo()

    assert model.design.layers[0] == FullyConnected()
    assert not model.history.can_redo
