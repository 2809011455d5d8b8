"""The files that pretended users send: small, valid, and made here."""

from __future__ import annotations

import struct
from dataclasses import dataclass
from typing import Literal, get_args

MediaKind = Literal["image", "video", "audio", "file"]
MEDIA_KINDS: tuple[MediaKind, ...] = get_args(MediaKind)

_IMAGE_SIZE = (240, 160)
_AUDIO_RATE = 8_000
DURATION_MS = 1_500


@dataclass(frozen=True, slots=True)
class Media:
    """One file as the content endpoint gives it."""

    content: bytes
    content_type: str
    file_name: str = ""


def sample(kind: MediaKind) -> Media:
    """A grey picture, a moment of silence, an empty film or a line of text."""
    match kind:
        case "image":
            return Media(grey_jpeg(*_IMAGE_SIZE), "image/jpeg")
        case "audio":
            return Media(_silent_wave(), "audio/wav")
        case "video":
            return Media(_empty_film(), "video/mp4")
        case "file":
            text = "ไฟล์ตัวอย่างจากโทรศัพท์จำลอง\n"
            return Media(text.encode(), "text/plain; charset=utf-8", "example.txt")


def grey_jpeg(width: int, height: int) -> bytes:
    """A baseline JPEG of one grey; its code tables hold one symbol each, so a block is two bits."""
    blocks = -(-width // 8) * -(-height // 8)
    scan = bytearray(-(-blocks * 2 // 8))
    if spare := len(scan) * 8 - blocks * 2:
        scan[-1] = (1 << spare) - 1
    one_symbol = bytes([1]) + bytes(15) + b"\x00"
    return b"".join(
        (
            b"\xff\xd8",
            _segment(0xDB, b"\x00" + b"\x01" * 64),
            _segment(0xC0, struct.pack(">BHHBBBB", 8, height, width, 1, 1, 0x11, 0)),
            _segment(0xC4, b"\x00" + one_symbol),
            _segment(0xC4, b"\x10" + one_symbol),
            _segment(0xDA, bytes([1, 1, 0, 0, 63, 0])),
            bytes(scan),
            b"\xff\xd9",
        )
    )


def _segment(marker: int, payload: bytes) -> bytes:
    return struct.pack(">BBH", 0xFF, marker, len(payload) + 2) + payload


def _silent_wave() -> bytes:
    samples = b"\x80" * (_AUDIO_RATE * DURATION_MS // 1_000)
    form = struct.pack("<4sIHHIIHH", b"fmt ", 16, 1, 1, _AUDIO_RATE, _AUDIO_RATE, 1, 8)
    data = struct.pack("<4sI", b"data", len(samples)) + samples
    return struct.pack("<4sI4s", b"RIFF", 4 + len(form) + len(data), b"WAVE") + form + data


def _empty_film() -> bytes:
    brand = b"isom" + struct.pack(">I", 0) + b"isommp42"
    return struct.pack(">I4s", 8 + len(brand), b"ftyp") + brand + struct.pack(">I4s", 8, b"mdat")
