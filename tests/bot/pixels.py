"""Reads a PNG into pixels: 8 bits a channel, not interlaced, as ours are drawn."""

from __future__ import annotations

import zlib
from dataclasses import dataclass

_CHANNELS = {2: 3, 6: 4}

Colour = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Pixels:
    """A picture; rows from the top."""

    width: int
    height: int
    rows: list[bytes]
    channels: int

    def at(self, x: int, y: int) -> Colour:
        """Red, green and blue at a place."""
        start = x * self.channels
        red, green, blue = self.rows[y][start : start + 3]
        return red, green, blue


def read_png(image: bytes) -> Pixels:
    """The pixels of a PNG. Raises KeyError for a colour type that is neither RGB nor RGBA."""
    width, height = int.from_bytes(image[16:20]), int.from_bytes(image[20:24])
    channels = _CHANNELS[image[25]]
    data = zlib.decompress(b"".join(_chunks(image, b"IDAT")))
    stride = width * channels
    rows: list[bytes] = []
    above = bytes(stride)
    for number in range(height):
        start = number * (stride + 1)
        above = _unfiltered(data[start], data[start + 1 : start + 1 + stride], above, channels)
        rows.append(above)
    return Pixels(width, height, rows, channels)


def _chunks(image: bytes, kind: bytes) -> list[bytes]:
    found, place = [], 8
    while place < len(image):
        length = int.from_bytes(image[place : place + 4])
        if image[place + 4 : place + 8] == kind:
            found.append(image[place + 8 : place + 8 + length])
        place += length + 12
    return found


def _unfiltered(kind: int, line: bytes, above: bytes, channels: int) -> bytes:
    """One row as it was before PNG's filter (None, Sub, Up, Average, Paeth)."""
    row = bytearray(line)
    for place in range(len(row)):
        left = row[place - channels] if place >= channels else 0
        up = above[place]
        corner = above[place - channels] if place >= channels else 0
        guess = (0, left, up, (left + up) // 2, _paeth(left, up, corner))[kind]
        row[place] = (row[place] + guess) & 0xFF
    return bytes(row)


def _paeth(left: int, up: int, corner: int) -> int:
    estimate = left + up - corner
    return min((left, up, corner), key=lambda near: abs(estimate - near))
