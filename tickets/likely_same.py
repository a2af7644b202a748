"""Other customers who may be the same person. Only weak signs: what is certain is joined by itself.

What somebody says of themselves, or is called, opens nothing: it is shown to agents who see both customers,
with why, and one of them decides.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from functools import reduce
from operator import or_

from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from people.models import Agent, Company, Customer, Identity, KeptApart, SaidAddress
from people.phone_numbers import country_of_zone, numbers_in
from tickets.customers import customers_seen_by
from tickets.models import Message, Ticket

Name = tuple[str, str]  # kind, address

SAID, BOTH_SAID, IN_WORDS, SAME_NAME = "said", "both_said", "in_words", "same_name"
WORDS: dict[str, str | Promise] = {  # the surest sign first
    SAID: _("One of them gave this address as theirs, without proof:"),
    BOTH_SAID: _("Both gave this address as theirs, without proof:"),
    IN_WORDS: _("It stands in a message:"),
    SAME_NAME: _("They are called the same:"),
}
ADDRESS = re.compile(r"[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,5}")
MESSAGES_READ = 20
MOST = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Sign:
    code: str
    detail: str

    @property
    def words(self) -> str:
        return str(WORDS[self.code])


@dataclass(frozen=True, slots=True, kw_only=True)
class Likely:
    customer: Customer
    signs: list[Sign] = field(default_factory=list)


def likely_same(customer: Customer, *, agent: Agent) -> list[Likely]:
    """The likeliest first. Those whom somebody said to be somebody else are not named again."""
    signs: dict[int, list[Sign]] = {}
    for other, sign in _signs(customer, agent):
        if other != customer.pk and sign not in signs.setdefault(other, []):
            signs[other].append(sign)
    signs.pop(customer.pk, None)
    if not signs:
        return []
    apart = KeptApart.objects.filter(Q(first=customer) | Q(second=customer)).values_list("first", "second")
    seen = customers_seen_by(agent).filter(pk__in=signs).exclude(pk__in={pk for pair in apart for pk in pair})
    order = list(WORDS)
    found = [Likely(customer=one, signs=signs[one.pk]) for one in seen.select_related("organisation")]
    found.sort(key=lambda one: (min(order.index(sign.code) for sign in one.signs), one.customer.pk))
    return found[:MOST]


def _signs(customer: Customer, agent: Agent) -> Iterator[tuple[int, Sign]]:
    mine = set(customer.identities.values_list("kind", "address"))
    said = set(customer.said_addresses.values_list("kind", "address"))
    heard = _heard_of(customer, agent) - mine
    for code, names in ((SAID, said), (IN_WORDS, heard - said)):
        for owner, address in _rows(Identity, names):
            yield owner, Sign(code=code, detail=address)
    for owner, address in _rows(SaidAddress, mine):
        yield owner, Sign(code=SAID, detail=address)
    for owner, address in _rows(SaidAddress, said):
        yield owner, Sign(code=BOTH_SAID, detail=address)
    if len(customer.name.split()) > 1:  # of one name alone there are too many
        alike = Customer.objects.annotate(lower=Lower("name")).filter(lower=customer.name.lower())
        for pk in alike.exclude(name="").order_by("-pk").values_list("pk", flat=True)[: MOST * 4]:
            yield pk, Sign(code=SAME_NAME, detail=customer.name)


def _rows(model: type[Identity | SaidAddress], names: Collection[Name]) -> list[tuple[int, str]]:
    if not names:
        return []
    any_of = reduce(or_, (Q(kind=kind, address=address) for kind, address in names))
    rows = model._default_manager.filter(any_of).order_by("pk")
    return list(rows.values_list("customer", "address")[: MOST * 4])


def _heard_of(customer: Customer, agent: Agent) -> set[Name]:
    """Numbers and mail addresses in their last messages, of those that the agent may read."""
    country = country_of_zone(Company.current().time_zone)
    said = Message.objects.filter(ticket__in=Ticket.objects.visible_to(agent).filter(customer=customer))
    said = said.filter(direction=Message.Direction.INBOUND, customer=customer).order_by("-pk")
    found: set[Name] = set()
    for text, signature in said.values_list("text", "signature")[:MESSAGES_READ]:
        words = f"{text[:4000]}\n{signature[:1000]}"
        found |= {("phone", number) for number in numbers_in(words, country=country)[:10]}
        found |= {("mail", one.lower()) for one in ADDRESS.findall(words)[:10]}
    return found
