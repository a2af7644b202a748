"""Who wrote, as a customer of ours."""

from __future__ import annotations

from channels_in.chat.content import Who
from people.identity import identify
from people.models import Customer
from people.models.company import LANGUAGES

SPOKEN = frozenset(code for code, _ in LANGUAGES)


def customer_of(who: Who) -> Customer:
    """Of languages only those that we speak: which others their telephone speaks says nothing."""
    language = who.language.partition("-")[0]
    spoken = language if language in SPOKEN else ""
    return identify(kind=who.kind, address=who.address, also=who.also, name=who.name, language=spoken)


def is_named(who: Who) -> bool:
    """Whether nobody need be asked what they are called."""
    theirs = Customer.objects.filter(identities__kind=who.kind, identities__address=who.address)
    return theirs.exclude(name="").exists()
