"""Every exception that quanze raises on purpose.

QuanzeError
├── ReadError       a file can't be read as a document: missing, empty, binary, wrong encoding
├── ExtractError    the facts of a document are not what their schema promises
├── GraphError      no graph in the folder, or not one that this version can open
├── QueryError      a question that doesn't exist, a parameter that is missing, SPARQL that doesn't parse
└── OutputError     an output can't be written: open elsewhere, no such folder
"""

from __future__ import annotations


class QuanzeError(Exception):
    """A fault that a user can mend.

    Parameters
    ----------
    what : str
        What is wrong, naming the file or the argument.
    mend : str
        What to do about it; may be empty.
    """

    def __init__(self, what: str, mend: str = "") -> None:
        super().__init__(what, mend)
        self.what = what
        self.mend = mend

    def __str__(self) -> str:
        return f"{self.what}; {self.mend}" if self.mend else self.what


class ReadError(QuanzeError):
    """A file can't be read as a document."""


class ExtractError(QuanzeError):
    """The facts of a document are not what their schema promises."""


class GraphError(QuanzeError):
    """There is no graph in the folder, or not one that this version can open."""


class QueryError(QuanzeError):
    """A question can't be asked as it stands."""


class OutputError(QuanzeError):
    """An output can't be written."""
