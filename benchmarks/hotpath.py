"""The work in which the backbone is looked into, by benchmarks/profile and benchmarks/allocations."""

import dataclasses
import shutil
import sys
from dataclasses import dataclass

import programs
from processes import Bench, Failure
from variants.delivery import our_delivery
from variants.model import OURS, Process, Variant
from variants.publishing import our_publish
from variants.questions import our_round_trip


@dataclass(frozen=True)
class Workload:
    """What the backbone is given to do, and how much of it.

    A unit is one message published, or one question and its answer: `payloads` bodies of `size` bytes.
    """

    name: str
    title: str
    variant: Variant
    size: int
    payloads: int
    seconds_worth: int  # units that keep it busy for a few seconds
    counted: int  # units that are enough to count what each needs

    def with_count(self, count):
        return dataclasses.replace(self.variant, count=count)

    def under(self, program, arguments, count):
        """The same with the backbone run by another program, which gets these arguments first."""
        backbone, *others = self.variant.servers
        watched = Process(program, f"{arguments} {{programs}}/{OURS} {backbone.arguments}")
        return dataclasses.replace(self.variant, count=count, servers=(watched, *others))


def question(name, size, payload, window, seconds_worth, counted):
    variant = our_round_trip("BusNode", payload, window, 0, "tcp")
    title = f"question and its answer, {size} each, {window} in flight"
    return Workload(name, title, variant, payload, 2, seconds_worth, counted)


WORKLOADS = (
    Workload(
        "publish", "publish, 1 KiB, 256 in flight from 1 publisher",
        our_publish(1024, 1, 256, 0), 1024, 1, 200_000, 2_000,
    ),
    question("question", "100 B", 100, 128, 40_000, 1_000),
    question("question-64kib", "64 KiB", 65_536, 16, 4_000, 500),
    question("question-1mib", "1 MiB", 1_048_576, 16, 400, 150),
    Workload(
        "deliver", "message, 1 KiB, 256 in flight, delivered to 1 subscription",
        our_delivery("", 0), 1024, 1, 100_000, 1_000,
    ),
)


def chosen(names):
    known = {workload.name: workload for workload in WORKLOADS}
    if unknown := [name for name in names if name not in known]:
        raise Failure(f"{unknown[0]} is none of: {', '.join(known)}")
    return [known[name] for name in names]


class Workshop:
    """The programs and folders that a run needs."""

    build = programs.BUILD
    programs_folder = programs.RELEASE
    data = None  # the folder of the schemas, which nothing here reads

    def __init__(self, **others):
        self.build.mkdir(parents=True, exist_ok=True)
        self.programs = {OURS: programs.built(OURS), **others}

    def scaled(self, count):
        return count

    def bench(self, variant):
        return Bench(variant, self, [])


def need(tool, what_it_does):
    """The path of a program of the machine; without it there is nothing to do but to say so."""
    path = shutil.which(tool)
    if path is None:
        programs.say(f"no {tool} on the PATH: it {what_it_does}")
        sys.exit(2)
    return path
