#!/usr/bin/env python3
"""One batch of one peer: engine.py NAME SCHEMA INSTANCES SECONDS

Prints as JSON: milliseconds to compile (best of three, one where it takes seconds), nanoseconds per
instance from text to verdict and from parsed objects to verdict (CPU time, one pass each), how many
instances were checked and how many of them are valid. A pass ends early after SECONDS.
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
    name, schema_path, instances_path, seconds = sys.argv[1:]
    budget = float(seconds)
    with open(schema_path, encoding="utf-8") as file:
        schema = json.load(file)
    with open(instances_path, "rb") as file:
        lines = [line for line in file.read().split(b"\n") if line]
    compiling, parse, on_object, on_text = peer(name, schema)
    compile_time = None
    for _ in range(3):
        start = time.process_time()
        validator = compiling()
        taken = time.process_time() - start
        compile_time = taken if compile_time is None else min(taken, compile_time)
        if taken > 2:
            break
    check = on_object(validator)
    read = on_text(validator) if on_text else lambda line: check(parse(line))
    valid = done = 0
    start = time.process_time()
    # The clock is looked at once in 20 instances.
    for first in range(0, len(lines), 20):
        portion = lines[first:first + 20]
        valid += sum(1 for line in portion if read(line))
        done += len(portion)
        if time.process_time() - start > budget:
            break
    text = time.process_time() - start
    checking, checked = 0.0, 0
    # In portions, so that the objects do not all live at once.
    for first in range(0, done, 100):
        values = [parse(line) for line in lines[first:min(first + 100, done)]]
        start = time.process_time()
        for value in values:
            check(value)
        checking += time.process_time() - start
        checked += len(values)
        if checking > budget:
            break
    print(json.dumps({"compile": compile_time * 1e3, "text": text / done * 1e9,
                      "object": checking / checked * 1e9, "valid": valid, "lines": done}))


if __name__ == "__main__":
    main()
