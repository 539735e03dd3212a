"""The feed: every message to every watcher."""

from .model import OURS, Comparison, Process, Variant, backbone

PAYLOAD, WINDOW = 1024, 256


def limit_feed(watchers, count):
    return Variant(
        f"XPUB/XSUB proxy in C, {watchers} watching",
        servers=(Process("feed", "proxy"),),
        measure=Process(
            "feed",
            "watch --endpoint {endpoint} --messages {count}"
            f" --payload {PAYLOAD} --window {WINDOW} --watchers {watchers}",
        ),
        count=count,
    )


def our_feed(watchers, count):
    return Variant(
        f"BusNode, on disk too, {watchers} watching",
        servers=(backbone("tcp://127.0.0.1:*"),),
        measure=Process(
            OURS,
            "watch --endpoint {endpoint} --messages {count}"
            f" --payload {PAYLOAD} --window {WINDOW} --watchers {watchers}",
        ),
        count=count,
    )


COMPARISONS = tuple(
    Comparison(
        f"feed-{watchers}",
        f"The feed, 1 KiB, 256 in flight, to {watchers} {'watcher' if watchers == 1 else 'watchers'}",
        False,
        (limit_feed(watchers, count), our_feed(watchers, count)),
    )
    for watchers, count in ((1, 200_000), (10, 50_000), (100, 10_000))
)
