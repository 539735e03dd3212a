"""Questions and their answers: parent, backbone and child in three processes."""

from .model import OURS, Comparison, Process, Variant, backbone

# size, its name, questions one at a time, questions 128 at a time
SIZES = (
    (100, "100 B", 20_000, 200_000),
    (1_024, "1 KiB", 20_000, 100_000),
    (65_536, "64 KiB", 5_000, 10_000),
    (1_048_576, "1 MiB", 500, 1_000),
)
WINDOW = 128


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
            f" --payload {payload} --window {window} --warm-up {max(1, min(2_000, count // 10))}",
        ),
        count=count,
        transport=transport,
    )


def our_round_trip(name, payload, window, count, transport, early="no", acknowledges="no"):
    return Variant(
        f"{name}, {transport}",
        servers=(
            backbone(),
            Process(OURS, f"child --endpoint {{endpoint}} --acknowledges {acknowledges}"),
        ),
        measure=Process(
            OURS,
            "round-trip --endpoint {endpoint} --questions {count}"
            f" --payload {payload} --window {window} --early {early}",
        ),
        count=count,
        transport=transport,
    )


def round_trips(name, title, pinned, payload, window, count, transport="tcp"):
    size = (payload, window, count, transport)
    variants = (
        limit_round_trip(*size),
        our_round_trip("BusNode, seen early", *size, early="yes"),
        our_round_trip("BusNode", *size),
        our_round_trip("BusNode, acknowledged", *size, acknowledges="yes"),
    )
    return Comparison(name, f"Question to answer, {title}", pinned, variants)


def all_sizes():
    for transport in ("tcp", "ipc"):
        for payload, size, one, many in SIZES:
            name = f"{size.replace(' ', '').lower()}-{transport}"
            title = f"{size}, {transport}"
            yield round_trips(f"question-{name}", title, True, payload, 1, one, transport)
            yield round_trips(
                f"question-window-{name}", f"{title}, {WINDOW} in flight", False, payload,
                WINDOW, many, transport,
            )


COMPARISONS = (
    *all_sizes(),
    round_trips("question-free", "100 B, tcp", False, 100, 1, 10_000),
)
