"""Fixed variables in texts that people write: {{ customer.name }} and a few more, replaced as plain strings.

Never a template engine: what is not on the list stays as it is and is reported.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

VARIABLES = (
    "customer.name",
    "customer.first_name",
    "ticket.number",
    "ticket.subject",
    "agent.name",
    "team.name",
    "channel.name",
    "company.name",
    "opening.time",
)

# Bounded and without a second way to match, so that no text makes it slow.
_SLOT = re.compile(r"\{\{([^{}\n]{0,60})\}\}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Filled:
    text: str
    unknown: tuple[str, ...] = ()  # not on the list: left in the text
    missing: tuple[str, ...] = ()  # on the list, but there is no value: left out


def fill(
    text: str, values: Mapping[str, str], *, escape: Callable[[str], str] = lambda value: value
) -> Filled:
    """Each variable once, so what a value holds is never read as a variable; values are put on one line.

    `escape` fits values to the language of the text: helpdesk.lib.markdown.escape for Markdown.
    """
    unknown: list[str] = []
    missing: list[str] = []

    def replace(slot: re.Match[str]) -> str:
        name = slot[1].strip()
        if name not in VARIABLES:
            unknown.append(name)
            return slot[0]
        value = " ".join(values.get(name, "").split())
        if not value:
            missing.append(name)
        return escape(value)

    filled = _SLOT.sub(replace, text)
    return Filled(text=filled, unknown=_once(unknown), missing=_once(missing))


def variables(text: str) -> list[str]:
    """Their names, on the list or not: for the form in which the text is written."""
    return list(_once([slot[1].strip() for slot in _SLOT.finditer(text)]))


def _once(names: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))
