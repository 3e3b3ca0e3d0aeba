from email.message import EmailMessage

import pytest

from corpus.errors import UnreadableFile


def mail(body: str = "Добрый день!\n\nПрограмма во вложении.\n\n-- \nМира Исакова\n") -> EmailMessage:
    message = EmailMessage()
    message["Subject"] = "Программа летней школы"
    message["From"] = "Назгуль Токтогулова <nazgul@warmcity.example>"
    message["Date"] = "Tue, 20 May 2014 23:30:00 +0600"
    message.set_content(body)
    return message


def test_a_mail(reading, parts) -> None:
    """Subject, sender and day are claims; the subject heads the text, which ends with the signature."""
    read = reading(mail().as_bytes(), "raw/a.eml")
    document = read.document
    assert (document.title, document.author) == ("Программа летней школы", "Назгуль Токтогулова")
    assert document.date is not None
    assert (document.date.edtf, document.date.evidence) == ("2014-05-20", "meta")
    assert parts(read) == [
        ("title", "Программа летней школы"),
        ("paragraph", "Добрый день!"),
        ("paragraph", "Программа во вложении."),
        ("signature", "--\nМира Исакова"),
    ]


def test_attachments_are_files_of_their_own(reading) -> None:
    """Attachments keep name and bytes under the mail's path; nameless ones, forwarded mails and equal names are told apart."""
    message = mail()
    message.add_attachment(b"one", maintype="application", subtype="pdf", filename="Памятка/1.pdf")
    message.add_attachment(b"two", maintype="application", subtype="pdf", filename="Памятка/1.pdf")
    message.add_attachment(b"three", maintype="application", subtype="pdf")
    message.add_attachment(mail("внутри"))
    children = reading(message.as_bytes(), "raw/a.eml").children
    assert [child.path for child in children] == [
        "raw/a.eml!/Памятка_1.pdf",
        "raw/a.eml!/2-Памятка_1.pdf",
        "raw/a.eml!/part-3.pdf",
        "raw/a.eml!/part-4.eml",
    ]
    assert [child.content for child in children[:3]] == [b"one", b"two", b"three"]
    assert "внутри" in reading(children[3].content, children[3].path).document.text


def test_alternatives_and_pictures(reading) -> None:
    """Of plain text and HTML the text is read once; the HTML when the plain part only points to it; its logo is no file."""
    both = mail("Одно и то же письмо, написанное простым текстом и потому прочитанное как простой текст, без разметки.")
    both.add_alternative("<p>Одно и то же <b>письмо</b></p>", subtype="html")
    assert reading(both.as_bytes(), "a.eml").document.text.count("письмо") == 1
    only = mail("Включите HTML")
    only.add_alternative("<p>" + "Настоящее письмо. " * 200 + "<img src='cid:logo'></p>", subtype="html")
    only.get_payload()[1].add_related(b"png", maintype="image", subtype="png", cid="<logo>")
    read = reading(only.as_bytes(), "a.eml")
    assert "Настоящее письмо." in read.document.text
    assert read.children == ()


@pytest.mark.parametrize("charset", ["cp1251", "koi8-r", "utf-8"])
def test_bare_eight_bit_mail(charset: str, reading) -> None:
    """Header and body in bare bytes without any declaration are read by their looks."""
    content = (
        "From: erlan@cge.example\nSubject: Таблица тарифов по городам\nDate: 5 Feb 2015 09:00:00 +0600\nTo: all@cge.example\n\n"
        "Прошу поправить таблицу: в Аксу рост за год не двадцать пять, а пятнадцать процентов.\n"
    )
    document = reading(content.encode(charset), "a.eml").document
    assert (document.title, document.author) == ("Таблица тарифов по городам", "erlan@cge.example")
    assert "в Аксу рост за год" in document.text


def test_quoted_and_saved_mails(reading) -> None:
    """Quote marks go, quoted words stay; a mailbox's first line does not hide the mail behind it."""
    text = reading(
        b"From a@b.example Tue May 20 10:00:00 2014\n" + mail("> > раз\n> два\n\nОтвет.").as_bytes(), "raw/saved"
    ).document.text
    assert "раз\nдва" in text
    assert ">" not in text


def test_a_mail_of_nothing_and_one_of_endless_parts(reading) -> None:
    """Neither words nor attachments, or parts nested for ever, are an UnreadableFile."""
    with pytest.raises(UnreadableFile, match="no text in it"):
        reading(b"From: a@b\nTo: c@d\nDate: Tue, 20 May 2014 10:00:00 +0600\n\n\n", "a.eml")
    nested = b"".join(b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (depth, depth) for depth in range(3000))
    with pytest.raises(UnreadableFile, match="nested deeper than can be read"):
        reading(b"From: a@b\nTo: c@d\nSubject: x\n" + nested, "a.eml")
