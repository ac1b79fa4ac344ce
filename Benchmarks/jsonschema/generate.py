#!/usr/bin/env python3
"""Writes the inputs of the JSON Schema benchmark: generate.py OUT [PROFILES]

For each of four kinds NAME.schema.json (2020-12) and NAME.jsonl, an instance a line. The same on every
machine. Every fiftieth instance is wrong on purpose; NAME.wrong lists the lines, from 1. Python's
standard library only.
"""
import json
import os
import random
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
DRAFT = "https://json-schema.org/draft/2020-12/schema"


def write(out, name, schema, instances):
    def path(suffix):
        return os.path.join(out, name + suffix)

    with open(path(".schema.json"), "w", encoding="utf-8") as file:
        json.dump(schema, file, indent=1, ensure_ascii=False)
    with open(path(".jsonl"), "w", encoding="utf-8") as file:
        for instance in instances:
            line = json.dumps(instance, ensure_ascii=False, separators=(",", ":"))
            file.write(line + "\n")
    with open(path(".wrong"), "w") as file:
        file.writelines(f"{line + 1}\n" for line in range(len(instances)) if line % 50 == 49)


# A large discriminated union: 60 kinds of events, told apart by a constant.

WORDS = "account basket coupon device email form goal house invoice journey".split()
VERBS = "added changed closed created opened removed".split()
KINDS = [f"{word}_{verb}" for word in WORDS for verb in VERBS]
SCALARS = [
    {"type": "string", "minLength": 1, "maxLength": 80},
    {"type": "integer", "minimum": 0, "maximum": 100000},
    {"type": "number", "minimum": 0, "multipleOf": 0.01},
    {"type": "boolean"},
    {"type": "string", "pattern": "^[A-Z]{3}-\\d{4}$"},
    {"enum": ["low", "normal", "high", "urgent"]},
]


def union_schema():
    branches = []
    for number, kind in enumerate(KINDS):
        properties = {"kind": {"const": kind}, "at": {"$ref": "#/$defs/time"},
                      "id": {"$ref": "#/$defs/id"}, "by": {"$ref": "#/$defs/actor"}}
        names = []
        for field in range(4 + number % 5):
            name = f"{kind.split('_')[0]}_field{field}"
            names.append(name)
            properties[name] = SCALARS[(number + field) % len(SCALARS)]
        branches.append({"type": "object", "properties": properties,
                         "required": ["kind", "at", "id"] + names[:3],
                         "additionalProperties": False})
    return {
        "$schema": DRAFT, "$id": "https://example.com/union.json",
        "type": "array", "items": {"oneOf": branches},
        "$defs": {
            "time": {"type": "string",
                     "pattern": "^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}Z$"},
            "id": {"type": "string", "pattern": "^[0-9a-f]{16}$"},
            "actor": {"oneOf": [
                {"type": "object", "properties": {"user": {"type": "integer"}},
                 "required": ["user"], "additionalProperties": False},
                {"type": "object", "properties": {"service": {"type": "string"}},
                 "required": ["service"], "additionalProperties": False}]},
        },
    }


def union_instances(rng, count):
    def scalar(kind):
        return [lambda: rng.choice(["summer sale", "Straße", "welcome"]),
                lambda: rng.randint(0, 90000), lambda: rng.randint(0, 500000) / 100,
                lambda: rng.random() < 0.5,
                lambda: f"ABC-{rng.randint(0, 9999):04}",
                lambda: rng.choice(["low", "normal", "high", "urgent"])][kind]()

    for line in range(count):
        events = []
        for _ in range(rng.randint(5, 20)):
            number = rng.randrange(len(KINDS))
            event = {"kind": KINDS[number],
                     "at": f"2026-{rng.randint(1, 12):02}-{rng.randint(1, 28):02}T08:30:00Z",
                     "id": f"{rng.getrandbits(64):016x}",
                     "by": rng.choice([{"user": 7}, {"service": "import"}])}
            for field in range(4 + number % 5):
                if field < 3 or rng.random() < 0.6:
                    name = f"{KINDS[number].split('_')[0]}_field{field}"
                    event[name] = scalar((number + field) % len(SCALARS))
            events.append(event)
        if line % 50 == 49:
            events[-1]["kind"] = "acount_added"
        yield events


# A deep recursive one: a tree of conditions, extended through $dynamicRef.

def recursive_schema():
    return {
        "$schema": DRAFT, "$id": "https://example.com/strict-condition.json",
        "$dynamicAnchor": "condition", "$ref": "condition.json",
        "unevaluatedProperties": False,
        "$defs": {"condition": {
            "$schema": DRAFT, "$id": "condition.json", "$dynamicAnchor": "condition",
            "type": "object", "required": ["op"],
            "properties": {"op": {"enum": ["and", "or", "not", "equals", "less", "in"]},
                           "note": {"type": "string"}},
            "allOf": [
                {"if": {"properties": {"op": {"enum": ["and", "or"]}}},
                 "then": {"required": ["args"], "properties": {"args": {
                     "type": "array", "minItems": 1, "items": {"$dynamicRef": "#condition"}}}}},
                {"if": {"properties": {"op": {"const": "not"}}},
                 "then": {"required": ["arg"],
                          "properties": {"arg": {"$dynamicRef": "#condition"}}}},
                {"if": {"properties": {"op": {"enum": ["equals", "less", "in"]}}},
                 "then": {"required": ["field", "value"], "properties": {
                     "field": {"type": "string", "pattern": "^[a-z_]+(\\.[a-z_]+)*$"},
                     "value": {"$ref": "#/$defs/value"}}}},
            ],
            "$defs": {"value": {"anyOf": [
                {"type": ["string", "number", "boolean", "null"]},
                {"type": "array", "items": {"$ref": "#/$defs/value"}}]}},
        }},
    }


def condition(rng, depth):
    op = rng.choice(["and", "or", "not"]) if depth else rng.choice(["equals", "less", "in"])
    if op in ("and", "or"):
        return {"op": op, "args": [condition(rng, depth - 1) for _ in range(rng.randint(1, 3))]}
    if op == "not":
        return {"op": op, "arg": condition(rng, depth - 1)}
    value = [rng.randint(1, 99), "gold"] if op == "in" else rng.choice([1, 2.5, "DE", True])
    return {"op": op, "field": rng.choice(["profile.tier", "country", "basket.total"]),
            "value": value}


def recursive_instances(rng, count):
    for line in range(count):
        tree = condition(rng, rng.randint(3, 7))
        if line % 50 == 49:
            inner = tree
            while "args" in inner or "arg" in inner:
                inner = inner["args"][-1] if "args" in inner else inner["arg"]
            inner["feild"] = "x"
        yield tree


# A manifest: a schema of 300 KB, hundreds of options, each with its own rules.

def manifest_schema():
    definitions = {}
    sections = {}
    for section in range(110):
        properties = {}
        for option in range(14):
            kind = (section * 7 + option) % 8
            properties[f"option{section}_{option}"] = {"description":
                f"Sets how section {section} treats case {option}; see the manual.", **[
                {"type": "boolean"},
                {"type": "string", "minLength": 1},
                {"type": "integer", "minimum": 0, "maximum": 1000 + section},
                {"enum": ["auto", "on", "off", f"mode{section}"]},
                {"$ref": "#/$defs/path"},
                {"type": "array", "items": {"$ref": "#/$defs/path"}, "uniqueItems": True},
                {"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]},
                {"type": "object", "additionalProperties": {"$ref": "#/$defs/scalar"}},
            ][kind]}
        definitions[f"section{section}"] = {
            "type": "object", "description": f"Options of section {section}.",
            "properties": properties, "required": [f"option{section}_0"],
            "patternProperties": {"^x-": True}, "additionalProperties": False}
        sections[f"section{section}"] = {"$ref": f"#/$defs/section{section}"}
    definitions["path"] = {"type": "string", "pattern": "^(\\./|\\.\\./)*[A-Za-z0-9_./-]+$"}
    definitions["scalar"] = {"type": ["string", "number", "boolean", "null"]}
    return {"$schema": DRAFT, "$id": "https://example.com/manifest.json", "type": "object",
            "required": ["name", "version"],
            "properties": {"name": {"type": "string", "pattern": "^[a-z][a-z0-9-]*$"},
                           "version": {"type": "string", "pattern": "^\\d+\\.\\d+\\.\\d+$"},
                           **sections},
            "additionalProperties": False, "$defs": definitions}


def manifest_instances(rng, count):
    def value(section, option):
        path = f"./src/part{rng.randint(1, 99)}/main.txt"
        return [lambda: True, lambda: "text", lambda: rng.randint(0, 900), lambda: "auto",
                lambda: path, lambda: [path, "./a", "./b"],
                lambda: rng.choice(["one", ["one", "two"]]),
                lambda: {"A": 1, "B": "two", "C": None}][(section * 7 + option) % 8]()

    for line in range(count):
        manifest = {"name": f"package-{line}", "version": "1.2.3"}
        for section in sorted(rng.sample(range(110), rng.randint(5, 25))):
            options = [0] + sorted(rng.sample(range(1, 14), rng.randint(2, 10)))
            manifest[f"section{section}"] = {
                f"option{section}_{option}": value(section, option) for option in options}
        if line % 50 == 49:
            manifest["verison"] = "1.2.3"
        yield manifest


# Customer profiles by profile-schema.json.

def profile(rng):
    def time():
        return f"20{rng.randint(19, 25)}-{rng.randint(1, 12):02}-{rng.randint(1, 28):02}T10:15:00Z"

    def code():
        return "0" + "".join(rng.choice("0123456789ABCDEFGHJKMNPQRSTVWXYZ") for _ in range(25))

    def contact(channel):
        value = {"email": f"user{rng.randint(1, 99999)}@example.com",
                 "sms": f"+49{rng.randint(1000000, 99999999999)}",
                 "web": f"https://example.com/u/{rng.randint(1, 99999)}"}[channel]
        return {"channel": channel, "value": value, "primary": False}

    def event():
        kind = rng.choice(["page_view", "purchase", "message", "custom"])
        result = {"type": kind, "at": time(), "id": code()}
        if kind == "page_view":
            result |= {"url": f"https://shop.example.com/p/{rng.randint(1, 9999)}", "ms": 350}
        elif kind == "purchase":
            result |= {"order_id": f"ORD-{rng.randint(0, 99999999):08}",
                       "total": {"amount": rng.randint(1, 99999) / 100, "currency": "EUR"},
                       "items": [{"sku": f"ABC-{rng.randint(0, 9999):04}", "qty": 2}]}
        elif kind == "message":
            result |= {"message_id": code(), "status": rng.choice(["sent", "opened", "clicked"])}
        else:
            result |= {"name": "cart_abandoned", "payload": {"step": 2, "label": "ü", "ok": True}}
        return result

    contacts = [contact(rng.choice(["email", "sms", "web"])) for _ in range(rng.randint(1, 3))]
    contacts[0]["primary"] = True
    return {
        "id": code(), "version": 3, "external_id": f"crm-{rng.randint(100000, 999999)}",
        "created_at": time(), "updated_at": time(),
        "name": {"first": rng.choice(["Anna", "Béla", "李雷", "Zoë"]), "last": "Müller"},
        "birth_date": f"19{rng.randint(50, 99)}-05-17", "locale": "de-DE",
        "time_zone": "Europe/Berlin", "lifecycle": "active",
        "lifetime_value": rng.randint(0, 500000) / 100, "loyalty_points": rng.randint(0, 90000),
        "contacts": contacts,
        "addresses": [{"kind": "home", "street": "Hauptstraße 5", "city": "Łódź",
                       "postcode": "10115", "country": "DE", "geo": [52.5, 13.4]}],
        "consent": {"email": {"state": "granted", "at": time(), "source": "web_form"},
                    "sms": {"state": "pending", "at": time(), "source": "api", "ip": None}},
        "segments": [f"seg_{rng.getrandbits(32):08x}" for _ in range(rng.randint(0, 8))],
        "attributes": {"n_score": rng.random(), "s_colour": "grün", "b_vip": False},
        "devices": [{"device_id": "123e4567-e89b-42d3-a456-426614174000", "platform": "ios",
                     "push_token": f"{rng.getrandbits(128):032x}", "app_version": "3.2.1"}],
        "events": [event() for _ in range(rng.randint(3, 9))],
    }


def profile_instances(rng, count):
    for line in range(count):
        result = profile(rng)
        if line % 50 == 49:
            result["lifecycle"] = "zombie"
        yield result


def without_format(value):
    """The schema as published benchmarks measure: no format is asserted."""
    if isinstance(value, list):
        return [without_format(item) for item in value]
    if isinstance(value, dict):
        return {key: without_format(item) for key, item in value.items()
                if not (key == "format" and isinstance(item, str))}
    return value


def main():
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    out = sys.argv[1]
    count = int(sys.argv[2]) if len(sys.argv) > 2 else 2000
    os.makedirs(out, exist_ok=True)
    with open(os.path.join(HERE, "profile-schema.json"), encoding="utf-8") as file:
        profile_schema = without_format(json.load(file))
    kinds = [("profile", profile_schema, profile_instances, count),
             ("union", union_schema(), union_instances, count),
             ("recursive", recursive_schema(), recursive_instances, count),
             ("manifest", manifest_schema(), manifest_instances, count)]
    for name, schema, instances, number in kinds:
        write(out, name, schema, list(instances(random.Random(7), number)))


if __name__ == "__main__":
    main()
