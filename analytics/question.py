"""The words of a survey: what a company wrote for its channel, in the customer's language."""

from __future__ import annotations

from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.utils import translation
from django.utils.translation import gettext as _

from helpdesk.lib import placeholders
from tickets.channel_texts import refuse_unknown

LONGEST = 300  # characters: it goes with a link or buttons into one text message
FILLED_IN = ("company.name", "channel.name", "agent.name")


def refuse_question(text: str) -> None:
    if len(text) > LONGEST:
        raise ValidationError(_("Up to %(n)s characters.") % {"n": LONGEST})
    refuse_unknown(text, known=FILLED_IN)


def question_in(
    language: str, questions: Mapping[str, str], values: Mapping[str, str], *, otherwise: str = ""
) -> str:
    """`otherwise`: the channel's language, whose words are better than none for who writes a third one.

    What cannot be filled in (nobody has the ticket) leaves the built-in words, which name nobody.
    """
    text = questions.get(language) or questions.get(otherwise) or ""
    filled = placeholders.fill(text, values)
    if filled.text and not filled.missing:
        return filled.text
    with translation.override(language or otherwise):
        return _("How was our help? Your answer takes a moment and goes to our team.")
