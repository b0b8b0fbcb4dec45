"""A mail server for tests: ESMTP with STARTTLS and AUTH PLAIN, one connection at a time."""

import base64
import socket
import ssl
import subprocess
import threading
from dataclasses import dataclass, field
from pathlib import Path


def certificate(place: Path, name: str) -> Path:
    """A certificate of this machine and its key in one file, signed by itself."""
    key, cert, both = place / f"{name}.key", place / f"{name}.crt", place / f"{name}.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256",
         "-nodes", "-days", "2", "-subj", "/CN=localhost", "-addext",
         "subjectAltName=DNS:localhost,IP:127.0.0.1", "-keyout", key, "-out", cert],
        check=True, capture_output=True,
    )  # fmt: skip
    both.write_bytes(key.read_bytes() + cert.read_bytes())
    return both


@dataclass
class Taken:
    sender: str
    to: str
    user: str  # Who had signed in.
    safe: bool  # Under TLS.
    text: str


@dataclass
class MailServer:
    pem: Path
    user: str = "market"
    password: str = "a secret"
    taken: list[Taken] = field(default_factory=list)
    says: dict[str, str] = field(default_factory=dict)  # Instead of the usual answer to a verb.
    tries: int = 0

    def __post_init__(self):
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.port = self.socket.getsockname()[1]
        threading.Thread(target=self.serve, daemon=True).start()

    def serve(self):
        while True:
            connection, _ = self.socket.accept()
            self.tries += 1
            try:
                Talk(self, connection).go_on()
            except (OSError, EOFError):
                pass


class Talk:
    def __init__(self, server: MailServer, connection: socket.socket):
        self.server, self.connection = server, connection
        connection.settimeout(20)
        self.file = connection.makefile("rb")
        self.user, self.safe, self.sender, self.to = "", False, "", ""

    def say(self, line: str):
        self.connection.sendall(line.encode() + b"\r\n")

    def hear(self) -> str:
        line = self.file.readline()
        if not line:
            raise EOFError
        return line.decode("latin1").rstrip("\r\n")

    def go_on(self):
        self.say("220 localhost ready")
        while True:
            line = self.hear()
            verb = line.split(" ")[0].split(":")[0].upper()
            if verb in self.server.says:
                self.say(self.server.says[verb])
            elif verb == "QUIT":
                self.say("221 bye")
                self.connection.close()
                return
            else:
                getattr(self, f"on_{verb.lower()}", self.on_unknown)(line)

    def on_unknown(self, line: str):
        self.say("502 not known")

    def on_ehlo(self, line: str):
        more = "AUTH PLAIN" if self.safe else "STARTTLS"
        self.say(f"250-localhost\r\n250 {more}")

    def on_starttls(self, line: str):
        self.say("220 go ahead")
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self.server.pem)
        self.connection = context.wrap_socket(self.connection, server_side=True)
        self.file, self.safe = self.connection.makefile("rb"), True

    def on_auth(self, line: str):
        words = line.split(" ")
        if len(words) < 3:
            self.say("334 ")
            words.append(self.hear())
        _, user, password = base64.b64decode(words[2]).decode().split("\0")
        if (user, password) == (self.server.user, self.server.password):
            self.user = user
            self.say("235 welcome")
        else:
            self.say("535 not you")

    def on_mail(self, line: str):
        self.sender = line.partition("<")[2].partition(">")[0]
        self.say("250 ok")

    def on_rcpt(self, line: str):
        self.to = line.partition("<")[2].partition(">")[0]
        self.say("250 ok")

    def on_data(self, line: str):
        self.say("354 go on")
        lines = []
        while (line := self.hear()) != ".":
            lines.append(line.removeprefix("."))
        self.server.taken.append(
            Taken(self.sender, self.to, self.user, self.safe, "\n".join(lines))
        )
        self.say("250 taken")
