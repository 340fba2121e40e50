"""SpinArch from Python: run the simulator, get its reports as dictionaries and data frames, read its traces and sweeps.

    import spinarch
    report = spinarch.run(samples=5, settings={"crossbar.rows": 64})
    report["latencyNs"]["total"]

The command ``spinarch`` must be installed, or SPINARCH must hold the command to use. NumPy is needed; pandas only for ``frame``.
"""

from .command import SpinArchError, call, command
from .frames import frame, read_sweep, read_trace, terms
from .parquet import ParquetError, read_parquet
from .verbs import estimate, infer, run, sweep, version

__all__ = [
    "ParquetError",
    "SpinArchError",
    "call",
    "command",
    "estimate",
    "frame",
    "infer",
    "read_parquet",
    "read_sweep",
    "read_trace",
    "run",
    "sweep",
    "terms",
    "version",
]
