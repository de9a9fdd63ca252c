"""Workbooks locked with the password that Excel itself knows, and opens without asking: it locks so what is protected against changes. [MS-OFFCRYPTO]

What opens them is msoffcrypto-tool. It is given the streams that were found, not the file: of a file it believes declared
sizes, and it keeps a list with an entry for each byte of an .xls.
"""

from __future__ import annotations

import hashlib
import struct
from base64 import b64decode
from collections.abc import Callable, Iterator, Mapping
from io import BytesIO

from lxml import etree

from pipeline.read.package import declared
from pipeline.read.refusals import damaged, locked, too_big

PASSWORD = "VelvetSweatshop"  # noqa: S105 - it is Excel's own, published by Microsoft
_LOCKED, _SHEET = 0x2F, 0x85
_NEVER_LOCKED = (0x809, _LOCKED, 0xE1, 0x138, 0x139, 0x194, 0x195)
_BLOCK = 1024
_AES_BLOCK = 16
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
_MOST_TURNS = 1_000_000
_MOST_RECORDS = 3_000_000


def records_unlocked(stream: bytes) -> bytes:
    """The records of an .xls; refused where they are locked with a password that somebody chose."""
    at = 0
    for _ in range(8):  # what says that a workbook is locked stands near its beginning
        if at + 4 > len(stream):
            break
        kind, length = struct.unpack_from("<HH", stream, at)
        at += 4 + length
        if kind == _LOCKED:
            plain = _plain(stream, stream[at - length : at])
            out = bytearray(stream)
            out[at - length - 4 : at - length - 2] = b"\0\0"  # no longer says that it is locked
            for begin, end, kept in _locked_parts(stream, at):
                out[begin + kept : end] = plain(begin, end)[kept:]
            return bytes(out)
    return stream


def package_unlocked(held: Mapping[str, bytes]) -> bytes:
    """The zip file inside a locked workbook of today's kind, given as its streams; refused as the older kind is."""
    info, package = held.get("encryptioninfo", b""), held.get("encryptedpackage", b"")
    _, kind = struct.unpack_from("<HH", info)
    whole = BytesIO(package[: 8 + (len(package) - 8) // _AES_BLOCK * _AES_BLOCK])
    if kind not in (2, 4):
        raise locked()
    try:
        plain = _agile(info[8:], whole) if kind == 4 else _standard(info[4:], whole)
    except etree.XMLSyntaxError as broken:
        raise damaged() from broken
    except ValueError as unknown:  # a key of a length that the library does not make
        raise locked() from unknown
    if not plain.startswith(b"PK"):  # what another password's key gives
        raise locked()
    return plain


def _plain(stream: bytes, said: bytes) -> Callable[[int, int], bytes]:
    """What gives the plain bytes between two places of an .xls, from what its record says of how it is locked."""
    from msoffcrypto.method.rc4 import DocumentRC4
    from msoffcrypto.method.rc4_cryptoapi import DocumentRC4CryptoAPI

    if len(said) in (4, 6):
        return _unmasked(stream, said)
    if len(said) >= 54 and said[:6] == b"\1\0\1\0\1\0":
        salt, check, name = said[6:22], said[22:54], "md5"

        def opened(data: bytes) -> bytes:
            return bytes(DocumentRC4.decrypt(PASSWORD, salt, BytesIO(data), _BLOCK).getvalue())

    elif said[:2] == b"\1\0" and said[4:6] == b"\2\0":
        bits, salt, check = _header(said[6:])
        name = "sha1"

        def opened(data: bytes) -> bytes:
            return bytes(DocumentRC4CryptoAPI.decrypt(PASSWORD, salt, bits or 40, BytesIO(data), _BLOCK).getvalue())

    else:
        raise locked()
    # The library's own test of a password would write the whole program's log to the screen from then on.
    try:
        first = opened(check)
    except ValueError as unknown:
        raise locked() from unknown
    if hashlib.new(name, first[:16], usedforsecurity=False).digest() != first[16:]:
        raise locked()
    whole = opened(stream)
    return lambda begin, end: whole[begin:end]


def _unmasked(stream: bytes, said: bytes) -> Callable[[int, int], bytes]:
    """The oldest way, a mask of 16 bytes: the library makes it, but lays it on byte by byte, and on no stream of Excel 95."""
    from msoffcrypto.method.xor_obfuscation import DocumentXOR

    key, check = struct.unpack("<HH", said[-4:])
    if key != DocumentXOR.create_xor_key_method1(PASSWORD) or not DocumentXOR.verifypw(PASSWORD, check):
        raise locked()
    mask = bytes(DocumentXOR.create_xor_array_method1(PASSWORD))
    turned = bytes((each >> 5 | each << 3) & 0xFF for each in range(256))

    def plain(begin: int, end: int) -> bytes:
        length = end - begin
        turn = (begin + length) % len(mask)
        over = ((mask[turn:] + mask[:turn]) * (length // len(mask) + 1))[:length]
        masked = int.from_bytes(stream[begin:end], "big") ^ int.from_bytes(over, "big")
        return masked.to_bytes(length, "big").translate(turned)

    return plain


def _locked_parts(stream: bytes, at: int) -> Iterator[tuple[int, int, int]]:
    """Where each locked record's bytes begin and end, and how many first ones are not locked; refused where too many."""
    for _ in range(_MOST_RECORDS):
        if at + 4 > len(stream):
            return
        kind, length = struct.unpack_from("<HH", stream, at)
        at += 4
        if length and kind not in _NEVER_LOCKED:
            length = min(length, len(stream) - at)
            yield at, at + length, min(length, 4) if kind == _SHEET else 0
        at += length
    raise too_big()


def _header(said: bytes) -> tuple[int, bytes, bytes]:
    """How many bits a key has, the salt, and the check of the password with its digest of 20 bytes, still locked."""
    at = 8 + int.from_bytes(said[4:8], "little")
    (bits,) = struct.unpack_from("<I", said, 24)
    return bits, said[at + 4 : at + 20], said[at + 20 : at + 36] + said[at + 40 : at + 60]


def _standard(said: bytes, package: BytesIO) -> bytes:
    """A package locked as Excel 2007 does."""
    from msoffcrypto.method.ecma376_standard import ECMA376Standard

    bits, salt, _ = _header(said)
    key = ECMA376Standard.makekey_from_password(PASSWORD, 0, 0, 0, bits, len(salt), salt)
    return bytes(ECMA376Standard.decrypt(key, package))


def _agile(said: bytes, package: BytesIO) -> bytes:
    """A package that says in XML how it is locked, as Excel does since 2010."""
    root = etree.fromstring(declared(said), _PARSER)
    whole, own = root.find("{*}keyData"), root.find(".//{*}encryptedKey")
    if whole is None or own is None:
        raise locked()
    turns = int(own.get("spinCount", "0"))
    if turns > _MOST_TURNS:
        raise locked()
    from msoffcrypto.method.ecma376_agile import ECMA376Agile

    key = ECMA376Agile.makekey_from_password(
        PASSWORD,
        b64decode(own.get("saltValue", "")),
        own.get("hashAlgorithm"),
        b64decode(own.get("encryptedKeyValue", "")),
        turns,
        int(own.get("keyBits", "0")),
    )
    return bytes(ECMA376Agile.decrypt(key, b64decode(whole.get("saltValue", "")), whole.get("hashAlgorithm"), package))
