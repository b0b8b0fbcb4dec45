"""The rows about reading: pages of finds, feeds, and the memory that markets of every size take."""

import json
import os
import statistics
import urllib.request
from pathlib import Path

import harness
from harness import Pairs, Process, nginx, say, spread

PORT, CEILING_PORT = 9871, 9872
LISTINGS = (1_000, 10_000, 100_000, 1_000_000)
MEMBERS = (1_000, 10_000, 100_000, 1_000_000)


def sizes(all_of_them: tuple[int, ...]) -> list[int]:
    """Those up to BENCH_LARGEST: the largest markets take minutes to fill and gigabytes to keep."""
    largest = int(float(os.environ.get("BENCH_LARGEST", "1e5")))
    return [size for size in all_of_them if size <= largest]


class Reading:
    """Rows of bench/run, which knows the machine, the markets and how often to measure."""

    def p2(self) -> None:
        """A page of finds in markets of several sizes, against a file of as many bytes."""
        lasts = {}
        for listings in sizes(LISTINGS):
            data = self.market(listings, 1_000, 0)
            with self.fairground(data) as server:
                server.wait_for_port()
                lasts[listings] = self.pages(server, "search", data / "goods",
                                             self.size_of_finds(data / "goods"),
                                             f"P2 finds of {listings:,}")  # fmt: skip
        self.compare("P2", lasts)

    def p3(self) -> None:
        """Twenty posts of friends in markets of several sizes, against a file of as many bytes."""
        lasts = {}
        for members in sizes(MEMBERS):
            data = self.circle(members)
            with self.fairground(data) as server:
                server.wait_for_port()
                lasts[members] = self.pages(server, "feed", data / "goods",
                                            self.size_of_feeds(data / "goods"),
                                            f"P3 feeds of {members:,} members")  # fmt: skip
                say(f"P12 {members:,} members, their feeds read: "
                    f"{server.resident_kib() / 1024:.0f} MiB")  # fmt: skip
        self.compare("P3", lasts)

    def p12(self) -> None:
        """The program's own memory: idle, and after everybody has been looking for a while."""
        for members in (0, *sizes(MEMBERS)):
            data = self.circle(members) if members else self.market(0, 0, 0)
            with self.fairground(data) as server:
                server.wait_for_port()
                self.page_bytes("/api/v1/me")
                idle = server.resident_kib()
                if members:
                    self.machine.load(PORT, 64, "feed", data / "goods", seconds=self.seconds)
                say(f"P12 {members:,} members: idle {idle / 1024:.1f} MiB, "
                    f"busy {server.resident_kib() / 1024:.1f} MiB")  # fmt: skip

    def pages(self, server: Process, kind: str, goods: Path, size: int, name: str) -> float:
        """Says what one market's pages cost; the p99 in us at half of what it can do."""
        def ask(**paced):
            return self.machine.load(PORT, 16, kind, goods, seconds=self.seconds, **paced)

        ask()  # So that the pages of the file are in memory, as the ceiling's file is.
        with nginx(self.machine, {"/page": b"x" * size}, CEILING_PORT):
            pairs, halves = Pairs(f"{name}, {size:,} bytes, 16 connections", "/s"), []

            def ceiling():
                return self.machine.load(CEILING_PORT, 16, "get", "/page",
                                         seconds=self.seconds)["rate"]  # fmt: skip

            def ours():
                peak = ask()["rate"]
                halves.append(ask(rate=f"{peak / 2:.0f}"))
                return peak

            say(pairs.measure(self.pairs, ceiling, ours).line())
        cost = harness.costs(self.machine, server, ask)
        say(f"{name}: at half its load p50 {spread([one['p50_us'] for one in halves])} us, "
            f"p99 {spread([one['p99_us'] for one in halves])} us; "
            f"{cost['cpu_us']:.0f} us of CPU each")  # fmt: skip
        return statistics.median([report["p99_us"] for report in halves])

    @staticmethod
    def compare(row: str, lasts: dict[int, float]) -> None:
        first, *others = lasts
        said = ", ".join(f"{lasts[size] / lasts[first]:.2f} at {size:,}" for size in others)
        say(f"{row} p99 at half its load, of that at {first:,}: {said}")

    @staticmethod
    def page_bytes(path: str, cookie: str = "") -> bytes:
        request = urllib.request.Request(f"http://127.0.0.1:{PORT}{path}",
                                         headers={"Cookie": cookie} if cookie else {})  # fmt: skip
        with urllib.request.urlopen(request, timeout=60) as answer:
            return answer.read()

    def size_of_finds(self, goods: Path) -> int:
        """How many bytes a page of finds is in the mean."""
        queries = words_of(goods, "query")
        pages = [self.page_bytes(f"/api/v1/search?limit=20&q={query}") for query in queries]
        return sum(map(len, pages)) // len(pages)

    def size_of_feeds(self, goods: Path) -> int:
        """The same of the feeds of twenty readers, who are far apart; each has twenty posts."""
        cookies = words_of(goods, "buyer")
        pages = [self.page_bytes("/api/v1/feed?limit=20", cookie)
                 for cookie in cookies[:: max(1, len(cookies) // 20)]]  # fmt: skip
        for page in pages:
            if len(json.loads(page)["items"]) != 20:
                raise harness.Wrong("a reader has fewer than twenty posts")
        return sum(map(len, pages)) // len(pages)


def words_of(goods: Path, kind: str) -> list[str]:
    lines = [line.split() for line in goods.read_text().splitlines()]
    return [words[1] for words in lines if words[0] == kind]
