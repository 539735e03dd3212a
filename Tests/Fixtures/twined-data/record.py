"""Records what the Octue SDK computes and writes, for the tests of the folder Data.

    python3 -m venv venv && venv/bin/pip install octue==0.69.1
    venv/bin/python record.py > hashes.json

Nothing of the SDK is kept here, only what it answered. Every value of the record is JSON text in a
string, since some of them (1e400) would not survive a reader that rounds.
"""

import contextlib
import datetime
import io
import json
import logging
import os
import tempfile

from octue.mixins.hashable import Hashable
from octue.resources import Datafile, Dataset, Manifest
from octue.resources.filter_containers import FilterSet

VALUES = [
    'null', 'true', 'false', '0', '1', '-1', '-0', '0.0', '-0.0', '1.0', '0.1', '1e16', '1e15',
    '9999999999999998.0', '12345678901234567.0', '1e-4', '1e-5', '1e-7', '1.5e-7', '123456.789',
    '1e22', '1e23', '1.7976931348623157e308', '5e-324', '2.2250738585072014e-308', '1e400',
    '-1e400', '1E3', '100e-2', '0.30000000000000004', '9007199254740993', '9007199254740993.0',
    '123456789012345678901234567890123456789012345678901234567890', '-98765432109876543210',
    '""', '"a"', '"hello world"', '"\\u00e9"', '"it\'s"', '"\\n"', '"\\ud83c\\udf0d"',
    '[]', '{}', '[1]', '[null]', '[null, null]', '[true, false]', '[1, true]', '[true, 1]',
    '[1, 1.0, true]', '[3, 1, 2]', '[0.5, 1]', '[10, 9, 1e1, 1e16, -0.0, 0]', '[1, "a"]',
    '["b", "a"]', '["a", null]', '[9007199254740993, 9007199254740992.0]',
    '[9007199254740992.0, 9007199254740993]', '[1e300, 10000000000000000000000000000000000]',
    '[1e400, 5, -1e400]', '["z", "\\u00e9", "\\ud83c\\udf0d", "\\uffee", "e\\u0301"]',
    '["it\'s"]', '["say \\"hi\\""]', '["it\'s \\"both\\""]', '["back\\\\slash"]',
    '["line\\nfeed", "tab\\t", "cr\\r", "nul\\u0000", "bell\\u0007", "del\\u007f"]',
    '["\\u00a0", "\\u00ad", "\\u0085", "\\u2028", "\\u200b", "\\ufeff", "\\ue000", "\\u3000"]',
    '["\\ud83c\\udf0d", "\\udbff\\udfff", "\\udb40\\udc01", "\\u0378", "\\u0300", "\\u4e2d"]',
    '[[1, 2], [0]]', '[[1, "a"], [1, 2]]', '[["a", 1], ["a"]]', '[[], [[]]]', '[[1], [1, null]]',
    '[[null], [null]]', '[[null], [null, 1]]', '[[null, 2], [null, 1]]', '[[null], [1]]',
    '[{"a": 1}]', '[{"a": 1}, {"b": 2}]', '[{"a": 1}, {"a": 1}]', '[{}, {}]', '[{}]',
    '[[{"a": 1, "b": 2}, 2], [{"b": 2, "a": 1.0}, 1]]', '[[{"a": 1}, 2], [{"a": 2}, 1]]',
    '[[true, 1], [1, 0]]', '[[1, "x"], ["x", 1]]', '[[1], 1]', '[[1.5, "x"], [1.5, "w"]]',
    '{"a": 1}', '{"b": 1, "a": 2}', '{"a": 1, "b": null}', '{"a": "x", "b": [3, 1]}',
    '{"b": {"z": 1, "a": [true, null, 1e16]}, "a": [{"k": "it\'s"}, []]}', '{"": ""}',
    '{"\\u00e9": 1, "z": 2, "e": 3, "\\ud83c\\udf0d": 4, "\\uffee": 5}', '{"a\\"b": "c\'d\\n"}',
    '{"A": 1, "a": 2, "_": 3, "0": 4, "10": 5, "9": 6}', '{"flag": true}',
    '{"values": [0.1, 0.2, 0.30000000000000004, 1e-7, 1e16, -0.0, 100000.0]}',
    '{"locations": [{"longitude": 0, "latitude": 0}, {"longitude": 1.5, "latitude": -1}]}',
    '{"width": 600, "height": 600, "x_range": [-1.5, 0.6], "color_scale": "YlGnBu"}',
]

# Some datasets by the files in them: name to text, or to a seed and a count of bytes.
DATASETS = [
    {}, {"a.csv": ""}, {"a.csv": "hello"}, {"a.csv": "hello", "b.csv": "hello"},
    {"a.csv": "1,2\n", "sub/b.csv": "3,4\n", "sub/deeper/c.dat": "x"},
    {"\u00e9t\u00e9 \U0001f30d.txt": "na\u00efve", "it's.txt": "q", ".hidden": "h"},
    {"big.bin": {"seed": 42, "bytes": 5_000_000}, "small.bin": {"seed": 7, "bytes": 4097}},
    {f"{i:03}.txt": f"file {i}\n" for i in range(60)},
]
MANIFESTS = [{}, {"a": 1}, {"met_mast": 2, "b": 4}, {"z": 3, "a": 5, "\u00e9": 2, "it's": 0}]

# Files to filter: name, tags, labels and the moment; then the filters, by name and value.
FILES = [
    ["alpha.csv", {"cluster": 0, "maker": "Vestas", "on": True, "list": [1, "a"]}, ["met", "mast"],
     "2019-12-08T01:02:03.000004+00:00"],
    ["beta.csv", {"cluster": 1, "maker": "Vergnet", "on": False, "nested": {"deep": 7}}, ["met"],
     "2020-02-29T23:59:59+00:00"],
    ["Gamma.TXT", {"cluster": 2.5, "maker": "Stra\u00dfe", "nothing": None}, [],
     "1969-07-20T20:17:40+00:00"],
    ["delta", {"cluster": -1, "maker": "enercon"}, ["timeseries", "meta-data"],
     "2024-01-01T00:00:00+00:00"],
]
FILTERS = [
    ["name__equals", "delta"], ["name", "delta"], ["name__not_equals", "delta"],
    ["name__ends_with", ".csv"], ["name__not_ends_with", ".csv"], ["name__starts_with", "a"],
    ["name__contains", "a."], ["name__icontains", "GAMMA"], ["name__not_icontains", "A."],
    ["name__iequals", "gamma.txt"], ["name__lt", "b"], ["name__gte", "beta.csv"],
    ["name__in_range", ["a", "c"]], ["name__not_in_range", ["a", "c"]], ["extension", "csv"],
    ["tags__cluster__gt", 0], ["tags__cluster__gte", 0], ["tags__cluster__lt", 1],
    ["tags__cluster__lte", 1.0], ["tags__cluster__in_range", [0, 2.5]], ["tags__cluster", 1],
    ["tags__cluster__not_equals", 1], ["tags__cluster__not_in_range", [0, 1]],
    ["tags__maker__icontains", "STRASSE"], ["tags__maker__iequals", "VESTAS"],
    ["tags__maker__starts_with", "V"], ["tags__on__equals", True], ["tags__on__equals", 1],
    ["tags__on__is", True], ["tags__on__is_not", True], ["tags__nested__deep", 7],
    ["tags__nested__deep__lt", 8], ["tags__nested__contains", "deep"], ["tags__contains", "on"],
    ["tags__not_contains", "on"], ["tags__nothing__is", None], ["tags__list__contains", "a"],
    ["tags__list__contains", True], ["tags__list__not_contains", 1], ["tags__list__equals", [1, "a"]],
    ["labels__contains", "met"], ["labels__not_contains", "met"],
    ["labels__any_label_contains", "et"], ["labels__any_label_starts_with", "t"],
    ["labels__any_label_ends_with", "a"], ["labels__not_any_label_contains", "et"],
    ["labels__not_any_label_starts_with", "m"], ["labels__not_any_label_ends_with", "t"],
    ["timestamp__year_equals", 2020], ["timestamp__year_in", [1969, 2024]],
    ["timestamp__month_equals", 12], ["timestamp__month_in", [1, 2]],
    ["timestamp__day_equals", 29], ["timestamp__day_in", [8, 1]], ["timestamp__weekday_equals", 6],
    ["timestamp__weekday_in", [5, 0]], ["timestamp__iso_weekday_equals", 7],
    ["timestamp__iso_weekday_in", [6, 1]], ["timestamp__hour_equals", 20],
    ["timestamp__hour_in", [1, 23]], ["timestamp__minute_equals", 17],
    ["timestamp__minute_in", [0, 2]], ["timestamp__second_equals", 59],
    ["timestamp__second_in", [3, 40]],
]


def seeded(seed, count):
    """Bytes of a linear congruential generator that every language can have."""
    state, content = seed, bytearray()
    for _ in range(count):
        state = (state * 6364136223846793005 + 1442695040888963407) % 2**64
        content.append(state >> 56)
    return bytes(content)


def content_of(text):
    return text.encode() if isinstance(text, str) else seeded(text["seed"], text["bytes"])


def hash_of(text):
    try:
        return {"json": text, "hash": Hashable.hash_non_class_object(json.loads(text))}
    except TypeError:
        return {"json": text, "refused": True}


def written(folder, files):
    os.makedirs(folder)
    for name, text in files.items():
        path = os.path.join(folder, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "wb") as file:
            file.write(content_of(text))
    return Dataset(folder)


def records(folder):
    datasets = [written(f"{folder}/{i}", files) for i, files in enumerate(DATASETS)]
    manifests = [
        {"datasets": which, "hash": Manifest({k: datasets[i] for k, i in which.items()}).hash_value}
        for which in MANIFESTS
    ]
    return {
        "values": [hash_of(text) for text in VALUES],
        "datasets": [
            {
                "files": files,
                "hash": dataset.hash_value,
                "hashes": {os.path.relpath(f.local_path, dataset.path): f.hash_value for f in dataset},
            }
            for files, dataset in zip(DATASETS, datasets)
        ],
        "manifests": manifests,
        "metadata": metadata(f"{folder}/metadata"),
        "printable": printable(),
        "files": FILES,
        "filters": filtered(f"{folder}/filters"),
    }


def metadata(folder):
    """A .octue file as the SDK writes it, with the folder's own path taken out."""
    dataset = written(folder, {"a.csv": "hello", "b.csv": "x"})
    moment = datetime.datetime(2019, 12, 8, 1, 2, 3, 400, tzinfo=datetime.timezone.utc)
    tags = {"sequence": 0, "ratio": 1e16, "unit": "m/s \u00e9\n", "kinds": {1, 2}, "none": None}
    Datafile(
        f"{folder}/a.csv", timestamp=moment, tags=tags, labels=["timeseries", "met-mast"],
        id="11111111-1111-4111-8111-111111111111",
    ).update_local_metadata()
    Datafile(f"{folder}/b.csv", id="22222222-2222-4222-8222-222222222222").update_local_metadata()
    Dataset(
        folder, id="33333333-3333-4333-8333-333333333333", name="raw", tags={"site": "north"},
        labels={"met", "mast"},
    ).update_local_metadata()
    with open(f"{folder}/.octue") as file:
        return file.read().replace(folder, "/FOLDER")


def filtered(folder):
    """The names of the files that each filter leaves."""
    files = FilterSet(
        Datafile(f"{folder}/{name}", tags=tags, labels=labels,
                 timestamp=datetime.datetime.fromisoformat(moment))
        for name, tags, labels, moment in FILES
    )
    return [
        {"name": name, "value": value,
         "files": sorted(file.name for file in files.filter(**{name: value}))}
        for name, value in FILTERS
    ]


def printable():
    """The ranges of scalars of Unicode 14 (Python 3.11) that repr writes as they are, above ASCII."""
    ranges, start = [], None
    for scalar in range(0x80, 0x30000):
        if chr(scalar).isprintable():
            start = scalar if start is None else start
        elif start is not None:
            ranges.append(f"{start:x}-{scalar - 1:x}")
            start = None
    return " ".join(ranges)


if __name__ == "__main__":
    logging.disable(logging.CRITICAL)
    with tempfile.TemporaryDirectory() as folder, contextlib.redirect_stderr(io.StringIO()):
        text = json.dumps(records(folder), indent=1, ensure_ascii=True)
    print(text)
