"""Takes the hooks of the demo's providers to our door, in their moods, until it says that it has them."""

from __future__ import annotations

import http.client
import logging
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor

from channels_in.hooks.post import Answered, NotSignable, post
from channels_in.models import Connection
from channels_in.simulator import memory, moods, spool
from channels_in.simulator.spool import Waiting

MOST_TRIES = 60
LONGEST_PAUSE = 20.0
log = logging.getLogger(__name__)


def go(ours: Mapping[int, Connection]) -> int:
    """One round: how many were posted. `ours`: by channel."""
    posted = 0
    for waiting in spool.due():
        if moods.mood_of(waiting.about.kind) == "dead":
            continue
        connection = ours.get(waiting.about.channel)
        if connection is None:
            spool.done(waiting)
            continue
        _take_there(waiting, connection)
        posted += 1
    return posted


def _take_there(waiting: Waiting, connection: Connection) -> None:
    try:
        answered = _posted(waiting, connection)
    except NotSignable:
        _refused(waiting, "not_signed")
        return
    except (OSError, http.client.HTTPException) as error:
        _comes_again(waiting, type(error).__name__)
        return
    if answered.status < 300:
        spool.done(waiting)
        _tell(waiting, "taken")
    elif answered.status >= 500 or answered.status == 429:
        _comes_again(waiting, str(answered.status))
    else:
        _refused(waiting, str(answered.status))


def _posted(waiting: Waiting, connection: Connection) -> Answered:
    times = moods.TIMES if moods.mood_of(waiting.about.kind) == "doubles" else 1
    raw, beneath = waiting.letter.body, waiting.letter.beneath
    with ThreadPoolExecutor(times) as pool:
        answers = [pool.submit(post, connection, raw, beneath=beneath) for _ in range(times)]
        return [one.result() for one in answers].pop()


def _comes_again(waiting: Waiting, why: str) -> None:
    if waiting.tries >= MOST_TRIES:
        _refused(waiting, why)
        return
    log.info("A hook of the simulator was not taken (%s) and comes again", why)
    spool.put_off(waiting, seconds=min(2.0**waiting.tries, LONGEST_PAUSE))


def _refused(waiting: Waiting, why: str) -> None:
    spool.done(waiting)
    _tell(waiting, "refused", why=why)


def _tell(waiting: Waiting, what: str, **fields: str) -> None:
    """On the phone: of what its owner said how it fared, of ours how far it got."""
    if waiting.about.status:
        what, fields = "status", {"status": waiting.about.status}
    memory.note(waiting.about.channel, waiting.about.address, what, name=waiting.about.message, **fields)
