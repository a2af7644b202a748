"""Who wrote, as a customer of ours."""

from __future__ import annotations

from channels_in.chat.content import Who
from channels_in.mail import cleaning
from people.identity import identify
from people.models import Customer
from people.models.company import LANGUAGES
from tickets.models import ChannelKind

# Of these kinds an address is a long number of the provider's, and all that a message says of who wrote it:
# what they are called is asked afterwards.
NUMBERED = frozenset({ChannelKind.MESSENGER, ChannelKind.INSTAGRAM, ChannelKind.LINE})
SPOKEN = frozenset(code for code, _ in LANGUAGES)


def customer_of(who: Who) -> Customer:
    """What they call themselves is theirs to choose: it is read as it looks."""
    return identify(
        kind=who.kind,
        address=who.address,
        also=who.also,
        name=cleaning.display_name(who.name),
        known_as=f"…{who.address[-4:]}" if who.kind in NUMBERED else "",
        language=spoken(who.language),
    )


def spoken(language: str) -> str:
    """If we speak it too: which others their telephone speaks says nothing."""
    code = language.partition("-")[0]
    return code if code in SPOKEN else ""
