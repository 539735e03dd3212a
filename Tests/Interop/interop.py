#!/usr/bin/env python3
"""Proves that a program in another language joins the bus.

    interop.py vectors FILE
    interop.py --bus tcp://127.0.0.1:7000 [--feed tcp://127.0.0.1:7001] SCENARIO

A scenario prints one line, `ok SCENARIO …`, and the program exits with 0; or it explains itself on
the standard error output and the program exits with 1. `all` runs those that need only a backbone.
"""

from __future__ import annotations

import argparse
import json
import sys
import traceback
from pathlib import Path

import alone  # noqa: F401, its scenarios enter themselves
import flow  # noqa: F401
import together  # noqa: F401
import vectors
from busnode import Refused, TimedOut
from steps import ALONE, SCENARIOS
from wire import WireError


def arguments() -> argparse.Namespace:
    """What the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--bus", help="endpoint of the backbone")
    parser.add_argument("--feed", help="endpoint of the feed; what WELCOME says unless given")
    parser.add_argument("--recipient", default="interop/swift:1.0.0", help="whom ask-service asks")
    parser.add_argument("--revision", default="interop/python:1.0.0", help="what answer serves")
    parser.add_argument("--values", type=json.loads, default={"x": 1}, help="input values, JSON")
    parser.add_argument("--expect", type=json.loads, help="what must come out, JSON")
    parser.add_argument("--topic", help="the topic; a new one unless given")
    parser.add_argument("--subscription", default="interop-python", help="for subscribe-to")
    parser.add_argument("--count", type=int, default=20, help="how many messages or questions")
    parser.add_argument("--within", type=float, default=20.0, help="seconds to wait for others")
    names = ["vectors", "all", *SCENARIOS]
    parser.add_argument("scenario", choices=names, metavar="SCENARIO", help=", ".join(names))
    parser.add_argument("file", nargs="?", type=Path, help="the frames, for vectors")
    options = parser.parse_args()
    if (options.file if options.scenario == "vectors" else options.bus) is None:
        parser.error("vectors needs a FILE, everything else needs --bus")
    return options


def run(name: str, options: argparse.Namespace) -> bool:
    """Runs one scenario and says how it went."""
    try:
        seen = vectors.check(options.file) if name == "vectors" else SCENARIOS[name](options)
    except (AssertionError, Refused, TimedOut, WireError) as error:
        place = traceback.extract_tb(error.__traceback__)[-1]
        print(f"failed {name}: {error or type(error).__name__}", file=sys.stderr)
        for frame in traceback.extract_tb(error.__traceback__):
            if Path(frame.filename).name in ("alone.py", "flow.py", "together.py"):
                place = frame
        print(f"  at {Path(place.filename).name}:{place.lineno}: {place.line}", file=sys.stderr)
        return False
    print(f"ok {name} {seen}", flush=True)
    return True


def main() -> int:
    """Runs what the command line asks for."""
    options = arguments()
    names = ALONE if options.scenario == "all" else [options.scenario]
    return 0 if all([run(name, options) for name in names]) else 1


if __name__ == "__main__":
    sys.exit(main())
