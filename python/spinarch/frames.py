"""Tables: energy terms, sweeps and traces as columns of NumPy arrays, or as pandas data frames."""

import os
import tempfile

import numpy as np

from .command import call
from .parquet import read_parquet

__all__ = ["frame", "read_sweep", "read_trace", "terms"]


def terms(report):
    """The energy terms of a report as columns: a row each, in the report's order."""
    rows = report["energyNj"]["terms"]
    return {name: np.array([row.get(name) for row in rows]) for name in (rows[0] if rows else ())}


def read_sweep(folder):
    """The results of a sweep's folder as columns, a row a point."""
    return read_parquet(os.path.join(os.fspath(folder), "points.parquet"))[0]


def read_trace(path, **window):
    """A trace as columns, a row an activity: a .parquet that ``trace export`` wrote, or a .strace, which is exported first.

    window narrows what is read of a .strace, with the options of ``trace export``: from_ns, to_ns, tile, unit, ...
    """
    path = os.fspath(path)
    if path.endswith(".parquet"):
        if window:
            raise ValueError("a window needs the .strace; a .parquet is read whole")
        return read_parquet(path)[0]
    words = [word for name, value in window.items() for word in ("--" + name.replace("_", "-"), value)]
    with tempfile.TemporaryDirectory() as folder:
        target = os.path.join(folder, "trace.parquet")
        call("trace", "export", path, "--format", "parquet", "--out", target, *words)
        return read_parquet(target)[0]


def frame(columns):
    """Columns as a pandas DataFrame."""
    try:
        import pandas
    except ImportError:
        raise ImportError("pandas is not installed (pip install pandas, or Debian's python3-pandas); columns work without it") from None
    return pandas.DataFrame(columns)
