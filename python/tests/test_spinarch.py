"""The package against the program itself, which SPINARCH names."""

import csv
import io
import json
import os
import re
import tempfile
import unittest

import numpy as np

import spinarch
from spinarch import SpinArchError

SWEEP = {"name": "rows", "weights": False, "samples": 2, "knobs": [{"key": "crossbar.rows", "values": [64, 128]}]}


class ProgramTests(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.trace = os.path.join(cls.folder.name, "run.strace")
        cls.report = spinarch.run(samples=2, trace=cls.trace)

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    def path(self, name):
        return os.path.join(self.folder.name, name)

    def test_a_report_is_that_of_the_command(self):
        said = json.loads(spinarch.call("run", "--samples", 2, "--output", "json"))
        for wall in ("wallSeconds", "wallSecondsSetup", "wallSecondsLoop", "wallSecondsSteady", "wallSecondsSamples", "wallSecondsAdvice", "eventsPerSecond",
                     "shortcut"):  # a run that is recorded, as that of the package is, leaves nothing out, and says so
            self.assertIsNotNone(_remove(said, wall))
            _remove(self.report, wall)
        self.assertEqual(said, self.report)

    def test_settings_and_options_arrive(self):
        slower = spinarch.estimate(samples=2, settings={"crossbar.columnReadNs": 20}, fan_in="tree")
        quicker = spinarch.estimate(samples=2, fan_in="tree")
        self.assertGreater(slower["latencyNs"]["total"], 1.5 * quicker["latencyNs"]["total"])

    def test_terms_add_up(self):
        columns = spinarch.terms(self.report)
        self.assertAlmostEqual(columns["totalNj"].sum(), self.report["energyNj"]["total"], places=6)

    def test_a_trace_has_the_rows_of_the_csv(self):
        columns = spinarch.read_trace(self.trace)
        target = self.path("trace.csv")
        spinarch.call("trace", "export", self.trace, "--format", "csv", "--out", target)
        with open(target, encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        self.assertGreater(len(rows), 10_000)
        self.assertEqual({len(column) for column in columns.values()}, {len(rows)})
        starts = np.array([round(float(row["startNs"]) * 1000) for row in rows])
        ends = starts + [round(float(row["durationNs"]) * 1000) for row in rows]
        np.testing.assert_array_equal(columns["start_ps"], starts)
        np.testing.assert_array_equal(columns["end_ps"], ends)
        for column, field in (("unit", "unit"), ("action", "action"), ("waited_for", "cause")):
            self.assertEqual(columns[column].tolist(), [row[field] for row in rows])
        for column, field in (("items", "items"), ("quanta", "quanta"), ("drive", "drive")):
            self.assertEqual(columns[column].tolist(), [int(row[field]) for row in rows])
        for column, field in (("instruction", "instruction"), ("col", "column"), ("sample", "sample"), ("input", "input")):
            known = np.array([float("nan") if int(row[field]) < 0 else int(row[field]) for row in rows])
            np.testing.assert_array_equal(columns[column].astype(float), known)

    def test_a_window_of_a_trace(self):
        columns = spinarch.read_trace(self.trace, to_ns=1000)
        self.assertGreater(len(columns["start_ps"]), 0)
        self.assertLess(columns["start_ps"].max(), 1_000_000)

    def test_a_sweep_has_the_cells_of_its_csv(self):
        points = spinarch.sweep(SWEEP, self.path("rows"))
        with open(self.path("rows/points.csv"), encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        self.assertEqual(list(points), list(rows[0]))
        self.assertEqual(points["crossbar.rows"].tolist(), [64, 128])
        self.assertEqual(points["status"].tolist(), ["ok", "ok"])
        for name, column in points.items():
            for cell, row in zip(column, rows, strict=True):
                if isinstance(cell, (float, np.floating)) and np.isnan(cell):
                    self.assertEqual(row[name], "", name)
                elif isinstance(cell, str):
                    self.assertEqual(row[name], cell, name)
                else:
                    self.assertEqual(float(row[name]), cell, name)

    def test_what_the_program_refuses_is_an_error_with_its_words(self):
        with self.assertRaises(SpinArchError) as caught:
            spinarch.run(settings={"crossbar.rowz": 1})
        self.assertEqual(caught.exception.code, 2)
        self.assertIn("crossbar.rowz", str(caught.exception))

    def test_a_data_frame(self):
        try:
            import pandas  # noqa: F401
        except ImportError:
            with self.assertRaisesRegex(ImportError, "pandas is not installed"):
                spinarch.frame({})
            return
        self.assertEqual(len(spinarch.frame(spinarch.terms(self.report))), len(self.report["energyNj"]["terms"]))

    def test_the_example_of_the_readme_runs(self):
        readme = os.path.join(os.path.dirname(__file__), "..", "README.md")
        with open(readme, encoding="utf-8") as file:
            example = re.search(r"```python\n(.*?)```", file.read(), re.S).group(1)
        before = os.getcwd()
        os.mkdir(self.path("example"))
        os.chdir(self.path("example"))
        try:
            printed = io.StringIO()
            exec(compile(example, readme, "exec"), {"print": lambda *words: printed.write(" ".join(map(str, words)) + "\n")})
        finally:
            os.chdir(before)
        self.assertRegex(printed.getvalue(), r"(?s)leakage [\d.]+ nJ.*256 [\d.]+\n$")


def _remove(node, name):
    """Removes a member wherever it is; returns its value, or None."""
    found = node.pop(name, None)
    for value in node.values():
        if isinstance(value, dict):
            inner = _remove(value, name)
            found = inner if found is None else found
    return found


if __name__ == "__main__":
    unittest.main()
