# ruff: noqa: E501 - bounces are worded as mail systems word them
"""Reports of mail that did not arrive, told from everything else."""

from __future__ import annotations

import pytest

from channels_in.messages import AutomaticKind, BounceKind
from tests.channels_in.mail.letters import a_letter, a_parcel, a_part, read

ORIGINAL = a_letter("Halo", Message_ID="<alur.17@ours.example>", To="budi@people.example", Subject="Pesanan")


def a_report(
    action: str = "failed", status: str = "5.1.1", diagnostic: str = "smtp; 550 User unknown", **headers: str
) -> bytes:
    fields = (
        "Reporting-MTA: dns; mx.people.example\r\n\r\nFinal-Recipient: rfc822; budi@people.example\r\n"
        f"Action: {action}\r\nStatus: {status}\r\nDiagnostic-Code: {diagnostic}\r\n"
    )
    usual = {"From": "MAILER-DAEMON@mx.people.example", "Subject": "Undelivered Mail Returned to Sender"}
    return a_parcel(
        a_part("It did not arrive."),
        a_part(fields, "message/delivery-status"),
        a_part(ORIGINAL, "message/rfc822"),
        kind="report; report-type=delivery-status",
        **(usual | headers),
    )


def test_a_report_names_the_mail_the_recipient_and_the_reason():
    bounce = read(a_report()).bounce

    assert bounce is not None
    assert (bounce.kind, bounce.permanent) == (BounceKind.FAILED, True)
    assert bounce.original_message_id == "alur.17@ours.example"
    assert [(one.address, one.status, one.diagnostic) for one in bounce.recipients] == [
        ("budi@people.example", "5.1.1", "550 User unknown")
    ]


@pytest.mark.parametrize(
    ("action", "status", "diagnostic", "kind", "permanent"),
    [
        ("failed", "5.1.1", "", BounceKind.FAILED, True),
        ("failed", "5.0.0", "smtp; 550 5.1.1 unknown", BounceKind.FAILED, True),
        ("failed", "4.4.7", "smtp; expired", BounceKind.FAILED, False),
        ("failed", "5.2.2", "smtp; mailbox full", BounceKind.FAILED, False),
        ("delayed", "4.4.1", "", BounceKind.DELAYED, False),
        ("expired", "", "", BounceKind.FAILED, True),
    ],
)
def test_permanent_and_temporary_failures_differ(
    action: str, status: str, diagnostic: str, kind: BounceKind, permanent: bool
):
    bounce = read(a_report(action, status, diagnostic)).bounce

    assert bounce is not None
    assert (bounce.kind, bounce.permanent) == (kind, permanent)


@pytest.mark.parametrize("action", ["delivered", "relayed", "expanded"])
def test_a_report_of_success_is_no_bounce(action: str):
    assert read(a_report(action, "2.0.0", "smtp; 250 ok")).bounce is None


def test_a_bounce_that_a_person_forwards_is_their_mail():
    raw = a_parcel(
        a_part("Kenapa ini?"), a_part(a_report(), "message/rfc822"), Subject="Fwd: Undelivered Mail"
    )

    mail = read(raw)

    assert mail.bounce is None
    assert mail.automatic is None


FREE_FORM = {
    "qmail": "Hi. This is the qmail-send program at mx.people.example.\nI'm afraid I wasn't able to deliver your message "
    "to the following addresses.\n\n<budi@people.example>:\n550 5.1.1 no such user\n\n--- Below this line is a copy "
    "of the message.\n\nMessage-ID: <alur.17@ours.example>\nSubject: Pesanan\n",
    "exim": "A message that you sent could not be delivered to one or more of its recipients.\n\n  budi@people.example\n"
    "    host mx.people.example: 550 5.1.1 unknown user\n\n------ This is a copy of the message ------\n\n"
    "Message-ID: <alur.17@ours.example>\n",
}


@pytest.mark.parametrize("system", FREE_FORM)
def test_a_bounce_in_free_words_is_understood(system: str):
    mail = read(
        a_letter(
            FREE_FORM[system],
            From="MAILER-DAEMON@mx.people.example",
            Subject="failure notice",
            Return_Path="<>",
        )
    )

    assert mail.bounce is not None
    assert (mail.bounce.original_message_id, mail.bounce.status) == ("alur.17@ours.example", "5.1.1")
    assert [one.address for one in mail.bounce.recipients] == ["budi@people.example"]
    assert mail.bounce.permanent


def test_an_indonesian_bounce_is_understood():
    mail = read(
        a_letter(
            "Pesan Anda tidak dapat dikirim ke budi@people.example karena kotak suratnya penuh.\n452 4.2.2 penuh\n",
            From="postmaster@people.example",
            Subject="Email gagal dikirim",
        )
    )

    assert mail.bounce is not None
    assert (mail.bounce.status, mail.bounce.permanent) == ("4.2.2", False)


def test_a_warning_of_delay_is_no_failure():
    text = "Your message to budi@people.example has been delayed. 451 4.4.1 timed out. It will be retried.\n"

    bounce = read(a_letter(text, From="MAILER-DAEMON@x.example", Subject="Warning: delivery delayed")).bounce

    assert bounce is not None
    assert bounce.kind is BounceKind.DELAYED


def test_a_spam_complaint_is_told_apart():
    raw = a_parcel(
        a_part("This is a report."),
        a_part(
            "Feedback-Type: abuse\r\nOriginal-Rcpt-To: budi@people.example\r\n", "message/feedback-report"
        ),
        a_part(ORIGINAL, "message/rfc822"),
        kind="report; report-type=feedback-report",
        From="feedback@people.example",
    )

    bounce = read(raw).bounce

    assert bounce is not None
    assert (bounce.kind, bounce.original_message_id) == (BounceKind.COMPLAINT, "alur.17@ours.example")


@pytest.mark.parametrize(
    ("text", "headers"),
    [
        ("My parcel could not be delivered, 550 rupiah missing.", {"Subject": "Delivery failed"}),
        ("I am out of office until Monday. 555 1234.", {"Subject": "Out of office", "Return_Path": "<>"}),
        (
            "Mailbox quota report: all is well.",
            {"From": "postmaster@people.example", "Subject": "Weekly report"},
        ),
    ],
)
def test_other_mail_is_no_bounce(text: str, headers: dict[str, str]):
    assert read(a_letter(text, **headers)).bounce is None


def test_a_bounce_is_never_to_be_answered():
    automatic = read(a_report()).automatic

    assert automatic is not None
    assert automatic.kind is AutomaticKind.BOUNCE
