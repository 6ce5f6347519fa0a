"""Tables that leave the program: one model, and a writer for each file format.

``model`` is what is printed and knows no format; ``workbook``, ``plain``, ``page`` and ``word`` turn it into bytes;
``output`` puts the bytes on the disk, whole or not at all; ``cells`` holds what the formats share about text.
"""

from graph.report.model import Column, Language, Report, Sheet, Stamp, Table, Value, say, stamp_of
from graph.report.output import SUFFIXES, write

__all__ = [
    "SUFFIXES",
    "Column",
    "Language",
    "Report",
    "Sheet",
    "Stamp",
    "Table",
    "Value",
    "say",
    "stamp_of",
    "write",
]
