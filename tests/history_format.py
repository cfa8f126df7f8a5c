"""What `bobbin --export` writes is what docs/bobbin-history.schema.json says: history_format.py BOBBIN ROOT"""

import json
import pathlib
import re
import subprocess
import sys
import tempfile
import unittest

try:
    import jsonschema
except ImportError:
    sys.exit(77)  # skipped

bobbin, root = sys.argv.pop(1), pathlib.Path(sys.argv.pop(1))


def strict(schema):
    """The schema without room for members that it does not name."""
    if isinstance(schema, list):
        return [strict(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    result = {name: strict(value) for name, value in schema.items()}
    if "properties" in schema:
        result["additionalProperties"] = False
    return result


def as_imported(text):
    """The text without what an import does not believe: whom a service trusts, its proxy, and since when something
    is in the trash."""
    return re.sub(r'^   "(ca_file|network|trashed_ms)": .*\n', "", text, flags=re.MULTILINE)


class HistoryFormat(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        schema = json.loads((root / "docs/bobbin-history.schema.json").read_text())
        jsonschema.Draft202012Validator.check_schema(schema)
        cls.validator = jsonschema.Draft202012Validator(strict(schema))

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = folder.name

    def run_bobbin(self, *arguments):
        command = [bobbin, "--data-dir", self.folder, *arguments]
        return subprocess.run(command, check=True, capture_output=True, timeout=60).stdout

    def test_file_with_everything_comes_out_as_it_went_in(self):
        file = root / "tests/data/history/complete.json"
        self.validator.validate(json.loads(file.read_text()))

        self.run_bobbin("--import", str(file))

        exported = self.run_bobbin("--export", "-").decode()
        self.assertEqual(as_imported(exported), as_imported(file.read_text()))
        self.assertNotIn("proxy.example.com", exported)

    def test_conversation_that_was_held_is_valid(self):
        reply = self.run_bobbin("--demo", "--ask", "How do I search?").decode()

        history = json.loads(self.run_bobbin("--export", "-"))

        self.validator.validate(history)
        question, answer = history["conversations"][0]["messages"]
        self.assertEqual(question["content"], "How do I search?")
        self.assertEqual(answer["content"].strip(), reply.strip())

    def test_unknown_member_is_found(self):
        history = {"format": "bobbin-history", "version": 1, "conversations": [], "key": ""}

        self.assertFalse(self.validator.is_valid(history))


unittest.main()
