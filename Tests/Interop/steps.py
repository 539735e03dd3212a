"""What scenarios are made of: their names, what they expect, and the commands they share."""

from __future__ import annotations

import uuid
from argparse import Namespace
from typing import Any, Callable

from busnode import JSON_TYPE, Node, Refused, TimedOut, to_json
from wire import Command

Scenario = Callable[[Namespace], str]
SCENARIOS: dict[str, Scenario] = {}
#: Those that need nothing but a backbone.
ALONE: list[str] = []


def scenario(*, alone: bool) -> Callable[[Scenario], Scenario]:
    """Gives a scenario its name: that of its function, with hyphens."""

    def register(function: Scenario) -> Scenario:
        name = function.__name__.replace("_", "-")
        SCENARIOS[name] = function
        if alone:
            ALONE.append(name)
        return function

    return register


def expect(condition: bool, what: str) -> None:
    """Fails a scenario unless the condition holds."""
    if not condition:
        raise AssertionError(what)


def expect_refused(code: str, action: Callable[[], Any]) -> str:
    """Fails a scenario unless the action is refused with the code; returns the detail."""
    try:
        result = action()
    except Refused as refused:
        expect(refused.code == code, f"refused with {refused}, not with {code}")
        return refused.detail
    raise AssertionError(f"not refused with {code}, but {result}")


def unique(prefix: str) -> str:
    """A name that no other run uses."""
    return f"{prefix}-{uuid.uuid4().hex[:12]}"


def make_topic(node: Node, name: str) -> str:
    """Makes a topic if it is not there."""
    node.request("backbone", "topics.create", {"topic": name})
    return name


def publish(node: Node, topic: str, value: Any, key: str = "",
            attributes: list[tuple[str, str]] | None = None) -> int:
    """Publishes JSON and waits until it is safe; returns the message's identifier."""
    number = node.call("PUBLISH", None, to_json(value), topic=topic, content_type=JSON_TYPE,
                       deduplication_key=key, ordering_key="", priority=0, time_to_live=0, delay=0,
                       attributes=attributes or [])
    expect(isinstance(number, int) and number > 0, f"PUBLISH was confirmed with {number}")
    assert isinstance(number, int)
    return number


def subscribe(node: Node, subscription: str, topic: str, messages: int = 10,
              size: int = 1_000_000, deadline: int = 0, filter: str = "") -> None:
    """Attaches a node to a subscription."""
    node.call("SUBSCRIBE", subscription=subscription, topic=topic, ack_deadline=deadline,
              window={"messages": messages, "bytes": size}, filter=filter)


def acknowledge(node: Node, *deliveries: Command) -> Command | int:
    """Acknowledges deliveries of one subscription; returns how many were settled."""
    pairs = [(delivery["message"], delivery["attempt"]) for delivery in deliveries]
    return node.call(
        "ACKNOWLEDGE", subscription=deliveries[0]["subscription"], deliveries=pairs)


def serve(node: Node, revision: str, messages: int = 4) -> None:
    """Serves a revision."""
    node.call("SERVE", revision=revision, window={"messages": messages, "bytes": 1_000_000})


def fetch(node: Node, topic: str, after: int, before: int, limit: int = 100) -> list[Command]:
    """Fetches messages of a topic, all there are, a few at a time."""
    found: list[Command] = []
    while True:
        correlation = node.submit("FETCH", topic=topic, after=after, before=before, limit=limit)
        count = node.answer(correlation)
        messages = node.fetched.pop(correlation, [])
        expect(count == len(messages), f"FETCH sent {len(messages)} and confirmed {count}")
        if not messages:
            return found
        found += messages
        after = messages[-1]["message"]


def no_more(node: Node, name: str, within: float = 0.3) -> None:
    """Fails a scenario when a command comes that should not."""
    try:
        command = node.next(name, within)
    except TimedOut:
        return
    raise AssertionError(f"{command} came, and nothing should")
