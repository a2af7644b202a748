"""Senders as the world has them: they try again until they are told yes, and send some things twice."""

from __future__ import annotations

import random
import threading
import time
import uuid
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

from tests.faults.doors import TROUBLE, Door

PATIENCE = 120.0  # seconds a sender keeps trying
TOGETHER = 10
BURST = 4


@dataclass
class Sent:
    """What was accepted, by its marker and how often; and how long each yes took."""

    accepted: Counter[str] = field(default_factory=Counter)
    refused: list[str] = field(default_factory=list)
    answers: list[float] = field(default_factory=list)
    refusals: list[tuple[float, str]] = field(default_factory=list)  # when, and what went wrong
    lock: threading.Lock = field(default_factory=threading.Lock)


@dataclass(frozen=True)
class Job:
    at: float
    door: Door
    markers: tuple[str, ...]
    key: str


def markers(count: int) -> list[str]:
    return [f"mk{uuid.uuid4().hex}" for _ in range(count)]


def send_all(doors: Sequence[Door], count: int, *, seconds: float, chance: random.Random) -> Sent:
    """So many messages spread over so many seconds and all doors, a fifth of them sent twice."""
    sent, began = Sent(), time.monotonic()

    def do(job: Job) -> None:
        time.sleep(max(0.0, began + job.at - time.monotonic()))
        _until_accepted(job, sent)

    jobs = list(_jobs(doors, markers(count), seconds, chance))
    jobs += [_again(job, seconds, chance) for job in chance.sample(jobs, len(jobs) // 5)]
    with ThreadPoolExecutor(TOGETHER) as pool:
        list(pool.map(do, sorted(jobs, key=lambda job: job.at)))
    return sent


def burst(doors: Sequence[Door], sent: Sent) -> None:
    """A few at every door, one right after the other."""
    for door in doors:
        for _ in range(BURST):
            _until_accepted(Job(0, door, tuple(markers(1)), key=uuid.uuid4().hex), sent)


def _jobs(doors: Sequence[Door], wanted: list[str], seconds: float, chance: random.Random) -> Iterator[Job]:
    while wanted:
        door = chance.choice(doors)
        batch, wanted = wanted[: door.at_once], wanted[door.at_once :]
        yield Job(chance.uniform(0, seconds), door, tuple(batch), key=uuid.uuid4().hex)


def _again(job: Job, seconds: float, chance: random.Random) -> Job:
    """The same request once more, or its messages in another request."""
    key = chance.choice((job.key, uuid.uuid4().hex))
    return Job(chance.uniform(0, seconds), job.door, job.markers, key)


def _until_accepted(job: Job, sent: Sent) -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        began = time.monotonic()
        try:
            job.door.give(job.markers, key=job.key)
        except TROUBLE as error:
            with sent.lock:
                sent.refusals.append((time.monotonic(), f"{type(error).__name__}: {error}"[:200]))
            time.sleep(0.3)  # a temporary refusal, a cut connection, a server that starts again
        else:
            with sent.lock:
                sent.accepted.update(job.markers)
                sent.answers.append(time.monotonic() - began)
            return
    with sent.lock:
        sent.refused.extend(job.markers)
