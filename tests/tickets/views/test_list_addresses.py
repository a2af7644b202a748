import pytest

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("after", ["999999999999999999.1", "1.999999999999999999", "1", "x.y"])
def test_a_place_in_the_list_that_cannot_be_is_refused_or_empty_but_breaks_nothing(client, after):
    assert client.get(f"/tickets/?after={after}").status_code in {200, 400}


def test_a_moment_that_no_calendar_has_is_no_place(client):
    assert client.get("/tickets/?after=999999999999999999.1").status_code == 400
