"""Who wrote, as a customer of ours."""

from __future__ import annotations

from channels_in.chat.content import Who
from channels_in.mail import cleaning
from people.identity import identify
from people.models import Customer
from people.models.company import LANGUAGES
from tickets.models import ChannelKind

# Of these kinds an address is a long number of the provider's.
NUMBERED = frozenset({ChannelKind.MESSENGER, ChannelKind.INSTAGRAM, ChannelKind.LINE})
ASKED_AFTERWARDS = frozenset({ChannelKind.MESSENGER, ChannelKind.INSTAGRAM})  # LINE: while it is read
SPOKEN = frozenset(code for code, _ in LANGUAGES)


def customer_of(who: Who) -> Customer:
    """Of languages only those that we speak: which others their telephone speaks says nothing. What they call
    themselves is theirs to choose: it is read as it looks.
    """
    language = who.language.partition("-")[0]
    spoken = language if language in SPOKEN else ""
    return identify(
        kind=who.kind,
        address=who.address,
        also=who.also,
        name=cleaning.display_name(who.name),
        known_as=f"…{who.address[-4:]}" if who.kind in NUMBERED else "",
        language=spoken,
    )


def is_named(who: Who) -> bool:
    """Whether nobody need be asked what they are called."""
    theirs = Customer.objects.filter(identities__kind=who.kind, identities__address=who.address)
    return theirs.exclude(name="").exists()
