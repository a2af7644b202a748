"""What becomes of an answer that a visitor does not read, as the agent is told before they write it."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from channels_in.models import Visitor
from channels_in.webchat.passing_on import AFTER, mail_channel, why_not

NOWHERE = {
    "no_address": _("Left no email address: what is not read here reaches nobody."),
    "no_mail": _("No mail channel passes answers on: what is not read here reaches nobody."),
    "blocked": _("Their email address is blocked: what is not read here reaches nobody."),
    "too_many": _("Their address gets no more mails of ours today: what is not read here reaches nobody."),
}


def reach_words(visitor: Visitor) -> str:
    connection = visitor.connection
    if reason := why_not(visitor, mail_channel(connection)):
        return str(NOWHERE[reason])
    minutes = max(1, round(int(connection.options.get("mail_after_seconds", AFTER)) / 60))
    return ngettext(
        "What is not read here within a minute goes to %(email)s.",
        "What is not read here within %(minutes)s minutes goes to %(email)s.",
        minutes,
    ) % {"email": visitor.email, "minutes": minutes}
