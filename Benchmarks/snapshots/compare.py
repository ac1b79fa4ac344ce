"""Measures `galley test` on a generated repository beside its peers; ../run-snapshots calls it.

usage: compare.py GALLEY CONFORMANCE PYTHON WORK   (PYTHON has the peers; see README.md for BENCH_*)
"""
import os
import pathlib
import shutil
import subprocess
import sys

from measure import HERE, Goals, Sample, commit, forget, generate, line, machine, put_aside

galley, conformance, python = (pathlib.Path(word).absolute() for word in sys.argv[1:4])
work = pathlib.Path(sys.argv[4])
rounds, peer_rounds = int(os.environ.get("BENCH_ROUNDS", "7")), int(os.environ.get("BENCH_PEER_ROUNDS", "2"))
templates, large = int(os.environ.get("BENCH_TEMPLATES", "500")), int(os.environ.get("BENCH_LARGE", "5000"))
PROFILES = 20
cases = templates * PROFILES
goals = Goals()
SUFFIX = {"liquid": "liquid", "hbs": "hbs"}
COMMENT = {"liquid": "{% comment %}NUMBER{% endcomment %}", "hbs": "{{! NUMBER }}"}
# Of each fragment: the words of its text that an edit changes.
WORDS = {"promo": "today.", "sender": "Northport"}


def repository(engine, count):
    """A repository whose outputs are stored and committed."""
    folder = work / f"{engine}-{count}"
    generate(folder, "--engine", engine, "--templates", str(count), "--profiles", str(PROFILES),
             "--index", str(work / f"{engine}-{count}.json"))
    Sample().add([galley, "test", "--update"], folder)
    commit(folder)
    return folder


def passing(sample, folder, count, *options):
    """A run of `galley test` in which each case passes."""
    sample.add([galley, "test", *options], folder)
    if f"{count} cases: {count} passed" not in sample.text:
        sys.exit(f"bench: not every case passes:\n{sample.text[-2000:]}")
    return sample


def cold(folder, count, times):
    sample = Sample()
    for _ in range(times):
        forget(folder)
        passing(sample, folder, count)
    return sample


def unchanged(folder, count, times):
    passing(Sample(), folder, count)
    sample = Sample()
    for _ in range(times):
        passing(sample, folder, count)
    return sample


def edited(folder, engine, fragment, is_visible, times):
    """One fragment changed, in another way each time; before it everything passes and is known."""
    file = folder / f"fragments/{fragment}.{SUFFIX[engine]}"
    text, sample, changed = file.read_text(encoding="utf-8"), Sample(), 0
    for number in range(times):
        passing(Sample(), folder, cases)
        if is_visible:
            file.write_text(text.replace(WORDS[fragment], f"{WORDS[fragment]} ({number})"), encoding="utf-8")
        else:
            comment = COMMENT[engine].replace("NUMBER", str(number))
            file.write_text(comment + text, encoding="utf-8")
        sample.add([galley, "test"], folder, codes=(0, 1))
        summary = next(row for row in sample.text.splitlines() if row.startswith(f"{cases} cases: "))
        changed = next((int(part.split()[0]) for part in summary.split(": ")[1].split(", ")
                        if part.endswith(" changed")), 0)
        file.write_text(text, encoding="utf-8")
        put_aside(folder / ".galley/pending")
    passing(Sample(), folder, cases)
    return sample, changed


def merged(folder, parts, times):
    """The reports of a run that several machines share, joined to one."""
    files = [work / f"part-{number}.jsonl" for number in range(1, parts + 1)]
    for number, file in enumerate(files, 1):
        Sample().add([galley, "test", "--shard", f"{number}/{parts}", "--report", f"jsonl={file}"], folder,
                     {"CI": "true"})
    sample = Sample()
    for _ in range(times):
        sample.add([galley, "report", "merge", *files, "--report", f"junit={work / 'merged.xml'}"], work)
    if f"{cases} cases: {cases} passed" not in sample.text:
        sys.exit(f"bench: the parts are not the whole:\n{sample.text[-2000:]}")
    return sample


def used_by(folder, fragment):
    """How many cases a fragment can reach."""
    found = [path for path in (folder / "templates").iterdir()
             if any(fragment in file.read_text(encoding="utf-8") for file in path.iterdir())]
    return len(found) * PROFILES


def stored(folder):
    """The stored files by path."""
    root = folder / "snapshots"
    return {str(file.relative_to(root)): file.read_bytes() for file in root.rglob("*") if file.is_file()}


def compare(what, ours, theirs):
    """Says how many files two programs rendered alike."""
    equal = sum(theirs.get(path) == text for path, text in ours.items())
    different = len(ours.keys() | theirs.keys()) - equal
    goals.judge(f"the same bytes, galley and {what}", different == 0, f"{equal} files equal, {different} different")
    for path in sorted(ours.keys() | theirs.keys()):
        if ours.get(path) != theirs.get(path):
            line("the first that differs", path)
            break


machine()
print(f"galley:  {subprocess.run([galley, '--version'], capture_output=True, text=True).stdout.strip()}")
print("seconds, best / median of the runs; goals are judged by the best wall time; peers run after galley")
folders = {engine: repository(engine, templates) for engine in ("liquid", "hbs")}
shares = {name: used_by(folders["liquid"], name) for name in WORDS}

colds = {}
for engine, name in (("liquid", "Liquid"), ("hbs", "Handlebars")):
    folder = folders[engine]
    print(f"{templates} templates in {name} x {PROFILES} profiles = {cases} cases, {len(stored(folder))} snapshots")
    colds[engine] = sample = cold(folder, cases, rounds)
    line("cold: nothing kept of an earlier run", sample)
    goals.judge("cold", sample.wall <= 1.5, f"{sample.wall:.3f} s of 1.5 s")
    goals.judge("peak memory", sample.memory < 300, f"{sample.memory:.0f} MB of 300 MB")
    sample = Sample()
    for _ in range(rounds):
        forget(folder)
        sample.add([galley, "test"], folder, {"CI": "true"})
    line("cold as in CI: nothing is written", sample)
    sample = unchanged(folder, cases, rounds)
    line("nothing changed", sample)
    goals.judge("nothing changed", sample.wall <= 0.25, f"{sample.wall:.3f} s of 0.25 s")
    line("report merge of four parts, with a JUnit file", merged(folder, 4, rounds))
    for fragment in WORDS:
        for is_visible in (False, True):
            sample, changed = edited(folder, engine, fragment, is_visible, max(3, rounds // 2))
            reach = f"a fragment of {shares[fragment] / cases:.0%} of the cases"
            what = f"{reach}, {changed} outcomes changed"
            line(what, sample)
            goals.judge(what, sample.wall <= 0.6, f"{sample.wall:.3f} s of 0.6 s")

print("what a passing case costs beyond its rendering, CPU time (Liquid)")
folder = folders["liquid"]
passing(sample := Sample(), folder, cases, "--no-cache")
for _ in range(rounds - 1):
    passing(sample, folder, cases, "--no-cache")
words = Sample().add([conformance, "cases", folder, "5"], folder).text.split()
steps = {name: float(value) for name, value in zip(words[::2], words[1::2])}
if steps["rendered"] != cases:
    sys.exit("bench: not every case could be rendered alone")
alone = steps["load"] + steps["compile"] + steps["render"]
line("the same process without snapshots: reading", f"{steps['load']:.0f} ms")
line("  compiling the templates", f"{steps['compile']:.0f} ms")
line("  rendering, one thread, best of 5 passes",
     f"{steps['render']:.0f} ms, {steps['render'] / cases * 1e3:.1f} us a case")
for name, total in (("galley test --no-cache", sample.cpu), ("galley test, cold", colds["liquid"].cpu)):
    rest = (total * 1e3 - alone) / cases * 1e3
    line(name, f"{total * 1e3:.0f} ms, {total / cases * 1e6:.1f} us a case, {rest:.1f} us of them beyond")
    goals.judge(f"overhead of a passing case, {name}", rest <= 50, f"{rest:.1f} us of 50 us")

if large:
    folder, count = repository("liquid", large), large * PROFILES
    print(f"{large} templates in Liquid x {PROFILES} profiles = {count} cases, {len(stored(folder))} snapshots")
    for what, small, sample in (
            ("cold", colds["liquid"], cold(folder, count, 3)),
            ("nothing changed", unchanged(folders["liquid"], cases, 3), unchanged(folder, count, 3))):
        line(what, sample)
        ratio = sample.cpu / count / (small.cpu / cases)
        goals.judge(f"{what}: CPU time of a case, beside that of {cases} cases", ratio <= 1.25,
                    f"{ratio:.2f} x of 1.25 x (wall {sample.wall / count / (small.wall / cases):.2f} x)")
    shutil.rmtree(folder)

print("peers, each on the same templates and profiles")
peer = work / "pytest"
peer.mkdir()
for file in (HERE / "peers").glob("*.py"):
    shutil.copy(file, peer)
versions = subprocess.run([python, "-c", (
    "from importlib.metadata import version as v, PackageNotFoundError\n"
    "print(', '.join(n + ' ' + v(n) for n in ('pytest', 'syrupy', 'python-liquid')))")],
    capture_output=True, text=True).stdout.strip() if python.exists() else ""
if versions:
    env = {"SNAPSHOTS_FOLDER": str(folders["liquid"]), "SNAPSHOTS_INDEX": str(work / f"liquid-{templates}.json")}
    Sample().add([python, "-m", "pytest", "-q", "--snapshot-update"], peer, env)
    index = (peer / "__snapshots__/test_messages").iterdir()
    named = {}
    for file in index:
        # test_message[message-0000-customer-00].1.txt
        case, ending = file.name.removeprefix("test_message[").split("]")
        id, profile = case.split("-customer-")
        ending = ending.removeprefix(".1")
        named[f"{id}/customer-{profile}{ending}"] = file.read_bytes()
    ours = {path.split("/", 1)[1]: text for path, text in stored(folders["liquid"]).items()}
    compare(versions, ours, named)
    sample = Sample()
    for _ in range(peer_rounds):
        sample.add([python, "-m", "pytest", "-q"], peer, env)
        if f"{cases} passed" not in sample.text or f"{len(ours)} snapshots passed" not in sample.text:
            sys.exit(f"bench: not every case passes in pytest:\n{sample.text[-2000:]}")
    line(versions, sample)
    line("galley, cold", colds["liquid"])
    ratio = sample.wall / colds["liquid"].wall
    goals.judge("galley cold beside pytest + syrupy + python-liquid", ratio >= 50,
                f"{ratio:.1f} x as fast of 50 x (CPU time {sample.cpu / colds['liquid'].cpu:.1f} x)")
else:
    line("pytest + syrupy + python-liquid", "skipped: not installed")

try:
    versions = subprocess.run(["node", HERE / "peers/messages.cjs", "version"], capture_output=True, text=True,
                              check=True).stdout.strip()
except (OSError, subprocess.CalledProcessError):
    versions = ""
if versions:
    folder, index = folders["hbs"], work / f"hbs-{templates}.json"
    tree = work / "node"
    arguments = [folder, index, tree / "snapshots"]
    Sample().add(["node", HERE / "peers/messages.cjs", "record", *arguments], work)
    compare(versions, stored(folder), stored(tree))
    env = {"SNAPSHOTS_FOLDER": str(folder), "SNAPSHOTS_INDEX": str(index),
           "SNAPSHOTS_STORED": str(tree / "snapshots")}
    tests, bare = Sample(), Sample()
    for _ in range(max(peer_rounds, 3)):
        tests.add(["node", "--test", HERE / "peers/messages.test.cjs"], work, env)
        if f"# pass {cases}\n" not in tests.text:
            sys.exit(f"bench: not every case passes in node:test:\n{tests.text[-2000:]}")
        bare.add(["node", HERE / "peers/messages.cjs", "compare", *arguments], work)
    line(f"{versions}, node:test", tests)
    line(f"{versions}, a bare loop", bare)
    line("galley, cold", colds["hbs"])
    line("galley is as fast", f"{tests.wall / colds['hbs'].wall:.1f} x node:test, "
         f"{bare.wall / colds['hbs'].wall:.1f} x the bare loop")
else:
    line("handlebars.js", "skipped: not installed")
print(f"{goals.missed} goals missed" if goals.missed else "all goals met")
sys.exit(1 if goals.missed else 0)
