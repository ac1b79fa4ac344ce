"""Engines for Python: obeys the commands of compare.py on standard input.

usage: python.py jinja2|minijinja|python-liquid FOLDER PROFILES
"""
import datetime
import importlib.metadata
import json
import pathlib
import platform
import sys
import time

engine, folder, file = sys.argv[1], pathlib.Path(sys.argv[2]), sys.argv[3]
profiles = json.loads(pathlib.Path(file).read_text("utf8"))


def read(language, name):
    return (folder / language / f"{name}.{language}").read_text("utf8")


def day(text, pattern):
    return datetime.datetime.strptime(text, "%Y-%m-%d %H:%M:%S").strftime(pattern)


def jinja2():
    import jinja2
    environment = jinja2.Environment(loader=jinja2.FunctionLoader(lambda name: read("jinja", name)), autoescape=False)
    environment.filters["day"] = day
    return {name: environment.get_template(name).render for name in ("cart", "sms")}


def minijinja():
    import minijinja
    environment = minijinja.Environment(loader=lambda name: read("jinja", name), auto_escape_callback=lambda name: False)
    environment.add_filter("day", day)
    return {name: lambda name=name, **profile: environment.render_template(name, **profile) for name in ("cart", "sms")}


def liquid():
    import liquid
    names = ["button", "cart", "footer", "header", "price", "row", "sms"]
    loader = liquid.CachingDictLoader({name: read("liquid", name) for name in names})
    environment = liquid.Environment(loader=loader)
    return {name: environment.get_template(name).render for name in ("cart", "sms")}


templates = {"jinja2": jinja2, "minijinja": minijinja, "python-liquid": liquid}[engine]()
for line in sys.stdin:
    command, name, argument = line.split()
    if command == "version":
        print(engine, importlib.metadata.version(engine) + ", Python", platform.python_version(), flush=True)
    elif command == "output":
        pathlib.Path(argument).write_bytes(b"\0".join(templates[name](**p).encode() for p in profiles))
        print("ok", flush=True)
    elif command == "time":
        render, batches, stop = templates[name], [], time.monotonic() + float(argument)
        while time.monotonic() < stop:
            start, used, renders = time.thread_time(), 0.0, 0
            while used < 0.005:
                for given in profiles:
                    render(**given)
                renders += len(profiles)
                used = time.thread_time() - start
            batches.append(used / renders)
        print(*batches, flush=True)
