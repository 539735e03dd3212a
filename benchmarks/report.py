"""Turns runs into tables: the median, the spread, and the ratio to the limit."""

import json
import statistics

BUSY = 0.2  # CPUs that other programs kept at work just before

# figure, column, divisor from the unit measured to the unit shown, decimals
COLUMNS = (
    ("p50_us", "p50 µs", 1, 1),
    ("p99_us", "p99 µs", 1, 1),
    ("per_second", "a second", 1, 0),
    ("cpu_seconds", "CPU s", 1, 2),
    ("peak_kib", "peak MiB", 1024, 1),
    ("start_ms", "ready after ms", 1, 1),
    ("idle_kib", "idle MiB", 1024, 1),
    ("shared_out_kib", "shared out MiB", 1024, 1),
    ("threads", "threads", 1, 0),
    ("descriptors", "descriptors", 1, 0),
    ("idle_cpu_percent", "idle CPU %", 1, 3),
)


def values(variant, figure):
    return [run[figure] for run in variant["runs"] if run.get(figure) is not None]


def ratio(variant, limit, figure):
    """The median of the ratios of the runs that followed one another, not the ratio of medians."""
    pairs = zip(values(variant, figure), values(limit, figure))
    return statistics.median(ours / theirs for ours, theirs in pairs if theirs)


def cell(variant, limit, figure, divisor, decimals):
    taken = [value / divisor for value in values(variant, figure)]
    if not taken:
        return "-"
    low, middle, high = (
        f"{value:,.{decimals}f}" for value in (min(taken), statistics.median(taken), max(taken))
    )
    times = f"**{ratio(variant, limit, figure):.2f}**" if any(values(limit, figure)) else "-"
    return f"{middle} ({low}–{high}) {times}"


def table(comparison):
    """One comparison in Markdown; the first variant is the limit."""
    placement = "all on one CPU" if comparison["pinned"] else "free"
    limit = comparison["variants"][0]
    shown = [
        column
        for column in COLUMNS
        if any(values(variant, column[0]) for variant in comparison["variants"])
    ]
    lines = [
        f"## {comparison['title']}, {placement}",
        "",
        "| " + " | ".join(["", *(title for _, title, _, _ in shown)]) + " |",
        "|" + "---|" * (len(shown) + 1),
    ]
    for variant in comparison["variants"]:
        cells = (
            cell(variant, limit, figure, divisor, decimals)
            for figure, _, divisor, decimals in shown
        )
        lines.append("| " + " | ".join([variant["name"], *cells]) + " |")
    return "\n".join(lines) + "\n"


def newest(folder):
    """The newest runs of every comparison, as latest.json keeps them."""
    path = folder / "latest.json"
    comparisons = json.loads(path.read_text())["comparisons"] if path.exists() else []
    return [comparison for comparison in comparisons if "busy" in comparison]  # not of an old form


def circumstances(comparison):
    """When a comparison was taken, and what speaks against its figures."""
    doubts = []
    if comparison["quick"]:
        doubts.append("with --quick")
    if float(comparison["busy"]) > BUSY:
        doubts.append(f"beside other programs ({comparison['busy']} CPUs)")
    doubt = f", {' and '.join(doubts)}: it shows that it works, not how fast" if doubts else ""
    return f"{comparison['repeats']} repeats, {comparison['taken']}{doubt}."


def document(results):
    """The whole of latest.md."""
    facts = "\n".join(f"- {name}: {value}" for name, value in results["machine"].items())
    tables = "\n".join(
        f"{table(comparison)}\n{circumstances(comparison)}\n"
        for comparison in results["comparisons"]
    )
    return f"""# Measured by benchmarks/run

Median (least–most) of several repeats, variants in turn. **Bold** is the ratio to the first row.
How to read this: [README](../README.md). The facts are those of the newest run.

{facts}

{tables}"""
