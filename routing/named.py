"""What people write in rules, and the ids, keys and codes that rules hold: "Mendesak" is urgent."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _

from people.models import Organisation, Team, Tier
from people.models.company import LANGUAGES
from tickets.category_words import category_name
from tickets.models import Category, Channel, ChannelKind, Priority, Sentiment, Status, Tag, Urgency

BY_ID: Mapping[str, type[models.Model]] = {
    "channel": Channel,
    "team": Team,
    "organisation": Organisation,
    "set_team": Team,
}
BY_KEY = ("category", "set_category")
OFFERED: Mapping[str, type[models.Model]] = {
    "team": Team,
    "channel": Channel,
    "organisation": Organisation,
    "tag": Tag,
    "category": Category,
}
BY_CODE: Mapping[str, Mapping[str, object]] = {
    "channel_kind": dict(ChannelKind.choices),
    "customer_tier": dict(Tier.choices),
    "language": dict(LANGUAGES),
    "sentiment": dict(Sentiment.choices),
    "urgency": dict(Urgency.choices),
    "priority": dict(Priority.choices),
    "set_priority": dict(Priority.choices),
    "status": dict(Status.choices),
}
MOST = 200  # of a sort, that are offered while typing


YES, NO = {"1", "yes", "ya", "true"}, {"0", "no", "tidak", "false"}
LISTS = {"set_team": "team", "set_category": "category", "set_priority": "priority"}
LISTS |= {"tags": "tag", "add_tag": "tag"}
SAID = 12  # names that an error repeats


class UnknownName(ValueError):
    """`known` says what there is instead."""

    def __init__(self, name: str, kind: str) -> None:
        super().__init__(name)
        self.name = name
        self.known = names_of(list_of(kind))

    @property
    def words(self) -> str:
        if not self.known:
            return _("There is no “%(name)s”. There are none yet.") % {"name": self.name}
        known = ", ".join([*self.known[:SAID], *(["…"] if len(self.known) > SAID else [])])
        return _("There is no “%(name)s”. There are: %(known)s.") % {"name": self.name, "known": known}


def meant_by(kind: str, word: str) -> object:
    """What a rule holds for it: an id, a key, a code, or the word itself. UnknownName where there is none."""
    kind = kind.removeprefix("previous.")
    found: object = word
    if model := BY_ID.get(kind):
        named = dict(model._default_manager.filter(name__iexact=word).values_list("name", "pk"))
        found = named.get(word) or next(iter(named.values()), None)
    elif kind in BY_KEY:
        called = Q(key__iexact=word) | Q(name__iexact=word) | Q(name_en__iexact=word)
        categories = Category.objects.filter(called).order_by("-is_active", "pk")
        found = categories.values_list("key", flat=True).first()
    elif labels := BY_CODE.get(kind):
        folded = word.casefold()
        found = next(
            (code for code, label in labels.items() if folded in {code, str(label).casefold()}), None
        )
    if found is None:
        raise UnknownName(word, kind)
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
    if list_of(kind) == "flag" and isinstance(held, bool):
        return _("yes") if held else _("no")
    return str(BY_CODE.get(kind, {}).get(str(held), held))


def list_of(kind: str) -> str:
    """Which list of names fits what is compared or set; empty where anything may be written."""
    kind = kind.removeprefix("previous.")
    if kind.startswith(("is_", "has_attach")):
        return "flag"
    name = LISTS.get(kind, kind)
    return name if name in OFFERED or name in BY_CODE else ""


def names_of(name: str) -> list[str]:
    if model := OFFERED.get(name):
        return [_name(row) for row in model._default_manager.order_by("pk")[:MOST]]
    if name == "flag":
        return [_("yes"), _("no")]
    return [str(label) for label in BY_CODE.get(name, {}).values()]


def _name(row: models.Model) -> str:
    return category_name(row) if isinstance(row, Category) else str(row)


def offered() -> dict[str, list[str]]:
    """Everything with a name, by its list: to choose from while typing."""
    return {name: names_of(name) for name in (*OFFERED, *BY_CODE, "flag") if not name.startswith("set_")}
