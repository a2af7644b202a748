"""Prints every figure about reading mail: python -m tests.channels_in.mail.figures"""

from __future__ import annotations

import collections
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field

from channels_in.mail import child
from channels_in.mail.failures import ParseFailed
from channels_in.messages import Note
from tests.channels_in.mail import replies, zammad
from tests.channels_in.mail.bounces import bounce_figures
from tests.channels_in.mail.child_usage import cpu_of_child, peak_of_child
from tests.channels_in.mail.corpus import left_out, mails
from tests.channels_in.mail.scores import Score

MAILBOX = "support@example.com"


@dataclass(slots=True)
class ChildFigures:
    """The whole corpus through the child process."""

    read: Score = field(default_factory=Score)
    crudely: list[str] = field(default_factory=list)
    slowest_cpu: float = 0.0
    slowest_name: str = ""
    most_memory_mb: int = 0
    start_ms: float = 0.0
    per_second: float = 0.0


def child_figures() -> ChildFigures:
    figures = ChildFigures()
    files = [(file.name, file.raw()) for file in mails()]
    for name, raw in files:
        before = cpu_of_child()
        try:
            mail = child.parse(raw, mailbox=MAILBOX)
        except ParseFailed as failure:
            figures.read.count(False, f"{name}: {failure}")
            continue
        figures.read.count(True, name)
        if Note.READ_CRUDELY in mail.notes:
            figures.crudely.append(name)
        figures.most_memory_mb = max(figures.most_memory_mb, peak_of_child() // 1024**2)
        used = cpu_of_child() - before
        if used > figures.slowest_cpu:
            figures.slowest_cpu, figures.slowest_name = used, name
    figures.per_second = _per_second([raw for _, raw in files if len(raw) < 1_000_000])
    child.close()
    figures.start_ms = _start_ms()
    return figures


def _per_second(raws: list[bytes]) -> float:
    started = time.perf_counter()
    for raw in raws:
        child.parse(raw, mailbox=MAILBOX)
    return len(raws) / (time.perf_counter() - started)


def _start_ms() -> float:
    started = time.perf_counter()
    child.parse(b"Subject: x\n\nx", mailbox=MAILBOX)
    first = time.perf_counter() - started
    child.close()
    return first * 1000


def _lines() -> Iterator[tuple[str, object]]:
    reasons = collections.Counter(left_out().values())
    yield "files that are mails", f"{len(mails())}; left out {len(left_out())} for {len(reasons)} reasons"
    through_child = child_figures()
    yield "read through the child", through_child.read
    for failure in through_child.read.wrong:
        yield "    not read", failure
    yield "    read crudely", ", ".join(through_child.crudely) or "none"
    yield "slowest mail", f"{through_child.slowest_cpu:.2f} s CPU ({through_child.slowest_name})"
    yield "largest child", f"{through_child.most_memory_mb} MB resident"
    yield "start and first mail", f"{through_child.start_ms:.0f} ms"
    yield "throughput", f"{through_child.per_second:.0f} mails/s, one child"
    yield "zammad header fields", zammad.header_score()
    yield "zammad attachments by name", zammad.attachment_score()
    body = zammad.body_score()
    yield "zammad bodies", body
    yield "    different", ", ".join(body.wrong) or "none"
    for name, cases in (("trimmer", replies.trimmer), ("talon", replies.talon)):
        exact = replies.exact_score(cases())
        yield f"replies of {name}, exact", exact
        yield "    different", ", ".join(exact.wrong) or "none"
        yield f"replies of {name}, no word lost", replies.words_score(cases())
    yield from _bounce_lines()


def _bounce_lines() -> Iterator[tuple[str, object]]:
    bounces = bounce_figures()
    yield "bounces found", bounces.found
    yield "    missed", ", ".join(name.rpartition("/")[2] for name in bounces.found.wrong) or "none"
    yield "    with original id", bounces.with_original
    yield "    with recipient", bounces.with_recipient
    yield "    with status code", bounces.with_status
    yield "bounces among other mail", bounces.found_elsewhere
    yield "other mail left alone", bounces.left_alone
    yield "    called bounces", ", ".join(bounces.left_alone.wrong) or "none"


def main() -> int:
    if not mails():
        sys.stderr.write("Set ALUR_CORPORA to the folder of the corpora.\n")
        return 2
    for name, value in _lines():
        sys.stdout.write(f"{name:<34}{value}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
