"""The exceptions of Octue's package that apps catch by name, for where the package is missing."""


class OctueSDKException(Exception):
    """What all of these are."""


class InvalidInputException(OctueSDKException, ValueError):
    """An argument is not what it must be."""


class FileNotFoundException(InvalidInputException, FileNotFoundError):
    """A file is missing."""


class FileLocationError(Exception):
    """A file is where it is of no use."""


class UnexpectedNumberOfResultsException(OctueSDKException):
    """A filter was to find exactly one, and found none or several."""


class BrokenSequenceException(OctueSDKException):
    """Files are not numbered as they must be."""


class InvalidTagException(OctueSDKException, ValueError):
    """The name of a tag is none."""


class InvalidLabelException(OctueSDKException, ValueError):
    """A label is none."""


class CloudLocationNotSpecified(OctueSDKException):
    """Something of a cloud is wanted of what is not there."""


class ReadOnlyResource(OctueSDKException):
    """What is to be written can only be read."""


class ServiceNotFound(OctueSDKException):
    """Nobody serves what was asked."""


class InvalidServiceID(OctueSDKException):
    """The name of a service is none."""


class InvalidMonitorMessage(OctueSDKException):
    """A monitor message is not what the twine says."""


class TwineException(Exception):
    """What all about twines are."""


class TwineValueException(TwineException, ValueError):
    """A strand has no value."""


class StrandNotFound(TwineException, KeyError):
    """The twine has no such strand."""


class CredentialNotFound(TwineException):
    """The environment lacks a credential."""


class InvalidValuesContents(TwineException):
    """Values are not what the twine says."""


class InvalidManifestContents(TwineException):
    """A manifest is not what the twine says."""


ALL = {
    name: value
    for name, value in list(globals().items())
    if isinstance(value, type) and issubclass(value, Exception)
}
OF_TWINED = {
    name: value
    for name, value in ALL.items()
    if issubclass(value, TwineException)
    or name in ("ServiceNotFound", "InvalidServiceID", "InvalidMonitorMessage")
}
OF_OCTUE = {name: value for name, value in ALL.items() if name not in OF_TWINED}
