"""The frames of the BusNode protocol, written from docs/protocol.md alone.

A command is a `Command`: its name, its correlation, its fields by name and, for the commands that
have one, its payload. `encode` and `decode` turn it into frames and back.
"""

from __future__ import annotations

import re
import struct
import uuid
from dataclasses import dataclass, field
from typing import Any, Callable

VERSION = 1
MAGIC = b"BN"
HEADER = struct.Struct(">2sBBQ")

NAME_LIMIT = 512
TEXT_LIMIT = 4_096
LIST_LIMIT = 1_024
ATTRIBUTES_LIMIT = 100
KEY_LIMIT = 256
VALUE_LIMIT = 1_024
KEY_OF_ORDER_LIMIT = 1_024
MESSAGE_TIME_LIMIT = 2_678_400_000
FRAME_LIMIT = 160_000
PAYLOAD_LIMIT = 10_000_000
PART_LIMIT = PAYLOAD_LIMIT + 65_536

NO_ID = uuid.UUID(int=0)
KINDS = {
    1: "delivery_acknowledgement",
    2: "heartbeat",
    3: "log_record",
    4: "monitor_message",
    5: "exception",
    6: "result",
    7: "cancelled",
}
END_KINDS = {"exception", "result", "cancelled"}


class WireError(Exception):
    """A frame is not a command; `code` is the error code of the protocol."""

    def __init__(self, code: str, detail: str) -> None:
        super().__init__(f"{code}: {detail}")
        self.code = code
        self.detail = detail


@dataclass(frozen=True)
class Command:
    """One command as it travels."""

    name: str
    fields: dict[str, Any] = field(default_factory=dict)
    payload: bytes | None = None
    correlation: int = 0

    def __getitem__(self, key: str) -> Any:
        return self.fields[key]


class Reader:
    """Reads a frame front to back; nothing is taken that is not there."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.position = 0

    def take(self, name: str, count: int) -> bytes:
        left = len(self.data) - self.position
        if left < count:
            raise WireError("malformed", f"the frame ends inside {name}")
        self.position += count
        return self.data[self.position - count : self.position]

    def number(self, name: str, size: int, signed: bool = False) -> int:
        return int.from_bytes(self.take(name, size), "big", signed=signed)

    def text(self, name: str, limit: int) -> str:
        length = self.number(name, 2)
        if length > limit:
            raise WireError("too-large", f"{name} is {length} long, and the limit is {limit}")
        try:
            return self.take(name, length).decode("utf-8")
        except UnicodeDecodeError as error:
            raise WireError("malformed", f"{name} is not UTF-8") from error

    def count(self, name: str, limit: int) -> int:
        count = self.number(name, 2)
        if count > limit:
            raise WireError("too-large", f"{name} is {count} long, and the limit is {limit}")
        return count


def number_bytes(value: int, size: int, signed: bool = False) -> bytes:
    """An integer in network byte order."""
    return value.to_bytes(size, "big", signed=signed)


def text_bytes(value: str, limit: int) -> bytes:
    """A text with its length in front; one that is too long is an error, never cut."""
    characters = value.encode("utf-8")
    if len(characters) > limit:
        raise WireError("too-large", f"a text has {len(characters)} bytes, the limit is {limit}")
    return number_bytes(len(characters), 2) + characters


@dataclass(frozen=True)
class Kind:
    """How one type of field is read and written."""

    read: Callable[[Reader, str], Any]
    write: Callable[[Any], bytes]


def integer(size: int, signed: bool = False) -> Kind:
    return Kind(
        lambda reader, name: reader.number(name, size, signed),
        lambda value: number_bytes(value, size, signed),
    )


def checked(kind: Kind, rule: Callable[[Any], bool], code: str = "malformed") -> Kind:
    """A kind whose values must obey a rule."""

    def read(reader: Reader, name: str) -> Any:
        value = kind.read(reader, name)
        if not rule(value):
            raise WireError(code, f"{name} cannot be {value!r}")
        return value

    return Kind(read, kind.write)


def text(limit: int = NAME_LIMIT) -> Kind:
    return Kind(
        lambda reader, name: reader.text(name, limit), lambda value: text_bytes(value, limit)
    )


def matching(pattern: str, *limits: tuple[int, int]) -> Kind:
    """A text that matches a pattern; each limit is (group, most characters)."""
    compiled = re.compile(pattern, re.ASCII)

    def rule(value: str) -> bool:
        match = compiled.fullmatch(value)
        return match is not None and all(len(match[group]) <= limit for group, limit in limits)

    return checked(text(), rule)


def read_id(reader: Reader, name: str) -> uuid.UUID:
    return uuid.UUID(bytes=reader.take(name, 16))


def read_window(reader: Reader, name: str) -> dict[str, int]:
    return {"messages": reader.number(name, 4), "bytes": reader.number(name, 8)}


def write_window(value: dict[str, int]) -> bytes:
    return number_bytes(value["messages"], 4) + number_bytes(value["bytes"], 8)


def read_attributes(reader: Reader, name: str) -> list[tuple[str, str]]:
    count = reader.count(name, ATTRIBUTES_LIMIT)
    pairs = [
        (reader.text(f"key of {name}", KEY_LIMIT), reader.text(f"value of {name}", VALUE_LIMIT))
        for _ in range(count)
    ]
    if not all(key for key, _ in pairs):
        raise WireError("malformed", f"{name}: a key is empty")
    return pairs


def write_attributes(values: list[tuple[str, str]]) -> bytes:
    pairs = [text_bytes(key, KEY_LIMIT) + text_bytes(value, VALUE_LIMIT) for key, value in values]
    return number_bytes(len(pairs), 2) + b"".join(pairs)


def pairs_of(first: int, second: int) -> Kind:
    """A list of pairs of numbers of these sizes."""

    def read(reader: Reader, name: str) -> list[tuple[int, int]]:
        count = reader.count(name, LIST_LIMIT)
        return [(reader.number(name, first), reader.number(name, second)) for _ in range(count)]

    def write(values: list[tuple[int, int]]) -> bytes:
        items = [number_bytes(one, first) + number_bytes(two, second) for one, two in values]
        return number_bytes(len(items), 2) + b"".join(items)

    return Kind(read, write)


U8, U16, U32, U64 = integer(1), integer(2), integer(4), integer(8)
TIME = integer(8, signed=True)
ID = Kind(read_id, lambda value: value.bytes)
SOME_ID = checked(ID, lambda value: value != NO_ID)
WINDOW = Kind(read_window, write_window)
ATTRIBUTES = Kind(read_attributes, write_attributes)
TEXT, LONG_TEXT = text(), text(TEXT_LIMIT)
FLAG = checked(U8, lambda value: value in (0, 1))
TOPIC = SUBSCRIPTION = matching(r"(?!goog)[A-Za-z][A-Za-z0-9\-_.~+%]{2,254}")
WANTED_TOPIC = matching(r"|(?!goog)[A-Za-z][A-Za-z0-9\-_.~+%]{2,254}")
REVISION = matching(
    r"([a-z0-9]+(?:-[a-z0-9]+)*)/([a-z0-9]+(?:-[a-z0-9]+)*):"
    r"((?![.-])[A-Za-z0-9_.-]*[A-Za-z0-9_])",
    (1, 80),
    (2, 80),
    (3, 128),
)
EVENT_KIND = checked(U8, lambda value: value in KINDS)
MILLISECONDS = checked(U32, lambda value: value <= 600_000, "too-large")
ACK_DEADLINE = checked(U16, lambda value: value == 0 or 10 <= value <= 600)
ORDERING_KEY = text(KEY_OF_ORDER_LIMIT)
PRIORITY = checked(U8, lambda value: value <= 9)
MESSAGE_TIME = checked(U32, lambda value: value <= MESSAGE_TIME_LIMIT, "too-large")
FETCH_LIMIT = checked(U16, lambda value: 1 <= value <= LIST_LIMIT)

MESSAGE = [
    ("message", U64),
    ("published", TIME),
    ("topic", TOPIC),
    ("content_type", TEXT),
    ("ordering_key", ORDERING_KEY),
    ("attributes", ATTRIBUTES),
]
LEASE = [
    ("subscription", SUBSCRIPTION),
    ("message", U64),
    ("attempt", U32),
    ("milliseconds", MILLISECONDS),
]
QUESTION = [
    ("question", SOME_ID),
    ("parent_question", ID),
    ("originator_question", ID),
    ("event", ID),
    ("asked", TIME),
    ("parent", REVISION),
    ("originator", REVISION),
    ("recipient", REVISION),
    ("software_version", TEXT),
    ("retry_count", U32),
    ("flags", checked(U8, lambda value: value < 8)),
    ("save_diagnostics", checked(U8, lambda value: value < 3)),
    ("timeout", U32),
    ("cpus", U16),
    ("memory", TEXT),
    ("ephemeral_storage", TEXT),
    ("content_type", TEXT),
    ("attributes", ATTRIBUTES),
]
Layout = list[tuple[str, Kind]]
LAYOUTS: dict[str, tuple[int, Layout]] = {
    "HELLO": (0x01, [("session", SOME_ID), ("node", TEXT), ("software", TEXT), ("events", WINDOW)]),
    "WELCOME": (
        0x02,
        [
            ("resumed", FLAG),
            ("run", U64),
            ("heartbeat", U32),
            ("silence", U32),
            ("lease", U32),
            ("payload_limit", U32),
            ("asking", WINDOW),
            ("time", TIME),
            ("feed", TEXT),
        ],
    ),
    "INVITE": (0x03, [("lowest_version", U8), ("highest_version", U8)]),
    "PING": (0x04, []),
    "PONG": (0x05, []),
    "BYE": (0x06, []),
    "CONFIRM": (0x07, [("confirmations", pairs_of(8, 8))]),
    "ERROR": (0x08, [("code", TEXT), ("detail", LONG_TEXT)]),
    "PUBLISH": (
        0x10,
        [
            ("topic", TOPIC),
            ("content_type", TEXT),
            ("deduplication_key", TEXT),
            ("ordering_key", ORDERING_KEY),
            ("priority", PRIORITY),
            ("time_to_live", MESSAGE_TIME),
            ("delay", MESSAGE_TIME),
            ("attributes", ATTRIBUTES),
        ],
    ),
    "SUBSCRIBE": (
        0x11,
        [
            ("subscription", SUBSCRIPTION),
            ("topic", WANTED_TOPIC),
            ("window", WINDOW),
            ("ack_deadline", ACK_DEADLINE),
            ("filter", LONG_TEXT),
        ],
    ),
    "UNSUBSCRIBE": (0x12, [("subscription", SUBSCRIPTION)]),
    "DELIVER": (
        0x13,
        [("subscription", SUBSCRIPTION), ("attempt", U32), ("lease", U32), *MESSAGE],
    ),
    "ACKNOWLEDGE": (0x14, [("subscription", SUBSCRIPTION), ("deliveries", pairs_of(8, 4))]),
    "REJECT": (0x15, LEASE),
    "EXTEND": (0x16, LEASE),
    "FETCH": (0x17, [("topic", TOPIC), ("after", U64), ("before", U64), ("limit", FETCH_LIMIT)]),
    "MESSAGE": (0x18, [("previous", U64), *MESSAGE]),
    "PULL": (
        0x19,
        [("subscription", SUBSCRIPTION), ("limit", FETCH_LIMIT), ("milliseconds", MILLISECONDS)],
    ),
    "SERVE": (0x20, [("revision", REVISION), ("window", WINDOW)]),
    "WITHDRAW": (0x21, [("revision", REVISION)]),
    "ASK": (0x22, QUESTION),
    "QUESTION": (0x23, [("attempt", U32), ("lease", U32), *QUESTION]),
    "EVENT": (
        0x24,
        [
            ("question", ID),
            ("attempt", U32),
            ("number", U32),
            ("kind", EVENT_KIND),
            ("event", ID),
            ("time", TIME),
            ("software_version", TEXT),
            ("content_type", TEXT),
        ],
    ),
    "CANCEL": (0x25, [("question", ID), ("attempt", U32), ("reason", LONG_TEXT)]),
    "FOLLOW": (0x26, [("question", ID), ("from", U32)]),
    "UNFOLLOW": (0x27, [("question", ID)]),
    "RELEASE": (0x28, [("question", ID), ("attempt", U32)]),
    "CREDIT": (0x29, [("credit", WINDOW)]),
    "ROOM": (0x2A, [("recipient", REVISION), ("taken", WINDOW)]),
    "REQUEST": (0x30, [("address", TEXT), ("method", TEXT), ("sender", TEXT)]),
    "REPLY": (0x31, [("code", TEXT)]),
    "OFFER": (0x32, [("address", TEXT)]),
}
NAMES = {number: name for name, (number, _) in LAYOUTS.items()}
WITH_PAYLOAD = {"PUBLISH", "DELIVER", "MESSAGE", "ASK", "QUESTION", "EVENT", "REQUEST", "REPLY"}


def encode(command: Command) -> list[bytes]:
    """The frames of a command: one, or two when it has a payload."""
    number, layout = LAYOUTS[command.name]
    parts = [HEADER.pack(MAGIC, VERSION, number, command.correlation)]
    parts += [kind.write(command.fields[name]) for name, kind in layout]
    frames = [b"".join(parts)]
    if command.name in WITH_PAYLOAD:
        frames.append(command.payload or b"")
    return frames


def decode(frames: list[bytes]) -> Command:
    """Reads a command from its frames, or says with a `WireError` why they are none."""
    if len(frames) > 2:
        raise WireError("malformed", f"the message has {len(frames)} frames")
    frame, payload = frames[0], frames[1] if len(frames) == 2 else None
    if len(frame) > FRAME_LIMIT:
        raise WireError("too-large", f"the command frame has {len(frame)} bytes")
    name, correlation = decode_header(frame)
    check_payload(name, payload)
    reader = Reader(frame)
    reader.take("header", HEADER.size)
    fields = {key: kind.read(reader, key) for key, kind in LAYOUTS[name][1]}
    check_together(name, fields)
    if reader.position != len(frame):
        raise WireError("malformed", "bytes follow the last field")
    return Command(name, fields, payload, correlation)


def check_together(name: str, fields: dict[str, Any]) -> None:
    """Makes sure of the rules that concern more than one field."""
    if name == "PUBLISH" and fields["delay"] and fields["ordering_key"]:
        raise WireError("malformed", "delay: a message with an ordering key has none")
    if name == "SUBSCRIBE" and not fields["topic"] and (fields["filter"] or fields["ack_deadline"]):
        raise WireError("malformed", "topic: it is empty, and the ack deadline or filter is not")


def decode_header(frame: bytes) -> tuple[str, int]:
    """The command's name and its correlation."""
    if frame[:2] != MAGIC:
        raise WireError("malformed", 'the command frame does not begin with "BN"')
    if len(frame) >= 3 and frame[2] != VERSION:
        raise WireError("unsupported-version", f"protocol version {frame[2]}")
    if len(frame) >= 4 and frame[3] not in NAMES:
        raise WireError("unknown-command", f"there is no command number {frame[3]}")
    if len(frame) < HEADER.size:
        raise WireError("malformed", "the frame ends inside its header")
    _, _, number, correlation = HEADER.unpack_from(frame)
    return NAMES[number], correlation


def check_payload(name: str, payload: bytes | None) -> None:
    """Makes sure that a payload is there exactly when the command has one, and not too large."""
    if (payload is not None) != (name in WITH_PAYLOAD):
        raise WireError("malformed", f"the payload frame of {name} is missing or too much")
    if payload is not None and len(payload) > PAYLOAD_LIMIT:
        raise WireError("too-large", f"the payload has {len(payload)} bytes")
