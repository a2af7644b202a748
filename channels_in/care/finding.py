"""What asking a provider about a channel brought to light, step by step."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from channels_in.models import Connection
from helpdesk.lib.guarded_addresses import Forbidden, Unreachable

UNREACHABLE = "send_unreachable"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    step: str  # code of care/words.py
    problem: str = ""  # code of problem_words.py; none: it is as it should be
    detail: str = ""  # their own words; never a secret of ours
    facts: Mapping[str, Any] = field(default_factory=dict)  # what they said about us that is worth showing
    ends_at: datetime | None = None  # when what was looked at stops being good

    @property
    def is_good(self) -> bool:
        return not self.problem

    def written(self) -> dict[str, Any]:
        """As the findings of a Check keep it."""
        return {
            "step": self.step,
            "problem": self.problem,
            "detail": self.detail[:500],
            "facts": dict(self.facts),
            "ends_at": self.ends_at.isoformat() if self.ends_at else None,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class NewToken:
    """Instead of the `former` one. `secrets`: of the connection, as they are to be kept."""

    secrets: Mapping[str, Any] = field(repr=False)
    former: str = field(repr=False)
    ends_at: datetime


Step = Callable[[Connection], Finding]
Renewal = Callable[[Connection], NewToken | Finding | None]  # None: there is no need yet
Listing = Callable[[Connection], list[dict[str, Any]]]


class NoList(Exception):
    """The provider answered something else than its list of templates: a code of problem_words.py, their
    words.
    """

    def __init__(self, problem: str, detail: str = "") -> None:
        super().__init__(f"{problem} {detail}".strip())
        self.problem = problem
        self.detail = detail


@dataclass(frozen=True, slots=True, kw_only=True)
class Care:
    """How a kind's provider is asked about a channel of ours, and told where we listen."""

    steps: Sequence[Step]  # in this order; what comes after a step that `stops` cannot be asked without it
    connect: Step | None = None  # tells the provider our address: the button that spares an admin that
    templates: Listing | None = None  # fields of a tickets.MessageTemplate each
    renew: Renewal | None = None  # of a token that ends
    stops: frozenset[str] = frozenset({"token"})


def ask_all(care: Care, connection: Connection) -> list[Finding]:
    found: list[Finding] = []
    for step in care.steps:
        found.append(_asked(step, connection))
        if found[-1].problem == UNREACHABLE or (found[-1].problem and found[-1].step in care.stops):
            break
    return found


def tell(care: Care, connection: Connection) -> Finding:
    if care.connect is None:
        return Finding(step="hook", problem="hook_by_hand")
    return _asked(care.connect, connection)


def list_templates(care: Care, connection: Connection) -> list[dict[str, Any]]:
    """Raises NoList, also where the provider could not be reached."""
    if care.templates is None:
        raise NoList("send_number")
    try:
        return care.templates(connection)
    except (Unreachable, Forbidden) as error:
        raise NoList(UNREACHABLE) from error


def _asked(step: Step, connection: Connection) -> Finding:
    try:
        return step(connection)
    except (Unreachable, Forbidden):
        return Finding(step="token", problem=UNREACHABLE)
