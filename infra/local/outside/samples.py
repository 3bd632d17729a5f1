"""The files that providers serve: small, real and made here. Any program that knows their kind opens them."""

import io
import struct
import wave
import zlib
from dataclasses import dataclass
from functools import cache

from .jpeg import jpeg


@dataclass(frozen=True)
class Sample:
    """A file with its media type and the ending of its name."""

    mime: str
    ending: str
    content: bytes


def png(width: int = 64, height: int = 48) -> bytes:
    """A gradient (PNG specification, 3rd edition)."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = b"".join(b"\0" + bytes(part for x in range(width) for part in (x * 4 % 256, y * 5 % 256, 160)) for y in range(height))
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def pdf(text: str = "Factura de prueba") -> bytes:
    """One page with a line on it (ISO 32000-1, 7.5)."""
    drawn = f"BT /F1 24 Tf 72 720 Td ({text}) Tj ET".encode("latin-1")
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(drawn), drawn),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    parts = [b"%PDF-1.4\n", *(b"%d 0 obj\n%s\nendobj\n" % (number, what) for number, what in enumerate(objects, 1))]
    starts = [sum(map(len, parts[:count])) for count in range(1, len(parts) + 1)]
    table = b"".join(b"%010d 00000 n \n" % start for start in starts[:-1])
    size = len(objects) + 1
    end = b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n"
    return b"".join(parts) + end % (size, table, size, starts[-1])


def ogg(packets: int = 50) -> bytes:
    """A second of silence as voice notes come: Opus in Ogg (RFC 7845)."""
    head = b"OpusHead" + struct.pack("<BBHIhB", 1, 1, 0, 48000, 0, 0)
    tags = b"OpusTags" + struct.pack("<I", 5) + b"local" + struct.pack("<I", 0)
    silence = [b"\xf8\xff\xfe"] * packets  # 20 ms each
    return page(2, 0, 0, [head]) + page(0, 0, 1, [tags]) + page(4, 960 * packets, 2, silence)


def page(flags: int, position: int, number: int, packets: list[bytes]) -> bytes:
    """A page of Ogg (RFC 3533, 6) with packets shorter than 255 bytes."""
    sizes = bytes(len(packet) for packet in packets)
    head = b"OggS" + struct.pack("<BBqII", 0, flags, position, 7, number)
    body = bytes([len(sizes)]) + sizes + b"".join(packets)
    return head + struct.pack("<I", checksum(head + bytes(4) + body)) + body


def checksum(data: bytes) -> int:
    """Ogg's CRC: polynomial 0x04c11db7, from the highest bit, neither begun nor ended with ones."""
    value = 0
    for byte in data:
        value ^= byte << 24
        for _ in range(8):
            value = (value << 1 ^ (0x04C11DB7 if value & 0x80000000 else 0)) & 0xFFFFFFFF
    return value


def wav(seconds: int = 1) -> bytes:
    """A soft buzz as a telephone records it: 8 kHz, one channel."""
    held = io.BytesIO()
    with wave.open(held, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(8000)
        sound.writeframes(b"".join(struct.pack("<h", 400 if count // 20 % 2 else -400) for count in range(8000 * seconds)))
    return held.getvalue()


def mp3(frames: int = 38) -> bytes:
    """A second of silence: MPEG-1 Layer III, 64 kbit/s at 44.1 kHz, one channel. Frames of which everything is nothing
    (ISO/IEC 11172-3, 2.4.1)."""
    return (b"\xff\xfb\x50\xc0" + bytes(144 * 64_000 // 44_100 - 4)) * frames


MAKERS = {
    "jpeg": ("image/jpeg", "jpg", jpeg),
    "png": ("image/png", "png", png),
    "pdf": ("application/pdf", "pdf", pdf),
    "ogg": ("audio/ogg", "oga", ogg),
    "wav": ("audio/x-wav", "wav", wav),
    "mp3": ("audio/mpeg", "mp3", mp3),
}


@cache
def sample(kind: str) -> Sample:
    """The file of a kind, made once."""
    mime, ending, make = MAKERS[kind]
    return Sample(mime, ending, make())


# What a name tells of its file. Numbers, which tell nothing, go by their last digit.
TOLD = {"pdf": "pdf", "document": "pdf", "bqac": "pdf", "ogg": "ogg", "oga": "ogg", "voice": "ogg", "awac": "ogg", "mp3": "mp3", "wav": "wav", "png": "png"}
BY_DIGIT = {"1": "png", "2": "pdf", "3": "ogg"}


def of_name(name: str) -> Sample:
    """The same file for the same name or id: what it says that it is, else a photo."""
    low = name.lower()
    told = next((kind for word, kind in TOLD.items() if word in low), BY_DIGIT.get(low[-1:], "jpeg") if low.isdigit() else "jpeg")
    return sample(told)


def is_gone(name: str) -> bool:
    """Whether the provider has the file no more: those whose id begins so."""
    return name.lower().startswith(("404", "gone"))
