"""The limit of a market session: NumPy's least squares, one fit of the same size for each bid.

A session fits much more often than once for a bid: with own data only, at 21 qualities of the
features, and for the coalitions of sellers. What it needs more than a fit is the ratio.
"""

import argparse
import json
import resource
import sys
import time

import numpy


def main():
    parser = argparse.ArgumentParser()
    for name in ("bids", "sellers", "rows", "rounds"):
        parser.add_argument(f"--{name}", type=int, required=True)
    options = parser.parse_args()
    random = numpy.random.default_rng(1)
    # The sellers but for the buyer, three own lags, the intercept.
    columns = options.sellers - 1 + 3 + 1
    features = random.standard_normal((options.rows, columns))
    targets = random.standard_normal((options.bids, options.rows))
    taken = []
    began, processor = time.perf_counter(), time.process_time()
    for _ in range(options.rounds):
        start = time.perf_counter()
        for target in targets:
            numpy.linalg.lstsq(features, target, rcond=None)
        taken.append((time.perf_counter() - start) * 1e6)
    elapsed = time.perf_counter() - began
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    taken.sort()
    figures = {
        "p50_us": taken[(len(taken) - 1) // 2],
        "p99_us": taken[(len(taken) - 1) * 99 // 100],
        "per_second": len(taken) / elapsed,
        "cpu_seconds": time.process_time() - processor,
        "peak_kib": peak // 1024 if sys.platform == "darwin" else peak,
    }
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
