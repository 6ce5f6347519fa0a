"""Old office files (.doc, .wps, .rtf, .xls …): turned into .docx or .xlsx by LibreOffice, where it is installed."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path

from extract.errors import ReadError
from extract.read import sheet, word
from extract.read.found import Found
from extract.read.limits import Limits

_PROGRAMS = ("soffice", "libreoffice")
_SHEETS = (".xls", ".et", ".ods")
# A profile of its own: no macro runs, and nothing that a document links to is fetched.
_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="DisableActiveContent" oor:op="fuse"><value>true</value></prop></item>
</oor:items>
"""


def read(data: bytes, name: str, limits: Limits) -> Found:
    """Return the text of a file that LibreOffice can open.

    Raises
    ------
    ReadError
        If LibreOffice is not installed, can't open the file, or takes too long.
    """
    suffix = Path(name).suffix.lower()
    program = next((found for p in _PROGRAMS if (found := shutil.which(p))), None)
    if program is None:
        mend = "save it as .docx or PDF first (另存为 .docx 或 PDF 后再试), or install LibreOffice"
        raise ReadError(f"{name}: {suffix or 'such'} files need LibreOffice, which is not installed", mend)
    target = "xlsx" if suffix in _SHEETS else "docx"
    converted = _converted(program, data, suffix or ".doc", target, name, limits)
    if target == "xlsx":
        return sheet.read(converted, name, limits)
    return word.read(converted, name, limits)


def _converted(program: str, data: bytes, suffix: str, target: str, name: str, limits: Limits) -> bytes:
    with tempfile.TemporaryDirectory(prefix="quanze-") as folder:
        work = Path(folder)
        (work / "profile" / "user").mkdir(parents=True)
        (work / "profile" / "user" / "registrymodifications.xcu").write_text(_SETTINGS, encoding="utf-8")
        source = work / f"document{suffix}"
        source.write_bytes(data)
        command = [
            program,
            f"-env:UserInstallation={(work / 'profile').as_uri()}",
            "--headless",
            "--norestore",
            "--convert-to",
            target,
            "--outdir",
            str(work / "out"),
            str(source),
        ]
        try:
            subprocess.run(command, capture_output=True, timeout=limits.seconds, check=False)  # noqa: S603 - no shell
        except subprocess.TimeoutExpired as fault:
            raise ReadError(
                f"{name}: LibreOffice took longer than {limits.seconds:.0f} s", "save it as .docx first (另存为 .docx)"
            ) from fault
        except OSError as fault:
            raise ReadError(f"{name}: LibreOffice can't be started ({fault})", "save it as .docx first") from fault
        made = work / "out" / f"document.{target}"
        if not made.is_file():
            mend = "open it in its own program and save it as .docx (另存为 .docx)"
            raise ReadError(f"{name}: LibreOffice can't open it (broken, encrypted, or of another kind)", mend)
        return made.read_bytes()
