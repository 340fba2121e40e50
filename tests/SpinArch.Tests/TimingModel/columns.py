"""Sampler, scaler, crossbars, converters and writer (docs/timing-model.md, section 7.4).

Written from that page and from nothing else.
"""
from stores import passes


class Columns:
    """The part of a tile that draws, scales, reads, converts and writes columns."""

    def look_sampler(self, queue):
        if not self.gaussians.has_room():
            return False
        operation, _ = queue.popleft()
        self.gaussians.take()
        batches = passes(operation.block.rows, self.chip.lanes)
        filling = batches * self.chip.turn
        self.record("Fill", filling, operation)
        self.busy("sampler", filling, lambda: None)
        drawn = (batches - 1) * self.chip.turn + self.chip.batch + self.chip.normalise
        self.later(self.chip.edge(self.chip.now + drawn), self.gaussians.fill)
        return True

    def look_scaler(self, queue):
        operation, _ = queue[0]
        block = operation.block.number
        ahead = self.scalings_with_x[block] - self.reads_with_x[block]
        if not (self.x[block].full > ahead and self.gaussians.full and self.dac.has_room()):
            return False
        queue.popleft()
        self.dac.take()
        duration = passes(operation.block.rows, self.chip.scaler_width) * self.chip.clock
        self.record("Scale", duration, operation)
        self.busy("scaler", duration, self.scaled, operation)
        return True

    def scaled(self, operation):
        self.dac.fill()
        self.gaussians.empty()
        self.scalings_with_x[operation.block.number] += operation.fields["x"]

    def look_crossbars(self, queue):
        operation, _ = queue[0]
        block, pair, mean = operation.block.number, self.pairs[operation.block.pair], operation.fields["mean"]
        if not (self.x[block].full and pair.block == block and (pair.has_means or not mean) and self.dac.full and self.hold.has_room()):
            return False
        self.hold.take()
        self.reads_begun += 1
        is_last = self.reads_begun == self.chip.slices
        self.record("Read", self.chip.column_read, operation)
        if mean:
            self.record("MeanRead", self.chip.column_read, operation)
        if is_last:
            self.reads_begun = 0
            queue.popleft()
        self.busy("crossbars", self.chip.column_read, self.read, operation, is_last)
        return True

    def read(self, operation, is_last):
        self.hold.fill()
        if is_last:
            self.dac.empty()
            self.pairs[operation.block.pair].done += 1
            if operation.fields["x"]:
                self.x[operation.block.number].empty()
                self.reads_with_x[operation.block.number] += 1

    def look_converters(self, queue):
        operation, _ = queue[0]
        block, chip = operation.block, self.chip
        count = 2 if operation.fields["mean"] and not block.neuron else 1
        kinds = ("sigma", "mean")[:count]
        latches = [self.latch(kind, block.number, operation.column) for kind in kinds]
        if not self.hold.full or (self.conversions_begun == 0 and not all(latch.has_room() for latch in latches)):
            return False
        if self.conversions_begun == 0:
            for latch in latches:
                latch.take()
        self.conversions_begun += 1
        steps = passes(count, chip.converters)
        self.record("Convert", steps * chip.interval, operation)
        if self.conversions_begun == chip.slices:
            self.conversions_begun = 0
            queue.popleft()
            codes_at = chip.edge(chip.now + (steps - 1) * chip.interval + chip.conversion_latency)
            self.later(codes_at, *(latch.fill for latch in latches))
        self.busy("converters", steps * chip.interval, self.hold.empty)
        return True

    def look_writer(self, queue):
        operation, reads_before = queue[0]
        pair = self.pairs[operation.block.pair]
        if pair.done < reads_before:
            return False
        queue.popleft()
        pair.block = None
        duration = operation.block.rows * self.chip.row_write
        self.record("Write", duration, operation)
        self.busy("writer", duration, self.written, pair, operation)
        return True

    def written(self, pair, operation):
        pair.block, pair.has_means = operation.block.number, operation.fields["mean"]
