"""Vector unit, receive buffers, receiver and sender (docs/timing-model.md, sections 7.5 to 7.7).

Written from that page and from nothing else.
"""
from mesh import TILE
from stores import passes

ACTIONS = {"add": "Add", "recv.add": "Add", "act": "Activate", "stat": "Accumulate"}


class Messages:
    """The part of a tile that adds, receives and sends."""

    def look_vector(self, queue):
        operation, _ = queue[0]
        name, fields = operation.name, operation.fields
        channels = fields["channels"] if name == "recv.add" else ()
        operands, emptied = self.operands(operation)
        if not all(latch.full for latch in operands) or not self.sums_there(channels):
            return False
        result = self.latch({"act": "out", "stat": "running"}.get(name, "sum"), operation.block.number, operation.column)
        if name != "stat" or fields["when"]:
            if not result.has_room():
                return False
            result.take()
        queue.popleft()
        received = sum(self.program.recv[channel] for channel in channels)
        duration = passes(len(operands) + received, self.chip.width) * self.chip.clock
        self.record(ACTIONS[name], duration, operation)
        if received:
            self.record("ReceiveWord", duration, operation)
        filled = result if name != "stat" or fields["last"] else None
        self.busy("vector", duration, self.computed, operation, emptied, filled, channels)
        return True

    def operands(self, operation):
        """The latches that an operation reads, a word each, and those that it empties."""
        name, block, column, fields = operation.name, operation.block, operation.column, operation.fields
        is_add = name in ("add", "recv.add")
        if not is_add and fields["source"] != "latch":
            sums = [self.latch("sum", block.number, column)]
            return sums, sums
        emptied = [self.latch("sigma", block.number, column)]
        if is_add and fields["carry"]:
            emptied.append(self.latch("sum", block.number - 1, column))
        if block.neuron:
            return emptied, emptied
        mean = self.latch("mean", block.number, column)
        return emptied + [mean], emptied + [mean] if fields["mean"] else emptied

    def sums_there(self, channels):
        """Takes what is there of two-word sums, in the order of the channels; whether every sum is whole."""
        for channel in channels:
            words, buffer = self.program.recv[channel], self.buffers[channel]
            if words == 1:
                if not buffer:
                    return False
                continue
            while buffer and self.registers[channel] < words:
                self.registers[channel] += self.take_flit(channel)
            if self.registers[channel] < words:
                return False
        return True

    def computed(self, operation, emptied, result, channels):
        for latch in emptied:
            latch.empty()
        if result is not None:
            result.fill()
        for channel in channels:
            if self.program.recv[channel] == 1:
                self.take_flit(channel)
            self.registers[channel] = 0
        if operation.name == "stat":
            self.chip.counted(operation)

    def arrived(self, channel, words, credit):
        self.buffers[channel].append((words, credit))
        self.chip.touch(self)

    def take_flit(self, channel):
        words, credit = self.buffers[channel].popleft()
        credit()
        return words

    def look_receiver(self, queue):
        if self.vector is None:
            if not self.x[queue[0][0].block.number].has_room():
                return False
            self.vector = queue[0][0]
            self.x[self.vector.block.number].take()
            self.missing = {channel: self.program.recv[channel] for channel in self.vector.fields["channels"]}
        batch, width = 0, self.chip.width
        for channel in self.missing:
            while batch < width and self.missing[channel] and self.buffers[channel]:
                words = self.take_flit(channel)
                self.missing[channel] -= words
                batch += words
        if not batch:
            return False
        duration = passes(batch, width) * self.chip.clock
        self.record("ReceiveVector", duration, self.vector)
        self.busy("receiver", duration, self.stored)
        return True

    def stored(self):
        if not any(self.missing.values()):
            self.x[self.vector.block.number].fill()
            self.queues["receiver"].popleft()
            self.vector = None

    def look_sender(self, queue):
        operation, _ = queue[0]
        kind = {"psum": "sum", "out": "out", "stat": "running"}[operation.fields["source"]]
        latch = self.latch(kind, operation.block.number, operation.column)
        channel = operation.fields["channels"][0]
        ends = self.program.send[channel]
        words = {"sum": self.chip.words_at, "out": lambda _: 1, "running": lambda _: 5}[kind](ends[0])
        carried = min(self.chip.flit_words, words - self.flits_sent * self.chip.flit_words)
        if not latch.full or not self.chip.mesh.can_send((self.number, channel), ends, self.program.place, TILE):
            return False
        self.flits_sent += 1
        is_last = self.flits_sent * self.chip.flit_words >= words
        self.record("Inject", self.chip.flit, operation)
        flit = self.chip.mesh.send((self.number, channel), ends, self.program.place, carried)
        self.busy("sender", self.chip.edge(self.chip.now + self.chip.flit) - self.chip.now, self.sent, flit, latch, is_last)
        return True

    def sent(self, flit, latch, is_last):
        self.chip.mesh.enter(flit, self.program.place, TILE)
        if is_last:
            self.flits_sent = 0
            latch.empty()
            self.queues["sender"].popleft()
