"""Reading documents for a command: each fault becomes one line, the others go on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from extract.errors import ReadError
from extract.pipeline import Reading, extract
from extract.read import LIMITS, Limits, find_files, passed_over, read_sources
from graph.cli.console import progress, warn

# As many file names as one line holds.
_FEW = 3


def bundled() -> Path:
    """Return the folder of the documents that come with the program."""
    from importlib import resources

    return Path(str(resources.files("seeds"))) / "documents"


class Documents:
    """The readings of the files that a command names; ``failed`` collects the files that could not be read."""

    def __init__(self, paths: Iterable[Path], limits: Limits = LIMITS) -> None:
        self.limits = limits
        self.failed: list[tuple[str, str]] = []
        self.files: list[Path] = []
        paths = tuple(paths)
        over = passed_over(paths)
        if over:
            named = "、".join(file.name for file in over[:_FEW]) + ("…" if len(over) > _FEW else "")
            mend = "save them as .docx or PDF, tables as .xlsx, read pictures by OCR"
            chinese = "另存为 .docx 或 PDF，表格另存为 .xlsx；图片先用 OCR 识别"
            many = (
                "1 file of a kind that is not read is"
                if len(over) == 1
                else f"{len(over)} files of kinds that are not read are"
            )
            warn(f"{many} passed over ({named}); if they are documents, {mend} ({chinese})")
        for found in find_files(paths):
            if isinstance(found, ReadError):
                self._fail(found)
            else:
                self.files.append(found)

    def _fail(self, fault: ReadError, path: Path | None = None) -> None:
        warn(f"error: {fault}")
        self.failed.append((str(path) if path else fault.what.split(":", 1)[0], str(fault)))

    def readings(self) -> Iterator[Reading]:
        """Read the files one by one, with a bar on a terminal."""
        with progress(self.files, "reading") as files:
            for path in files:
                try:
                    for source in read_sources(path, self.limits):
                        if isinstance(source, ReadError):
                            self._fail(source, path)
                        else:
                            for told in source.left_out:
                                warn(f"{source.name}: {told}")
                            yield from extract(source)
                except ReadError as fault:
                    self._fail(fault, path)
