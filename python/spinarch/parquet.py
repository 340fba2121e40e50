"""A small reader of Parquet files: flat tables, as SpinArch writes them. NumPy is all it needs.

Written from the format's specification (https://parquet.apache.org/docs/file-format/). It reads flat columns of BOOLEAN, INT32, INT64,
FLOAT, DOUBLE and BYTE_ARRAY (text), required or optional; data pages of version 1 and 2; plain, dictionary and delta-packed values;
without compression or with gzip. Whatever else a file holds is refused by name; use pyarrow or DuckDB for such files.
"""

import struct
import zlib

import numpy as np

__all__ = ["ParquetError", "read_parquet"]

_MAGIC = b"PAR1"
_MOST_BYTES = 1 << 31
_PLAIN_TYPES = {1: np.dtype("<i4"), 2: np.dtype("<i8"), 4: np.dtype("<f4"), 5: np.dtype("<f8")}
_CODECS = {0: "UNCOMPRESSED", 1: "SNAPPY", 2: "GZIP", 3: "LZO", 4: "BROTLI", 5: "LZ4", 6: "ZSTD", 7: "LZ4_RAW"}


class ParquetError(ValueError):
    """The file is no Parquet file, is damaged, or holds what this reader does not know."""


def read_parquet(path):
    """Reads a file into (columns, metadata).

    columns maps each name to a NumPy array: numbers as they are; a column of numbers in which values are missing as float64 with NaN
    (whole numbers below 2^53 stay exact); text as an array of str, None where missing. metadata maps str to str.
    """
    with open(path, "rb") as file:
        data = file.read()
    if len(data) < 12 or data[:4] != _MAGIC or data[-4:] != _MAGIC:
        raise ParquetError(f"{path}: is no Parquet file")
    try:
        return _read(data)
    except ParquetError as error:
        raise ParquetError(f"{path}: {error}") from None
    except (IndexError, KeyError, struct.error, zlib.error, UnicodeDecodeError, TypeError, OverflowError, ValueError) as error:
        raise ParquetError(f"{path}: is damaged ({error})") from None


def _read(data):
    (length,) = struct.unpack("<I", data[-8:-4])
    if length > len(data) - 12:
        raise ParquetError("is cut short")
    footer, _ = _Compact(data, len(data) - 8 - length).struct()
    schema = [_Leaf(element) for element in footer[2][1:]]
    if any(element.get(5) for element in footer[2][1:]):
        raise ParquetError("has nested columns, which this reader does not know")
    parts = {leaf.name: [] for leaf in schema}
    for group in footer[4]:
        for leaf, chunk in zip(schema, group[1], strict=True):
            parts[leaf.name].append(_column(data, leaf, chunk[3]))
    metadata = {_text(pair[1]): _text(pair.get(2, b"")) for pair in footer.get(5, [])}
    return {leaf.name: leaf.join(parts[leaf.name]) for leaf in schema}, metadata


class _Leaf:
    """A column of the schema."""

    def __init__(self, element):
        self.type = element[1]
        self.optional = element.get(3, 0) == 1
        self.name = _text(element[4])
        if element.get(3, 0) == 2:
            raise ParquetError(f"column {self.name} is repeated, which this reader does not know")
        if self.type not in (0, 1, 2, 4, 5, 6):
            raise ParquetError(f"column {self.name} has physical type {self.type}, which this reader does not know")

    def join(self, parts):
        values = [part[0] for part in parts]
        missing = np.concatenate([part[1] for part in parts]) if parts else np.zeros(0, bool)
        if self.type == 6:
            joined = np.empty(sum(map(len, values)), object)
            joined[:] = [item for part in values for item in part]
            return joined
        joined = np.concatenate(values) if values else np.zeros(0, _PLAIN_TYPES.get(self.type, np.bool_))
        if missing.any():
            joined = joined.astype(np.float64)
            joined[missing] = np.nan
        return joined


def _column(data, leaf, meta):
    codec = meta[4]
    if codec not in (0, 2):
        raise ParquetError(f"column {leaf.name} is compressed with {_CODECS.get(codec, codec)}; this reader knows gzip")
    at = min(meta[9], meta.get(11, meta[9]))
    wanted = meta[5]
    dictionary, values, missing, count = None, [], [], 0
    while count < wanted:
        header, at = _Compact(data, at).struct()
        body = data[at : at + header[3]]
        at += header[3]
        if len(body) != header[3] or header[2] > _MOST_BYTES:
            raise ParquetError(f"column {leaf.name} is cut short")
        if header[1] == 2:
            dictionary = _plain(_inflate(body, codec, header[2]), leaf.type, header[7][1])
            continue
        if header[1] == 0:
            page = header[5]
            body = _inflate(body, codec, header[2])
            number, encoding, defined = page[1], page[2], None
            if leaf.optional:
                (length,) = struct.unpack_from("<I", body, 0)
                defined, body = _hybrid(body[4 : 4 + length], 1, number), body[4 + length :]
        elif header[1] == 3:
            page = header[8]
            number, encoding, levels = page[1], page[4], page[5] + page[6]
            defined = _hybrid(body[page[6] : levels], 1, number) if leaf.optional and page[5] else None
            rest = body[levels:]
            body = _inflate(rest, codec, header[2] - levels) if page.get(7, True) else rest
        else:
            continue
        present = number if defined is None else int(np.count_nonzero(defined))
        found = _values(body, leaf, encoding, present, dictionary)
        absent = np.zeros(number, bool) if defined is None else defined == 0
        values.append(_spread(found, absent, leaf.type))
        missing.append(absent)
        count += number
    if leaf.type == 6:
        joined = [item for part in values for item in part]
    else:
        joined = np.concatenate(values) if values else np.zeros(0, _PLAIN_TYPES.get(leaf.type, np.bool_))
    return joined, (np.concatenate(missing) if missing else np.zeros(0, bool))


def _spread(found, absent, kind):
    if not absent.any():
        return found
    if kind == 6:
        rest = iter(found)
        return [None if gone else next(rest) for gone in absent]
    spread = np.zeros(len(absent), found.dtype)
    spread[~absent] = found
    return spread


def _values(body, leaf, encoding, present, dictionary):
    if encoding == 0:
        return _plain(body, leaf.type, present)
    if encoding in (2, 8):
        if dictionary is None:
            raise ParquetError(f"column {leaf.name} has no dictionary")
        indexes = _hybrid(body[1:], body[0], present) if present else np.zeros(0, np.int64)
        return [dictionary[index] for index in indexes] if leaf.type == 6 else dictionary[indexes]
    if encoding == 5 and leaf.type in (1, 2):
        return _delta(body, present).astype(_PLAIN_TYPES[leaf.type])
    raise ParquetError(f"column {leaf.name} has encoding {encoding}, which this reader does not know")


def _plain(body, kind, count):
    if kind == 6:
        texts, at = [], 0
        for _ in range(count):
            (length,) = struct.unpack_from("<I", body, at)
            texts.append(_text(body[at + 4 : at + 4 + length]))
            at += 4 + length
        return texts
    if kind == 0:
        return np.unpackbits(np.frombuffer(body, np.uint8), bitorder="little")[:count].astype(bool)
    return np.frombuffer(body, _PLAIN_TYPES[kind], count)


def _inflate(body, codec, size):
    if codec == 0:
        return body
    inflater = zlib.decompressobj(wbits=31)
    whole = inflater.decompress(body, size) if size else b""
    if len(whole) != size:
        raise ParquetError("a page is shorter than it says")
    return whole


def _hybrid(body, width, count):
    """Values of the RLE and bit-packing hybrid."""
    out = np.zeros(count, np.int64)
    if width == 0:
        return out
    at, filled = 0, 0
    while filled < count:
        header, at = _varint(body, at)
        if header & 1:
            groups = header >> 1
            size = groups * width
            bits = np.unpackbits(np.frombuffer(body, np.uint8, size, at), bitorder="little").reshape(groups * 8, width)
            run = bits.astype(np.int64) @ (1 << np.arange(width, dtype=np.int64))
            at += size
        else:
            size = (width + 7) // 8
            run = np.full(min(header >> 1, count - filled), int.from_bytes(body[at : at + size], "little"), np.int64)
            at += size
        taken = min(len(run), count - filled)
        if taken == 0:
            raise ParquetError("a run of values is empty")
        out[filled : filled + taken] = run[:taken]
        filled += taken
    return out


def _delta(body, count):
    """Values of DELTA_BINARY_PACKED."""
    at = 0
    block, at = _varint(body, at)
    minis, at = _varint(body, at)
    total, at = _varint(body, at)
    first, at = _varint(body, at)
    if total < count or minis == 0 or block % minis or (block // minis) % 8:
        raise ParquetError("delta-packed values are damaged")
    per = block // minis
    parts = [np.array([_unzigzag(first)], np.int64)] if total else []
    left = total - 1
    while left > 0:
        least, at = _varint(body, at)
        widths, at = body[at : at + minis], at + minis
        for width in widths:
            if left <= 0:
                break
            size = per * width // 8
            if width == 0:
                run = np.zeros(per, np.uint64)
            else:
                bits = np.unpackbits(np.frombuffer(body, np.uint8, size, at), bitorder="little").reshape(per, width)
                run = bits.astype(np.uint64) @ (np.uint64(1) << np.arange(width, dtype=np.uint64))
            at += size
            parts.append(run[: min(per, left)].astype(np.int64) + np.int64(_unzigzag(least)))
            left -= per
    return np.cumsum(np.concatenate(parts))[:count] if parts else np.zeros(0, np.int64)


def _text(raw):
    return bytes(raw).decode("utf-8")


def _varint(data, at):
    value, shift = 0, 0
    while True:
        byte = data[at]
        at += 1
        value |= (byte & 0x7F) << shift
        if byte < 0x80:
            return value, at
        shift += 7
        if shift > 63:
            raise ParquetError("a number is too long")


def _unzigzag(value):
    return (value >> 1) ^ -(value & 1)


class _Compact:
    """Thrift's compact protocol, as far as Parquet's metadata needs it."""

    def __init__(self, data, at):
        self.data, self.at = data, at

    def struct(self):
        """Fields by number, and where the struct ends."""
        fields, last = {}, 0
        while True:
            head = self.data[self.at]
            self.at += 1
            if head == 0:
                return fields, self.at
            kind = head & 0x0F
            last = last + (head >> 4) if head >> 4 else self._integer()
            fields[last] = kind == 1 if kind in (1, 2) else self._value(kind)

    def _integer(self):
        value, self.at = _varint(self.data, self.at)
        return _unzigzag(value)

    def _value(self, kind):
        if kind in (1, 2, 3):
            self.at += 1
            return self.data[self.at - 1]
        if kind in (4, 5, 6):
            return self._integer()
        if kind == 7:
            self.at += 8
            return struct.unpack_from("<d", self.data, self.at - 8)[0]
        if kind == 8:
            length, self.at = _varint(self.data, self.at)
            self.at += length
            return self.data[self.at - length : self.at]
        if kind in (9, 10):
            head = self.data[self.at]
            self.at += 1
            size = head >> 4
            if size == 15:
                size, self.at = _varint(self.data, self.at)
            if size > len(self.data):
                raise ParquetError("a list is longer than the file")
            return [self._value(head & 0x0F) for _ in range(size)]
        if kind == 12:
            return self.struct()[0]
        raise ParquetError(f"metadata of kind {kind}")
