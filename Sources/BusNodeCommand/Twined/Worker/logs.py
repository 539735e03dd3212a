"""Log records on their way to whoever asked, and those of children on their way to the app's log."""

import logging
import re

from busnode_worker.encoding import encode

COLOURS = re.compile(r"\x1B(?:[@-Z\\-_]|\[[0-?]*[ -/]*[@-~])")


# The mark of a record that whoever asked has already: the node passes on what children log.
PASSED_ON = "busnode_passed_on"


class ForwardingHandler(logging.Handler):
    """Sends each record to the node as an event of a question."""

    def __init__(self, emit_event, level=logging.INFO):
        super().__init__(level)
        self._emit_event = emit_event

    def emit(self, record):
        if getattr(record, PASSED_ON, False):
            return
        try:
            self._emit_event({"kind": "log_record", "log_record": primitives(record)})
        except Exception:
            self.handleError(record)


def primitives(record):
    """All that a record says, as JSON can write it."""
    members = dict(vars(record))
    if members.get("exc_info") and not members.get("exc_text"):
        members["exc_text"] = logging.Formatter().formatException(members["exc_info"])
    members["msg"] = COLOURS.sub("", record.getMessage())
    members["args"] = None
    members["exc_info"] = None
    members["levelno"] = members.get("levelno") or logging.INFO
    members.pop("message", None)
    for name, value in members.items():
        try:
            encode(value)
        except (TypeError, ValueError):
            members[name] = repr(value)
    return members


def log_of_child(child, question, members):
    """Gives a child's record to the log of this process, with who said it in front."""
    record = logging.makeLogRecord(members)
    record.msg = f"[{child} | {question}] {record.msg}"
    record.args = None
    setattr(record, PASSED_ON, True)
    logger = logging.getLogger("octue.twined.cloud.events.handler")
    if logger.isEnabledFor(record.levelno):
        logger.handle(record)
