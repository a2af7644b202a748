"""Percentiles, and the client of a bench: keep-alive, one request after the other, or so many at once."""

from __future__ import annotations

import asyncio
import http.client
import json
import os
import statistics
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any
from urllib.parse import urlencode


@dataclass(frozen=True, slots=True, kw_only=True)
class Spread:
    """Milliseconds."""

    p50: float
    p95: float
    p99: float
    most: float

    def as_dict(self) -> dict[str, float]:
        return asdict(self)


def spread(seconds: Sequence[float]) -> Spread:
    ordered = sorted(1000 * second for second in seconds)
    return Spread(
        p50=round(_at(ordered, 0.50), 2),
        p95=round(_at(ordered, 0.95), 2),
        p99=round(_at(ordered, 0.99), 2),
        most=round(ordered[-1], 2),
    )


def _at(ordered: Sequence[float], share: float) -> float:
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def median(values: Sequence[float]) -> float:
    return round(statistics.median(values), 3)


def load_average() -> float:
    return round(os.getloadavg()[0], 2)


def timed(work: Callable[[], object], times: int, *, warm_up: int = 5) -> Spread:
    for _ in range(warm_up):
        work()
    seconds = []
    for _ in range(times):
        began = time.perf_counter()
        work()
        seconds.append(time.perf_counter() - began)
    return spread(seconds)


class Browser:
    """Signed in as somebody, on one kept-alive connection."""

    def __init__(self, port: int) -> None:
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        self.cookies: dict[str, str] = {}
        self.headers: dict[str, str] = {}  # besides the usual ones

    def sign_in(self, email: str, password: str) -> None:
        page = self.get("/accounts/login/")
        token = page.partition('name="csrfmiddlewaretoken" value="')[2].partition('"')[0]
        form = urlencode({"login": email, "password": password, "csrfmiddlewaretoken": token})
        status, _ = self._ask("POST", "/accounts/login/", form)
        if status != 302:
            raise RuntimeError(f"Could not sign {email} in: {status}")

    def get(self, path: str) -> str:
        status, body = self._ask("GET", path)
        if status != 200:
            raise RuntimeError(f"{path} answered {status}")
        return body.decode()

    def get_json(self, path: str) -> Any:
        return json.loads(self.get(path))

    def post(self, path: str, fields: Mapping[str, str]) -> int:
        return self._ask("POST", path, urlencode(fields))[0]

    def post_text(self, path: str, body: str) -> int:
        """As a widget does, from a page of our own."""
        self.headers["Origin"] = f"http://127.0.0.1:{self._connection.port}"
        return self._ask("POST", path, body, content_type="text/plain")[0]

    def _ask(
        self,
        method: str,
        path: str,
        body: str | None = None,
        *,
        content_type: str = "application/x-www-form-urlencoded",
    ) -> tuple[int, bytes]:
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        headers = {**self.headers, "Cookie": cookies}
        if body is not None:
            headers["Content-Type"] = content_type
        try:
            self._connection.request(method, path, body, headers)
            answer = self._connection.getresponse()
        except ConnectionError:  # it was idle for longer than the server waits
            self._connection.close()
            self._connection.request(method, path, body, headers)
            answer = self._connection.getresponse()
        content = answer.read()
        for name, value in answer.getheaders():
            if name.lower() == "set-cookie":
                cookie, _, rest = value.partition("=")
                self.cookies[cookie] = rest.partition(";")[0]
        return answer.status, content


async def at_once(
    ask: Callable[[int], Awaitable[Any]], requests: int, *, together: int
) -> tuple[Spread, float]:
    """`ask(n)` for n in range, so many together. The spread, and how many a second."""
    seconds: list[float] = []
    numbers = iter(range(requests))

    async def one_after_the_other() -> None:
        for number in numbers:
            began = time.perf_counter()
            await ask(number)
            seconds.append(time.perf_counter() - began)

    began = time.perf_counter()
    await asyncio.gather(*(one_after_the_other() for _ in range(together)))
    return spread(seconds), round(requests / (time.perf_counter() - began), 1)
