"""What an app is given, for where Octue's package is missing."""

import logging
import threading

from busnode_worker.encoding import plain
from busnode_worker.publishing import publish
from busnode_worker.standin_data import Manifest
from busnode_worker.standin_exceptions import (
    InvalidManifestContents,
    InvalidMonitorMessage,
    InvalidValuesContents,
    StrandNotFound,
    TwineValueException,
)
from busnode_worker.standin_hashing import hash_of_values
from busnode_worker.standin_labels import Resource

logger = logging.getLogger("octue.twined.resources.analysis")


class Twine:
    """The strands of a service; its node holds data against them."""

    def __init__(self, document, channel, run):
        self.document = document
        self._channel = channel
        self._run = run

    @property
    def available_strands(self):
        return {name.removesuffix("_schema") for name in self.document}

    def requires(self, strand):
        """Whether the strand must have a value."""
        for name in (strand, f"{strand}_schema"):
            if isinstance(self.document.get(name), dict):
                return not self.document[name].get("optional", False)
        return False

    def violations(self, strand, data):
        """What the node finds wrong with the data of a strand."""
        message = {"kind": "validate", "run": self._run, "strand": strand}
        *_, answer = self._channel.call({**message, "data": plain(data)})
        return answer["violations"]

    def validate_output(self, strand, data, refusal):
        """Holds output against its strand; None is no output."""
        if data is None:
            if self.requires(strand):
                raise TwineValueException(
                    f"The '{strand}' strand is defined in the twine, but no data is provided."
                )
            return
        if strand not in self.available_strands:
            raise StrandNotFound(
                f"There is data for '{strand}', but no such strand is defined in the twine."
            )
        if violations := self.violations(strand, data):
            raise refusal("; ".join(violations))


class Analysis(Resource):
    """The inputs of a question, the children to ask, and a place for the outputs."""

    def __init__(self, twine, question, settings, children):
        super().__init__(id=question.id)
        self.twine = twine
        strands = twine.available_strands
        self.configuration_values = settings.get("configuration_values")
        self.configuration_manifest = self._manifest(settings.get("configuration_manifest"))
        self.input_values = question.values
        self.input_manifest = self._manifest(question.manifest)
        self.children = children
        self.output_values = self._unset = {} if "output_values" in strands else None
        self.output_manifest = None
        if "output_manifest" in strands:
            self.output_manifest = Manifest().prepare(twine.document["output_manifest"])
        self.output_location = question.output_location
        self.finalised = False
        for name in ("configuration_values", "input_values"):
            value = getattr(self, name)
            setattr(self, f"{name}_hash", None if value is None else _hash(value))
        for name in ("configuration_manifest", "input_manifest"):
            manifest = getattr(self, name)
            setattr(self, f"{name}_hash", None if manifest is None else manifest.hash_value)
        self._question = question
        self._over = threading.Event()

    @staticmethod
    def _manifest(members):
        return None if members is None else Manifest(**members)

    def send_monitor_message(self, data):
        """Shows the parent something before the result."""
        if "monitor_message" not in self.twine.available_strands:
            raise StrandNotFound("there is no monitor_message_schema strand in the twine")
        if violations := self.twine.violations("monitor_message", data):
            raise InvalidMonitorMessage("; ".join(violations))
        self._question.monitor(data)

    def set_up_periodic_monitor_message(self, create_monitor_message, period=60):
        """Shows the parent something again and again, until the app has run."""

        def repeat():
            while not self._over.wait(period):
                self.send_monitor_message(create_monitor_message())

        threading.Thread(target=repeat, daemon=True).start()
        logger.info("Periodic monitor message set up to send every %ss.", period)

    def stop_periodic_monitor_messages(self):
        """Ends what `set_up_periodic_monitor_message` began."""
        self._over.set()

    @property
    def given_values(self):
        """The output values, or None when the app did not set any."""
        if self.output_values is self._unset and not self.output_values:
            return None
        return self.output_values

    def finalise(self, upload_output_datasets_to=None, use_signed_urls=None):
        """Holds the outputs against the twine, and puts the datasets where the parent finds them."""
        self.twine.validate_output("output_values", self.given_values, InvalidValuesContents)
        manifest = self.output_manifest
        primitive = None if manifest is None else manifest.to_primitive()
        self.twine.validate_output("output_manifest", primitive, InvalidManifestContents)
        self.finalised = True
        if manifest is not None:
            location = upload_output_datasets_to or self.output_location
            folder = publish(manifest, location, self.id)
            logger.info("The output datasets are in %r.", folder)


def _hash(value):
    try:
        return hash_of_values(value)
    except TypeError:
        # Values of kinds that have no order have no hash.
        return None
