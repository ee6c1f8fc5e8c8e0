#!/usr/bin/env python3
"""Plants broken doors in a tree of our own and asserts that check_layers.py
finds each. Usage: check_layers_test.py ROOT."""

import shutil
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

ROOT = Path(sys.argv[1])


class CheckLayersTest(unittest.TestCase):
    def check(self, path, include, table=None):
        """Runs the checker over a tree with one file that has one include."""
        with tempfile.TemporaryDirectory() as folder:
            tree = Path(folder)
            (tree / "tools").mkdir()
            shutil.copy(ROOT / "tools" / "layers.txt", tree / "tools")
            if table is not None:
                (tree / "tools" / "layers.txt").write_text(table, encoding="utf-8")
            file = tree / path
            file.parent.mkdir(parents=True)
            file.write_text(f"// A comment.\n#include {include}\n", encoding="utf-8")
            run = subprocess.run([sys.executable, ROOT / "tools" / "check_layers.py", tree],
                                 capture_output=True, text=True, check=False)
            return run.returncode, run.stdout + run.stderr

    def assert_broken(self, path, include, *says):
        code, output = self.check(path, include)
        self.assertEqual(code, 1, output)
        self.assertTrue(output.startswith(f"{path}:2: "), output)
        for words in says:
            self.assertIn(words, output)

    def assert_whole(self, path, include):
        code, output = self.check(path, include)
        self.assertEqual(code, 0, output)

    def test_rules_do_not_see_servers(self):
        self.assert_broken("protocol/oauth1/x.cc", '"mocks/world/clock.h"', "protocol/oauth1 may not include mocks/world")

    def test_subjects_do_not_see_each_other(self):
        self.assert_broken("protocol/oauth1/x.cc", '"protocol/cms/y.h"', "it may: protocol/oauth1 protocol/base")
        self.assert_broken("mocks/ade/x.cc", '"mocks/workspace_one/y.h"')

    def test_nothing_leans_on_the_judges(self):
        self.assert_broken("mocks/server/x.cc", '"conformance/check.h"')
        self.assert_broken("conformance/report/x.cc", '"conformance/drivers/y.h"')

    def test_what_is_dear_stays_out_of_headers(self):
        self.assert_broken("mocks/server/x.h", "<httplib.h>", "never for *.h")
        self.assert_broken("protocol/token/x.h", "<nlohmann/json.hpp>")
        self.assert_broken("protocol/crypto/x.h", "<openssl/evp.h>")
        self.assert_whole("protocol/crypto/x.h", "<openssl/types.h>")
        self.assert_whole("mocks/journal/x.h", "<nlohmann/json_fwd.hpp>")
        self.assert_whole("mocks/server/x.cc", "<httplib.h>")

    def test_foreign_headers_have_their_rooms(self):
        self.assert_broken("protocol/oauth1/x.cc", "<openssl/hmac.h>", "<fmt/>")
        self.assert_broken("mocks/ade/x.cc", "<httplib.h>")
        self.assert_broken("conformance/x.cc", "<sys/wait.h>")
        self.assert_broken("mocks/world/x.cc", "<boost/asio.hpp>")

    def test_rules_are_pure(self):
        self.assert_broken("protocol/http/x.cc", "<thread>", "never for protocol/*")
        self.assert_broken("protocol/crypto/x.cc", "<unistd.h>")
        self.assert_whole("protocol/http/x.cc", "<string>")
        self.assert_whole("mocks/journal/x.cc", "<mutex>")

    def test_every_file_has_a_room_and_every_include_its_path(self):
        self.assert_broken("mocks/helpers/x.cc", "<string>", "lies in no room")
        self.assert_broken("mocks/ade/x.cc", '"clock.h"', "path from the root")

    def test_a_spaced_include_is_seen(self):
        self.assert_broken("mocks/ade/x.cc", '<httplib.h>  // NOLINT')

    def test_a_table_that_cannot_be_read_is_an_error(self):
        code, output = self.check("mocks/ade/x.cc", "<string>", "mocks/ade\n")
        self.assertEqual(code, 2, output)
        code, output = self.check("mocks/ade/x.cc", "<string>", "a : b\na : c\n")
        self.assertEqual(code, 2, output)
        self.assertIn(":2:", output)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
