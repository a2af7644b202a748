"""The words that tell Indonesian from English, as people write to a company: small ones above all, slang too.

A word that both languages use (names, loans) stands on neither list: it says nothing.
"""

from __future__ import annotations

_INDONESIAN_WORDS = """
ada adalah adanya agak agar aja akan aku akun alamat anak anda antara antek apa apabila apakah apalagi
apanya aplikasi asal asin atas atau awal ayam ayo bagaimana bagaimanakah bagi bagian bagus bahkan bahwa baik
bakar balik bang banget bantu bantuan banyak bapak barang baru batal batalkan bayar beberapa begini begitu
bekas belakang beli belum benar bener berapa berbagai berhasil berikut bermasalah bersama bersih besar besok
betul bgmn bgt biar biasa biasanya biaya bila bilang bisa bisakah blm boleh bolehkah bro brp bu buat buka
bukan bulan buruk butuh cabang cara cek cepat cerdas coba cukup cuma daftar dalam dapat dari daripada datang
deh dendam dengan depan dgn di dia dingin diri dlm dong dpt dr dua dulu enak ga gagal gak gan ganti gimana
gitu gk gmn goblok goreng gua gue habis hai halo hampir hanya harap harga harganya hari harus harusnya
hilang hingga ibu ikan indonesia ini internet istri itu iya jadi jadwal jalan jam jangan jaringan jauh jelas
jelek jenuh jg jgn jika jual juga kabel kacau kadang kak kakak kalau kalo kamar kami kamu kan kapan karena
kartu kata kayak ke kecewa kecil kejam keluarga kemarin kembali kemudian kena kenapa kepada keren kerja
kesal ketika ketinggalan khusus kira kirim kita klo kok komplain kopi kotor kpd kpn krn kuota kurang lagi
lain lalu lama lambat langganan langsung lapor layanan lebih lemot lewat lho listrik loh lokasi luar lumayan
lupa macam macet mahal maka makan makanan makanannya makasih maksud malah malam mana manis mas masa masalah
masih masuk masyarakat mati mau mba mbak melakukan melalui memang membayar membeli memberi memberikan
membuat memiliki mendapat mendapatkan mengapa menggunakan menjadi menu mereka merupakan meskipun min minggu
minta misal mksh mohon muda mulai muncul murah nah nama namun nanti nasi negara ngga nggak ngk nih nomer
nomor nya nyaman oleh orang padahal pagi pak pakai pake paling panas pasang pasti pedas pelanggan pelayanan
pelayanannya pembayaran pemerintah pemesanan pengiriman penting per perbaikan perlu pernah pertama
perusahaan pesan pesanan pilih pindah presiden puas pulsa punya pusat putus ramah rasanya rekening ribu
rumah rusak saat saja sakit salah saldo sama sambal sambil sampai sangat sapi saran saya sayang sdh se
sebagai sebelum sebelumnya sebuah sedang sedih sehat sehingga sejak selalu selama selamat selesai seluruh
semua sendiri seperti sering serta setelah setiap siang siapa sih silakan sini sinyal sis situ skrg sore
suami suasana suatu sudah suka sulit supaya susah sy syarat tagihan tahu tahun tak takut tambah tanggal
tanpa tanya tapi tarik tdk teh telah teman tempat tempatnya tentang terima terimakasih terlalu tersebut
terus tetap tetapi tgl tiap tiba tidak tidur tinggal tinggi tks toko tolol tolong transaksi trims trs tua
tukar tunggu turun uang ubah udah udh ulang untuk usah utk waktu walaupun warna wkwk wkwkwk ya yah yaitu
yang yg
"""

_ENGLISH_WORDS = """
a able about account after again all also always am an and another any anyone anything are aren't around as
ask at away back bad balance bank be because been before being below best better between bill book both but
buy by calendar call called calories came can can't cannot cant car card cash change charge charged check
city code come cook cost could couldn't country credit currency current date day days did didn't different
dinner do does doesn't doing don't done dont down each eat either else enough even ever every everything
explain far fee few find first flight food for found from full gas get getting give go goes going gonna good
got gotta great had happen happened has hasn't have haven't having he hello help her here hey hi high him
his hold home hotel how how's however i i'd i'll i'm i've idk if in instead insurance interest into is isn't
it it's its job joke just keep know language last later least left let lights like limit list little
location long look looking lost low lunch made mail make many may maybe me mean meaning meeting might
mileage mine minutes money month more most mother much music must my myself name near need never new next
nice no nope not nothing now number of off often oil old on once one only open or order other our out over
own paid passport password pay payment people phone pick place plan play please president price purchase put
question quickly rate rather read really receive received recipe remind reminder repeat report reservation
restaurant right room said same say schedule see seems send sent set she shopping should show since so some
someone something song soon spell spending states status still stop store such sure take tax tell than thank
thanks that that's the their them then there these they thing things think this those though through tickets
time timer times tire today told tomorrow too took top traffic transfer translate travel tried trip try
trying turn two under until up update us use used using vacation very visa volume wait waiting wanna want
wanted was wasn't way we weather week weeks well went were what what's when where where's whether which
while who why will wish with within without won't wont word work working works world would wouldn't wrong
ya'll yeah year yep yes yesterday yet you you're your yours
"""

INDONESIAN = frozenset(_INDONESIAN_WORDS.split())
ENGLISH = frozenset(_ENGLISH_WORDS.split())
