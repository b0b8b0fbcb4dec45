"""The checker finds an order where there is one, and none where there is none."""

import itertools
import random
import unittest

import models
from checker import NEVER, Op, report, serial_order


def op(begin, end, act, answer) -> Op:
    return Op(begin, end, act, answer)


def unknown(begin, act) -> Op:
    return Op(begin, NEVER, act, None)


def buy(begin, end, *answer) -> Op:
    return op(begin, end, ("buy", 1, 1), answer)


def goods(history, stock=5):
    return serial_order(history, (stock, 1), models.goods).order


def tried_by_hand(history, start, step) -> bool:
    """Every subset of the unknown, in every order: slow, and too simple to be wrong."""
    known = [one for one in history if one.known]
    loose = [one for one in history if not one.known]
    for count in range(len(loose) + 1):
        for chosen in itertools.combinations(loose, count):
            for order in itertools.permutations(known + list(chosen)):
                late = any(b.end < a.begin for a, b in itertools.combinations(order, 2))
                state = start
                for one in () if late else order:
                    state = step(state, one.act, one.answer)
                    if state is None:
                        break
                else:
                    if not late:
                        return True
    return False


class Planted(unittest.TestCase):
    """What a database that is not serializable does."""

    def test_lost_update(self):
        # Two buy, both are told yes, and one was forgotten.
        history = [buy(0, 2, "ok"), buy(1, 3, "ok"), op(4, 5, ("read",), ("ok", 4, 1))]
        self.assertIsNone(goods(history))
        self.assertIsNotNone(goods(history[:2] + [op(4, 5, ("read",), ("ok", 3, 1))]))

    def test_oversold(self):
        self.assertIsNone(goods([buy(0, 2, "ok"), buy(0, 2, "ok")], stock=1))
        self.assertIsNotNone(goods([buy(0, 2, "ok"), buy(0, 2, "sold_out", 0)], stock=1))

    def test_stale_read(self):
        history = [buy(0, 1, "ok"), op(2, 3, ("read",), ("ok", 5, 1))]
        self.assertIsNone(goods(history))
        # The same read while the purchase was still going on may have come first.
        self.assertIsNotNone(goods([buy(0, 2.5, "ok"), history[1]]))

    def test_reads_that_go_back(self):
        reads = [op(1, 2, ("read",), ("ok", 4, 1)), op(3, 4, ("read",), ("ok", 5, 1))]
        self.assertIsNone(goods([buy(0, 9, "ok"), *reads]))

    def test_doubled_command(self):
        history = [buy(0, 1, "ok"), op(2, 3, ("read",), ("ok", 3, 1))]
        self.assertIsNone(goods(history))

    def test_refused_although_there_was_enough(self):
        self.assertIsNone(goods([buy(0, 1, "sold_out", 0)]))
        self.assertIsNone(goods([buy(0, 1, "sold_out", 5)]))

    def test_the_report_names_what_does_not_fit(self):
        history = [buy(0, 1, "ok"), op(2, 3, ("read",), ("ok", 5, 1))]
        text = report(history, serial_order(history, (5, 1), models.goods))
        self.assertIn("1 of 2 have an order", text)
        self.assertIn("! 2.000000 to 3.000000: ('read',)", text)

    def test_settled_twice(self):
        confirm = ("confirm", 1, 95)
        history = [op(0, 1, confirm, ("ok",)), op(0, 1, confirm, ("not_now",))]
        read = op(2, 3, ("read",), ("ok", 95))
        start = (0, frozenset())
        self.assertIsNotNone(serial_order([*history, read], start, models.purse).order)
        twice = [op(0, 1, confirm, ("ok",)), op(0, 1, confirm, ("ok",)), read]
        self.assertIsNone(serial_order(twice, start, models.purse).order)

    def test_a_key_with_two_answers(self):
        one, other = op(0, 1, ("send", "x"), ("ok", "7")), op(0, 1, ("send", "x"), ("ok", "8"))
        self.assertIsNone(serial_order([one, other], (), models.key).order)
        self.assertIsNotNone(serial_order([one, one], (), models.key).order)
        reused = op(0, 1, ("send", "y"), ("key_reused",))
        self.assertIsNotNone(serial_order([one, reused], (), models.key).order)
        self.assertIsNone(serial_order([reused], (), models.key).order)

    def test_friends_whom_nobody_asked(self):
        accept = op(2, 3, ("accept", "ben", "ann"), ("ok",))
        self.assertIsNone(serial_order([accept], "none", models.friendship).order)
        ask = op(0, 1, ("ask", "ann", "ben"), ("ok",))
        self.assertIsNotNone(serial_order([ask, accept], "none", models.friendship).order)


class Unknown(unittest.TestCase):
    def test_may_have_happened(self):
        history = [unknown(0, ("buy", 1, 1)), op(2, 3, ("read",), ("ok", 4, 1))]
        self.assertIsNotNone(goods(history))

    def test_may_not_have_happened(self):
        history = [unknown(0, ("buy", 1, 1)), op(2, 3, ("read",), ("ok", 5, 1))]
        self.assertIsNotNone(goods(history))

    def test_may_happen_late_but_only_once(self):
        reads = [op(2, 3, ("read",), ("ok", 5, 1)), op(4, 5, ("read",), ("ok", 4, 1))]
        self.assertIsNotNone(goods([unknown(0, ("buy", 1, 1)), *reads]))
        self.assertIsNone(goods([unknown(0, ("buy", 1, 1)), *reads,
                                 op(6, 7, ("read",), ("ok", 3, 1))]))  # fmt: skip

    def test_not_before_it_was_asked(self):
        history = [op(0, 1, ("read",), ("ok", 4, 1)), unknown(2, ("buy", 1, 1))]
        self.assertIsNone(goods(history))


class ByChance(unittest.TestCase):
    """Histories of a serial machine always have an order; spoiled ones only where all permutations
    say so too."""

    ACTS = (("buy", 1, 1), ("buy", 2, 1), ("buy", 1, 2), ("set", 3), ("price", 1), ("price", 2),
            ("read",))  # fmt: skip

    def machine(self, state, act):
        """The answer and the state after it, worked out without the model."""
        stock, version = state
        if act[0] == "read":
            return ("ok", stock, version), state
        if act[0] == "set":
            return ("ok", act[1], version), (act[1], version)
        if act[0] == "price":
            if act[1] != version:
                return ("listing_changed", version), state
            return ("ok", stock, version + 1), (stock, version + 1)
        if act[1] > stock:
            return ("sold_out", stock), state
        if act[2] != version:
            return ("listing_changed", version), state
        return ("ok",), (stock - act[1], version)

    def history(self, chance, length, overlap) -> list[Op]:
        state, ops = (5, 1), []
        for number in range(length):
            act = chance.choice(self.ACTS)
            answer, state = self.machine(state, act)
            begin, end = number - overlap * chance.random(), number + overlap * chance.random()
            if chance.random() < 0.1 and answer[0] == "ok":
                ops.append(unknown(begin, act))
            else:
                ops.append(op(begin, end, act, answer))
        return ops

    def test_serial_machines_are_serial(self):
        for seed in range(60):
            history = self.history(random.Random(seed), 80, 4)
            found = serial_order(history, (5, 1), models.goods)
            if found.order is None:
                self.fail(f"seed {seed}\n" + report(history, found))

    def test_agrees_with_all_permutations(self):
        verdicts = set()
        for seed in range(400):
            chance = random.Random(seed)
            history = self.history(chance, 5, 2)
            one, other = chance.sample(range(5), 2)
            if history[one].known and history[other].known:  # Two answers change places.
                spoiled = op(history[one].begin, history[one].end, history[one].act,
                             history[other].answer)  # fmt: skip
                history[one] = spoiled
            found = serial_order(history, (5, 1), models.goods).order is not None
            self.assertEqual(found, tried_by_hand(history, (5, 1), models.goods), f"seed {seed}")
            verdicts.add(found)
        self.assertEqual(verdicts, {True, False})


if __name__ == "__main__":
    unittest.main()
