"""What customers say of things, sorted as people would; `{}` is where the thing is named."""

THINGS = ("meja", "kursi", "lemari", "rak", "lampu", "sofa", "cermin", "karpet", "ranjang", "bantal")
SAID = {
    "delivery": (
        "kapan {} saya dikirim?",
        "{} belum sampai sudah seminggu",
        "kurir tidak datang membawa {}",
        "where is the parcel with my {}?",
    ),
    "refund": (
        "uang untuk {} belum kembali",
        "minta refund {} ya",
        "dana {} kapan ditransfer balik",
        "please refund the money for the {}",
    ),
    "damage": (
        "{} datang rusak, kakinya patah",
        "ada retak di {} ini",
        "the {} arrived broken",
        "{} cacat dan penyok",
    ),
}
