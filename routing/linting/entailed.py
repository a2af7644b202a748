"""Whether one statement makes another true, whatever the ticket."""

from __future__ import annotations

from collections.abc import Callable

from routing.linting.statement import Statement
from routing.words import Part, Phrase

MADE_OF = {"message": ("subject", "text")}  # what is in one of these is in the whole


def entails(said: Statement, other: Statement) -> bool:
    """Both as if they held; about the same moment."""
    if said.is_earlier != other.is_earlier:
        return False
    if other.test == "filled":
        return said.test != "pattern" and _is_within(said, other) and not _is_comparison(said)
    if said.field != other.field:
        return _both_phrases(said, other) and other.field == "message" and said.field == "subject"
    return _same_field(said, other)


def _same_field(said: Statement, other: Statement) -> bool:
    if said.test != other.test:
        return False
    if said.test == "phrase":
        return _both_phrases(said, other)
    if said.test == "address":
        return said.asked == other.asked or other.asked == "@" + str(said.asked).rpartition("@")[2]
    return said.asked == other.asked


def _is_within(said: Statement, other: Statement) -> bool:
    return said.field == other.field or said.field in MADE_OF.get(other.field, ())


def _is_comparison(said: Statement) -> bool:
    return said.test in {"greater", "less"}


def _both_phrases(said: Statement, other: Statement) -> bool:
    return (
        isinstance(said.asked, Phrase)
        and isinstance(other.asked, Phrase)
        and phrase_within(other.asked, said.asked)
    )


def phrase_within(looser: Phrase, tighter: Phrase) -> bool:
    """Wherever the tighter one is found, so is the looser one."""
    room = len(tighter.parts) - len(looser.parts)
    return any(
        all(_part_within(part, tighter.parts[start + n]) for n, part in enumerate(looser.parts))
        for start in range(room + 1)
    )


def _part_within(looser: Part, tighter: Part) -> bool:
    """Every word that fits the tighter part fits the looser one."""
    if looser.open_left:
        if looser.open_right:
            return _each_form(tighter, looser, lambda form, end: end in form)
        return not tighter.open_right and _each_form(tighter, looser, str.endswith)
    if tighter.open_left:
        return False
    if looser.open_right:
        return tighter.stem.startswith(looser.stem)
    return not tighter.open_right and tighter.stem == looser.stem


def _each_form(tighter: Part, looser: Part, fits: Callable[[str, str], bool]) -> bool:
    return all(any(fits(form, end) for end in looser.forms) for form in tighter.forms)
