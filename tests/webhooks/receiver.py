"""Somebody's own program with TLS that is told of what happens, and behaves as a test wants."""

import base64
import hashlib
import hmac
import http.server
import json
import ssl
import threading
import time
from pathlib import Path


def signature(secret: str, id: str, timestamp: str, body: bytes) -> str:
    """That of the Standard Webhooks specification."""
    key = base64.b64decode(secret.removeprefix("whsec_"))
    mac = hmac.new(key, f"{id}.{timestamp}.".encode() + body, hashlib.sha256).digest()
    return "v1," + base64.b64encode(mac).decode()


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_POST(self):  # noqa: N802
        self.server.mine.take(self)

    def log_message(self, *_):
        pass


class Quiet(http.server.ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *_):
        pass


class Receiver:
    """`says`: a status, or what it does instead: "nothing", "hangs up", "elsewhere", "much"."""

    def __init__(self, pem: Path):
        self.says: int | str = 200
        self.taken: list[dict] = []  # Headers in lower case, and the body under "body".
        self.lock = threading.Lock()
        self.server = Quiet(("127.0.0.1", 0), Handler)
        self.server.mine = self
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(pem)
        self.server.socket = context.wrap_socket(
            self.server.socket, server_side=True, do_handshake_on_connect=False
        )
        self.url = f"https://localhost:{self.server.server_address[1]}/hooks"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def take(self, request: Handler):
        size = int(request.headers["content-length"])
        message = {name.lower(): value for name, value in request.headers.items()}
        message["body"] = request.rfile.read(size)
        with self.lock:
            self.taken.append(message)
        says = self.says
        if says == "hangs up":
            request.close_connection = True
            return
        if says == "nothing":
            time.sleep(5)  # Longer than anybody waits.
            request.close_connection = True
            return
        request.send_response(307 if says == "elsewhere" else 200 if says == "much" else says)
        if says == "elsewhere":
            request.send_header("Location", self.url + "/elsewhere")
        much = b"x" * 10_000_000 if says == "much" else b"thanks"
        request.send_header("Content-Length", str(len(much)))
        request.end_headers()
        request.wfile.write(much)

    def events(self) -> set[str]:
        """The ids of all that arrived."""
        with self.lock:
            return {message["webhook-id"] for message in self.taken}

    def subjects(self, kind: str) -> list[str]:
        with self.lock:
            bodies = [json.loads(message["body"]) for message in self.taken]
        return [body["data"]["id"] for body in bodies if body["type"] == kind]
