"""The provider's own examples of signatures, and ours beside them."""

import pytest

from channels_in.twilio.forms import fields_in, pairs_in
from channels_in.twilio.signature import addresses, is_signed, sign
from tests.channels_in.sms.hooks import as_twilio_writes, signature_of

KEY, OUR_KEY = "12345", "00112233445566778899aabbccddeeff"
MINE = "https://mycompany.com/myapp.php?foo=1&bar=2"
U = "https://desk.example.com/hooks/k3Yt9aaaaaaaaaaaaaaaaaaaaaaaaaaa/"
DIGEST = "0a1ff7634d9ab3b95db5c9a2dfe9416e41502b283a80c7cf19632632f96e6620"
CALL = {
    "CallSid": "CA1234567890ABCDE",
    "Digits": "1234",
    "From": "+14158675309",
    "To": "+18005551212",
    "Caller": "+14158675309",
}
HALO = {
    "MessageSid": "SM00000000000000000000000000000001",
    "AccountSid": "AC00000000000000000000000000000001",
    "From": "+6281200000001",
    "To": "+15005550006",
    "Body": "Halo  kak \U0001f600 ",
    "NumMedia": "0",
    "FromZip": "",
}
STATUS = {
    "MessageSid": "SM00000000000000000000000000000002",
    "MessageStatus": "undelivered",
    "ErrorCode": "30003",
    "To": "+6281200000001",
    "From": "+15005550006",
    "AccountSid": "AC00000000000000000000000000000001",
}
PRESSED = {
    "CallSid": "CA00000000000000000000000000000001",
    "AccountSid": "AC00000000000000000000000000000001",
    "From": "+6281200000001",
    "To": "+622100000001",
    "CallStatus": "in-progress",
    "Direction": "inbound",
    "ApiVersion": "2010-04-01",
    "Digits": "2",
}
REPEATED = b"Sid=CA123&SidAccount=AC123&Digits=5678&Digits=1234"
EVENTS = b"StatusCallbackEvent=ringing&StatusCallbackEvent=answered&StatusCallbackEvent=answered"

VECTORS = [
    pytest.param(
        KEY,
        "https://example.com/myapp.php?foo=1&bar=2",
        as_twilio_writes({**CALL, "Caller": "+14158675310", "From": "+14158675310"}),
        "L/OH5YylLD5NRKLltdqwSvS0BnU=",
        id="a: of the documentation",
    ),
    pytest.param(KEY, MINE, as_twilio_writes(CALL), "RSOYDt4T1cUTdK1PDd93/VVr8B8=", id="b: of the libraries"),
    pytest.param(
        KEY,
        MINE.replace(".com", ".com:443"),
        as_twilio_writes(CALL),
        "kvajT1Ptam85bY51eRf/AJRuM3w=",
        id="b443",
    ),
    pytest.param(
        KEY,
        MINE.replace(".com", ".com:80").replace("https", "http"),
        as_twilio_writes(CALL),
        "0ZXoZLH/DfblKGATFgpif+LLRf4=",
        id="b80",
    ),
    pytest.param(
        KEY,
        MINE.replace(".com", ".com:1234").replace("https", "http"),
        as_twilio_writes(CALL),
        "Zmvh+3yNM1Phv2jhDCwEM3q5ebU=",
        id="b1234",
    ),
    pytest.param(KEY, MINE, REPEATED, "IK+Dwps556ElfBT0I3Rgjkr1wJU=", id="c: a name twice"),
    pytest.param(KEY, f"{MINE}&bodySHA256={DIGEST}", b"", "a9nBmqA0ju/hNViExpshrM61xv4=", id="d: a body"),
    pytest.param(OUR_KEY, U, as_twilio_writes(HALO), "nejMu4kEsxmAJGRpj38z/7TpEgw=", id="f: utf-8"),
    pytest.param(
        OUR_KEY,
        f"{U}status/9f1c/",
        as_twilio_writes(STATUS),
        "V3+nop0KkBOcr202nU5J7ajdY0c=",
        id="g: a status",
    ),
    pytest.param(
        OUR_KEY,
        f"{U}call/menu/1/",
        as_twilio_writes(PRESSED),
        "LLhA3lhxVY2zFvhH1PO35gfA/Lk=",
        id="a call",
    ),
    pytest.param(
        OUR_KEY,
        f"{U}call/menu/1/".replace("example.com", "example.com:443"),
        as_twilio_writes(PRESSED),
        "vMtUfOzP3nYkFrQQbpn7N4+DVfY=",
        id="a call, with the port",
    ),
    pytest.param(OUR_KEY, U, EVENTS, "OBGQ4/NqyCT8a9fwHbskdnqOEos=", id="h: a name and value twice"),
]


@pytest.mark.parametrize(("key", "url", "raw", "expected"), VECTORS)
def test_a_known_request_has_its_known_signature(key, url, raw, expected):
    assert sign(key, url, pairs_in(raw)) == expected
    assert is_signed([key], signature=expected, url=url, pairs=pairs_in(raw))


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://a.example/h/", {"https://a.example/h/", "https://a.example:443/h/"}),
        ("https://a.example:443/h/", {"https://a.example/h/", "https://a.example:443/h/"}),
        ("http://a.example/h/", {"http://a.example/h/", "http://a.example:80/h/"}),
        ("https://a.example:8443/h/", {"https://a.example/h/", "https://a.example:8443/h/"}),
    ],
)
def test_an_address_is_signed_with_its_port_or_without_it(url, expected):
    assert set(addresses(url)) == expected


@pytest.mark.parametrize(
    "signature", ["", "x", "RSOYDt4T1cUTdK1PDd93/VVr8B8", "rsoydt4t1cutdk1pdd93/vvr8b8=", "é" * 27 + "="]
)
def test_what_is_no_signature_is_none(signature):
    pairs = list(pairs_in(as_twilio_writes(CALL)))

    assert not is_signed([KEY], signature=signature, url=MINE, pairs=pairs)


def test_nothing_is_signed_where_there_is_no_token():
    assert not is_signed([], signature=sign("no account has this token", U), url=U)


def test_the_tests_sign_like_the_product():
    assert signature_of(U, HALO, OUR_KEY) == "nejMu4kEsxmAJGRpj38z/7TpEgw="


def test_a_form_is_read_as_it_was_written():
    raw = b"From=%2B62812&Body=a+b%2Bc++&FromZip=&Body=later&Odd=%E2%28%A1"

    assert fields_in(raw) == {"From": "+62812", "Body": "a b+c  ", "FromZip": "", "Odd": "\ufffd(\ufffd"}
