"""Workbooks locked with a password, in each of the ways that Excel has had. [MS-OFFCRYPTO]"""

from __future__ import annotations

import hashlib
import struct
from base64 import b64encode

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from tests.read.old_workbook import compound_of

SALT = bytes(range(16))
MASK = bytes.fromhex("876b9ae21ee305621e699660986e9404")


def rc4(key: bytes, data: bytes) -> bytes:
    box, j = list(range(256)), 0
    for i in range(256):
        j = (j + box[i] + key[i % len(key)]) % 256
        box[i], box[j] = box[j], box[i]
    out, i, j = bytearray(), 0, 0
    for byte in data:
        i = (i + 1) % 256
        j = (j + box[i]) % 256
        box[i], box[j] = box[j], box[i]
        out.append(byte ^ box[(box[i] + box[j]) % 256])
    return bytes(out)


def sha1(data: bytes) -> bytes:
    return hashlib.sha1(data).digest()


def md5(data: bytes) -> bytes:
    return hashlib.md5(data).digest()


def old_key(password: str, block: int) -> bytes:
    middle = md5((md5(password.encode("utf-16-le"))[:5] + SALT) * 16)[:5]
    return md5(middle + struct.pack("<I", block))


def newer_key(password: str, block: int) -> bytes:
    return sha1(sha1(SALT + password.encode("utf-16-le")) + struct.pack("<I", block))[:16]


def said_old(password: str) -> bytes:
    check = rc4(old_key(password, 0), bytes(16) + md5(bytes(16)))
    return struct.pack("<3H", 1, 1, 1) + SALT + check


def said_newer(password: str) -> bytes:
    head = struct.pack("<8I", 4, 0, 0x6801, 0x8004, 128, 1, 0, 0) + "RC4\0".encode("utf-16-le")
    check = rc4(newer_key(password, 0), bytes(16) + sha1(bytes(16)))
    verifier = struct.pack("<I", 16) + SALT + check[:16] + struct.pack("<I", 20) + check[16:]
    return struct.pack("<3HII", 1, 2, 2, 4, len(head)) + head + verifier


def locked_stream(whole: bytes, key) -> bytes:
    """The records of an .xls whose second one says how, locked: ``key`` gives a block's key, or is None for a mask."""
    begin = struct.unpack_from("<H", whole, 2)[0] + 4
    begin += struct.unpack_from("<H", whole, begin + 2)[0] + 4
    blocks = [whole[at : at + 1024] for at in range(0, len(whole), 1024)]
    coded = b"".join(rc4(key(number), block) for number, block in enumerate(blocks)) if key else whole
    out, at = bytearray(whole), begin
    while at + 4 <= len(whole):
        kind, length = struct.unpack_from("<HH", whole, at)
        at += 4
        if kind != 0x809:
            for each in range(at + (4 if kind == 0x85 else 0), at + length):
                turned = (whole[each] << 5 | whole[each] >> 3) & 0xFF
                out[each] = coded[each] if key else turned ^ MASK[(each + length) % 16]
        at += length
    return bytes(out)


def encrypted(data: bytes, key: bytes, start: bytes | None = None) -> bytes:
    """AES, block by block; in a chain where it has a ``start``."""
    coder = Cipher(algorithms.AES(key), modes.CBC(start) if start else modes.ECB()).encryptor()
    return coder.update(data.ljust(-(-len(data) // 16) * 16, b"\0")) + coder.finalize()


def standard(package: bytes, password: str) -> bytes:
    """A workbook as Excel 2007 locks it."""
    begin = sha1(SALT + password.encode("utf-16-le"))
    for turn in range(50_000):
        begin = sha1(struct.pack("<I", turn) + begin)
    last = sha1(begin + bytes(4)) + bytes(44)
    key = sha1(bytes(byte ^ 0x36 for byte in last))[:16]
    head = struct.pack("<8I", 0x24, 0, 0x660E, 0x8004, 128, 24, 0, 0) + "AES\0".encode("utf-16-le")
    check = encrypted(sha1(bytes(16)), key)
    info = struct.pack("<2HII", 4, 2, 0x24, len(head)) + head
    info += struct.pack("<I", 16) + SALT + encrypted(bytes(16), key) + struct.pack("<I", 20) + check
    return compound_of(
        {"EncryptionInfo": info, "EncryptedPackage": struct.pack("<Q", len(package)) + encrypted(package, key)}
    )


def agile(package: bytes, password: str, hash_: str = "SHA512", bits: int = 256) -> bytes:
    """A workbook as Excel locks it since 2010 (then with SHA1 and 128 bits), but with fewer turns."""

    def digest(data: bytes) -> bytes:
        return hashlib.new(hash_, data).digest()

    begin = digest(SALT + password.encode("utf-16-le"))
    for turn in range(10):
        begin = digest(struct.pack("<I", turn) + begin)

    def sealed(block: str, data: bytes) -> str:
        key = digest(begin + bytes.fromhex(block))[: bits // 8].ljust(bits // 8, b"\x36")
        return b64encode(encrypted(data, key, SALT)).decode()

    key = bytes(range(bits // 8))
    marks = f'saltSize="16" blockSize="16" keyBits="{bits}" cipherAlgorithm="AES" cipherChaining="ChainingModeCBC" hashAlgorithm="{hash_}" saltValue="{b64encode(SALT).decode()}"'
    info = (
        f'<encryption xmlns="http://schemas.microsoft.com/office/2006/encryption"><keyData {marks}/><keyEncryptors><keyEncryptor>'
        f'<p:encryptedKey xmlns:p="http://schemas.microsoft.com/office/2006/keyEncryptor/password" spinCount="10" {marks} '
        f'encryptedVerifierHashInput="{sealed("fea7d2763b4b9e79", bytes(16))}" '
        f'encryptedVerifierHashValue="{sealed("d7aa0f6d3061344e", digest(bytes(16)))}" '
        f'encryptedKeyValue="{sealed("146e0be7abacd0d6", key)}"/></keyEncryptor></keyEncryptors></encryption>'
    )
    parts = [package[at : at + 4096] for at in range(0, len(package), 4096)]
    sealed_parts = [
        encrypted(part, key, digest(SALT + struct.pack("<I", number))[:16]) for number, part in enumerate(parts)
    ]
    return compound_of(
        {
            "EncryptionInfo": (struct.pack("<2HI", 4, 4, 0x40) + info.encode()).ljust(4096),
            "EncryptedPackage": struct.pack("<Q", len(package)) + b"".join(sealed_parts),
        }
    )
