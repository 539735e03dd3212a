"""Counts what the backbone does for each unit of work, by running it under valgrind.

Every count is the difference between two runs, one with twice the work of the other, so that the start and
the end of the process have no part in it.
"""

import json
import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Tuple

import symbols
from processes import Failure

ROOT = Path(__file__).resolve().parent.parent
SOURCES = (ROOT / "Sources", ROOT / "benchmarks" / "program")

CALLERS = 40  # frames of a stack; SQLite alone needs ten
DEPTH = 3  # lines of ours that name a place
MOST = 8  # kinds of what is done that are kept
PLACES = 25  # places of a workload that are kept

HEAP = f"--tool=dhat --num-callers={CALLERS} --dhat-out-file={{folder}}/counts"
COPIES = f"--tool=dhat --mode=copy --num-callers={CALLERS} --dhat-out-file={{folder}}/counts"
INSTRUCTIONS = "--tool=callgrind --callgrind-out-file={folder}/counts"

# 0x5E6B22: step (Statement.swift:49), or (in /usr/lib/libsqlite3.so.0)
FRAME = re.compile(r"^0x[0-9A-F]+: (.*) \((?:in )?(.*?)(?::(\d+))?\)$")
NAMELESS = {"", "???", "AbsOriFnNameNotFound"}
# What stands between malloc and whoever wants the memory.
ALLOCATORS = re.compile(r"^(swift_(slow)?[aA]lloc|operator new)|^(swift_coroFrameAlloc|malloc)$")
OURS = "BusNode"  # with the library of Swift, which is a part of the program
OWNERS = {"libsqlite3": "SQLite", "libzmq": "libzmq"}


@dataclass(frozen=True)
class Place:
    """Where something is done: what it is, whose code does it, and for which lines of ours."""

    what: str
    owner: str
    lines: Tuple[str, ...]


@dataclass(frozen=True)
class Frame:
    """A function in a stack: its name, the file of its source or else its library, and its line."""

    name: str
    file: str
    line: str

    @property
    def library(self):
        return self.file.partition(".so")[0]


class Reader:
    """Reads what DHAT writes."""

    def __init__(self, default):
        self.files = {path.name for folder in SOURCES for path in folder.rglob("*.swift")}
        self.default = default  # what our own code does when nothing in between says so

    def counts(self, text):
        """How often something was done at every place, and with how many bytes."""
        profile = json.loads(text)
        found = [FRAME.match(frame) for frame in profile["ftbl"]]
        names = symbols.readable(frame[1] for frame in found if frame)
        frames = [
            Frame(names[frame[1]], frame[2].rpartition("/")[2], frame[3] or "0") if frame else None
            for frame in found
        ]
        times, sizes = Counter(), Counter()
        for point in profile["pps"]:
            place = self.place([frames[number] for number in point["fs"] if frames[number]])
            times[place] += point["tbk"]
            sizes[place] += point["tb"]
        return times, sizes

    def place(self, stack):
        """The place of a stack, whose innermost frame comes first."""
        stack = [
            frame for frame in stack
            if not frame.file.startswith("vgpreload") and not ALLOCATORS.match(frame.name)
        ]
        owner = OWNERS.get(stack[0].library, OURS) if stack else OURS
        ours = next((at for at, frame in enumerate(stack) if frame.file in self.files), len(stack))
        # The outermost function of Swift's library says best what it is about: Array.append.
        names = [frame.name for frame in stack[:ours] if frame.name not in NAMELESS]
        what = names[-1] if names else self.default
        return Place(what if owner == OURS else owner, owner, self.lines(stack[ours:]))

    def lines(self, stack):
        """The innermost lines of ours, one for each function: what is inlined has several, or no name."""
        lines, before = [], None
        for frame in stack:
            function = (frame.file, frame.name.rpartition(".")[2])
            if frame.file not in self.files or frame.name in NAMELESS or function == before:
                continue
            if frame.line != "0":
                before = function
                lines.append(f"{frame.file}:{frame.line} {function[1]}")
        return tuple(lines[:DEPTH])


def run(workload, workshop, arguments, count):
    """Runs the backbone under valgrind, and returns what it has written at the end."""
    with workshop.bench(workload.under("valgrind", arguments, count)) as bench:
        bench.start_servers()
        bench.start(bench.variant.measure).figures()
        backbone = bench.running[0]
        for process in reversed(bench.running):
            process.stop()
        try:
            return (Path(bench.words["folder"]) / "counts").read_text()
        except OSError:
            backbone.fail("wrote no counts")


def difference(workload, workshop, arguments, read):
    """What so many units more take, for each of them; `read` makes counters of a file."""
    count = workload.counted
    once, twice = (
        read(run(workload, workshop, arguments, units)) for units in (count, 2 * count)
    )
    return [
        {key: (more[key] - less[key]) / count for key in {**less, **more}}
        for less, more in zip(once, twice)
    ]


def instructions(text):
    found = re.search(r"^(?:totals|summary): (\d+)", text, re.MULTILINE)
    if found is None:
        raise Failure("callgrind wrote no total")
    return (Counter(all=int(found[1])),)


def counted(workload, workshop, facts):
    """All counts of a workload, for one unit of it."""
    allocations, allocated = difference(workload, workshop, HEAP, Reader("object").counts)
    copies, copied = difference(workload, workshop, COPIES, Reader("value").counts)
    (executed,) = difference(workload, workshop, INSTRUCTIONS, instructions)
    return {
        "name": workload.name,
        "title": workload.title,
        "size": workload.size,
        "payloads": workload.payloads,
        "units": workload.counted,
        "taken": facts["taken"],
        "commit": facts["commit"],
        "allocations": by_owner(allocations),
        "allocated_bytes": by_owner(allocated),
        "copies": by_owner(copies),
        "copied_bytes": by_owner(copied),
        "instructions": round(executed["all"]),
        "allocations_by_what": by_what(allocations),
        "allocation_places": places(allocations, allocations, allocated),
        "copy_places": places(copied, copies, copied),
    }


def by_owner(counts):
    totals = dict.fromkeys((OURS, *OWNERS.values()), 0)
    for place, count in counts.items():
        totals[place.owner] += count
    return {owner: round(total, 2) for owner, total in totals.items()}


def by_what(counts):
    totals = Counter()
    for place, count in counts.items():
        totals[place.what] += count
    return {what: round(total, 2) for what, total in totals.most_common(MOST)}


def places(order, times, sizes):
    """The places with the most, in the order of one of the counts."""
    most = sorted(order, key=lambda place: -order[place])[:PLACES]
    return [
        {
            "times": round(times[place], 3), "bytes": round(sizes[place], 1),
            "what": place.what, "lines": place.lines,
        }
        for place in most
    ]
