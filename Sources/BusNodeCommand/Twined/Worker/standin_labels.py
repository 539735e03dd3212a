"""What files and datasets are called and tagged with."""

import collections
import json
import re
import uuid

from busnode_worker.standin_exceptions import (
    InvalidInputException,
    InvalidLabelException,
    InvalidTagException,
)

_LABEL = re.compile(r"[a-z0-9]([a-z0-9-]*[a-z0-9])?")
_TAG = re.compile(r"[a-z0-9]([a-z0-9_]*[a-z0-9])?")


class Label(collections.UserString):
    """A word of lower-case letters, digits and hyphens."""

    def __init__(self, name):
        if not isinstance(name, (str, Label)):
            raise InvalidLabelException("Labels must be expressed as a string.")
        text = str(name).strip()
        if not _LABEL.fullmatch(text):
            raise InvalidLabelException(
                f"Invalid label {text!r}: only a-z, 0-9 and '-', and no '-' at an end."
            )
        super().__init__(text)


class LabelSet(set):
    """Labels, each once."""

    def __init__(self, labels=None):
        if isinstance(labels, str):
            try:
                labels = json.loads(labels)
            except ValueError:
                labels = labels.split()
        if labels is not None and not hasattr(labels, "__iter__"):
            raise InvalidLabelException("Labels must be a text or an iterable of texts.")
        super().__init__(Label(label) for label in labels or ())

    def add(self, label):
        super().add(Label(label))

    def update(self, *labels):
        super().update({Label(label) for label in labels})

    def any_label_starts_with(self, value):
        return any(label.startswith(value) for label in self)

    def any_label_ends_with(self, value):
        return any(label.endswith(value) for label in self)

    def any_label_contains(self, value):
        return any(value in label for label in self)


class TagDict(collections.UserDict):
    """Values by names of lower-case letters, digits and underscores."""

    def __setitem__(self, name, value):
        if not isinstance(name, str) or not _TAG.fullmatch(name):
            raise InvalidTagException(
                f"Invalid tag {name!r}: only a-z, 0-9 and '_', and no '_' at an end."
            )
        super().__setitem__(name, value)

    def to_primitive(self):
        return self.data


class Resource:
    """What has an id, and can be named, tagged and labelled."""

    def __init__(self, id=None, name=None, tags=None, labels=None):
        self._set_id(id)
        self._name = name
        self.tags = tags
        self.labels = labels

    def __repr__(self):
        return f"<{type(self).__name__}({self.name or self.id!r})>"

    @property
    def id(self):
        return self._id

    def _set_id(self, value):
        try:
            self._id = str(uuid.uuid4() if value is None else uuid.UUID(str(value)))
        except ValueError as error:
            raise InvalidInputException(f"{value!r} is no UUID.") from error

    @property
    def name(self):
        return self._name

    @name.setter
    def name(self, name):
        self._name = name

    @property
    def tags(self):
        return self._tags

    @tags.setter
    def tags(self, tags):
        self._tags = TagDict(tags or {})

    @property
    def labels(self):
        return self._labels

    @labels.setter
    def labels(self, labels):
        self._labels = LabelSet(labels)

    def add_tags(self, tags=None, **others):
        self.tags.update({**(tags or {}), **others})

    def add_labels(self, *labels):
        self.labels.update(*labels)
