"""From parts to a message: text, HTML, attachments, and what stands inside them."""

from __future__ import annotations

import pytest

from channels_in.mail.failures import FailureReason, ParseFailed
from channels_in.messages import AttachmentKind, Note
from tests.channels_in.mail.letters import PNG, a_file, a_letter, a_parcel, a_part, an_html_letter, read


def test_of_two_wordings_the_plain_one_is_the_text_and_the_other_is_shown():
    raw = a_parcel(a_part("Halo"), a_part("<p>Halo</p>", "text/html"), kind="alternative")

    mail = read(raw)

    assert (mail.text, mail.html) == ("Halo", "<p>Halo</p>")


def test_an_empty_plain_wording_gives_way_to_the_html():
    raw = a_parcel(a_part(" \r\n"), a_part("<p>Halo <b>kak</b></p>", "text/html"), kind="alternative")

    assert read(raw).text == "Halo kak"


def test_text_before_and_after_a_picture_is_one_text():
    raw = a_parcel(a_part("before"), a_file(PNG, "image/png", "a.png"), a_part("after"))

    mail = read(raw)

    assert mail.text == "before\nafter"
    assert [attachment.name for attachment in mail.attachments] == ["a.png"]


def test_html_between_plain_text_keeps_all_words_in_both_forms():
    raw = a_parcel(a_part("one < two"), a_part("<p>three</p>", "text/html"))

    mail = read(raw)

    assert mail.text == "one < two\nthree"
    assert "one &lt; two" in mail.html
    assert "<p>three</p>" in mail.html


def test_a_picture_named_in_the_html_is_shown_there():
    related = a_parcel(
        a_part('<img src="cid:logo%40x">', "text/html"),
        a_file(PNG, "image/png", "logo.png", Content_ID="<logo@x>"),
        kind="related",
    )

    mail = read(related)

    assert mail.html == '<img data-attachment="0">'
    assert [(one.inline, one.content_id) for one in mail.attachments] == [(True, "logo@x")]


def test_the_type_of_a_file_is_read_from_its_bytes():
    raw = a_parcel(a_part("x"), a_file(b"<svg onload=alert(1)>", "image/png; x", "cat.png"))

    (attachment,) = read(raw).attachments

    assert (attachment.content_type, attachment.declared_type) == ("image/svg+xml", "image/png")


@pytest.mark.parametrize(
    ("content", "declared", "read_as"),
    [
        (PNG, "application/octet-stream", "image/png"),
        (b"not a picture", "image/jpeg", "application/octet-stream"),
        (b"<html><script>", "text/plain", "text/html"),
        (b"%PDF-1.7", "image/png", "application/pdf"),
        (b"MZ\x90\x00", "image/gif", "application/vnd.microsoft.portable-executable"),
        (b"a,b\n1,2\n", "text/csv", "text/csv"),
        (b"PK\x03\x04" + b"\x00" * 30 + b"word/document.xml", "application/zip", "wordprocessingml.document"),
    ],
)
def test_a_claimed_type_is_believed_only_where_it_is_harmless(content: bytes, declared: str, read_as: str):
    (attachment,) = read(a_parcel(a_part("x"), a_file(content, declared, "f"))).attachments

    assert attachment.content_type.endswith(read_as)


@pytest.mark.parametrize(
    ("stated", "shown"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\\\Users\\\\rina\\\\faktur.pdf", "faktur.pdf"),
        ("annex\u202efdp.exe", "annexfdp.exe"),
        ("shell\u200b.php", "shell.php"),
        (".htaccess", "htaccess"),
        ("=?utf-8?Q?a=0D=0AX-Evil:_1?=.txt", "a X-Evil: 1.txt"),
    ],
)
def test_a_file_name_is_made_fit_to_be_shown(stated: str, shown: str):
    (attachment,) = read(a_parcel(a_part("x"), a_file(b"data", "text/plain", stated))).attachments

    assert attachment.name == shown


def test_a_name_in_many_pieces_is_put_together():
    part = a_part(
        "data",
        "text/plain",
        Content_Disposition="attachment; filename*0*=utf-8''Erkl%C3%A4; filename*1=rung.txt",
    )

    (attachment,) = read(a_parcel(a_part("x"), part)).attachments

    assert attachment.name == "Erklärung.txt"


def test_a_mail_inside_a_mail_is_an_attachment_that_says_so():
    inner = a_letter("inner words", Subject="Faktur Mei")

    mail = read(a_parcel(a_part("see below"), a_part(inner, "message/rfc822")))

    (nested,) = mail.attachments
    assert (nested.kind, nested.name, nested.title) == (
        AttachmentKind.MESSAGE,
        "Faktur Mei.eml",
        "Faktur Mei",
    )
    assert "inner words" not in mail.text


def test_an_invitation_says_what_it_is_about():
    calendar = (
        "BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nBEGIN:VEVENT\r\n"
        "SUMMARY:Rapat\\, mingguan\r\nLOCATION:Ruang 3\r\n"
        "ORGANIZER;CN=Rina:mailto:rina@people.example\r\nDTSTART;TZID=Asia/Jakarta:20261102T101500\r\n"
        "DTEND:20261102T041500Z\r\nBEGIN:VALARM\r\nSUMMARY:alarm\r\nEND:VALARM\r\nEND:VEVENT\r\n"
    )
    raw = a_parcel(a_part("Undangan"), a_part(calendar, "text/calendar; method=REQUEST"), kind="alternative")

    (attachment,) = read(raw).attachments

    invite = attachment.invite
    assert attachment.kind is AttachmentKind.INVITE
    assert invite is not None
    assert (invite.method, invite.summary, invite.location) == ("REQUEST", "Rapat, mingguan", "Ruang 3")
    assert invite.organizer == "rina@people.example"
    assert (invite.starts_at, invite.ends_at) == ("2026-11-02T10:15:00+07:00", "2026-11-02T04:15:00+00:00")


def test_a_mail_that_is_only_a_file_has_no_text():
    mail = read(a_letter("x", Content_Type="application/pdf; name=a.pdf", Content_Disposition="attachment"))

    assert mail.text == ""
    assert [attachment.name for attachment in mail.attachments] == ["a.pdf"]


def test_a_boundary_that_is_nowhere_stated_is_found():
    raw = a_parcel(a_part("Halo"), a_file(PNG, "image/png", "a.png")).replace(b'; boundary="edge"', b"")

    mail = read(raw)

    assert (mail.text, len(mail.attachments)) == ("Halo", 1)


def test_flowed_lines_are_joined_and_others_are_not():
    raw = a_letter("one \r\ntwo\r\nthree\r\n-- \r\nname\r\n", Content_Type="text/plain; format=flowed")

    assert read(raw).text == "one two\nthree\n-- \nname\n"


def test_an_encrypted_mail_says_so():
    raw = a_parcel(
        a_part("Version: 1", "application/pgp-encrypted"),
        a_part("x", "application/octet-stream"),
        kind="encrypted",
    )

    assert Note.ENCRYPTED in read(raw).notes


@pytest.mark.parametrize("raw", [b"", b"\r\n\r\n", b"\x00"])
def test_no_bytes_are_no_mail(raw: bytes):
    with pytest.raises(ParseFailed) as failed:
        read(raw)

    assert failed.value.reason is FailureReason.EMPTY


def test_a_remote_picture_is_blocked_and_told():
    mail = read(an_html_letter('<p>Hi</p><img src="https://track.example/p.gif?u=1&v=2">'))

    assert mail.has_remote_images
    assert mail.html == '<p>Hi</p><img data-remote-src="https://track.example/p.gif?u=1&amp;v=2">'
