#!/usr/bin/env python3
"""Opens a page in headless Chromium over a DevTools pipe and prints what happened as JSON.

usage: page.py CHROMIUM PAGE [--width N] [--height N] [--dark] [--plain] [--screenshot FILE]
               [--until JS]
               [--evaluate JS]...

Printed: milliseconds until the page's script was done, console messages and exceptions, requests that
left the file, the value of each expression (a promise is awaited), evaluated when --until is true. Only Python's own library is used.
"""
import argparse
import base64
import json
import os
import select
import shutil
import subprocess
import sys
import tempfile
import time


class Browser:
    def __init__(self, binary, folder):
        reads, self.write_end = os.pipe()
        self.read_end, writes = os.pipe()

        def pipes():
            # Chromium reads commands from 3 and writes answers to 4.
            kept_reads, kept_writes = os.dup(reads), os.dup(writes)
            os.dup2(kept_reads, 3)
            os.dup2(kept_writes, 4)

        self.process = subprocess.Popen(
            [binary, "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
             "--remote-debugging-pipe", "--hide-scrollbars", "--no-first-run",
             "--host-resolver-rules=MAP * ~NOTFOUND", "--disable-background-networking",
             f"--user-data-dir={folder}", "about:blank"],
            preexec_fn=pipes, close_fds=False,
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        os.close(reads)
        os.close(writes)
        self.number, self.buffer, self.events = 0, b"", []

    def call(self, method, session=None, **parameters):
        self.number += 1
        message = {"id": self.number, "method": method, "params": parameters}
        if session:
            message["sessionId"] = session
        os.write(self.write_end, json.dumps(message).encode() + b"\0")
        number = self.number
        while True:
            answer = self.next(30)
            if answer.get("id") == number:
                if "error" in answer:
                    raise RuntimeError(f"{method}: {answer['error']}")
                return answer["result"]
            self.events.append(answer)

    def next(self, seconds):
        end = time.monotonic() + seconds
        while b"\0" not in self.buffer:
            if not select.select([self.read_end], [], [], max(0, end - time.monotonic()))[0]:
                raise TimeoutError("the browser does not answer")
            data = os.read(self.read_end, 1 << 20)
            if not data:
                raise RuntimeError("the browser went away")
            self.buffer += data
        message, self.buffer = self.buffer.split(b"\0", 1)
        return json.loads(message)

    def drain(self, seconds):
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            try:
                self.events.append(self.next(end - time.monotonic()))
            except TimeoutError:
                return

    def close(self):
        try:
            self.call("Browser.close")
        except (RuntimeError, TimeoutError, OSError):
            pass
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


def visit(browser, options):
    target = browser.call("Target.createTarget", url="about:blank")["targetId"]
    page = browser.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
    for domain in ("Page", "Runtime", "Log", "Network"):
        browser.call(f"{domain}.enable", page)
    # Frames in processes of their own report to sessions of their own.
    browser.call("Target.setAutoAttach", page, autoAttach=True, waitForDebuggerOnStart=False,
                 flatten=True)
    browser.call("Emulation.setDeviceMetricsOverride", page, width=options.width,
                 height=options.height, deviceScaleFactor=1, mobile=False)
    scheme = "dark" if options.dark else "light"
    browser.call("Emulation.setEmulatedMedia", page,
                 features=[{"name": "prefers-color-scheme", "value": scheme}])

    def evaluate(expression):
        answer = browser.call("Runtime.evaluate", page, expression=expression, awaitPromise=True,
                              returnByValue=True)
        if "exceptionDetails" in answer:
            raise RuntimeError(json.dumps(answer["exceptionDetails"]))
        return answer["result"].get("value")

    def wait(expression):
        end = time.monotonic() + 30
        while not evaluate(expression):
            if time.monotonic() > end:
                raise TimeoutError(f"never true: {expression}")
            time.sleep(0.02)

    start = time.monotonic()
    address = "file://" + os.path.abspath(options.page)
    browser.call("Page.navigate", page, url=address)
    wait("location.protocol === 'file:' && document.readyState === 'complete'")
    # A plain page has no script that says when it is done.
    if not options.plain:
        wait("document.documentElement.dataset.ready === 'true'")
    ready = time.monotonic() - start
    # Frames of messages that are in view come after the page, soon or late.
    wait(options.until)
    values = [evaluate(expression) for expression in options.evaluate]
    browser.drain(0.5)
    if options.screenshot:
        image = browser.call("Page.captureScreenshot", page, format="png")
        with open(options.screenshot, "wb") as file:
            file.write(base64.b64decode(image["data"]))
    messages, requests = [], []
    for event in browser.events:
        method, parameters = event.get("method"), event.get("params", {})
        if method == "Runtime.consoleAPICalled":
            messages.append(parameters["type"] + ": " + str(parameters["args"]))
        elif method == "Runtime.exceptionThrown":
            messages.append("exception: " + json.dumps(parameters["exceptionDetails"]))
        elif method == "Log.entryAdded":
            messages.append(parameters["entry"]["level"] + ": " + parameters["entry"]["text"])
        elif method == "Network.requestWillBeSent":
            url = parameters["request"]["url"]
            if url != address and not url.startswith(("data:", "about:")):
                requests.append(url)
    return {"milliseconds": round(ready * 1000), "messages": messages, "requests": requests,
            "values": values}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("browser")
    parser.add_argument("page")
    parser.add_argument("--width", type=int, default=1280)
    parser.add_argument("--height", type=int, default=900)
    parser.add_argument("--dark", action="store_true")
    parser.add_argument("--plain", action="store_true")
    parser.add_argument("--screenshot")
    parser.add_argument("--until", default="true")
    parser.add_argument("--evaluate", action="append", default=[])
    options = parser.parse_args()
    folder = tempfile.mkdtemp(prefix="galley-browser-")
    browser = Browser(options.browser, folder)
    try:
        print(json.dumps(visit(browser, options)))
    finally:
        browser.close()
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main())
