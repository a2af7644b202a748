"""Reports that a mail did not arrive: RFC 3464, feedback reports (RFC 5965), and the many older forms.

The structured forms are believed from machines only, as people forward bounces too; the free form needs a
machine's sender, a machine's words, and a code or a recipient.
"""

from __future__ import annotations

from channels_in.mail import bounce_marks as marks
from channels_in.mail.addresses import parse_addresses
from channels_in.mail.bounce_report import Report, complaining_recipients, read_report
from channels_in.mail.envelope import Envelope
from channels_in.mail.mime import Part
from channels_in.mail.returned import Returned, explanation, returned_mail
from channels_in.mail.threads import message_id_in
from channels_in.messages import Bounce, BouncedRecipient, BounceKind

_EXPLANATION = 8000
_RECIPIENTS = 50


def bounce_of(root: Part, envelope: Envelope, text: str) -> Bounce | None:
    is_machine = _is_machine(root, envelope)
    if root.content_type == "multipart/report" or is_machine:
        report = _read_reports(root)
        if report:
            return _from_report(report, returned_mail(root, text), envelope)
        complaint = _complaint(root, envelope, text)
        if complaint:
            return complaint
    return _free_form(root, envelope, text) if is_machine or envelope.return_path == "" else None


def _is_machine(root: Part, envelope: Envelope) -> bool:
    local = envelope.sender.address.rpartition("@")[0]
    names = (local, envelope.sender.name, root.headers.raw_text("from").strip())
    returns_to = (envelope.return_path or "").rpartition("@")[0]
    return (
        any(name and marks.SENDERS.fullmatch(name) for name in names)
        or returns_to.lower() == "mailer-daemon"
        or root.headers.has("x-failed-recipients")
    )


def _read_reports(root: Part) -> Report | None:
    reports = [
        read_report(part.content()) for part in root.walk() if part.content_type == "message/delivery-status"
    ]
    return next((report for report in reports if report.failed or report.delayed or report.has_arrived), None)


def _from_report(report: Report, returned: Returned, envelope: Envelope) -> Bounce | None:
    recipients = report.failed or report.delayed
    if not recipients:
        return None  # it has arrived
    told = " ".join(recipient.diagnostic for recipient in recipients)
    status = next((recipient.status for recipient in recipients if recipient.status), "")
    return Bounce(
        kind=BounceKind.FAILED if report.failed else BounceKind.DELAYED,
        original_message_id=message_id_in(report.original_message_id) or _original_id(returned, envelope),
        original_subject=returned.subject,
        recipients=recipients,
        permanent=bool(report.failed) and marks.is_permanent(status, told),
    )


def _complaint(root: Part, envelope: Envelope, text: str) -> Bounce | None:
    for part in root.walk():
        if part.content_type == "message/feedback-report":
            returned = returned_mail(root, text)
            named = tuple(BouncedRecipient(address=address) for address in returned.to)
            return Bounce(
                kind=BounceKind.COMPLAINT,
                original_message_id=_original_id(returned, envelope),
                original_subject=returned.subject,
                recipients=complaining_recipients(part.content()) or named,
            )
    return None


def _free_form(root: Part, envelope: Envelope, text: str) -> Bounce | None:
    said = explanation(text)[0][:_EXPLANATION]
    status = marks.status_in(said)
    returned = returned_mail(root, text)
    recipients = _recipients(root, envelope, said, returned)
    if not _is_convincing(envelope, said, status=status, returned=returned, names_somebody=bool(recipients)):
        return None
    is_delay = marks.is_delay(f"{envelope.subject}\n{said}")
    diagnostic = _diagnostic(said, status)
    return Bounce(
        kind=BounceKind.DELAYED if is_delay else BounceKind.FAILED,
        original_message_id=_original_id(returned, envelope),
        original_subject=returned.subject,
        recipients=tuple(
            BouncedRecipient(address=address, status=status, diagnostic=diagnostic)
            for address in recipients or ("",)
        ),
        permanent=not is_delay and marks.is_permanent(status, said),
    )


def _is_convincing(
    envelope: Envelope, said: str, *, status: str, returned: Returned, names_somebody: bool
) -> bool:
    in_subject = bool(marks.SUBJECTS.search(envelope.subject))
    in_body = bool(marks.BODIES.search(said))
    if in_subject and (returned.is_there or status):
        return True
    return in_body and bool(status or (in_subject and names_somebody) or returned.was_attached)


def _recipients(root: Part, envelope: Envelope, said: str, returned: Returned) -> tuple[str, ...]:
    """Whom the mail did not reach: as a header says, else the strangers that the explanation names."""
    stated = _addresses(root.headers.raw_text("x-failed-recipients"))
    if stated:
        return stated
    own = {address.address.lower() for address in (*envelope.to, *envelope.cc, envelope.sender)}
    named = tuple(address for address in marks.addresses_in(said) if address.lower() not in own)
    return (tuple(address for address in named if address in returned.to) or named[:1] or returned.to)[
        :_RECIPIENTS
    ]


def _addresses(text: str) -> tuple[str, ...]:
    return tuple(found.address for found in parse_addresses(text) if found.address)[:_RECIPIENTS]


def _original_id(returned: Returned, envelope: Envelope) -> str:
    answered = (*envelope.in_reply_to, *reversed(envelope.references))
    return returned.message_id or next(iter(answered), "")


def _diagnostic(said: str, status: str) -> str:
    """The line that holds the code, else the first one that says something went wrong."""
    lines = [line.strip() for line in said.splitlines()]
    code = status.removesuffix(".0.0")
    for line in lines:
        if status and (status in line or (len(code) == 1 and marks.status_in(line) == status)):
            return line[:1000]
    return next((line[:1000] for line in lines if marks.BODIES.search(line[:500])), "")
