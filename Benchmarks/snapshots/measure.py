"""What the benchmarks of snapshots share: programs run and measured, goals judged."""
import os
import pathlib
import statistics
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).parent


class Sample:
    """Runs of one program: wall time, CPU time of all its threads, peak memory."""

    def __init__(self):
        self.walls, self.cpus, self.memory, self.text = [], [], 0.0, ""

    def add(self, command, folder, env=None, codes=(0,)):
        """Runs a program once; anything but an expected exit code ends the benchmark."""
        environment = {key: value for key, value in os.environ.items() if key not in ("CI", "GITHUB_ACTIONS")}
        with tempfile.TemporaryFile() as out:
            start = time.perf_counter()
            process = subprocess.Popen([str(word) for word in command], cwd=folder, stdin=subprocess.DEVNULL,
                                       stdout=out, stderr=subprocess.STDOUT, env={**environment, **(env or {})})
            _, status, usage = os.wait4(process.pid, 0)
            self.walls.append(time.perf_counter() - start)
            process.returncode = os.waitstatus_to_exitcode(status)
            out.seek(0)
            self.text = out.read().decode(errors="replace")
        self.cpus.append(usage.ru_utime + usage.ru_stime)
        self.memory = max(self.memory, usage.ru_maxrss / 1024)
        if process.returncode not in codes:
            sys.exit(f"bench: {' '.join(map(str, command))}: exit code {process.returncode}\n{self.text[-2000:]}")
        return self

    wall = property(lambda self: min(self.walls))
    cpu = property(lambda self: min(self.cpus))

    def __str__(self):
        def both(values):
            return f"{min(values):7.3f} / {statistics.median(values):6.3f}"
        return f"wall {both(self.walls)}   CPU {both(self.cpus)}   {self.memory:4.0f} MB   {len(self.walls)} runs"


class Goals:
    """Prints figures beside the goals, and remembers whether one was missed."""

    def __init__(self):
        self.missed = 0

    def judge(self, what, is_met, numbers):
        self.missed += not is_met
        print(f"  {'PASS' if is_met else 'FAIL'}  {what}: {numbers}", flush=True)


def line(name, value):
    print(f"  {name:52} {value}", flush=True)


def machine():
    model = next((row.split(":")[1].strip() for row in open("/proc/cpuinfo") if row.startswith("model name")), "")
    print(f"machine: {model}, {len(os.sched_getaffinity(0))} cores, load {os.getloadavg()[0]:.2f}")


def generate(folder, *options):
    """A generated repository, under git as content is; what is stored is committed by `commit`."""
    command = [sys.executable, HERE / "generate.py", folder, *options]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    (folder / ".gitignore").write_text(".galley/\n")


def commit(folder):
    """Commits everything; nothing of git's own work is measured."""
    git = ["git", "-C", folder, "-c", "core.compression=0", "-c", "core.fsync=none", "-c", "gc.auto=0",
           "-c", "user.name=Bench", "-c", "user.email=bench@example.com"]
    if not (folder / ".git").exists():
        subprocess.run([*git, "init", "-q"], check=True)
    subprocess.run([*git, "add", "-A"], check=True)
    subprocess.run([*git, "commit", "-q", "-m", "Content"], check=True)


def forget(folder):
    """Puts aside what galley keeps between runs.

    It is not deleted before the end: some file systems create files slowly for a while after many were deleted.
    """
    put_aside(folder / ".galley")


def put_aside(kept):
    """Moves a folder out of the way, below the folder of the benchmark, which is deleted at the end."""
    if kept.exists():
        aside = pathlib.Path(sys.argv[-1]) / "aside"
        aside.mkdir(exist_ok=True)
        kept.rename(pathlib.Path(tempfile.mkdtemp(dir=aside)) / "kept")
