"""Sessions of the data market."""

from .model import OURS, Comparison, Process, Variant


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


COMPARISONS = (
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
)
