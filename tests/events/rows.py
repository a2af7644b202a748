"""A row that owes some work, and the work."""

from events.models import Event, Reaction
from tests.passing import happens


def a_row(**fields) -> Reaction:
    """Any claimable row would do."""
    return Reaction.objects.create(event=happens("note.added"), handler="tests.handler", **fields)


def work(row: Reaction) -> None:
    happens("test.worked")


def worked() -> int:
    return Event.objects.filter(kind="test.worked").count()


def fail(row: Reaction) -> None:
    work(row)
    raise ValueError("no such luck")
