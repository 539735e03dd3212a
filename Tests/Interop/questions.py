"""Parents and children in Python (section 9 of docs/protocol.md)."""

from __future__ import annotations

import json
import uuid
from dataclasses import dataclass
from typing import Any, Iterator

import wire
from busnode import ANSWER_SECONDS, JSON_TYPE, LOCAL, Node, now, to_json
from wire import Command

NUMBERS = {name: number for number, name in wire.KINDS.items()}
LOGS, WAITS, FOLLOWED = 1, 2, 4


def ask(node: Node, recipient: str, values: Any, flags: int = LOGS | FOLLOWED,
        timeout: int = 0) -> tuple[uuid.UUID, int]:
    """Asks a question; returns its identifier and the correlation of the ASK."""
    question = uuid.uuid4()
    payload = to_json({"kind": "question", "input_values": values})
    correlation = node.submit(
        "ASK", None, payload,
        question=question, parent_question=wire.NO_ID, originator_question=question,
        event=uuid.uuid4(), asked=now(), parent=LOCAL, originator=LOCAL, recipient=recipient,
        software_version="1.0.0", retry_count=0, flags=flags, save_diagnostics=1,
        timeout=timeout, cpus=0, memory="", ephemeral_storage="", content_type=JSON_TYPE,
        attributes=[])
    return question, correlation


def events(node: Node, question: uuid.UUID, within: float = ANSWER_SECONDS) -> Iterator[Command]:
    """The events of a followed question up to its end."""
    while True:
        event = node.next("EVENT", within)
        if event["question"] != question:
            raise AssertionError(f"an event of {event['question']}, not of {question}")
        yield event
        if kind(event) in wire.END_KINDS:
            return


def kind(event: Command) -> str:
    """What happened, by its name."""
    return wire.KINDS[event["kind"]]


def body(command: Command) -> Any:
    """The JSON of a payload; its kind must be that of the command."""
    value = json.loads(command.payload or b"null")
    expected = kind(command) if command.name == "EVENT" else "question"
    if value.get("kind") != expected:
        raise AssertionError(f"a body of kind {value.get('kind')} in an event of kind {expected}")
    return value


@dataclass
class Answering:
    """A question that this node has, and how many of its events were sent."""

    node: Node
    question: uuid.UUID
    attempt: int
    last: int = 0

    @classmethod
    def take(cls, node: Node, within: float = ANSWER_SECONDS) -> tuple[Answering, Command]:
        """Waits for a question."""
        command = node.next("QUESTION", within)
        return cls(node, command["question"], command["attempt"]), command

    def emit(self, name: str, number: int | None = None, **members: Any) -> int:
        """Sends the next event of the attempt; returns the correlation of its confirmation."""
        if number is None:
            self.last += 1
            number = self.last
        payload = to_json({"kind": name, **members})
        return self.node.submit(
            "EVENT", None, payload, question=self.question, attempt=self.attempt, number=number,
            kind=NUMBERS[name], event=uuid.uuid4(), time=now(), software_version="1.0.0",
            content_type=JSON_TYPE)
