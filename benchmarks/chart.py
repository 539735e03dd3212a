#!/usr/bin/env python3
"""Draws the newest results as bars of text into docs/performance.md.

A chart stands between `<!-- chart NAME FIGURE -->` and `<!-- end -->`, and what benchmarks/allocations has
counted between `<!-- allocations -->` and `<!-- end -->`; everything else is left as it is.
"""

import re
import statistics
import sys
from pathlib import Path

import report
import tally
from variants import COMPARISONS

ROOT = Path(__file__).resolve().parent.parent
RESULTS = ROOT / "benchmarks" / "results"
PAGE = ROOT / "docs" / "performance.md"
BLOCK = re.compile(
    r"(<!-- (?:chart (\S+) (\S+)|allocations) -->\n).*?(<!-- end -->)", re.DOTALL
)
FIGURES = {figure: (title, divisor, digits) for figure, title, divisor, digits in report.COLUMNS}
WIDTH = 36  # characters of the longest bar
PARTS = " ▏▎▍▌▋▊▉█"


def bar(part):
    eighths = max(1, round(part * WIDTH * 8))
    return "█" * (eighths // 8) + PARTS[eighths % 8].strip()


def lines(comparison, figure):
    title, divisor, digits = FIGURES[figure]
    placement = ", all on one CPU" if comparison["pinned"] else ""
    yield f"{comparison['title']}: {title}{placement}"
    yield ""
    limit = comparison["variants"][0]
    medians = {
        variant["name"]: statistics.median(taken) / divisor
        for variant in comparison["variants"]
        if (taken := report.values(variant, figure))
    }
    most, name_width = max(medians.values()), max(map(len, medians))
    for variant in comparison["variants"]:
        median = medians.get(variant["name"])
        if median is None:
            continue
        line = f"{variant['name']:{name_width}}  {bar(median / most)} {median:,.{digits}f}"
        if variant is not limit and any(report.values(limit, figure)):
            line += f"  ×{report.ratio(variant, limit, figure):.2f}"
        yield line


def chart(name, figure, newest):
    """One chart; where nothing was measured, a word instead."""
    if name not in {comparison.name for comparison in COMPARISONS} or figure not in FIGURES:
        sys.exit(f"{PAGE}: there is no comparison {name} with a figure {figure}")
    comparison = newest.get(name)
    if comparison is None:
        return f"Not measured so far: `benchmarks/run --only {name}`.\n"
    text = "\n".join(lines(comparison, figure))
    return f"```text\n{text}\n```\n\n{report.circumstances(comparison)}\n"


def main():
    newest = {comparison["name"]: comparison for comparison in report.newest(RESULTS)}

    def filled(block):
        start, name, figure, end = block.groups()
        return start + (chart(name, figure, newest) if name else tally.block(RESULTS)) + end

    PAGE.write_text(BLOCK.sub(filled, PAGE.read_text()))


if __name__ == "__main__":
    main()
