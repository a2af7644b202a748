"""Make `@Name` stand out in a note that is drawn already."""

from __future__ import annotations

import re

from django.utils.safestring import SafeString, mark_safe

# In text only: a piece of HTML that is no tag. A name is one or two words that begin like one.
TEXT = re.compile(r"(<[^>]*>)")
MENTION = re.compile(r"(?<![\w@.])@(\w[\w.'-]*(?:@[\w.-]+)?)")


def mark_mentions(html: SafeString) -> SafeString:
    parts = TEXT.split(html)
    parts[::2] = [MENTION.sub(r'<span class="at">@\1</span>', part) for part in parts[::2]]
    return mark_safe("".join(parts))  # noqa: S308 - only \w and punctuation were moved into tags of ours
