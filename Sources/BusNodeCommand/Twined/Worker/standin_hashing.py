"""The hashes of Twined: CRC32C, in base64."""

import base64
import collections.abc
import datetime

EMPTY = "AAAAAA=="


def _table():
    table = []
    for value in range(256):
        for _ in range(8):
            value = value >> 1 ^ (0x82F63B78 if value & 1 else 0)
        table.append(value)
    return table


_TABLE = _table()


def _extend(checksum, data):
    table = _TABLE
    value = checksum ^ 0xFFFFFFFF
    for byte in data:
        value = table[(value ^ byte) & 0xFF] ^ value >> 8
    return value ^ 0xFFFFFFFF


try:  # Much faster, where it happens to be there.
    from google_crc32c import extend as _extend_fast
except ImportError:
    _extend_fast = _extend


def _text(checksum):
    return base64.b64encode(checksum.to_bytes(4, "big")).decode()


def hash_of_bytes(data):
    return _text(_extend_fast(0, data))


def hash_of_file(path):
    checksum = 0
    with open(path, "rb") as file:
        while block := file.read(1 << 16):
            checksum = _extend_fast(checksum, block)
    return _text(checksum)


def hash_of_hashes(hashes):
    """The hash of a dataset or manifest, from those of what it holds."""
    return hash_of_bytes(str(sorted(hashes)).encode())


def hash_of_values(value):
    """The hash of values, as Octue's package has it."""
    if isinstance(value, (type(None), str, int, float, datetime.datetime)):
        return hash_of_bytes(str(value).encode())
    if isinstance(value, dict):
        return hash_of_bytes(str(sorted(value.items())).encode())
    if isinstance(value, collections.abc.Iterable):
        return hash_of_bytes(str(sorted(value)).encode())
    raise TypeError(f"{value!r} cannot be hashed.")
