// One `import BusNode` gives its user the names, messages and JSON values too.
@_exported public import Topics
