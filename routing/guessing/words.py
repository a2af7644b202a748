from __future__ import annotations


def words_of(subject: str, text: str) -> str:
    """What of a ticket is read, when it is learned from and when it is new. A chat has no subject of its own:
    there it repeats how the words begin.
    """
    begins = subject.removesuffix("…").rstrip()
    return text.strip() if text.startswith(begins) else f"{subject}\n{text}".strip()
