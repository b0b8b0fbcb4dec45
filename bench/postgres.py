"""A PostgreSQL server of its own for comparing: transfers by row locks, recovery after a kill."""

import contextlib
import os
import re
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path

from harness import BENCH, LOAD_CORE, SERVER_CORE, Machine, Wrong

BIN = Path("/usr/lib/postgresql/15/bin")
SETTINGS = ("-c", "listen_addresses=", "-c", "shared_buffers=256MB", "-c", "max_connections=200")


class Postgres:
    """One server with a database "bench", pinned to the server's core, syncing as a real one."""

    def __init__(self, machine: Machine, place: Path):
        self.machine = machine
        self.home = Path(tempfile.mkdtemp(prefix="postgres.", dir=place)).resolve()
        self.as_postgres = []
        if os.getuid() == 0:  # It refuses to run as root.
            shutil.chown(self.home, "postgres")
            self.as_postgres = ["runuser", "-u", "postgres", "--"]
        self.call(SERVER_CORE, "initdb", "-D", f"{self.home}/data", "--username=bench",
                  "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8")  # fmt: skip
        self.process = None
        self.start()
        self.call(LOAD_CORE, "createdb", *self.address(), "bench")
        self.schema, self.script = self.halves()
        self.call(LOAD_CORE, "psql", "-q", *self.address(), "-f", str(self.schema), "bench")

    def halves(self) -> tuple[Path, Path]:
        first, second = (BENCH / "transfer.sql").read_text().split("--------\n")
        for name, text in (("schema.sql", first), ("script.sql", second)):
            (self.home / name).write_text(text)
        return self.home / "schema.sql", self.home / "script.sql"

    def address(self) -> list[str]:
        return ["-h", str(self.home), "-U", "bench"]

    def command(self, core: str, name: str, *args: str) -> list[str]:
        return self.machine.pinned(core, *self.as_postgres, str(BIN / name), *args)

    def call(self, core: str, name: str, *args: str) -> str:
        done = subprocess.run(self.command(core, name, *args), cwd="/", capture_output=True,
                              text=True, check=False)  # fmt: skip
        if done.returncode != 0:
            raise Wrong(f"{name}: {done.stdout}{done.stderr}")
        return done.stdout

    def start(self) -> float:
        """Starts the server; seconds until it answers a query."""
        command = self.command(SERVER_CORE, "postgres", "-D", f"{self.home}/data", "-k",
                               str(self.home), *SETTINGS)  # fmt: skip
        begin = time.monotonic()
        log = (self.home / "log").open("ab")
        self.process = subprocess.Popen(command, cwd="/", stdout=log, stderr=log,
                                        start_new_session=True)  # fmt: skip
        while time.monotonic() - begin < 120:
            with contextlib.suppress(Wrong):
                self.call(LOAD_CORE, "psql", *self.address(), "-c", "select 1", "postgres")
                return time.monotonic() - begin
        raise Wrong("PostgreSQL did not start")

    def market(self, schema: str) -> str:
        """Where a market of ours lives on this server, as FAIRGROUND_DATABASE says it."""
        return f"postgres:{schema} host={self.home} user=bench dbname=bench"

    def transfers(self, clients: int, seconds: float) -> float:
        """Transfers per second of so many connections, each sending one and waiting for it."""
        told = self.call(LOAD_CORE, "pgbench", *self.address(), "-n", "-M", "prepared",
                         "-f", str(self.script), "-c", str(clients), "-j", "2",
                         "-T", str(max(1, round(seconds))), "bench")  # fmt: skip
        return float(re.search(r"tps = ([\d.]+)", told)[1])

    def killed_at_full_load(self, seconds: float) -> float:
        """Kills the whole server under load, starts it again; seconds until it answers."""
        command = self.command(LOAD_CORE, "pgbench", *self.address(), "-n", "-M", "prepared", "-f",
                               str(self.script), "-c", "64", "-T", "60", "bench")  # fmt: skip
        with subprocess.Popen(command, cwd="/", stdout=subprocess.DEVNULL,
                              stderr=subprocess.DEVNULL) as load:  # fmt: skip
            time.sleep(seconds)
            self.kill()
            load.wait()
        return self.start()

    def kill(self) -> None:
        """The server and its children, as a power cut would end them; they share a session."""
        first = int((self.home / "data" / "postmaster.pid").read_text().split()[0])
        listed = subprocess.run(["pgrep", "-P", str(first)], capture_output=True, text=True,
                                check=False).stdout  # fmt: skip
        for pid in [first, *map(int, listed.split())]:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        self.process.wait()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        with contextlib.suppress(FileNotFoundError):
            self.kill()
        shutil.rmtree(self.home, ignore_errors=True)
