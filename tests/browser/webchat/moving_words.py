"""What is written, and what pages say, when somebody goes from WhatsApp to the chat and back."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Words:
    language: str
    number: str
    name: str
    dark: bool
    on_whatsapp: str
    answer: str
    in_chat: str
    answer_in_chat: str
    more_in_chat: str
    answer_to_more: str
    again_on_whatsapp: str
    last_answer: str
    shut: str
    other_tickets: str


INDONESIAN = Words(
    language="id",
    number="6281234000001",
    name="Sari Dewi",
    dark=False,
    on_whatsapp="Halo, lampu saya belum sampai.",
    answer="Kami cek dulu ke gudang ya, Kak.",
    in_chat="Sekarang saya di situs, sudah ada kabar?",
    answer_in_chat="Ada: lampunya berangkat besok.",
    more_in_chat="Jam berapa kira-kira?",
    answer_to_more="Antara pukul sepuluh dan satu.",
    again_on_whatsapp="Saya lanjut di WhatsApp saja.",
    last_answer="Siap, kami kabari di sini.",
    shut="Jendela tutup",
    other_tickets="Tiket lain",
)


ENGLISH = Words(
    language="en",
    number="6281234000002",
    name="Harriet Cole",
    dark=True,
    on_whatsapp="Hi, my lamp has not come.",
    answer="Let me ask the depot.",
    in_chat="I am on your site now, is there any news?",
    answer_in_chat="There is: it leaves tomorrow.",
    more_in_chat="At about what time?",
    answer_to_more="Between ten and one.",
    again_on_whatsapp="I will go on by WhatsApp.",
    last_answer="Fine, we tell you here.",
    shut="Window closed",
    other_tickets="Other tickets",
)
