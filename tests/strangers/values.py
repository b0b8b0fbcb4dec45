"""Values made from a schema by chance: most of them right, some wrong in one place."""

import random
import string

DIGITS = string.digits
# What breaks programs that take text for granted.
TEXTS = (
    "", " ", "\u0000", "a\u0000b", "\u202eabc", "\ud7ff\ue000", "🎪" * 40, "e\u0301" * 30, "\n\r\t",
    "'; drop table members; --", "<script>alert(1)</script>", "%s%n%x", "../../etc/passwd", "null",
    "-1", "0x10", "1e9", "NaN", "a" * 300, "面" * 3000, "\\", '"', "{}", "&after=1", "\ufeff", "ﬃ",
)  # fmt: skip
NUMBERS = (0, 1, -1, 2, 99, 100, 101, 2**31, -(2**31), 2**53 + 1, 2**63 - 1, -(2**63), 2**63, 2**64,
           10**30, 0.5, -0.0, 1e308)  # fmt: skip
OTHERS = (None, True, [], {}, [[]], {"a": {"b": []}}, "x", 7)
WRONG = 0.03  # Of the values at any place.
MORE = 0.03   # An unknown member, or a known one left out.


def nested(depth: int):
    value = []
    for _ in range(depth):
        value = [value]
    return value


class Maker:
    """Makes values for one document. `known` holds words by what their place is called."""

    def __init__(self, document: dict, known: dict[str, list]):
        self.schemas = document["components"]["schemas"]
        self.known = known
        self.tame = False  # Nothing is wrong on purpose.

    def resolve(self, schema: dict) -> dict:
        while "$ref" in schema:
            schema = self.schemas[schema["$ref"].rpartition("/")[2]]
        return schema

    def value(self, schema: dict, chance: random.Random, name: str = "", depth: int = 0):
        if not self.tame and chance.random() < WRONG:
            return self.wrong(chance)
        schema = self.resolve(schema)
        if "anyOf" in schema:
            return self.value(chance.choice(schema["anyOf"]), chance, name, depth)
        if "enum" in schema:
            return chance.choice(schema["enum"])
        kind = schema.get("type")
        kind = chance.choice(kind) if isinstance(kind, list) else kind
        made = getattr(self, f"a_{kind}", None)
        return made(schema, chance, name, depth) if made else None

    def wrong(self, chance: random.Random):
        return chance.choice((
            lambda: chance.choice(TEXTS), lambda: chance.choice(NUMBERS),
            lambda: chance.choice(OTHERS), lambda: nested(chance.choice((3, 40, 200))),
        ))()  # fmt: skip

    def a_object(self, schema: dict, chance: random.Random, _: str, depth: int) -> dict:
        needed = schema.get("required", [])
        out = {}
        for name, inner in schema.get("properties", {}).items():
            wanted = (1 if self.tame else 1 - MORE) if name in needed else 0.5
            if chance.random() < wanted:
                out[name] = self.value(inner, chance, name, depth + 1)
        if not self.tame and chance.random() < MORE:
            out[chance.choice(("id", "member", "admin", "__proto__", "", "état"))] = 1
        return out

    def a_array(self, schema: dict, chance: random.Random, name: str, depth: int) -> list:
        least = schema.get("minItems", 0)
        count = min(schema.get("maxItems", 50), least + chance.choice((0, 0, 1, 1, 2, 3)))
        count = count if depth < 6 else least
        return [self.value(schema.get("items", {}), chance, name, depth + 1) for _ in range(count)]

    def a_string(self, schema: dict, chance: random.Random, name: str, _: int) -> str:
        words = self.known.get(name)
        if schema.get("pattern", "").startswith("^[0-9]{1,19}"):
            return chance.choice(words or self.known["id"])
        if words and chance.random() < 0.7:
            return chance.choice(words)
        least, most = schema.get("minLength", 0), schema.get("maxLength", 200)
        if not self.tame and chance.random() < 0.15:
            fitting = [text for text in TEXTS if least <= len(text) <= most]
            return chance.choice(fitting) if fitting else "x" * least
        length = chance.choice((least, max(least, 1), min(most, least + 12), min(most, 2000)))
        return "".join(chance.choices(string.ascii_letters + DIGITS + "  -面", k=length))

    def a_integer(self, schema: dict, chance: random.Random, name: str, _: int) -> int:
        words = self.known.get(f"#{name}")
        if words and chance.random() < 0.6:
            return chance.choice(words)
        least, most = schema.get("minimum", 0), schema.get("maximum", 2**63 - 1)
        small = min(most, max(least, chance.randint(0, 9)))
        return chance.choice((least, most, small, small, small))

    def a_boolean(self, schema: dict, chance: random.Random, name: str, depth: int) -> bool:
        return chance.random() < 0.5

    def a_null(self, schema: dict, chance: random.Random, name: str, depth: int) -> None:
        return None
