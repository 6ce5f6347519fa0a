"""Plain text: the encoding found, faults named with their mend."""

from __future__ import annotations

import codecs

from extract.errors import ReadError
from extract.read.mojibake import put_right

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SAMPLE = 200_000
# Of a text, the share of characters that may be broken, and of zeros that may stand in it.
_FEW = 0.001


def decode(data: bytes, name: str) -> tuple[str, str]:
    """Decode the bytes of a text file.

    Parameters
    ----------
    data
        The whole file.
    name
        Its name, for the error.

    Returns
    -------
    tuple of str
        The text and the name of the encoding: UTF-8, UTF-16 (by its mark or without one), UTF-32, GB18030 or Big5.
        Where a few bytes are broken they become U+FFFD, and the encoding says how many. Text that was opened in a
        wrong encoding and saved is put right, and the encoding says which were mistaken.

    Raises
    ------
    ReadError
        If the file is empty, binary, in none of these encodings, or lost bytes to a wrong one.
    """
    text, encoding = _decoded(data, name)
    return put_right(text, name) or (text, encoding)


def _decoded(data: bytes, name: str) -> tuple[str, str]:
    if not data.strip():
        raise ReadError(f"{name}: the file is empty", "save the document's text into it")
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            try:
                return data.decode(encoding), encoding.removesuffix("-sig")
            except UnicodeDecodeError as fault:
                raise ReadError(
                    f"{name}: broken {encoding} text at byte {fault.start}", "save it again as UTF-8"
                ) from fault
    wide = _unmarked_utf16(data[:_SAMPLE])
    if wide is not None:
        return data.decode(wide, "replace"), wide
    if data[:_SAMPLE].count(0) > len(data[:_SAMPLE]) * _FEW:
        raise ReadError(f"{name}: a binary file, not text", "save it as .txt in UTF-8 (另存为 → 纯文本)")
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        pass  # another encoding is found from the bytes below
    found = _guess(data[:_SAMPLE])
    if found is not None:
        try:
            return data.decode(found), found
        except UnicodeDecodeError:
            pass  # the guess was wrong, or a few bytes are broken
    return _nearly(data, name, found)


def _nearly(data: bytes, name: str, guessed: str | None) -> tuple[str, str]:
    """Decode text of which a few bytes are broken, with U+FFFD in their place; refuse it where there are many."""
    readings = []
    for encoding in dict.fromkeys(("utf-8", guessed or "gb18030", "gb18030")):
        text = data.decode(encoding, "replace")
        readings.append((text.count("\ufffd"), encoding, text))
    broken, encoding, text = min(readings, key=lambda reading: reading[0])
    if broken > len(text) * _FEW:
        raise ReadError(f"{name}: not text in UTF-8, GB18030 or Big5", "save it again as UTF-8 (另存为 → 编码 UTF-8)")
    return text, f"{encoding}, {broken} broken"


def _unmarked_utf16(sample: bytes) -> str | None:
    """Tell UTF-16 without its mark: line ends and ASCII put a zero into one half of it, and the rest is Chinese."""
    if b"\x00" not in sample:
        return None
    even = sample[: len(sample) // 2 * 2]
    for encoding in ("utf-16-le", "utf-16-be"):
        text = even.decode(encoding, "replace")
        usual = sum(
            c in "\r\n\t" or " " <= c <= "~" or "\u3000" <= c <= "\u9fff" or "\uff00" <= c <= "\uffef" for c in text
        )
        if usual > 0.97 * len(text):
            return encoding
    return None


def _guess(sample: bytes) -> str | None:
    """Tell GB18030 from Big5: both accept most of each other's bytes, but only one yields Chinese."""
    import charset_normalizer

    # A sample may end in the middle of a character; a line's end never does.
    cut = sample.rfind(b"\n") + 1 if len(sample) == _SAMPLE else len(sample)
    best = charset_normalizer.from_bytes(sample[: cut or len(sample)], cp_isolation=["gb18030", "big5hkscs"]).best()
    return best.encoding if best is not None else None
