"""Mails wrapped into their signature."""

from __future__ import annotations

import base64
from datetime import UTC, datetime

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import pkcs7
from cryptography.x509.oid import NameOID

from channels_in.messages import Note
from tests.channels_in.mail.letters import a_letter, read

INSIDE = (
    b'Content-Type: multipart/mixed; boundary="in"\r\n\r\n--in\r\n'
    b"Content-Type: text/plain; charset=utf-8\r\n\r\n"
    b"Mohon dicek rekening saya.\r\n--in\r\nContent-Type: application/pdf; name=bukti.pdf\r\n"
    b"Content-Transfer-Encoding: base64\r\n\r\nJVBERi0xLjQ=\r\n--in--\r\n"
)
SIGNED_DATA, DATA = bytes.fromhex("06092a864886f70d010702"), bytes.fromhex("06092a864886f70d010701")


def signed(content: bytes) -> bytes:
    key = rsa.generate_private_key(65537, 2048)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Budi")])
    begun = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
    begun = begun.serial_number(1).not_valid_before(datetime(2026, 1, 1, tzinfo=UTC))
    certificate = begun.not_valid_after(datetime(2027, 1, 1, tzinfo=UTC)).sign(key, hashes.SHA256())
    builder = pkcs7.PKCS7SignatureBuilder().set_data(content).add_signer(certificate, key, hashes.SHA256())
    return builder.sign(serialization.Encoding.DER, [pkcs7.PKCS7Options.Binary])


def streamed(content: bytes) -> bytes:
    """As programs write it that do not know yet how long it will be: in pieces, each end marked."""
    pieces = b"".join(
        bytes([4, len(content[n : n + 50])]) + content[n : n + 50] for n in range(0, len(content), 50)
    )
    end = b"\0\0"
    inside = b"\x30\x80" + DATA + b"\xa0\x80\x24\x80" + pieces + end * 3
    return b"\x30\x80" + SIGNED_DATA + b"\xa0\x80\x30\x80\x02\x01\x01\x31\x00" + inside + end * 3


def wrapped(content: bytes) -> bytes:
    return a_letter(
        base64.encodebytes(content),
        Content_Type="application/pkcs7-mime; smime-type=signed-data; name=smime.p7m",
        Content_Disposition="attachment; filename=smime.p7m",
        Content_Transfer_Encoding="base64",
    )


@pytest.mark.parametrize("wrap", [signed, streamed])
def test_what_is_wrapped_into_a_signature_is_read(wrap):
    mail = read(wrapped(wrap(INSIDE)))

    assert mail.text.strip() == "Mohon dicek rekening saya."
    assert [attachment.name for attachment in mail.attachments] == ["bukti.pdf"]
    assert Note.ENCRYPTED not in mail.notes


@pytest.mark.parametrize("content", [b"", b"0\x80", streamed(INSIDE)[:60], SIGNED_DATA + DATA + b"\xa0\x84"])
def test_a_wrapping_that_is_broken_stays_a_file(content: bytes):
    mail = read(wrapped(content or b"x"))

    assert [attachment.name for attachment in mail.attachments] in (["smime.p7m"], [])


def test_wrappings_in_wrappings_are_bounded():
    content = b"Content-Type: text/plain\r\n\r\nHalo\r\n"
    for _ in range(60):
        head = b"Content-Type: application/pkcs7-mime; smime-type=signed-data\r\n\r\n"
        size = len(content).to_bytes(4, "big")
        content = head + b"\x30\x80" + SIGNED_DATA + b"\xa0\x80" + DATA + b"\xa0\x80\x04\x84" + size + content

    mail = read(content.replace(b"Content-Type", b"From: a@b.example\r\nContent-Type", 1))

    assert Note.NESTING_CUT in mail.notes
