"""What is written, and what pages say, in a chat from its first question to the rating."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Words:
    language: str
    name: str
    mail: str
    dark: bool
    first: str
    answer: str
    answer_shown: str
    thanks: str
    why: str
    # on the visitor's page
    missing: str
    start: str
    topic: str
    agree: str
    delivered: str
    read: str
    is_typing: str
    joined: str
    closed: str
    send_rating: str
    rated: str
    write_again: str
    # on the agent's
    here_now: str
    resolve: str
    rating: str


INDONESIAN = Words(
    language="id",
    name="Made Wirawan",
    mail="made@people.example",
    dark=False,
    first="Halo, meja Sora saya tergores.",
    answer="Maaf, Kak Made. Kami ganti **Jumat** ini.",
    answer_shown="Maaf, Kak Made. Kami ganti Jumat ini.",
    thanks="Ini fotonya, terima kasih!",
    why="Cepat sekali!",
    missing="Ini masih kurang.",
    start="Mulai obrolan",
    topic="Rusak saat tiba",
    agree="Saya setuju",
    delivered="Sampai pada kami",
    read="Sudah kami baca",
    is_typing="Rani sedang mengetik",
    joined="Rani bergabung",
    closed="Obrolan ditutup",
    send_rating="Kirim penilaian",
    rated="Terima kasih atas penilaian Anda",
    write_again="Tulis lagi",
    here_now="Sedang di sini",
    resolve="Selesaikan",
    rating="Penilaian",
)


ENGLISH = Words(
    language="en",
    name="Chloe Martin",
    mail="chloe@people.example",
    dark=True,
    first="Hello, my Sora table has a scratch.",
    answer="I am sorry, Chloe. We replace it this **Friday**.",
    answer_shown="I am sorry, Chloe. We replace it this Friday.",
    thanks="Here is a picture, thank you!",
    why="So fast!",
    missing="This is still missing.",
    start="Start the chat",
    topic="Damaged on arrival",
    agree="I agree",
    delivered="Delivered to us",
    read="Read by us",
    is_typing="Rani is typing",
    joined="Rani joined",
    closed="The chat was closed",
    send_rating="Send the rating",
    rated="Thank you for your rating",
    write_again="Write again",
    here_now="Here now",
    resolve="Resolve",
    rating="Rating",
)
