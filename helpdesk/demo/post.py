"""Mail that gives the screens of failure something to show, handed to the real listener by real SMTP.

Two replies come back from servers that did not want them, and two senders end up in quarantine.
"""

from __future__ import annotations

import smtplib
from email.message import EmailMessage

from django.conf import settings

from channels_in.actions.block_sender import block_sender
from channels_in.mail.message_id import message_id_for
from events.actors import SYSTEM
from helpdesk.demo.names import DOMAIN
from tickets.models import Delivery

SECONDS = 10.0
OURS = f"halo@{DOMAIN}"
BLOCKED = "kabar@promo-mebel.example"
REFUSALS = (
    ("5.1.1", "550 5.1.1 The email account that you tried to reach does not exist"),
    ("5.2.2", "552 5.2.2 The recipient's mailbox is over its storage limit"),
)


def arrives() -> bool:
    """False if nobody listens yet. Arriving twice changes nothing: the listener knows what it has."""
    block_sender(BLOCKED, by=SYSTEM, reason="Newsletter nobody asked for")
    returned = Delivery.objects.filter(status=Delivery.Status.SENT, message__ticket__status="pending")
    mails = [_promotion(), _lottery()]
    for delivery, refusal in zip(returned.select_related("message").order_by("pk"), REFUSALS, strict=False):
        mails.append(_returned(delivery, *refusal))
    host = settings.BIND if settings.BIND not in {"0.0.0.0", "::"} else "127.0.0.1"  # noqa: S104
    try:
        with smtplib.SMTP(host, settings.SMTP_PORT, timeout=SECONDS) as server:
            for mail in mails:
                server.send_message(mail)
    except (OSError, smtplib.SMTPException):
        return False
    return True


def _promotion() -> EmailMessage:
    return _mail(
        sender=f"Promo Mebel <{BLOCKED}>",
        subject="Diskon besar untuk toko Anda minggu ini",
        text="Kayu jati langsung dari pengrajin, potongan sampai 70 persen. Balas email ini untuk katalog.",
        number="promosi-1",
    )


def _lottery() -> EmailMessage:
    mail = _mail(
        sender="Prize Office <winner@lucky-draw.example>",
        subject="You have been selected",
        text="Your address won the second prize of our draw. Send your bank details to receive it.",
        number="prize-1",
    )
    mail["X-Spam-Flag"] = "YES"
    return mail


def _returned(delivery: Delivery, status: str, said: str) -> EmailMessage:
    """As RFC 3464 has it: words, a report, and the head of what was returned."""
    [(_, address), *_] = delivery.message.recipients["to"]
    domain = address.rpartition("@")[2]
    mail = _mail(
        sender=f"Mail Delivery System <mailer-daemon@{domain}>",
        subject="Undelivered Mail Returned to Sender",
        text=f"Your message to <{address}> could not be delivered:\n\n{said}",
        number=f"returned-{delivery.pk}",
    )
    mail["Auto-Submitted"] = "auto-replied"
    about_server, about_person = EmailMessage(), EmailMessage()
    about_server["Reporting-MTA"] = f"dns; mx.{domain}"
    about_person["Final-Recipient"] = f"rfc822; {address}"
    about_person["Action"], about_person["Status"] = "failed", status
    about_person["Diagnostic-Code"] = f"smtp; {said}"
    report = EmailMessage()
    report["Content-Type"] = "message/delivery-status"
    report.set_payload([about_server, about_person])
    head = EmailMessage()
    head["Content-Type"] = "text/rfc822-headers"
    head.set_payload(f"Message-ID: <{message_id_for(delivery.idempotency_key, domain=DOMAIN)}>\n")
    mail.make_mixed()
    mail.replace_header("Content-Type", 'multipart/report; report-type="delivery-status"')
    mail.attach(report)
    mail.attach(head)
    return mail


def _mail(*, sender: str, subject: str, text: str, number: str) -> EmailMessage:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = sender, OURS, subject
    mail["Message-ID"] = f"<{number}@demo.example>"
    mail.set_content(text)
    return mail
