"""Measures `galley test` and `galley review` on 10,000 changed snapshots; ../run-review calls it.

usage: review.py GALLEY WORK   (see README.md for BENCH_*)
"""
import json
import os
import pathlib
import subprocess
import sys

from measure import Goals, Sample, commit, generate, line, machine, put_aside

galley, work = pathlib.Path(sys.argv[1]).absolute(), pathlib.Path(sys.argv[2])
rounds = int(os.environ.get("BENCH_ROUNDS", "5"))
goals = Goals()
# An edit is another one in each part it is made in: HTML, the text of an email, an SMS. The fifth edit, the
# word for customers without a name that went away, is told from the greeting by their outputs.
FIVE = {"footer", "greeting", "no name", "price", "link"}
REPOSITORIES = [
    ("one HTML snapshot a case", ["--html", "--templates", "500"], {(edit, "html") for edit in FIVE}),
    ("emails with text, in-app messages, SMS", ["--templates", "312"],
     {(edit, "html") for edit in FIVE}
     | {(edit, part) for edit in ("footer", "greeting", "no name") for part in ("txt", "sms.txt")}),
]


def edit_of(cluster):
    """Which of the five edits a cluster is."""
    new = cluster["replacements"][0]["new"] if cluster["replacements"] else ""
    for name, mark in (("footer", "4 Pier Street"), ("price", "money"), ("link", "utm_campaign"),
                       ("greeting", "morning ⟨profile.firstName"), ("no name", "morning !")):
        if mark in new:
            return name
    return f"another: {new}"


machine()
print(f"galley:  {subprocess.run([galley, '--version'], capture_output=True, text=True).stdout.strip()}")
print("seconds, best / median of the runs; goals are judged by the best wall time")
for title, options, expected in REPOSITORIES:
    folder = work / f"review-{options[-1]}"
    generate(folder, *options)
    Sample().add([galley, "test", "--update"], folder)
    commit(folder)
    Sample().add([galley, "test"], folder)
    generate(folder, *options, "--edited")
    print(f"five edits, {title}")
    tests, reviews = Sample(), Sample()
    for _ in range(rounds):
        put_aside(folder / ".galley/pending")
        tests.add([galley, "test"], folder, codes=(1,))
    for _ in range(rounds):
        reviews.add([galley, "review", "--list", "--format", "json"], folder)
    found = json.loads(reviews.text)
    line("galley test, everything differs and is written", tests)
    line("galley review --list --format json", reviews)
    changed = sum(item["kind"] == "changed" for item in found["items"])
    goals.judge("changed snapshots", changed == len(found["items"]) == 10_000, f"{changed} wait")
    clusters = {(edit_of(cluster), cluster["part"]): len(cluster["outputs"]) for cluster in found["edits"]}
    goals.judge("clusters, an edit in a part of a message each",
                clusters.keys() == expected and len(found["edits"]) == len(expected),
                f"{len(found['edits'])} found, {len(expected)} were made")
    for (edit, part), count in sorted(clusters.items()):
        line(f"  {edit}, {part}", f"{count} outputs")
    goals.judge("review", reviews.wall < 2, f"{reviews.wall:.3f} s of 2 s (CPU time {reviews.cpu:.3f} s)")
    goals.judge("peak memory", max(tests.memory, reviews.memory) < 300,
                f"test {tests.memory:.0f} MB, review {reviews.memory:.0f} MB of 300 MB")
print(f"{goals.missed} goals missed" if goals.missed else "all goals met")
sys.exit(1 if goals.missed else 0)
