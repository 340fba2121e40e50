"""An independent discrete-event model of the chip's timing, written from section 7 of docs/timing-model.md and from nothing else.

`Chip(program, settings, arrival).run()` gives every start: rows of (place, action, start, duration, instruction, column, sample, input).
"""
import heapq

from mesh import PORT, Mesh
from tile import TileModel


class Port:
    """Section 7.7: inputs go out in order; results are taken when they come. It joins the router at mesh.port."""

    def __init__(self, chip, program, arrival):
        self.chip, self.program, self.arrival = chip, program, arrival
        self.place = chip.settings.pair("mesh.port")
        self.input = self.channel = self.words_sent = 0
        self.is_free = True
        self.words = [0] * len(program.port_columns)
        self.completions = []
        chip.at(0, chip.touch, self)

    def look(self):
        chip, sends = self.chip, self.program.port_sends
        if not self.is_free or self.input == self.program.inputs:
            return
        if not chip.on_edge or chip.now < self.input * self.arrival:
            chip.at(chip.edge(max(chip.now, self.input * self.arrival)), chip.touch, self)
            return
        words, ends = sends[self.channel]
        if not chip.mesh.can_send((-1, self.channel), ends, self.place, PORT):
            return
        carried = min(chip.flit_words, words - self.words_sent)
        chip.record(-1, "PortSend", chip.now, chip.flit, None, -1, self.input)
        flit = chip.mesh.send((-1, self.channel), ends, self.place, carried)
        self.words_sent += carried
        if self.words_sent == words:
            self.words_sent, self.channel = 0, self.channel + 1
            if self.channel == len(sends):
                self.channel, self.input = 0, self.input + 1
        self.is_free = False
        chip.at(chip.edge(chip.now + chip.flit), self.sent, flit)

    def sent(self, flit):
        self.is_free = True
        self.chip.mesh.enter(flit, self.place, PORT)
        self.chip.touch(self)

    def received(self, channel, words):
        self.chip.record(-1, "PortReceive", self.chip.now, self.chip.flit, None)
        self.words[channel] += words
        while all(count >= 5 * columns * (len(self.completions) + 1) for count, columns in zip(self.words, self.program.port_columns)):
            self.completions.append(self.chip.now)


class Chip:
    def __init__(self, program, settings, arrival):
        self.settings, self.now, self.on_edge, self.heap, self.order, self.touched, self.rows = settings, 0, True, [], 0, {}, []
        time, count = settings.time, settings.count
        self.clock, self.flit, self.hop = time("clock.periodNs"), time("link.flitNs"), time("link.hopNs")
        reads = count("sampler.variables") * time("sampler.rowReadNs")
        self.batch = time("sampler.resetNs") + time("sampler.relaxNs") + reads
        self.turn = max(reads, -(-self.batch // count("sampler.arrays")))
        self.normalise = time("sampler.normaliseNs")
        self.column_read, self.row_write = time("crossbar.columnReadNs"), time("crossbar.rowWriteNs")
        self.interval, self.conversion_latency = time("adc.intervalNs"), time("adc.latencyNs")
        self.converters, self.width, self.flit_words = count("adc.perTile"), count("vector.width"), count("link.flitBits") // 16 - 1
        self.lanes, self.scaler_width = count("sampler.lanes"), count("scaler.width")
        self.slices = -(-max(count("weight.meanBits"), count("weight.sigmaBits")) // count("weight.cellBits"))
        self.mesh = Mesh(self, program.mesh, settings.pair("mesh.port"), [tile.place for tile in program.tiles])
        self.program = program
        self.tiles = [TileModel(self, number, tile) for number, tile in enumerate(program.tiles)]
        self.by_place = {tile.program.place: tile for tile in self.tiles}
        self.sample_ends = {}
        self.port = Port(self, program, arrival)

    def edge(self, time):
        return -(-time // self.clock) * self.clock

    def at(self, time, effect, *arguments):
        self.order += 1
        heapq.heappush(self.heap, (time, self.order, effect, arguments))

    def touch(self, part):
        self.touched[part] = None

    def tile_at(self, x, y):
        return self.by_place[x, y]

    def words_at(self, end):
        return self.tiles[end[0]].program.recv[end[1]]

    def record(self, place, action, start, duration, operation, column=-1, number=-1):
        if operation is None:
            self.rows.append((place, action, start, duration, -1, column, -1, number))
        elif action == "Fetch":
            self.rows.append((place, action, start, duration, operation.instruction, -1, -1, -1))
        else:
            self.rows.append((place, action, start, duration, operation.instruction, operation.column, operation.sample, operation.input))

    def counted(self, operation):
        key = operation.input, operation.sample
        self.sample_ends[key] = self.now

    def run(self):
        """Section 7.1: at one instant all effects, then looks until nothing is left to start; then the next instant."""
        while self.heap:
            self.now = self.heap[0][0]
            self.on_edge = self.now % self.clock == 0
            while True:
                while self.heap and self.heap[0][0] == self.now:
                    _, _, effect, arguments = heapq.heappop(self.heap)
                    effect(*arguments)
                if not self.touched:
                    break
                parts, self.touched = self.touched, {}
                for part in parts:
                    part.look()
        return self.rows
