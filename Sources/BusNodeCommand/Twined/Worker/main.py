"""Answers the questions of one service, one after another, with its app."""

import os
import sys
import traceback

from busnode_worker.channel import Channel
from busnode_worker.encoding import decode, encode, without_measures


def main(requests, events):
    channel = Channel(requests, events)
    settings = channel.first()
    channel.limit = settings.get("limit")
    sys.argv = ["app.py"]
    os.chdir(settings["folder"])
    backend = choose_backend(settings, channel)
    sys.path.insert(0, settings["app_folder"])
    channel.send(
        {
            "kind": "ready",
            "backend": backend.name,
            "backend_version": backend.version,
            "python_version": ".".join(map(str, sys.version_info[:3])),
        }
    )
    channel.start()
    while True:
        answer(channel.next_question(), settings, backend, channel)


def choose_backend(settings, channel):
    """Octue's own package when it can be imported, else what comes with the worker."""
    wanted = settings.get("backend") or "auto"
    if wanted != "built-in":
        try:
            from busnode_worker.octue_backend import Backend

            return Backend(settings, channel)
        except ImportError:
            if wanted == "octue":
                raise
    from busnode_worker.standin_backend import Backend

    return Backend(settings, channel)


class Question:
    """A question that is being answered."""

    def __init__(self, request, settings, channel):
        self.id = request["question"]
        self.run = request["run"]
        self.attempt = request.get("attempt", 1)
        self.values = decode(request.get("input_values"))
        self.manifest = without_measures(request.get("input_manifest"))
        self.children = request.get("children")
        self.forwards_logs = request.get("forward_logs", True)
        self.originator = request.get("originator")
        self.originator_question = request.get("originator_question_uuid")
        self.output_location = settings["output_location"]
        self._channel = channel

    def emit(self, event):
        """Sends an event that belongs to the question."""
        self._channel.send({"kind": "event", "run": self.run, "event": event})

    def monitor(self, data):
        """Sends a monitor message."""
        self.emit({"kind": "monitor_message", "data": data})


def answer(request, settings, backend, channel):
    """Runs the app, and sends the event that is the end of the question."""
    question = Question(request, settings, channel)
    try:
        os.chdir(settings["folder"])
        event = {"kind": "result", **backend.run(question)}
        line = encode({"kind": "event", "run": question.run, "event": event})
        flush()
        channel.write(line)
    except BaseException as error:
        flush()
        question.emit(exception(error))


def exception(error):
    """The event for what an app failed with; the frames of the worker are left out."""
    frames = traceback.extract_tb(error.__traceback__)
    frames = [frame for frame in frames if not frame.filename.startswith("<busnode_worker")]
    text = str(error)
    if isinstance(error, KeyError) and len(error.args) == 1 and isinstance(error.args[0], str):
        text = error.args[0]
    if isinstance(error, SystemExit):
        text = f"the app ended itself with {error.code!r}"
    return {
        "kind": "exception",
        "exception_type": type(error).__name__,
        "exception_message": text,
        "exception_traceback": traceback.format_list(frames),
    }


def flush():
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except (AttributeError, OSError, ValueError):
            pass
