#!/usr/bin/env python3
"""Checks what no compiler checks: who may include whom, and that nothing grows out of sight.

    tools/tidy.py            prints one line per fault and fails if there is any

It reads the map in CMakeLists.txt: `module(orders NEEDS shops payments)`. A file may include what
its module needs, directly or through others, and of another module only the door: orders/orders.hpp
or the headers that the map lists after PUBLIC. A module without a door (base) is open.
"""

import re
import subprocess
import sys
from pathlib import Path

LINE_WIDTH_MAX = 100
FILE_LINES_MAX = 500
CODE = {".cpp", ".hpp", ".ts", ".tsx", ".css", ".py", ".sql", ".cmake"}
CPP = r"\.[ch]pp$"
WEB = r"\.tsx?$"
DRAWN = re.compile(r'"[Mm] ?-?[\d.]+[ ,-][^"]{60,}"')  # The path of a picture is as long as it is.
MODELS = r"^src/(ads/prediction|media/fingerprint|trust/(matching|linkage)|insight/stress)"

# What must not appear, in which files, where it may all the same, and what to say instead.
# Comments and texts in quotes are left out of the search, except where the mark says "all".
BANNED = [
    (r"\b(float|double)\b", CPP,
     MODELS + r"|^bench/|^src/(db|drawing)/|^src/demo/(brush|motifs_|pictures)",
     "money and ranks are whole"),
    (r"system_clock::now|\btime\(nullptr\)|\bgettimeofday\b", CPP,
     r"^src/(app|cli)/|^src/base/time\.cpp|^bench/", "take the instant from db::Tx::now()"),
    (r"\bs?rand\(|random_device", CPP, r"^src/(app|cli)/|^bench/",
     "take chance from the Tx or a seed"),
    (r"sleep_for|sleep_until|\bu?sleep\(", CPP, r"^bench/|^src/db/checkpointer\.cpp",
     "wait for what happens, not for time"),
    (r"using namespace std;", CPP, r"^$", "say std::"),
    (r"<spdlog/", CPP, r"^src/base/log\.cpp", "include base/log.hpp: spdlog costs seconds"),
    (r"<boost/(asio|beast)", CPP, r"^src/http/server|^bench/", "keep Asio inside http/server"),
    (r"\bas any\b|: any\b", WEB, r"/api\.ts$", "give it a type"),
    (r"\b(margin|padding|border|inset)-(left|right)\b|text-align: *(left|right)", r"\.css$", r"^$",
     "use logical properties, so that right-to-left works"),
]  # fmt: skip
BANNED_ALL = [
    (r"\b(TO" r"DO|FIX" r"ME|XX" r"X|HA" r"CK)\b", "finish it, or leave it out"),
    (r"/(wor" r"k|far" r"m)/", "no path of one machine"),
]


def tracked() -> list[Path]:
    """Every file that is or would be committed."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        check=True, capture_output=True, text=True,
    ).stdout.splitlines()  # fmt: skip
    return sorted(path for path in map(Path, listed) if path.is_file())


class Map:
    """What CMakeLists.txt says of the modules."""

    def __init__(self, text: str):
        self.needs: dict[str, set[str]] = {}
        self.public: dict[str, set[str]] = {}
        self.faults: list[str] = []
        text = re.sub(r"#.*", "", text)
        for name, rest in re.findall(r"^module\((\w+)\s*(.*?)\)", text, re.M | re.S):
            lists = {"": []}
            key = ""
            for word in rest.split():
                if word.isupper():
                    lists[key := word] = []
                else:
                    lists[key].append(word)
            self.public[name] = set(lists.get("PUBLIC", []))
            self.needs[name] = {name}
            for other in lists.get("NEEDS", []):
                if other in self.needs:
                    self.needs[name] |= self.needs[other]
                else:
                    self.faults.append(f"{name} needs {other}, which is not written above it")

    def refusal(self, path: Path, include: str) -> str | None:
        """Why `path` may not include `include`, or nothing when it may."""
        module, target = path.parts[1], include.split("/")[0]
        if module not in self.needs or target not in self.needs or module == target:
            return None
        if target not in self.needs[module]:
            return f"{module} does not need {target} (see CMakeLists.txt)"
        header = include.split("/", 1)[1]
        door = f"{target}.hpp"
        has_door = (Path("src") / target / door).exists()
        composes = module == "app" and header == "routes.hpp"
        for_tests = header.startswith("tests/") and "tests" in path.parts
        if has_door and not composes and not for_tests:
            if header != door and header not in self.public[target]:
                return f"go through the door {target}/{door}, or list {header} as PUBLIC in the map"
        return None


def code_only(line: str) -> str:
    """The line without its texts in quotes and without its comment."""
    line = re.sub(r'"(?:[^"\\]|\\.)*"', '""', line)
    return re.sub(r"//.*", "", line)


def faults(path: Path, layers: Map):
    lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
    is_code = path.suffix in CODE or path.name == "CMakeLists.txt"
    written_by_hand = path.name != "api.ts"
    if is_code and written_by_hand and len(lines) > FILE_LINES_MAX:
        yield 1, f"{len(lines)} lines; split it, {FILE_LINES_MAX} are enough"
    for number, line in enumerate(lines, 1):
        if DRAWN.search(line):
            continue
        if is_code and written_by_hand and len(line) > LINE_WIDTH_MAX:
            yield number, f"{len(line)} columns; {LINE_WIDTH_MAX} are enough"
        for word, advice in BANNED_ALL:
            if re.search(word, line):
                yield number, advice
        for word, files, allowed, advice in BANNED:
            if re.search(files, str(path)) and not re.search(allowed, str(path)):
                if re.search(word, code_only(line)):
                    yield number, advice
        include = re.match(r'#include "(\w+/[\w/.]+)"', line)
        if include and path.parts[0] == "src" and (why := layers.refusal(path, include[1])):
            yield number, why


def main() -> int:
    map_file = Path("CMakeLists.txt")
    layers = Map(map_file.read_text() if map_file.exists() else "")
    count = len(layers.faults)
    for fault in layers.faults:
        print(f"{map_file}: {fault}")
    files = [path for path in tracked() if path.name != "package-lock.json"]
    for path in files:
        for number, fault in faults(path, layers):
            print(f"{path}:{number}: {fault}")
            count += 1
    print(f"tidy: {len(files)} files, {count} faults")
    return 1 if count else 0


if __name__ == "__main__":
    sys.exit(main())
