"""What people write in rules, and the ids, keys and codes that rules hold: "Mendesak" is urgent."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from django.db import models
from django.db.models import Q

from people.models import Organisation, Team, Tier
from people.models.company import LANGUAGES
from tickets.category_words import category_name
from tickets.models import Category, Channel, ChannelKind, Priority, Status, Tag

BY_ID: Mapping[str, type[models.Model]] = {
    "channel": Channel,
    "team": Team,
    "organisation": Organisation,
    "set_team": Team,
}
BY_KEY = ("category", "set_category")
BY_CODE: Mapping[str, Mapping[str, object]] = {
    "channel_kind": dict(ChannelKind.choices),
    "customer_tier": dict(Tier.choices),
    "language": dict(LANGUAGES),
    "priority": dict(Priority.choices),
    "set_priority": dict(Priority.choices),
    "status": dict(Status.choices),
}
MOST = 200  # of a sort, that are offered while typing


class UnknownName(ValueError):
    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


def meant_by(kind: str, word: str) -> object:
    """What a rule holds for it: an id, a key, a code, or the word itself. UnknownName where there is none."""
    kind = kind.removeprefix("previous.")
    found: object = word
    if model := BY_ID.get(kind):
        found = model._default_manager.filter(name=word).values_list("pk", flat=True).first()
    elif kind in BY_KEY:
        named = Q(key__iexact=word) | Q(name__iexact=word) | Q(name_en__iexact=word)
        found = (
            Category.objects.filter(named).order_by("-is_active", "pk").values_list("key", flat=True).first()
        )
    elif labels := BY_CODE.get(kind):
        folded = word.casefold()
        found = next(
            (code for code, label in labels.items() if folded in {code, str(label).casefold()}), None
        )
    if found is None:
        raise UnknownName(word)
    return found


def name_of(kind: str, held: object) -> str:
    """As people write it. What is gone keeps its id, key or code."""
    kind = kind.removeprefix("previous.")
    if model := BY_ID.get(kind):
        return str(model._default_manager.filter(pk=held).first() or f"#{held}")
    if kind in BY_KEY:
        category = Category.objects.filter(key=held).first()
        name = category_name(category) if category else ""
        return name if name and meant_by(kind, name) == held else str(held)  # two may have one name
    return str(BY_CODE.get(kind, {}).get(str(held), held))


def offered() -> Iterator[str]:
    """Everything with a name, for lists to choose from while typing."""
    for model in (Team, Channel, Organisation, Tag):
        yield from (str(row) for row in model._default_manager.order_by("pk")[:MOST])
    yield from (category_name(category) for category in Category.objects.order_by("pk")[:MOST])
    for labels in BY_CODE.values():
        yield from (str(label) for label in labels.values())
