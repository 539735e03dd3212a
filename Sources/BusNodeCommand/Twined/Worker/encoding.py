"""JSON with what Twined adds to it: sets, dates and times, and the arrays of numpy."""

import collections
import datetime
import json
import sys


class Encoder(json.JSONEncoder):
    """Writes what Python's own encoder does not know."""

    def default(self, value):
        if hasattr(value, "to_primitive"):
            return value.to_primitive()
        if isinstance(value, (set, frozenset)):
            return {"_type": "set", "items": sorted(value)}
        if isinstance(value, collections.UserString):
            return str(value)
        if isinstance(value, datetime.datetime):
            return {"_type": "datetime", "value": value.isoformat()}
        numpy = sys.modules.get("numpy")
        if numpy is not None:
            if isinstance(value, numpy.ndarray):
                return value.tolist()
            if isinstance(value, numpy.generic):
                return value.item()
        return super().default(value)


def encode(value):
    """JSON text of a value; what JSON cannot write is a TypeError or ValueError that says where it is."""
    try:
        return json.dumps(value, cls=Encoder, allow_nan=False, separators=(",", ":"))
    except ValueError as error:
        place = _place_of_no_number(value, "")
        if place is None:
            raise
        raise ValueError(f"{place[0] or '/'} is {place[1]}, which JSON cannot write") from error


def decode(value):
    """The value with sets, and dates with times, in place of what stands for them."""
    if isinstance(value, list):
        return [decode(item) for item in value]
    if not isinstance(value, dict):
        return value
    kind = value.get("_type")
    if kind == "set" and "items" in value:
        return set(decode(value["items"]))
    if kind == "datetime" and "value" in value:
        return _time(value["value"])
    return {key: decode(item) for key, item in value.items()}


def plain(value):
    """The value as JSON has it."""
    return json.loads(encode(value))


def without_measures(manifest):
    """A manifest without the sizes and hashes of its files, which the node has looked at."""
    for dataset in (manifest or {}).get("datasets", {}).values():
        if isinstance(dataset, dict):
            for resource in [dataset, *dataset.get("files", [])]:
                if isinstance(resource, dict):
                    for name in ("hash", "size"):
                        resource.pop(name, None)
    return manifest


def _time(text):
    try:
        return datetime.datetime.fromisoformat(text.replace("Z", "+00:00"))
    except ValueError:
        from dateutil import parser

        return parser.parse(text)


def _place_of_no_number(value, place):
    """Where a value holds NaN or an infinity, and which."""
    if isinstance(value, float):
        is_number = value == value and value not in (float("inf"), float("-inf"))
        return None if is_number else (place, repr(float(value)))
    if hasattr(value, "to_primitive"):
        value = value.to_primitive()
    elif hasattr(value, "tolist") and not isinstance(value, dict):
        value = value.tolist()
    if isinstance(value, dict):
        items = value.items()
    elif isinstance(value, (list, tuple)):
        items = enumerate(value)
    else:
        return _place_of_no_number(value, place) if isinstance(value, float) else None
    for key, item in items:
        found = _place_of_no_number(item, f"{place}/{key}")
        if found is not None:
            return found
    return None
