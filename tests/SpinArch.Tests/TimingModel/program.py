"""Reads what `disasm` and `config show --output json` print (docs/isa.md, docs/configuration.md): a program and its settings."""
import json
import re
from collections import namedtuple
from decimal import Decimal

Block = namedtuple("Block", "number pair rows neuron")
Instruction = namedtuple("Instruction", "index name column indexed operands")
Loop = namedtuple("Loop", "index iterations counts body")
Operation = namedtuple("Operation", "instruction name block column sample input fields")
TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|[^\s,]+')


class Settings:
    """The keys of an architecture: times in picoseconds, None for "unbounded"."""

    def __init__(self, text):
        self.values = {entry["key"]: entry["written"].strip('"') for entry in json.loads(text)["values"]}

    def time(self, key):
        picoseconds = Decimal(self.values[key]) * 1000
        assert picoseconds == int(picoseconds), key
        return int(picoseconds)

    def count(self, key):
        text = self.values[key]
        text = self.values["crossbar.rows"] if text == "rows" else text
        return None if text == "unbounded" else int(text)

    def pair(self, key):
        return tuple(int(word) for word in re.findall(r"\d+", self.values[key]))


class Tile:
    """A tile as its program describes it: recv is [words of each receive channel], send [destinations of each send channel]."""

    def __init__(self, words):
        x, y = words[words.index("at") + 1], words[words.index("at") + 2]
        self.place = int(x), int(y)
        self.first = int(words[words.index("samples") + 1]) if "samples" in words else 0
        self.step = int(words[words.index("step") + 1]) if "step" in words else 1
        self.blocks, self.recv, self.send, self.code = [], [], [], []


class Program:
    """port_sends: [(words, destinations)]; port_columns: [columns of each receive channel of the port].

    A destination is (tile, channel), with tile -1 the port.
    """

    def __init__(self, text):
        self.tiles, self.port_sends, self.port_columns = [], [], []
        self.inputs = self.samples = 1
        bodies, index = [], 0
        for line in text.splitlines():
            words = TOKEN.findall(line.split(";")[0])
            if not words:
                continue
            head = words[0]
            tile = self.tiles[-1] if self.tiles else None
            if head == ".mesh":
                self.mesh = int(words[1]), int(words[2])
            elif head in (".samples", ".inputs"):
                setattr(self, head[1:], int(words[1]))
            elif head == ".port" and words[1] == "send":
                self.port_sends.append((int(words[4]), destinations(words[6:])))
            elif head == ".port" and words[1] == "recv":
                self.port_columns.append(int(words[4]))
            elif head == ".tile":
                self.tiles.append(Tile(words))
                bodies, index = [self.tiles[-1].code], 0
            elif head == ".block":
                number = len(tile.blocks)
                pair = int(words[words.index("pair") + 1]) if words[1] == "pair" else number
                tile.blocks.append(Block(number, pair, int(words[words.index("rows") + 2]), words[-1] == "neuron"))
            elif head == ".recv":
                tile.recv.append(int(words[-1]))
            elif head == ".send":
                tile.send.append(destinations(words[3:]))
            elif head == "end":
                bodies.pop()
            elif not head.startswith("."):
                if head == "loop":
                    bodies[-1].append(Loop(index, int(words[1]), words[2] if len(words) > 2 else None, []))
                    bodies.append(bodies[-1][-1].body)
                else:
                    bodies[-1].append(instruction(index, words))
                index += 1


def destinations(words):
    """`port channel 0` or `tile 3 channel 1`, any number of them."""
    ends, rest = [], list(words)
    while rest:
        place = rest.pop(0)
        tile = -1 if place == "port" else int(rest.pop(0))
        assert rest.pop(0) == "channel"
        ends.append((tile, int(rest.pop(0))))
    return ends


def instruction(index, words):
    column, indexed, operands = 0, False, {}
    for word in words[1:]:
        if word.startswith("["):
            indexed = "i" in word
            column = sum(int(number) for number in re.findall(r"\d+", word))
        else:
            key, value = word.split("=")
            operands[key] = value
    return Instruction(index, words[0], column, indexed, operands)


def holds(condition, counters):
    """Whether a condition holds; counters are (value, iterations, what is counted) of the loops, the innermost last."""
    name, _, levels = condition.partition("@")
    if name in ("always", "never"):
        return name == "always"
    values = [counters[-1 - int(level)] for level in levels]
    if name == "first":
        return all(value == 0 for value, *_ in values)
    last = all(value == count - 1 for value, count, _ in values)
    return last if name == "last" else not last


def fetched(tile, code=None, counters=()):
    """The instructions of a tile in the order of their fetch, with everything that loop counters decide decided."""
    for item in tile.code if code is None else code:
        if isinstance(item, Loop):
            yield Operation(item.index, "loop", None, 0, 0, 0, {})
            for value in range(item.iterations):
                yield from fetched(tile, item.body, counters + ((value, item.iterations, item.counts),))
        else:
            yield decided(tile, item, counters)


def decided(tile, item, counters):
    def counter(name, level):
        """Value and iterations of the loop that counts this: the one that says so, or where none says anything the one of a level."""
        if any(counts for *_, counts in counters):
            named = [(value, count) for value, count, counts in counters if counts == name]
            return named[-1] if named else (0, 1)
        return counters[-1 - level][:2] if level < len(counters) else (0, 1)

    operands, depth = item.operands, 1 if item.indexed else 0
    count, iterations = counter("samples", depth)
    when = operands.get("when", "never" if item.name == "stat" else "always")
    fields = {
        "mean": holds(operands.get("mean", "never"), counters),
        "x": holds(operands.get("x", "never"), counters),
        "when": holds(when, counters),
        "last": holds(when.replace("first", "last"), counters),
        "source": operands.get("source", "psum"),
        "carry": operands.get("carry") == "1",
    }
    size = int(operands.get("channels", 1))
    turn = (count + 1) % iterations if operands.get("ahead") == "1" else count
    first = int(operands.get("channel", 0)) + turn % (int(operands.get("alternates", 0)) + 1) * size
    fields["channels"] = range(first, first + size)
    block = tile.blocks[int(operands.get("pair", 0))] if tile.blocks else None
    column = item.column + (counter("columns", 0)[0] if item.indexed else 0)
    sample = tile.first + count * tile.step
    return Operation(item.index, item.name, block, column, sample, counter("inputs", depth + 1)[0], fields)
