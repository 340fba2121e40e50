"""The reader on files made by hand, and on damage."""

import os
import struct
import tempfile
import unittest
import zlib

import numpy as np

from spinarch import ParquetError, read_parquet


def varint(value):
    out = bytearray()
    while value > 0x7F:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    out.append(value)
    return bytes(out)


def zigzag(value):
    return varint((value << 1) ^ (value >> 63))


class Struct:
    """A writer of Thrift's compact protocol, for small files made by hand."""

    def __init__(self):
        self.out, self.last = bytearray(), 0

    def field(self, number, kind, body):
        self.out += bytes([(number - self.last) << 4 | kind]) + body
        self.last = number
        return self

    def i32(self, number, value):
        return self.field(number, 5, zigzag(value))

    def i64(self, number, value):
        return self.field(number, 6, zigzag(value))

    def text(self, number, value):
        return self.field(number, 8, varint(len(value)) + value.encode())

    def struct(self, number, value):
        return self.field(number, 12, value.end())

    def list(self, number, kind, items):
        return self.field(number, 9, bytes([len(items) << 4 | kind]) + b"".join(items))

    def end(self):
        return bytes(self.out) + b"\0"


def file_of(columns, rows, codec=0):
    """A file of one row group: columns are (name, physical type, optional, encoding, page body)."""
    data, chunks, schema = bytearray(b"PAR1"), [], [Struct().text(4, "root").i32(5, len(columns)).end()]
    for name, kind, optional, encoding, body in columns:
        packed = body
        if codec == 2:
            packer = zlib.compressobj(wbits=31)
            packed = packer.compress(body) + packer.flush()
        page = Struct().i32(1, rows).i32(2, encoding).i32(3, 3).i32(4, 3)
        header = Struct().i32(1, 0).i32(2, len(body)).i32(3, len(packed)).struct(5, page).end()
        at = len(data)
        data += header + packed
        meta = Struct().i32(1, kind).list(2, 5, [zigzag(encoding)]).list(3, 8, [varint(len(name)) + name.encode()])
        meta.i32(4, codec).i64(5, rows).i64(6, len(body)).i64(7, len(packed)).i64(9, at)
        chunks.append(Struct().i64(2, at).struct(3, meta).end())
        schema.append(Struct().i32(1, kind).i32(3, int(optional)).text(4, name).end())
    group = Struct().list(1, 12, chunks).i64(2, len(data)).i64(3, rows).end()
    pair = Struct().text(1, "who").text(2, "hand").end()
    footer = Struct().i32(1, 1).list(2, 12, schema).i64(3, rows).list(4, 12, [group]).list(5, 12, [pair]).end()
    return bytes(data + footer + struct.pack("<I", len(footer)) + b"PAR1")


class ReaderTests(unittest.TestCase):
    def read(self, data):
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "file.parquet")
            with open(path, "wb") as file:
                file.write(data)
            return read_parquet(path)

    def test_plain_numbers_and_text(self):
        numbers = struct.pack("<3q", 1, -2, 1 << 60)
        text = b"".join(struct.pack("<I", len(word)) + word for word in (b"a", "µm".encode(), b""))
        for codec in (0, 2):
            columns, about = self.read(file_of([("n", 2, False, 0, numbers), ("t", 6, False, 0, text)], 3, codec))
            self.assertEqual(columns["n"].tolist(), [1, -2, 1 << 60])
            self.assertEqual(columns["t"].tolist(), ["a", "µm", ""])
            self.assertEqual(about, {"who": "hand"})

    def test_missing_values(self):
        # Definition levels 1 0 1 bit-packed: one group of eight, 0b101.
        levels = bytes([0b11, 0b101])
        body = struct.pack("<I", len(levels)) + levels + struct.pack("<2d", 0.5, 2.5)
        column = self.read(file_of([("x", 5, True, 0, body)], 3))[0]["x"]
        np.testing.assert_array_equal(column, [0.5, np.nan, 2.5])

    def test_delta_packed(self):
        # The specification's example: 1 2 3 4 5, then 7 5 3 1 2 3 4 5 with deltas of a minimum of -2, in one block of 128 of 4 minis.
        constant = varint(128) + varint(4) + varint(5) + zigzag(1) + zigzag(1) + bytes(4)
        self.assertEqual(self.read(file_of([("d", 1, False, 5, constant)], 5))[0]["d"].tolist(), [1, 2, 3, 4, 5])
        deltas = [-2, -2, -2, 1, 1, 1, 1]
        bits = sum((delta + 2) << (2 * index) for index, delta in enumerate(deltas))
        packed = varint(128) + varint(4) + varint(8) + zigzag(7) + zigzag(-2) + bytes([2, 0, 0, 0]) + bits.to_bytes(8, "little")
        self.assertEqual(self.read(file_of([("d", 1, False, 5, packed)], 8))[0]["d"].tolist(), [7, 5, 3, 1, 2, 3, 4, 5])

    def test_every_cut_is_refused(self):
        whole = file_of([("n", 2, False, 0, struct.pack("<3q", 1, 2, 3))], 3, 2)
        for length in range(len(whole)):
            with self.assertRaises(ParquetError):
                self.read(whole[:length])

    def test_damage_is_refused_or_harmless(self):
        whole = file_of([("n", 2, False, 0, struct.pack("<3q", 1, 2, 3)), ("x", 5, False, 0, struct.pack("<3d", 1, 2, 3))], 3, 2)
        random = np.random.default_rng(1)
        for _ in range(2000):
            damaged = bytearray(whole)
            for _ in range(random.integers(1, 4)):
                damaged[random.integers(len(damaged))] = random.integers(256)
            try:
                self.read(bytes(damaged))
            except ParquetError as error:
                self.assertIn("file.parquet", str(error))


if __name__ == "__main__":
    unittest.main()
