"""Who is meant by `@Name` in a note."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from people.models import Agent


def mentioned(text: str, agents: Iterable[Agent]) -> list[Agent]:
    """By full name or address; by first name where only one has it. The longest name that fits wins."""
    return list({agent.pk: agent for _start, _end, agent in places(text, agents)}.values())


def places(text: str, agents: Iterable[Agent]) -> Iterator[tuple[int, int, Agent]]:
    """Where each stands, with the @."""
    known = names(agents)
    for place in re.finditer(r"(?<![\w@.])@(?=\S)", text):
        rest = text[place.end() : place.end() + 320].casefold()
        for name, agent in known:
            if rest.startswith(name) and not rest[len(name) : len(name) + 1].isalnum():
                yield place.start(), place.end() + len(name), agent
                break


def handles(agents: Iterable[Agent]) -> Iterator[tuple[Agent, str]]:
    """What means each of them and nobody else."""
    agents = list(agents)
    known = dict(names(agents))
    for agent in agents:
        yield agent, agent.name if known.get(agent.name.casefold()) == agent else agent.email


def names(agents: Iterable[Agent]) -> list[tuple[str, Agent]]:
    """What means one of them, in small letters, the longest first."""
    owners: dict[str, list[Agent]] = {}
    for agent in agents:
        for name in {agent.name, agent.get_short_name(), agent.email}:
            owners.setdefault(name.casefold(), []).append(agent)
    unique = [(name, mine[0]) for name, mine in owners.items() if name and len(mine) == 1]
    return sorted(unique, key=lambda pair: -len(pair[0]))
