"""What the figures were taken on: facts of the machine, and nothing that names it or its owner."""

import ctypes
import ctypes.util
import os
import platform
import re
import sqlite3
import subprocess
import time


def command(*words, folder=None):
    """The first line a command prints, or "unknown"."""
    try:
        done = subprocess.run(words, capture_output=True, text=True, check=True, cwd=folder)
        return done.stdout.strip().splitlines()[0]
    except (OSError, subprocess.CalledProcessError, IndexError):
        return "unknown"


def in_file(path, pattern):
    """What the first group of a pattern matches in a file, or "unknown"."""
    try:
        with open(path) as file:
            found = re.search(pattern, file.read(), re.MULTILINE)
    except OSError:
        found = None
    return found.group(1) if found else "unknown"


def libzmq_version():
    name = ctypes.util.find_library("zmq")
    if name is None:
        return "unknown"
    numbers = [ctypes.c_int() for _ in range(3)]
    ctypes.CDLL(name).zmq_version(*(ctypes.byref(number) for number in numbers))
    return ".".join(str(number.value) for number in numbers)


def libsqlite3_version():
    """The system's library, which the benchmarks link, not the one inside Python."""
    name = ctypes.util.find_library("sqlite3")
    if name is None:
        return f"{sqlite3.sqlite_version} (Python's)"
    version = ctypes.CDLL(name).sqlite3_libversion
    version.restype = ctypes.c_char_p
    return version().decode()


def facts(root):
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    sources = ("--untracked-files=no", "--", ":!benchmarks/results", ":!docs")
    changed = command("git", "status", "--porcelain", *sources, folder=root)
    commit = command("git", "rev-parse", "--short", "HEAD", folder=root)
    return {
        "taken": time.strftime("%Y-%m-%d %H:%M UTC", time.gmtime()),
        "commit": commit if changed == "unknown" else f"{commit} and changes on top",
        "CPU": in_file("/proc/cpuinfo", r"^model name\s*:\s*(.+)$"),
        "CPUs": os.cpu_count(),
        "memory": f"{memory:.0f} GiB",
        "system": in_file("/etc/os-release", r'^PRETTY_NAME="?([^"\n]+)'),
        "kernel": f"{platform.system()} {platform.release()}",
        "file system": command("stat", "-f", "-c", "%T", str(root)),
        "Swift": command("swift", "--version").replace("Swift version ", ""),
        "libzmq": libzmq_version(),
        "SQLite": libsqlite3_version(),
    }


def others_at_work(seconds=2):
    """How many CPUs other programs keep busy while this one does nothing for a while.

    Not the load of the last minute: that has the comparison before this one in it.
    """
    if not os.path.exists("/proc/stat"):
        return f"{os.getloadavg()[0]:.2f}"

    def ticks():
        with open("/proc/stat") as file:
            _, *spent = file.readline().split()
        user, nice, system, _idle, _waiting, *rest = map(int, spent[:8])
        return user + nice + system + sum(rest)

    before = ticks()
    time.sleep(seconds)
    return f"{(ticks() - before) / os.sysconf('SC_CLK_TCK') / seconds:.2f}"
