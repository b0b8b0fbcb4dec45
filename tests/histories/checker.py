"""Is there a serial order? Pure: no clock, no server, no chance.

A history of one object is a list of Ops: what was asked, when (one clock for all clients), when the
answer came, and what it said. The history is strictly serializable if all ops can be put into one
order in which every answer is the one that the model gives, and no op comes before one that was
over when it began. That is what serial_order looks for, by trying (Wing and Gong) and by never
trying a situation twice (Lowe): the ops that are done and the state are all that matters.

An op whose outcome is not known has no answer and no end: it may have happened at any time from its
beginning on, or never.
"""

import math
from collections.abc import Callable, Hashable
from dataclasses import dataclass

NEVER = math.inf

# What the model says: the state after `act` was answered with `answer`; None: impossible. An answer
# that is None asks for the state after a success, whatever it would have said.
Step = Callable[[Hashable, tuple, tuple | None], Hashable | None]


@dataclass(frozen=True)
class Op:
    begin: float
    end: float  # NEVER where the outcome is not known.
    act: tuple
    answer: tuple | None  # None exactly where `end` is NEVER.

    @property
    def known(self) -> bool:
        return self.end != NEVER


@dataclass(frozen=True)
class Found:
    order: list[Op] | None  # One that explains everything; None: there is none.
    best: list[Op]  # The longest that came to be.
    tried: int  # Situations.


def candidates(ops: list[Op], low: int, done: int) -> list[int]:
    """The ops that may come next: begun before any other that is not done was over."""
    first_end, out = NEVER, []
    for index in range(low, len(ops)):
        op = ops[index]
        if op.begin > first_end:
            break
        if not done >> (index - low) & 1:
            first_end = min(first_end, op.end)
            out.append(index)
    return [index for index in out if ops[index].begin <= first_end]


def with_done(low: int, done: int, index: int) -> tuple[int, int]:
    """`done` as a set of places from `low` on; what is done without a gap moves `low`."""
    done |= 1 << (index - low)
    while done & 1:
        done >>= 1
        low += 1
    return low, done


def serial_order(history: list[Op], start: Hashable, step: Step) -> Found:
    ops = sorted(history, key=lambda op: (op.begin, op.end))
    left = sum(op.known for op in ops)
    stack = [(0, 0, start, left, None)]  # low, done, state, known ops left, path
    seen, best, best_left = set(), None, left
    while stack:
        low, done, state, left, path = stack.pop()
        if left < best_left:
            best, best_left = path, left
        if left == 0:
            return Found(unwound(path), unwound(path), len(seen))
        if (low, done, state) in seen:
            continue
        seen.add((low, done, state))
        # The one that ended first is tried first: it comes off the stack last put on.
        for index in sorted(candidates(ops, low, done), key=lambda i: -ops[i].end):
            after = step(state, ops[index].act, ops[index].answer)
            if after is not None:
                next_low, next_done = with_done(low, done, index)
                stack.append((next_low, next_done, after, left - ops[index].known,
                              (path, ops[index])))  # fmt: skip
    return Found(None, unwound(best), len(seen))


def unwound(path) -> list[Op]:
    out = []
    while path is not None:
        path, op = path
        out.append(op)
    return out[::-1]


def report(history: list[Op], found: Found) -> str:
    """What could not be explained, with what was going on then."""
    left = [op for op in history if op.known and op not in found.best]
    first = min(left, key=lambda op: op.end)
    lines = [f"{len(found.best)} of {len(history)} have an order ({found.tried} tried); not:"]
    around = [op for op in history if op.begin <= first.end and op.end >= first.begin - 0.01]
    for op in sorted(around, key=lambda op: op.begin)[-20:]:
        mark = "!" if op in left else " "
        lines.append(f"{mark} {op.begin:.6f} to {op.end:.6f}: {op.act} -> {op.answer}")
    return "\n".join(lines)
