#!/usr/bin/env python3
"""Mail through a mail server: it lets somebody in again, waits, is refused, and never goes bare.

    mailed.py --program build/release/fairground [--database sqlite|postgres]
"""

import email
import json
import re
import sys
from email import policy
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "crash"))

from load import Stage, argument_parser, on_stage  # noqa: E402
from server import Api, Server, need, note, until  # noqa: E402
from smtp import MailServer, Taken, certificate  # noqa: E402
from world import PASSWORD, sign_up  # noqa: E402

SECONDS_MAX = 30
FRESH = "quite another sentence"


def text_of(mail: Taken) -> str:
    read = email.message_from_string(mail.text, policy=policy.default)
    return read.get_body(("plain",)).get_content()


def arrived(mails: MailServer, to: str, page: str) -> Taken:
    def there():
        return [one for one in mails.taken if one.to == to and page in text_of(one)]

    return until(f"a mail with {page}", SECONDS_MAX, there)[-1]


def token_of(mail: Taken) -> str:
    found = re.search(r"#([\w-]{43})\n", text_of(mail))
    need(found, f"no link in {text_of(mail)}")
    return found[1]


def jobs(stage: Stage, condition: str) -> list[tuple]:
    return stage.rows.all(f"select state, last_error from jobs where kind = 'mail_send' "
                          f"and {condition}")  # fmt: skip


def there_and_back(stage: Stage, api: Api, mails: MailServer):
    """Somebody gives an address, forgets the password, and comes in again."""
    ann = sign_up(api, "ann", stage.server.setup_code)
    body = {"address": "ann@example.org", "password": PASSWORD}
    api.must("PUT", "/me/mail", body, ann.cookie)
    mail = arrived(mails, "ann@example.org", "/confirm-mail#")
    need(mail.safe and mail.user == "market", "it was not sent safely, or by nobody")
    need(mail.sender == "no-reply@market.example", f"it is from {mail.sender}")
    api.must("POST", "/mail-confirmations", {"token": token_of(mail)}, "")
    api.must("POST", "/password-resets", {"who": "ann"}, "")
    token = token_of(arrived(mails, "ann@example.org", "/reset-password#"))
    api.must("POST", "/password-resets/use", {"token": token, "password": FRESH}, "")
    arrived(mails, "ann@example.org", "was changed")
    body = json.dumps({"handle": "ann", "password": FRESH})
    answer = api.ask("POST", "/api/v1/sessions", body)
    need(answer.status == 201, f"the new password is answered with {answer.status}")
    need(not jobs(stage, "state <> 'done'"), "a mail that was taken still waits")
    ann.cookie = answer.cookie.partition(";")[0]
    return ann


def tell(api: Api, ann, address: str):
    body = {"address": address, "password": FRESH}
    api.must("PUT", "/me/mail", body, ann.cookie)


def waits(stage: Stage, why: str) -> str:
    def there():
        return jobs(stage, "state = 'waiting' and last_error is not null and last_error <> ''")

    return until(why, SECONDS_MAX, there)[0][1]


def play(stage: Stage, mails: MailServer, stranger: MailServer, secret: Path):
    api = Api(stage.server)
    ann = there_and_back(stage, api, mails)
    note(f"{len(mails.taken)} mails went there under TLS, and let her in again")

    mails.says = {"MAIL": "452 no room"}
    tell(api, ann, "full@example.org")
    said = waits(stage, "the mail is put off")
    need("452" in said, f"the operator reads: {said}")
    mails.says = {}
    arrived(mails, "full@example.org", "/confirm-mail#")
    note("a mail that there was no room for went later")

    secret.write_text("wrong\n")
    tell(api, ann, "secret@example.org")
    waits(stage, "the mail is put off")
    secret.write_text(mails.password + "\n")
    arrived(mails, "secret@example.org", "/confirm-mail#")
    note("a password that was mended needed no restart")

    mails.says = {"RCPT": "550 nobody of that name"}
    tell(api, ann, "nobody@example.org")
    until("it is set aside", SECONDS_MAX, lambda: jobs(stage, "state = 'dead'"))
    need("550" in jobs(stage, "state = 'dead'")[0][1], "the operator does not read why")
    mails.says = {}
    note("a mail that is refused for good is set aside")

    stage.server.stop()
    config = stage.server.config
    config.write_text(config.read_text().replace(f":{mails.port}", f":{stranger.port}"))
    stage.server.start()
    tell(Api(stage.server), ann, "safe@example.org")
    waits(stage, "the mail is put off")
    need(stranger.tries > 0 and not stranger.taken, "a stranger has read a mail")
    note("a server whose certificate nobody vouches for is told nothing")
    silent(stage, mails)


def silent(stage: Stage, mails: MailServer):
    """No secret of a mail is in the log."""
    said = stage.server.log.read_text()
    tokens = [token for mail in mails.taken
              for token in re.findall(r"#([\w-]{43})\n", text_of(mail))]  # fmt: skip
    need(tokens, "no mail had a link")
    need(not [word for word in [*tokens, mails.password, PASSWORD, FRESH] if word in said],
         "the log tells a secret")  # fmt: skip
    note(f"none of {len(tokens)} links and no password is in the log")


def settings(place: Path, mails: MailServer, secret: Path) -> str:
    return f"""\
public_url = "http://market.example"
mail_smtp = "smtp://localhost:{mails.port}"
mail_user = "{mails.user}"
mail_password_file = "{secret}"
mail_authorities = "{place / "good.crt"}"
log_level = "debug"
log_requests = true
"""


if __name__ == "__main__":
    given = argument_parser(__doc__.splitlines()[0]).parse_args()
    setup = {}

    def server(program: Path, place: Path, database: str) -> Server:
        mails = MailServer(certificate(place, "good"))
        stranger = MailServer(certificate(place, "stranger"))
        secret = place / "secret"
        secret.write_text(mails.password + "\n")
        setup.update(mails=mails, stranger=stranger, secret=secret)
        return Server(program, place, database, settings(place, mails, secret))

    on_stage(given, lambda stage: play(stage, **setup), server)
