"""Music for those who wait: a quiet melody, made here, so that nobody owns it. 8 kHz, 16 bit, one voice."""

from __future__ import annotations

import array
import io
import math
import sys
import wave
from functools import lru_cache

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

RATE = 8000
BEAT = 0.55  # seconds
LOUDNESS = 5000
# Steps of a scale above A3, four bars that come back home.
MELODY = (0, 4, 7, 12, 7, 4, 5, 9, 12, 9, 5, 2, 7, 11, 14, 11, 7, 4, 0, 4, 7, 4, 2, 0)
BASS = 220.0


@require_safe
@cache_control(public=True, max_age=7 * 24 * 3600)
def music(request: HttpRequest) -> HttpResponse:
    return HttpResponse(melody(), content_type="audio/wav")


@lru_cache(maxsize=1)
def melody() -> bytes:
    samples = array.array("h")
    for number, step in enumerate(MELODY):
        low = BASS / 2 if number % 6 < 3 else BASS * 2 ** (-5 / 12)
        samples.extend(_note(BASS * 2 ** (step / 12), low))
    if sys.byteorder == "big":
        samples.byteswap()
    out = io.BytesIO()
    with wave.open(out, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(samples.tobytes())
    return out.getvalue()


def _note(high: float, low: float) -> list[int]:
    """Struck softly, and fading."""
    count = int(RATE * BEAT)
    found = []
    for index in range(count):
        at = index / RATE
        fades = min(1.0, at / 0.02) * math.exp(-3.0 * at)
        sound = 0.7 * math.sin(2 * math.pi * high * at) + 0.3 * math.sin(2 * math.pi * low * at)
        found.append(int(LOUDNESS * fades * sound))
    return found
