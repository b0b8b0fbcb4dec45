"""What bench/run needs to measure: pinned processes, their costs, and pairs of ceiling and ours.

Two cores that others use too say nothing in absolute figures, so everything is a ratio: ceiling and
ours take turns, and each of ours is compared with the ceilings just before and just after it.
"""

import contextlib
import json
import os
import signal
import statistics
import struct
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

SERVER_CORE, LOAD_CORE = "0", "1"
NOISY_ABOVE = 0.10  # Neighbouring ceilings that differ by more.
BENCH = Path(__file__).resolve().parent


class Wrong(Exception):
    """An answer was wrong or something did not come up: no figure is worth anything then."""


def slowed(seconds: float = 2) -> float:
    """How much of the time a core was slower by a third than at its best: 0 on a machine of its
    own. The load average says nothing of neighbours beyond a virtual machine's own walls."""
    usual = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {int(SERVER_CORE)})
    took, end = [], time.monotonic() + seconds
    while time.monotonic() < end:
        began = time.perf_counter_ns()
        sum(range(60_000))
        took.append(time.perf_counter_ns() - began)
    os.sched_setaffinity(0, usual)
    best = sorted(took)[len(took) // 100]
    return sum(one > best * 4 / 3 for one in took) / len(took)


class Machine:
    """Where the programs are and how they are pinned."""

    def __init__(self, build: Path, nice: int):
        self.build = build
        self.nice = nice

    def pinned(self, core: str, *command: str) -> list[str]:
        better = ["nice", "-n", str(self.nice)] if self.nice else []
        return [*better, "taskset", "-c", core, *map(str, command)]

    def program(self, name: str) -> str:
        for folder in ("bench", "."):
            path = self.build / folder / name
            if path.exists():
                return str(path)
        raise Wrong(f"{name} is not built in {self.build}")

    def run(self, core: str, name: str, *args, env: dict | None = None) -> str:
        """Runs one of our programs to its end; what it printed."""
        command = self.pinned(core, self.program(name), *args)
        done = subprocess.run(command, capture_output=True, text=True, check=False,
                              env={**os.environ, **(env or {})})  # fmt: skip
        if done.returncode != 0:
            raise Wrong(f"{' '.join(command)}: {done.stdout}{done.stderr}")
        return done.stdout

    def output(self, core: str, name: str, *args) -> dict:
        """Runs one of our programs to its end and reads the line of JSON it prints."""
        return json.loads(self.run(core, name, *args))

    @contextlib.contextmanager
    def start(self, core: str, name: str, *args):
        """One of our programs, which is killed in the end."""
        command = self.pinned(core, self.program(name), *args)
        quiet = subprocess.DEVNULL
        with subprocess.Popen(command, stdout=quiet, stderr=quiet) as process:
            try:
                yield process
            finally:
                process.kill()

    def load(self, port: int, connections: int, *scenario: str, **options) -> dict:
        """Runs the load generator; a single wrong answer spoils everything."""
        words = [f"--port={port}", f"--connections={connections}"]
        words += [f"--{name.replace('_', '-')}={value}" for name, value in options.items()]
        report = self.output(LOAD_CORE, "bench_load", *words, *scenario)
        if report["wrong"] or report["broken"] or report["unanswered"] or not report["answers"]:
            raise Wrong(f"not every answer was right: {report}")
        return report


class Process:
    """A server on its own core, with what it costs."""

    def __init__(self, machine: Machine, *command: str, env: dict | None = None):
        self.process = subprocess.Popen(
            machine.pinned(SERVER_CORE, *command), stdout=subprocess.PIPE, text=True,
            env={**os.environ, **(env or {})},
        )  # fmt: skip

    @property
    def pid(self) -> int:
        return self.process.pid

    def wait_for_port(self) -> int:
        """Reads what it prints until that names its address."""
        for line in self.process.stdout:
            if "http://" in line:
                return int(line.rsplit(":", 1)[1].split("/")[0].split()[0])
        raise Wrong(f"the server ended with {self.process.wait()}")

    def cpu_ns(self) -> int:
        """The time on a core of all its threads so far."""
        total = 0
        for task in Path(f"/proc/{self.pid}/task").iterdir():
            with contextlib.suppress(FileNotFoundError):
                total += int((task / "schedstat").read_text().split()[0])
        return total

    def resident_kib(self) -> int:
        for line in Path(f"/proc/{self.pid}/status").read_text().splitlines():
            if line.startswith("VmRSS"):
                return int(line.split()[1])
        return 0

    def stop(self, how: int = signal.SIGTERM) -> None:
        if self.process.poll() is None:
            self.process.send_signal(how)
        self.process.stdout.close()
        self.process.wait(timeout=60)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.stop()


def wait_for(url: str, patience: float = 30) -> float:
    """Seconds until the address answers 200."""
    start = time.monotonic()
    while time.monotonic() - start < patience:
        with contextlib.suppress(OSError):
            with urllib.request.urlopen(url, timeout=1) as answer:
                if answer.status == 200:
                    return time.monotonic() - start
        time.sleep(0.001)
    raise Wrong(f"{url} did not answer within {patience} s")


@contextlib.contextmanager
def nginx(machine: Machine, files: dict[str, bytes], port: int):
    """nginx with one worker, giving out `files` by name."""
    with tempfile.TemporaryDirectory(prefix="fairground-nginx.") as place:
        os.chmod(place, 0o755)
        (Path(place) / "files").mkdir()
        for name, content in files.items():
            file = Path(place) / "files" / name.lstrip("/")
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content)
        text = (BENCH / "nginx.conf").read_text()
        (Path(place) / "nginx.conf").write_text(
            text.replace("DIRECTORY", place).replace("PORT", str(port))
        )
        with Process(machine, "nginx", "-c", f"{place}/nginx.conf", "-p", place):
            wait_for(f"http://127.0.0.1:{port}/{next(iter(files)).lstrip('/')}")
            yield


def read_count(file: Path) -> int:
    return struct.unpack("q", file.read_bytes()[:8])[0]


def costs(machine: Machine, server: Process, ask, allocations: Path | None = None) -> dict:
    """What one request costs the server: CPU time, and allocations where these are counted.

    `ask` loads it and returns the report.
    """
    before = server.cpu_ns(), read_count(allocations) if allocations else 0
    report = ask()
    out = {"cpu_us": (server.cpu_ns() - before[0]) / 1000 / report["right"], "report": report}
    if allocations:
        out["allocations"] = (read_count(allocations) - before[1]) / report["right"]
    return out


class Pairs:
    """Ratios of ours to the ceilings around it."""

    def __init__(self, name: str, unit: str):
        self.name, self.unit = name, unit
        self.ceilings: list[float] = []
        self.ours: list[float] = []

    def measure(self, pairs: int, ceiling, ours) -> "Pairs":
        self.ceilings.append(ceiling())
        for number in range(pairs):
            self.ours.append(ours())
            self.ceilings.append(ceiling())
            say(
                f"  {self.name} {number + 1}/{pairs}: ceiling {self.ceilings[-1]:,.0f}, "
                f"ours {self.ours[-1]:,.0f} {self.unit}, ratio {self.ratios()[-1]:.3f}"
            )
        return self

    def ratios(self) -> list[float]:
        around = zip(self.ceilings, self.ceilings[1:], strict=False)
        return [own / ((a + b) / 2) for own, (a, b) in zip(self.ours, around, strict=False)]

    def noisy(self) -> int:
        around = list(zip(self.ceilings, self.ceilings[1:], strict=False))
        return sum(1 for a, b in around if abs(a - b) > NOISY_ABOVE * min(a, b))

    def line(self) -> str:
        ratios = self.ratios()
        mark = f"; NOISY: {self.noisy()} of {len(ratios)} pairs" if self.noisy() else ""
        return (
            f"{self.name}: ratio {statistics.median(ratios):.3f} "
            f"({min(ratios):.3f} to {max(ratios):.3f}, {len(ratios)} pairs); "
            f"ours {spread(self.ours)}, ceiling {spread(self.ceilings)} {self.unit}{mark}"
        )


def spread(values: list[float], digits: int = 0) -> str:
    """The median, in brackets the least and the most."""
    middle = statistics.median(values)
    return f"{middle:,.{digits}f} ({min(values):,.{digits}f} to {max(values):,.{digits}f})"


def say(line: str) -> None:
    print(line, flush=True)


def fail(line: str) -> None:
    print(line, file=sys.stderr, flush=True)
    sys.exit(1)
