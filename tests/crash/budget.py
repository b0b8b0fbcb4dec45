"""How much these tests do: a row of tests/budget.toml, in the column FAIRGROUND_BUDGET."""

import os
import secrets
import tomllib
from pathlib import Path


def row(name: str) -> dict[str, int]:
    table = tomllib.loads((Path(__file__).parent.parent / "budget.toml").read_text())
    column = os.environ.get("FAIRGROUND_BUDGET", "change")
    return {key: columns[column] for key, columns in table[name].items()}


def seed() -> int:
    """FAIRGROUND_SEED, or another one each time."""
    return int(os.environ.get("FAIRGROUND_SEED") or secrets.randbits(32))
