"""What a process and all that it has started need, by the kernel's account of them."""

import time
from pathlib import Path


def tree(pid):
    """The process and all its descendants."""
    found = [pid]
    for parent in found:
        for children in Path(f"/proc/{parent}/task").glob("*/children"):
            found += map(int, read(children).split())
    return found


def read(path):
    """The text of a file of the kernel; empty when there is none, or the process is gone."""
    try:
        return Path(path).read_text()
    except OSError:
        return ""


def kibibytes(path, field):
    """A figure of a file with a field a line; None where there is none."""
    lines = read(path).splitlines()
    return next((int(line.split()[1]) for line in lines if line.startswith(field)), None)


def peak_kib(pid):
    return kibibytes(f"/proc/{pid}/status", "VmHWM:")


def processor_seconds(pids):
    """What every thread has used; exact, where /proc/pid/stat counts in hundredths."""
    threads = (thread for pid in pids for thread in Path(f"/proc/{pid}/task").glob("*/schedstat"))
    return {thread: int((read(thread).split() or [0])[0]) / 1e9 for thread in threads}


def idle(pid, seconds):
    """Leaves a process alone for some seconds; what it and its descendants need meanwhile."""
    pids = tree(pid)
    before, began = processor_seconds(pids), time.monotonic()
    time.sleep(seconds)
    # A thread that has ended meanwhile takes what it had used before along.
    after = processor_seconds(pids)
    used = sum(max(0, after[thread] - before.get(thread, 0)) for thread in after)
    used /= time.monotonic() - began
    if not read(f"/proc/{pid}/status"):
        return {}  # not Linux

    def total(count):
        return sum(count(each) or 0 for each in pids)

    return {
        "idle_kib": total(lambda each: kibibytes(f"/proc/{each}/status", "VmRSS:")),
        "shared_out_kib": total(lambda each: kibibytes(f"/proc/{each}/smaps_rollup", "Pss:")),
        "threads": total(lambda each: len(list(Path(f"/proc/{each}/task").iterdir()))),
        "descriptors": total(lambda each: len(list(Path(f"/proc/{each}/fd").iterdir()))),
        "idle_cpu_percent": used * 100,
    }
