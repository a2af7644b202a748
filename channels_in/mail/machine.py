"""What machines say in and about mails: that they wrote it, that one did not arrive, who its sender is."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class AutomaticKind(StrEnum):
    """Why a mail was not written by a person for us. None of these may ever get automatic mail."""

    BOUNCE = "bounce"
    REPLY = "reply"  # auto-reply, out of office
    NOTIFICATION = "notification"  # a machine's own words: an alarm, a report
    GENERATED = "generated"  # sent by a program, perhaps in a person's name: another helpdesk, a rule
    LIST = "list"
    BULK = "bulk"
    NULL_SENDER = "null_sender"


@dataclass(frozen=True, slots=True, kw_only=True)
class Automatic:
    kind: AutomaticKind
    reason: str  # the header or phrase that gave it away


class BounceKind(StrEnum):
    FAILED = "failed"  # it will not arrive
    DELAYED = "delayed"  # the other server is still trying: nothing has failed yet
    COMPLAINT = "complaint"  # it arrived, and was reported as spam


@dataclass(frozen=True, slots=True, kw_only=True)
class BouncedRecipient:
    address: str
    status: str = ""  # enhanced status code such as 5.1.1; empty if none was found
    diagnostic: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounce:
    """A report about a mail that somebody sent: we did, if we know `original_message_id`."""

    kind: BounceKind
    original_message_id: str = ""
    original_subject: str = ""
    recipients: tuple[BouncedRecipient, ...] = ()
    permanent: bool = False  # sending to this address again is pointless; else it may work another day

    @property
    def status(self) -> str:
        return next((recipient.status for recipient in self.recipients if recipient.status), "")

    @property
    def diagnostic(self) -> str:
        return next((recipient.diagnostic for recipient in self.recipients if recipient.diagnostic), "")


@dataclass(frozen=True, slots=True, kw_only=True)
class AuthenticationResult:
    """One statement of an Authentication-Results header. Worth something only if `server` is our own."""

    server: str
    method: str  # spf, dkim, dmarc, arc …
    result: str  # pass, fail, none, softfail …
    domain: str = ""
