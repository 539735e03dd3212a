#!/usr/bin/env python3
"""A service in Python: `busnode serve example/shout:0.1.0 -- python3 examples/shout/shout.py`.

A question comes as JSON on standard input, events go as lines of JSON to standard output.
"""

import json
import sys

question = json.load(sys.stdin)
words = str(question.get("input_values", "")).split()


def send(kind, **members):
    print(json.dumps({"kind": kind, **members}), flush=True)


send("log_record", log_record={"msg": f"{len(words)} words to shout", "levelname": "INFO"})
send("monitor_message", data={"words": len(words)})
send("result", output_values=" ".join(words).upper() + "!")
