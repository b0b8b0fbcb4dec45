#!/usr/bin/env python3
"""Makes the Debian package of a build, looks into it, and serves a market with what is in it.

    package_check.py --build build/release

The package is unpacked beside, not installed: the machine stays as it is. The unit's own words
start the program, with the packaged configuration, told to use a directory of this test's.
"""

import argparse
import os
import re
import signal
import socket
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
EXPECTED = {
    "./usr/bin/fairground": "-rwxr-xr-x",
    "./lib/systemd/system/fairground.service": "-rw-r--r--",
    "./etc/fairground/fairground.toml": "-rw-r--r--",
    "./usr/share/doc/fairground/copyright": "-rw-r--r--",
    "./usr/share/doc/fairground/operate.md": "-rw-r--r--",
    "./usr/share/doc/fairground/configuration.md": "-rw-r--r--",
    "./usr/share/doc/fairground/metrics.md": "-rw-r--r--",
    "./usr/share/doc/fairground/CHANGELOG.md": "-rw-r--r--",
    "./usr/share/doc/fairground/monitoring/grafana.json": "-rw-r--r--",
    "./usr/share/doc/fairground/monitoring/alerts.yml": "-rw-r--r--",
}


def said(*command: str) -> str:
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def make(build: Path, place: Path) -> Path:
    config = build / "CPackConfig.cmake"
    said("cpack", "-G", "DEB", "--config", str(config), "-B", str(place / "packages"))
    (package,) = (place / "packages").glob("*.deb")
    return package


def look_inside(package: Path) -> None:
    held = {}
    for line in said("dpkg-deb", "-c", str(package)).splitlines():
        mode, owner, _, _, _, name = line.split(None, 5)
        assert owner == "root/root", line
        if not name.endswith("/"):
            held[name] = mode
    assert held == EXPECTED, held
    depends = said("dpkg-deb", "-f", str(package), "Depends")
    for library in ("libsodium", "libjpeg", "libpng", "libwebp", "libseccomp", "libcairo"):
        assert library in depends, f"{library} is not in {depends}"
    assert said("dpkg-deb", "-f", str(package), "Package").strip() == "fairground"
    with tempfile.TemporaryDirectory() as control:
        said("dpkg-deb", "-e", str(package), control)
        assert Path(control, "conffiles").read_text() == "/etc/fairground/fairground.toml\n"
        for script in ("postinst", "prerm", "postrm"):
            assert os.access(Path(control, script), os.X_OK), script
            said("sh", "-n", str(Path(control, script)))


class Manager:
    """As systemd does with Type=notify: a socket on which the program says how it is."""

    def __init__(self, place: Path):
        self.path = str(place / "notify")
        self.socket = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self.socket.bind(self.path)
        self.socket.settimeout(60)

    def hears(self, word: str) -> None:
        heard = self.socket.recv(100).decode()
        assert heard == word, heard


def serve(root: Path, place: Path) -> None:
    unit = (root / "lib/systemd/system/fairground.service").read_text()
    words = re.search(r"^ExecStart=(.*)$", unit, re.M)[1].split()
    assert words[0] == "/usr/bin/fairground" and words[1:4] == [
        "serve", "--config", "/etc/fairground/fairground.toml"], words  # fmt: skip
    program = str(root / words[0][1:])
    where = ["--config", str(root / words[3][1:]), "--data", str(place / "data")]
    asleep = subprocess.run([program, "health", *where, "--port", "1"], capture_output=True)
    assert asleep.returncode == 1, asleep

    manager = Manager(place)
    market = subprocess.Popen(
        [program, "serve", *where, "--port", "0", "--metrics-listen", "127.0.0.1:0"],
        env={**os.environ, "NOTIFY_SOCKET": manager.path},
        stdout=subprocess.PIPE, text=True)  # fmt: skip
    try:
        manager.hears("READY=1")
        lines = [market.stdout.readline() for _ in range(3)]
        port = re.search(r"open at http://127\.0\.0\.1:(\d+)/", "".join(lines))[1]
        awake = said(program, "health", *where, "--port", port)
        assert awake.startswith("HTTP/1.1 200"), awake
    finally:
        market.send_signal(signal.SIGTERM)
    manager.hears("STOPPING=1")
    assert market.wait(timeout=60) == 0


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--build", type=Path, required=True)
    build = parser.parse_args().build.resolve()
    with tempfile.TemporaryDirectory() as name:
        place = Path(name)
        package = make(build, place)
        look_inside(package)
        said("dpkg-deb", "-x", str(package), str(place / "root"))
        serve(place / "root", place)
        print(f"{package.name}: {package.stat().st_size} bytes, looked into and served from")
    return 0


if __name__ == "__main__":
    sys.exit(main())
