"""A card provider in the shape of Stripe Checkout that takes no money, and misbehaves when told to.

`says` is what it does wrong with the next questions of a kind: `lose` (does it, and never answers),
`forget` (the same, and the keys of all questions are forgotten, as after a day), `slow`, `fail`
(500), or an error of its own, (400, "charge_disputed").
"""

import hashlib
import hmac
import json
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

KEY, SECRET = "sk_test_of_the_fake", "whsec_of_the_fake"
VERSION = "2026-10-28.endive"
SLOW_SECONDS = 2


class Provider:
    def __init__(self):
        self.sessions: dict[str, dict] = {}
        self.refunds: dict[str, dict] = {}
        self.by_key: dict[str, tuple[str, tuple[int, dict]]] = {}
        self.says: dict[str, list] = {}  # By the kind of question.
        self.asked: list[str] = []
        self.before_answer = None  # Called when a session is made and nobody knows of it.
        self.news_to = ""
        self.lock = threading.RLock()
        provider = self

        class Handler(BaseHTTPRequestHandler):
            def log_message(self, *words):
                pass

            def do_GET(self):
                provider.serve(self, "")

            def do_POST(self):
                length = int(self.headers.get("Content-Length") or 0)
                provider.serve(self, self.rfile.read(length).decode())

        self.http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.http.daemon_threads = True
        self.port = self.http.server_address[1]
        threading.Thread(target=self.http.serve_forever, daemon=True).start()

    # ---- What the market asks

    def serve(self, call, body: str):
        path, _, query = call.path.partition("?")
        kind = f"{call.command} {path.split('/')[2]}" + (" close" if "/expire" in path else "")
        self.asked.append(kind)
        wrong = self.says.get(kind, [])
        how = wrong.pop(0) if wrong else None
        if how == "slow":
            time.sleep(SLOW_SECONDS)
        if call.headers.get("Stripe-Version") != VERSION:
            return self.send(call, 400, {"error": {"type": "another version"}})
        if call.headers.get("Authorization") != f"Bearer {KEY}":
            return self.send(call, 401, {"error": {"type": "invalid_request_error"}})
        if how == "fail":
            return self.send(call, 500, {"error": {"type": "api_error"}})
        if isinstance(how, tuple):
            return self.send(call, how[0], {"error": {"code": how[1]}})
        with self.lock:
            status, answer = self.once(call.headers.get("Idempotency-Key"), path, query, body)
        if self.before_answer and kind == "POST checkout":
            self.before_answer(answer)
        if how == "forget":
            self.forget_keys()
        if how in ("lose", "forget"):
            return call.connection.close()
        self.send(call, status, answer)

    @staticmethod
    def send(call, status: int, answer: dict):
        text = json.dumps(answer).encode()
        call.send_response(status)
        call.send_header("Content-Type", "application/json")
        call.send_header("Content-Length", str(len(text)))
        call.end_headers()
        call.wfile.write(text)

    def forget_keys(self):
        """As it does after a day."""
        with self.lock:
            self.by_key.clear()

    def once(self, key, path: str, query: str, body: str):
        """The same question under the same key has the same answer; another one is refused."""
        if key is None:
            return self.answer(path, query, body)
        if key in self.by_key:
            asked, answer = self.by_key[key]
            if asked != path + body:
                return 400, {"error": {"type": "idempotency_error"}}
            return answer
        answer = self.answer(path, query, body)
        if answer[0] == 200:
            answer = (200, json.loads(json.dumps(answer[1])))  # As it was then.
            self.by_key[key] = (path + body, answer)
        return answer

    def answer(self, path: str, query: str, body: str):
        form = dict(urllib.parse.parse_qsl(body))
        asked = dict(urllib.parse.parse_qsl(query))
        words = path.strip("/").split("/")
        if words[1] == "refunds" and asked:
            found = [one for one in self.refunds.values()
                     if one["payment_intent"] == asked["payment_intent"]]  # fmt: skip
            return 200, {"object": "list", "data": found}
        if words[1] == "refunds":
            return self.refund(form)
        if len(words) == 3 and asked:
            found = [one for one in self.sessions.values()
                     if one["payment_intent"] == asked["payment_intent"]]  # fmt: skip
            return 200, {"object": "list", "data": found}
        if len(words) == 3:
            return 200, self.session(form)
        session = self.sessions.get(words[3])
        if session is None:
            return 404, {"error": {"code": "resource_missing"}}
        if words[-1] == "expire":
            if session["status"] != "open":
                return 400, {"error": {"code": "checkout_session_not_open"}}
            session["status"] = "expired"
        return 200, session

    def session(self, form: dict) -> dict:
        number = len(self.sessions) + 1
        price = "line_items[0][price_data]"
        session = {
            "id": f"cs_test_{number}",
            "object": "checkout.session",
            "status": "open",
            "payment_status": "unpaid",
            "payment_intent": None,
            "client_reference_id": form["client_reference_id"],
            "amount_total": int(form[f"{price}[unit_amount]"]),
            "currency": form[f"{price}[currency]"],
            "success_url": form["success_url"],
            "url": f"http://127.0.0.1:{self.port}/pay/cs_test_{number}",
        }
        self.sessions[session["id"]] = session
        return session

    def refund(self, form: dict):
        spent = sum(one["amount"] for one in self.refunds.values()
                    if one["payment_intent"] == form["payment_intent"])  # fmt: skip
        whole = next(one["amount_total"] for one in self.sessions.values()
                     if one["payment_intent"] == form["payment_intent"])  # fmt: skip
        if spent + int(form["amount"]) > whole:
            return 400, {"error": {"code": "charge_already_refunded"}}
        refund = {
            "id": f"re_{len(self.refunds) + 1}",
            "object": "refund",
            "amount": int(form["amount"]),
            "payment_intent": form["payment_intent"],
            "status": "succeeded",
            "metadata": {"refund": form["metadata[refund]"]},
        }
        self.refunds[refund["id"]] = refund
        return 200, refund

    # ---- What buyers and banks do, and what it tells the market

    def pay(self, session: dict):
        with self.lock:
            session.update(status="complete", payment_status="paid",
                           payment_intent="pi_" + session["id"])  # fmt: skip

    def dispute(self, session: dict, amount: int, status: str) -> dict:
        return {
            "id": "du_" + session["id"],
            "object": "dispute",
            "amount": amount,
            "currency": session["currency"],
            "payment_intent": session["payment_intent"],
            "status": status,
        }

    def tell(self, kind: str, thing: dict, secret: str = SECRET, shift: int = 0) -> int:
        """Sends a signed event; the status of the answer."""
        body = json.dumps({"id": "evt_1", "type": kind, "data": {"object": thing}}).encode()
        return self.tell_bytes(body, signature(body, secret, int(time.time()) + shift))

    def tell_bytes(self, body: bytes, header: str) -> int:
        headers = {"Content-Type": "application/json; charset=utf-8", "Stripe-Signature": header}
        request = urllib.request.Request(self.news_to, body, headers)
        try:
            with urllib.request.urlopen(request, timeout=30) as answer:
                return answer.status
        except urllib.error.HTTPError as refused:
            return refused.code
        except OSError:
            return 0  # Hung up on, as who sends too much is.


def signature(body: bytes, secret: str, seconds: int) -> str:
    mac = hmac.new(secret.encode(), f"{seconds}.".encode() + body, hashlib.sha256)
    return f"t={seconds},v1={mac.hexdigest()}"
