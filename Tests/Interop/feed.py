"""A watcher of the BusNode feed that sees its gaps (section 13 of docs/protocol.md)."""

from __future__ import annotations

from typing import Callable

import zmq

import wire
from busnode import TimedOut, seconds
from wire import Command


class Feed:
    """A SUB socket with a few prefixes."""

    def __init__(self, endpoint: str, *prefixes: bytes) -> None:
        self.socket = zmq.Context.instance().socket(zmq.SUB)
        self.socket.setsockopt(zmq.SNDHWM, 0)
        self.socket.setsockopt(zmq.LINGER, 0)
        self.socket.setsockopt(zmq.MAXMSGSIZE, wire.PART_LIMIT)
        for prefix in prefixes:
            self.socket.setsockopt(zmq.SUBSCRIBE, prefix)
        self.socket.connect(endpoint)

    def __enter__(self) -> Feed:
        return self

    def __exit__(self, *_: object) -> None:
        self.socket.close()

    def next(self, within: float) -> tuple[str, Command] | None:
        """The next subject and command, or None when none came in time."""
        if not self.socket.poll(max(0.0, within) * 1_000):
            return None
        subject, *frames = self.socket.recv_multipart()
        if not subject.endswith(b"\0"):
            raise AssertionError(f"the subject {subject!r} does not end in a zero byte")
        return subject[:-1].decode(), wire.decode(frames)

    def expect(self, within: float) -> tuple[str, Command]:
        """The next subject and command."""
        found = self.next(within)
        if found is None:
            raise TimedOut(f"nothing came on the feed within {within:g} s")
        return found


def wait_until_seen(feed: Feed, provoke: Callable[[], object], within: float) -> Command:
    """Provokes messages until the feed shows one: only then has the subscription arrived."""
    deadline = seconds() + within
    while seconds() < deadline:
        provoke()
        found = feed.next(0.1)
        if found is not None:
            return found[1]
    raise TimedOut(f"the feed showed nothing within {within:g} s")
