"""The program as it is shipped, as a child process, and a PostgreSQL server of our own."""

import contextlib
import http.client
import json
import os
import re
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

# Cheap passwords and no limits on tries: these tests are about what is kept, not about guessing.
SETTINGS = """\
password_operations = 1
password_memory_kib = 8
attempts_per_account = 1000000
attempts_per_address = 1000000
log_level = "warning"
"""
START_SECONDS_MAX = 60
STOP_SECONDS_MAX = 10
# Whatever ends this test, what it has started ends with it.
DIES_WITH_US = ["setpriv", "--pdeathsig", "KILL"]
POSTGRES_BIN = Path("/usr/lib/postgresql/15/bin")


class Fault(Exception):
    """What must not be."""


def need(condition, sentence: str):
    if not condition:
        raise Fault(sentence)


def until(what: str, seconds: float, ask):
    """Asks again until the answer is true, and returns it."""
    end = time.monotonic() + seconds
    while True:
        answer = ask()
        if answer:
            return answer
        need(time.monotonic() < end, f"waited {seconds} s in vain: {what}")
        time.sleep(0.02)


class ShiftedClock:
    """The wall clock of a program that is started with it; see shifted_clock.cpp."""

    def __init__(self, library: Path, place: Path):
        self.library, self.file = library.resolve(), place / "clock"
        self.micros = 0
        self.move(0)

    def move(self, seconds: float):
        """Forwards, or back."""
        self.micros += int(seconds * 1_000_000)
        number = self.micros.to_bytes(8, sys.byteorder, signed=True)
        if not self.file.exists():
            self.file.write_bytes(number)
        with self.file.open("r+b") as file:
            file.write(number)

    def environment(self) -> dict[str, str]:
        return {"LD_PRELOAD": str(self.library), "FAIRGROUND_SHIFT": str(self.file)}


class Server:
    """A market's program. May be killed and started again on the same data."""

    def __init__(self, program: Path, place: Path, database: str = "", settings: str = "",
                 clock: ShiftedClock | None = None):  # fmt: skip
        self.program, self.place, self.database = program, place, database
        self.clock = clock
        self.before: list[str | Path] = []  # A command that becomes the program.
        self.data = place / "data"
        self.config = place / "fairground.toml"
        own = {line.partition(" = ")[0] for line in settings.splitlines()}
        usual = [line for line in SETTINGS.splitlines() if line.partition(" = ")[0] not in own]
        self.config.write_text("\n".join(usual) + "\n" + settings)
        self.log = place / "server.log"
        self.port = 0
        self.setup_code = None
        self.process = None

    def start(self):
        command = [*DIES_WITH_US, *self.before, self.program, "serve", "--config", self.config]
        command += ["--data", self.data, "--port", "0"]
        command += ["--database", self.database] if self.database else []
        environment = os.environ | (self.clock.environment() if self.clock else {})
        began = time.monotonic()
        with self.log.open("a") as log:
            self.process = subprocess.Popen(
                command, stdout=subprocess.PIPE, stderr=log, text=True, env=environment
            )
        watchdog = threading.Timer(START_SECONDS_MAX, self.process.kill)
        watchdog.start()
        for line in self.process.stdout:
            if code := re.search(r"operator: (\S+)", line):
                self.setup_code = code[1]
            if address := re.search(r"open at http://[^:]+:(\d+)/", line):
                self.port = int(address[1])
                break
        else:
            watchdog.cancel()
            raise Fault(f"the server did not open; see {self.log}")
        watchdog.cancel()
        # Nobody reads what else it prints, and a full pipe must not hold it up.
        threading.Thread(target=self.process.stdout.read, daemon=True).start()
        return time.monotonic() - began

    def ports(self) -> str:
        return str(self.port)

    def kill(self):
        self.process.kill()
        self.process.wait()

    def stop(self) -> tuple[int, float]:
        """Asks it to end; its exit code and how long that took."""
        began = time.monotonic()
        self.process.send_signal(signal.SIGTERM)
        try:
            code = self.process.wait(STOP_SECONDS_MAX)
        except subprocess.TimeoutExpired:
            self.kill()
            raise Fault(f"the server did not end within {STOP_SECONDS_MAX} s") from None
        return code, time.monotonic() - began

    def complaints(self) -> list[str]:
        """What its log says went wrong in the program: not refusals, nor what only took long."""
        lines = self.log.read_text().splitlines()
        return [line for line in lines if re.match(r"\S+ error ", line) or " a job failed " in line]

    def running(self) -> bool:
        return self.process is not None and self.process.poll() is None


class Answer:
    def __init__(self, status: int, body: bytes, cookie: str):
        self.status, self.body, self.cookie = status, body, cookie

    def json(self):
        return json.loads(self.body)


class Api:
    """One connection to a server; opened again when the server was."""

    def __init__(self, server: Server):
        self.server = server
        self.connection = None

    def ask(self, method: str, path: str, body="", cookie="", key="", name="") -> Answer:
        """Sends the very bytes of `body`; throws OSError when nobody answers."""
        if self.connection is None or self.connection.port != self.server.port:
            self.connection = http.client.HTTPConnection("127.0.0.1", self.server.port, timeout=30)
        headers = {"Content-Type": "application/json"} if body else {}
        if cookie:
            headers["Cookie"] = cookie
        if key:
            headers["Idempotency-Key"] = key
        if name:
            headers["X-Request-Id"] = name
        try:
            self.connection.request(method, path, body.encode() if body else None, headers)
            response = self.connection.getresponse()
            answer = Answer(response.status, response.read(), response.getheader("Set-Cookie", ""))
        except (OSError, http.client.HTTPException) as error:
            self.connection.close()
            self.connection = None
            raise OSError(str(error)) from error
        if response.will_close:
            self.connection.close()
            self.connection = None
        return answer

    def must(self, method: str, path: str, body=None, cookie: str = "", key: str = ""):
        """The JSON of an answer that has to be a success."""
        text = "" if body is None else json.dumps(body)
        answer = self.ask(method, "/api/v1" + path, text, cookie, key)
        need(answer.status < 300, f"{method} {path}: {answer.status} {answer.body.decode()}")
        return answer.json() if answer.body else None

    def list(self, path: str, cookie: str = ""):
        """All items of all pages of a list."""
        mark = "&" if "?" in path else "?"
        after = ""
        while True:
            page = self.must("GET", f"{path}{mark}limit=100{after}", cookie=cookie)
            yield from page["items"]
            if page["next"] is None:
                return
            after = "&after=" + page["next"]


def state_and_parent(process: int) -> tuple[str, int]:
    try:
        state, parent = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[:2]
    except OSError:
        return "X", 0  # It has ended meanwhile.
    return state, int(parent)


def lives(process: int) -> bool:
    return state_and_parent(process)[0] not in "XZ"


class Cluster:
    """A PostgreSQL server of its own, which syncs as a real one does and may be killed."""

    def __init__(self, place: Path):
        self.place = place
        self.data = place / "data"
        place.mkdir()
        # PostgreSQL refuses to run as root.
        self.user = {"user": "postgres", "group": "postgres"} if os.geteuid() == 0 else {}
        if self.user:
            subprocess.run(["chown", "postgres:postgres", place], check=True)
        self.run("initdb", "-D", self.data, "--username=fairground", "--auth=trust",
                 "--encoding=UTF8", "--locale=C.UTF-8")  # fmt: skip
        self.process = None
        self.start()
        self.run("createdb", "-h", place, "-U", "fairground", "fairground")
        self.conninfo = f"host={place} user=fairground dbname=fairground"

    def run(self, program: str, *words):
        subprocess.run([POSTGRES_BIN / program, *words], check=True, cwd="/", extra_groups=[],
                       stdout=subprocess.DEVNULL, **self.user)  # fmt: skip

    def ready(self) -> bool:
        asked = [POSTGRES_BIN / "pg_isready", "-q", "-h", self.place]
        return subprocess.run(asked, check=False).returncode == 0

    def start(self):
        began = time.monotonic()
        command = [POSTGRES_BIN / "postgres", "-D", self.data, "-k", self.place]
        for setting in ("listen_addresses=", "shared_buffers=128MB", "max_connections=100"):
            command += ["-c", setting]
        with self.place.with_suffix(".log").open("a") as log:
            self.process = subprocess.Popen(
                DIES_WITH_US + command, stdout=log, stderr=log, cwd="/", **self.user
            )
        until("PostgreSQL is ready", START_SECONDS_MAX, self.ready)
        return time.monotonic() - began

    def family(self) -> list[int]:
        """The processes that the postmaster has made."""
        processes = [int(path.name) for path in Path("/proc").glob("[0-9]*")]
        return [one for one in processes if state_and_parent(one)[1] == self.process.pid]

    def kill(self):
        """Kills all of it at once, as losing power would, but for the disk."""
        self.process.send_signal(signal.SIGSTOP)  # So that it makes no new ones meanwhile.
        family = self.family()
        self.process.kill()
        for child in family:
            with contextlib.suppress(ProcessLookupError):  # One that was just about to end.
                os.kill(child, signal.SIGKILL)
        self.process.wait()
        until("PostgreSQL is gone", START_SECONDS_MAX, lambda: not any(map(lives, family)))

    def stop(self):
        if self.process is not None and self.process.poll() is None:
            self.process.send_signal(signal.SIGQUIT)
            self.process.wait()


def note(*words):
    print(*words, flush=True)
