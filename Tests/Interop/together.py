"""Scenarios with somebody else at the other side; each returns what it saw."""

from __future__ import annotations

import json
import uuid
from argparse import Namespace

from busnode import Node, wait_for
from questions import FOLLOWED, LOGS, WAITS, Answering, ask, body, events, kind
from steps import acknowledge, expect, make_topic, publish, scenario, serve, subscribe, unique


@scenario(alone=False)
def ask_service(options: Namespace) -> str:
    """Asks a service of somebody else; --expect is what its output values must be."""
    with Node(options.bus, "python-parent") as node:
        asked, correlation = ask(node, options.recipient, options.values, LOGS | WAITS | FOLLOWED)
        node.answer(correlation, options.within)
        seen = list(events(node, asked, options.within))
        end = body(seen[-1])
        expect(kind(seen[-1]) == "result", f"the end is {end}")
        expect([event["number"] for event in seen] == list(range(1, len(seen) + 1)), "gaps")
        if options.expect is not None:
            expect(end.get("output_values") == options.expect, f"the result is {end}")
    return f"events={','.join(map(kind, seen))} output={json.dumps(end.get('output_values'))}"


@scenario(alone=False)
def answer(options: Namespace) -> str:
    """Answers --count questions for --revision: the output values are {"echo": input values}."""
    with Node(options.bus, "python-child") as node:
        serve(node, options.revision)
        for _ in range(options.count):
            answering, command = Answering.take(node, options.within)
            values = body(command).get("input_values")
            answering.emit("delivery_acknowledgement")
            if command["flags"] & LOGS:
                answering.emit("log_record", log_record={
                    "msg": "answered in Python", "levelname": "INFO", "levelno": 20})
            answering.emit("monitor_message", data={"seen": values})
            node.answer(answering.emit("result", output_values={"echo": values}))
        node.call("WITHDRAW", revision=options.revision)
    return f"questions={options.count}"


@scenario(alone=False)
def register(options: Namespace) -> str:
    """Registers --revision; the registry then resolves it."""
    service, tag = options.revision.split(":")
    namespace, name = service.split("/")
    parameters = {"namespace": namespace, "name": name, "revision_tag": tag}
    with Node(options.bus, "python-registrar") as node:
        node.request("registry", "register", parameters)
        found = node.request("registry", "resolve", parameters)
        expect(found["revision_tag"] == tag, f"{found} was found")
    return f"revision={options.revision}"


@scenario(alone=False)
def resolve(options: Namespace) -> str:
    """Asks the registry for the default of --revision's service; --expect is its tag."""
    namespace, name = options.revision.split(":")[0].split("/")
    with Node(options.bus, "python-resolver") as node:
        found = node.request("registry", "resolve", {"namespace": namespace, "name": name})
        expect(found["is_default"] is True, f"{found} is not the default")
        if options.expect is not None:
            expect(found["revision_tag"] == options.expect, f"the default is {found}")
    return f"revision={found['namespace']}/{found['name']}:{found['revision_tag']}"


def share(service: str, question: uuid.UUID, weights: dict[str, int]) -> str:
    """The revision tag that a tree of questions gets, as docs/registry.md computes it."""
    bits = (1 << 64) - 1
    number = 0xCBF29CE484222325
    for byte in service.encode() + b"\0" + question.bytes:
        number = (number ^ byte) * 0x100000001B3 & bits
    for factor in (0xFF51AFD7ED558CCD, 0xC4CEB9FE1A85EC53):
        number = (number ^ (number >> 33)) * factor & bits
    number = (number ^ (number >> 33)) % sum(weights.values())
    for tag, weight in sorted(weights.items(), key=lambda entry: entry[0].encode()):
        if number < weight:
            return tag
        number -= weight
    raise AssertionError("the remainder is below the sum")


@scenario(alone=False)
def policies(options: Namespace) -> str:
    """Registers two revisions of --revision's service, shares trees out, and keeps what they got."""
    namespace, name = options.revision.split("/")
    service = {"namespace": namespace, "name": name}
    twine = {"input_values_schema": {"type": "object"}}
    weights = {"1.0.0": 2, "1.1.0": 1}
    with Node(options.bus, "python-operator") as node:

        def registry(method: str, **parameters: object) -> dict:
            return node.request("registry", method, {**service, **parameters})

        registry("register", revision_tag="1.0.0", twine=twine)
        registry("register", revision_tag="1.1.0", channel="beta", is_default=False)
        found = registry("resolve", with_twine=True)
        expect(found["revision_tag"] == "1.0.0" and found["twine"] == twine, f"found {found}")
        found = registry("resolve", channel="beta")
        expect(found["revision_tag"] == "1.1.0", f"the beta is {found}")
        registry("set-policy", policy={"kind": "weighted", "weights": weights})
        trees = {}
        for _ in range(12):
            tree = uuid.uuid4()
            trees[tree] = registry("resolve", originator_question=str(tree))["revision_tag"]
            expected = share(options.revision, tree, weights)
            expect(trees[tree] == expected, f"{tree} got {trees[tree]}, not {expected}")
        registry("set-policy", policy={"kind": "pinned"}, reason="the trial is over")
        for tree, tag in trees.items():
            again = registry("resolve", originator_question=str(tree))["revision_tag"]
            expect(again == tag, f"{tree} got {tag} and then {again}")
        registry("deprecate", revision_tag="1.1.0", reason="a trial")
        found = registry("resolve", revision_tag="1.1.0")
        expect(found["deprecated"] == "a trial", f"found {found}")
        kinds = [change["kind"] for change in registry("history")["changes"]]
        expect(kinds[-3:] == ["policy_changed", "policy_changed", "deprecated"], f"{kinds}")
    return f"changes={len(kinds)}"


@scenario(alone=False)
def publish_to(options: Namespace) -> str:
    """Publishes --count messages {"n": 0}, {"n": 1}, … to --topic for somebody else."""
    with Node(options.bus, "python-publisher") as node:
        make_topic(node, options.topic)
        numbers = [
            publish(node, options.topic, {"n": n}, attributes=[("n", str(n))])
            for n in range(options.count)
        ]
    return f"messages={len(numbers)} last={numbers[-1]}"


@scenario(alone=False)
def subscribe_to(options: Namespace) -> str:
    """Receives --count messages of --topic for --subscription, made if it is not there."""
    with Node(options.bus, "python-subscriber") as node:
        make_topic(node, options.topic)
        subscribe(node, options.subscription, options.topic)
        values = []
        for _ in range(options.count):
            delivery = node.next("DELIVER", options.within)
            values.append(json.loads(delivery.payload or b"null"))
            expect(acknowledge(node, delivery) == 1, "the message was not settled")
    return f"messages={len(values)} last={json.dumps(values[-1])}"


@scenario(alone=False)
def restart(options: Namespace) -> str:
    """Waits until somebody restarts the backbone on its data, and goes on where it was."""
    revision = f"interop/{unique('restart')}:1.0.0"
    with Node(options.bus, "restart-parent") as parent, Node(options.bus, "restart") as node:
        assert node.welcome is not None
        run, topic, name = node.welcome["run"], make_topic(node, unique("restart")), unique("sub")
        subscribe(node, name, topic, messages=2)
        serve(node, revision)
        sent = [publish(node, topic, n, key=f"before-{n}") for n in range(options.count)]
        asked, correlation = ask(parent, revision, 1)
        parent.answer(correlation)
        answering, _ = Answering.take(node)
        node.answer(answering.emit("delivery_acknowledgement"))
        first = parent.next("EVENT")

        def has_restarted() -> bool:
            return all(each.welcome is not None and each.welcome["run"] > run
                       for each in (parent, node))

        wait_for([parent, node], has_restarted, options.within, "a backbone that started again")
        expect(publish(node, topic, 0, key="before-0") == sent[0], "a key was forgotten")
        sent.append(publish(node, topic, "after"))
        expect(sent == sorted(set(sent)), f"the identifiers do not grow: {sent}")
        received: set[int] = set()
        while received != set(sent):
            delivery = node.next("DELIVER")
            received.add(delivery["message"])
            acknowledge(node, delivery)
        end = answering.emit("result", output_values=2)
        wait_for([parent, node], lambda: end in node.answers, options.within, "CONFIRM")
        expect(node.answer(end) == 2, "the result is not the second event of the stream")
        seen = [first, *events(parent, asked)]
        expect([(event["number"], event["attempt"]) for event in seen] == [(1, 1), (2, 1)],
               f"the stream is {seen}")
    return f"messages={len(sent)} run={run}"
