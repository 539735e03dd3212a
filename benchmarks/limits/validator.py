#!/usr/bin/env python3
"""Checks one value by the input schema of a twine.json again and again, as services in Python do."""

import argparse
import json
import time
from pathlib import Path


def checker(library, schema):
    """A function that raises an error for a value that does not keep the schema."""
    if library == "fastjsonschema":
        import fastjsonschema

        return fastjsonschema.compile(schema)
    import jsonschema

    return jsonschema.Draft202012Validator(schema).validate


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--library", choices=("jsonschema", "fastjsonschema"), required=True)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--count", type=int, required=True)
    options = parser.parse_args()
    twine = json.loads((options.data / "twine.json").read_text())
    value = json.loads((options.data / "values.json").read_text())
    check = checker(options.library, twine["input_values_schema"])

    times = []
    processor, began = time.process_time(), time.perf_counter()
    for _ in range(options.count):
        start = time.perf_counter()
        check(value)
        times.append((time.perf_counter() - start) * 1e6)
    elapsed = time.perf_counter() - began
    times.sort()
    figures = {
        "p50_us": times[(len(times) - 1) // 2],
        "p99_us": times[int((len(times) - 1) * 0.99)],
        "per_second": len(times) / elapsed,
        "cpu_seconds": time.process_time() - processor,
    }
    print(json.dumps(figures))


main()
