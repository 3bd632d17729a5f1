"""A JPEG without a library: grey squares, each of one tone (ITU-T T.81, baseline)."""

import struct

# Every square is 8 points wide. Of its 64 coefficients only the first is told, so two short tables of codes are enough:
# how many bits the difference to the square before takes (0 to 8: four bits each), and "nothing more" (one bit).
BITS_OF_SIZE = 4
SIZES = bytes(range(9))


def jpeg(columns: int = 8, rows: int = 6) -> bytes:
    """A stair of tones."""
    tones = [(column * 31 + row * 17) % 256 for row in range(rows) for column in range(columns)]
    quantities = segment(0xDB, b"\0" + bytes([8] + [1] * 63))  # the first coefficient is 8 times the tone's distance from 128
    frame = segment(0xC0, struct.pack(">BHHB", 8, rows * 8, columns * 8, 1) + bytes([1, 0x11, 0]))
    codes = segment(0xC4, b"\0" + counts(BITS_OF_SIZE, len(SIZES)) + SIZES) + segment(0xC4, b"\x10" + counts(1, 1) + b"\0")
    scan = segment(0xDA, bytes([1, 1, 0, 0, 63, 0]))
    about = segment(0xE0, b"JFIF\0" + struct.pack(">HBHHBB", 0x0101, 0, 1, 1, 0, 0))
    return b"\xff\xd8" + about + quantities + frame + codes + scan + packed(tones) + b"\xff\xd9"


def segment(marker: int, data: bytes) -> bytes:
    return bytes([0xFF, marker]) + struct.pack(">H", len(data) + 2) + data


def counts(length: int, codes: int) -> bytes:
    """How many codes there are of each length from 1 to 16."""
    return bytes(codes if size == length else 0 for size in range(1, 17))


def packed(tones: list[int]) -> bytes:
    """The scan: each square's difference to the one before, in as few bits as it takes."""
    bits, before = "", 128
    for tone in tones:
        difference, before = tone - before, tone
        size = abs(difference).bit_length()
        value = difference if difference >= 0 else difference + (1 << size) - 1
        bits += f"{size:0{BITS_OF_SIZE}b}" + (f"{value:0{size}b}" if size else "") + "0"
    bits += "1" * (-len(bits) % 8)
    held = bytes(int(bits[start : start + 8], 2) for start in range(0, len(bits), 8))
    return held.replace(b"\xff", b"\xff\0")
