"""Text that somebody opened in a wrong encoding and saved: put right where no byte was lost, told where some were.

``ÐÂÄÜÔ´`` are the GB 18030 bytes of 新能源 shown as Latin-1, ``æ–°èƒ½æº`` its UTF-8 bytes shown as Windows-1252,
``鏂拌兘`` the UTF-8 bytes of 新能 shown as GBK: in the last case a byte that found no partner is gone.
"""

from __future__ import annotations

from extract import patterns as re
from extract.errors import ReadError
from extract.page import UNKNOWN

# So much of a text tells whether all of it was.
_SAMPLE = 2_000
_HAN = re.compile("[㐀-鿿]+")
_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]")
# No language of Europe prints so many letters beyond ASCII; of the bytes of Chinese text nearly all are.
_SHARE = 0.3
# So much of it must be what single bytes are shown as.
_LATIN = 0.8
# So much of what comes out beyond ASCII must be Chinese characters.
_CHINESE = 0.5
# Where UTF-8 was taken for GBK, so many of its characters come out whole; of a sound text's hardly any do.
_WHOLE = 0.5
# So many of the characters that come out may be broken; they stay marked.
_BROKEN = 0.01
# No sentence ends in so many question marks; a text with fewer of them in all may hold some by chance.
_ASKED = re.compile(r"\?\?\?+")
_MARKS = 20
_SAVE_AGAIN = (
    "nothing brings them back; save the page again from where it came, in UTF-8 (从原网页重新另存, 编码选 UTF-8)"
)
# Windows-1252 where it has a character, Latin-1 where it has none: what browsers do.
_AS_BYTES = {bytes((b,)).decode("cp1252", "ignore") or chr(b): bytes((b,)) for b in range(0x80, 0x100)} | {
    chr(b): bytes((b,)) for b in range(0x100)
}
# Bytes of Chinese text are shown as letters with accents, several of them; a line of dashes or dots is what it seems.
_ACCENTED = re.compile("[\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u00ff]")
_LETTERS = 3
# The marks ，。、 of UTF-8 begin with these two characters of GBK.
_UTF8_AS_GBK = re.compile("[锛銆]")
_MARK_AS_GBK = "锟斤拷"
# What stands in Chinese text; so much of a line that is put right must be that.
_PRINTED = re.compile("[\u2010-\u206f\u3000-\u303f㐀-鿿\uff00-\uffef]")
_MOSTLY = 0.7
# Stands in nothing that either encoding has.
_LOST = b"\xff"


def put_right(text: str, name: str) -> tuple[str, str] | None:
    """Return what a text was before it was opened in a wrong encoding, and which two were mistaken; None if it wasn't.

    Raises
    ------
    ReadError
        If bytes were lost on the way, so that it can't be put right.
    """
    _not_question_marks(text, name)
    found = _put_right(text, name)
    if found is None:
        _not_broken(text, name)
    return found


def _put_right(text: str, name: str) -> tuple[str, str] | None:
    sample = text[:_SAMPLE]
    beyond = _beyond_ascii(sample)
    if not beyond:
        return _lines_put_right(text)
    if _chinese(sample) < _CHINESE * beyond:
        # Cyrillic or Greek is no Latin-1.
        latin = sum(c in _AS_BYTES for c in _BEYOND_ASCII.findall(sample)) > _LATIN * beyond
        whole = latin and beyond > _SHARE * len(sample.replace(" ", ""))
        return _from_latin(text, name) if whole else _lines_put_right(text)
    # Three bytes a character were read as two.
    if _chinese(_bytes_as_gbk(sample).decode("utf-8", "ignore")) < _WHOLE * beyond * 2 / 3:
        return _lines_put_right(text)
    return _decoded(_bytes_as_gbk(text), "utf-8", name, "gb18030")


def _not_question_marks(text: str, name: str) -> None:
    """Refuse text that was saved in an encoding without Chinese: each character has become a question mark."""
    asked = sum(len(run) for run in _ASKED.findall(text))
    if asked > _MARKS and asked > _chinese(text):
        raise ReadError(
            f"{name}: its Chinese characters have become question marks (????): the text was saved in an encoding that has none",
            _SAVE_AGAIN,
        )


def _not_broken(text: str, name: str) -> None:
    """Refuse text of GBK that was opened as UTF-8: each character has become a mark for a broken one, or several."""
    as_gbk = text.count(_MARK_AS_GBK) * len(_MARK_AS_GBK)
    broken = text.count("\ufffd") + as_gbk
    if broken > _MARKS and broken > _chinese(text) - as_gbk:
        raise ReadError(
            f"{name}: its Chinese characters have become marks for broken ones (\ufffd, 锟斤拷): GBK text that was opened as UTF-8",
            _SAVE_AGAIN,
        )


def _beyond_ascii(text: str) -> int:
    """Return how many characters are none of ASCII."""
    return len(text) - len(text.encode("ascii", "ignore"))


def _chinese(text: str) -> int:
    """Return how many characters are Chinese."""
    return sum(map(len, _HAN.findall(text)))


def _bytes_as_gbk(text: str) -> bytes:
    # The mark of a broken character has four bytes in GB 18030, two of which are figures.
    return _LOST.join(part.encode("gb18030", "replace") for part in text.split("\ufffd"))


def _bytes_as_latin(text: str) -> bytes:
    return b"".join(_AS_BYTES.get(c) or (c.encode() if c < "\u0800" else _LOST) for c in text)


def _from_latin(text: str, name: str) -> tuple[str, str] | None:
    # Two bytes that happened to be UTF-8 of a letter were taken for it.
    data = _bytes_as_latin(text)
    try:
        # Opened in a wrong encoding and saved, and then again.
        again = data.decode("utf-8")
    except UnicodeDecodeError:
        pass  # it was saved wrongly once at most
    else:
        if _chinese(again) <= _CHINESE * _beyond_ascii(again) and (before := _put_right(again, name)):
            return before
    for encoding in ("utf-8", "gb18030"):
        found = data.decode(encoding, "replace")
        if _chinese(found) > _CHINESE * _beyond_ascii(found):
            return _decoded(data, encoding, name, "latin-1")
    return None


def _decoded(data: bytes, encoding: str, name: str, taken_for: str) -> tuple[str, str]:
    text = data.decode(encoding, "replace")
    broken = text.count("\ufffd")
    if broken > _BROKEN * len(text):
        raise ReadError(
            f"{name}: {encoding.upper()} text that was opened as {taken_for.upper()} and saved, which lost a part of it",
            "save the page again from where it came, in UTF-8 (从原网页重新另存, 编码选 UTF-8)",
        )
    return text, f"{encoding} taken for {taken_for}" + (f", {broken} broken" if broken else "")


def _lines_put_right(text: str) -> tuple[str, str] | None:
    """Put right the lines of a page that were opened in a wrong encoding while others were not; None if there are none."""
    if not (_ACCENTED.search(text) or _UTF8_AS_GBK.search(text)):
        return None
    lines = text.split("\n")
    mended = [_line_put_right(line) for line in lines]
    count = sum(found is not None for found in mended)
    whole = "\n".join(line if found is None else found for line, found in zip(lines, mended, strict=True))
    return (whole, f"{count} lines taken for another encoding") if count else None


def _line_put_right(line: str) -> str | None:
    """Return what a line was; None where it wasn't opened in a wrong encoding, or lost more than a few characters by that.

    What was lost is marked as a character that nobody can know: of the bytes of UTF-8 nothing is to be guessed.
    """
    readings = []
    if _UTF8_AS_GBK.search(line):
        readings = [_bytes_as_gbk(line).decode("utf-8", "replace")]
    elif (
        not _chinese(line) and len({*_ACCENTED.findall(line)}) >= _LETTERS and _beyond_ascii(line) > _SHARE * len(line)
    ):
        # A line that holds Chinese was read rightly.
        data = _bytes_as_latin(line)
        readings = [data.decode(encoding, "replace") for encoding in ("utf-8", "gb18030")]
    for found in (re.sub("\ufffd+", UNKNOWN, reading) for reading in readings):
        told = _PRINTED.findall(found)
        beyond = _beyond_ascii(found)
        if len(told) > _MOSTLY * beyond and _chinese(found) > _CHINESE * beyond:
            return found
    return None
