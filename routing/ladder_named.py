"""What people write behind a step of a ladder, and the ids and codes that it holds: names, as in rules."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from people.models import Agent
from routing.ladder_kinds import STEP_KINDS
from routing.named import list_of, meant_by, name_of, names_of
from tickets.ladder_words import ROLE_WORDS

PEOPLE = ("notify_agent", "assign_agent")
LISTS = {"notify_agent": "agent", "assign_agent": "agent", "notify_role": "role"}


class UnknownWord(ValueError):
    """Says what is wrong with it, in words."""


def meant(do: str, word: str) -> Any:
    """UnknownName or UnknownWord where there is no such thing."""
    if do in PEOPLE:
        return _person(word)
    if do == "notify_role":
        return _role(word)
    return meant_by(do, word)


def called(do: str, to: object) -> str:
    """As people write it; "" where nothing stands behind it."""
    if to is None:
        return ""
    if do in PEOPLE:
        agent = Agent.objects.filter(pk=to).first()
        return _name_of(agent) if agent else f"#{to}"
    if do == "notify_role":
        return str(ROLE_WORDS.get(str(to), to))
    return name_of(do, to)


def list_for(do: str) -> str:
    """Which list of names fits; "" where anything may be written, or nothing."""
    return LISTS.get(do) or (list_of(do) if STEP_KINDS[do].asks else "")


def offered_names() -> Mapping[str, list[str]]:
    """By the name of the list: to choose from while typing."""
    lists = {list_for(do) for do in STEP_KINDS} - {"", "agent", "role"}
    people = [_name_of(agent) for agent in Agent.objects.active().order_by("name", "pk")]
    roles = [str(label) for label in ROLE_WORDS.values()]
    return {**{name: names_of(name) for name in sorted(lists)}, "agent": people, "role": roles}


def _person(word: str) -> int:
    by_address = Agent.objects.active().filter(email__iexact=word).first()
    found = [by_address] if by_address else list(Agent.objects.active().filter(name__iexact=word)[:2])
    if not found:
        raise UnknownWord(
            _("Nobody here is called “%(name)s”. A name or an email address will do.") % {"name": word}
        )
    if len(found) > 1:
        raise UnknownWord(_("More than one is called “%(name)s”: write the email address.") % {"name": word})
    return int(found[0].pk)


def _role(word: str) -> str:
    folded = word.casefold()
    for code, label in ROLE_WORDS.items():
        if folded in {code, str(label).casefold()}:
            return code
    known = ", ".join(str(label) for label in ROLE_WORDS.values())
    raise UnknownWord(_("There is no “%(name)s”. There are: %(known)s.") % {"name": word, "known": known})


def _name_of(agent: Agent) -> str:
    has_twin = Agent.objects.active().filter(name__iexact=agent.name).exclude(pk=agent.pk).exists()
    return agent.email if has_twin else agent.name
