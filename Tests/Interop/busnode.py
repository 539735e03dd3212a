"""A small BusNode node for Python, written from docs/protocol.md alone.

A `Node` is a session over one DEALER socket. It never sleeps: `wait` polls, up to a deadline, and
whatever must be repeated after a reconnection is repeated (section 5.4 of the document).
"""

from __future__ import annotations

import json
import time
import uuid
from collections import deque
from typing import Any, Callable, Iterable

import zmq

import wire
from wire import Command, WireError

CONNECT_SECONDS = 10.0
ANSWER_SECONDS = 20.0
LOCAL = "local/local:local"
SOFTWARE = "busnode-python/1"
JSON_TYPE = "application/json"
ATTACHMENTS = {"SUBSCRIBE": "subscription", "SERVE": "revision", "OFFER": "address"}


class Refused(Exception):
    """The other side refused a command."""

    def __init__(self, code: str, detail: str) -> None:
        super().__init__(f"{code}: {detail}")
        self.code = code
        self.detail = detail


class TimedOut(Exception):
    """Something did not happen before its deadline."""


def seconds() -> float:
    """The clock that deadlines are measured with."""
    return time.monotonic()


def now() -> int:
    """Microseconds since 1970."""
    return time.time_ns() // 1_000


def to_json(value: Any) -> bytes:
    return json.dumps(value, separators=(",", ":")).encode()


class Node:
    """One session at the backbone."""

    def __init__(self, endpoint: str, name: str, events: dict[str, int] | None = None) -> None:
        self.endpoint = endpoint
        self.name = name
        self.session = uuid.uuid4()
        self.window = events or {"messages": 64, "bytes": 1_000_000}
        self.context = zmq.Context.instance()
        self.welcome: Command | None = None
        self.inbox: deque[Command] = deque()
        self.answers: dict[int, Command | int] = {}
        self.fetched: dict[int, list[Command]] = {}
        self.following: dict[uuid.UUID, int] = {}
        self.running: dict[uuid.UUID, int] = {}
        self._pending: dict[int, Command] = {}
        self._attachments: dict[tuple[str, str], Command] = {}
        self._held: set[tuple[str, int, int]] = set()
        self._consumed = {"messages": 0, "bytes": 0}
        self._correlation = 0
        self._heard = self._sent = self._pinged = seconds()
        self.socket = self._connect()

    # Opening and closing

    def __enter__(self) -> Node:
        self.wait(lambda: self.welcome is not None, CONNECT_SECONDS, "WELCOME")
        return self

    def __exit__(self, *_: object) -> None:
        try:
            if self.welcome is not None:
                self.call("BYE", within=2.0)
        except (TimedOut, Refused):
            pass
        self._close()

    def reconnect(self) -> None:
        """Gives the connection up and makes another; the session goes on."""
        self._close()
        self.welcome = None
        self._heard = seconds()
        self.socket = self._connect()

    def _close(self) -> None:
        self.socket.disable_monitor()
        self.socket.close(linger=0)
        self._monitor.close(linger=0)

    def _connect(self) -> zmq.Socket[bytes]:
        socket = self.context.socket(zmq.DEALER)
        for option, value in [
            (zmq.PROBE_ROUTER, 1),
            (zmq.LINGER, 0),
            (zmq.SNDHWM, 0),
            (zmq.MAXMSGSIZE, wire.PART_LIMIT),
            (zmq.HEARTBEAT_IVL, 2_000),
            (zmq.HEARTBEAT_TIMEOUT, 6_000),
            (zmq.HEARTBEAT_TTL, 6_000),
            (zmq.RECONNECT_IVL, 50),
        ]:
            socket.setsockopt(option, value)
        self._monitor = socket.get_monitor_socket(zmq.EVENT_DISCONNECTED)
        socket.connect(self.endpoint)
        return socket

    # Sending

    def submit(self, name: str, fields: dict[str, Any] | None = None, payload: bytes | None = None,
               **more: Any) -> int:
        """Sends a command that will be answered, now or after the next WELCOME."""
        self._correlation += 1
        command = Command(name, {**(fields or {}), **more}, payload, self._correlation)
        self._note(command)
        self._pending[command.correlation] = command
        if self.welcome is not None:
            self._transmit(command)
        return command.correlation

    def call(self, name: str, fields: dict[str, Any] | None = None, payload: bytes | None = None,
             within: float = ANSWER_SECONDS, **more: Any) -> Command | int:
        """Sends a command and waits: a number when it was confirmed, a REPLY, or `Refused`."""
        return self.answer(self.submit(name, fields, payload, **more), within)

    def answer(self, correlation: int, within: float = ANSWER_SECONDS) -> Command | int:
        """Waits for the answer to a command."""
        self.wait(lambda: correlation in self.answers, within, f"the answer to {correlation}")
        answer = self.answers.pop(correlation)
        if isinstance(answer, Command) and answer.name == "ERROR":
            raise Refused(answer["code"], answer["detail"])
        return answer

    def send(self, name: str, **fields: Any) -> None:
        """Sends a command that nobody confirms."""
        if self.welcome is not None:
            self._transmit(Command(name, fields))

    def request(self, address: str, method: str, parameters: Any) -> Any:
        """Sends a request with JSON and returns the JSON of its reply."""
        payload = to_json(parameters)
        reply = self.call("REQUEST", None, payload, address=address, method=method, sender="")
        assert isinstance(reply, Command) and reply.name == "REPLY", reply
        body = json.loads(reply.payload or b"null")
        if reply["code"] != "ok":
            raise Refused(reply["code"], str(body))
        return body

    def reply(self, request: Command, code: str, result: Any) -> None:
        """Answers a request that was passed to this node."""
        self._transmit(Command("REPLY", {"code": code}, to_json(result), request.correlation))

    def send_raw(self, frames: list[bytes]) -> None:
        """Sends frames as they are."""
        self._sent = seconds()
        self.socket.send_multipart(frames)

    def _transmit(self, command: Command) -> None:
        self._sent = seconds()
        # Over a connection that ends it is lost: what matters is repeated after the next WELCOME.
        self.socket.send_multipart(wire.encode(command), flags=zmq.NOBLOCK)

    def _note(self, command: Command) -> None:
        """Remembers what a command means for what comes later."""
        match command.name:
            case "ASK" if command["flags"] & 4:
                self.following[command["question"]] = 1
            case "FOLLOW":
                self.following[command["question"]] = command["from"]
            case "UNFOLLOW":
                self.following.pop(command["question"], None)
            case "SUBSCRIBE" | "SERVE" | "OFFER":
                self._attachments[self._attachment(command)] = command
            case "UNSUBSCRIBE":
                self._attachments.pop(("SUBSCRIBE", command["subscription"]), None)
            case "WITHDRAW":
                self._attachments.pop(("SERVE", command["revision"]), None)
            case "ACKNOWLEDGE":
                for message, attempt in command["deliveries"]:
                    self._held.discard((command["subscription"], message, attempt))
            case "REJECT":
                self._held.discard(
                    (command["subscription"], command["message"], command["attempt"]))
            case "RELEASE":
                if self.running.get(command["question"]) == command["attempt"]:
                    del self.running[command["question"]]

    @staticmethod
    def _attachment(command: Command) -> tuple[str, str]:
        return command.name, command[ATTACHMENTS[command.name]]

    # Receiving

    def wait(self, condition: Callable[[], bool], within: float, what: str) -> None:
        """Works until the condition holds; `TimedOut` when it does not in time."""
        wait_for([self], condition, within, what)

    def next(self, name: str, within: float = ANSWER_SECONDS) -> Command:
        """The next command of this name that came unasked."""
        def found() -> Command | None:
            return next((command for command in self.inbox if command.name == name), None)

        self.wait(lambda: found() is not None, within, name)
        command = found()
        assert command is not None
        self.inbox.remove(command)
        return command

    def register(self, poller: zmq.Poller) -> None:
        """Has a poller look at what makes `work` worth a call."""
        poller.register(self.socket, zmq.POLLIN)
        poller.register(self._monitor, zmq.POLLIN)

    def work(self) -> None:
        """Takes what has arrived, and sends signs of life when they are due."""
        while True:
            try:
                frames = self.socket.recv_multipart(flags=zmq.NOBLOCK)
            except zmq.Again:
                if self._monitor.poll(0):
                    self.reconnect()
                break
            self._heard = seconds()
            self._receive(wire.decode(frames))
        if self.welcome is not None:
            self._keep_alive(self.welcome)

    def _keep_alive(self, welcome: Command) -> None:
        time_now, half = seconds(), welcome["heartbeat"] / 2_000
        if time_now - self._heard > welcome["silence"] / 1_000:
            self.reconnect()
        elif time_now - max(self._sent, self._pinged) > half or (
            time_now - self._heard > half and time_now - self._pinged > half
        ):
            self._pinged = time_now
            self._transmit(Command("PING"))

    def _receive(self, command: Command) -> None:
        match command.name:
            case "INVITE":
                fields = {"session": self.session, "node": self.name, "software": SOFTWARE,
                          "events": self.window}
                self.welcome = None
                self._transmit(Command("HELLO", fields))
            case "WELCOME":
                self._open(command)
            case "PING":
                self._transmit(Command("PONG", {}, None, command.correlation))
            case "PONG":
                pass
            case "CONFIRM":
                for correlation, number in command["confirmations"]:
                    self._settle(correlation, number)
            case "ERROR" | "REPLY":
                self._settle(command.correlation, command)
            case "MESSAGE":
                self.fetched.setdefault(command.correlation, []).append(command)
            case _:
                self._accept(command)

    def _settle(self, correlation: int, answer: Command | int) -> None:
        if self._pending.pop(correlation, None) is not None:
            self.answers[correlation] = answer
        elif isinstance(answer, Command) and answer.name == "ERROR":
            self.inbox.append(answer)

    def _open(self, welcome: Command) -> None:
        if self.welcome is not None:
            return
        self.welcome = welcome
        self._consumed = {"messages": 0, "bytes": 0}
        waiting = list(self._pending.values())
        for key, attachment in self._attachments.items():
            if attachment.correlation not in self._pending:
                self._transmit(Command(attachment.name, attachment.fields))
        asked = {command["question"] for command in waiting if command.name in ("ASK", "FOLLOW")}
        for question, number in self.following.items():
            if question not in asked:
                self._transmit(Command("FOLLOW", {"question": question, "from": number}))
        for command in waiting:
            self._transmit(command)

    def _accept(self, command: Command) -> None:
        """Takes what came unasked, once."""
        match command.name:
            case "DELIVER":
                key = (command["subscription"], command["message"], command["attempt"])
                if key in self._held:
                    return
                self._held.add(key)
            case "QUESTION" if command["attempt"] > 0:
                if self.running.get(command["question"]) == command["attempt"]:
                    return
                self.running[command["question"]] = command["attempt"]
            case "QUESTION" | "EVENT":
                self._consume(len(command.payload or b""))
                if not self._is_next(command):
                    return
            case "CANCEL":
                if self.running.get(command["question"]) == command["attempt"]:
                    del self.running[command["question"]]
        self.inbox.append(command)

    def _is_next(self, command: Command) -> bool:
        """Whether an event is the one that its question's follower waits for."""
        number = command["number"] if command.name == "EVENT" else 0
        if self.following.get(command["question"]) != number:
            return False
        if command.name == "EVENT" and wire.KINDS[command["kind"]] in wire.END_KINDS:
            del self.following[command["question"]]
        else:
            self.following[command["question"]] = number + 1
        return True

    def _consume(self, size: int) -> None:
        self._consumed["messages"] += 1
        self._consumed["bytes"] += size
        if any(self._consumed[key] * 2 >= self.window[key] for key in self.window):
            self._transmit(Command("CREDIT", {"credit": self._consumed}))
            self._consumed = {"messages": 0, "bytes": 0}


def wait_for(
    nodes: Iterable[Node], condition: Callable[[], bool], within: float, what: str
) -> None:
    """Lets several nodes work in one thread until a condition holds."""
    deadline = seconds() + within
    nodes = list(nodes)
    while True:
        for node in nodes:
            node.work()
        if condition():
            return
        left = deadline - seconds()
        if left <= 0:
            raise TimedOut(f"{what} did not come within {within:g} s")
        poller = zmq.Poller()
        for node in nodes:
            node.register(poller)
        poller.poll(min(left, 0.25) * 1_000)
