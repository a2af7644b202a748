"""Files of customers are got from our account's own address, and from nowhere a request could name."""

import base64
from dataclasses import replace

import pytest

from channels_in.chat import fetch
from channels_in.fakes.server import Told, served
from channels_in.models import Connection, MediaFetch
from tests.channels_in.sms.hooks import ACCOUNT, a_sid, an_sms, arrives, post
from tickets.models import Attachment

pytestmark = pytest.mark.django_db(transaction=True)

PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=="
)


class Elsewhere:
    """Where Twilio keeps the bytes."""

    def __init__(self):
        self.asked = []

    def answer(self, asked):
        self.asked.append(asked)
        return Told(body=PNG, headers={"Content-Type": "image/png"})


def url_of(twilio, message, media):
    return f"{twilio.url}/2010-04-01/Accounts/{ACCOUNT}/Messages/{message}/Media/{media}"


def an_mms(client, connection, twilio, *files, **fields):
    """With a file for each (media id, content type)."""
    message = a_sid("MM")
    for n, (media, kind) in enumerate(files):
        fields |= {f"MediaUrl{n}": url_of(twilio, message, media), f"MediaContentType{n}": kind}
    fields = {"NumMedia": len(files), **fields}
    return arrives(client, connection, "", MessageSid=message, **fields).message


def try_now(connection, times=1):
    for _ in range(times):
        MediaFetch.objects.update(due_at="2026-01-01T00:00Z")
        fetch.fetch_due(connection.channel_id)


def test_the_message_is_there_before_its_files(client, connection, twilio):
    message = an_mms(client, connection, twilio, (a_sid("ME"), "image/png"))

    file = message.attachments.get()
    assert (file.name, file.state, twilio.asked) == ("image-1", Attachment.State.WAITING, [])


def test_files_come_after_a_404_and_over_another_host_that_gets_no_key(client, connection, twilio, settings):
    late, moved = a_sid("ME"), a_sid("ME")
    message = an_mms(client, connection, twilio, (late, "image/png"), (moved, "image/png"))
    storage = Elsewhere()
    with served(storage) as url:
        settings.PROVIDERS = replace(
            settings.PROVIDERS,
            inside=settings.PROVIDERS.inside | {("127.0.0.1", int(url.rpartition(":")[2]))},
        )
        twilio.media[moved] = Told(status=307, headers={"Location": f"{url}/bytes"})
        try_now(connection)
        twilio.media[late] = Told(body=PNG, headers={"Content-Type": "image/png"})
        try_now(connection)

    states = message.attachments.values_list("state", "content_type", "size")
    assert set(states) == {(Attachment.State.HERE, "image/png", len(PNG))}
    assert "authorization" not in storage.asked[0].headers
    assert all("authorization" in asked.headers for asked in twilio.asked)


@pytest.mark.parametrize(
    "url",
    [
        "https://evil.test/2010-04-01/Accounts/{account}/Messages/{message}/Media/{media}",
        "http://169.254.169.254/latest/meta-data/",
        "{twilio}/2010-04-01/Accounts/AC99999999999999999999999999999999/Messages/{message}/Media/{media}",
        "{twilio}/2010-04-01/Accounts/{account}/Messages/SM99999999999999999999999999999999/Media/{media}",
        "{twilio}/2010-04-01/Accounts/{account}/Messages/{message}/Media/../../../x/{media}",
        "{twilio}@evil.test/2010-04-01/Accounts/{account}/Messages/{message}/Media/{media}",
        "http://[",
        "",
    ],
)
def test_an_address_that_is_not_our_accounts_is_never_asked(client, connection, twilio, url):
    message, media = a_sid("MM"), a_sid("ME")
    named = url.format(twilio=twilio.url, account=ACCOUNT, message=message, media=media)

    said = arrives(client, connection, "Lihat", MessageSid=message, NumMedia=1, MediaUrl0=named).message
    try_now(connection)

    assert said.extras == [{"kind": "placeholder", "type": "file", "code": "no_address"}]
    assert not MediaFetch.objects.exists()
    assert twilio.asked == []


def test_a_file_that_cannot_be_got_is_a_message_all_the_same(client, connection, twilio):
    item = arrives(client, connection, "", NumMedia=1, MediaUrl0="https://evil.test/x")

    assert item.outcome == "message"


def test_a_file_of_a_forged_request_is_never_asked_for(client, connection, twilio):
    form = an_sms(NumMedia=1, MediaUrl0=url_of(twilio, a_sid(), a_sid("ME")))

    assert post(client, connection, form, signature="").status_code == 401
    assert (MediaFetch.objects.count(), twilio.asked) == (0, [])


def test_more_files_than_there_are_addresses_leave_a_note_each(client, connection, twilio):
    message = an_mms(client, connection, twilio, (a_sid("ME"), "image/png"), NumMedia=99)

    assert (message.attachments.count(), len(message.extras)) == (1, 9)


@pytest.mark.parametrize(
    "told",
    [
        pytest.param(Told(status=404, body=b"<xml/>"), id="not there yet"),
        pytest.param(
            Told(body=b"<Error/>", headers={"Content-Type": "application/xml"}), id="an error as 200"
        ),
        pytest.param(Told(status=500), id="trouble"),
        pytest.param(Told(cut=True), id="cut"),
    ],
)
def test_what_is_no_file_is_not_taken_for_one(client, connection, twilio, told):
    media = a_sid("ME")
    message = an_mms(client, connection, twilio, (media, "image/png"))
    twilio.media[media] = told
    try_now(connection, 3)
    assert message.attachments.get().state == Attachment.State.WAITING

    twilio.media[media] = Told(body=PNG, headers={"Content-Type": "image/png"})
    try_now(connection)
    assert message.attachments.get().state == Attachment.State.HERE


def test_what_never_comes_says_so_beside_its_message(client, connection, twilio):
    message = an_mms(client, connection, twilio, (a_sid("ME"), "image/png"))

    try_now(connection, MediaFetch.max_attempts + 1)

    file = message.attachments.get()
    assert (file.state, file.reason) == (Attachment.State.LOST, "unavailable")


def test_a_page_that_claims_to_be_a_picture_is_shown_as_neither(client, connection, twilio):
    media = a_sid("ME")
    message = an_mms(client, connection, twilio, (media, "image/jpeg"))
    twilio.media[media] = Told(
        body=b"<html><script>alert(1)</script>", headers={"Content-Type": "image/jpeg"}
    )

    try_now(connection)

    file = message.attachments.get()
    assert (file.state, file.is_inline) == (Attachment.State.HERE, False)
    assert not file.content_type.startswith("image/")


def test_a_refused_login_is_shown_on_the_channel(client, connection, twilio):
    an_mms(client, connection, twilio, (a_sid("ME"), "image/png"))
    twilio.key = ("SK" + "2" * 32, "changed")

    try_now(connection)

    assert Connection.objects.get().problem == "send_login"
    assert "the secret of the key" not in MediaFetch.objects.get().last_error
