"""What a server's answers and its silence mean for a mail of ours: is it at fault itself, or the channel?"""

from __future__ import annotations

import smtplib
import ssl
from datetime import timedelta

from channels_in.mail.reasons import is_greylisted, reason_of_answer
from channels_in.mail.smtp_sign_in import PasswordInClear
from channels_in.outcomes import ChannelDown, NotSent, Outcome

GREYLISTED = timedelta(minutes=5)
SIGN_IN_FIRST = frozenset({530, 534, 535, 538})


def of_sender(code: int, text: bytes, *, is_special: bool) -> Outcome:
    """To MAIL. What is refused for good there, it refuses to all that this channel sends, but for a mail's
    size. `is_special`: the mail asks for more than others do.
    """
    refusal = of_mail(code, text, default="sender_refused")
    if code in SIGN_IN_FIRST:
        return _sign_in_first(refusal)
    if refusal.permanent and refusal.reason != "too_large" and not is_special:
        return ChannelDown(reason="sender_refused", problem="smtp_sender", detail=refusal.detail)
    return refusal


def of_recipient(code: int, text: bytes) -> Outcome:
    refusal = of_mail(code, text)
    return _sign_in_first(refusal) if code in SIGN_IN_FIRST else refusal


def of_mail(code: int, text: bytes, *, default: str = "refused") -> NotSent:
    said = words(text)
    reason = reason_of_answer(code, said)
    return NotSent(
        reason=default if reason == "refused" else reason,
        detail=f"{code} {said}",
        permanent=code >= 500,
        retry_after=GREYLISTED if is_greylisted(code, said) else None,
    )


def of_no_connection(error: Exception) -> ChannelDown:
    """Before a mail was spoken of: the channel's trouble, not the message's."""
    detail = described(error)
    match error:
        case ssl.SSLCertVerificationError():
            return ChannelDown(reason="not_connected", problem="smtp_certificate", detail=detail)
        case smtplib.SMTPAuthenticationError():
            return ChannelDown(reason="login_failed", problem="smtp_login", detail=detail)
        case PasswordInClear():
            return ChannelDown(reason="not_connected", problem="smtp_in_clear")
        case smtplib.SMTPNotSupportedError() | ssl.SSLError():
            return ChannelDown(reason="not_connected", problem="smtp_encryption", detail=detail)
        case TimeoutError():
            return ChannelDown(reason="timeout", problem="smtp_unreachable", detail=detail)
        case _:
            return ChannelDown(reason="unreachable", problem="smtp_unreachable", detail=detail)


def of_a_broken_line(error: Exception) -> NotSent:
    """While the server dealt with this mail and did not have all of it: it may take others."""
    # smtplib says of a server that is too slow that it has hung up.
    is_slow = isinstance(error, TimeoutError) or isinstance(error.__context__, TimeoutError)
    return NotSent(reason="timeout" if is_slow else "unreachable", detail=described(error))


def described(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"[:500]


def words(text: bytes) -> str:
    return " ".join(text.decode("utf-8", "replace").split())[:500]


def _sign_in_first(refusal: NotSent) -> ChannelDown:
    return ChannelDown(reason="login_failed", problem="smtp_login", detail=refusal.detail)
