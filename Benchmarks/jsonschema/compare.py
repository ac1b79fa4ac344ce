#!/usr/bin/env python3
"""Measures galley and its peers in turn, on one core: compare.py CONFORMANCE INPUTS VENV [GALLEY]

Prints one Markdown table a schema. Each round runs every engine once in a process of its own; the best
round counts. An engine that does not finish its first round in SECONDS of CPU time has only that round,
and the table says how many instances it is about. Wrong verdicts are marked.
"""
import glob
import json
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
ROUNDS = int(os.environ.get("BENCH_ROUNDS", "5"))
SECONDS = 3
ENGINES = {"galley": "galley", "corvus-json-schema-rs": "corvus-json-schema-rs (from text)",
           "jsonschema-rs": "jsonschema-rs (orjson)", "fastjsonschema": "fastjsonschema (json)",
           "jsonschema": "jsonschema (json)", "sourcemeta": "sourcemeta CLI (whole process)"}
PEERS = ["corvus-json-schema-rs", "jsonschema-rs", "fastjsonschema", "jsonschema"]


def run(command, accept=(0,)):
    """Returns output, CPU seconds, wall seconds and peak memory in MB, or None where it failed."""
    with tempfile.TemporaryFile() as out:
        start = time.perf_counter()
        process = subprocess.Popen(command, stdout=out, stderr=subprocess.DEVNULL)
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        out.seek(0)
        text = out.read().decode()
    if process.returncode not in accept:
        return None
    return text, usage.ru_utime + usage.ru_stime, wall, usage.ru_maxrss / 1024


def apart(function, *arguments):
    """Calls in a process of its own: a program's peak memory counts from that of its parent, which
    therefore stays small."""
    reading, writing = os.pipe()
    sys.stdout.flush()
    child = os.fork()
    if child == 0:
        status = 1
        try:
            os.close(reading)
            with os.fdopen(writing, "w") as out:
                json.dump(function(*arguments), out)
            status = 0
        finally:
            os._exit(status)
    os.close(writing)
    with os.fdopen(reading) as result:
        text = result.read()
    os.waitpid(child, 0)
    return json.loads(text)


def galley(conformance, schema, instances, lines):
    result = run([conformance, "validate", "--schema", schema, "--instances", instances,
                  "--count", "--passes", "1"])
    if result is None:
        return None
    text, _, _, memory = result

    def number(pattern):
        return float(re.search(pattern, text).group(1))
    return {"compile": number(r"compiled in ([\d.]+) ms"), "memory": memory,
            "text": 1e9 / number(r"text to verdict: (\d+)"),
            "object": 1e9 / number(r"document to verdict: (\d+)"),
            "valid": int(number(r"(\d+) valid")), "lines": lines}


def python_peer(python, name, schema, instances):
    result = run([python, os.path.join(HERE, "engine.py"), name, schema, instances, str(SECONDS)])
    return None if result is None else {**json.loads(result[0]), "memory": result[3]}


def command_line(tool, schema, valid_instances, first, count):
    """The whole process on valid lines, less what it takes for the first one."""
    whole = run([tool, "validate", schema, valid_instances, "--fast"])
    start = run([tool, "validate", schema, first, "--fast"])
    if whole is None or start is None:
        return None
    return {"compile": None, "text": (whole[1] - start[1]) / count * 1e9,
            "object": None, "valid": None, "lines": count, "memory": whole[3]}


def best(rounds):
    rounds = [result for result in rounds if result]
    if not rounds:
        return None
    result = dict(rounds[0])
    for key in ("compile", "text", "object"):
        values = [one[key] for one in rounds if one[key] is not None]
        result[key] = min(values) if values else None
    return result


def table(name, results, lines, wrong, size):
    print(f"\n**{name}**: {lines:,} instances of {size:,.0f} bytes, {len(wrong)} of them wrong\n")
    print("| engine | text to verdict, ns/instance | instances/s | checking only, ns | compile, ms "
          "| peak memory, MB | |")
    print("|---|---|---|---|---|---|---|")

    def figure(value, digits):
        return "–" if value is None else f"{value:,.{digits}f}"
    for engine, label in ENGINES.items():
        result = best(results.get(engine, []))
        if result is None:
            print(f"| {label} | not installed, or it failed | | | | | |")
            continue
        notes = []
        done = result["lines"]
        if engine != "sourcemeta" and done < lines:
            notes.append(f"the first {done} only")
        expected = done - len([line for line in wrong if line <= done])
        if result["valid"] not in (None, expected):
            notes.append(f"WRONG: {result['valid']} valid, {expected} are")
        print(f"| {label} | {result['text']:,.0f} | {1e9 / result['text']:,.0f} "
              f"| {figure(result['object'], 0)} | {figure(result['compile'], 1)} "
              f"| {result['memory']:,.0f} | {'; '.join(notes)} |")


def split(instances, wrong_path, valid_path, first_path):
    """Writes the valid lines and the first of them; returns how many lines there are, their mean
    size, and the numbers of the wrong ones."""
    with open(instances, "rb") as file:
        lines = file.read().splitlines()
    with open(wrong_path) as file:
        wrong = [int(line) for line in file]
    unwanted = set(wrong)
    valid = [line for number, line in enumerate(lines, 1) if number not in unwanted]
    with open(valid_path, "wb") as file:
        file.write(b"\n".join(valid) + b"\n")
    with open(first_path, "wb") as file:
        file.write(valid[0] + b"\n")
    return len(lines), sum(map(len, lines)) / len(lines), wrong


def measure(name, inputs, conformance, venv, work):
    schema = os.path.join(inputs, name + ".schema.json")
    instances = os.path.join(inputs, name + ".jsonl")
    valid_path, first_path = os.path.join(work, "valid.jsonl"), os.path.join(work, "first.jsonl")
    wrong_path = os.path.join(inputs, name + ".wrong")
    count, size, wrong = apart(split, instances, wrong_path, valid_path, first_path)
    python = os.path.join(venv, "bin", "python")
    tools = glob.glob(os.path.join(venv, "lib", "*", "site-packages", "sourcemeta_jsonschema",
                                   f"jsonschema-linux-{'x86_64' if os.uname().machine == 'x86_64' else 'arm64'}"))
    engines = {"galley": lambda: galley(conformance, schema, instances, count)}
    for peer in PEERS:
        engines[peer] = lambda peer=peer: python_peer(python, peer, schema, instances)
    if tools:
        engines["sourcemeta"] = lambda: command_line(tools[0], schema, valid_path, first_path,
                                                     count - len(wrong) - 1)
    results = {}
    for _ in range(ROUNDS):
        for engine, batch in engines.items():
            known = results.setdefault(engine, [])
            # One round is enough of what is slow, or fails.
            is_slow = known and (known[0] is None
                                 or known[0]["text"] * known[0]["lines"] > SECONDS / 2 * 1e9)
            if not is_slow:
                known.append(batch())
    table(name, results, count, wrong, size)


def write_large(inputs, path, wanted):
    """One array of events of about so many bytes; returns its size."""
    with open(os.path.join(inputs, "union.jsonl"), encoding="utf-8") as file:
        events = [json.dumps(event, ensure_ascii=False)
                  for number, line in enumerate(file, 1) if number % 50
                  for event in json.loads(line)]
    texts, length = [], 2
    # The same events over and over: the size counts, not what it says.
    while length < wanted:
        text = events[len(texts) % len(events)]
        texts.append(text)
        length += len(text.encode()) + 1
    with open(path, "w", encoding="utf-8") as file:
        file.write("[" + ",".join(texts) + "]\n")
    return os.path.getsize(path)


def growth(inputs, conformance, work):
    """One instance of 1 to 50 MB: the time per byte must not rise."""
    print("\n**Growth**: one valid instance of the union, text to verdict\n")
    print("| size, MB | ms | ns/byte | peak memory, MB |\n|---|---|---|---|")
    schema = os.path.join(inputs, "union.schema.json")
    path = os.path.join(work, "large.jsonl")
    for size in (1, 4, 16, 50):
        length = apart(write_large, inputs, path, size * 1_000_000)
        rounds = [galley(conformance, schema, path, 1) for _ in range(ROUNDS)]
        if None in rounds or any(result["valid"] != 1 for result in rounds):
            print(f"| {size} | failed | | |")
            continue
        taken = min(result["text"] for result in rounds)
        print(f"| {length / 1e6:.1f} | {taken / 1e6:.1f} | {taken / length:.2f} "
              f"| {rounds[0]['memory']:,.0f} |")


def write_many(inputs, path, count):
    """So many profiles, the corpus over and over; returns how many of them are wrong."""
    with open(os.path.join(inputs, "profile.jsonl"), "rb") as file:
        lines = file.read().splitlines(keepends=True)
    with open(os.path.join(inputs, "profile.wrong")) as file:
        wrong = {int(line) - 1 for line in file}
    with open(path, "wb") as file:
        for first in range(0, count, len(lines)):
            file.writelines(lines[:count - first])
    return sum(1 for line in range(count) if line % len(lines) in wrong)


def many(inputs, program, work):
    """JSON lines of 10,000 and of 100,000 profiles: the memory must be the same."""
    print("\n**Many**: `galley check --instances FILE.jsonl --schema S`, the whole process\n")
    print("| profiles | MB | CPU, s | wall, s | profiles/s | peak memory, MB | not valid |\n"
          "|---|---|---|---|---|---|---|")
    schema = os.path.join(inputs, "profile.schema.json")
    path = os.path.join(work, "many.jsonl")
    for count in (10_000, 100_000):
        expected = apart(write_many, inputs, path, count)
        result = run([program, "check", "--instances", path, "--schema", schema], accept=(0, 1))
        if result is None:
            print(f"| {count:,} | failed | | | | | |")
            continue
        found = len(set(re.findall(r":(\d+):\d+: error", result[0])))
        mark = "" if found == expected else f" WRONG: {expected} are"
        print(f"| {count:,} | {os.path.getsize(path) / 1e6:,.0f} | {result[1]:.2f} | {result[2]:.2f} "
              f"| {count / result[1]:,.0f} | {result[3]:,.0f} | {found:,}{mark} |")
        sys.stdout.flush()
    os.remove(path)


def cold(inputs, conformance, program, work):
    """A process that compiles a schema and validates one small file."""
    print("\n**Cold start**: compile a schema and validate one small file, wall time of 20 runs\n")
    print("| program | best, ms | median, ms |\n|---|---|---|")
    schema = os.path.join(inputs, "profile.schema.json")
    with open(os.path.join(inputs, "profile.jsonl"), "rb") as file:
        line = file.readline()
    path = os.path.join(work, "one.json")
    with open(path, "wb") as file:
        file.write(line)
    commands = [("validator alone", [conformance, "validate", "--schema", schema, "--instances",
                                     path, "--text"])]
    if program:
        commands.append(("`galley check --instances FILE --schema S`",
                         [program, "check", "--instances", path, "--schema", schema]))
    for name, command in commands:
        times = [result[2] * 1e3 for result in (run(command) for _ in range(20)) if result]
        print(f"| {name} | {min(times):.1f} | {statistics.median(times):.1f} |"
              if times else f"| {name} | failed | |")


def main():
    conformance, inputs, venv = sys.argv[1:4]
    # The last core: the first one serves most interrupts.
    os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    with tempfile.TemporaryDirectory() as work:
        for name in ("profile", "union", "recursive", "manifest"):
            measure(name, inputs, conformance, venv, work)
            sys.stdout.flush()
        growth(inputs, conformance, work)
        sys.stdout.flush()
        program = sys.argv[4] if len(sys.argv) > 4 else None
        cold(inputs, conformance, program, work)
        sys.stdout.flush()
        if program:
            many(inputs, program, work)


if __name__ == "__main__":
    main()
