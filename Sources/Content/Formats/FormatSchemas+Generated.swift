// swift-format-ignore-file
// Written by Scripts/embed-schemas from schemas/*.schema.json; do not edit.

/// The JSON Schemas of the content formats, as the files in schemas/ hold them.
enum FormatSchemas {
  static let galley = #"""
{
  "$schema": "https://json-schema.org/draft/2020-12/schema",
  "$id": "urn:galley:format:galley:1",
  "title": "galley.yaml",
  "description": "The settings of a content repository. The folder that holds this file is the content root.",
  "type": "object",
  "properties": {
    "galley": {
      "description": "Version of the format, always 1.",
      "const": 1
    },
    "name": {
      "description": "Name of the project and of its releases: lower-case letters, digits and hyphens.",
      "type": "string",
      "pattern": "^[a-z0-9][a-z0-9-]*$"
    },
    "description": {
      "description": "One sentence about the project.",
      "type": "string"
    },
    "repository": {
      "description": "Where the repository is published, as stated in releases: an address without user name and password.",
      "type": "string",
      "format": "uri"
    },
    "locales": {
      "description": "The languages of the project.",
      "type": "object",
      "properties": {
        "default": {
          "$ref": "#/$defs/locale",
          "description": "The locale of last resort."
        },
        "supported": {
          "description": "All locales, the default among them. Each but the default needs locales/<locale>.yaml.",
          "type": "array",
          "items": {
            "$ref": "#/$defs/locale"
          },
          "minItems": 1,
          "uniqueItems": true
        }
      },
      "required": [
        "default",
        "supported"
      ],
      "additionalProperties": false
    },
    "timeZone": {
      "description": "The time zone of recipients whose profile names none, such as Europe/Berlin. Default UTC.",
      "type": "string",
      "pattern": "^[A-Za-z][A-Za-z0-9_+-]*(/[A-Za-z0-9_+-]+)*$"
    },
    "profile": {
      "description": "Where in a profile the recipient's settings stand.",
      "type": "object",
      "properties": {
        "locale": {
          "description": "Dotted path of the recipient's locale in a profile. Default locale.",
          "type": "string",
          "pattern": "^[A-Za-z_][A-Za-z0-9_-]*(\\.[A-Za-z_][A-Za-z0-9_-]*)*$"
        },
        "timeZone": {
          "description": "Dotted path of the recipient's time zone in a profile. Default timeZone.",
          "type": "string",
          "pattern": "^[A-Za-z_][A-Za-z0-9_-]*(\\.[A-Za-z_][A-Za-z0-9_-]*)*$"
        }
      },
      "additionalProperties": false
    },
    "clocks": {
      "description": "Named instants at which templates are tested. 'default' is required.",
      "type": "object",
      "propertyNames": {
        "type": "string",
        "pattern": "^[a-z0-9][a-z0-9-]*$"
      },
      "required": [
        "default"
      ],
      "additionalProperties": {
        "description": "A date and time with an offset from UTC: 2026-03-02T09:00:00+01:00.",
        "type": "string",
        "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt][0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]+)?([Zz]|[+-][0-9]{2}:[0-9]{2})$"
      }
    },
    "environments": {
      "description": "Values that differ between test and live systems. The first is the default.",
      "type": "object",
      "propertyNames": {
        "type": "string",
        "pattern": "^[a-z0-9][a-z0-9-]*$"
      },
      "additionalProperties": {
        "description": "Values that templates read as environment.<key>; environment.name is the environment's name.",
        "type": "object",
        "properties": {
          "name": false
        },
        "additionalProperties": true
      }
    },
    "matrix": {
      "description": "How many combinations are tested.",
      "type": "object",
      "properties": {
        "strategy": {
          "$ref": "#/$defs/strategy",
          "description": "How the cases of a template are chosen. Default each."
        },
        "casesPerTemplate": {
          "description": "Most cases of one template; their snapshots lie in one folder. Default 3000.",
          "type": "integer",
          "minimum": 1,
          "maximum": 1000000
        },
        "cases": {
          "description": "Most cases of all templates together. Default 200000.",
          "type": "integer",
          "minimum": 1,
          "maximum": 10000000
        }
      },
      "additionalProperties": false
    },
    "limits": {
      "$ref": "#/$defs/limits",
      "description": "Bounds of every template that sets none of its own."
    },
    "remoteCache": {
      "description": "Where 'galley test' looks results up that other machines have kept.",
      "type": "object",
      "properties": {
        "url": {
          "description": "The address of the cache, http://host:port/path, without user name and password.",
          "type": "string",
          "pattern": "^http://[^@?# ]+$",
          "maxLength": 2048
        }
      },
      "required": [
        "url"
      ],
      "additionalProperties": false
    },
    "templates": {
      "description": "How templates are read.",
      "type": "object",
      "properties": {
        "extensions": {
          "description": "Whether templates may use the filters and helpers that are galley's own. Default true.",
          "type": "boolean"
        }
      },
      "additionalProperties": false
    },
    "schemas": {
      "description": "How JSON Schemas are read.",
      "type": "object",
      "properties": {
        "draft": {
          "description": "The dialect of schemas without $schema. Default 2020-12.",
          "enum": [
            "2020-12",
            "2019-09",
            "draft-07"
          ]
        },
        "assertFormats": {
          "description": "Whether 'format' in a schema is checked. Default true.",
          "type": "boolean"
        },
        "compatibility": {
          "description": "How much a break by each rule counts in 'galley diff' and 'galley schema diff': the rule's code, such as property-added-open, and error, warning or off. Default error.",
          "type": "object",
          "additionalProperties": {
            "description": "error: it fails; warning: it is shown and fails nothing; off: it is not shown.",
            "enum": [
              "error",
              "warning",
              "off"
            ]
          }
        }
      },
      "additionalProperties": false
    }
  },
  "required": [
    "galley",
    "name",
    "locales",
    "clocks"
  ],
  "additionalProperties": false,
  "$defs": {
    "locale": {
      "title": "Locale",
      "description": "A language with an optional region: de, pt-BR.",
      "type": "string",
      "pattern": "^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$"
    },
    "strategy": {
      "title": "Matrix strategy",
      "description": "each: every value once; pairwise: every pair once; full: every combination; explicit: only what 'include' lists.",
      "enum": [
        "each",
        "pairwise",
        "full",
        "explicit"
      ]
    },
    "limits": {
      "title": "Limits",
      "description": "Bounds of what a template may produce.",
      "type": "object",
      "properties": {
        "smsSegments": {
          "description": "Most parts of an SMS. Default 10.",
          "type": "integer",
          "minimum": 1,
          "maximum": 255
        },
        "htmlBytes": {
          "description": "Largest HTML part in bytes. Default 102400; mail clients clip longer ones.",
          "type": "integer",
          "minimum": 1,
          "maximum": 104857600
        },
        "outputBytes": {
          "description": "Largest rendered part of any kind in bytes. Default 10485760.",
          "type": "integer",
          "minimum": 1,
          "maximum": 1073741824
        },
        "steps": {
          "description": "Most instructions that rendering one part may take. Default 10000000.",
          "type": "integer",
          "minimum": 1,
          "maximum": 100000000000
        }
      },
      "additionalProperties": false
    }
  }
}
"""#
  static let template = #"""
{
  "$schema": "https://json-schema.org/draft/2020-12/schema",
  "$id": "urn:galley:format:template:1",
  "title": "templates/<id>/template.yaml",
  "description": "One message: its channel, the data it reads, and the cases it is tested with. The parts are files beside it.",
  "type": "object",
  "properties": {
    "channel": {
      "description": "Where the message is shown.",
      "enum": [
        "email",
        "sms",
        "push",
        "in-app",
        "code"
      ]
    },
    "description": {
      "description": "One sentence about the message.",
      "type": "string"
    },
    "event": {
      "description": "The event whose payload the template sees as 'event': schemas/events/<event>.schema.json.",
      "type": "string",
      "pattern": "^[a-z0-9][a-z0-9-]*$"
    },
    "sources": {
      "description": "The sources the template may read as source.<id>.",
      "type": "array",
      "items": {
        "type": "string",
        "pattern": "^[a-z0-9][a-z0-9-]*$"
      },
      "uniqueItems": true
    },
    "surface": {
      "description": "For channel code: the schema its payload must meet, schemas/surfaces/<surface>.schema.json.",
      "type": "string",
      "pattern": "^[a-z0-9][a-z0-9-]*$"
    },
    "variants": {
      "description": "The values of 'variant'. The first is the default.",
      "type": "array",
      "items": {
        "type": "string",
        "pattern": "^[a-z0-9][a-z0-9-]*$"
      },
      "minItems": 1,
      "uniqueItems": true
    },
    "from": {
      "description": "For channel email: the sender. Liquid is allowed.",
      "type": "string"
    },
    "replyTo": {
      "description": "For channel email: where answers go. Liquid is allowed.",
      "type": "string"
    },
    "headers": {
      "description": "For channel email: further headers. Liquid is allowed in the values.",
      "type": "object",
      "propertyNames": {
        "type": "string",
        "pattern": "^[!-9;-~]+$"
      },
      "additionalProperties": {
        "type": "string"
      }
    },
    "limits": {
      "$ref": "#/$defs/limits",
      "description": "Bounds of this template."
    },
    "fixtures": {
      "description": "Which cases are tested. Everything may be left out.",
      "type": "object",
      "properties": {
        "profiles": {
          "description": "The profiles it is tested with. Default: all.",
          "type": "array",
          "items": {
            "type": "string",
            "pattern": "^[a-z0-9][a-z0-9-]*$"
          },
          "minItems": 1,
          "uniqueItems": true
        },
        "locales": {
          "description": "The locales it is tested in. Default: all supported.",
          "type": "array",
          "items": {
            "type": "string",
            "pattern": "^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$"
          },
          "minItems": 1,
          "uniqueItems": true
        },
        "clocks": {
          "description": "The clocks of galley.yaml it is tested at. Default: default.",
          "type": "array",
          "items": {
            "type": "string",
            "pattern": "^[a-z0-9][a-z0-9-]*$"
          },
          "minItems": 1,
          "uniqueItems": true
        },
        "environments": {
          "description": "The environments it is tested in. Default: the first.",
          "type": "array",
          "items": {
            "type": "string",
            "pattern": "^[a-z0-9][a-z0-9-]*$"
          },
          "minItems": 1,
          "uniqueItems": true
        },
        "strategy": {
          "description": "How the cases are chosen. Default: matrix.strategy of galley.yaml.",
          "enum": [
            "each",
            "pairwise",
            "full",
            "explicit"
          ]
        },
        "cases": {
          "description": "Most cases of this template. Default: matrix.casesPerTemplate of galley.yaml.",
          "type": "integer",
          "minimum": 1,
          "maximum": 1000000
        },
        "recordingSets": {
          "description": "What event and sources hold. 'default' comes first; the others start from it.",
          "type": "object",
          "propertyNames": {
            "type": "string",
            "pattern": "^[a-z0-9][a-z0-9-]*$"
          },
          "additionalProperties": {
            "$ref": "#/$defs/recordingSet"
          }
        },
        "include": {
          "description": "Further cases. A dimension left out has its default.",
          "type": "array",
          "items": {
            "$ref": "#/$defs/caseSelector"
          }
        },
        "exclude": {
          "description": "Cases that match every given dimension are dropped.",
          "type": "array",
          "items": {
            "$ref": "#/$defs/caseSelector"
          }
        }
      },
      "additionalProperties": false
    }
  },
  "required": [
    "channel"
  ],
  "additionalProperties": false,
  "$defs": {
    "limits": {
      "title": "Limits",
      "description": "Bounds of what a template may produce.",
      "type": "object",
      "properties": {
        "smsSegments": {
          "description": "Most parts of an SMS. Default 10.",
          "type": "integer",
          "minimum": 1,
          "maximum": 255
        },
        "htmlBytes": {
          "description": "Largest HTML part in bytes. Default 102400; mail clients clip longer ones.",
          "type": "integer",
          "minimum": 1,
          "maximum": 104857600
        },
        "outputBytes": {
          "description": "Largest rendered part of any kind in bytes. Default 10485760.",
          "type": "integer",
          "minimum": 1,
          "maximum": 1073741824
        },
        "steps": {
          "description": "Most instructions that rendering one part may take. Default 10000000.",
          "type": "integer",
          "minimum": 1,
          "maximum": 100000000000
        }
      },
      "additionalProperties": false
    },
    "recordingSet": {
      "title": "Recording set",
      "description": "What the event, the journey and the sources hold in a case.",
      "type": "object",
      "properties": {
        "event": {
          "description": "The payload of the event.",
          "type": "object"
        },
        "sources": {
          "description": "Which recording each source answers with.",
          "type": "object",
          "propertyNames": {
            "type": "string",
            "pattern": "^[a-z0-9][a-z0-9-]*$"
          },
          "additionalProperties": {
            "description": "The name of a recording: recordings/<source>/<name>.json.",
            "type": "string",
            "pattern": "^[a-z0-9][a-z0-9-]*$"
          }
        },
        "journey": {
          "description": "What the template sees as 'journey'.",
          "type": "object"
        }
      },
      "additionalProperties": false
    },
    "caseSelector": {
      "title": "Case selector",
      "description": "Values for some dimensions of a case.",
      "type": "object",
      "properties": {
        "profile": {
          "description": "A profile.",
          "type": "string",
          "pattern": "^[a-z0-9][a-z0-9-]*$"
        },
        "locale": {
          "description": "A locale.",
          "type": "string",
          "pattern": "^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$"
        },
        "clock": {
          "description": "A clock of galley.yaml.",
          "type": "string",
          "pattern": "^[a-z0-9][a-z0-9-]*$"
        },
        "variant": {
          "description": "A variant.",
          "type": "string",
          "pattern": "^[a-z0-9][a-z0-9-]*$"
        },
        "environment": {
          "description": "An environment of galley.yaml.",
          "type": "string",
          "pattern": "^[a-z0-9][a-z0-9-]*$"
        },
        "recordingSet": {
          "description": "A recording set of this template.",
          "type": "string",
          "pattern": "^[a-z0-9][a-z0-9-]*$"
        }
      },
      "minProperties": 1,
      "additionalProperties": false
    }
  }
}
"""#
  static let source = #"""
{
  "$schema": "https://json-schema.org/draft/2020-12/schema",
  "$id": "urn:galley:format:source:1",
  "title": "sources/<id>.yaml",
  "description": "Data from outside: an HTTP request, the schema of its answer, and what happens when it fails.",
  "type": "object",
  "properties": {
    "description": {
      "description": "One sentence about the source.",
      "type": "string"
    },
    "request": {
      "description": "What is asked.",
      "type": "object",
      "properties": {
        "method": {
          "description": "The HTTP method. Default GET.",
          "enum": [
            "GET",
            "POST",
            "PUT"
          ]
        },
        "url": {
          "description": "The address. Liquid is allowed.",
          "type": "string",
          "minLength": 1
        },
        "headers": {
          "description": "Headers of the request. Liquid is allowed in the values.",
          "type": "object",
          "propertyNames": {
            "type": "string",
            "pattern": "^[!-9;-~]+$"
          },
          "additionalProperties": {
            "type": "string"
          }
        },
        "body": {
          "description": "The body. Liquid is allowed.",
          "type": "string"
        }
      },
      "required": [
        "url"
      ],
      "additionalProperties": false
    },
    "response": {
      "description": "What is answered.",
      "type": "object",
      "properties": {
        "schema": {
          "description": "The schema of the answer: schemas/sources/<schema>.schema.json. Default: the id of the source.",
          "type": "string",
          "pattern": "^[a-z0-9][a-z0-9-]*$"
        }
      },
      "additionalProperties": false
    },
    "timeout": {
      "description": "How long one call may take: 500ms, 2s. Default 2s.",
      "type": "string",
      "pattern": "^[0-9]+(ms|s)$"
    },
    "retries": {
      "description": "How often a failed call is tried again. Default 0.",
      "type": "integer",
      "minimum": 0,
      "maximum": 5
    },
    "cache": {
      "description": "How long an answer may be used again: 30s, 10m, 2h, 1d. Default: not at all.",
      "type": "string",
      "pattern": "^[0-9]+[smhd]$"
    },
    "fallback": {
      "description": "The value when the call fails. Without one, rendering fails."
    }
  },
  "required": [
    "request"
  ],
  "additionalProperties": false
}
"""#
  static let recording = #"""
{
  "$schema": "https://json-schema.org/draft/2020-12/schema",
  "$id": "urn:galley:format:recording:1",
  "title": "recordings/<source>/<name>.json",
  "description": "A recorded answer of a source, or a fault.",
  "type": "object",
  "properties": {
    "description": {
      "description": "What the recording shows.",
      "type": "string"
    },
    "request": {
      "description": "The request that was recorded, secrets removed. Not used in tests.",
      "type": "object",
      "properties": {
        "method": {
          "type": "string",
          "description": "The HTTP method."
        },
        "url": {
          "type": "string",
          "description": "The address."
        },
        "headers": {
          "type": "object",
          "description": "The headers.",
          "additionalProperties": {
            "type": "string"
          }
        },
        "body": {
          "description": "The body."
        }
      },
      "additionalProperties": false
    },
    "response": {
      "description": "An answer.",
      "type": "object",
      "properties": {
        "status": {
          "description": "The HTTP status. From 400 on the call has failed. Default 200.",
          "type": "integer",
          "minimum": 100,
          "maximum": 599
        },
        "headers": {
          "description": "The headers of the answer.",
          "type": "object",
          "additionalProperties": {
            "type": "string"
          }
        },
        "body": {
          "description": "The body, as JSON."
        }
      },
      "additionalProperties": false
    },
    "fault": {
      "description": "A call without a usable answer.",
      "enum": [
        "timeout",
        "connection",
        "empty",
        "malformed",
        "capped"
      ]
    }
  },
  "additionalProperties": false,
  "if": {
    "required": [
      "fault"
    ]
  },
  "then": {
    "properties": {
      "description": true,
      "request": true,
      "fault": true
    },
    "additionalProperties": false
  },
  "else": {
    "required": [
      "response"
    ]
  }
}
"""#
  static let switches = #"""
{
  "$schema": "https://json-schema.org/draft/2020-12/schema",
  "$id": "urn:galley:format:switches:1",
  "title": "switches.yaml",
  "description": "Dated switches, which templates read as switch.<name>.",
  "type": "object",
  "properties": {
    "switches": {
      "description": "The switches by name.",
      "type": "object",
      "propertyNames": {
        "type": "string",
        "pattern": "^[a-z0-9][a-z0-9-]*$"
      },
      "additionalProperties": {
        "title": "Switch",
        "description": "A switch.",
        "type": "object",
        "properties": {
          "description": {
            "description": "One sentence about the switch.",
            "type": "string"
          },
          "default": {
            "description": "The value outside of all windows. Default false.",
            "type": "boolean"
          },
          "windows": {
            "description": "When the switch is turned.",
            "type": "array",
            "items": {
              "title": "Window",
              "description": "A time during which the switch is the opposite of its default; it has 'from', 'to' or both.",
              "type": "object",
              "properties": {
                "from": {
                  "description": "When the window begins, on the clock of timeZone: 2026-03-20T00:00:00. Default: it always has.",
                  "type": "string",
                  "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(:[0-9]{2})?$"
                },
                "to": {
                  "description": "When it is over; this instant is not part of it. Default: never.",
                  "type": "string",
                  "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(:[0-9]{2})?$"
                },
                "timeZone": {
                  "description": "A time zone such as Europe/Berlin, or 'recipient' for the recipient's own. Default: the time zone of galley.yaml.",
                  "type": "string",
                  "pattern": "^[A-Za-z][A-Za-z0-9_+-]*(/[A-Za-z0-9_+-]+)*$"
                }
              },
              "anyOf": [
                {
                  "required": [
                    "from"
                  ]
                },
                {
                  "required": [
                    "to"
                  ]
                }
              ],
              "additionalProperties": false
            }
          }
        },
        "additionalProperties": false
      }
    }
  },
  "required": [
    "switches"
  ],
  "additionalProperties": false
}
"""#
  static let locale = #"""
{
  "$schema": "https://json-schema.org/draft/2020-12/schema",
  "$id": "urn:galley:format:locale:1",
  "title": "locales/<locale>.yaml",
  "description": "The texts of a locale: a tree of strings. A text may hold {name} and ICU plurals and choices.",
  "type": "object",
  "propertyNames": {
    "pattern": "^[^.]+$"
  },
  "additionalProperties": {
    "$ref": "#/$defs/text"
  },
  "$defs": {
    "text": {
      "title": "Text",
      "description": "A text, or a group of texts.",
      "type": [
        "string",
        "object"
      ],
      "propertyNames": {
        "pattern": "^[^.]+$"
      },
      "additionalProperties": {
        "$ref": "#/$defs/text"
      }
    }
  }
}
"""#
  static let journey = #"""
{
  "$schema": "https://json-schema.org/draft/2020-12/schema",
  "$id": "urn:galley:format:journey:1",
  "title": "journeys/<id>.yaml",
  "description": "A multi-step conditional journey.",
  "type": "object",
  "properties": {
    "description": {
      "description": "One sentence about the journey.",
      "type": "string"
    },
    "entry": {
      "description": "What starts the journey.",
      "type": "object",
      "properties": {
        "event": {
          "description": "The event that starts it.",
          "type": "string",
          "pattern": "^[a-z0-9][a-z0-9-]*$"
        },
        "filter": {
          "description": "CEL over event and profile: which of the events start it.",
          "type": "string"
        },
        "reentry": {
          "description": "When a profile may enter again; never while its run is not over.",
          "type": "object",
          "properties": {
            "after": {
              "$ref": "#/$defs/duration",
              "description": "Least time between two starts for one profile. Default 5m."
            }
          },
          "required": [
            "after"
          ],
          "additionalProperties": false
        }
      },
      "required": [
        "event"
      ],
      "additionalProperties": false
    },
    "exitOn": {
      "description": "Events that end the journey wherever it is.",
      "type": "array",
      "items": {
        "title": "Exit rule",
        "description": "An event.",
        "type": "object",
        "properties": {
          "event": {
            "description": "The event.",
            "type": "string",
            "pattern": "^[a-z0-9][a-z0-9-]*$"
          },
          "filter": {
            "description": "CEL: which of the events end it.",
            "type": "string"
          }
        },
        "required": [
          "event"
        ],
        "additionalProperties": false
      }
    },
    "start": {
      "description": "The first step.",
      "type": "string",
      "pattern": "^[a-z0-9][a-z0-9-]*$"
    },
    "steps": {
      "description": "The steps by name.",
      "type": "object",
      "propertyNames": {
        "type": "string",
        "pattern": "^[a-z0-9][a-z0-9-]*$"
      },
      "additionalProperties": {
        "$ref": "#/$defs/step"
      },
      "minProperties": 1,
      "maxProperties": 1000
    }
  },
  "required": [
    "entry",
    "start",
    "steps"
  ],
  "additionalProperties": false,
  "$defs": {
    "duration": {
      "title": "Length of time",
      "description": "A whole number and a unit: 30s, 5m, 2h, 1d, 1w. A day is 24 hours.",
      "type": "string",
      "pattern": "^[0-9]+[smhdw]$"
    },
    "step": {
      "title": "Step",
      "description": "One step: exactly one of wait, condition, split, message, call, update, exit.",
      "type": "object",
      "if": {
        "required": [
          "wait"
        ]
      },
      "then": {
        "$ref": "#/$defs/waitStep"
      },
      "else": {
        "if": {
          "required": [
            "condition"
          ]
        },
        "then": {
          "$ref": "#/$defs/conditionStep"
        },
        "else": {
          "if": {
            "required": [
              "split"
            ]
          },
          "then": {
            "$ref": "#/$defs/splitStep"
          },
          "else": {
            "if": {
              "required": [
                "message"
              ]
            },
            "then": {
              "$ref": "#/$defs/messageStep"
            },
            "else": {
              "if": {
                "required": [
                  "call"
                ]
              },
              "then": {
                "$ref": "#/$defs/callStep"
              },
              "else": {
                "if": {
                  "required": [
                    "update"
                  ]
                },
                "then": {
                  "$ref": "#/$defs/updateStep"
                },
                "else": {
                  "if": {
                    "required": [
                      "exit"
                    ]
                  },
                  "then": {
                    "$ref": "#/$defs/exitStep"
                  },
                  "else": {
                    "if": {
                      "propertyNames": {
                        "enum": [
                          "description",
                          "wait",
                          "condition",
                          "split",
                          "message",
                          "call",
                          "update",
                          "exit",
                          "otherwise",
                          "next",
                          "onError",
                          "onTimeout"
                        ]
                      }
                    },
                    "then": {
                      "description": "a step does one of wait, condition, split, message, call, update, exit",
                      "anyOf": [
                        {
                          "required": [
                            "wait"
                          ]
                        },
                        {
                          "required": [
                            "condition"
                          ]
                        },
                        {
                          "required": [
                            "split"
                          ]
                        },
                        {
                          "required": [
                            "message"
                          ]
                        },
                        {
                          "required": [
                            "call"
                          ]
                        },
                        {
                          "required": [
                            "update"
                          ]
                        },
                        {
                          "required": [
                            "exit"
                          ]
                        }
                      ]
                    },
                    "else": {
                      "description": "A step of an unknown kind.",
                      "properties": {
                        "description": true,
                        "wait": true,
                        "condition": true,
                        "split": true,
                        "message": true,
                        "call": true,
                        "update": true,
                        "exit": true,
                        "otherwise": true,
                        "next": true,
                        "onError": true,
                        "onTimeout": true
                      },
                      "additionalProperties": false
                    }
                  }
                }
              }
            }
          }
        }
      }
    },
    "waitStep": {
      "title": "Wait step",
      "description": "Waits for a time or an event.",
      "type": "object",
      "properties": {
        "description": {
          "description": "One sentence about the step.",
          "type": "string"
        },
        "wait": {
          "description": "Waits for a time or an event.",
          "type": "object",
          "if": {
            "required": [
              "for"
            ]
          },
          "then": {
            "properties": {
              "for": {
                "$ref": "#/$defs/duration",
                "description": "How long to wait."
              }
            },
            "required": [
              "for"
            ],
            "additionalProperties": false
          },
          "else": {
            "if": {
              "required": [
                "until"
              ]
            },
            "then": {
              "properties": {
                "until": {
                  "description": "Until the recipient's clock next shows this time: 09:00.",
                  "type": "string",
                  "pattern": "^([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9])?$"
                }
              },
              "required": [
                "until"
              ],
              "additionalProperties": false
            },
            "else": {
              "if": {
                "required": [
                  "event"
                ]
              },
              "then": {
                "properties": {
                  "event": {
                    "description": "The event to wait for, or a list of which the first counts.",
                    "type": [
                      "string",
                      "array"
                    ],
                    "pattern": "^[a-z0-9][a-z0-9-]*$",
                    "items": {
                      "type": "string",
                      "pattern": "^[a-z0-9][a-z0-9-]*$"
                    },
                    "minItems": 1,
                    "uniqueItems": true
                  },
                  "filter": {
                    "description": "CEL: which of the events count.",
                    "type": "string"
                  },
                  "timeout": {
                    "$ref": "#/$defs/duration",
                    "description": "How long to wait for the event at most."
                  }
                },
                "required": [
                  "event"
                ],
                "additionalProperties": false
              },
              "else": {
                "if": {
                  "propertyNames": {
                    "enum": [
                      "for",
                      "until",
                      "event",
                      "filter",
                      "timeout"
                    ]
                  }
                },
                "then": {
                  "description": "a wait has one of for, until, event",
                  "anyOf": [
                    {
                      "required": [
                        "for"
                      ]
                    },
                    {
                      "required": [
                        "until"
                      ]
                    },
                    {
                      "required": [
                        "event"
                      ]
                    }
                  ]
                },
                "else": {
                  "description": "A wait of an unknown kind.",
                  "properties": {
                    "for": true,
                    "until": true,
                    "event": true,
                    "filter": true,
                    "timeout": true
                  },
                  "additionalProperties": false
                }
              }
            }
          }
        },
        "next": {
          "description": "The step after this one.",
          "type": "string",
          "pattern": "^[a-z0-9][a-z0-9-]*$"
        },
        "onTimeout": {
          "description": "The step when the event did not come in time. Default: 'next'.",
          "type": "string",
          "pattern": "^[a-z0-9][a-z0-9-]*$"
        }
      },
      "required": [
        "wait",
        "next"
      ],
      "additionalProperties": false
    },
    "conditionStep": {
      "title": "Condition step",
      "description": "Goes to the first branch that is true, else to 'otherwise'.",
      "type": "object",
      "properties": {
        "description": {
          "description": "One sentence about the step.",
          "type": "string"
        },
        "condition": {
          "description": "Goes to the first branch that is true, else to 'otherwise'.",
          "type": "array",
          "items": {
            "title": "Branch",
            "description": "A branch.",
            "type": "object",
            "properties": {
              "if": {
                "description": "CEL: the branch is taken where it is true.",
                "type": "string",
                "minLength": 1
              },
              "next": {
                "description": "The step it leads to.",
                "type": "string",
                "pattern": "^[a-z0-9][a-z0-9-]*$"
              }
            },
            "required": [
              "if",
              "next"
            ],
            "additionalProperties": false
          },
          "minItems": 1
        },
        "otherwise": {
          "description": "The step where no branch is true. Default: the run ends.",
          "type": "string",
          "pattern": "^[a-z0-9][a-z0-9-]*$"
        },
        "onError": {
          "description": "The step when a condition cannot be evaluated. Default: the run ends.",
          "type": "string",
          "pattern": "^[a-z0-9][a-z0-9-]*$"
        }
      },
      "required": [
        "condition"
      ],
      "additionalProperties": false
    },
    "splitStep": {
      "title": "Split step",
      "description": "Goes to one branch by chance. The percentages add up to 100.",
      "type": "object",
      "properties": {
        "description": {
          "description": "One sentence about the step.",
          "type": "string"
        },
        "split": {
          "description": "Goes to one branch by chance. The percentages add up to 100.",
          "type": "array",
          "items": {
            "title": "Branch",
            "description": "A branch.",
            "type": "object",
            "properties": {
              "name": {
                "description": "The name by which scenarios choose the branch.",
                "type": "string",
                "pattern": "^[a-z0-9][a-z0-9-]*$"
              },
              "percent": {
                "description": "How many of a hundred recipients take it.",
                "type": "number",
                "minimum": 0,
                "maximum": 100
              },
              "next": {
                "description": "The step it leads to.",
                "type": "string",
                "pattern": "^[a-z0-9][a-z0-9-]*$"
              }
            },
            "required": [
              "name",
              "percent",
              "next"
            ],
            "additionalProperties": false
          },
          "minItems": 2
        }
      },
      "required": [
        "split"
      ],
      "additionalProperties": false
    },
    "messageStep": {
      "title": "Message step",
      "description": "Sends a message.",
      "type": "object",
      "properties": {
        "description": {
          "description": "One sentence about the step.",
          "type": "string"
        },
        "message": {
          "description": "Sends a message.",
          "type": "object",
          "properties": {
            "template": {
              "description": "The template.",
              "type": "string",
              "pattern": "^[a-z0-9][a-z0-9-]*$"
            },
            "variant": {
              "description": "The variant. Default: the template's first.",
              "type": "string",
              "pattern": "^[a-z0-9][a-z0-9-]*$"
            }
          },
          "required": [
            "template"
          ],
          "additionalProperties": false
        },
        "next": {
          "description": "The step after this one.",
          "type": "string",
          "pattern": "^[a-z0-9][a-z0-9-]*$"
        },
        "onError": {
          "description": "The step when the message cannot be rendered. Default: 'next'.",
          "type": "string",
          "pattern": "^[a-z0-9][a-z0-9-]*$"
        }
      },
      "required": [
        "message",
        "next"
      ],
      "additionalProperties": false
    },
    "callStep": {
      "title": "Call step",
      "description": "Calls a source; later steps and messages see the answer as source.<id>.",
      "type": "object",
      "properties": {
        "description": {
          "description": "One sentence about the step.",
          "type": "string"
        },
        "call": {
          "description": "Calls a source; later steps and messages see the answer as source.<id>.",
          "type": "object",
          "properties": {
            "source": {
              "description": "The source.",
              "type": "string",
              "pattern": "^[a-z0-9][a-z0-9-]*$"
            }
          },
          "required": [
            "source"
          ],
          "additionalProperties": false
        },
        "next": {
          "description": "The step after this one.",
          "type": "string",
          "pattern": "^[a-z0-9][a-z0-9-]*$"
        },
        "onError": {
          "description": "The step when the call fails. Default: the run ends.",
          "type": "string",
          "pattern": "^[a-z0-9][a-z0-9-]*$"
        },
        "onTimeout": {
          "description": "The step when the call takes too long. Default: 'onError'.",
          "type": "string",
          "pattern": "^[a-z0-9][a-z0-9-]*$"
        }
      },
      "required": [
        "call",
        "next"
      ],
      "additionalProperties": false
    },
    "updateStep": {
      "title": "Update step",
      "description": "Changes the profile.",
      "type": "object",
      "properties": {
        "description": {
          "description": "One sentence about the step.",
          "type": "string"
        },
        "update": {
          "description": "Changes the profile.",
          "type": "object",
          "properties": {
            "set": {
              "description": "Values of the profile by dotted path; a string is CEL, anything else a constant.",
              "type": "object",
              "minProperties": 1,
              "propertyNames": {
                "type": "string",
                "pattern": "^[A-Za-z_][A-Za-z0-9_-]*(\\.[A-Za-z_][A-Za-z0-9_-]*)*$"
              },
              "additionalProperties": {
                "type": [
                  "string",
                  "number",
                  "boolean",
                  "null"
                ]
              }
            }
          },
          "required": [
            "set"
          ],
          "additionalProperties": false
        },
        "next": {
          "description": "The step after this one.",
          "type": "string",
          "pattern": "^[a-z0-9][a-z0-9-]*$"
        }
      },
      "required": [
        "update",
        "next"
      ],
      "additionalProperties": false
    },
    "exitStep": {
      "title": "Exit step",
      "description": "Ends the journey.",
      "type": "object",
      "properties": {
        "description": {
          "description": "One sentence about the step.",
          "type": "string"
        },
        "exit": {
          "description": "Ends the journey.",
          "type": "object",
          "properties": {
            "reason": {
              "description": "The reason, as the trace shows it.",
              "type": "string"
            }
          },
          "additionalProperties": false
        }
      },
      "required": [
        "exit"
      ],
      "additionalProperties": false
    }
  }
}
"""#
  static let scenario = #"""
{
  "$schema": "https://json-schema.org/draft/2020-12/schema",
  "$id": "urn:galley:format:scenario:1",
  "title": "scenarios/<journey>/<id>.yaml",
  "description": "What a journey is tested with: a profile, what happens to it, and how calls turn out.",
  "type": "object",
  "properties": {
    "description": {
      "description": "One sentence about the scenario.",
      "type": "string"
    },
    "profile": {
      "description": "The profile.",
      "type": "string",
      "pattern": "^[a-z0-9][a-z0-9-]*$"
    },
    "locale": {
      "description": "The locale. Default: the profile's.",
      "type": "string",
      "pattern": "^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$"
    },
    "environment": {
      "description": "The environment of galley.yaml. Default: the first.",
      "type": "string",
      "pattern": "^[a-z0-9][a-z0-9-]*$"
    },
    "start": {
      "description": "When it starts, with an offset from UTC: 2026-03-02T09:00:00+01:00.",
      "type": "string",
      "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt][0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]+)?([Zz]|[+-][0-9]{2}:[0-9]{2})$"
    },
    "events": {
      "description": "What happens, in time order.",
      "type": "array",
      "items": {
        "title": "Event",
        "description": "An event.",
        "type": "object",
        "properties": {
          "at": {
            "description": "When, counted from the start: 0s, 3h.",
            "type": "string",
            "pattern": "^[0-9]+[smhdw]$"
          },
          "event": {
            "description": "The event.",
            "type": "string",
            "pattern": "^[a-z0-9][a-z0-9-]*$"
          },
          "data": {
            "description": "Its payload.",
            "type": "object"
          }
        },
        "required": [
          "at",
          "event"
        ],
        "additionalProperties": false
      }
    },
    "calls": {
      "description": "The outcomes of calls by source.",
      "type": "object",
      "propertyNames": {
        "type": "string",
        "pattern": "^[a-z0-9][a-z0-9-]*$"
      },
      "additionalProperties": {
        "description": "Recordings in the order of the calls. A missing one is an error.",
        "type": "array",
        "items": {
          "description": "The name of a recording.",
          "type": "string",
          "pattern": "^[a-z0-9][a-z0-9-]*$"
        }
      }
    },
    "splits": {
      "description": "Which branch each split takes.",
      "type": "object",
      "propertyNames": {
        "type": "string",
        "pattern": "^[a-z0-9][a-z0-9-]*$"
      },
      "additionalProperties": {
        "description": "The name of the branch.",
        "type": "string",
        "pattern": "^[a-z0-9][a-z0-9-]*$"
      }
    }
  },
  "required": [
    "profile",
    "start",
    "events"
  ],
  "additionalProperties": false
}
"""#
}
