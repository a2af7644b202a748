"""Text of format=flowed (RFC 3676): lines that its writer's program broke are joined again."""

from __future__ import annotations


def unflow(text: str, *, deletes_space: bool) -> str:
    paragraphs: list[list[str]] = []
    open_depth = -1  # how deep the paragraph is quoted that the next line may go on with
    for line in text.split("\n"):
        unquoted = line.lstrip(">")
        depth = len(line) - len(unquoted)
        unquoted = unquoted.removeprefix(" ")  # stuffed
        is_signature = unquoted in ("-- ", "--")
        goes_on = unquoted.endswith(" ") and not is_signature
        written = unquoted[:-1] if goes_on and deletes_space else unquoted
        if depth == open_depth and not is_signature:
            paragraphs[-1].append(written)
        else:
            paragraphs.append([">" * depth + " " if depth else "", written])
        open_depth = depth if goes_on else -1
    return "\n".join("".join(paragraph) for paragraph in paragraphs)
