"""Files, datasets and manifests, for where Octue's package is missing; all of them local."""

import datetime
import json
import os
import shutil

from busnode_worker.encoding import Encoder, decode
from busnode_worker.standin_exceptions import (
    CloudLocationNotSpecified,
    FileLocationError,
    InvalidInputException,
)
from busnode_worker.standin_filters import Filterable, FilterSet
from busnode_worker.standin_hashing import EMPTY, hash_of_file, hash_of_hashes
from busnode_worker.standin_labels import Resource

METADATA_FILE = ".octue"


def _local(path):
    path = os.fspath(path)
    if path.startswith("file://"):
        return path.removeprefix("file://")
    if "://" in path:
        raise FileLocationError(f"{path!r} is not on this machine.")
    return path


def _stored(folder):
    """What the metadata file of a folder says; one that cannot be read says nothing."""
    try:
        with open(os.path.join(folder, METADATA_FILE), encoding="utf-8") as file:
            stored = decode(json.load(file))
    except (FileNotFoundError, NotADirectoryError, ValueError):
        return {}
    return stored if isinstance(stored, dict) else {}


def _store(folder, change):
    os.makedirs(folder, exist_ok=True)
    stored = _stored(folder)
    change(stored)
    path = os.path.join(folder, METADATA_FILE)
    with open(path + ".new", "w", encoding="utf-8") as file:
        json.dump(stored, file, cls=Encoder, indent=4)
        file.write("\n")
    os.replace(path + ".new", path)


class _Local(Resource):
    """What is on this machine, and in no cloud."""

    cloud_path = None
    exists_locally = True
    exists_in_cloud = False
    _metadata_names = ()

    def metadata(self, include_id=True, **_):
        members = {name: getattr(self, name) for name in self._metadata_names}
        members["labels"] = sorted(str(label) for label in self.labels)
        if not include_id:
            del members["id"]
        return members

    def _take(self, metadata):
        for name in self._metadata_names:
            if name == "id" and "id" in metadata:
                self._set_id(metadata["id"])
            elif name in metadata:
                setattr(self, name, metadata[name])

    def update_metadata(self):
        self.update_local_metadata()

    def upload(self, *_, **__):
        raise CloudLocationNotSpecified("There is no cloud here; output datasets go to a folder.")

    def download(self, *_, **__):
        raise CloudLocationNotSpecified("What is not in a cloud cannot be downloaded.")

    def generate_signed_url(self, *_, **__):
        raise CloudLocationNotSpecified("What is not in a cloud has no signed URL.")


class Datafile(_Local, Filterable):
    """A file with what is known about it."""

    _metadata_names = ("id", "timestamp", "tags", "labels")

    def __init__(
        self,
        path,
        local_path=None,
        cloud_path=None,
        timestamp=None,
        mode="r",
        update_metadata=True,
        ignore_stored_metadata=False,
        id=None,
        tags=None,
        labels=None,
        name=None,
        **open_arguments,
    ):
        super().__init__(id=id, name=name, tags=tags, labels=labels)
        self._local_path = os.path.abspath(_local(local_path or path))
        self.timestamp = timestamp
        self._open_arguments = {"mode": mode, "update_metadata": update_metadata, **open_arguments}
        if not ignore_stored_metadata:
            folder = os.path.dirname(self._local_path)
            self._take(_stored(folder).get("datafiles", {}).get(self.name, {}))

    @property
    def name(self):
        return self._name or os.path.basename(self._local_path)

    @property
    def extension(self):
        return os.path.splitext(self.name)[-1].strip(".")

    @property
    def local_path(self):
        return self._local_path

    @local_path.setter
    def local_path(self, path):
        if path is None:
            raise CloudLocationNotSpecified("This file is nowhere else.")
        if os.path.exists(path):
            raise FileExistsError(f"{path!r} is there already.")
        os.makedirs(os.path.dirname(os.path.abspath(path)), exist_ok=True)
        shutil.copy(self._local_path, path)
        self._local_path = os.path.abspath(path)

    @property
    def timestamp(self):
        return self._timestamp

    @timestamp.setter
    def timestamp(self, value):
        if isinstance(value, (int, float)) and not isinstance(value, bool):
            value = datetime.datetime.fromtimestamp(value)
        if value is not None and not isinstance(value, datetime.datetime):
            raise TypeError(f"a timestamp is a time or a number, not {value!r}")
        self._timestamp = value

    @property
    def posix_timestamp(self):
        return None if self.timestamp is None else self.timestamp.timestamp()

    @property
    def size_bytes(self):
        return os.path.getsize(self._local_path) if os.path.exists(self._local_path) else None

    @property
    def hash_value(self):
        return hash_of_file(self._local_path) if os.path.exists(self._local_path) else EMPTY

    @property
    def metadata_path(self):
        return os.path.join(os.path.dirname(self._local_path), METADATA_FILE)

    def __lt__(self, other):
        return self.name < other.name

    def __gt__(self, other):
        return self.name > other.name

    def open(self, mode="r", update_metadata=True, **arguments):
        return _OpenFile(self, mode, update_metadata, arguments)

    def __enter__(self):
        self._opened = self.open(**self._open_arguments)
        return self, self._opened.__enter__()

    def __exit__(self, *error):
        self._opened.__exit__(*error)

    def update_local_metadata(self):
        def change(stored):
            stored.setdefault("datafiles", {})[self.name] = self.metadata()

        _store(os.path.dirname(self._local_path), change)

    def to_primitive(self):
        return {**self.metadata(), "name": self.name, "path": self._local_path}

    @classmethod
    def deserialise(cls, members):
        known = {"timestamp", "id", "tags", "labels", "name", "local_path", "path"}
        return cls(**{name: value for name, value in members.items() if name in known})


class _OpenFile:
    def __init__(self, datafile, mode, update_metadata, arguments):
        self._datafile = datafile
        self._mode = mode
        self._update_metadata = update_metadata
        self._arguments = arguments

    def __enter__(self):
        path = self._datafile.local_path
        if "w" in self._mode:
            os.makedirs(os.path.dirname(path), exist_ok=True)
        if self._datafile.extension == "hdf5":
            import h5py

            self._file = h5py.File(path, self._mode, **self._arguments)
        else:
            self._file = open(path, self._mode, **self._arguments)
        return self._file

    def __exit__(self, *_):
        self._file.close()
        if self._update_metadata and set(self._mode) & set("wax+"):
            self._datafile.update_local_metadata()


class Dataset(_Local):
    """A folder of files, or those files of it that are named."""

    _metadata_names = ("id", "name", "tags", "labels")

    def __init__(
        self,
        path=None,
        files=None,
        recursive=True,
        ignore_stored_metadata=False,
        include_octue_metadata_files=False,
        id=None,
        name=None,
        tags=None,
        labels=None,
    ):
        super().__init__(id=id, name=name, tags=tags, labels=labels)
        self.path = _local(path) if path else os.getcwd()
        self._is_of_files = bool(files)
        if files:
            if isinstance(files, (dict, str)):
                raise InvalidInputException(f"files must be several, and not {files!r}.")
            self.files = FilterSet(self._datafile(file, ignore_stored_metadata) for file in files)
            return
        self.files = FilterSet()
        for folder, _, names in os.walk(self.path):
            for file in names:
                if file != METADATA_FILE or include_octue_metadata_files:
                    path = os.path.join(folder, file)
                    self.files.add(
                        Datafile(path, ignore_stored_metadata=ignore_stored_metadata)
                    )
            if not recursive:
                break
        if not ignore_stored_metadata:
            stored = _stored(self.path).get("dataset", {})
            if "files" in stored:
                self.files = FilterSet(Datafile(path) for path in stored["files"])
            self._take(stored)

    @staticmethod
    def _datafile(file, ignore_stored_metadata):
        if isinstance(file, Datafile):
            return file
        if isinstance(file, dict):
            return Datafile.deserialise(file)
        return Datafile(file, ignore_stored_metadata=ignore_stored_metadata)

    @property
    def name(self):
        return self._name or os.path.basename(os.path.abspath(self.path))

    @name.setter
    def name(self, name):
        self._name = name

    @property
    def hash_value(self):
        return hash_of_hashes([file.hash_value for file in self.files])

    @property
    def metadata_path(self):
        return os.path.join(self.path, METADATA_FILE)

    @property
    def all_files_are_in_cloud(self):
        return not self.files

    def __iter__(self):
        return iter(self.files)

    def __len__(self):
        return len(self.files)

    def __contains__(self, file):
        return file in self.files

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.update_metadata()

    def add(self, datafile, path_in_dataset=None):
        if not isinstance(datafile, Datafile):
            raise InvalidInputException(f"{datafile!r} is no Datafile.")
        root = os.path.abspath(self.path)
        path = os.path.join(root, path_in_dataset or datafile.name)
        if datafile.local_path != path and not datafile.local_path.startswith(root + os.sep):
            datafile.local_path = path
        self.files.add(datafile)

    def get_file_by_label(self, label):
        return self.files.one(labels__contains=label)

    def update_local_metadata(self):
        _store(self.path, lambda stored: stored.update(dataset=self.metadata()))

    def to_primitive(self, include_files=True):
        members = {**self.metadata(), "path": self.path}
        if include_files:
            members["files"] = sorted(file.local_path for file in self.files)
        return members


class Manifest(_Local):
    """Datasets by the keys of a twine."""

    def __init__(self, datasets=None, ignore_stored_metadata=False, id=None, name=None):
        super().__init__(id=id, name=name)
        self.datasets = {
            key: self._dataset(dataset, ignore_stored_metadata)
            for key, dataset in (datasets or {}).items()
        }

    @staticmethod
    def _dataset(dataset, ignore_stored_metadata):
        if isinstance(dataset, Dataset):
            return dataset
        if isinstance(dataset, str):
            return Dataset(dataset, ignore_stored_metadata=ignore_stored_metadata)
        return Dataset(**dataset, ignore_stored_metadata=ignore_stored_metadata)

    @property
    def hash_value(self):
        return hash_of_hashes([(key, data.hash_value) for key, data in self.datasets.items()])

    @property
    def all_datasets_are_in_cloud(self):
        return all(dataset.all_files_are_in_cloud for dataset in self.datasets.values())

    def get_dataset(self, key):
        if key not in self.datasets:
            raise InvalidInputException(
                f"There is no dataset {key!r}; there are {list(self.datasets)}."
            )
        return self.datasets[key]

    def prepare(self, data):
        for key in data["datasets"]:
            self.datasets[key] = Dataset(key)
        return self

    def to_primitive(self):
        datasets = {
            key: dataset.to_primitive() if dataset._is_of_files else dataset.path
            for key, dataset in self.datasets.items()
        }
        return {"id": self.id, "name": self.name, "datasets": datasets}

    def serialise(self, **arguments):
        return json.dumps(self.to_primitive(), cls=Encoder, sort_keys=True, indent=4, **arguments)

    @classmethod
    def deserialise(cls, serialised, from_string=False):
        return cls(**(json.loads(serialised) if from_string else serialised))
