"""Routers, links and credits of docs/timing-model.md, sections 7.6 to 7.8. Written from that page and from nothing else."""
from collections import deque

NORTH, EAST, SOUTH, WEST, TILE, PORT = range(6)
STEPS = {NORTH: (0, -1), EAST: (1, 0), SOUTH: (0, 1), WEST: (-1, 0)}


class Flit:
    def __init__(self, source, ends, words):
        self.source, self.ends, self.words = source, ends, words


class Input:
    """A FIFO of [flit, time from which it may ask, outputs still to go to with the ends behind each]."""

    def __init__(self):
        self.flits, self.taken, self.next_at = deque(), 0, 0


class Router:
    def __init__(self, mesh, x, y):
        self.mesh, self.x, self.y = mesh, x, y
        self.inputs = [Input() for _ in range(6)]
        self.free_at, self.served = [0] * 6, [NORTH] * 6
        self.wakes = set()

    def wake(self, time):
        if time not in self.wakes:
            self.wakes.add(time)
            self.mesh.chip.at(time, self.woken, time)

    def woken(self, time):
        self.wakes.discard(time)
        self.mesh.chip.touch(self)

    def route(self, end):
        x, y, last = self.mesh.place_of(end)
        if x != self.x:
            return EAST if x > self.x else WEST
        if y != self.y:
            return SOUTH if y > self.y else NORTH
        return last

    def arrive(self, flit, number):
        outputs = {}
        for end in flit.ends:
            outputs.setdefault(self.route(end), []).append(end)
        self.inputs[number].flits.append((flit, outputs))
        self.mesh.chip.touch(self)

    def look(self):
        """Starts what can start; heads that wait for a moment that is known wake the router then."""
        chip = self.mesh.chip
        now = chip.now
        asking = {}
        for number, entry in enumerate(self.inputs):
            if entry.flits:
                if entry.next_at > now:
                    self.wake(entry.next_at)
                else:
                    for output in entry.flits[0][1]:
                        asking.setdefault(output, []).append(number)
        for output, numbers in asking.items():
            if self.free_at[output] > now:
                self.wake(self.free_at[output])
                continue
            behind = self.mesh.behind(self, output)
            if behind is not None and behind[0].inputs[behind[1]].taken >= self.mesh.slots:
                continue
            served = self.served[output]
            self.start(output, min(numbers, key=lambda number: (number - served - 1) % 6), behind)
            if len(numbers) > 1:
                self.wake(self.free_at[output])

    def start(self, output, number, behind):
        chip, entry = self.mesh.chip, self.inputs[number]
        flit, outputs = entry.flits[0]
        ends = outputs.pop(output)
        self.served[output], self.free_at[output] = number, chip.now + chip.flit
        chip.record(self.y * self.mesh.size[0] + self.x, "Hop", chip.now, chip.flit, None, output)
        moved = Flit(flit.source, ends, flit.words)
        if behind is None:
            chip.at(chip.edge(chip.now + chip.hop), self.mesh.deliver, moved, ends[0])
        else:
            router, side = behind
            router.inputs[side].taken += 1
            chip.at(chip.now + chip.hop, router.arrive, moved, side)
        if not outputs:
            entry.flits.popleft()
            entry.taken -= 1
            entry.next_at = chip.now + chip.flit
            chip.touch(self)
            chip.touch(self.mesh.before(self, number))


class Mesh:
    def __init__(self, chip, size, port, places):
        self.chip, self.size, self.port, self.places = chip, size, port, places
        self.slots, self.receive = chip.settings.count("link.bufferFlits"), chip.settings.count("link.receiveFlits")
        self.routers = {(x, y): Router(self, x, y) for x in range(size[0]) for y in range(size[1])}
        self.credits = {}

    def place_of(self, end):
        return (*self.port, PORT) if end[0] < 0 else (*self.places[end[0]], TILE)

    def behind(self, router, output):
        """The router behind an output and the side at which its flits come in; None for the tile and the port."""
        if output >= TILE:
            return None
        dx, dy = STEPS[output]
        return self.routers[router.x + dx, router.y + dy], (output + 2) % 4

    def before(self, router, number):
        """What sends into an input of a router: the router there, the tile or the port."""
        if number == PORT:
            return self.chip.port
        if number == TILE:
            return self.chip.tile_at(router.x, router.y)
        dx, dy = STEPS[number]
        return self.routers[router.x + dx, router.y + dy]

    def can_send(self, source, ends, place, side):
        return self.routers[place].inputs[side].taken < self.slots and all(self.credits.get((source, end), self.receive) for end in ends)

    def send(self, source, ends, place, words):
        for end in ends:
            self.credits[source, end] = self.credits.get((source, end), self.receive) - 1
        return Flit((source, place), ends, words)

    def enter(self, flit, place, side):
        self.routers[place].inputs[side].taken += 1
        self.routers[place].arrive(flit, side)

    def deliver(self, flit, end):
        x, y, _ = self.place_of(end)
        source, place = flit.source
        links = abs(x - place[0]) + abs(y - place[1]) + 1

        def credit():
            self.chip.at(self.chip.edge(self.chip.now + links * self.chip.hop), self.back, source, end)

        if end[0] < 0:
            self.chip.port.received(end[1], flit.words)
            credit()
        else:
            self.chip.tiles[end[0]].arrived(end[1], flit.words, credit)

    def back(self, source, end):
        self.credits[source, end] += 1
        self.chip.touch(self.chip.port if source[0] < 0 else self.chip.tiles[source[0]])
