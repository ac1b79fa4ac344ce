"""Measures galley's template engine beside its peers in one run; ../run-templates calls it.

usage: compare.py CONFORMANCE PYTHON WORK   (BENCH_SECONDS a round, BENCH_ROUNDS rounds; PYTHON has the peers)
"""
import html
import os
import pathlib
import re
import statistics
import subprocess
import sys

here = pathlib.Path(__file__).parent
conformance, python, work = sys.argv[1], sys.argv[2], pathlib.Path(sys.argv[3])
seconds, rounds = float(os.environ.get("BENCH_SECONDS", "0.5")), int(os.environ.get("BENCH_ROUNDS", "6"))
MESSAGES = ["cart", "sms"]


class Engine:
    """A process that renders when told to; it sleeps while the others are measured."""

    def __init__(self, key, command, env=None, cores=frozenset([0])):
        self.key = key
        pin = (lambda: os.sched_setaffinity(0, cores)) if cores else None
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                        stderr=subprocess.DEVNULL, text=True, env={**os.environ, **(env or {})},
                                        preexec_fn=pin)
        self.batches = {message: [] for message in MESSAGES}

    def ask(self, *words):
        self.process.stdin.write(" ".join(map(str, words)) + "\n")
        self.process.stdin.flush()
        answer = self.process.stdout.readline().strip()
        if not answer:
            raise RuntimeError(f"{self.key} gave no answer to {words}")
        return answer

    def end(self):
        self.process.stdin.close()
        self.process.wait()

    def rate(self, message, pick=min):
        return 1 / pick(self.batches[message])



def generate(name, *options):
    folder = work / name
    folder.mkdir(exist_ok=True)
    subprocess.run([sys.executable, here / "profiles.py", folder, *options], check=True)
    return folder


def canonical(text):
    """A text as the forms have it in common: without blanks, entities and the last zero of a price."""
    text = re.sub(r"\s+", "", html.unescape(text))
    return re.sub(r"(?<=\d)\.(\d)(?!\d)", r".\g<1>0", text)


def outputs(engine, message):
    file = work / "output"
    engine.ask("output", message, file)
    return file.read_bytes().split(b"\0")


core = frozenset([min(os.sched_getaffinity(0))])
generate("inputs")
profiles, plain = work / "inputs/profiles.json", work / "inputs/plain.json"
ruby, node, peers = ["ruby", here / "engines/liquid.rb"], ["node", here / "engines/handlebars.cjs"], \
    [python, here / "engines/python.py"]
# key, name in the table, command, environment
WANTED = [
    ("liquid", "galley, Liquid", [conformance, "templates", "liquid", here, profiles], {}),
    ("hbs", "galley, Handlebars with helpers", [conformance, "templates", "hbs", here, profiles], {}),
    ("plain", "galley, Handlebars, built-ins only", [conformance, "templates", "plain", here, plain], {}),
    ("ruby-c", "", [*ruby, here, profiles], {"LIQUID_C": "1"}),
    ("ruby", "", [*ruby, here, profiles], {}),
    ("python-liquid", "", [*peers, "python-liquid", here, profiles], {}),
    ("js", "with helpers", [*node, "hbs", here, profiles], {}),
    ("js-plain", "built-ins only", [*node, "plain", here, plain], {}),
    ("minijinja", "", [*peers, "minijinja", here, profiles], {}),
    ("jinja2", "", [*peers, "jinja2", here, profiles], {}),
]
engines, names = {}, {}
for key, name, command, env in WANTED:
    try:
        engine = Engine(key, command, env, core)
        names[key] = name if key in ("liquid", "hbs", "plain") else ", ".join(
            filter(None, [engine.ask("version", "-", "-"), name]))
        engines[key] = engine
    except (OSError, RuntimeError) as problem:
        print(f"  {key}: not installed ({problem})")

failed = False


def goal(what, isMet, numbers):
    global failed
    failed = failed or not isMet
    print(f"  {'PASS' if isMet else 'FAIL'}  {what}: {numbers}")


print("outputs of 100 profiles, before anything is timed")
# The engine that each is held against, and whether the bytes must be the same.
REFERENCE = {"liquid": ("ruby", True), "hbs": ("js", True), "plain": ("js-plain", True), "ruby-c": ("ruby", True),
             "python-liquid": ("ruby", True), "js": ("ruby", False), "js-plain": ("js", False),
             "minijinja": ("ruby", False), "jinja2": ("ruby", False)}
for message in MESSAGES:
    texts = {key: outputs(engine, message) for key, engine in engines.items()}
    for key, (reference, isExact) in REFERENCE.items():
        if key not in texts or reference not in texts:
            continue
        pairs = list(zip(texts[key], texts[reference], strict=True))
        same = sum(a == b for a, b in pairs)
        alike = sum(canonical(a.decode()) == canonical(b.decode()) for a, b in pairs)
        line = f"{message}: {names[key]} = {names[reference]}: {same} of {len(pairs)} byte for byte"
        if same < len(pairs):
            line += f", {alike} but for blanks, entities and the last zero of a price"
        if key in ("liquid", "hbs", "plain"):
            goal("the same bytes as the reference, " + message + ", " + names[key], same == len(pairs), line)
            if same < len(pairs):
                sys.exit("nothing is timed: the outputs differ")
        else:
            print(f"  {line}{'' if alike == len(pairs) else '  DIFFERS'}")

for _ in range(rounds):
    for message in MESSAGES:
        for engine in engines.values():
            engine.batches[message] += map(float, engine.ask("time", message, seconds).split())

print(f"\nrenders/s on one core, {rounds} rounds of {seconds} s in turn, CPU time, batches of 100 profiles or more")
print(f"  {'':60}{'cart best':>11}{'median':>9}{'SMS best':>11}{'median':>9}")
for key, engine in engines.items():
    numbers = [engine.rate(message, pick) for message in MESSAGES for pick in (min, statistics.median)]
    print(f"  {names[key]:60}{numbers[0]:>11,.0f}{numbers[1]:>9,.0f}{numbers[2]:>11,.0f}{numbers[3]:>9,.0f}")

print("\ngoals, by the best batches")


def ratio(mine, other, message, bound):
    if other not in engines:
        return print(f"  ----  {names[mine]}, {message}: {other} is not installed")
    pairs = [engines[mine].rate(message, pick) / engines[other].rate(message, pick)
             for pick in (min, statistics.median)]
    goal(f"{message}, {names[mine]} at least {bound} x {names[other]}", pairs[0] >= bound,
         f"{pairs[0]:.1f} (medians {pairs[1]:.1f})")


ratio("liquid", "ruby-c", "cart", 12)
ratio("liquid", "python-liquid", "cart", 30)
for mine in ("liquid", "hbs"):
    ratio(mine, "js", "cart", 2.5)
    ratio(mine, "minijinja", "cart", 1.5)
others = [engine.rate("sms") for key, engine in engines.items() if key not in ("liquid", "hbs", "plain")]
for mine in ("liquid", "hbs"):
    mine_rate = engines[mine].rate("sms")
    goal(f"sms, {names[mine]} at least 450,000/s or 2 x the best peer",
         mine_rate >= 450_000 or bool(others) and mine_rate >= 2 * max(others),
         f"{mine_rate:,.0f}/s, best peer {max(others, default=0):,.0f}/s")

for form in ("liquid", "hbs"):
    for message in MESSAGES:
        cost, size = map(float, engines[form].ask("prepare", message, seconds).split())
        goal(f"{names[form]}: {message} prepared in less than 100 us per KB", cost * 1e6 / (size / 1000) < 100,
             f"{cost * 1e6:.0f} us for {size / 1000:.1f} KB = {cost * 1e6 / (size / 1000):.0f} us/KB")
for form in ("liquid", "hbs"):
    mapped = min(map(float, engines[form].ask("mapped", "cart", seconds * 2).split()))
    print(f"        {names[form]}: with the source map the cart takes {mapped * engines[form].rate('cart'):.2f} x "
          f"the time ({1 / mapped:,.0f}/s)")
for engine in engines.values():
    engine.end()

print("\ngrowth and threads")
for form in ("liquid", "hbs"):
    costs = []
    for times in (1, 10, 100):
        folder = generate(f"items-{times}", "--items", str(12 * times), "--profiles", "1" if times > 1 else "10")
        engine = Engine(form, [conformance, "templates", form, here, folder / "profiles.json"], cores=core)
        size = statistics.mean(len(text) for text in outputs(engine, "cart"))
        best = min(map(float, engine.ask("time", "cart", seconds * 2).split()))
        costs.append((12 * times, best / size))
        engine.end()
    # The first has the page's frame in it, which costs less per byte than a row.
    goal(f"{form}: cost grows linearly with the output", costs[2][1] <= costs[1][1] * 1.25,
         ", ".join(f"{items} items {cost * 1e9:.2f} ns/byte" for items, cost in costs))
for form in ("liquid", "hbs"):
    engine = Engine(form, [conformance, "templates", form, here, profiles], cores=None)
    rates = {1: [], 2: []}
    for _ in range(4):
        for count, list_ in rates.items():
            list_.append(float(engine.ask("threads", "cart", seconds, count)))
    engine.end()
    gain = max(rates[2]) / max(rates[1])
    goal(f"{form}: two threads at least 1.8 x one", gain >= 1.8,
         f"{max(rates[1]):,.0f}/s and {max(rates[2]):,.0f}/s = {gain:.2f} x (wall time: wants a calm machine)")

print("\nallocations, counted by valgrind")


def allocations(form, folder, times):
    run = subprocess.run(["valgrind", "--leak-check=no", conformance, "templates", form, here, folder / "profiles.json"],
                         input=f"render cart {times}\n", capture_output=True, text=True, check=True)
    return int(re.search(r"total heap usage: ([\d,]+) allocs", run.stderr)[1].replace(",", ""))


for form in ("liquid", "hbs"):
    counts = {}
    for items in (100, 200):
        folder = generate(f"heap-{items}", "--items", str(items), "--profiles", "1")
        # The second render shows what one costs when everything is set up.
        counts[items] = allocations(form, folder, 2) - allocations(form, folder, 1)
    goal(f"{form}: no allocation per loop turn", counts[200] - counts[100] < 10,
         f"a render makes {counts[100]} allocations with 100 rows and {counts[200]} with 200")
sys.exit(1 if failed else 0)
