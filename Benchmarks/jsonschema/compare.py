#!/usr/bin/env python3
"""Measures galley and its peers in turn, on one core: compare.py CONFORMANCE INPUTS VENV [GALLEY]

Prints one table a schema. Each round runs every engine once in a process of its own; the best round
counts. An engine whose verdicts are not the expected ones is marked WRONG.
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
SLOW_LINES = 100
PEERS = ["corvus-json-schema-rs", "jsonschema-rs", "fastjsonschema", "jsonschema"]


def run(command):
    """Returns output, CPU seconds, wall seconds and peak memory in MB, or None where it failed."""
    with tempfile.TemporaryFile() as out:
        start = time.perf_counter()
        process = subprocess.Popen(command, stdout=out, stderr=subprocess.DEVNULL)
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        out.seek(0)
        text = out.read().decode()
    if process.returncode != 0:
        return None
    return text, usage.ru_utime + usage.ru_stime, wall, usage.ru_maxrss / 1024


def galley(conformance, schema, instances):
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
            "valid": int(number(r"(\d+) valid"))}


def python_peer(python, name, schema, instances, lines):
    result = run([python, os.path.join(HERE, "engine.py"), name, schema, instances, str(lines)])
    return None if result is None else {**json.loads(result[0]), "memory": result[3]}


def command_line(tool, schema, valid_instances, first, count):
    """The whole process on valid lines, less what it takes for the first one."""
    whole = run([tool, "validate", schema, valid_instances, "--fast"])
    start = run([tool, "validate", schema, first, "--fast"])
    if whole is None or start is None:
        return None
    return {"compile": start[1] * 1e3, "text": (whole[1] - start[1]) / count * 1e9,
            "object": None, "valid": None, "memory": whole[3]}


def best(rounds):
    rounds = [result for result in rounds if result]
    if not rounds:
        return None
    result = dict(rounds[0])
    for key in ("compile", "text", "object"):
        values = [one[key] for one in rounds if one[key] is not None]
        result[key] = min(values) if values else None
    return result


def table(name, rows, lines, wrong):
    print(f"\n{name}: {lines} instances, {len(wrong)} of them wrong")
    print(f"  {'engine':<32}{'text to verdict':>18}{'':>14}{'checking only':>16}"
          f"{'compile':>12}{'memory':>10}")
    print(f"  {'':<32}{'ns/instance':>18}{'instances/s':>14}{'ns/instance':>16}{'ms':>12}{'MB':>10}")
    for engine, result, expected in rows:
        if result is None:
            print(f"  {engine:<32}{'not installed, or it failed':>32}")
            continue
        checking = f"{result['object']:,.0f}" if result["object"] else "-"
        mark = "" if result["valid"] in (None, expected) else \
            f"  WRONG: {result['valid']} valid, {expected} are"
        print(f"  {engine:<32}{result['text']:>18,.0f}{1e9 / result['text']:>14,.0f}{checking:>16}"
              f"{result['compile']:>12,.1f}{result['memory']:>10,.0f}{mark}")


def measure(name, inputs, conformance, venv, work):
    schema = os.path.join(inputs, name + ".schema.json")
    instances = os.path.join(inputs, name + ".jsonl")
    with open(instances, "rb") as file:
        lines = file.read().splitlines()
    with open(os.path.join(inputs, name + ".wrong")) as file:
        wrong = {int(line) for line in file}
    valid = [line for number, line in enumerate(lines, 1) if number not in wrong]
    valid_path, first_path = os.path.join(work, "valid.jsonl"), os.path.join(work, "first.jsonl")
    with open(valid_path, "wb") as file:
        file.write(b"\n".join(valid) + b"\n")
    with open(first_path, "wb") as file:
        file.write(valid[0] + b"\n")
    python = os.path.join(venv, "bin", "python")
    tools = glob.glob(os.path.join(venv, "lib", "*", "site-packages", "sourcemeta_jsonschema",
                                   "jsonschema-linux-*"))
    results = {}
    for number in range(ROUNDS):
        results.setdefault("galley", []).append(galley(conformance, schema, instances))
        for peer in PEERS:
            slow = peer == "jsonschema"
            if slow and number > 0:
                continue
            limit = SLOW_LINES if slow else len(lines)
            results.setdefault(peer, []).append(
                python_peer(python, peer, schema, instances, limit))
        if number < 3:
            results.setdefault("sourcemeta CLI", []).append(
                command_line(tools[0], schema, valid_path, first_path, len(valid) - 1)
                if tools else None)
    rows = []
    for engine, rounds in results.items():
        count = SLOW_LINES if engine == "jsonschema" else len(lines)
        expected = count - len([line for line in wrong if line <= count])
        label = engine + (" (from text)" if engine.startswith("corvus") else "")
        rows.append((label, best(rounds), expected))
    table(name, rows, len(lines), wrong)


def growth(inputs, conformance, work):
    """One instance of 1, 2, 4 and 8 MB: the time per byte must not rise."""
    with open(os.path.join(inputs, "union.jsonl"), encoding="utf-8") as file:
        events = [event for number, line in enumerate(file, 1) if number % 50
                  for event in json.loads(line)]
    print("\ngrowth: one valid instance of the union, text to verdict")
    schema = os.path.join(inputs, "union.schema.json")
    path = os.path.join(work, "large.jsonl")
    for size in (1, 2, 4, 8):
        text = json.dumps(events[:size * 5000], ensure_ascii=False) + "\n"
        with open(path, "w", encoding="utf-8") as file:
            file.write(text)
        rounds = [galley(conformance, schema, path) for _ in range(ROUNDS)]
        taken = min(result["text"] for result in rounds)
        length = len(text.encode())
        print(f"  {length / 1e6:>6.2f} MB {taken / 1e6:>10.2f} ms {taken / length:>8.2f} ns/byte")


def cold(inputs, conformance, program, work):
    """A process that compiles a schema and validates one small file."""
    print("\ncold start, one small file (ms of wall time, best / median of 20)")
    schema = os.path.join(inputs, "profile.schema.json")
    with open(os.path.join(inputs, "profile.jsonl"), "rb") as file:
        line = file.readline()
    path = os.path.join(work, "one.json")
    with open(path, "wb") as file:
        file.write(line)
    commands = [("validator alone", [conformance, "validate", "--schema", schema, "--instances",
                                     path, "--text"])]
    if program:
        commands.append(("galley check --instances --schema",
                         [program, "check", "--instances", path, "--schema", schema]))
    for name, command in commands:
        times = [result[2] * 1e3 for result in (run(command) for _ in range(20)) if result]
        figure = f"{min(times):.1f} / {statistics.median(times):.1f}" if times else "failed"
        print(f"  {name:<36}{figure:>16}")


def main():
    conformance, inputs, venv = sys.argv[1:4]
    # The last core: the first one serves most interrupts.
    os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    with tempfile.TemporaryDirectory() as work:
        for name in ("profile", "union", "recursive", "manifest"):
            measure(name, inputs, conformance, venv, work)
            sys.stdout.flush()
        growth(inputs, conformance, work)
        cold(inputs, conformance, sys.argv[4] if len(sys.argv) > 4 else None, work)


if __name__ == "__main__":
    main()
