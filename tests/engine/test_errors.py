from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from tlgui.engine.errors import Message

REASON = Message("it is cut off")


@pytest.mark.parametrize(
    "message",
    [
        Message("Nothing to fill in."),
        Message("{name} cannot be read: {reason}.", name="a.jpg", reason=REASON),
        Message("{path} is missing.", path=Path("/pets")),
        Message("{difference:.3g}, {count:,}", difference=np.float64(0.125), count=12345),
        Message("Shape {shape}.", shape=(3, 4)),
    ],
    ids=lambda message: message.template,
)
def test_a_message_that_was_stored_says_the_same_and_keeps_its_template(message: Message) -> None:
    back = Message.from_json(json.loads(json.dumps(message.to_json(), allow_nan=False)))

    assert str(back) == str(message)
    assert back.template == message.template


def test_a_reason_that_was_stored_can_still_be_translated() -> None:
    message = Message("{name} cannot be read: {reason}.", name="a.jpg", reason=REASON)

    assert Message.from_json(message.to_json()).values["reason"] == REASON


@pytest.mark.parametrize("value", [np.float32(0.5), float("nan")])
def test_a_value_that_would_format_differently_is_stored_as_a_sentence(value: object) -> None:
    message = Message("It differs by {value:.3g}.", value=value)

    assert str(Message.from_json(message.to_json())) == str(message)


@pytest.mark.parametrize(
    "document",
    [
        None,
        7,
        [],
        {},
        {"template": 7, "values": {}},
        {"template": "{name}", "values": {}},
        {"template": "{name}", "values": 7},
        {"template": "{name:z}", "values": {"name": 1}},
        {"template": "{", "values": {}},
    ],
    ids=repr,
)
def test_what_is_no_message_is_refused(document: object) -> None:
    with pytest.raises(ValueError, match="a message is something else"):
        Message.from_json(document)
