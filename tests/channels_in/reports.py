"""What mail servers report about mails of ours."""

from __future__ import annotations

from email.message import EmailMessage

from channels_in.mail.message_id import message_id_for
from channels_in.models import Connection
from tickets.models import Message


def a_bounce(
    mailbox: Connection,
    answer: Message | None,
    *,
    action: str = "failed",
    status: str = "5.1.1",
    **fields: str,
) -> EmailMessage:
    """As a mail server reports it (RFC 3464)."""
    message_id = (
        message_id_for(answer.delivery.idempotency_key, domain="ours.example")
        if answer
        else "x@other.example"
    )
    report = EmailMessage()
    report["From"] = "Mail Delivery System <MAILER-DAEMON@mx.people.example>"
    report["To"] = mailbox.address
    report["Subject"] = "Undelivered Mail Returned to Sender"
    report["Message-ID"] = "<report@mx.people.example>"
    report["Auto-Submitted"] = "auto-replied"
    for name, value in fields.items():
        report[name.replace("_", "-")] = value
    parts = [
        "Content-Type: text/plain\n\nYour message could not be delivered.\n",
        "Content-Type: message/delivery-status\n\nReporting-MTA: dns; mx.people.example\n\n"
        f"Final-Recipient: rfc822; rina@people.example\nAction: {action}\nStatus: {status}\n"
        f"Diagnostic-Code: smtp; 550 {status} user unknown\n",
        f"Content-Type: text/rfc822-headers\n\nFrom: help@ours.example\nMessage-ID: <{message_id}>\n"
        "Subject: Re: Paket\n",
    ]
    report["MIME-Version"] = "1.0"
    report["Content-Type"] = 'multipart/report; report-type=delivery-status; boundary="b"'
    report.set_payload("".join(f"--b\n{part}\n" for part in parts) + "--b--\n")
    return report
