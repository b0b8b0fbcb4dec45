"""The measures of tools/tidy.py find what they are for; a check that cannot fail checks nothing."""

import os
import sys
import tempfile
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "tools"))
import tidy  # noqa: E402

MAP = """
module(base)
module(db     NEEDS base PUBLIC map.hpp)
module(ledger NEEDS db)   # module(nobody)
module(orders NEEDS
    ledger)
module(app    NEEDS orders)
"""


class Tidy(unittest.TestCase):
    def setUp(self):
        self.place = tempfile.TemporaryDirectory()
        self.before = os.getcwd()
        os.chdir(self.place.name)
        for door in ("db/db.hpp", "ledger/ledger.hpp", "orders/orders.hpp"):
            path = Path("src") / door
            path.parent.mkdir(parents=True)
            path.touch()

    def tearDown(self):
        os.chdir(self.before)
        self.place.cleanup()

    def faults(self, name: str, text: str) -> list[str]:
        path = Path(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
        return [fault for _, fault in tidy.faults(path, tidy.Map(MAP))]

    def test_an_include_goes_down_and_through_the_door(self):
        for include in ("base/money.hpp", "db/db.hpp", "db/map.hpp", "orders/state.hpp"):
            self.assertEqual([], self.faults("src/orders/a.cpp", f'#include "{include}"\n'))
        self.assertEqual([], self.faults("src/cli/main.cpp", '#include "orders/routes.hpp"\n'))

    def test_an_include_upwards_is_found(self):
        found = self.faults("src/db/a.cpp", '#include "orders/orders.hpp"\n')
        self.assertEqual(["db does not need orders (see CMakeLists.txt)"], found)

    def test_a_way_round_the_door_is_found(self):
        self.assertEqual(1, len(self.faults("src/orders/a.cpp", '#include "ledger/chain.hpp"\n')))
        self.assertEqual(1, len(self.faults("src/orders/a.cpp", '#include "db/sqlite.hpp"\n')))

    def test_a_map_that_is_not_read_from_top_to_bottom_is_found(self):
        wrong = tidy.Map("module(orders NEEDS ledger)\nmodule(ledger)\n")
        self.assertEqual(1, len(wrong.faults))

    def test_long_lines_and_long_files_are_found(self):
        self.assertEqual(1, len(self.faults("src/db/a.cpp", "x" * 101 + "\n")))
        self.assertEqual([], self.faults("src/db/a.cpp", "x" * 100 + "\n"))
        self.assertEqual(1, len(self.faults("src/db/a.cpp", "x\n" * 501)))

    def test_words_that_do_harm_are_found(self):
        for line in ("double price = 0;", "auto now = std::chrono::system_clock::now();",
                     "std::this_thread::sleep_for(1s);", "// TO" "DO: later"):  # fmt: skip
            self.assertEqual(1, len(self.faults("src/orders/a.cpp", line + "\n")), line)

    def test_words_in_comments_and_texts_do_no_harm(self):
        line = 'tell("double");  // Double-entry, never a double.'
        self.assertEqual([], self.faults("src/orders/a.cpp", line + "\n"))


if __name__ == "__main__":
    unittest.main()
