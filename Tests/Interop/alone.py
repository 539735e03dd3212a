"""Scenarios that need nothing but a backbone; each returns what it saw."""

from __future__ import annotations

import json
import uuid
from argparse import Namespace

from busnode import Node, wait_for
from feed import Feed, wait_until_seen
from questions import Answering, ask, body, events, kind
from steps import (
    acknowledge,
    expect,
    expect_refused,
    fetch,
    make_topic,
    no_more,
    publish,
    scenario,
    serve,
    subscribe,
    unique,
)
from wire import Command, encode


@scenario(alone=True)
def session(options: Namespace) -> str:
    """Opens a session, resumes it on another connection, and ends it."""
    with Node(options.bus, "session") as node:
        assert node.welcome is not None
        expect(node.welcome["resumed"] == 0, "a new session is said to be known")
        expect(node.welcome["payload_limit"] == 10_000_000, "the payload limit is another")
        run = node.welcome["run"]
        node.reconnect()
        node.wait(lambda: node.welcome is not None, options.within, "the second WELCOME")
        expect(node.welcome["resumed"] == 1, "the session was not resumed")
        expect(node.welcome["run"] == run, "the backbone has started again meanwhile")
        nodes = node.request("backbone", "nodes.list", {})["nodes"]
        expect(any(row["node"] == "session" for row in nodes), "nodes.list does not show us")
    return f"run={run}"


@scenario(alone=True)
def pubsub(options: Namespace) -> str:
    """Publishes and receives, filtered, in order, each message once."""
    with Node(options.bus, "pubsub") as node:
        topic = make_topic(node, options.topic or unique("pubsub"))
        name = unique("all")
        subscribe(node, name, topic)
        subscribe(node, name + "-kw", topic, filter='attributes.unit = "kW"')
        sent = [
            publish(node, topic, {"n": n}, attributes=[("unit", "kW" if n % 2 else "W")])
            for n in range(options.count)
        ]
        expect(sent == sorted(set(sent)), "the identifiers do not grow")
        received: dict[str, list[int]] = {name: [], name + "-kw": []}
        while len(received[name]) < len(sent) or len(received[name + "-kw"]) < len(sent) // 2:
            delivery = node.next("DELIVER")
            expect(delivery["attempt"] == 1, "the first delivery is not attempt 1")
            received[delivery["subscription"]].append(delivery["message"])
            expect(acknowledge(node, delivery) == 1, "the message was not settled")
        expect(received[name] == sent, "the order of delivery is not that of publishing")
        expect(received[name + "-kw"] == sent[1::2], "the filter took the wrong messages")
        no_more(node, "DELIVER")
        for each in (name, name + "-kw"):
            node.call("UNSUBSCRIBE", subscription=each)
            node.request("backbone", "subscriptions.delete", {"subscription": each})
    return f"messages={len(sent)}"


@scenario(alone=True)
def redelivery(options: Namespace) -> str:
    """Gives messages back, loses a connection, and settles each in the end."""
    with Node(options.bus, "redelivery") as node:
        topic, name = make_topic(node, unique("redelivery")), unique("again")
        subscribe(node, name, topic, messages=1)
        first, second = publish(node, topic, 1), publish(node, topic, 2)
        delivery = node.next("DELIVER")
        no_more(node, "DELIVER")
        lease = {"subscription": name, "message": first}
        node.call("EXTEND", lease, attempt=1, milliseconds=20_000)
        node.call("REJECT", lease, attempt=1, milliseconds=0)
        again = node.next("DELIVER")
        expect((again["message"], again["attempt"]) == (first, 2), "attempt 2 does not come first")
        expect(acknowledge(node, delivery) == 0, "an old attempt was settled")
        expect_refused("not-leased", lambda: node.call("EXTEND", lease, attempt=1, milliseconds=1))
        node.reconnect()
        node.wait(lambda: node.welcome is not None, options.within, "WELCOME")
        no_more(node, "DELIVER")
        expect(acknowledge(node, again) == 1, "the newest attempt was not settled")
        last = node.next("DELIVER")
        expect((last["message"], last["attempt"]) == (second, 1), "the second message is missing")
        node.call("UNSUBSCRIBE", subscription=name)
        subscribe(node, name, topic, messages=1)
        last = node.next("DELIVER")
        expect((last["message"], last["attempt"]) == (second, 2), "UNSUBSCRIBE gave nothing back")
        expect(acknowledge(node, last) == 1, "the second message was not settled")
    return f"messages={first},{second}"


@scenario(alone=True)
def deduplication(options: Namespace) -> str:
    """Publishes twice with one key, and once more with another."""
    with Node(options.bus, "deduplication") as node:
        topic, name = make_topic(node, unique("deduplication")), unique("once")
        subscribe(node, name, topic)
        first = publish(node, topic, 1, key="k")
        expect(publish(node, topic, 1, key="k") == first, "the same key made another message")
        second = publish(node, topic, 1, key="l")
        expect(second > first, "another key made no message")
        got = [node.next("DELIVER")["message"] for _ in range(2)]
        expect(got == [first, second], f"{got} was delivered")
        no_more(node, "DELIVER")
    return f"messages={first},{second}"


@scenario(alone=True)
def feed(options: Namespace) -> str:
    """Watches a topic on the feed, loses some messages, and repairs the gap by FETCH."""
    with Node(options.bus, "feed") as node:
        assert node.welcome is not None
        endpoint = options.feed or node.welcome["feed"]
        topic = make_topic(node, options.topic or unique("feed"))
        with Feed(endpoint, f"topic/{topic}\0".encode()) as watcher:
            seen = wait_until_seen(
                watcher, lambda: publish(node, topic, {"sync": True}), options.within)
            last, missed, repaired = seen["message"], 0, 0
            newest = 0
            for n in range(options.count):
                newest = publish(node, topic, {"n": n})
            while last < newest:
                subject, message = watcher.expect(options.within)
                expect(subject == f"topic/{topic}", f"{subject} was not subscribed to")
                if message["message"] % 3 == 0 and message["message"] != newest:
                    missed += 1
                    continue
                if message["previous"] != last:
                    gap = fetch(node, topic, last, message["message"], limit=2)
                    chain = [each["previous"] for each in [*gap, message]]
                    expect(chain == [last] + [each["message"] for each in gap],
                           f"the gap after {last} is not repaired by {chain}")
                    repaired += len(gap)
                last = message["message"]
            expect(missed == repaired, f"{missed} were missed and {repaired} fetched")
    return f"missed={missed} repaired={repaired}"


@scenario(alone=True)
def question(options: Namespace) -> str:
    """Asks and answers a question within one program, and watches it on the feed."""
    revision = f"interop/{unique('python')}:1.0.0"
    with Node(options.bus, "parent") as parent, Node(options.bus, "child") as child:
        serve(child, revision)
        asked, correlation = ask(parent, revision, {"x": 20})
        answering, command = Answering.take(child)
        expect(body(command)["input_values"] == {"x": 20}, "the values came as others")
        expect((command["attempt"], command["lease"]) == (1, 30_000), "the lease is another")
        expect(parent.answer(correlation) == 0, "ASK was not confirmed with 0")
        answering.emit("delivery_acknowledgement")
        answering.emit("log_record", log_record={"msg": "ü", "levelname": "INFO", "levelno": 20})
        last = answering.emit("monitor_message", data=0.5)
        expect(child.answer(last) == 3, "the third event is not number 3 of the stream")
        expect(child.answer(answering.emit("monitor_message", number=3, data=0.5)) == 0,
               "a repeated event was stored again")
        expect_refused("malformed", lambda: child.answer(answering.emit("heartbeat", number=9)))
        child.answer(answering.emit("result", output_values={"x": 400}))
        seen = list(events(parent, asked))
        expect([event["number"] for event in seen] == [1, 2, 3, 4], "the numbers are others")
        expect(body(seen[-1])["output_values"] == {"x": 400}, "the result came as another")
        expect_refused("question-ended", lambda: child.answer(answering.emit("heartbeat")))
        rows = parent.request("backbone", "questions.list", {"question": str(asked)})["questions"]
        expect(rows[0]["events"] == 4 and rows[0]["ended"], f"questions.list says {rows}")
    return "events=" + ",".join(kind(event) for event in seen)


@scenario(alone=True)
def resume(options: Namespace) -> str:
    """Loses the parent's and the child's connection in the middle of a question."""
    revision = f"interop/{unique('resume')}:1.0.0"
    with Node(options.bus, "parent") as parent, Node(options.bus, "child") as child:
        serve(child, revision)
        asked, _ = ask(parent, revision, None)
        answering, _ = Answering.take(child)
        child.answer(answering.emit("delivery_acknowledgement"))
        numbers = [parent.next("EVENT")["number"]]
        parent.reconnect()
        child.answer(answering.emit("monitor_message", data=1))
        child.reconnect()
        last = answering.emit("monitor_message", data=2)
        result = answering.emit("result", output_values=None)
        wait_for([child, parent], lambda: result in child.answers, options.within, "CONFIRM")
        expect((child.answer(last), child.answer(result)) == (3, 4), "the stream has other numbers")
        numbers += [event["number"] for event in events(parent, asked)]
        expect(numbers == [1, 2, 3, 4], f"after the reconnections {numbers} came")
        no_more(child, "QUESTION", 0.1)
        replay = parent.call("FOLLOW", {"question": asked, "from": 0})
        expect(replay == 4, f"FOLLOW was confirmed with {replay}")
        shown = parent.next("QUESTION")
        expect((shown["attempt"], shown["lease"]) == (0, 0), "the question is not only shown")
        again = [event["number"] for event in events(parent, asked)]
        expect(again == [1, 2, 3, 4], f"the replay is {again}")
    return f"numbers={numbers}"


@scenario(alone=True)
def release(options: Namespace) -> str:
    """Gives a question back; the old attempt is fenced off and another child ends it."""
    revision = f"interop/{unique('release')}:1.0.0"
    with Node(options.bus, "parent") as parent, Node(options.bus, "one") as one:
        serve(one, revision)
        asked, _ = ask(parent, revision, 1)
        first, _ = Answering.take(one)
        one.answer(first.emit("delivery_acknowledgement"))
        one.call("WITHDRAW", revision=revision)
        with Node(options.bus, "two") as two:
            serve(two, revision)
            one.call("RELEASE", question=asked, attempt=1)
            second, _ = Answering.take(two)
            expect(second.attempt == 2, f"attempt {second.attempt} followed attempt 1")
            expect_refused("stale-attempt", lambda: one.answer(first.emit("heartbeat")))
            two.answer(second.emit("exception", exception_type="E", exception_message="m",
                                   exception_traceback=[]))
            seen = [(event["attempt"], event["number"], kind(event))
                    for event in events(parent, asked)]
    expect(seen == [(1, 1, "delivery_acknowledgement"), (2, 2, "exception")], f"{seen} came")
    return "attempts=2"


@scenario(alone=True)
def cancel(options: Namespace) -> str:
    """Cancels a question that a child has, and lets another run out of time."""
    revision = f"interop/{unique('cancel')}:1.0.0"
    with Node(options.bus, "parent") as parent, Node(options.bus, "child") as child:
        serve(child, revision)
        asked, _ = ask(parent, revision, 1)
        Answering.take(child)
        expect(parent.call("CANCEL", question=asked, attempt=0, reason="enough") == 1, "it had ended before")
        end = list(events(parent, asked))[-1]
        expect((kind(end), body(end)["reason"]) == ("cancelled", "enough"), f"the end is {end}")
        expect(child.next("CANCEL")["question"] == asked, "the child was told of another question")
        expect(parent.call("CANCEL", question=asked, attempt=0, reason="") == 0, "it was cancelled twice")
        late, _ = ask(parent, revision, 2, timeout=300)
        end = list(events(parent, late))[-1]
        expect(kind(end) == "cancelled", f"the end in time is {kind(end)}")
    return "cancelled=2"


@scenario(alone=True)
def credit(options: Namespace) -> str:
    """Follows many events through a window of a few."""
    revision = f"interop/{unique('credit')}:1.0.0"
    window = {"messages": 3, "bytes": 400}
    with Node(options.bus, "parent", window) as parent, Node(options.bus, "child") as child:
        serve(child, revision)
        asked, _ = ask(parent, revision, 1)
        answering, _ = Answering.take(child)
        for n in range(options.count):
            answering.emit("monitor_message", data="x" * (40 * n % 900))
        result = answering.emit("result")
        wait_for([child], lambda: result in child.answers, options.within, "CONFIRM")
        numbers = [event["number"] for event in events(parent, asked)]
        expect(numbers == list(range(1, options.count + 2)), f"{numbers} came")
    return f"events={len(numbers)}"


@scenario(alone=True)
def requests(options: Namespace) -> str:
    """Offers an address and answers the requests of another node."""
    address = unique("address")
    with Node(options.bus, "asker") as asker, Node(options.bus, "answerer") as answerer:
        expect_refused("nobody-serves", lambda: asker.request(address, "add", [1, 2]))
        answerer.call("OFFER", address=address)
        to = {"address": address, "sender": "somebody else"}
        correlation = asker.submit("REQUEST", to, b"[1,2]", method="add")
        request = answerer.next("REQUEST")
        expect(request["sender"] == "asker", f"the request is said to be from {request}")
        answerer.reply(request, "ok", sum(json.loads(request.payload or b"")))
        answer = asker.answer(correlation)
        assert isinstance(answer, Command)
        expect((answer["code"], answer.payload) == ("ok", b"3"), f"the reply is {answer}")
        correlation = asker.submit("REQUEST", to, b"null", method="never")
        answerer.next("REQUEST")
        answerer.call("BYE")
        expect_refused("peer-lost", lambda: asker.answer(correlation))
    return f"address={address}"


@scenario(alone=True)
def errors(options: Namespace) -> str:
    """Sends what is refused, and goes on with the same session."""
    with Node(options.bus, "errors") as node:
        assert node.welcome is not None
        nothing = uuid.uuid4()
        topic, served = unique("missing"), f"interop/{unique('nobody')}:1"
        detail = expect_refused("not-found", lambda: publish(node, topic, 1))
        expect(topic in detail, f"the detail does not name the topic: {detail}")
        expect_refused("not-found", lambda: subscribe(node, "sub", topic))
        expect_refused("not-found", lambda: node.call("FOLLOW", {"question": nothing, "from": 0}))
        expect_refused("not-found", lambda: node.call("CANCEL", question=nothing, attempt=0, reason=""))
        expect_refused("nobody-serves", lambda: node.answer(ask(node, served, 1)[1]))
        expect_refused("unsupported", lambda: node.request("backbone", "no.such.method", {}))
        expect_refused("malformed", lambda: node.request("backbone", "topics.create", {"topic": 1}))
        make_topic(node, topic)
        subscribe(node, topic, topic, filter="attributes:a")
        expect_refused("conflict", lambda: subscribe(node, topic, topic, filter="attributes:b"))
        expect_refused("malformed", lambda: subscribe(node, topic + "-2", topic, filter="attributes"))
        raw = encode(Command("PING", {}, None, 77))[0]
        for code, frames in [
            ("malformed", [b"\0" + raw[1:]]), ("unsupported-version", [raw[:2] + b"\x09" + raw[3:]]),
            ("unknown-command", [raw[:3] + b"\xff" + raw[4:]]), ("malformed", [raw + b"\0"]),
            ("malformed", [raw, b""]), ("malformed", [raw, b"", b""]),
            ("unexpected-command", encode(Command("CONFIRM", {"confirmations": []}, None, 77))),
        ]:
            node.send_raw(frames)
            error = node.next("ERROR", options.within)
            expect(error["code"] == code, f"{frames} is refused with {error['code']}")
            known = code != "malformed" or frames[0].startswith(b"BN")
            expect(error.correlation == (77 if known else 0), f"{error} has another correlation")
    return "refused=16"
