"""How a description of the API becomes types: tools/write-api."""

import importlib.machinery
import importlib.util
import unittest
from pathlib import Path

PATH = str(Path(__file__).resolve().parent.parent / "tools/write-api")
loader = importlib.machinery.SourceFileLoader("write_api", PATH)
write_api = importlib.util.module_from_spec(importlib.util.spec_from_loader("write_api", loader))
loader.exec_module(write_api)

ID = {"type": "string", "pattern": "^[0-9]{1,19}$"}


class Types(unittest.TestCase):
    def test_texts_are_words_ids_instants_or_plain(self):
        kinds = [{"type": "string", "enum": ["a", "b"]}, ID,
                 {"type": "string", "format": "date-time"}, {"type": "string"}]  # fmt: skip
        said = [write_api.type_of(kind) for kind in kinds]
        self.assertEqual(said, ['"a" | "b"', "Id", "Instant", "string"])

    def test_what_may_be_null_and_what_may_be_missing_are_two_things(self):
        schema = {
            "type": "object",
            "properties": {"at": {"anyOf": [ID, {"type": "null"}]}, "n": {"type": "integer"}},
            "required": ["at"],
        }
        self.assertEqual(
            write_api.component("Thing", schema),
            "export interface Thing {\n    at: Id | null;\n    n?: number;\n}\n",
        )

    def test_a_list_of_one_of_two_has_parentheses(self):
        schema = {"type": "array", "items": {"anyOf": [ID, {"type": "null"}]}}
        self.assertEqual(write_api.type_of(schema), "(Id | null)[]")

    def test_what_is_not_said_is_refused(self):
        for loose in ({}, {"type": "object"}, {"type": "object", "properties": {}}):
            with self.assertRaises(write_api.Loose):
                write_api.type_of(loose)

    def test_a_route_names_what_it_has_and_nothing_else(self):
        operation = {
            "summary": "Ends it",
            "parameters": [{"name": "id", "in": "path", "required": True, "schema": ID},
                           {"name": "Idempotency-Key", "in": "header"}],
            "responses": {"204": {}, "4XX": {}},
        }  # fmt: skip
        self.assertEqual(
            write_api.route("/api/v1/things/{id}", "delete", operation),
            '    /** Ends it. */\n    "DELETE /things/{id}": {\n        path: { id: Id };\n    };',
        )

    def test_bytes_that_are_sent_are_a_blob_and_those_that_are_fetched_have_an_address(self):
        picture = {"schema": {"type": "string", "format": "binary"}}
        sends = {
            "summary": "Sends it",
            "requestBody": {"required": True, "content": {"image/*": picture}},
            "responses": {"204": {}},
        }
        self.assertIn("body: Blob;", write_api.route("/api/v1/things", "post", sends))
        self.assertTrue(write_api.is_json(sends))
        fetches = {"responses": {"200": {"content": {"image/jpeg": picture}}, "4XX": {}}}
        self.assertFalse(write_api.is_json(fetches))


if __name__ == "__main__":
    unittest.main()
