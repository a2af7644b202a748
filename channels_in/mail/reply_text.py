"""What the customer newly wrote, apart from what the mail program quoted, forwarded or signed.

Works line by line, looks at each line a bounded number of times, and never drops one: the segments rejoin
to the text exactly. In doubt a line counts as newly written.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import groupby

from channels_in.mail import reply_marks as marks
from channels_in.mail.reply_marks import Attribution, Field
from channels_in.messages import Segment, SegmentKind

_NEW, _QUOTED = SegmentKind.NEW, SegmentKind.QUOTED
_FORWARDED, _SIGNATURE = SegmentKind.FORWARDED, SegmentKind.SIGNATURE
_LINES = 20_000  # what follows counts as one line more
_ATTRIBUTION_LINES = 5
_HEADER_LINES = 10
_SIGNATURE_LINES = {marks.is_program_signature: 3, marks.is_signature_rule: 16}


def split_reply(text: str, *, subject: str = "", is_answer: bool = True) -> tuple[Segment, ...]:
    """`is_answer`: it says so itself. A mail that answers nothing quotes only what a mail program marked:
    a letter begins with "Dari: …, Perihal: …" as well, and who complains tells what "your colleague wrote:".
    """
    lines = text.splitlines(keepends=True)
    lines[_LINES:] = ["".join(lines[_LINES:])] if len(lines) > _LINES else []
    kinds = _Reading(lines, is_forward=marks.is_forward_subject(subject), is_answer=is_answer).kinds()
    return tuple(
        Segment(kind=kind, text="".join(line for _, line in group))
        for kind, group in groupby(zip(kinds, lines, strict=True), key=lambda pair: pair[0])
    )


class _Reading:
    def __init__(self, lines: list[str], *, is_forward: bool, is_answer: bool) -> None:
        self._lines = lines
        self._bare = [line.strip() for line in lines]
        self._kinds = [_NEW] * len(lines)
        self._is_forward = is_forward
        self._is_answer = is_answer
        self._first_text = next((number for number, bare in enumerate(self._bare) if bare), 0)

    def kinds(self) -> list[SegmentKind]:
        if self._bare:
            self._mark_quotes()
            if not any(
                bare and kind is not _QUOTED for bare, kind in zip(self._bare, self._kinds, strict=True)
            ):
                return [_NEW] * len(self._lines)  # nothing but a quote is what the customer sent
            self._mark_signatures()
            self._close_gaps()
        return self._kinds

    def _mark_quotes(self) -> None:
        number = 0
        seen_attribution = False
        while number < len(self._lines):
            end, kind = self._mark_at(number)
            if end > number:
                seen_attribution = True
                self._paint(self._with_rules_before(number), end, kind)
                number = end
            else:
                # A quote that no attribution precedes was put there by hand, as the start of a thought.
                by_hand = not self._is_answer or number <= self._first_text
                if self._is_quoted(number) and (seen_attribution or not by_hand):
                    self._kinds[number] = _QUOTED
                number += 1

    def _mark_at(self, number: int) -> tuple[int, SegmentKind]:
        """Where the passage ends that begins with a mark on this line; `number` itself if none does."""
        line = self._lines[number]
        if marks.is_forward_separator(line):
            return len(self._lines), _FORWARDED
        if marks.is_original_separator(line):
            return self._end_of_quote(number + 1), _QUOTED
        if self._is_answer and self._is_header_block(number):
            return len(self._lines), _FORWARDED if self._is_forward else _QUOTED
        end = number + 1 if marks.is_old_gmail(self._bare[number]) else self._end_of_attribution(number)
        if end and (self._is_answer or self._is_quoted_next(end)):
            return self._end_of_quote(end), _QUOTED
        return number, _NEW

    def _end_of_attribution(self, number: int) -> int:
        """Just behind an attribution that begins on this line, 0 if none does."""
        joined = ""
        for last in range(number, min(number + _ATTRIBUTION_LINES, len(self._lines))):
            bare = self._bare[last].lstrip("> ")
            if not bare or len(joined) + len(bare) > marks.LONGEST_MARK:
                break
            joined = f"{joined} {bare}" if joined else bare
            if marks.ends_with_colon(bare) and self._is_attribution(joined, number, last):
                return last + 1
            if marks.ends_sentence(bare):
                break
        return 0

    def _is_attribution(self, joined: str, number: int, last: int) -> bool:
        found = marks.attribution(joined)
        if found is Attribution.LIKELY:
            return "@" in self._bare[number] or "<" in self._bare[number]
        if found is Attribution.ONLY_BEFORE_QUOTES:
            return last - number < 2 and self._is_quoted_next(last + 1)
        return found is Attribution.CERTAIN

    def _end_of_quote(self, number: int) -> int:
        """Behind the marked lines if the quote is marked, else at the end: nothing says where it stops."""
        if not self._is_quoted_next(number):
            return len(self._lines)
        end = number
        while number < len(self._lines) and (self._is_quoted(number) or not self._bare[number]):
            number += 1
            end = number if self._bare[number - 1] else end
        return end

    def _is_header_block(self, number: int) -> bool:
        first = marks.header_field(self._lines[number])
        if first is None or first[0] in (Field.TO, Field.CC):
            return False
        found: dict[Field, str] = {}
        for line in self._lines[number : number + _HEADER_LINES]:
            field = marks.header_field(line)
            if field:
                found.setdefault(*field)
        if Field.FROM not in found:
            return False
        if number and self._is_mark_line(number - 1):
            return len(found) >= 2
        # "From: Jakarta, To: Bandung, Date: 2 Nov" is a shipment, "From: PT Maju, Re: a chair" a letter.
        is_mail = marks.has_clock(found.get(Field.SENT, "")) or any("@" in value for value in found.values())
        return len(found) >= 3 and is_mail

    def _is_mark_line(self, number: int) -> bool:
        while number > 0 and not self._bare[number]:
            number -= 1
        return marks.is_rule(self._lines[number])

    def _with_rules_before(self, number: int) -> int:
        """The rule that a mail program draws above its quote belongs to the quote."""
        start = number
        while start > 0 and (not self._bare[start - 1] or marks.is_rule(self._lines[start - 1])):
            start -= 1
            number = start if self._bare[start] else number
        return number

    def _mark_signatures(self) -> None:
        """At the end of each stretch of new text: a program's line, a signature under its rule, or both."""
        end = len(self._lines)
        wanted = set(_SIGNATURE_LINES)
        for number in range(len(self._lines) - 1, -1, -1):
            if self._kinds[number] is not _NEW:
                end = number
                wanted = set(_SIGNATURE_LINES)
            for sign in [sign for sign in wanted if end - number <= 60 and sign(self._lines[number])]:
                wanted = wanted - {sign}
                if number > self._first_text and self._words_between(number, end) <= _SIGNATURE_LINES[sign]:
                    end = self._sign(number, end, sign)

    def _sign(self, number: int, end: int, sign: Callable[[str], bool]) -> int:
        """Where the words above now end."""
        if sign is marks.is_program_signature:
            last = number + 1
            while last < end and (not self._bare[last] or marks.is_link(self._bare[last])):
                last += 1
            self._paint(number, last, _SIGNATURE)  # what a customer adds below it is new
            return number
        signed = filter(None, self._bare[number + 1 : end])
        if not (marks.is_certain_rule(self._lines[number]) or marks.reads_as_signature(list(signed))):
            return end
        self._paint(number, end, _SIGNATURE)
        return number

    def _words_between(self, start: int, end: int) -> int:
        return sum(map(bool, self._bare[start:end]))

    def _close_gaps(self) -> None:
        """Blank lines go with what follows them, so that each stretch of new text ends with its words."""
        following = self._kinds[-1]
        for number in range(len(self._lines) - 1, -1, -1):
            if self._bare[number]:
                following = self._kinds[number]
            else:
                self._kinds[number] = following

    def _is_quoted(self, number: int) -> bool:
        return self._bare[number].startswith(">")

    def _is_quoted_next(self, number: int) -> bool:
        while number < len(self._lines) and not self._bare[number]:
            number += 1
        return number < len(self._lines) and self._is_quoted(number)

    def _paint(self, start: int, end: int, kind: SegmentKind) -> None:
        self._kinds[start:end] = [kind] * (end - start)
