"""Answers the provider while somebody holds the line: what was asked before is answered as before."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from django.db import transaction

from channels_in.actions.in_turn import in_turn
from channels_in.actions.keep_step import keep_step
from channels_in.models import CallStep
from channels_in.voice import booking, bridging, instead, legs, menu, queueing, voicemail
from channels_in.voice.asking import SID, Asking
from channels_in.voice.twiml import hangup, response
from tickets.models import Call

Answer = Callable[..., str]


def fallback(asking: Asking) -> str:
    """One of our answers did not arrive: the call goes on where it was."""
    call = Call.objects.filter(channel=asking.channel, provider_id=asking.sid).first()
    if call is None:
        return menu.start(asking)
    if stay := call.stays.filter(state="waiting").first():
        return queueing.enter(asking, stay.pk)
    return menu.again(asking, asking.call())


# What is asked → who answers, and whether that is kept: what plays while one waits is not. Moments have ten
# digits at most: more is beyond every calendar.
NONE = "(?:/none)?"
ROUTES: list[tuple[str, Answer, bool]] = [
    (r"call", menu.start, True),
    (r"call/fallback", fallback, False),
    (rf"call/menu/(?P<number>\d{{1,3}})/(?P<nth>\d){NONE}", menu.answer_step, True),
    (rf"call/instead/(?P<call>\d{{1,12}}){NONE}", instead.choose_instead, True),
    (rf"call/booking/(?P<heard>\d{{1,10}})/(?P<nth>\d){NONE}", booking.choose_time, True),
    (rf"call/number/(?P<start>\d{{1,10}})/(?P<nth>\d){NONE}", booking.choose_number, True),
    (r"call/enqueue/(?P<stay>\d{1,12})", queueing.enter, False),
    (r"call/wait/(?P<stay>\d{1,12})", queueing.wait, False),
    (r"call/wait/(?P<stay>\d{1,12})/choice", queueing.choose, False),
    (r"call/left/(?P<stay>\d{1,12})", bridging.left, True),
    (r"call/bridge/(?P<stay>\d{1,12})/(?P<leg>\d{1,12})", bridging.bridge, True),
    (r"call/recorded/(?P<call>\d{1,12})", voicemail.recorded, True),
    (r"leg/(?P<leg>\d{1,12})/whisper", legs.whisper, True),
    (r"leg/(?P<leg>\d{1,12})/answer", legs.answer, True),
    (r"leg/(?P<leg>\d{1,12})/dialled", legs.dialled, True),
    (r"callback/(?P<leg>\d{1,12})/dialled", legs.called_back, True),
]
NOT_FINAL = "bridging-in-process"  # asked again with what came of it


def is_asked_at(path: str) -> bool:
    return any(re.fullmatch(pattern, path) for pattern, _, _ in ROUTES)


@transaction.atomic
def answer(asking: Asking, raw: bytes) -> str:
    """Each step once, whoever asks it again, and also if they ask at the very same time."""
    if not SID.fullmatch(asking.sid):
        return response(hangup())
    pattern, do, is_kept = next(one for one in ROUTES if re.fullmatch(one[0], asking.path))
    given = _given(pattern, asking.path)
    is_kept = is_kept and asking.said("QueueResult") != NOT_FINAL
    if not is_kept:
        return do(asking, **given)
    in_turn(asking.channel.pk, asking.sid)
    path = asking.path.removesuffix("/none")
    steps = CallStep.objects.filter(channel=asking.channel, provider_id=asking.sid, path=path)
    known = steps.values_list("twiml", flat=True).first()
    twiml = known if known is not None else do(asking, **given)
    keep_step(
        asking.connection, sid=asking.sid, path=path, twiml=twiml, raw=raw, at=asking.at, is_new=known is None
    )
    return twiml


def _given(pattern: str, path: str) -> Mapping[str, int]:
    found = re.fullmatch(pattern, path)
    return {name: int(value) for name, value in found.groupdict().items()} if found else {}
