"""Files: where they lie, what they are taken for, how many and how large they may be."""

import hashlib
import os
import stat
import struct
import time
import zlib
from pathlib import Path

import pytest
from django.db import IntegrityError, transaction

from tests.builders import a_channel, a_reply, a_ticket, an_agent, receives
from tickets import attachment_files
from tickets.actions.attach import attach
from tickets.actions.sweep_files import sweep_files
from tickets.attachment_files import folder, path_of, read, shown_name, store, type_of
from tickets.capabilities import KINDS
from tickets.incoming import ReceivedAttachment
from tickets.models import Attachment, ChannelKind
from tickets.refusals import Refused

pytestmark = pytest.mark.django_db


def a_png(width: int = 2, height: int = 2) -> bytes:
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    chunk = b"IHDR" + header
    return b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + chunk + struct.pack(">I", zlib.crc32(chunk))


def a_jpeg(width: int, height: int) -> bytes:
    exif = b"\xff\xe1" + struct.pack(">H", 5000) + b"\0" * 4998
    frame = b"\xff\xc0" + struct.pack(">HBHHB", 11, 8, height, width, 1) + b"\1\x11\0"
    return b"\xff\xd8" + exif + frame + b"\xff\xd9"


def a_gif(width: int, height: int) -> bytes:
    return b"GIF89a" + struct.pack("<HH", width, height) + b"\0" * 20


def a_webp(width: int, height: int) -> bytes:
    size = (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
    return b"RIFF\x00\x00\x00\x00WEBPVP8X" + struct.pack("<I", 10) + b"\0" * 4 + size


def received(content: bytes, name: str = "photo.png", **fields) -> Attachment:
    part = ReceivedAttachment(name, fields.pop("content_type", "image/png"), content, **fields)
    return receives(attachments=[part]).message.attachments.get()


def uploads(ticket, agent, name="a.txt", content=b"a", kind="reply") -> Attachment:
    return attach(ticket, agent=agent, kind=kind, name=name, chunks=[content])


def test_what_was_received_is_there_byte_for_byte():
    file = received(a_png(), content_id="logo@x", is_inline=True)

    with read(file) as stored:
        assert stored.read() == a_png()
    assert (file.size, file.sha256) == (len(a_png()), hashlib.sha256(a_png()).hexdigest())
    assert (file.content_id, file.is_inline) == ("logo@x", True)


def test_it_lies_under_a_random_name_two_folders_deep_for_nobody_else_to_read():
    file = received(a_png(), name="../../etc/passwd")

    path = path_of(file.key)
    assert path.relative_to(folder()).parts == (file.key[:2], file.key[2:4], file.key)
    assert "passwd" not in str(path)
    assert len(file.key) >= 32
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    for parent in (path.parent, path.parent.parent, folder()):
        assert stat.S_IMODE(parent.stat().st_mode) == 0o700


def test_the_modes_hold_whatever_the_umask():
    old = os.umask(0)
    try:
        key = store([b"x"]).key
    finally:
        os.umask(old)

    assert stat.S_IMODE(path_of(key).stat().st_mode) == 0o600
    assert stat.S_IMODE(path_of(key).parent.stat().st_mode) == 0o700


def test_two_files_of_one_name_are_two_files():
    ticket, agent = a_ticket(), an_agent()

    first, second = uploads(ticket, agent, content=b"1"), uploads(ticket, agent, content=b"2")

    assert first.key != second.key
    assert path_of(first.key).read_bytes() == b"1"


def test_the_bytes_are_on_disk_before_the_row_is_written(monkeypatch):
    """What makes it durable, in order: the bytes reach the disk, then their name does, then comes the row."""
    calls = []
    fsync, rename = os.fsync, Path.rename

    def watched_fsync(descriptor: int) -> None:
        calls.append(("fsync", str(Path(f"/proc/self/fd/{descriptor}").readlink())))
        fsync(descriptor)

    def watched_rename(old, new) -> None:
        calls.append(("rename", str(new)))
        rename(old, new)

    monkeypatch.setattr(os, "fsync", watched_fsync)
    monkeypatch.setattr(Path, "rename", watched_rename)

    file = uploads(a_ticket(), an_agent())

    path = path_of(file.key)
    assert calls[-3:] == [("fsync", f"{path}.part"), ("rename", str(path)), ("fsync", str(path.parent))]


def test_a_file_that_cannot_be_written_leaves_no_row(monkeypatch):
    def full(*args):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)

    with pytest.raises(OSError, match="No space"), transaction.atomic():  # as its caller holds one
        receives(attachments=[ReceivedAttachment("a.txt", "", b"a")])

    assert not Attachment.objects.exists()


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        pytest.param(a_png(), "image/png", id="png"),
        pytest.param(a_jpeg(3000, 2000), "image/jpeg", id="jpeg"),
        pytest.param(a_gif(10, 10), "image/gif", id="gif"),
        pytest.param(a_webp(800, 600), "image/webp", id="webp"),
        pytest.param(b"%PDF-1.7\n" + b"x" * 50, "application/pdf", id="pdf"),
        pytest.param(b"<html><script>alert(1)</script></html>", "text/html", id="html"),
        pytest.param(b'<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>', "image/svg+xml", id="svg"),
        pytest.param("Halo, apa kabar – baik".encode(), "text/plain", id="words"),
        pytest.param(b"\0\1\2\3 nothing known", "application/octet-stream", id="unknown"),
        pytest.param(b"", "text/plain", id="empty"),
    ],
)
def test_the_type_is_read_from_the_bytes(content, expected):
    assert type_of(content) == expected


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(b"<html>hi</html>", id="html"),
        pytest.param(b'<svg xmlns="http://www.w3.org/2000/svg"></svg>', id="svg"),
        pytest.param(a_png(60_000, 60_000), id="a png of 3.6 thousand million pixels"),
        pytest.param(a_jpeg(60_000, 60_000), id="a jpeg bomb"),
        pytest.param(a_gif(60_000, 60_000), id="a gif bomb"),
        pytest.param(a_webp(16_000_000, 16_000_000), id="a webp bomb"),
        pytest.param(b"\xff\xd8\xff\xe0", id="a jpeg that is cut off"),
    ],
)
def test_whatever_the_sender_says_only_pictures_are_shown_in_the_page(content):
    file = received(content, name="cat.png", content_type="image/png", is_inline=True)

    assert not file.is_inline
    assert not attachment_files.may_show_inline(file.content_type)


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        pytest.param("invoice 12.pdf", "invoice 12.pdf", id="as it is"),
        pytest.param("../../etc/passwd", "passwd", id="no folders"),
        pytest.param("C:\\temp\\a.txt", "a.txt", id="nor those of Windows"),
        pytest.param("gpj\u202ea.exe\u200b", "gpja.exe", id="nothing that turns or hides"),
        pytest.param("a\r\nX-Header: 1.txt", "aX-Header: 1.txt", id="no line breaks"),
        pytest.param("a\0b.txt", "ab.txt", id="no NUL"),
        pytest.param("", "file", id="never empty"),
        pytest.param("...", "file", id="never only dots"),
        pytest.param(".htaccess", "htaccess", id="never hidden"),
        pytest.param("x" * 300 + ".pdf", "x" * 251 + ".pdf", id="never too long"),
    ],
)
def test_the_name_is_for_showing(name, shown):
    assert shown_name(name) == shown


@pytest.mark.parametrize(
    ("kind", "channel", "contents", "code"),
    [
        pytest.param("reply", "mail", [b""], "empty_file", id="empty"),
        pytest.param("reply", "api", [b"x" * (10 * 1024**2 + 1)], "file_too_large", id="too large"),
        pytest.param("reply", "api", [b"x" * 6 * 1024**2] * 2, "files_too_large", id="too large together"),
        pytest.param("reply", "api", [b"x"] * 11, "too_many_files", id="too many"),
    ],
)
def test_uploads_have_limits(kind, channel, contents, code):
    ticket, agent = a_ticket(channel=a_channel(kind=channel)), an_agent()

    with pytest.raises(Refused, match=code) as refused:
        for content in contents:
            uploads(ticket, agent, content=content, kind=kind)

    assert refused.value.words
    assert Attachment.objects.count() == len(contents) - 1


def test_what_was_refused_leaves_no_file():
    before = set(folder().glob("??/??/*"))

    with pytest.raises(Refused):
        uploads(a_ticket(channel=a_channel(kind="api")), an_agent(), content=b"x" * (11 * 1024**2))

    assert set(folder().glob("??/??/*")) == before


def test_files_of_a_reply_go_with_it():
    ticket, agent = a_ticket(), an_agent()
    file = uploads(ticket, agent)

    message = a_reply(ticket, agent=agent, attachments_of_draft=file.draft)

    assert list(message.attachments.all()) == [file]
    assert path_of(file.key).exists()


def test_files_alone_are_something_to_send():
    ticket, agent = a_ticket(), an_agent()

    assert a_reply(ticket, agent=agent, text="", attachments_of_draft=uploads(ticket, agent).draft).pk


def test_a_file_has_exactly_one_home():
    ticket, agent = a_ticket(), an_agent()
    file = uploads(ticket, agent)

    with pytest.raises(IntegrityError), transaction.atomic():
        Attachment.objects.filter(pk=file.pk).update(message=ticket.messages.get())
    with pytest.raises(IntegrityError), transaction.atomic():
        Attachment.objects.filter(pk=file.pk).update(draft=None)


def test_files_whose_rows_never_came_are_cleared_away_after_a_day():
    kept = uploads(a_ticket(), an_agent())
    orphan, young = store([b"orphan"]).key, store([b"young"]).key
    yesterday = time.time() - 25 * 60 * 60
    for key in (kept.key, orphan):
        os.utime(path_of(key), (yesterday, yesterday))

    sweep_files()

    assert [path_of(key).exists() for key in (kept.key, young, orphan)] == [True, True, False]


def test_every_kind_of_channel_says_what_it_carries():
    assert set(KINDS) == set(ChannelKind)
    assert all(kind.max_file_bytes <= kind.max_files_bytes for kind in KINDS.values())


def test_a_message_that_is_not_taken_in_leaves_rows_of_nothing():
    class Stop(Exception):
        pass

    with pytest.raises(Stop), transaction.atomic():
        received(a_png())
        raise Stop

    assert not Attachment.objects.exists()
