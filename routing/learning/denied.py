"""What a "not" turns round: the words after it are other words ("not good", "tidak terlalu enak").

Pang, Lee & Vaithyanathan 2002; three words far, or to the end of the clause.
"""

from __future__ import annotations

import re

REACHES = 3
_TOKEN = re.compile(r"[\w']+|[^\w\s]")
_NOT = frozenset(
    (
        "tidak", "tak", "bukan", "belum", "jangan", "kurang", "tanpa", "gak", "ga", "nggak", "ngga",
        "enggak", "engga", "tdk", "gk", "kagak", "kaga", "blm", "bkn", "jgn", "not", "no", "never",
        "none", "without", "cannot", "cant", "can't", "dont", "don't", "doesnt", "doesn't", "didnt",
        "didn't", "isnt", "isn't", "wasnt", "wasn't", "wont", "won't", "wouldnt", "wouldn't", "havent",
        "haven't", "hasnt", "hasn't", "nothing", "neither", "nor",
    )
)  # fmt: skip


def denied(text: str) -> str:
    """The text (cleaned before) with its denied words marked."""
    found, left = [], 0
    for token in _TOKEN.findall(text):
        if not token[0].isalnum():
            left = 0
        found.append(f"not_{token}" if left else token)
        left = REACHES if token in _NOT else max(0, left - 1)
    return " ".join(found)
