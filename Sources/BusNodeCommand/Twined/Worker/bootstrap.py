"""Starts a worker from the sources that the node sends as the first line of its requests.

Nothing is written to a disk, so nothing is left behind, however the worker ends.
"""

import sys

# The folder of the app must not stand in for modules of Python's own while the worker loads.
sys.path[:] = [path for path in sys.path if path]

import importlib.abc  # noqa: E402
import importlib.util  # noqa: E402
import json  # noqa: E402
import os  # noqa: E402

REQUESTS = 3
EVENTS = 4


class Sources(importlib.abc.MetaPathFinder, importlib.abc.InspectLoader):
    """Finds the modules of the worker among texts."""

    def __init__(self, texts):
        self.texts = texts

    def find_spec(self, name, path=None, target=None):
        if name not in self.texts:
            return None
        return importlib.util.spec_from_loader(
            name, self, origin=f"<{name}>", is_package=self.is_package(name)
        )

    def is_package(self, name):
        return any(other.startswith(name + ".") for other in self.texts)

    def get_source(self, name):
        return self.texts[name]

    def get_code(self, name):
        return compile(self.texts[name], f"<{name}>", "exec")


for descriptor in (REQUESTS, EVENTS):
    os.set_inheritable(descriptor, False)
requests = os.fdopen(REQUESTS, "rb")
sys.meta_path.insert(0, Sources(json.loads(requests.readline())))

from busnode_worker.main import main  # noqa: E402

main(requests, EVENTS)
