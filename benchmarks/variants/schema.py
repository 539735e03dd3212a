"""Values held against a schema of twine.json."""

from .model import OURS, Comparison, Process, Variant

VALIDATOR = "validator"
PYTHON_LIBRARIES = ("jsonschema", "fastjsonschema")


def python_validation(library, count):
    return Variant(
        f"Python, {library}",
        measure=Process(VALIDATOR, f"--library {library} --data {{data}} --count {{count}}"),
        count=count,
    )


def our_validation(count):
    return Variant(
        "BusNode",
        measure=Process(OURS, "schema --data {data} --count {count}"),
        count=count,
    )


COMPARISONS = (
    Comparison(
        "schema",
        "32 kB of values by a schema of twine.json",
        True,
        (
            python_validation("jsonschema", 200),
            python_validation("fastjsonschema", 3_000),
            our_validation(10_000),
        ),
    ),
)
