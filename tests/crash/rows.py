"""Reads a market's rows directly, past the program: what is stored, whatever it says."""

import csv
import io
import sqlite3
import subprocess
from pathlib import Path


class SqliteRows:
    def __init__(self, file: Path):
        self.file = file

    def all(self, sql: str) -> list[tuple]:
        connection = sqlite3.connect(f"file:{self.file}?mode=ro", uri=True, timeout=30)
        try:
            return connection.execute(sql).fetchall()
        finally:
            connection.close()


class PostgresRows:
    """By psql; numbers come as text, so they are made numbers again."""

    def __init__(self, conninfo: str, schema: str):
        self.conninfo, self.schema = conninfo, schema

    def all(self, sql: str) -> list[tuple]:
        command = ["psql", "-X", "-q", "--csv", "-t", "-v", "ON_ERROR_STOP=1", "-d", self.conninfo]
        command += ["-c", f"set search_path to {self.schema}", "-c", sql]
        text = subprocess.run(command, check=True, capture_output=True, text=True).stdout
        return [tuple(map(value, row)) for row in csv.reader(io.StringIO(text))]


class SessionRows(PostgresRows):
    """The same over one psql that stays, for tests that ask often and kill no database."""

    END = "-- the end of an answer"

    def __init__(self, conninfo: str, schema: str):
        super().__init__(conninfo, schema)
        command = ["psql", "-X", "-q", "--csv", "-t", "-v", "ON_ERROR_STOP=1", "-d", conninfo]
        self.process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        self.all(f"set search_path to {schema}")

    def all(self, sql: str) -> list[tuple]:
        self.process.stdin.write(f"{sql};\n\\echo '{self.END}'\n")
        self.process.stdin.flush()
        lines = []
        for line in self.process.stdout:
            if line == f"{self.END}\n":
                return [tuple(map(value, row)) for row in csv.reader(lines)]
            lines.append(line)
        raise RuntimeError(f"psql refused: {sql}")


def value(text: str):
    digits = text[1:] if text.startswith("-") else text
    return int(text) if digits.isdecimal() else text
