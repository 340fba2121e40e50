"""The verbs that give a report."""

import json
import os

from .command import call

__all__ = ["estimate", "infer", "run", "sweep", "version"]


def version():
    """The program's version."""
    return call("--version").strip()


def run(network="all-spin-mnist", *, settings=None, trace=None, **options):
    """Simulates a network event by event; returns the report as a dictionary.

    settings maps keys of the configuration to values (``--set``), trace names a file to record every activity in. Further options are
    those of the command line with underscores: samples=5, arch="all-spin-ideal", arrival_ns=15000, fan_in="tree".
    """
    if trace is not None:
        options["trace"] = os.fspath(trace)
    return _report("run", network, settings, options)


def estimate(network="all-spin-mnist", *, settings=None, **options):
    """Estimates a network in closed form; returns the report as a dictionary."""
    return _report("estimate", network, settings, options)


def infer(network="all-spin-mnist", *, settings=None, **options):
    """Accuracy and uncertainty over images, without time; returns the report as a dictionary."""
    return _report("infer", network, settings, options)


def sweep(file, out, *, resume=False, force=False, jobs=0):
    """Runs a sweep file into the folder out and returns its results as columns (see read_sweep). file may be a dictionary."""
    from .frames import read_sweep

    out = os.fspath(out)
    if isinstance(file, dict):
        os.makedirs(out, exist_ok=True)
        path = os.path.join(out, "sweep.json")
        with open(path, "w", encoding="utf-8", newline="\n") as target:
            json.dump(file, target, indent=2)
    else:
        path = os.fspath(file)
    flags = [name for name, wanted in (("--resume", resume), ("--force", force)) if wanted]
    call("sweep", path, "--out", out, "--jobs", jobs, *flags)
    return read_sweep(out)


def _report(verb, network, settings, options):
    words = [verb, os.fspath(network)]
    for key, value in (settings or {}).items():
        words += ["--set", f"{key}={_word(value)}"]
    for name, value in options.items():
        option = "--" + name.replace("_", "-")
        if value is True:
            words.append(option)
        elif value is not None and value is not False:
            words += [option, _word(value)]
    return json.loads(call(*words, "--output", "json"))


def _word(value):
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (list, tuple)):
        return ",".join(map(_word, value))
    return str(value)
