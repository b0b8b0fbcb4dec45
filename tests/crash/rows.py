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


def value(text: str):
    digits = text[1:] if text.startswith("-") else text
    return int(text) if digits.isdecimal() else text
