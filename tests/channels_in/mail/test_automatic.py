"""Which mails no person wrote for us."""

from __future__ import annotations

import pytest

from channels_in.messages import AutomaticKind
from tests.channels_in.mail.letters import a_letter, read


@pytest.mark.parametrize(
    ("headers", "kind"),
    [
        ({"Auto_Submitted": "auto-replied"}, AutomaticKind.REPLY),
        ({"Auto_Submitted": "auto-replied (vacation); x=1"}, AutomaticKind.REPLY),
        ({"Auto_Submitted": "auto-generated"}, AutomaticKind.GENERATED),
        ({"Auto_Submitted": "auto-notified"}, AutomaticKind.NOTIFICATION),
        ({"Auto_Submitted": "auto-generated", "Subject": "Automatic reply: Pesanan"}, AutomaticKind.REPLY),
        ({"X_MS_Exchange_Generated_Message_Source": "Mailbox Rules Agent"}, AutomaticKind.REPLY),
        ({"X_Autoreply": "yes"}, AutomaticKind.REPLY),
        ({"X_Autorespond": ""}, None),
        ({"Precedence": "auto_reply"}, AutomaticKind.REPLY),
        ({"Precedence": "bulk"}, AutomaticKind.BULK),
        ({"Precedence": "list"}, AutomaticKind.LIST),
        ({"List_Id": "<news.shop.example>"}, AutomaticKind.LIST),
        ({"List_Unsubscribe": "<https://x.example>"}, AutomaticKind.BULK),
        ({"X_Auto_Response_Suppress": "All"}, AutomaticKind.GENERATED),
        ({"Return_Path": "<>"}, AutomaticKind.NULL_SENDER),
        ({"From": "MAILER-DAEMON@x.example"}, AutomaticKind.NOTIFICATION),
        ({"From": "no-reply@shop.example"}, AutomaticKind.NOTIFICATION),
        ({"Subject": "Out of Office", "Return_Path": "<>"}, AutomaticKind.REPLY),
        ({"Subject": "Out of Office", "List_Id": "<team.shop.example>"}, AutomaticKind.LIST),
        ({"Subject": "Automatic reply: Pesanan"}, AutomaticKind.GENERATED),
        ({"Subject": "Balasan otomatis: Pesanan"}, AutomaticKind.GENERATED),
        ({"Subject": "Out of Office"}, AutomaticKind.GENERATED),
        ({"Subject": "Abwesenheitsnotiz: x"}, AutomaticKind.GENERATED),
        ({"Subject": "Re: Sedang cuti - Pesanan"}, AutomaticKind.GENERATED),
        ({"Subject": "Auto: Re: Pesanan"}, AutomaticKind.GENERATED),
    ],
)
def test_a_machines_mail_is_told(headers: dict[str, str], kind: AutomaticKind | None):
    automatic = read(a_letter(**headers)).automatic

    assert (automatic.kind if automatic else None) == kind


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Auto_Submitted": "no"},
        {"Auto_Submitted": "No (a person wrote this)"},
        {"X_Autoreply": "no"},
        {"Precedence": "normal"},
        {"Subject": "Automatic door is broken"},
        {"Subject": "Out of office furniture"},
        {"Subject": "Auto-debet gagal, saldo terpotong dua kali"},
        {"Subject": "Re: Auto - debit"},
        {"Subject": "Auto-reply tidak berfungsi"},
        {"Subject": "Auto-reply-nya tidak muncul"},
        {"Subject": "Auto"},
        {
            "Auto_Submitted": "auto-generated",
            "X_MS_Exchange_Generated_Message_Source": "Mailbox Rules Agent",
            "Resent_From": "help@ours.example",
        },
        {"Subject": "Cuti bersama"},
        {"From": "no-reply@form.example", "Reply_To": "rina@people.example"},
        {"From": "noriko@people.example"},
    ],
)
def test_a_persons_mail_is_not_taken_for_a_machines(headers: dict[str, str]):
    assert read(a_letter(**headers)).automatic is None


def test_the_reason_says_what_gave_it_away():
    automatic = read(a_letter(Auto_Submitted="auto-replied")).automatic

    assert automatic is not None
    assert automatic.reason == "auto-submitted: auto-replied"


@pytest.mark.parametrize(
    ("stated", "is_spam"), [("YES", True), ("Yes, score=9", True), ("No, score=1", False)]
)
def test_the_verdict_of_a_spam_filter_is_passed_on(stated: str, is_spam: bool):
    assert read(a_letter(X_Spam_Status=stated)).is_marked_spam is is_spam
