"""A measurement beside which something failed is no figure."""

import sys
import tempfile
import unittest
from importlib.machinery import SourceFileLoader
from importlib.util import module_from_spec, spec_from_loader
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.dont_write_bytecode = True
loader = SourceFileLoader("bench_run", str(ROOT / "bench/run"))
bench_run = module_from_spec(spec_from_loader(loader.name, loader))
loader.exec_module(bench_run)


class Machine:
    """Whose program of any name is this script."""

    def __init__(self, place: Path, script: str):
        self.file = place / "program"
        self.file.write_text(f"#!/bin/sh\n{script}\n")
        self.file.chmod(0o700)

    def program(self, _: str) -> str:
        return str(self.file)


class Backups(unittest.TestCase):
    def beside(self, script: str, took: list[float]):
        """Makes backups with this script until one was begun."""
        with tempfile.TemporaryDirectory() as place:
            begun = Path(place) / "begun"
            machine = Machine(Path(place), f"echo >>{begun}\n{script}")
            bench = bench_run.Bench(machine, Path(place), 1, 1)
            with bench.backups(Path(place), took):
                while not begun.exists():
                    pass
            return begun.read_text()

    def test_that_are_whole_are_timed(self):
        took = []
        self.assertEqual(len(self.beside("exit 0", took).splitlines()), len(took))

    def test_of_which_one_fails_spoil_the_measurement(self):
        took = [0.1]
        with self.assertRaisesRegex(bench_run.Wrong, "no room"):
            self.beside("echo no room >&2; exit 1", took)
        self.assertEqual([0.1], took)


if __name__ == "__main__":
    unittest.main()
