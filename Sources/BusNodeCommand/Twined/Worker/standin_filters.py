"""Finding files by what is known about them: `files.filter(tags__sequence__gt=1)`."""

import collections
import collections.abc
import datetime
import numbers

from busnode_worker.standin_exceptions import (
    BrokenSequenceException,
    InvalidInputException,
    UnexpectedNumberOfResultsException,
)
from busnode_worker.standin_labels import LabelSet

_MISSING = object()
_ABSENT = object()


def _with_opposites(actions):
    opposites = {
        "is_not" if name == "is" else f"not_{name}": lambda item, value, action=action: not action(
            item, value
        )
        for name, action in actions.items()
    }
    return {**actions, **opposites}


_SAME = _with_opposites(
    {"is": lambda item, value: item is value, "equals": lambda item, value: value == item}
)
_ORDERED = {
    "lt": lambda item, value: item < value,
    "lte": lambda item, value: item <= value,
    "gt": lambda item, value: item > value,
    "gte": lambda item, value: item >= value,
    **_with_opposites({"in_range": lambda item, value: value[0] <= item <= value[1]}),
}
_CONTAINING = _with_opposites({"contains": lambda item, value: value in item})
_ICONTAINING = _with_opposites(
    {"icontains": lambda item, value: value.casefold() in item.casefold()}
)
_TEXT = _with_opposites(
    {
        "iequals": lambda item, value: value.casefold() == item.casefold(),
        "starts_with": lambda item, value: item.startswith(value),
        "ends_with": lambda item, value: item.endswith(value),
    }
)
_LABELS = _with_opposites(
    {
        "any_label_contains": lambda item, value: item.any_label_contains(value),
        "any_label_starts_with": lambda item, value: item.any_label_starts_with(value),
        "any_label_ends_with": lambda item, value: item.any_label_ends_with(value),
    }
)


def _of_time():
    parts = {name: lambda item, name=name: getattr(item, name) for name in _TIME_PARTS}
    parts["weekday"] = lambda item: item.weekday()
    parts["iso_weekday"] = lambda item: item.isoweekday()
    parts["time"] = lambda item: item.time()
    actions = {
        "in_date_range": lambda item, value: value[0] <= item.date() <= value[1],
        "in_time_range": lambda item, value: value[0] <= item.time() <= value[1],
    }
    for name, part in parts.items():
        actions[f"{name}_equals"] = lambda item, value, part=part: part(item) == value
        actions[f"{name}_in"] = lambda item, value, part=part: part(item) in value
    return actions


_TIME_PARTS = ("year", "month", "day", "hour", "minute", "second")

_ACTIONS = (
    (bool, _SAME),
    (type(None), _SAME),
    (str, {**_SAME, **_ORDERED, **_CONTAINING, **_ICONTAINING, **_TEXT}),
    (LabelSet, {**_SAME, **_CONTAINING, **_LABELS}),
    (datetime.datetime, {**_SAME, **_ORDERED, **_of_time()}),
    (numbers.Number, {**_SAME, **_ORDERED}),
    (collections.abc.Iterable, {**_SAME, **_CONTAINING, **_ICONTAINING}),
)


def nested(item, path, otherwise=_MISSING):
    """An attribute or the value of a key, as deep as the names say."""
    for name in path:
        if isinstance(item, collections.abc.Mapping) and name in item:
            item = item[name]
        else:
            item = getattr(item, name, _MISSING)
        if item is _MISSING:
            if otherwise is not _MISSING:
                return otherwise
            raise AttributeError(f"there is no {'.'.join(path)!r}")
    return item


class Filterable:
    """What can be looked for by its attributes."""

    def satisfies(self, raise_error_if_filter_is_invalid=True, **filters):
        if len(filters) != 1:
            raise ValueError(f"satisfies takes one filter, and got {filters!r}.")
        ((name, value),) = filters.items()
        *path, action = name.split("__")
        if not path and nested(self, [action], _ABSENT) is _ABSENT:
            raise InvalidInputException(f"{name!r} is no filter: write attribute__action.")
        attribute = nested(self, path, _ABSENT)
        actions = {} if attribute is _ABSENT or not path else _actions(attribute)
        if action in actions:
            return actions[action](attribute, value)
        whole = nested(self, [*path, action], _ABSENT)
        if whole is not _ABSENT:
            return value == whole
        if attribute is not _ABSENT:
            raise InvalidInputException(
                f"There is no filter {action!r} for {type(attribute)}; there are "
                f"{', '.join(sorted(actions))}."
            )
        if raise_error_if_filter_is_invalid:
            raise AttributeError(f"{self!r} has no attribute {'.'.join(path)!r}.")
        return False


def _actions(attribute):
    for kind, actions in _ACTIONS:
        if isinstance(attribute, kind):
            return actions
    raise InvalidInputException(f"Attributes of {type(attribute)} cannot be filtered by.")


class _Container:
    def _filtered(self, items, filters, ignores, value_of=lambda item: item):
        for name, value in filters.items():
            items = [
                item
                for item in items
                if value_of(item).satisfies(
                    raise_error_if_filter_is_invalid=not ignores, **{name: value}
                )
            ]
        return items

    def filter(self, ignore_items_without_attribute=True, **filters):
        return type(self)(self._filtered(list(self), filters, ignore_items_without_attribute))

    def one(self, **filters):
        results = self.filter(**filters)
        if len(results) != 1:
            found = "More than one result" if results else "No results"
            raise UnexpectedNumberOfResultsException(f"{found} found for filters {filters}.")
        return results.popitem() if isinstance(results, FilterDict) else results.pop()

    def order_by(
        self, attribute_name, check_start_value=None, check_constant_increment=None, reverse=False
    ):
        path = attribute_name.replace("__", ".").split(".")
        try:
            results = FilterList(
                sorted(self, key=lambda item: nested(item, path), reverse=reverse)
            )
        except AttributeError as error:
            raise InvalidInputException(f"Of {self!r} some: {error}.") from error
        values = [nested(item, path) for item in results]
        if check_start_value is not None and values and values[0] != check_start_value:
            raise BrokenSequenceException(
                f"{attribute_name!r} starts at {values[0]!r}, not at {check_start_value!r}."
            )
        if check_constant_increment is not None:
            for before, after in zip(values, values[1:]):
                if after - before != check_constant_increment:
                    raise BrokenSequenceException(
                        f"{attribute_name!r} goes from {before!r} to {after!r}, not by "
                        f"{check_constant_increment!r}."
                    )
        return results


class FilterSet(_Container, set):
    """A set to be filtered."""


class FilterList(_Container, list):
    """A list to be filtered."""


class FilterDict(_Container, collections.UserDict):
    """A dictionary to be filtered by its values."""

    def filter(self, ignore_items_without_attribute=True, **filters):
        items = self._filtered(
            list(self.items()), filters, ignore_items_without_attribute, lambda item: item[1]
        )
        return type(self)(dict(items))

    def order_by(self, attribute_name, reverse=False):
        path = attribute_name.replace("__", ".").split(".")
        return FilterList(
            sorted(self.items(), key=lambda item: nested(item[1], path), reverse=reverse)
        )
