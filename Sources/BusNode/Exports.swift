// One `import BusNode` gives its user the names, messages and JSON values too, and the files of a Twined
// service.
@_exported public import Topics
@_exported public import Twined
