"""Starts everything in order, keeps it alive, and stops it in order."""

from __future__ import annotations

import asyncio
import signal
import time
import urllib.error
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings

from helpdesk.processes import demo_accounts, leftovers, plan, ready
from helpdesk.processes.account import Account, CannotStart
from helpdesk.processes.alive import DIRECTLY
from helpdesk.processes.child import Child
from helpdesk.processes.log import Log
from helpdesk.processes.places import Places
from helpdesk.setup.code import setup_code

# First what talks to the world and what starts work, then what does it, then what they all lean on.
STOP_ORDER = (
    ("web", "mail", "simulator", "beat", "demo", "prepare"),
    ("worker", "learner"),
    ("valkey",),
    ("postgres",),
)
RECOVERY = 120.0  # seconds that Postgres may need to come back after a crash
DEMO_PATIENCE = 20.0


@dataclass(kw_only=True)
class Supervisor:
    log: Log
    places: Places
    owner: Account
    listening: int
    children: list[Child] = field(default_factory=list)
    began: float = field(default_factory=time.monotonic)
    unguarded: asyncio.Future[None] = field(init=False)  # why a process would not be started again

    async def run(self) -> None:
        """Until a signal, or until something cannot start."""
        told_to_stop = asyncio.Event()
        loop = asyncio.get_running_loop()
        self.unguarded = loop.create_future()
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            loop.add_signal_handler(number, told_to_stop.set)
        stop = asyncio.create_task(told_to_stop.wait())
        start = asyncio.create_task(self._start())
        ends: list[asyncio.Future[Any]] = [stop, self.unguarded]
        try:
            await asyncio.wait([start, *ends], return_when=asyncio.FIRST_COMPLETED)
            if start.done():
                start.result()
                await asyncio.wait(ends, return_when=asyncio.FIRST_COMPLETED)
            if self.unguarded.done():
                self.unguarded.result()
        finally:
            start.cancel()
            await asyncio.gather(start, return_exceptions=True)
            await self._stop()

    async def _start(self) -> None:
        await self._start_services()
        self.log.say("Preparing the database …")
        await self._finish(plan.job("prepare"))
        self.log.say("Starting web, worker, beat and mail …")
        first, *others = plan.processes(self.listening)
        await self._add(first)
        # Somebody waits for the first page: nothing else takes its time from it.
        await self._until(self._web_answers, "The web process", patience=60)
        demo = await self._load_demo()
        for child in others:
            await self._add(child)
        await self._announce(demo)

    async def _start_services(self) -> None:
        for child in plan.services(self.places, self.owner):
            await self._add(child)
        if not settings.ENV.database_url:
            await self._until(lambda: ready.postgres_answers(self.places), "Postgres", patience=RECOVERY)
        if not settings.ENV.redis_url:
            await self._until(lambda: ready.valkey_answers(self.places), "Valkey", patience=RECOVERY)

    async def _load_demo(self) -> Child | None:
        """Beside the first page, not before it. Never into a database that somebody works in."""
        if not settings.DEMO:
            return None
        if not demo_accounts.any_in(settings.DATA_DIR) and not await asyncio.to_thread(
            ready.nobody_works_here
        ):
            return None
        job = plan.job("demo", "--gently")
        await self._add(job)
        return job

    async def _announce(self, demo: Child | None) -> None:
        if demo:
            await self._wait_for_accounts(demo)
        took = time.monotonic() - self.began
        self.log.say(f"Alur is ready at {settings.BASE_URL} (after {took:.1f} s). Ctrl-C stops it.")
        for account in demo_accounts.read(settings.DATA_DIR) if demo else []:
            self.log.say(f"  {account.role:<11} {account.email:<28} {account.password}")
        if demo and settings.ENV.is_reachable:
            self.log.say("Other machines can reach this demo: whoever does can sign in as its admin.")
        if await asyncio.to_thread(ready.nobody_works_here):
            self.log.say(f"Nobody works here yet: {settings.BASE_URL}/setup/?code={setup_code()}")

    async def _wait_for_accounts(self, demo: Child) -> None:
        """As long as they are on their way: without them nobody could sign in, and the page that makes the
        first admin is not meant for a demo.
        """
        news = time.monotonic() + DEMO_PATIENCE
        while demo.pid and not demo_accounts.read(settings.DATA_DIR):
            await asyncio.sleep(0.1)
            if time.monotonic() > news:
                self.log.say("Still making the demo company …")
                news += DEMO_PATIENCE

    async def _add(self, child: Child) -> None:
        self.children.append(child)
        guard = await child.start(self.log, self._note)
        guard.add_done_callback(self._look_after)

    def _look_after(self, guard: asyncio.Task[int]) -> None:
        """Without its guard a process would be missing in silence: all stops, and can be started anew."""
        problem = None if guard.cancelled() else guard.exception()
        if problem and not self.unguarded.done():
            self.log.say(f"{guard.get_name()} can no longer be watched.")
            self.unguarded.set_exception(problem)

    async def _finish(self, job: Child) -> None:
        await self._add(job)
        code = await job.ended()
        self.children.remove(job)
        if code:
            raise CannotStart(f"`manage.py {job.name}` failed; its own words stand above.")

    def _note(self) -> None:
        try:
            leftovers.note(settings.DATA_DIR, [child.pid for child in self.children if child.pid])
        except OSError as error:  # of use after a kill only: a full disk must not stop what runs
            self.log.say(f"{leftovers.RECORD} could not be written ({error.strerror}).")

    async def _until(self, answers: Callable[[], bool], name: str, *, patience: float) -> None:
        began = told = time.monotonic()
        while not await asyncio.to_thread(answers):
            now = time.monotonic()
            if now - began > patience:
                raise CannotStart(
                    f"{name} did not come up within {patience:.0f} s; its own words stand above."
                )
            if now - told > 10:
                self.log.say(f"{name} is not up yet, after {now - began:.0f} s …")
                told = now
            await asyncio.sleep(0.05)

    def _web_answers(self) -> bool:
        host = "127.0.0.1" if settings.BIND in {"0.0.0.0", "::"} else settings.BIND  # noqa: S104 compared, not bound
        try:
            DIRECTLY.open(f"http://{host}:{settings.PORT}/healthz", timeout=5).close()
        except urllib.error.HTTPError:
            return True  # any answer is one
        except OSError:
            return False
        return True

    async def _stop(self) -> None:
        self.log.say("Stopping …")
        began = time.monotonic()
        for group in STOP_ORDER:
            members = [child for child in self.children if child.name.partition(".")[0] in group]
            await asyncio.gather(*(child.stop(self.log) for child in members))
        self._note()
        self.log.say(f"Stopped after {time.monotonic() - began:.1f} s.")
