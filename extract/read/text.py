"""Plain text: the encoding found, faults named with their mend."""

from __future__ import annotations

import codecs

from extract.errors import ReadError

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SAMPLE = 200_000


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
        The text and the name of the encoding: UTF-8, UTF-16 or -32 by their mark, GB18030 or Big5.

    Raises
    ------
    ReadError
        If the file is empty, binary, or in none of these encodings.
    """
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
    if b"\x00" in data[:_SAMPLE]:
        raise ReadError(f"{name}: a binary file, not text", "save it as .txt in UTF-8 (另存为 → 纯文本)")
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        found = _guess(data[:_SAMPLE])
    if found is None:
        raise ReadError(f"{name}: not text in UTF-8, GB18030 or Big5", "save it again as UTF-8 (另存为 → 编码 UTF-8)")
    try:
        return data.decode(found), found
    except UnicodeDecodeError as fault:
        raise ReadError(f"{name}: broken {found} text at byte {fault.start}", "save it again as UTF-8") from fault


def _guess(sample: bytes) -> str | None:
    """Tell GB18030 from Big5: both accept most of each other's bytes, but only one yields Chinese."""
    import charset_normalizer

    # A sample may end in the middle of a character; a line's end never does.
    cut = sample.rfind(b"\n") + 1 if len(sample) == _SAMPLE else len(sample)
    best = charset_normalizer.from_bytes(sample[: cut or len(sample)], cp_isolation=["gb18030", "big5hkscs"]).best()
    return best.encoding if best is not None else None
