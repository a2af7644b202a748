from django.core.cache import cache
from django.db import connection


def test_a_test_session_has_a_valkey_of_its_own():
    cache.set("greeting", "halo")

    assert cache.get("greeting") == "halo"


def test_a_test_session_has_a_postgres_18_of_its_own(db):
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version")

        assert cursor.fetchone()[0].startswith("18.")
