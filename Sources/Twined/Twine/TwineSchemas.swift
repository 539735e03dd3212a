import Topics

/// The schemas that hold for every service: of twine.json itself, of children and of manifests.
enum TwineSchemas {
    /// What is in twine.json, but for the schemas inside it.
    static let twine = schema(
        #"""
        {
          "type": "object",
          "properties": {
            "configuration_values_schema": {"$ref": "#/$defs/values"},
            "input_values_schema": {"$ref": "#/$defs/values"},
            "output_values_schema": {"$ref": "#/$defs/values"},
            "monitor_message_schema": {"type": ["object", "boolean"]},
            "configuration_manifest": {"$ref": "#/$defs/manifest"},
            "input_manifest": {"$ref": "#/$defs/manifest"},
            "output_manifest": {"$ref": "#/$defs/manifest"},
            "credentials": {
              "type": "array",
              "items": {
                "type": "object",
                "properties": {
                  "name": {"type": "string", "pattern": "^[A-Z]+(?:_[A-Z]+)*$"},
                  "purpose": {"type": "string"}
                },
                "required": ["name"],
                "additionalProperties": false
              }
            },
            "children": {
              "type": "array",
              "items": {
                "type": "object",
                "properties": {
                  "key": {"type": "string"},
                  "purpose": {"type": "string"},
                  "filters": {"type": "string"}
                },
                "required": ["key"]
              }
            },
            "twined_version": {"type": "string"}
          },
          "$defs": {
            "values": {"type": "object", "properties": {"optional": {"type": "boolean"}}},
            "manifest": {
              "type": "object",
              "properties": {
                "optional": {"type": "boolean"},
                "datasets": {
                  "type": "object",
                  "additionalProperties": {
                    "type": "object",
                    "properties": {
                      "purpose": {"type": "string"},
                      "optional": {"type": "boolean"},
                      "file_tags_template": {"type": "object"}
                    }
                  }
                }
              },
              "required": ["datasets"]
            }
          }
        }
        """#)

    /// Services that a question may be passed on to; we know the bus they are on, so `backend` is free.
    static let children = schema(
        #"""
        {
          "type": "array",
          "items": {
            "type": "object",
            "properties": {
              "key": {"type": "string"},
              "id": {"type": "string"},
              "backend": {"type": "object"}
            },
            "required": ["key", "id"]
          }
        }
        """#)

    /// Datasets of files, each in full or by the path of its folder or file.
    static let manifest = schema(
        #"""
        {
          "type": "object",
          "properties": {
            "id": {"type": "string"},
            "datasets": {"type": "object", "additionalProperties": {"$ref": "#/$defs/dataset"}}
          },
          "required": ["id", "datasets"],
          "$defs": {
            "labels": {"type": "array", "items": {"type": "string"}},
            "dataset": {
              "type": ["string", "object"],
              "properties": {
                "id": {"type": "string"},
                "name": {"type": "string"},
                "tags": {"type": "object"},
                "labels": {"$ref": "#/$defs/labels"},
                "files": {"type": "array", "items": {"$ref": "#/$defs/file"}}
              },
              "required": ["id", "name", "tags", "labels", "files"]
            },
            "file": {
              "type": ["string", "object"],
              "properties": {
                "id": {"type": "string"},
                "path": {"type": "string"},
                "timestamp": {"type": ["number", "null"]},
                "tags": {"type": "object"},
                "labels": {"$ref": "#/$defs/labels"}
              },
              "required": ["id", "path", "timestamp", "tags", "labels"]
            }
          }
        }
        """#)

    private static func schema(_ text: String) -> JSONSchema {
        do {
            return try JSONSchema(JSONValue(parsing: text))
        } catch {
            preconditionFailure("our own schema: \(error)")
        }
    }
}
