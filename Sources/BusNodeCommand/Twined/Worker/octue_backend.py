"""Runs an app with Octue's own package; the node stands in for what would need a cloud."""

import importlib.metadata
import logging
import os

import octue.exceptions
import octue.twined.exceptions
from octue.resources import Manifest
from octue.twined import runner as octue_runner
from octue.twined import twine as octue_twine
from octue.twined.resources import analysis as octue_analysis

from busnode_worker import children
from busnode_worker.encoding import plain
from busnode_worker.logs import ForwardingHandler
from busnode_worker.publishing import publish

logger = logging.getLogger("octue.twined.resources.analysis")


class Twine(octue_twine.Twine):
    """A twine that needs no network: the node checks manifests and children against their schemas."""

    def _get_schema(self, strand):
        if strand in octue_twine.MANIFEST_STRANDS or strand in octue_twine.CHILDREN_STRANDS:
            return True
        return super()._get_schema(strand)

    def _load_json(self, kind, source, **kwargs):
        # A text among the data is a text, and never the path of a file to be read.
        return source

    def _validate_against_schema(self, strand, data):
        try:
            super()._validate_against_schema(strand, plain(data))
        except octue.twined.exceptions.TwineException:
            raise
        except Exception as error:
            # A reference that leads out of the document; the node has the documents that there are.
            if "Unresolvable" not in type(error).__name__:
                raise
            logger.debug("Left to the node: %s", error)


class Analysis(octue_analysis.Analysis):
    """An analysis whose output may be falsy, and whose datasets go to a folder."""

    question = None

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self._unset = self.output_values

    @property
    def given_values(self):
        """The output values, or None when the app did not set any."""
        if self.output_values is self._unset and not self.output_values:
            return None
        return self.output_values

    def finalise(self, upload_output_datasets_to=None, use_signed_urls=None):
        manifest = self.output_manifest
        self.twine.validate(
            output_values=None if self.given_values is None else plain(self.given_values),
            output_manifest=None if manifest is None else plain(manifest.to_primitive()),
        )
        self._finalised = True
        if manifest is not None:
            location = upload_output_datasets_to or self.output_location
            folder = publish(manifest, location, self.id)
            logger.info("The output datasets are in %r.", folder)


class Runner(octue_runner.Runner):
    """A runner whose children are asked through the node."""

    def __init__(self, *args, channel, **kwargs):
        super().__init__(*args, **kwargs)
        self.channel = channel
        self.question_run = None
        self.exceptions = {
            name: value
            for module in (octue.exceptions, octue.twined.exceptions)
            for name, value in vars(module).items()
            if isinstance(value, type) and issubclass(value, Exception)
        }

    def _populate_environment_with_google_cloud_secrets(self):
        pass

    def _instantiate_children(self, serialised_children, **_):
        return children.instantiate(
            serialised_children, self.channel, self.question_run, self.exceptions, Manifest
        )

    def _load_and_run_app(self, analysis):
        path = os.path.join(self.app_source, "app.py")
        if not os.path.isfile(path):
            raise FileNotFoundError(f"there is no {path}, which holds the code of the service")
        super()._load_and_run_app(analysis)


class Backend:
    """Runs one app."""

    name = "octue"

    def __init__(self, settings, channel):
        self.version = importlib.metadata.version("octue")
        # The runner makes its analyses by this name.
        octue_runner.Analysis = Analysis
        self._settings = settings
        self._channel = channel
        self._runner = None

    def run(self, question):
        """Runs the app, and returns the members of its result."""
        runner = self._prepared()
        runner.question_run = question.run
        handler = ForwardingHandler(question.emit) if question.forwards_logs else None
        analysis = runner.run(
            analysis_id=question.id,
            input_values=question.values,
            input_manifest=question.manifest,
            children=question.children,
            analysis_log_handler=handler,
            handle_monitor_message=question.monitor,
            save_diagnostics=octue_runner.SAVE_DIAGNOSTICS_OFF,
            originator_question_uuid=question.originator_question,
            originator=question.originator,
        )
        result = {}
        if analysis.given_values is not None:
            result["output_values"] = analysis.given_values
        if analysis.output_manifest is not None:
            result["output_manifest"] = analysis.output_manifest.to_primitive()
        return result

    def _prepared(self):
        """The runner, which is made for the first question, so that what is wrong with it is its end."""
        if self._runner is None:
            settings = self._settings
            runner = Runner(
                settings["app_folder"],
                twine=Twine(source=settings["twine"]),
                configuration_values=settings.get("configuration_values"),
                configuration_manifest=settings.get("configuration_manifest"),
                service_id=settings["service"],
                delete_local_files=settings.get("delete_local_files", False),
                channel=self._channel,
            )
            runner.output_location = settings["output_location"]
            self._runner = runner
        return self._runner
