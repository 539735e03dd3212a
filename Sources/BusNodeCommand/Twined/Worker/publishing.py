"""Puts the datasets that an app made where its parent finds them."""

import os
import shutil
import uuid

from busnode_worker.encoding import encode

METADATA_FILE = ".octue"


def publish(manifest, location, name):
    """Copies the datasets of a manifest into a new folder of a location; the manifest leads there then.

    The folder appears at once, with all that it holds.
    """
    location = os.path.abspath(location)
    os.makedirs(location, exist_ok=True)
    folder = os.path.join(location, name)
    if os.path.exists(folder):
        folder = f"{folder}-{uuid.uuid4().hex[:8]}"
    partial = os.path.join(location, f".{os.path.basename(folder)}.partial")
    shutil.rmtree(partial, ignore_errors=True)
    os.makedirs(partial)
    for key, dataset in manifest.datasets.items():
        _copy(dataset, _inside(partial, key))
    os.rename(partial, folder)
    for key, dataset in manifest.datasets.items():
        manifest.datasets[key] = type(dataset)(path=_inside(folder, key))
    return folder


def _inside(folder, path):
    """A path below a folder; one that leads out of it is refused."""
    joined = os.path.normpath(os.path.join(folder, path))
    if not joined.startswith(folder + os.sep):
        raise ValueError(f"{path!r} leads out of the folder of the output datasets")
    return joined


def _copy(dataset, folder):
    """Copies the files of a dataset, with what is known about them in a file beside them."""
    os.makedirs(folder)
    root = os.path.abspath(dataset.path)
    known = {folder: {"dataset": _metadata(dataset, ("id", "name", "tags", "labels"))}}
    for datafile in dataset.files:
        path = os.path.relpath(datafile.local_path, root)
        if path.startswith(os.pardir):
            path = os.path.basename(datafile.local_path)
        target = _inside(folder, path)
        if os.path.exists(target):
            raise FileExistsError(f"two files of the dataset {dataset.name!r} are called {path!r}")
        parent, name = os.path.split(target)
        os.makedirs(parent, exist_ok=True)
        shutil.copyfile(datafile.local_path, target)
        datafiles = known.setdefault(parent, {}).setdefault("datafiles", {})
        datafiles[name] = _metadata(datafile, ("id", "timestamp", "tags", "labels"))
    for parent, metadata in known.items():
        with open(os.path.join(parent, METADATA_FILE), "w", encoding="utf-8") as file:
            file.write(encode(metadata) + "\n")


def _metadata(resource, names):
    members = {name: getattr(resource, name) for name in names}
    members["labels"] = sorted(str(label) for label in members["labels"])
    return members
