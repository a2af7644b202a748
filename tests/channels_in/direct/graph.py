"""Meta on loopback, where the settings say that it is."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from channels_in.fakes.server import served
from channels_in.meta.direct.fake import FakeMeta
from helpdesk import provider_environment
from tests.channels_in.direct.hooks import TOKEN


@contextmanager
def meta_on_loopback(settings: Any) -> Iterator[FakeMeta]:
    fake = FakeMeta(token=TOKEN)
    with served(fake) as url:
        fake.url = url
        settings.PROVIDERS = provider_environment.read(
            {"ALUR_GRAPH_URL": url, "ALUR_INSTAGRAM_URL": f"{url}/ig"}
        )
        yield fake
