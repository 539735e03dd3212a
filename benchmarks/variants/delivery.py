"""Durable delivery: published, committed, delivered, acknowledged and settled."""

from .model import OURS, Comparison, Process, Variant, backbone

PAYLOAD, WINDOW = 1024, 256


def limit_delivery(mode, title, batch, count):
    return Variant(
        title,
        measure=Process(
            "delivery",
            f"{mode} --file {{folder}}/log.sqlite --rows {{count}} --row {PAYLOAD}"
            f" --batch {batch}",
        ),
        count=count,
    )


def our_delivery(name, count, readers=1, others=0, stalled="no"):
    return Variant(
        name,
        servers=(backbone(),),
        measure=Process(
            OURS,
            "deliver --endpoint {endpoint} --messages {count}"
            f" --payload {PAYLOAD} --window {WINDOW} --readers {readers}"
            f" --others {others} --stalled {stalled}",
        ),
        count=count,
    )


def our_drain(count):
    return Variant(
        "BusNode",
        servers=(backbone(),),
        measure=Process(
            OURS, f"drain --endpoint {{endpoint}} --messages {{count}} --payload {PAYLOAD}"
        ),
        count=count,
    )


def grown(prefill, count):
    """Delivery beside a log that holds so many messages already, in a folder that is kept."""
    return Variant(
        f"{prefill:,} messages kept",
        servers=(backbone(),),
        prepare=Process(OURS, "fill --endpoint {endpoint} --messages {prefill} --payload 100"),
        prefill=prefill,
        measure=our_delivery("", count).measure,
        count=count,
    )


COMPARISONS = (
    Comparison(
        "delivery-readers",
        "Durable delivery, 1 KiB, 256 in flight, to all subscriptions",
        False,
        (
            limit_delivery("deliver", "bare SQLite, insert and settle, 256 a commit", 256, 200_000),
            our_delivery("BusNode, 1 subscription", 200_000),
            our_delivery("BusNode, 10 subscriptions", 50_000, readers=10),
        ),
    ),
    Comparison(
        "delivery",
        "Durable delivery, 1 KiB, 256 in flight, to one of several subscriptions",
        False,
        (
            our_delivery("1 subscription", 200_000),
            our_delivery("2, one never read", 200_000, stalled="yes"),
            our_delivery("100 with filters", 200_000, others=99),
            our_delivery("10,000 with filters", 200_000, others=9_999),
        ),
    ),
    Comparison(
        "backlog",
        "A backlog of 1,000,000 messages of 1 KiB, delivered and settled",
        False,
        (
            limit_delivery("drain", "bare SQLite, 1,000 a commit", 1_000, 1_000_000),
            our_drain(1_000_000),
        ),
    ),
    Comparison(
        "growth",
        "Durable delivery, 1 KiB, 256 in flight, as the log grows",
        False,
        tuple(grown(prefill, 100_000) for prefill in (10_000, 100_000, 1_000_000, 10_000_000)),
    ),
)
