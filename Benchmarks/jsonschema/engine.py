#!/usr/bin/env python3
"""One batch of one peer: engine.py NAME SCHEMA INSTANCES LINES

Prints as JSON: milliseconds to compile (best of three), nanoseconds per instance from text to verdict
and from parsed objects to verdict (CPU time, one pass each), and how many lines are valid.
"""
import json
import os
import sys
import time


def peer(name, schema):
    """Returns: compile, parse, a verdict on an object, a verdict on text or None."""
    if name == "jsonschema-rs":
        import jsonschema_rs
        import orjson
        return (lambda: jsonschema_rs.validator_for(schema, validate_formats=False), orjson.loads,
                lambda validator: validator.is_valid, None)
    if name == "corvus-json-schema-rs":
        import corvus_json_schema_rs
        import orjson
        return (lambda: corvus_json_schema_rs.compile(schema, default_dialect=4,
                                                      assert_format=False),
                orjson.loads, lambda validator: validator.is_valid,
                lambda validator: validator.is_valid_json)
    if name == "fastjsonschema":
        import fastjsonschema
        # It knows nothing newer than draft 7; where the schema has such a form, that is used.
        old = {key: value for key, value in schema.items() if key != "$schema"}
        draft7 = sys.argv[2].replace(".schema.json", ".draft7.json")
        if os.path.exists(draft7):
            with open(draft7, encoding="utf-8") as file:
                old = json.load(file)

        def verdict(validate):
            def check(value):
                try:
                    validate(value)
                    return True
                except fastjsonschema.JsonSchemaValueException:
                    return False
            return check
        return (lambda: fastjsonschema.compile(old, use_formats=False, use_default=False),
                json.loads, verdict, None)
    from jsonschema.validators import validator_for
    return (lambda: validator_for(schema)(schema), json.loads,
            lambda validator: validator.is_valid, None)


def main():
    name, schema_path, instances_path, limit = sys.argv[1:]
    with open(schema_path, encoding="utf-8") as file:
        schema = json.load(file)
    with open(instances_path, "rb") as file:
        lines = file.read().split(b"\n")[:int(limit)]
    lines = [line for line in lines if line]
    compiling, parse, on_object, on_text = peer(name, schema)
    compile_time = None
    for _ in range(3):
        start = time.process_time()
        validator = compiling()
        taken = time.process_time() - start
        compile_time = taken if compile_time is None else min(taken, compile_time)
    check = on_object(validator)
    start = time.process_time()
    if on_text:
        read = on_text(validator)
        valid = sum(1 for line in lines if read(line))
    else:
        valid = sum(1 for line in lines if check(parse(line)))
    text = time.process_time() - start
    checking = 0.0
    # In portions, so that the objects do not all live at once.
    for first in range(0, len(lines), 500):
        values = [parse(line) for line in lines[first:first + 500]]
        start = time.process_time()
        for value in values:
            check(value)
        checking += time.process_time() - start
    print(json.dumps({"compile": compile_time * 1e3, "text": text / len(lines) * 1e9,
                      "object": checking / len(lines) * 1e9, "valid": valid}))


if __name__ == "__main__":
    main()
