"""What is on a tile (docs/timing-model.md, section 7.2)."""


def passes(count, width):
    return 1 if width is None else -(-count // width)


class Store:
    """Banks used in turn: a bank is taken, then full, then empty again."""

    def __init__(self, banks):
        self.banks, self.taken, self.full = banks, 0, 0

    def has_room(self):
        return self.taken < self.banks

    def take(self):
        assert self.taken < self.banks
        self.taken += 1

    def fill(self):
        self.full += 1
        assert self.full <= self.taken

    def empty(self):
        assert self.full > 0
        self.full -= 1
        self.taken -= 1


class Pair:
    """A crossbar pair: the block on it, whether with its means, and reads posted and done."""

    def __init__(self, block):
        self.block, self.has_means, self.posted, self.done = block, True, 0, 0
