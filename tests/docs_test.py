"""The documents say what the program does: no code without a sentence, no table without a word."""

import re
import subprocess
import sys
import unittest
from importlib.machinery import SourceFileLoader
from importlib.util import module_from_spec, spec_from_loader
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.dont_write_bytecode = True
loader = SourceFileLoader("write_docs", str(ROOT / "tools/write-docs"))
write_docs = module_from_spec(spec_from_loader(loader.name, loader))
loader.exec_module(write_docs)


# What happens and no webhook tells of, and why not.
NOT_FOR_WEBHOOKS = {
    "order_settling": "it is told in the midst of settling, so that a share may be dropped",
    "listing_submitted": "it may not go live; what comes of it is told",
    "friends_made": "private", "friendship_asked": "private", "friendship_ended": "private",
    "block_set": "private", "block_ended": "private",
    "moment_posted": "private", "moment_removed": "private",
    "question_answered": "the seller did it", "review_answered": "the seller did it",
    "promotion_earned": "of who shared", "promotion_payable": "of who shared",
    "promotion_reversed": "of who shared",
    "payout_account_changed": "its member is told by mail, so that nobody hides it",
    "case_reported": "for moderators", "case_held": "the goods' own event says it",
    "case_hold_ended": "the goods' own event says it", "case_appealed": "for moderators",
    "case_closed": "for moderators",
    "policy_set": "for people", "fees_set": "for people", "permission_changed": "for people",
    "import_progressed": "its seller looks on; the goods' own events are told",
    "notice_told": "a bell", "notice_read": "a bell",
}  # fmt: skip


def tracked(*patterns: str) -> list[Path]:
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", *patterns]
    listed = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout
    return [path for path in map(ROOT.joinpath, listed.splitlines()) if path.is_file()]


class Docs(unittest.TestCase):
    def test_the_lists_are_what_the_sources_say(self):
        self.assertEqual([], write_docs.stale(), "run tools/write-docs")

    def test_every_route_of_the_pages_is_in_the_list(self):
        # web/src/api.ts is written from what the program says of itself, the list from its sources.
        types = Path("web/src/api.ts").read_text()
        typed = re.findall(r'^    "([A-Z]+) (/[^"]*)": \{', types, re.M)
        self.assertGreater(len(typed), 50)
        listed = {
            (method, path.removeprefix("/api/v1")) for path, method, _, _ in write_docs.routes()
        }
        self.assertEqual([], [route for route in typed if route not in listed])

    def test_every_refusal_has_a_sentence_in_both_languages(self):
        reasons = write_docs.reasons()
        self.assertGreater(len(reasons), 10)
        self.assertIn("body_too_large", write_docs.faults())
        for language in ("en", "zh"):
            words = write_docs.words(language)
            keys = [f"refusal.{code}" for code in sorted(reasons)]
            keys += [f"fault.{code}" for code in sorted(write_docs.faults())]
            keys += [f"field.{code}" for code in sorted(write_docs.fields())]
            missing = [key for key in keys if not words.get(key)]
            self.assertEqual([], missing, f"use tools/words-add; words/{language}.json lacks these")

    def test_every_act_rule_and_job_has_a_name_in_both_languages(self):
        acts, rules, jobs = write_docs.acts(), write_docs.policies(), write_docs.jobs()
        self.assertIn("refund_transferred", acts)
        self.assertIn("commission_ppm", rules)
        self.assertLessEqual({"sweep", "payment_refund"}, jobs)
        for language in ("en", "zh"):
            words = write_docs.words(language)
            keys = [f"audit.act.{name}" for name in sorted(acts)]
            keys += [f"policy.{name}" for name in sorted(rules)]
            keys += [f"job.{name}" for name in sorted(jobs)]
            self.assertEqual([], [key for key in keys if not words.get(key)], language)

    def test_every_notice_has_a_sentence_and_every_choice_a_name_in_both_languages(self):
        table = (ROOT / "src/notices/kinds.cpp").read_text()
        rules = re.findall(r"Rule\{NoticeKind::(\w+),\s*(true|false)", table)
        self.assertGreater(len(rules), 10)
        keys = [f"notice.{kind}" for kind, _ in rules]
        keys += [f"choice.{kind}" for kind, essential in rules if essential == "false"]
        for language in ("en", "zh"):
            words = write_docs.words(language)
            self.assertEqual([], [key for key in keys if not words.get(key)], language)

    def test_every_kind_that_webhooks_tell_is_listed_and_named(self):
        table = (ROOT / "src/webhooks/kinds.cpp").read_text()
        kinds = re.findall(r"KindRule\{HookKind::(\w+),\s*Hears::(seller|market)", table)
        self.assertGreater(len(kinds), 30)
        page = (ROOT / "docs/webhooks.md").read_text()
        listed = re.findall(r"^\| `(\w+)` \| (the seller, )?the market \|", page, re.M)
        said = {kind: "seller" if seller else "market" for kind, seller in listed}
        self.assertEqual(dict(kinds), said)
        for language in ("en", "zh"):
            words = write_docs.words(language)
            missing = [kind for kind, _ in kinds if not words.get(f"webhook.kind.{kind}")]
            self.assertEqual([], missing, language)

    def test_every_event_is_told_to_webhooks_or_for_a_reason_is_not(self):
        told = set()
        for path in (ROOT / "src").rglob("*.cpp"):
            if "tests" not in path.parts:
                text = path.read_text()
                told |= set(re.findall(r'\btell\(\s*tx, \{?"(\w+)"', text))
                told |= set(re.findall(r'"(order_dispute_\w+_said)"', text))
        steps = (ROOT / "src/orders/steps.cpp").read_text()
        told |= set(re.findall(r'return "(order_\w+)";', steps))
        self.assertGreater(len(told), 40)
        table = (ROOT / "src/webhooks/kinds.cpp").read_text()
        kinds = set(re.findall(r"KindRule\{HookKind::(\w+)", table))
        self.assertEqual(set(), told - kinds - NOT_FOR_WEBHOOKS.keys())

    def test_the_receiver_of_the_page_knows_a_signature(self):
        page = (ROOT / "docs/webhooks.md").read_text()
        known: dict = {}
        exec(re.search(r"```python\n(.*?)```", page, re.S)[1], known)
        known["time"].time = lambda: 1_614_265_330
        headers = {  # The example of the Standard Webhooks specification.
            "webhook-id": "msg_p5jXN8AQM9LWM0D4loKWxJek",
            "webhook-timestamp": "1614265330",
            "webhook-signature": "v1,old v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
        }
        fits, secret = known["is_from_the_market"], "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
        self.assertTrue(fits(headers, b'{"test": 2432232314}', secret))
        self.assertFalse(fits(headers, b'{"test": 2432232315}', secret))
        sample = re.search(r"```\nPOST .*?```", page, re.S)[0]
        head, body = sample.removesuffix("\n```").split("\n\n")
        headers = dict(line.split(": ", 1) for line in head.splitlines()[2:])
        known["time"].time = lambda: int(headers["webhook-timestamp"]) + 1
        self.assertTrue(fits(headers, body.replace("\n ", "").encode(), secret))
        known["time"].time = lambda: int(headers["webhook-timestamp"]) + 301
        self.assertFalse(fits(headers, body.replace("\n ", "").encode(), secret))

    def test_both_languages_know_the_same_keys_and_arguments(self):
        command = [ROOT / "tools/words-add", "--check"]
        run = subprocess.run(command, capture_output=True, text=True)
        self.assertEqual(0, run.returncode, run.stdout + run.stderr)

    def test_chinese_speaks_to_its_reader_in_one_way(self):
        """The polite 您, never 你; nor 你们, which says less than naming both sides does."""
        familiar = [key for key, text in write_docs.words("zh").items() if "你" in text]
        self.assertEqual([], familiar, "write 您")

    def test_every_promise_that_a_test_names_was_made(self):
        made = set(re.findall(r"^\| ([A-Z]{2}-\d{2}) ", Path("docs/promises.md").read_text(), re.M))
        areas = {promise[:2] for promise in made}
        named = {promise for promise in write_docs.kept() if promise[:2] in areas}
        self.assertEqual(set(), named - made)

    def test_every_module_says_what_it_is_and_names_its_tables(self):
        modules = re.findall(r"^module\((\w+)", (ROOT / "CMakeLists.txt").read_text(), re.M)
        self.assertGreater(len(modules), 10)
        for module in modules:
            readme = ROOT / "src" / module / "README.md"
            with self.subTest(module=module):
                self.assertTrue(readme.exists(), f"{readme.relative_to(ROOT)} is missing")
                said = readme.read_text()
                for path in sorted((readme.parent / "migrations").glob("*.sql")):
                    sql = path.read_text()
                    # A table that is made anew under another name becomes the one of before.
                    named = dict(re.findall(r"^alter table (\w+) rename to (\w+)", sql, re.M))
                    for made in re.findall(r"^create table (\w+)", sql, re.M):
                        table = named.get(made, made)
                        missing = f"the table {table} is not in {module}/README.md"
                        self.assertIn(table, said, missing)

    def test_every_link_leads_somewhere(self):
        for page in tracked("*.md"):
            for link in re.findall(r"\]\(([^)#]+)[^)]*\)", page.read_text()):
                if "://" not in link:
                    with self.subTest(page=str(page.relative_to(ROOT)), link=link):
                        self.assertTrue((page.parent / link).exists())

    def test_every_command_in_a_page_can_be_typed(self):
        built = "build/"
        for page in tracked("README.md", "CONTRIBUTING.md", "docs/operate.md"):
            blocks = re.findall(r"```sh\n(.*?)```", page.read_text(), re.S)
            self.assertTrue(blocks, page)
            for line in "".join(blocks).splitlines():
                command, *arguments = line.split()
                if command.startswith(built):
                    continue
                with self.subTest(page=page.name, line=line):
                    program = ROOT / command
                    self.assertTrue(program.is_file() and program.stat().st_mode & 0o100, command)
                    text = program.read_text()
                    for option in arguments:
                        if option.startswith("--"):
                            self.assertIn(option, text, f"{command} knows no {option}")


if __name__ == "__main__":
    unittest.main()
