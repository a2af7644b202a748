"""Three handlers that leave a trace of having run. What else they do stands in the event's data."""

from events.models import ActorKind, Event

TRACE = "test.reacted"


def classify(event: Event) -> None:
    _act("classify", event)


def assign(event: Event) -> None:
    _act("assign", event)


def remember(event: Event) -> None:
    _act("remember", event)


def traces() -> list[tuple[int, str]]:
    """(event, handler) in the order in which they ran."""
    found = Event.objects.filter(kind=TRACE).order_by("pk")
    return [(trace.data["event"], trace.data["handler"]) for trace in found]


def _act(name: str, event: Event) -> None:
    Event.objects.create(kind=TRACE, actor_kind=ActorKind.SYSTEM, data={"event": event.pk, "handler": name})
    if event.data.get("fails") == name:
        raise ValueError("told to fail")
