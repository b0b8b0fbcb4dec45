#!/usr/bin/env python3
"""Counts what ./test ran.

    tools/tally.py note RESULTS RING STATUS SECONDS    after a ring
    tools/tally.py sum RESULTS                         at the end: a table and the closing line

A ring leaves JUnit files (GoogleTest, CTest, Vitest and Playwright write them) or a list of checks.
"""

import sys
import xml.etree.ElementTree as xml
from collections import Counter
from pathlib import Path

MINUTES_MAX = 30


def outcome(case: xml.Element) -> str:
    if case.find("failure") is not None or case.find("error") is not None:
        return "failed"
    if case.get("status") == "fail":
        return "failed"
    if case.find("skipped") is not None or case.get("status") in ("notrun", "disabled"):
        return "skipped"
    return "passed"


def cases(path: Path) -> Counter:
    try:
        return Counter(outcome(case) for case in xml.parse(path).iter("testcase"))
    except xml.ParseError:
        return Counter(failed=1)  # Cut short: the program died while it wrote.


def count(place: Path) -> Counter:
    """The sum of a ring. CTest counts programs; where a program told its own cases, those count."""
    told = [cases(path) for path in sorted(place.glob("*.xml")) if path.name != "ctest.xml"]
    total = sum(told, Counter())
    if (place / "ctest.xml").exists():
        programs = cases(place / "ctest.xml")
        for one in told:
            programs["failed" if one["failed"] else "passed"] -= 1
        total += programs  # Adding drops what fell below zero.
    if (place / "checks").exists():
        marks = (place / "checks").read_text().splitlines()
        total += Counter("failed" if mark.startswith("not ok") else "passed" for mark in marks)
    return total


def note(results: Path, ring: str, status: int, seconds: int) -> None:
    total = count(results / ring)
    if status != 0 and not total["failed"]:
        total["failed"] = 1  # It did not even build, or something around the tests went wrong.
    with (results / "rings").open("a") as rings:
        print(ring, seconds, total["passed"], total["failed"], total["skipped"], file=rings)


def add_up(results: Path) -> int:
    rows = [line.split() for line in (results / "rings").read_text().splitlines()]
    print("\nring        minutes   passed   failed  skipped")
    for ring, seconds, *numbers in rows:
        print(f"{ring:<10} {int(seconds) / 60:8.1f}" + "".join(f"{n:>9}" for n in numbers))
    minutes = sum(int(row[1]) for row in rows) / 60
    print(f"{'all':<10} {minutes:8.1f}", "" if minutes <= MINUTES_MAX else " (over the budget)")

    passed, failed, skipped = (sum(int(row[place]) for row in rows) for place in (2, 3, 4))
    print(f"\n{passed} passed, {failed} failed, {skipped} skipped")
    return 1 if failed or not passed else 0


def main() -> int:
    results = Path(sys.argv[2])
    if sys.argv[1] == "note":
        note(results, sys.argv[3], int(sys.argv[4]), int(sys.argv[5]))
        return 0
    return add_up(results)


if __name__ == "__main__":
    sys.exit(main())
