"""Prints every figure about reading mail: python -m tests.channels_in.mail.figures"""

from __future__ import annotations

import collections
import resource
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

from channels_in.mail import child
from channels_in.mail.failures import ParseFailed
from channels_in.messages import Note
from tests.channels_in.mail import replies, zammad
from tests.channels_in.mail.bounces import bounce_figures
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
    per_second: float = 0.0


def child_figures() -> ChildFigures:
    figures = ChildFigures()
    files = [(file.name, file.raw()) for file in mails()]
    child.close()
    for name, raw in files:
        before = _cpu_of_child()
        try:
            mail = child.parse(raw, mailbox=MAILBOX)
        except ParseFailed as failure:
            figures.read.count(False, f"{name}: {failure}")
            continue
        figures.read.count(True, name)
        if Note.READ_CRUDELY in mail.notes:
            figures.crudely.append(name)
        used = _cpu_of_child() - before
        if used > figures.slowest_cpu:
            figures.slowest_cpu, figures.slowest_name = used, name
    figures.most_memory_mb = _most_memory_mb()
    figures.per_second = _per_second([raw for _, raw in files])
    return figures


def _per_second(raws: list[bytes]) -> float:
    ordinary = [raw for raw in raws if len(raw) < 1_000_000]
    started = time.perf_counter()
    for raw in ordinary:
        child.parse(raw, mailbox=MAILBOX)
    return len(ordinary) / (time.perf_counter() - started)


def _cpu_of_child() -> float:
    pid = child.current_pid()
    if pid is None:
        return 0.0
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / 100


def _most_memory_mb() -> int:
    child.close()
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024


def main() -> int:
    if not mails():
        sys.stderr.write("Set ALUR_CORPORA to the folder of the corpora.\n")
        return 2
    out = sys.stdout.write
    through_child = child_figures()
    bounces = bounce_figures()
    reasons = collections.Counter(left_out().values())
    out(
        f"files that are mails        {len(mails())}, left out {len(left_out())} for {len(reasons)} reasons\n"
    )
    out(
        f"read through the child      {through_child.read} (read crudely: {through_child.crudely or 'none'})\n"
    )
    for failure in through_child.read.wrong:
        out(f"    not read                {failure}\n")
    out(f"slowest mail                {through_child.slowest_cpu:.2f} s CPU ({through_child.slowest_name})\n")
    out(f"largest child               {through_child.most_memory_mb} MB resident\n")
    out(f"throughput                  {through_child.per_second:.0f} mails/s, one child\n")
    out(f"zammad header fields        {zammad.header_score()}\n")
    out(f"zammad attachments by name  {zammad.attachment_score()}\n")
    body = zammad.body_score()
    out(f"zammad bodies               {body} (different: {', '.join(body.wrong)})\n")
    for name, cases in (("trimmer", replies.trimmer), ("talon", replies.talon)):
        exact = replies.exact_score(cases())
        out(f"reply {name:<9} exact       {exact} (different: {', '.join(exact.wrong) or 'none'})\n")
        out(f"reply {name:<9} no word lost {replies.words_score(cases())}\n")
    out(f"bounces found               {bounces.found} (missed: {', '.join(bounces.found.wrong)})\n")
    out(
        f"    with original id {bounces.with_original}, with recipient {bounces.with_recipient}, "
        f"with status {bounces.with_status}\n"
    )
    out(f"bounces among other mail    {bounces.found_elsewhere}\n")
    out(f"other mail left alone       {bounces.left_alone}\n")
    out(f"    called bounces          {bounces.left_alone.wrong or 'none'}\n")
    return 0.0
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / 100


def _most_memory_mb() -> int:
    child.close()
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024


def main() -> int:
    if not mails():
        sys.stderr.write("Set ALUR_CORPORA to the folder of the corpora.\n")
        return 2
    out = sys.stdout.write
    through_child = child_figures()
    bounces = bounce_figures()
    reasons = collections.Counter(left_out().values())
    out(
        f"files that are mails        {len(mails())}, left out {len(left_out())} for {len(reasons)} reasons\n"
    )
    out(
        f"read through the child      {through_child.read} (read crudely: {through_child.crudely or 'none'})\n"
    )
    for failure in through_child.read.wrong:
        out(f"    not read                {failure}\n")
    out(f"slowest mail                {through_child.slowest_cpu:.2f} s CPU ({through_child.slowest_name})\n")
    out(f"largest child               {through_child.most_memory_mb} MB resident\n")
    out(f"throughput                  {through_child.per_second:.0f} mails/s, one child\n")
    out(f"zammad header fields        {zammad.header_score()}\n")
    out(f"zammad attachments by name  {zammad.attachment_score()}\n")
    body = zammad.body_score()
    out(f"zammad bodies               {body} (different: {', '.join(body.wrong)})\n")
    for name, cases in (("trimmer", replies.trimmer), ("talon", replies.talon)):
        exact = replies.exact_score(cases())
        out(f"reply {name:<9} exact       {exact} (different: {', '.join(exact.wrong) or 'none'})\n")
        out(f"reply {name:<9} no word lost {replies.words_score(cases())}\n")
    out(f"bounces found               {bounces.found} (missed: {', '.join(bounces.found.wrong)})\n")
    out(
        f"    with original id {bounces.with_original}, with recipient {bounces.with_recipient}, "
        f"with status {bounces.with_status}\n"
    )
    out(f"bounces among other mail    {bounces.found_elsewhere}\n")
    out(
        f"other mail left alone       {bounces.left_alone} (called bounces: {bounces.left_alone.wrong or 'none'})\n"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
