"""Calling the program."""

import os
import shlex
import shutil
import subprocess

__all__ = ["SpinArchError", "call", "command"]


class SpinArchError(RuntimeError):
    """The program refused or failed. ``code`` is its exit code (docs/command-line.md), the message what it said."""

    def __init__(self, code, message):
        super().__init__(message)
        self.code = code


def command():
    """The command as a list of words: that of the environment variable SPINARCH, else ``spinarch``."""
    words = shlex.split(os.environ.get("SPINARCH", "spinarch"))
    if not words or shutil.which(words[0]) is None:
        name = words[0] if words else ""
        raise SpinArchError(
            127, f"there is no command '{name}'; install it (dotnet tool install --global SpinArch.Tool) or set SPINARCH"
        )
    return words


def call(*arguments):
    """Runs ``spinarch ARGUMENTS`` and returns its standard output as text; raises SpinArchError if its exit code is not 0."""
    done = subprocess.run([*command(), *map(str, arguments)], capture_output=True, text=True, encoding="utf-8", check=False)
    if done.returncode != 0:
        message = done.stderr.strip() or f"ended with code {done.returncode}"
        raise SpinArchError(done.returncode, message.removeprefix("spinarch: "))
    return done.stdout
