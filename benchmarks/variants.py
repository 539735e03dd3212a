"""What benchmarks/run compares: data only. To add a variant, change nothing but this file.

The words in braces are filled in by the runner:
  {bind}      where the first server listens: a port or a socket file that the system chooses
  {endpoint}  the first line that the first server printed
  {data}      the folder of the values and schemas that are measured with
  {folder}    an empty folder on the disk of the repository, new for every run
  {count}     the variant's count, a tenth of it with --quick
"""

from dataclasses import dataclass
from typing import Optional, Tuple


@dataclass(frozen=True)
class Process:
    """A command line. A server prints one line when it is ready and runs until it is stopped."""

    program: str
    arguments: str


@dataclass(frozen=True)
class Variant:
    """One way to do the work: servers, started in order, and the process that measures.

    The measuring process prints a line of JSON (p50_us, p99_us, per_second, cpu_seconds) and ends.
    Without one, the last server itself is measured: how soon it is ready, its memory when idle.
    """

    name: str
    servers: Tuple[Process, ...] = ()
    measure: Optional[Process] = None
    count: int = 0
    transport: str = "tcp"


@dataclass(frozen=True)
class Comparison:
    """Variants that do the same work, run in turn; the first is the limit of the others."""

    name: str
    title: str
    pinned: bool
    variants: Tuple[Variant, ...]


OURS = "busnode-benchmark"
VALIDATOR = "validator"
PYTHON_LIBRARIES = ("jsonschema", "fastjsonschema")


def limit_round_trip(payload, window, count, transport):
    return Variant(
        f"C over libzmq, {transport}",
        servers=(
            Process("broker", "broker --endpoint {bind}"),
            Process("broker", "child --endpoint {endpoint}"),
        ),
        measure=Process(
            "broker",
            "parent --endpoint {endpoint} --questions {count}"
            f" --payload {payload} --window {window}",
        ),
        count=count,
        transport=transport,
    )


def our_round_trip(payload, window, count, transport):
    return Variant(
        f"BusNode, {transport}",
        servers=(
            Process(OURS, "backbone --endpoint {bind} --folder {folder}"),
            Process(OURS, "child --endpoint {endpoint}"),
        ),
        measure=Process(
            OURS,
            "round-trip --endpoint {endpoint} --questions {count}"
            f" --payload {payload} --window {window}",
        ),
        count=count,
        transport=transport,
    )


def limit_commit(payload, batch, count):
    return Variant(
        f"bare SQLite, {batch} a commit",
        measure=Process(
            "groupcommit",
            f"--file {{folder}}/log.sqlite --rows {{count}} --row {payload} --batch {batch}",
        ),
        count=count,
    )


def our_publish(payload, window, count):
    return Variant(
        f"BusNode, {window} in flight",
        servers=(Process(OURS, "backbone --endpoint {bind} --folder {folder}"),),
        measure=Process(
            OURS,
            "publish --endpoint {endpoint} --messages {count}"
            f" --payload {payload} --window {window}",
        ),
        count=count,
    )


def our_delivery(name, subscriptions, stalled, payload, window, count):
    return Variant(
        name,
        servers=(Process(OURS, "backbone --endpoint {bind} --folder {folder}"),),
        measure=Process(
            OURS,
            "deliver --endpoint {endpoint} --messages {count}"
            f" --payload {payload} --window {window} --subscriptions {subscriptions}"
            f" --stalled {'yes' if stalled else 'no'}",
        ),
        count=count,
    )


def python_validation(library, count):
    return Variant(
        f"Python, {library}",
        measure=Process(VALIDATOR, f"--library {library} --data {{data}} --count {{count}}"),
        count=count,
    )


def our_validation(count):
    return Variant(
        "BusNode",
        measure=Process(OURS, "schema --data {data} --count {count}"),
        count=count,
    )


def limit_fits(bids, sellers, rows, rounds):
    return Variant(
        f"NumPy, a fit a bid: {size_of_session(bids, sellers, rows)}",
        measure=Process(
            "leastsquares",
            f"--bids {bids} --sellers {sellers} --rows {rows} --rounds {{count}}",
        ),
        count=rounds,
    )


def our_session(bids, sellers, rows, rounds, mode="sound"):
    return Variant(
        f"BusNode, {mode}: {size_of_session(bids, sellers, rows)}",
        measure=Process(
            OURS,
            f"market --bids {bids} --sellers {sellers} --rows {rows} --mode {mode}"
            " --rounds {count}",
        ),
        count=rounds,
    )


def size_of_session(bids, sellers, rows):
    return f"{bids} bids, {sellers} sellers, {rows:,} hours"


def round_trips(name, title, pinned, payload, window, count, transport="tcp"):
    limit = limit_round_trip(payload, window, count, transport)
    ours = our_round_trip(payload, window, count, transport)
    return Comparison(name, title, pinned, (limit, ours))


COMPARISONS = (
    round_trips("question-pinned", "Question to answer, 100 B", True, 100, 1, 20_000),
    round_trips("question-free", "Question to answer, 100 B", False, 100, 1, 10_000),
    round_trips("question-ipc", "Question to answer, 100 B", True, 100, 1, 20_000, "ipc"),
    round_trips(
        "question-window", "Question to answer, 100 B, 128 in flight", False, 100, 128, 200_000
    ),
    round_trips("question-64k", "Question to answer, 64 KiB", True, 65_536, 1, 10_000),
    Comparison(
        "publish-one",
        "Durable publish, 1 KiB",
        False,
        (
            limit_commit(1024, 1, 5_000),
            our_publish(1024, 1, 5_000),
        ),
    ),
    Comparison(
        "publish-window",
        "Durable publish, 1 KiB, 256 in flight",
        False,
        (
            limit_commit(1024, 100, 200_000),
            limit_commit(1024, 256, 200_000),
            our_publish(1024, 256, 200_000),
        ),
    ),
    Comparison(
        "delivery",
        "Durable delivery, 1 KiB, 256 in flight, to one of several subscriptions",
        False,
        (
            our_delivery("1 subscription", 1, False, 1024, 256, 200_000),
            our_delivery("2, one never read", 2, True, 1024, 256, 200_000),
            our_delivery("100 with filters", 100, False, 1024, 256, 200_000),
            our_delivery("10,000 with filters", 10_000, False, 1024, 256, 200_000),
        ),
    ),
    Comparison(
        "market-small",
        "A market session",
        True,
        (
            limit_fits(3, 3, 8_760, 50),
            our_session(3, 3, 8_760, 50),
            our_session(3, 3, 8_760, 10, "legacy"),
        ),
    ),
    Comparison(
        "market-large",
        "A market session",
        True,
        (limit_fits(200, 50, 8_760, 1), our_session(200, 50, 8_760, 1)),
    ),
    Comparison(
        "market-bids",
        "Market sessions with more and more bids",
        True,
        tuple(our_session(bids, 50, 8_760, 1) for bids in (25, 50, 100, 200)),
    ),
    Comparison(
        "market-sellers",
        "Market sessions with more and more sellers",
        True,
        tuple(our_session(6, sellers, 8_760, 5) for sellers in (6, 13, 14, 25, 50, 100)),
    ),
    Comparison(
        "market-rows",
        "Market sessions with a longer and longer history",
        True,
        tuple(our_session(6, 6, rows, 20) for rows in (2_190, 4_380, 8_760, 17_520)),
    ),
    Comparison(
        "footprint",
        "A process with nothing to do",
        False,
        (
            Variant(
                "C broker over libzmq", servers=(Process("broker", "broker --endpoint {bind}"),)
            ),
            Variant(
                "BusNode, backbone",
                servers=(Process(OURS, "backbone --endpoint {bind} --folder {folder}"),),
            ),
            Variant(
                "BusNode, a child beside it",
                servers=(
                    Process(OURS, "backbone --endpoint {bind} --folder {folder}"),
                    Process(OURS, "child --endpoint {endpoint}"),
                ),
            ),
        ),
    ),
    Comparison(
        "schema",
        "32 kB of values by a schema of twine.json",
        True,
        (
            python_validation("jsonschema", 200),
            python_validation("fastjsonschema", 3_000),
            our_validation(10_000),
        ),
    ),
)
