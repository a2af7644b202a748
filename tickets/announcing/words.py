"""Why an incident was not answered, and what a person can do about it. Rows hold the codes."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from tickets import delivery_reasons
from tickets.delivery_reasons import next_step
from tickets.refusals import Refused

_WORDS = {
    "no_address": _("There is no address to send this to."),
    "channel_off": _("The channel is switched off."),
    "ticket_closed": _("It is closed."),
    "too_long": _("The text is too long for this channel."),
    "no_text": _("There is no text in this language."),
    "no_template": _("The window has shut, and no approved template was chosen."),
    "template_gone": _("The template can no longer be sent."),
    "template_value": _("A value of the template is empty."),
    "template_value_broken": _("A value of the template has line breaks or rows of spaces."),
    "template_too_long": _("Filled in, the template is too long."),
    "read_only": _("Whoever announced it may no longer write."),
    "one_at_a_time": _("The customer has gone on in another ticket of this channel."),
}


def reason_words(code: str) -> str:
    return str(_WORDS[code]) if code in _WORDS else delivery_reasons.words_for(code)


def code_of(refused: Refused) -> str:
    """Of what a customer cannot be reached by, the reason that lies behind it."""
    return str(refused.params.get("cause") or refused.code)


def way_on(code: str) -> str:
    return next_step(code).words if code in delivery_reasons.WORDS else ""
