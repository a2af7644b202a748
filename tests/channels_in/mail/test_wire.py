"""A mail on its way between two processes arrives as it was, and nothing else can arrive in its place."""

from __future__ import annotations

import json
import pickle

import pytest

from channels_in.mail.wire import pack, unpack
from tests.channels_in.mail.letters import PNG, a_file, a_parcel, a_part, read

MAIL = read(
    a_parcel(
        a_part("Halo 😀\n-- \nRina"),
        a_file(PNG, "image/png", "a.png"),
        a_file(b"BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:x\nEND:VEVENT", "text/calendar", "b.ics"),
        Date="Mon, 2 Nov 2026 10:15:00 +0700",
        Auto_Submitted="auto-replied",
        Authentication_Results="mx; spf=pass",
        Return_Path="<>",
    )
)


def test_a_mail_survives_the_way():
    assert unpack(*pack(MAIL)) == MAIL


def test_a_mail_may_be_pickled_by_those_who_trust_each_other():
    assert pickle.loads(pickle.dumps(MAIL)) == MAIL


@pytest.mark.parametrize("head", [b"", b"{}", b"[]", b"[1,2]", b"null", b'"x"', b"\xff"])
def test_nonsense_does_not_become_a_mail(head: bytes):
    with pytest.raises((ValueError, TypeError, KeyError)):
        unpack(head, [])


def test_a_field_of_the_wrong_kind_does_not_become_a_mail():
    head, files = pack(MAIL)
    values = json.loads(head)
    values[3] = {"os.system": "ls"}

    with pytest.raises((ValueError, TypeError, KeyError)):
        unpack(json.dumps(values).encode(), files)
