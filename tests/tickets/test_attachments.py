"""Files: where they lie, how many and how large they may be."""

import hashlib
import os
import stat
import time
from pathlib import Path

import pytest
from django.db import IntegrityError, transaction

from tests.builders import a_channel, a_reply, a_ticket, an_agent, receives
from tests.tickets.files import a_png, received
from tickets.actions.attach import attach
from tickets.actions.sweep_files import sweep_files
from tickets.attachment_files import folder, path_of, read, store
from tickets.capabilities import KINDS
from tickets.incoming import ReceivedAttachment
from tickets.models import Attachment, ChannelKind
from tickets.refusals import Refused

pytestmark = pytest.mark.django_db


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
