"""Starts the processes of a variant, watches over them, and stops them by process id."""

import json
import os
import shutil
import signal
import socket
import string
import subprocess
import tempfile
import threading
import time
from pathlib import Path

READY_SECONDS = 30  # a server that is not ready by then is broken
MEASURE_SECONDS = 900  # a measurement that has not ended by then is broken
PREPARE_SECONDS = 3600  # filling a log with ten million messages takes its time
STOP_SECONDS = 10  # from SIGTERM to SIGKILL
LOOK_SECONDS = 0.0005  # between two looks at what a program of somebody else's has written


class Failure(Exception):
    """A benchmark that could not be taken; the text says which and why."""


class Running:
    """A process that we started, and that only we stop."""

    def __init__(self, command, log, ready=None):
        self.command = " ".join(map(str, command))
        self.log, self.ready = log, ready
        self.started = time.monotonic()
        self.process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE if ready is None else log,
            stderr=log,
            text=True,
        )

    def await_ready(self):
        """Waits until the process is ready; returns what it printed then, if it prints that."""
        with self.killed_after(READY_SECONDS):
            if self.ready is not None:
                return self.await_text()
            line = self.process.stdout.readline().strip()
        if not line:
            self.fail("ended, or said nothing, before it was ready")
        return line

    def await_text(self):
        while self.ready not in self.written():
            if os.waitid(os.P_PID, self.process.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT):
                self.fail(f"ended before it wrote {self.ready!r}")
            time.sleep(LOOK_SECONDS)

    def figures(self, seconds=MEASURE_SECONDS):
        """Waits for the end of a measuring process; returns the JSON it printed."""
        with self.killed_after(seconds):
            output = self.process.stdout.read()
            self.process.wait()
        if self.process.returncode != 0:
            self.fail(f"ended with {self.process.returncode}")
        try:
            return json.loads(output.strip().splitlines()[-1])
        except (IndexError, ValueError):
            self.fail(f"printed no line of JSON but {output!r}")

    def stop(self):
        """Stops the process and returns the seconds of CPU it used in its life."""
        if self.process.returncode is not None:
            return 0.0
        self.signal(signal.SIGTERM)
        with self.killed_after(STOP_SECONDS):
            _, status, usage = os.wait4(self.process.pid, 0)
        self.process.returncode = os.waitstatus_to_exitcode(status)
        if self.process.stdout:
            self.process.stdout.close()
        return usage.ru_utime + usage.ru_stime

    def killed_after(self, seconds):
        return Deadline(seconds, lambda: self.signal(signal.SIGKILL))

    def signal(self, number):
        # Not Popen.terminate: that may reap the process, and wait4 would find nobody.
        os.kill(self.process.pid, number)

    def written(self):
        # Not by seek and read: the process writes through the same offset.
        size = os.fstat(self.log.fileno()).st_size
        return os.pread(self.log.fileno(), size, 0).decode(errors="replace")

    def fail(self, why):
        said = self.written().strip()
        raise Failure(f"{self.command}: {why}" + (f"; it said:\n{said}" if said else ""))


class Deadline:
    """Calls `action` if the body of the `with` takes longer than so many seconds."""

    def __init__(self, seconds, action):
        self.timer = threading.Timer(seconds, action)

    def __enter__(self):
        self.timer.start()

    def __exit__(self, *_):
        self.timer.cancel()


def free_port():
    """A port that nobody listens on now, for programs that cannot choose one and say which."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


class Bench:
    """One run of one variant: its folders, its processes, its command lines."""

    def __init__(self, variant, suite, prefix, folder=None):
        self.variant, self.suite, self.prefix, self.kept = variant, suite, prefix, folder
        self.words = {
            "count": suite.scaled(variant.count),
            "prefill": suite.scaled(variant.prefill),
        }
        self.running = []

    def __enter__(self):
        # Files on the disk of the repository (/tmp may be memory); the path of a socket is short.
        self.folders = [
            tempfile.mkdtemp(dir=self.suite.build),
            tempfile.mkdtemp(prefix="busnode-"),
        ]
        sockets = f"ipc://{self.folders[1]}/bus"
        port = free_port()
        self.words |= {
            "folder": self.kept or self.folders[0],
            "data": self.suite.data,
            "programs": self.suite.programs_folder,
            "bind": sockets if self.variant.transport == "ipc" else "tcp://127.0.0.1:*",
            "port": port,
            "feed_port": free_port(),
            "settings": f"{self.folders[0]}/settings",
        }
        if self.variant.servers and self.variant.servers[0].ready is not None:
            self.words["endpoint"] = f"tcp://127.0.0.1:{port}"
        return self

    def __exit__(self, *_):
        for running in reversed(self.running):
            running.stop()
            running.log.close()
        for folder in self.folders:
            shutil.rmtree(folder, ignore_errors=True)

    def start(self, process):
        if process.settings:
            text = string.Template(process.settings).substitute(self.words)
            Path(self.words["settings"]).write_text(text)
        arguments = process.arguments.format(**self.words).split()
        log = tempfile.TemporaryFile("w+")
        command = [*self.prefix, self.suite.programs[process.program], *arguments]
        self.running.append(Running(command, log, process.ready))
        return self.running[-1]

    def start_servers(self):
        """Starts the servers; returns how long all took from the subject on, in seconds."""
        for process in self.variant.servers:
            line = self.start(process).await_ready()
            if line is not None:
                self.words.setdefault("endpoint", line)
        if not self.running:
            return 0.0
        return time.monotonic() - self.running[self.variant.subject].started

    def prepared(self):
        """Fills the folder, as later runs want to find it."""
        self.start_servers()
        self.start(self.variant.prepare).figures(PREPARE_SECONDS)
