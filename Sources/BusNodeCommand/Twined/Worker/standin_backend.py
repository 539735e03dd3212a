"""Runs an app where Octue's package is missing, with modules of the same names in its place."""

import importlib
import logging
import os
import sys
import tempfile
import types

from busnode_worker import children, encoding, standin_data, standin_exceptions, standin_filters
from busnode_worker import standin_hashing, standin_labels
from busnode_worker.logs import ForwardingHandler
from busnode_worker.standin_analysis import Analysis, Twine

FORMAT = "[%(asctime)s | %(levelname)s | %(name)s] %(message)s"


class RegisteredTemporaryDirectory(tempfile.TemporaryDirectory):
    """A folder that is removed when the worker ends at the latest."""

    _all = []

    def __init__(self, *arguments, **others):
        super().__init__(*arguments, **others)
        self._all.append(self)


class Backend:
    """Runs one app."""

    name = "built-in"
    version = None

    def __init__(self, settings, channel):
        self._settings = settings
        self._channel = channel
        install()
        if not logging.getLogger().handlers:
            apply_log_handler()

    def run(self, question):
        """Runs the app, and returns the members of its result."""
        twine = Twine(self._settings["twine"], self._channel, question.run)
        asked = None
        if question.children is not None:
            asked = children.instantiate(
                question.children,
                self._channel,
                question.run,
                standin_exceptions.ALL,
                standin_data.Manifest,
            )
        handler = ForwardingHandler(question.emit) if question.forwards_logs else None
        if handler:
            logging.getLogger().addHandler(handler)
        try:
            analysis = Analysis(twine, question, self._settings, asked)
            try:
                run_app(self._settings["app_folder"], analysis)
            finally:
                analysis.stop_periodic_monitor_messages()
            if not analysis.finalised:
                analysis.finalise()
        finally:
            if handler:
                logging.getLogger().removeHandler(handler)
        result = {}
        if analysis.given_values is not None:
            result["output_values"] = analysis.given_values
        if analysis.output_manifest is not None:
            result["output_manifest"] = analysis.output_manifest.to_primitive()
        return result


def run_app(folder, analysis):
    """Imports `app.py` anew, and runs what it is entered by."""
    path = os.path.join(folder, "app.py")
    if not os.path.isfile(path):
        raise FileNotFoundError(f"there is no {path}, which holds the code of the service")
    sys.path.insert(0, folder)
    importlib.invalidate_caches()
    sys.modules.pop("app", None)
    try:
        app = importlib.import_module("app")
    finally:
        if folder in sys.path:
            sys.path.remove(folder)
    try:
        if hasattr(app, "App"):
            app.App(analysis).run()
        else:
            app.run(analysis)
    finally:
        sys.modules.pop("app", None)


def apply_log_handler(
    logger_name=None, logger=None, handler=None, log_level=logging.INFO, formatter=None, **_
):
    """Writes a logger's records to standard error, which is the log of the node."""
    logger = logger or logging.getLogger(logger_name)
    handler = handler or logging.StreamHandler()
    handler.setFormatter(formatter or logging.Formatter(FORMAT))
    handler.setLevel(log_level)
    logger.addHandler(handler)
    logger.setLevel(log_level)
    return handler


def install():
    """Makes modules with the names of Octue's."""
    data = {
        "Datafile": standin_data.Datafile,
        "Dataset": standin_data.Dataset,
        "Manifest": standin_data.Manifest,
    }
    filters = {
        name: getattr(standin_filters, name) for name in ("FilterSet", "FilterList", "FilterDict")
    }
    twined = {"Analysis": Analysis, "Child": children.Child}
    temporary = {"RegisteredTemporaryDirectory": RegisteredTemporaryDirectory}
    logs = {"apply_log_handler": apply_log_handler}
    modules = {
        "octue": {},
        "octue.definitions": {},
        "octue.exceptions": standin_exceptions.OF_OCTUE,
        "octue.log_handlers": logs,
        "octue.mixins": {},
        "octue.mixins.hashable": {
            "Hashable": types.SimpleNamespace(hash_non_class_object=standin_hashing.hash_of_values)
        },
        "octue.resources": {**data, **twined},
        "octue.resources.analysis": {"Analysis": Analysis},
        "octue.resources.child": {"Child": children.Child},
        "octue.resources.datafile": {"Datafile": standin_data.Datafile},
        "octue.resources.dataset": {"Dataset": standin_data.Dataset},
        "octue.resources.filter_containers": filters,
        "octue.resources.label": {
            "Label": standin_labels.Label,
            "LabelSet": standin_labels.LabelSet,
        },
        "octue.resources.manifest": {"Manifest": standin_data.Manifest},
        "octue.resources.tag": {"TagDict": standin_labels.TagDict},
        "octue.twined": {},
        "octue.twined.exceptions": standin_exceptions.OF_TWINED,
        "octue.twined.log_handlers": logs,
        "octue.twined.resources": twined,
        "octue.twined.resources.analysis": {"Analysis": Analysis},
        "octue.twined.resources.child": {"Child": children.Child},
        "octue.utils": {},
        "octue.utils.encoders": {"OctueJSONEncoder": encoding.Encoder},
        "octue.utils.files": temporary,
    }
    for name, members in modules.items():
        module = types.ModuleType(name, "BusNode's own, since the package octue is not installed.")
        module.__path__ = []
        vars(module).update(members)
        sys.modules[name] = module
        parent, _, last = name.rpartition(".")
        if parent:
            setattr(sys.modules[parent], last, module)
