from helpdesk.processes import addresses, places


def test_a_database_url_may_hold_everything(tmp_path):
    found = addresses.database(
        "postgres://al%40ur:p%3Aw@db.example.com:6432/desk?sslmode=require",
        places.inside(tmp_path),
        pooled=False,
        patient=False,
    )

    assert (found["USER"], found["PASSWORD"], found["NAME"]) == ("al@ur", "p:w", "desk")
    assert (found["HOST"], found["PORT"]) == ("db.example.com", "6432")
    assert found["OPTIONS"]["sslmode"] == "require"


def test_a_frozen_process_does_not_hold_its_rows(tmp_path):
    found = addresses.database("", places.inside(tmp_path), pooled=False, patient=False)

    assert "idle_in_transaction_session_timeout=20s" in found["OPTIONS"]["options"]
    assert "statement_timeout=30s" in found["OPTIONS"]["options"]


def test_each_library_gets_its_own_spelling_of_one_socket(tmp_path):
    where = places.inside(tmp_path)

    assert addresses.valkey("", where, number=1) == f"unix://{where.valkey_socket}?db=1"
    assert addresses.broker("", where) == f"redis+socket://{where.valkey_socket}?virtual_host=0"
    assert addresses.broker("redis://broker:6379/3", where) == "redis://broker:6379/3"
