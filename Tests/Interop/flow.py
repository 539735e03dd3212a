"""Scenarios about how much comes at a time: PULL, and ROOM for more questions."""

from __future__ import annotations

from argparse import Namespace

from busnode import Node, seconds
from questions import FOLLOWED, WAITS, Answering, ask
from steps import (
    acknowledge,
    expect,
    expect_refused,
    make_topic,
    publish,
    scenario,
    serve,
    subscribe,
    unique,
)
from wire import Command

PULLS_LIMIT = 1_000


def subscription(node: Node, topic: str) -> str:
    """Makes a subscription that nobody is attached to."""
    name = unique("pulled")
    subscribe(node, name, topic)
    node.call("UNSUBSCRIBE", subscription=name)
    return name


def submit_pull(node: Node, name: str, limit: int, milliseconds: int = 0) -> int:
    """Sends a PULL; returns its correlation."""
    return node.submit("PULL", subscription=name, limit=limit, milliseconds=milliseconds)


def pulled(node: Node, correlation: int) -> list[Command]:
    """The deliveries of a PULL, once it is confirmed with their number."""
    count = node.answer(correlation)
    found = [command for command in node.inbox if command.name == "DELIVER"]
    for delivery in found:
        expect(delivery.correlation == correlation, f"{delivery} is not of PULL {correlation}")
        node.inbox.remove(delivery)
    expect(count == len(found), f"PULL sent {len(found)} and confirmed {count}")
    return found


def pull(node: Node, name: str, limit: int, milliseconds: int = 0) -> list[Command]:
    """Pulls, and waits for what comes."""
    return pulled(node, submit_pull(node, name, limit, milliseconds))


@scenario(alone=True)
def pull_some(options: Namespace) -> str:
    """Takes messages a few at a time, settles them, and gives one back."""
    with Node(options.bus, "puller") as node, Node(options.bus, "publisher") as publisher:
        topic = make_topic(publisher, unique("pull"))
        expect_refused("not-found", lambda: pull(node, unique("missing"), 1))
        name = subscription(node, topic)
        expect(pull(node, name, 10) == [], "something came of an empty subscription")
        sent = [publish(publisher, topic, n) for n in range(5)]
        first = pull(node, name, 3)
        expect([each["message"] for each in first] == sent[:3], f"{first} came of {sent}")
        expect(all(each["attempt"] == 1 and each["lease"] > 0 for each in first), f"{first}")
        rest = pull(node, name, 1_024)
        expect([each["message"] for each in rest] == sent[3:], f"{rest} came of {sent}")
        expect(acknowledge(node, *first, *rest[:1]) == 4, "not all were settled")
        node.call("REJECT", subscription=name, message=sent[4], attempt=1, milliseconds=0)
        again = pull(node, name, 10)
        expect([(each["message"], each["attempt"]) for each in again] == [(sent[4], 2)], f"{again}")
        expect(acknowledge(node, *again) == 1, "the second attempt was not settled")
        expect(pull(node, name, 10) == [], "a settled message came again")
    return f"messages={len(sent)}"


@scenario(alone=True)
def pull_waits(options: Namespace) -> str:
    """Waits for the first message: in vain, until one comes, and over a lost connection."""
    with Node(options.bus, "puller") as node, Node(options.bus, "publisher") as publisher:
        topic = make_topic(publisher, unique("pull"))
        name = subscription(node, topic)
        began = seconds()
        expect(pull(node, name, 10, 200) == [], "something came of an empty subscription")
        waited = seconds() - began
        expect(waited >= 0.19, f"the PULL waited {waited:g} s, and not 0.2")
        waiting = submit_pull(node, name, 10, 60_000)
        # What is answered first has been read first.
        expect(pull(node, name, 1) == [], "something came of an empty subscription")
        sent = publish(publisher, topic, 1)
        came = pulled(node, waiting)
        expect([each["message"] for each in came] == [sent], f"{came} came")
        acknowledge(node, *came)
        waiting = submit_pull(node, name, 10, 60_000)
        node.reconnect()
        node.wait(lambda: node.welcome is not None, options.within, "the second WELCOME")
        sent = publish(publisher, topic, 2)
        came = pulled(node, waiting)
        expect([each["message"] for each in came] == [sent], f"{came} came after the reconnection")
        acknowledge(node, *came)
    return f"waited={waited:.1f}"


@scenario(alone=True)
def pull_limit(options: Namespace) -> str:
    """Lets as many PULLs wait as may, and one more."""
    with Node(options.bus, "puller") as node:
        name = subscription(node, make_topic(node, unique("pull")))
        waiting = [submit_pull(node, name, 1, 2_000) for _ in range(PULLS_LIMIT)]
        expect_refused("limit-reached", lambda: pull(node, name, 1, 2_000))
        expect(all(node.answer(each) == 0 for each in waiting), "something came of nothing")
        expect(pull(node, name, 1) == [], "there is no room again")
    return f"waiting={len(waiting)}"


@scenario(alone=True)
def room(options: Namespace) -> str:
    """Asks until there is no room, and again when children have taken questions."""
    busy, other = (f"interop/{unique('room')}:1.0.0" for _ in range(2))
    with Node(options.bus, "parent") as parent, Node(options.bus, "child") as child:
        assert parent.welcome is not None
        limit = parent.welcome["asking"]["messages"]
        asked = [ask(parent, busy, 1, WAITS | FOLLOWED) for _ in range(limit)]
        for _, correlation in asked:
            parent.answer(correlation)
        expect_refused(
            "limit-reached", lambda: parent.answer(ask(parent, busy, 1, WAITS)[1]))
        parent.answer(ask(parent, other, 1, WAITS)[1])
        expect(not any(each.name == "ROOM" for each in parent.inbox), "there is room for nothing")
        serve(child, busy, messages=limit)
        taken = 0
        while taken * 2 < limit:
            given = parent.next("ROOM")
            expect(given["recipient"] == busy, f"{given} is of another revision")
            taken += given["taken"]["messages"]
        for _ in range(limit):
            answering, _ = Answering.take(child)
            answering.emit("result", output_values=None)
        parent.answer(ask(parent, busy, 2, WAITS)[1])
    return f"room={taken} of {limit}"
