"""Workbooks locked with the password that Excel itself knows, and opens without asking: it locks so what is protected against changes. [MS-OFFCRYPTO]"""

from __future__ import annotations

import hashlib
import struct
from base64 import b64decode
from collections.abc import Callable, Mapping

from lxml import etree

from pipeline.read.aes import decrypted
from pipeline.read.package import declared
from pipeline.read.refusals import damaged, locked

PASSWORD = "VelvetSweatshop"  # noqa: S105 - it is Excel's own, published by Microsoft
_XOR_MARK = b"\x59\xb3\x0a\x9a"  # the key and the check that this password gives, and the mask made of both
_XOR_MASK = bytes.fromhex("876b9ae21ee305621e699660986e9404")
_LOCKED, _SHEET = 0x2F, 0x85
_NEVER_LOCKED = (0x809, _LOCKED, 0xE1, 0x138, 0x139, 0x194, 0x195)
_BLOCK = 1024
_SEGMENT = 4096
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
_MOST_TURNS = 1_000_000
_LENGTHS, _PAD = (16, 24, 32), b"\x36"
_VERIFIER, _VERIFIED, _KEY = (
    bytes.fromhex(each) for each in ("fea7d2763b4b9e79", "d7aa0f6d3061344e", "146e0be7abacd0d6")
)

_Key = Callable[[int], bytes]
"""The key of a block, from its number."""


def records_unlocked(stream: bytes, password: str = PASSWORD) -> bytes:
    """The records of an .xls; refused where they are locked with a password that somebody chose."""
    at = 0
    for _ in range(8):  # what says that a workbook is locked stands near its beginning
        if at + 4 > len(stream):
            break
        kind, length = struct.unpack_from("<HH", stream, at)
        at += 4 + length
        if kind == _LOCKED:
            said = stream[at - length : at]
            if said[-4:] == _XOR_MARK and len(said) in (4, 6):
                return _unmasked(stream, at)
            return _with_keys(stream, at, _keys(said, password))
    return stream


def package_unlocked(held: Mapping[str, bytes], password: str = PASSWORD) -> bytes:
    """The zip file inside a locked workbook of today's kind, given as its streams; refused as the older kind is."""
    info, package = held.get("encryptioninfo", b""), held.get("encryptedpackage", b"")
    _, kind = struct.unpack_from("<HH", info)
    size = int.from_bytes(package[:8], "little")
    data = package[8:]
    if kind == 4:
        return _agile(info[8:], data, password)[:size]
    if kind != 2:
        raise locked()
    _, key = _standard(info[4:], password)
    return decrypted(data, key)[:size]


def _unmasked(stream: bytes, start: int) -> bytes:
    out = bytearray(stream)
    turned = bytes((each >> 5 | each << 3) & 0xFF for each in range(256))
    for at, length, plain in _locked_parts(stream, start):
        mask = _XOR_MASK[(at + length) % 16 :] + _XOR_MASK[: (at + length) % 16]
        first = at + plain
        whole = (mask * (length // 16 + 1))[plain:length]
        out[first : at + length] = _xor(stream[first : at + length], whole).translate(turned)
    return _said_open(out, start)


def _with_keys(stream: bytes, start: int, key: _Key) -> bytes:
    blocks = range(0, len(stream), _BLOCK)
    plain = b"".join(
        _xor(block, _rc4(key(number), len(block)))
        for number, block in enumerate(stream[at : at + _BLOCK] for at in blocks)
    )
    out = bytearray(stream)
    for at, length, kept in _locked_parts(stream, start):
        out[at + kept : at + length] = plain[at + kept : at + length]
    return _said_open(out, start)


def _locked_parts(stream: bytes, start: int) -> list[tuple[int, int, int]]:
    """Where each locked record's bytes begin, how many they are, and how many first ones are not locked."""
    found = []
    at = start
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, at)
        at += 4
        if kind not in _NEVER_LOCKED:
            length = min(length, len(stream) - at)
            found.append((at, length, min(length, 4) if kind == _SHEET else 0))
        at += length
    return found


def _said_open(stream: bytearray, start: int) -> bytes:
    """The same records, without the one that says that they are locked."""
    at = 0
    while at < start:
        kind, length = struct.unpack_from("<HH", stream, at)
        if kind == _LOCKED:
            stream[at : at + 2] = b"\0\0"
        at += 4 + length
    return bytes(stream)


def _keys(said: bytes, password: str) -> _Key:
    """The keys of the blocks of an .xls; refused where this is not the password."""
    if len(said) >= 54 and said[:6] == b"\1\0\1\0\1\0":
        words = hashlib.md5(password.encode("utf-16-le"), usedforsecurity=False).digest()[:5]
        middle = hashlib.md5((words + said[6:22]) * 16, usedforsecurity=False).digest()[:5]

        def key(block: int) -> bytes:
            return hashlib.md5(middle + struct.pack("<I", block), usedforsecurity=False).digest()

        first = _xor(said[22:54], _rc4(key(0), 32))
        if hashlib.md5(first[:16], usedforsecurity=False).digest() != first[16:]:
            raise locked()
        return key
    if said[:2] == b"\1\0" and said[4:6] == b"\2\0":
        return _standard(said[6:], password)[0]
    raise locked()


def _standard(said: bytes, password: str) -> tuple[_Key, bytes]:
    """The keys of blocks of RC4, or the one key of AES; refused where this is not the password."""
    long = int.from_bytes(said[4:8], "little")
    way, _, bits = struct.unpack_from("<3I", said, 16)
    at = 8 + long
    salt, verifier, check = said[at + 4 : at + 20], said[at + 20 : at + 36], said[at + 40 :]
    begin = _sha1(salt + password.encode("utf-16-le"))
    if way == 0x6801:

        def key(block: int) -> bytes:
            found = _sha1(begin + struct.pack("<I", block))[: (bits or 40) // 8]
            return found.ljust(16, b"\0") if len(found) == 5 else found

        first = _xor(verifier + check[:20], _rc4(key(0), 36))
        if _sha1(first[:16]) != first[16:]:
            raise locked()
        return key, b""
    for turn in range(50_000):
        begin = _sha1(struct.pack("<I", turn) + begin)
    last = _sha1(begin + bytes(4)).ljust(64, b"\0")
    one = (_sha1(_xor(last, b"\x36" * 64)) + _sha1(_xor(last, b"\x5c" * 64)))[: bits // 8]
    if len(one) not in _LENGTHS or _sha1(decrypted(verifier, one)) != decrypted(check[:32], one)[:20]:
        raise locked()
    return lambda _: one, one


def _agile(said: bytes, data: bytes, password: str) -> bytes:
    """A package that says in XML how it is locked."""
    root = etree.fromstring(declared(said), _PARSER)
    whole, own = root.find("{*}keyData"), root.find(".//{*}encryptedKey")
    if whole is None or own is None or any(each.get("cipherAlgorithm") != "AES" for each in (whole, own)):
        raise locked()
    name = str(own.get("hashAlgorithm", "")).lower().replace("-", "")
    turns, salt = int(own.get("spinCount", "0")), b64decode(own.get("saltValue", ""))
    if turns > _MOST_TURNS or name not in ("sha1", "sha256", "sha384", "sha512"):
        raise locked()
    if any(each.get("cipherChaining") != "ChainingModeCBC" for each in (whole, own)):
        raise locked()

    def digest(of: bytes) -> bytes:
        return hashlib.new(name, of, usedforsecurity=False).digest()

    begin = digest(salt + password.encode("utf-16-le"))
    for turn in range(turns):
        begin = digest(struct.pack("<I", turn) + begin)

    long = int(own.get("keyBits", "0")) // 8

    def opened(what: str, block: bytes) -> bytes:
        key = digest(begin + block)[:long].ljust(long, _PAD)
        return decrypted(b64decode(own.get(what, "")), key, salt[:16].ljust(16, _PAD))

    if long not in _LENGTHS:
        raise damaged()
    verifier = opened("encryptedVerifierHashInput", _VERIFIER)[: len(salt)]
    if digest(verifier) != opened("encryptedVerifierHashValue", _VERIFIED)[: len(begin)]:
        raise locked()
    key = opened("encryptedKeyValue", _KEY)[: int(whole.get("keyBits", "0")) // 8]
    if len(key) not in _LENGTHS:
        raise damaged()
    name = str(whole.get("hashAlgorithm", "")).lower().replace("-", "")
    base = b64decode(whole.get("saltValue", ""))
    many = len(data) // _SEGMENT + 1
    starts = b"".join(digest(base + struct.pack("<I", each))[:16].ljust(16, _PAD) for each in range(many))
    return decrypted(data, key, starts, _SEGMENT)


def _sha1(data: bytes) -> bytes:
    return hashlib.sha1(data, usedforsecurity=False).digest()


def _xor(left: bytes, right: bytes) -> bytes:
    return (int.from_bytes(left, "big") ^ int.from_bytes(right, "big")).to_bytes(len(left), "big")


def _rc4(key: bytes, length: int) -> bytes:
    """The first bytes that RC4 gives for a key."""
    box = list(range(256))
    other = 0
    for at in range(256):
        other = (other + box[at] + key[at % len(key)]) & 255
        box[at], box[other] = box[other], box[at]
    out = bytearray(length)
    one = other = 0
    for at in range(length):
        one = (one + 1) & 255
        left = box[one]
        other = (other + left) & 255
        right = box[other]
        box[one], box[other] = right, left
        out[at] = box[left + right & 255]
    return bytes(out)
