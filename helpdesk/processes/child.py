"""One process that the supervisor keeps alive."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from helpdesk.processes.death import dies_with_parent
from helpdesk.processes.log import Log

LONGEST_PAUSE = (
    5.0  # what comes in while a process is away must be decided within half a minute of its return
)
HEALTHY_AFTER = 60.0  # seconds alive, after which earlier crashes are forgotten
LONGEST_LINE = 1 << 20


@dataclass(kw_only=True)
class Child:
    name: str
    command: Sequence[str]
    stop_signal: signal.Signals = signal.SIGTERM
    grace: float = 3.0
    keep_alive: bool = True  # a job that ends by itself is not started again
    environment: Mapping[str, str] = field(default_factory=dict)
    identity: Mapping[str, Any] = field(default_factory=dict)
    unsaid: Sequence[str] = ()  # lines with these words tell nobody anything
    pass_fds: Sequence[int] = ()
    _process: asyncio.subprocess.Process | None = None
    _guard: asyncio.Task[int] | None = None
    _stopping: bool = False

    async def start(self, log: Log, on_spawn: Callable[[], None]) -> asyncio.Task[int]:
        """What keeps it alive; ends when it is stopped, or as a job ends."""
        process = await self._spawn(log)
        on_spawn()
        self._guard = asyncio.create_task(self._watch(process, log, on_spawn), name=self.name)
        return self._guard

    @property
    def pid(self) -> int | None:
        """None when it does not run."""
        return self._process.pid if self._process and self._process.returncode is None else None

    async def ended(self) -> int:
        """Wait for a job; its exit code."""
        return await self._guard if self._guard else 0

    async def stop(self, log: Log) -> None:
        self._stopping = True
        if self._process and self.pid:
            with contextlib.suppress(ProcessLookupError):
                self._process.send_signal(self.stop_signal)
            try:
                await asyncio.wait_for(self._process.wait(), self.grace)
            except TimeoutError:
                log.say(f"{self.name} is still busy after {self.grace:.0f} s and is killed")
        if self._process:
            _kill_group(self._process)
            await self._process.wait()
        if self._guard:
            self._guard.cancel()
            await asyncio.gather(self._guard, return_exceptions=True)

    async def _spawn(self, log: Log) -> asyncio.subprocess.Process:
        process = self._process = await asyncio.create_subprocess_exec(
            *self.command,
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.STDOUT,
            limit=LONGEST_LINE,
            start_new_session=True,
            preexec_fn=dies_with_parent(self.stop_signal),
            pass_fds=self.pass_fds,
            env={**os.environ, "PYTHONUNBUFFERED": "1", **self.environment},
            **self.identity,
        )
        self._reader = asyncio.create_task(self._relay(process, log))
        return process

    async def _watch(
        self, process: asyncio.subprocess.Process, log: Log, on_spawn: Callable[[], None]
    ) -> int:
        crashes = 0
        while True:
            began = time.monotonic()
            code = await process.wait()
            _kill_group(process)  # its own children would hold its ports and sockets
            if self._stopping or not self.keep_alive:
                await self._reader
                return code
            crashes = 0 if time.monotonic() - began > HEALTHY_AFTER else crashes + 1
            process = await self._spawn_again(log, crashes, f"ended ({_why(code)})")
            on_spawn()

    async def _spawn_again(self, log: Log, crashes: int, what: str) -> asyncio.subprocess.Process:
        """However long the machine has no process or memory to give."""
        while True:
            pause = pause_after(crashes)
            log.say(f"{self.name} {what}; it starts again in {pause:.1f} s")
            await asyncio.sleep(pause)
            try:
                return await self._spawn(log)
            except (OSError, MemoryError, subprocess.SubprocessError) as error:
                crashes, what = crashes + 1, f"could not start ({error})"

    async def _relay(self, process: asyncio.subprocess.Process, log: Log) -> None:
        while process.stdout:
            try:
                line = await process.stdout.readline()
            except ValueError:  # longer than any line of a log
                continue
            if not line:
                return
            text = line.decode(errors="replace").rstrip()
            if text and not any(words in text for words in self.unsaid):
                log.say(text, who=self.name)


def _kill_group(process: asyncio.subprocess.Process) -> None:
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)


def pause_after(crashes: int) -> float:
    """Seconds: longer each time, never so long that whoever waits for the process is let down."""
    return min(LONGEST_PAUSE, 0.25 * 2.0**crashes)


def _why(code: int) -> str:
    return f"exit code {code}" if code >= 0 else signal.Signals(-code).name
