"""Compares recorded runs with the model: every start of every activity, to the picosecond, and when inputs and samples are completed.

Argument: a folder of NAME.sasm (a program as `disasm` prints it), NAME.json (as `config show --output json` prints it) and NAME.starts
(a line an activity: place, action, start, duration, instruction, column, sample, input; first how inputs arrived, last how the run ended).
Exits with 1 where something differs.
"""
import collections
import pathlib
import sys

from model import Chip
from program import Program, Settings

# One read shows as several activities of equal start (section 7.10); of these, MeanRead says that the mean crossbar takes part.
READS = {"SigmaDrive", "SigmaRead", "MeanDrive", "MeanHold", "Capture", "NeuronWrite"}
SHOWN = 12


def recorded(path):
    """Activities as the model gives them, how many lines they were, and the other lines."""
    rows, reads, count, others = [], set(), 0, {}
    for line in path.read_text().splitlines():
        words = line.split()
        if words[0][0].isalpha():
            others[words[0]] = [int(word) for word in words[1:]]
            continue
        count += 1
        action = "Read" if words[1] in READS else words[1]
        row = (int(words[0]), action, *map(int, words[2:]))
        if action != "Read":
            rows.append(row)
        elif row not in reads:
            reads.add(row)
            rows.append(row)
    return rows, count, others


def outcome(chip):
    """How the model's run ended, in the words of the record."""
    program = chip.program
    if len(chip.port.completions) < program.inputs or not all(tile.has_halted() for tile in chip.tiles):
        return {"deadlock": []}
    samples = [chip.sample_ends[key] for key in sorted(chip.sample_ends)]
    return {"end": [chip.port.completions[-1]], "inputs": chip.port.completions, "samples": samples}


def differences(folder, name):
    rows, count, others = recorded(folder / (name + ".starts"))
    arrival = others.pop("arrival")[0]
    chip = Chip(Program((folder / (name + ".sasm")).read_text()), Settings((folder / (name + ".json")).read_text()), arrival)
    model, run = collections.Counter(chip.run()), collections.Counter(rows)
    lines = [(row[2], "model", row) for row in (model - run).elements()] + [(row[2], "run", row) for row in (run - model).elements()]
    found = []
    if lines:
        found.append(f"{len(lines)} starts differ, the first of them:")
        found += [f"  {side:5} {row}" for _, side, row in sorted(lines)[:SHOWN]]
    expected = outcome(chip)
    for key in sorted(expected.keys() | others.keys()):
        if expected.get(key) != others.get(key):
            found.append(f"{key} is {others.get(key)}, by the model {expected.get(key)}")
    return found, count


def main():
    folder = pathlib.Path(sys.argv[1])
    names = sorted(path.stem for path in folder.glob("*.starts"))
    total, is_same = 0, True
    for name in names:
        found, count = differences(folder, name)
        total += count
        if found:
            is_same = False
            print(f"{name}: " + "\n".join(found))
    if is_same:
        print(f"{len(names)} designs, {total} recorded activities: every start is the same")
    return 0 if is_same else 1


if __name__ == "__main__":
    sys.exit(main())
