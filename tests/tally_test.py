"""The closing line of ./test counts every case once, and never calls a broken ring whole."""

import contextlib
import io
import sys
import tempfile
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "tools"))
import tally  # noqa: E402

PROGRAM = """<testsuites><testsuite>
<testcase name="a" status="run" result="completed"/>
<testcase name="b" status="run" result="skipped"><skipped message="no data"/></testcase>
{more}</testsuite></testsuites>"""
FAILED = '<testcase name="c" status="run" result="completed"><failure message="1"/></testcase>'


def ctest(*states: str) -> str:
    cases = "".join(f'<testcase name="{n}" status="{state}"/>' for n, state in enumerate(states))
    return f"<testsuite>{cases}</testsuite>"


class Tally(unittest.TestCase):
    def setUp(self):
        place = tempfile.TemporaryDirectory()
        self.addCleanup(place.cleanup)
        self.results = Path(place.name)

    def ring(self, name: str, status: int, **files: str) -> None:
        (self.results / name).mkdir()
        for file, text in files.items():
            path = file if file == "checks" else f"{file}.xml"
            (self.results / name / path).write_text(text)
        tally.note(self.results, name, status, 60)

    def closing(self) -> tuple[str, int]:
        said = io.StringIO()
        with contextlib.redirect_stdout(said):
            code = tally.add_up(self.results)
        return said.getvalue().splitlines()[-1], code

    def test_a_program_that_tells_its_cases_is_not_counted_again(self):
        self.ring("dev", 0, ctest=ctest("run", "run"), one_test=PROGRAM.format(more=""))
        self.assertEqual(("2 passed, 0 failed, 1 skipped", 0), self.closing())

    def test_a_failed_case_fails_the_whole(self):
        self.ring("dev", 8, ctest=ctest("fail"), one_test=PROGRAM.format(more=FAILED))
        self.assertEqual(("1 passed, 1 failed, 1 skipped", 1), self.closing())

    def test_a_program_that_died_counts_as_failed(self):
        self.ring("dev", 8, ctest=ctest("run", "fail"), one_test=PROGRAM.format(more=""))
        self.assertEqual(("1 passed, 1 failed, 1 skipped", 1), self.closing())

    def test_a_report_cut_short_counts_as_failed(self):
        self.ring("dev", 8, ctest=ctest("fail"), one_test="<testsuites>")
        self.assertEqual(("0 passed, 1 failed, 0 skipped", 1), self.closing())

    def test_a_ring_that_did_not_build_fails_and_hides_no_other(self):
        self.ring("race", 1)
        self.ring("tidy", 0, checks="ok a\nok b\n")
        self.assertEqual(("2 passed, 1 failed, 0 skipped", 1), self.closing())

    def test_checks_count_one_by_one(self):
        self.ring("tidy", 0, checks="ok a\nnot ok b\n")
        self.assertEqual(("1 passed, 1 failed, 0 skipped", 1), self.closing())

    def test_nothing_run_is_nothing_passed(self):
        self.ring("tidy", 0)
        self.assertEqual(("0 passed, 0 failed, 0 skipped", 1), self.closing())


if __name__ == "__main__":
    unittest.main()
