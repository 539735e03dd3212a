"""The children of an app: what it asks goes through the node, which asks on the bus."""

import builtins
import concurrent.futures
import logging
import os
import uuid

from busnode_worker.encoding import decode, without_measures
from busnode_worker.logs import log_of_child

logger = logging.getLogger("octue.twined.resources.child")


class Child:
    """A service that the app can ask, with the same methods as Octue's."""

    def __init__(self, id, backend=None, internal_sruid="local/local:local", service_registries=None):
        self.id = id
        self.key = None
        self.received_events = None

    # Set for the question that is being answered.
    channel = None
    run = None
    exceptions = {}
    manifest_class = None

    def __repr__(self):
        return f"<{type(self).__name__}({self.id!r})>"

    def ask(
        self,
        input_values=None,
        input_manifest=None,
        children=None,
        subscribe_to_logs=True,
        allow_local_files=True,
        handle_monitor_message=None,
        record_events=True,
        save_diagnostics="SAVE_DIAGNOSTICS_ON_CRASH",
        question_uuid=None,
        parent_question_uuid=None,
        originator_question_uuid=None,
        originator=None,
        push_endpoint=None,
        asynchronous=False,
        retry_count=0,
        cpus=None,
        memory=None,
        ephemeral_storage=None,
        raise_errors=True,
        max_retries=0,
        prevent_retries_when=None,
        log_errors=True,
        timeout=86400,
        maximum_heartbeat_interval=360,
    ):
        """Asks, and returns the answer with the id of the question."""
        if push_endpoint is not None:
            raise NotImplementedError("a push endpoint is set up at the bus, not by asking")
        request = {
            "input_values": input_values,
            "input_manifest": _travelling(input_manifest),
            "children": children,
            "subscribe_to_logs": subscribe_to_logs,
            "save_diagnostics": save_diagnostics,
            "asynchronous": asynchronous,
            "cpus": cpus,
            "memory": memory,
            "ephemeral_storage": ephemeral_storage,
            "timeout": timeout,
        }
        attempts = 1 if raise_errors else 1 + max_retries
        for attempt in range(attempts):
            asked = str(question_uuid or uuid.uuid4())
            request["question_uuid"] = asked
            request["retry_count"] = retry_count + attempt
            try:
                return self._ask_once(request, handle_monitor_message, record_events), asked
            except Exception as error:
                if raise_errors:
                    raise
                failure = error
            if type(failure) in (prevent_retries_when or []):
                logger.info("Skipping retries for exceptions of type %r.", type(failure))
                return failure, asked
            if attempt + 1 < attempts:
                logger.info("Retrying question %r %d of %d times.", asked, attempt + 1, max_retries)
        if log_errors:
            logger.error(
                "Question %r failed after %d retries.", asked, max_retries, exc_info=failure
            )
        return failure, asked

    def ask_multiple(
        self,
        *questions,
        raise_errors=True,
        max_retries=0,
        prevent_retries_when=None,
        max_workers=None,
        log_errors=True,
    ):
        """Asks several questions at a time; the answers come in the order of asking."""
        common = {
            "raise_errors": raise_errors,
            "max_retries": max_retries,
            "prevent_retries_when": prevent_retries_when,
            "log_errors": log_errors,
        }
        workers = max_workers or min(32, (os.cpu_count() or 1) + 4, max(len(questions), 1))
        with concurrent.futures.ThreadPoolExecutor(workers) as executor:
            asked = [executor.submit(self.ask, **{**common, **question}) for question in questions]
            return [future.result() for future in asked]

    def _ask_once(self, request, handle_monitor_message, record_events):
        self.received_events = events = []
        asked = request["question_uuid"]
        message = {"kind": "ask", "run": self.run, "child": self.id, "key": self.key}
        for answer in self.channel.call({**message, **request}):
            event = answer.get("event") or {}
            if event and record_events:
                events.append({"event": event, "attributes": answer.get("attributes", {})})
            if event.get("kind") == "monitor_message" and handle_monitor_message:
                handle_monitor_message(decode(event.get("data")))
            elif event.get("kind") == "log_record" and request["subscribe_to_logs"]:
                log_of_child(self.id, asked, event["log_record"])
        if answer["kind"] == "failed":
            raise self._exception(answer)
        if request["asynchronous"]:
            return None
        manifest = without_measures(event.get("output_manifest"))
        return {
            "output_values": decode(event.get("output_values")),
            "output_manifest": self.manifest_class(**manifest) if manifest else None,
        }

    def _exception(self, answer):
        """What the child failed with, of the class of that name when there is one."""
        name = answer["exception_type"]
        known = self.exceptions.get(name) or getattr(builtins, name, None)
        if not (isinstance(known, type) and issubclass(known, Exception)):
            known = type(name, (Exception,), {})
        message = answer["exception_message"]
        traceback = "".join(answer.get("exception_traceback") or [])
        if traceback:
            message += f"\n\nThe traceback of {self.id}:\n\n{traceback}"
        try:
            return known(message)
        except TypeError:
            return type(name, (Exception,), {})(message)


def instantiate(serialised, channel, run, exceptions, manifest_class):
    """The children of a list as octue.yaml has it, by their keys."""
    children = {}
    for entry in serialised:
        child = Child(entry["id"])
        child.key = entry["key"]
        child.channel = channel
        child.run = run
        child.exceptions = exceptions
        child.manifest_class = manifest_class
        children[entry["key"]] = child
    return children


def _travelling(manifest):
    """A manifest as JSON, its local paths absolute: the child may work in another folder."""
    if manifest is None:
        return None
    primitive = dict(manifest.to_primitive() if hasattr(manifest, "to_primitive") else manifest)
    primitive["datasets"] = {
        key: _absolute(dataset) for key, dataset in primitive.get("datasets", {}).items()
    }
    return primitive


def _absolute(dataset):
    if isinstance(dataset, str):
        return dataset if "://" in dataset else os.path.abspath(dataset)
    dataset = dict(dataset)
    if "path" in dataset:
        dataset["path"] = _absolute(dataset["path"])
    if "files" in dataset:
        dataset["files"] = [_absolute(file) for file in dataset["files"]]
    return dataset
