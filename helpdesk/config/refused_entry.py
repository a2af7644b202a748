from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.core.exceptions import ValidationError

from helpdesk.config.document import ConfigProblem
from helpdesk.lib.fault_words import words_of
from helpdesk.lib.faults import Fault, FaultyData
from helpdesk.lib.refused import Refused


@contextmanager
def refused_at(where: str) -> Iterator[None]:
    """Turns what an action refuses, or nobody can read, into a problem with its place in the file."""
    try:
        yield
    except ValidationError as error:
        raise ConfigProblem(where, "; ".join(_messages(error))) from None
    except FaultyData as error:
        raise ConfigProblem(where, " ".join(_words(fault) for fault in error.faults)) from None
    except Refused as error:
        raise ConfigProblem(where, error.words) from None
    except (TypeError, ValueError, AttributeError) as error:
        raise ConfigProblem(where, f"This cannot be understood: {error}.") from None


def _words(fault: Fault) -> str:
    return f"{fault.path}: {words_of(fault)}" if fault.path else words_of(fault)


def _messages(error: ValidationError) -> Iterator[str]:
    if hasattr(error, "error_dict"):
        for name, messages in error.message_dict.items():
            yield f"{name}: {' '.join(messages)}"
    else:
        yield from error.messages
