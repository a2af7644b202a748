from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import transaction
from django.test import override_settings

from tests.security import world as worlds
from tests.security.world import World


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    """Built once; every question is rolled back."""
    cache.clear()
    with django_db_blocker.unblock(), transaction.atomic(), without_files():
        yield worlds.build()
        transaction.set_rollback(True)
    cache.clear()


def without_files() -> override_settings:
    """A walk asks for no styles or scripts, and what serves them hands each request to other threads."""
    return override_settings(
        MIDDLEWARE=[each for each in settings.MIDDLEWARE if not each.startswith("servestatic.")]
    )
