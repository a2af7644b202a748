"""People, places and things of the demo. None of them exists."""

DOMAIN = "nusaliving.example"
PASSWORD = "nusa-living-demo"  # noqa: S105 - printed at the start; the demo listens on this machine only

# name, address, role, teams, language, capacity
AGENTS = (
    ("Rani Puspita", "rani", "agent", ("orders", "payments"), "en", 8),
    ("Maya Hartanto", "maya", "agent", ("orders",), "id", 8),
    ("Bagus Wirawan", "bagus", "agent", ("payments", "product"), "id", 6),
    ("Dewi Pranata", "dewi", "agent", ("product", "orders"), "id", 8),
    ("Sarah Collins", "sarah", "agent", ("product", "payments"), "en", 6),
    ("Dimas Prasetyo", "dimas", "supervisor", ("orders", "payments", "product"), "id", 4),
    ("Ayu Lestari", "ayu", "admin", (), "en", 4),
    ("Tio Gunawan", "tio", "auditor", (), "id", 1),
)
SKILLS = {  # Bahasa Indonesia, English, refunds
    "rani": (4, 5, 3),
    "maya": (5, 1, 2),
    "bagus": (5, 2, 5),
    "dewi": (5, 3, 0),
    "sarah": (2, 5, 4),
    "dimas": (5, 3, 4),
}
EARLY, LATE = [["07:00", "11:30"], ["12:30", "15:30"]], [["12:00", "16:00"], ["16:30", "20:30"]]
SHIFTS = {  # the others work whenever they are available
    "maya": {"mon": EARLY, "tue": EARLY, "wed": EARLY, "thu": EARLY, "fri": EARLY},
    "bagus": {"mon": LATE, "tue": LATE, "wed": LATE, "thu": LATE, "sat": EARLY},
    "dewi": {"tue": LATE, "wed": EARLY, "thu": EARLY, "fri": LATE, "sun": EARLY},
    "sarah": {"mon": EARLY, "wed": LATE, "thu": LATE, "fri": LATE, "sat": LATE},
}
TEAMS = {"orders": "Orders & delivery", "payments": "Payments & refunds", "product": "Product advice"}
CATEGORY_TEAMS = {
    "damaged": "orders",
    "delivery": "orders",
    "order": "orders",
    "complaint": "orders",
    "refund": "payments",
    "payment": "payments",
    "invoice": "payments",
    "advice": "product",
    "warranty": "product",
}

CUSTOMERS = (  # name, tier, language, city
    ("Oliver Bennett", "gold", "en", "Ubud"), ("Hendra Saputra", "platinum", "id", "Bandung"),
    ("Laras Widyaningrum", "", "id", "Yogyakarta"), ("Fajar Nugroho", "", "id", "Makassar"),
    ("Priya Nair", "silver", "en", "Jakarta"), ("Chloe Marchetti", "", "en", "Canggu"),
    ("Budi Santosa", "", "id", "Surabaya"), ("Marcus Oyelaran", "gold", "en", "Canggu"),
    ("Nadia Rahmawati", "", "id", "Depok"), ("Yohanes Tan", "silver", "id", "Semarang"),
    ("Grace Whitfield", "", "en", "Sanur"), ("Siska Maharani", "", "id", "Bekasi"),
    ("Arif Hidayat", "", "id", "Malang"), ("Putri Anjani", "gold", "id", "Denpasar"),
    ("Tom Erickson", "", "en", "Lombok"), ("Wulan Sari", "", "id", "Solo"),
    ("Rizky Maulana", "", "id", "Medan"), ("Elena Petrova", "", "en", "Seminyak"),
    ("Yusuf Abdullah", "silver", "id", "Balikpapan"), ("Intan Permata", "", "id", "Bogor"),
)  # fmt: skip
ORGANISATIONS = (("Hotel Cendana", "platinum", ("hotelcendana.example",)), ("Villa Oyelaran", "gold", ()))
ITEMS = {
    "id": ("meja makan Sora 180", "lampu Senja", "kursi kerja Arka", "rak buku Lontar", "sofa Banyu"),
    "en": ("Sora dining table", "Senja lamp", "Arka desk chair", "Lontar bookshelf", "Banyu sofa"),
}
