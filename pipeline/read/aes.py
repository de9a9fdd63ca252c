"""AES, decrypting only, many blocks at once. [FIPS 197]

The standard library has no AES. What is decrypted here was locked with a password that everybody knows, so nothing rests on
how; a library for it (cryptography, with the two that it needs) would be larger than all of this folder.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

BLOCK = 16
_AT_ONCE = 1 << 20


def decrypted(data: bytes, key: bytes, starts: bytes = b"", segment: int = 0) -> bytes:
    """The plain bytes of whole blocks; the key is of 16, 24 or 32 bytes.

    Without ``starts`` each block stands alone (ECB). Else each ``segment`` bytes (0: all of them) are a chain of their own
    (CBC), whose initial vectors follow each other in ``starts``.
    """
    data = data[: len(data) // BLOCK * BLOCK]
    plain = b"".join(_blocks(data[at : at + _AT_ONCE], key) for at in range(0, len(data), _AT_ONCE))
    if not starts:
        return plain
    segment = segment or max(len(data), BLOCK)
    before = b"".join(
        starts[number * BLOCK : number * BLOCK + BLOCK] + data[at : min(at + segment, len(data)) - BLOCK]
        for number, at in enumerate(range(0, len(data), segment))
    )
    return (int.from_bytes(plain, "big") ^ int.from_bytes(before, "big")).to_bytes(len(plain), "big")


def _blocks(data: bytes, key: bytes) -> bytes:
    import numpy as np

    box = _box()
    back = np.argsort(np.frombuffer(box, np.uint8)).astype(np.uint8)
    by = {factor: np.array([_times(each, factor) for each in range(256)], np.uint8) for factor in (9, 11, 13, 14)}
    # Row r of the block's columns moves r columns to the right.
    moved = np.array([(column - row) % 4 * 4 + row for column in range(4) for row in range(4)])
    rounds = _rounds(key, box)
    state: NDArray[np.uint8] = np.frombuffer(data, np.uint8).reshape(-1, BLOCK) ^ np.frombuffer(rounds[-1], np.uint8)
    for number in range(len(rounds) - 2, -1, -1):
        state = back[state[:, moved]] ^ np.frombuffer(rounds[number], np.uint8)
        if number:
            columns = state.reshape(-1, 4, 4)
            mixed = by[14][columns]
            for turn, factor in ((1, 11), (2, 13), (3, 9)):
                mixed ^= by[factor][np.roll(columns, -turn, axis=2)]
            state = mixed.reshape(-1, BLOCK)
    return state.tobytes()


def _times(value: int, factor: int) -> int:
    """Two bytes multiplied as AES does."""
    product = 0
    while factor:
        if factor & 1:
            product ^= value
        value = value << 1 ^ (0x11B if value & 0x80 else 0)
        factor >>= 1
    return product


def _box() -> bytes:
    """What AES puts in place of each byte: its inverse, its bits mixed."""
    box = bytearray(256)
    power = inverse = 1
    while True:
        power = _times(power, 3)
        inverse = _times(inverse, 0xF6)  # 3 times 0xF6 is 1
        mixed = inverse
        for turn in range(1, 5):
            mixed ^= (inverse << turn | inverse >> 8 - turn) & 0xFF
        box[power] = mixed ^ 0x63
        if power == 1:
            box[0] = 0x63
            return bytes(box)


def _rounds(key: bytes, box: bytes) -> list[bytes]:
    """The key of each round."""
    words = [key[at : at + 4] for at in range(0, len(key), 4)]
    long = len(words)
    constant = 1
    for at in range(long, 4 * (long + 7)):
        word = words[-1]
        if at % long == 0:
            word = bytes([box[word[1]] ^ constant, box[word[2]], box[word[3]], box[word[0]]])
            constant = _times(constant, 2)
        elif long > 6 and at % long == 4:
            word = bytes(box[each] for each in word)
        words.append(bytes(left ^ right for left, right in zip(words[at - long], word, strict=True)))
    return [b"".join(words[at : at + 4]) for at in range(0, len(words), 4)]
