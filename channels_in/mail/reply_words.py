# ruff: noqa: RUF001 - letters of other alphabets look like Latin ones
"""How mail programs say "wrote", "original message" and "sent from", in the languages customers use."""

from __future__ import annotations

from channels_in.mail.phrases import phrases

# "On … NAME wrote:" – the verb stands right before the colon.
VERBS_LAST = phrases("""
    wrote | writes | said | menulis | tulis | a écrit | écrit | escribió | ha escrito | ha scritto
    scrive | escreveu
    schreef | schrieb | skrev | skreiv | skrifaði | kirjoitti | kirjutas | rašė | rakstīja | írta | a scris
    написал | написала | написал(а) | пишет | написав | написала | пише | написа
    napisał | napisała | napisał(a) | pisze | napsal | napsala | napsal(a) | napísal | napísal(a)
    je napisao
    napisao/la | yazdı | έγραψε | كتب | כתב | đã viết | เขียนว่า | เขียน
    写道 | 寫道 | 書きました | のメール | 작성
""")
# "NAME schrieb am …:" – the verb stands anywhere, the line still ends with a colon.
VERBS_INSIDE = phrases("""
    _schrieb_ | _schreef_ | _skrev_ | _geschrieben | _menulis pada_ | _tarihinde_
""")
STARTS = phrases("""
    on_ | at_ | pada_ | tanggal_ | pd_ | am_ | vom_ | le_ | el_ | il_ | em_ | op_ | den_ | på_ | ma_ | a_
    la_ | kl._
    w dniu_ | dnia_ | dne_ | v_ | в_ | на_ | στις_ | 在 | 于 | vào_ | lúc_ | เมื่อ_ | في_ | ב
""")
# "Re: …", "Bls[2]: …": what stands before the colon of an answer's subject.
RE = phrases("""
    re | aw | sv | vs | antw | antwort | odp | rif | r | res | ref | rsp | ynt | bls | bals | balas | balasan
    回复 | 回覆 | 答复 | 返信 | 답장 | ответ | на
""")
ORIGINAL = phrases("""
    original message | original appointment | original email | message original | message d'origine
    pesan asli | pesan semula | email asli | mesej asal | balas pesan | pesan sebelumnya
    ursprüngliche nachricht | ursprungliche nachricht | originalnachricht | mensaje original
    mensagem original
    messaggio originale | oorspronkelijk bericht | ursprungligt meddelande | originalmeddelande
    oprindelig meddelelse | opprinnelig melding | wiadomość oryginalna | oryginalna wiadomość
    исходное сообщение
    původní zpráva | alkuperäinen viesti | orijinal mesaj | özgün ileti | eredeti üzenet | tin nhắn gốc
    原始邮件 | 原始郵件 | 元のメッセージ | 원본 메시지 | reply message | reply to message | replied message
""")
FORWARDED = phrases("""
    forwarded message | forwarded by | forward message | message forwarded
    pesan terusan | pesan yang diteruskan | pesan diteruskan | diteruskan | terusan pesan | mesej dimajukan
    weitergeleitete nachricht | message transféré | message transmis | mensaje reenviado
    mensagem encaminhada
    messaggio inoltrato | doorgestuurd bericht | vidarebefordrat meddelande | videresendt
    wiadomość przekazana | przekazana wiadomość | пересылаемое сообщение | пересланное сообщение
    přeposlaná zpráva | välitetty viesti | iletilmiş ileti | 転送メッセージ | 转发的消息 | 转发邮件
    전달된 메시지
""")
FORWARD_OPENERS = phrases("""
    begin forwarded message | start of forwarded message
    awal pesan yang diteruskan | mulai pesan yang diteruskan | mulai pesan terusan | pesan yang diteruskan
    anfang der weitergeleiteten nachricht | début du message réexpédié | début du message transféré
    inicio del mensaje reenviado | inizio messaggio inoltrato | início da mensagem reencaminhada
    begin doorgestuurd bericht
""")
SENT_FROM = phrases("""
    sent from outlook | sent from yahoo | sent from samsung | sent from proton | sent from mail for_
    get outlook for_ | get bluemail_ | dapatkan outlook untuk | unduh outlook untuk
    télécharger outlook | diese nachricht wurde von mein
    iphone'umdan gönderildi | lähetetty iphone | iphone から送信 | 从我的 iphone | 发自我的
    나의 iphone에서 | yahoo mail:_
""")
# A parcel is sent from a town and through a carrier: behind these stands what a mail is written with.
SENT_THROUGH = phrases("""
    sent from_ | sent via_ | sent with_ | sent using_
    dikirim dari_ | dikirim melalui_ | dikirim dengan_ | dikirim lewat_ | dikirim menggunakan_
    terkirim dari_ | dihantar dari_
    envoyé de_ | envoyé depuis_ | envoyé à partir de_ | envoyé avec_ | von meinem_ | gesendet von_
    gesendet mit_ | enviado desde_ | enviado do_ | enviado a partir do_ | enviado com_ | inviato da_
    inviato dal_ | verzonden vanaf_ | verzonden met_ | verstuurd vanaf_ | skickat från_ | sendt fra_
    wysłane z_ | отправлено с_ | отправлено из_ | odesláno z_
""")
WRITTEN_WITH = phrases("""
    iphone | ipad | ipod | ios | macbook | imac | apple | android | windows | samsung | galaxy | xiaomi
    redmi | poco | oppo | vivo | realme | infinix | tecno | huawei | honor | nokia | lumia | oneplus | pixel
    motorola | xperia | sony | htc | lg | asus | zenfone | lenovo | blackberry
    phone | smartphone | mobile | tablet | handheld | wireless | device
    hp | handphone | ponsel | telepon | telefon | gawai | perangkat seluler
    handy | mobiltelefon | téléphone | móvil | celular | cellulare | telefoon | telefonu | komórki
    телефона | устройства
    outlook | gmail | yahoo | hotmail | icloud | aol | gmx | web.de | t-online | zoho | yandex | mail.ru
    proton | protonmail | tutanota | tuta | fastmail | thunderbird | bluemail | aquamail | aqua mail | k-9
    fairemail | spark | airmail | superhuman | mailtrack | mailbird | sparrow | em client | mymail | zimbra
    roundcube | horde | webmail
""")
FROM = phrases("""
    from | dari | pengirim | daripada | von | de | da | van | från | fra | od | от | від | kimden | gönderen
    lähettäjä | από | từ | expéditeur | mittente | remitente | 发件人 | 寄件者 | 差出人 | 보낸 사람
""")
SENT = phrases("""
    sent | dikirim | terkirim | dihantar | gesendet | envoyé | enviado | enviado el | enviada em | inviato
    verzonden
    skickat | sendt | wysłano | wysłane | отправлено | надіслано | odesláno | gönderildi | gönderme tarihi
    lähetetty | đã gửi | 发送时间 | 寄件日期 | 送信日時 | 보낸 날짜
""")
DATE = phrases("""
    date | tanggal | tarikh | hari/tanggal | datum | fecha | data | dato | дата | tarih | päivämäärä | ngày
    日期 | 日付 | 날짜
""")
TO = phrases("""
    to | kepada | untuk | ke | an | à | para | a | aan | till | til | do | komu | кому | kime | alıcı
    vastaanottaja
    đến | destinataire | destinatario | 收件人 | 宛先 | 받는 사람
""")
CC = phrases("cc | tembusan | kopie | copie | kopia | kopi | копия | bilgi | 抄送 | 副本 | 참조")
SUBJECT = phrases("""
    subject | perihal | subjek | hal | judul | betreff | objet | asunto | assunto | oggetto | onderwerp
    ämne | emne
    temat | тема | předmět | predmet | konu | aihe | θέμα | chủ đề | 主题 | 主旨 | 件名 | 제목
""")
