"""Hostile mails through the child: each within its limits, one message or a failure with a name, and the next
mail is read as if nothing had been.
"""

from __future__ import annotations

import resource
from collections.abc import Iterator

import pytest

from channels_in.mail import child
from channels_in.mail.failures import ParseFailed
from channels_in.mail.limits import CPU_SECONDS, MEMORY_BYTES
from channels_in.messages import Note
from tests.channels_in.mail.child_usage import peak_of_child
from tests.channels_in.mail.letters import MAILBOX, a_letter
from tests.channels_in.mail.poison import POISON


@pytest.fixture(scope="module", autouse=True)
def no_child_is_left_behind() -> Iterator[None]:
    yield
    child.close()


def cpu_of_children() -> float:
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


@pytest.mark.parametrize("name", POISON)
def test_a_hostile_mail_is_read_within_its_limits(name: str):
    child.close()
    before = cpu_of_children()

    mail = child.parse(POISON[name], mailbox=MAILBOX)
    after = child.parse(a_letter("Halo, saya yang berikutnya."), mailbox=MAILBOX)
    peak = peak_of_child()

    child.close()
    # The first reading is ended at its limit; a second, crude one costs little more.
    assert cpu_of_children() - before < CPU_SECONDS + 1.5
    assert peak <= MEMORY_BYTES
    assert mail.external_id
    assert after.text == "Halo, saya yang berikutnya."


@pytest.mark.parametrize("name", ["HTML of open formatting", "HTML of hidden attributes"])
def test_what_breaks_the_html_parser_keeps_its_words(name: str):
    mail = child.parse(POISON[name], mailbox=MAILBOX)

    assert {Note.READ_CRUDELY, Note.HTML_AS_TEXT} <= set(mail.notes)
    assert mail.html == ""
    assert mail.text
    assert mail.sender.address == "rina@people.example"


def test_a_mail_larger_than_allowed_is_refused_by_name():
    with pytest.raises(ParseFailed) as failed:
        child.parse(b"Subject: x\n\n" + b"x" * (51 * 1024 * 1024), mailbox=MAILBOX)

    assert failed.value.reason == "too_large"


def test_a_file_of_thirty_megabytes_comes_through():
    line = b"QUJD" * 19 + b"\r\n"
    raw = a_letter(
        b"--x\r\nContent-Type: application/zip; name=a.zip\r\nContent-Transfer-Encoding: base64\r\n\r\n"
        + line * 540_000
        + b"--x--\r\n",
        Content_Type="multipart/mixed; boundary=x",
    )

    mail = child.parse(raw, mailbox=MAILBOX)

    assert [attachment.size for attachment in mail.attachments] == [540_000 * 57]
    assert Note.READ_CRUDELY not in mail.notes
