"""Makes tables of what benchmarks/allocations has counted."""

import json

BASE = "question"  # has so little payload that all it copies is something else
ONCE = 65_536  # bytes from which on a payload is to be copied no more than once
LEAST = 0.02  # a unit; what is done less often is not worth a line


def newest(folder):
    """What was counted last of every workload, with the facts of the machine; None before that."""
    path = folder / "allocations.json"
    return json.loads(path.read_text()) if path.exists() else None


def payload_copies(workload, base):
    """How often each byte of a payload is copied, by whom: what a small payload does not need."""
    if base is None or workload["size"] < ONCE:
        return None
    more = workload["payloads"] * (workload["size"] - base["size"])
    copied, others = workload["copied_bytes"], base["copied_bytes"]
    return {owner: (copied[owner] - others[owner]) / more for owner in copied}


def copies_cell(copies):
    """Once is enough for BusNode and SQLite together; libzmq's is the end of what it read at once."""
    if copies is None:
        return "-"
    ours = copies["BusNode"] + copies["SQLite"]
    return f"{ours:.2f}, libzmq {max(0, copies['libzmq']):.2f}"


def split(counts, decimals):
    """The sum, and the parts of it."""
    parts = " + ".join(f"{count:,.{decimals}f}" for count in counts.values())
    return f"**{sum(counts.values()):,.{decimals}f}** = {parts}"


def table(results):
    """One line for each workload, in Markdown."""
    workloads = results["workloads"]
    base = next((each for each in workloads if each["name"] == BASE), None)
    lines = [
        "| for each | allocations | bytes allocated, libzmq's left out | bytes copied"
        " | copies of a payload | instructions |",
        "|---|--:|--:|--:|--:|--:|",
    ]
    for each in workloads:
        allocated = {**each["allocated_bytes"]}
        del allocated["libzmq"]  # by how the bytes happen to arrive
        lines.append("| " + " | ".join([
            each["title"], split(each["allocations"], 1), split(allocated, 0),
            split(each["copied_bytes"], 0), copies_cell(payload_copies(each, base)),
            f"{each['instructions']:,}",
        ]) + " |")
    lines += ["", "A sum is BusNode + SQLite + libzmq."]
    return "\n".join(lines) + "\n"


def circumstances(results):
    facts = results["machine"]
    counted = {f"{each['taken']} at {each['commit']}": None for each in results["workloads"]}
    libraries = f"SQLite {facts['SQLite']} and libzmq {facts['libzmq']}"
    return f"Counted {', '.join(counted)}, with {libraries}."


def block(folder):
    """What docs/performance.md shows."""
    results = newest(folder)
    if results is None:
        return "Not counted so far: `benchmarks/allocations`.\n"
    return f"{table(results)}\n{circumstances(results)}\n"


def by_what(workload):
    kinds = workload["allocations_by_what"].items()
    return ", ".join(f"{what} {count:.1f}" for what, count in kinds if count >= 1)


def places(rows):
    yield " times    bytes  what, and for which lines"
    for row in rows:
        if row["times"] < LEAST:
            continue
        where = " < ".join(row["lines"]) or "a thread of its own"
        yield f"{row['times']:6.2f} {row['bytes']:8,.0f}  {row['what']}: {where}"


def document(results):
    """The whole of allocations.md."""
    parts = [
        "# Counted by benchmarks/allocations",
        "",
        "What the backbone does for each message, or for each question with its answer. How to read it:"
        " [README](../README.md).",
        "",
        table(results),
        circumstances(results),
        "",
    ]
    for each in results["workloads"]:
        parts += [
            f"## {each['title']}",
            "",
            f"Allocated, most of all {by_what(each)}:",
            "",
            "```text",
            *places(each["allocation_places"]),
            "```",
            "",
            "Copied:",
            "",
            "```text",
            *places(each["copy_places"]),
            "```",
            "",
        ]
    return "\n".join(parts)
