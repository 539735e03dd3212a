"""What a comparison is made of."""

from dataclasses import dataclass
from typing import Optional, Tuple

OURS = "busnode-benchmark"
COMMAND = "busnode"


@dataclass(frozen=True)
class Process:
    """A command line. A server says when it is ready, and runs until it is stopped.

    It prints a line on its standard output then, the first server its endpoint. With `ready` it is a
    program of somebody else's instead: that text in what it writes says so, it listens on `{port}`, and
    `settings` is the text of the file `{settings}`, in which $words stand for the {words}.
    """

    program: str
    arguments: str
    ready: Optional[str] = None
    settings: str = ""


@dataclass(frozen=True)
class Variant:
    """One way to do the work: servers, started in order, and the process that measures.

    The measuring process prints a line of JSON (p50_us, p99_us, per_second, cpu_seconds) and ends.
    Without one, a server itself is measured, and what it has started: how soon all servers are ready
    after it, and what it needs when it has nothing to do. `prepare` fills the folder once, before the
    first run; all runs then go on with that folder.
    """

    name: str
    servers: Tuple[Process, ...] = ()
    measure: Optional[Process] = None
    count: int = 0
    transport: str = "tcp"
    prepare: Optional[Process] = None
    prefill: int = 0
    subject: int = -1  # which server is measured where no process measures
    starts: int = 10  # start-up is milliseconds: a run is the median of so many

    def programs(self):
        """The names of all programs that it needs."""
        processes = (*self.servers, self.measure, self.prepare)
        return {process.program for process in processes if process}


@dataclass(frozen=True)
class Comparison:
    """Variants that do the same work, run in turn; the first is the limit of the others."""

    name: str
    title: str
    pinned: bool
    variants: Tuple[Variant, ...]


def backbone(feed="inproc://feed"):
    return Process(OURS, f"backbone --endpoint {{bind}} --folder {{folder}} --feed {feed}")
