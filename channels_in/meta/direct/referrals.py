"""Where a customer came from: an advertisement, a link, a shop, a page."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from channels_in.chat.reading import Data, words
from channels_in.meta.direct.contents import link_in


def referrals_in(referral: Data) -> Iterator[dict[str, Any]]:
    found = {
        "headline": words(referral, "ads_context_data", "ad_title", longest=500),
        "source_url": link_in(referral, "referer_uri"),
        "ref": words(referral, "ref", longest=500),
        "ad": words(referral, "ad_id", longest=100),
        "product": words(referral, "product", "id", longest=100),
    }
    if any(found.values()):
        yield {"kind": "referral", **{name: value for name, value in found.items() if value}}
