import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.charset import decode, plausibility, repair
from corpus.errors import UnreadableFile

RUSSIAN = "Семинар для подписантов Соглашения Мэров прошёл в Алматы 19 февраля, участвовали города Тараз и Сатпаев."
UKRAINIAN = "Семінар для міст-підписантів відбувся у Києві; участь узяли представники Полтави, Львова та Їжакова."
KAZAKH = "Қала әкімдігі тұрғын үйлердің жылу шығынын азайту туралы шешім қабылдады, өңірлік кеңес өтті."
ROMANIAN = "Primăria municipiului Chișinău a organizat, împreună cu partenerii, o întâlnire despre energie."
TURKISH = "Belediye, şehirdeki okulların ısıtma giderlerini düşürmek için yeni bir çalışma başlattı."
GERMAN = "Über die Verträge für größere Städte wurde in München gesprochen, schöne Grüße aus Köln."


@pytest.mark.parametrize(
    ("text", "codec"),
    [
        *((RUSSIAN, codec) for codec in ("cp1251", "koi8-r", "cp866", "mac-cyrillic", "iso8859-5", "utf-16-le", "utf-16-be")),
        *((UKRAINIAN, codec) for codec in ("cp1251", "koi8-u", "cp1125", "mac-cyrillic", "utf-16-le")),
        *((KAZAKH, codec) for codec in ("ptcp154", "kz1048", "utf-8", "utf-32-be")),
        (ROMANIAN.replace("ș", "ş").replace("ț", "ţ"), "cp1250"),
        (TURKISH, "cp1254"),
        (GERMAN, "cp1252"),
    ],
)
def test_undeclared_text_is_decoded(text: str, codec: str) -> None:
    """A hundred characters are enough to read every charset of the region without being told which it is."""
    decoded, charset = decode(text.encode(codec))
    assert decoded == text
    assert charset.declared == ""


@pytest.mark.parametrize(
    "declared", ["utf-8", "windows-1252", "iso-8859-1", "koi8-r", "utf-16", "base64", "no-such-charset", "x-user"]
)
def test_a_lying_declaration_does_not_win(declared: str) -> None:
    """A cp1251 page that claims another charset, or nonsense, is read as what it is; the claim is kept as a claim."""
    decoded, charset = decode(RUSSIAN.encode("cp1251"), declared)
    assert decoded == RUSSIAN
    assert (charset.name, charset.declared) == ("cp1251", declared)


@pytest.mark.parametrize("declared", ["win-1251", "x-cp1251", "WINDOWS-1251", " cp1251 "])
def test_old_names_of_charsets_are_understood(declared: str) -> None:
    """Names that only old pages use still mean what they meant: two words of cp1251 are read with their help."""
    assert decode("Ош, Аксу".encode("cp1251"), declared)[0] == "Ош, Аксу"


@pytest.mark.parametrize(
    ("mark", "codec"),
    [
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
    ],
)
def test_a_mark_decides(mark: bytes, codec: str) -> None:
    """A byte order mark is believed before anything else and is no part of the text."""
    decoded, charset = decode(mark + RUSSIAN.encode(codec), "koi8-r")
    assert decoded == RUSSIAN
    assert charset.confidence == 1.0


def test_latin_1_means_cp1252() -> None:
    """Pages that say latin-1 hold cp1252's quotes and dashes."""
    text = "The “Covenant of Mayors – East” in Almaty"
    assert decode(text.encode("cp1252"), "iso-8859-1")[0] == text


@pytest.mark.parametrize(
    ("seen", "real"),
    [
        ("cp1252", "cp1251"),
        ("latin-1", "cp1251"),
        ("latin-1", "utf-8"),
        ("cp1251", "utf-8"),
        ("cp866", "cp1251"),
        ("cp1251", "cp866"),
        ("latin-1", "koi8-r"),
    ],
)
def test_misread_text_is_repaired(seen: str, real: str) -> None:
    """Text that somebody read in the wrong charset and saved again («Ïðåññ») comes back, and the repair is named."""
    text = "пресс релиз проекта о семинаре в городе"
    decoded, charset = decode(text.encode(real).decode(seen).encode("utf-8"))
    assert decoded == text
    [made] = charset.repairs
    assert made.startswith(f"{real} had been read as ")


@pytest.mark.parametrize(
    "text", [RUSSIAN, UKRAINIAN, KAZAKH, ROMANIAN, TURKISH, GERMAN, "CO₂, 20 % к 2020 г. «ЕС» № 5 §3 µm ½", "Ô, ça!"]
)
def test_good_text_is_left_alone(text: str) -> None:
    """No repair touches text that is right, whatever its language."""
    assert repair(text) == (text, ())


def test_few_broken_bytes_are_marked_and_counted() -> None:
    """One bad byte in a long UTF-8 text costs one character, and is told."""
    decoded, charset = decode((RUSSIAN * 10).encode() + b"\xff" + RUSSIAN.encode())
    assert decoded == RUSSIAN * 10 + "\ufffd" + RUSSIAN
    assert charset.repairs == ("1 broken characters marked",)


def test_stray_nul_bytes_do_not_hide_a_text() -> None:
    """A NUL at the end of a text, left by some program, is dropped and told."""
    decoded, charset = decode((RUSSIAN * 20).encode("cp1251") + b"\0")
    assert decoded == RUSSIAN * 20
    assert "NUL bytes dropped" in charset.repairs


@pytest.mark.parametrize(
    "content", [bytes(range(256)) * 20, b"\0" * 500, b"\x7fELF\x02\x01\x01" + b"\0" * 9 + bytes(range(64)) * 9]
)
def test_binary_is_refused(content: bytes) -> None:
    """Bytes that are no text in any charset are an UnreadableFile."""
    with pytest.raises(UnreadableFile, match="no text"):
        decode(content)


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=200))
def test_utf8_comes_back_as_it_is(text: str) -> None:
    """Every text in UTF-8 that looks like words decodes to itself; what is repaired looks clearly better than before."""
    decoded, charset = decode(text.encode())
    if charset.repairs:
        assert plausibility(decoded) > plausibility(text) + 0.29
    else:
        assert decoded == text.removeprefix("\ufeff")


@given(st.binary(max_size=300), st.sampled_from(["", "utf-8", "cp1251", "utf-16", "gb2312"]))
def test_any_bytes_decode_or_are_refused(content: bytes, declared: str) -> None:
    """No sequence of bytes raises anything but UnreadableFile."""
    try:
        decoded, charset = decode(content, declared)
    except UnreadableFile:
        return
    assert isinstance(decoded, str)
    assert 0 <= charset.confidence <= 1


def test_a_page_that_declares_another_charset() -> None:
    """The verdict names the charset of the bytes, not the wrong one that was declared and undone."""
    page = "<html><meta charset=windows-1251><p>Семинар по утеплению школ прошёл в Таразе 19 февраля 2014 года.".encode(
        "koi8-r"
    )
    text, verdict = decode(page, "windows-1251")
    assert "Семинар по утеплению школ" in text
    assert (verdict.name, verdict.declared, verdict.repairs) == ("koi8-r", "windows-1251", ())
    assert verdict.confidence > 0.5
