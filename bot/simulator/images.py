"""The kind and the size of a picture, read from its first bytes."""

from __future__ import annotations

from typing import NamedTuple

_PNG_MAGIC = b"\x89PNG\r\n\x1a\n"
_JPEG_MAGIC = b"\xff\xd8\xff"
# Start-of-frame markers carry the size; C4, C8 and CC lie between them and mean other things.
_FRAME_MARKERS = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_BARE_MARKERS = frozenset({0x01, *range(0xD0, 0xD9)})


class Picture(NamedTuple):
    content_type: str
    width: int
    height: int


def read_picture(content: bytes) -> Picture | None:
    """What `content` shows itself to be, or None if it is neither PNG nor JPEG or is cut short."""
    if content.startswith(_PNG_MAGIC):
        return _read_png(content)
    if content.startswith(_JPEG_MAGIC):
        return _read_jpeg(content)
    return None


def _read_png(content: bytes) -> Picture | None:
    if content[12:16] != b"IHDR" or len(content) < 24:
        return None
    width, height = int.from_bytes(content[16:20]), int.from_bytes(content[20:24])
    return Picture("image/png", width, height)


def _read_jpeg(content: bytes) -> Picture | None:
    place = 2
    while place + 9 <= len(content) and content[place] == 0xFF:
        marker = content[place + 1]
        if marker in _FRAME_MARKERS:
            height = int.from_bytes(content[place + 5 : place + 7])
            width = int.from_bytes(content[place + 7 : place + 9])
            return Picture("image/jpeg", width, height)
        if marker == 0xFF:
            place += 1
        elif marker in _BARE_MARKERS:
            place += 2
        else:
            place += 2 + int.from_bytes(content[place + 2 : place + 4])
    return None
