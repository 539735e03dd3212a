"""Checks the codec of this folder against the fixed frames of the project."""

from __future__ import annotations

import json
import uuid
from pathlib import Path
from typing import Any

import wire
from wire import Command, WireError

IDS = {"session", "question", "parent_question", "originator_question", "event"}


def check(file: Path) -> str:
    """Reads and writes every frame of the file; says how many there were."""
    vectors = json.loads(file.read_text(encoding="utf-8"))
    for vector in vectors["accepted"]:
        check_accepted(vector)
    for vector in vectors["refused"]:
        check_refused(vector)
    return f"accepted={len(vectors['accepted'])} refused={len(vectors['refused'])}"


def check_accepted(vector: dict[str, Any]) -> None:
    """The frame is read as the fields, the fields are written as the frame."""
    frames = [bytes.fromhex(vector["frame"])]
    if vector["payload"] is not None:
        frames.append(bytes.fromhex(vector["payload"]))
    fields = {name: native(name, value) for name, value in vector["fields"].items()}
    payload = frames[1] if len(frames) == 2 else None
    expected = Command(vector["command"], fields, payload, vector["correlation"])
    decoded = wire.decode(frames)
    assert decoded == expected, f"{vector['name']}: {decoded} is not {expected}"
    assert wire.encode(expected) == frames, f"{vector['name']} is written in another way"
    for length in range(len(frames[0])):
        refused_with([frames[0][:length], *frames[1:]], f"{vector['name']} cut at {length}")


def check_refused(vector: dict[str, Any]) -> None:
    """The frames are refused with the code that they should be."""
    code = refused_with([bytes.fromhex(frame) for frame in vector["frames"]], vector["name"])
    assert code == vector["code"], f"{vector['name']} is refused with {code}"


def refused_with(frames: list[bytes], name: str) -> str:
    """The code with which frames are refused."""
    try:
        command = wire.decode(frames)
    except WireError as error:
        return error.code
    raise AssertionError(f"{name} is read as {command}")


def native(name: str, value: Any) -> Any:
    """A value of the file as the codec has it."""
    if name in IDS:
        return uuid.UUID(value)
    if name in ("attributes", "confirmations", "deliveries"):
        return [tuple(pair) for pair in value]
    return value
