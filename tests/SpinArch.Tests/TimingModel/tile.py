"""A tile: its stores, its sequencer, and when its units look for work (docs/timing-model.md, sections 7.1 to 7.3).

Written from that page and from nothing else.
"""
from collections import deque

from columns import Columns
from messages import Messages
from program import fetched
from stores import Pair, Store

SELF_TIMED = "sampler", "crossbars", "converters", "writer"
CLOCKED = "scaler", "vector", "sender", "receiver"
UNITS = SELF_TIMED + CLOCKED
POSTS_TO = {
    "recv": ("receiver",),
    "column": ("sampler", "scaler", "crossbars", "converters"),
    "sample": ("sampler",),
    "scale": ("scaler",),
    "read": ("crossbars",),
    "convert": ("converters",),
    "write": ("writer",),
    "add": ("vector",),
    "recv.add": ("vector",),
    "act": ("vector",),
    "stat": ("vector",),
    "send": ("sender",),
}


class TileModel(Columns, Messages):
    def __init__(self, chip, number, program):
        self.chip, self.number, self.program, get = chip, number, program, chip.settings.count
        self.gaussians, self.dac, self.hold = (Store(get(key + ".banks")) for key in ("sampler", "sigmaInput", "sampleHold"))
        self.x = [Store(get("input.banks")) for _ in program.blocks]
        self.scalings_with_x, self.reads_with_x = [0] * len(program.blocks), [0] * len(program.blocks)
        self.latches, self.latch_banks = {}, get("latch.banks")
        self.pairs = {}
        for block in program.blocks:
            self.pairs.setdefault(block.pair, Pair(block.number))
        self.depth = get("sequencer.queueDepth")
        self.queues = {name: deque() for name in UNITS}
        self.free = dict.fromkeys(UNITS, True)
        self.looks = {name: getattr(self, "look_" + name) for name in UNITS}
        self.code, self.current, self.fetched_at = fetched(program), None, 0
        self.reads_begun = self.conversions_begun = self.flits_sent = 0
        self.buffers = [deque() for _ in program.recv]
        self.registers = [0] * len(program.recv)
        self.vector, self.missing = None, {}
        self.wakes = set()
        self.next_instruction()

    def latch(self, kind, block, column):
        """A store of a column: mean, sigma, sum (partial sums), out or running."""
        key = kind, block, column
        store = self.latches.get(key)
        if store is None:
            store = self.latches[key] = Store(self.latch_banks)
        return store

    def wake(self, time):
        if time not in self.wakes:
            self.wakes.add(time)
            self.chip.at(time, self.woken, time)

    def woken(self, time):
        self.wakes.discard(time)
        self.chip.touch(self)

    def busy(self, unit, duration, effect, *arguments):
        """The unit is busy from now for a duration; then it is free, and the effect takes place."""
        self.free[unit] = False
        self.chip.at(self.chip.now + duration, self.over, unit, effect, arguments)

    def over(self, unit, effect, arguments):
        self.free[unit] = True
        effect(*arguments)
        self.chip.touch(self)

    def later(self, time, *effects):
        self.chip.at(time, self.take_place, effects)

    def take_place(self, effects):
        for effect in effects:
            effect()
        self.chip.touch(self)

    def record(self, action, duration, operation, start=None):
        self.chip.record(self.number, action, self.chip.now if start is None else start, duration, operation)

    def look(self):
        """Everything that can start, starts; where something did, there is one more look at this instant."""
        started = False
        for name in UNITS if self.chip.on_edge else SELF_TIMED:
            if self.queues[name] and self.free[name]:
                started |= self.looks[name](self.queues[name])
        if not self.chip.on_edge:
            self.wake(self.chip.edge(self.chip.now))
        elif self.current is not None:
            started |= self.post()
        if started:
            self.chip.touch(self)

    def next_instruction(self):
        self.current, self.fetched_at = next(self.code, None), self.chip.now + self.chip.clock
        if self.current is not None:
            self.wake(self.fetched_at)

    def post(self):
        """The sequencer posts its instruction if its fetch is over and every queue has room."""
        operation = self.current
        if self.chip.now < self.fetched_at:
            return False
        names = POSTS_TO.get(operation.name, ())
        if operation.name in ("recv", "write", "send") and not operation.fields["when"]:
            names = ()
        if any(len(self.queues[name]) >= self.depth for name in names):
            return False
        for name in names:
            if name == "crossbars":
                self.pairs[operation.block.pair].posted += 1
            before = self.pairs[operation.block.pair].posted if name == "writer" else 0
            self.queues[name].append((operation, before))
        self.record("Fetch", self.chip.clock, operation, self.chip.now - self.chip.clock)
        self.next_instruction()
        return True

    def has_halted(self):
        """Whether the program has ended and every posted operation is done."""
        return self.current is None and not any(self.queues.values())
