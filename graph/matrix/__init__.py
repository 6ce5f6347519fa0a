"""The responsibility matrix (责任分工表): who does what, with the sentence behind each cell.

``model`` is the table of tasks by agencies and knows no file format; ``source`` reads it from facts; ``words`` holds what
is printed around it. ``workbook``, ``evidence``, ``plain`` and ``page`` turn it into bytes and ``output`` puts them on the
disk. The other forms (``listing``, ``agencies``, ``districts``, ``together``, ``check``) are reports of ``graph.report``, by
name in ``forms``.
"""

from graph.matrix.model import Agency, Assignment, Cell, DocumentInfo, Matrix, Row, make_matrix
from graph.matrix.output import write
from graph.matrix.words import Style

__all__ = ["Agency", "Assignment", "Cell", "DocumentInfo", "Matrix", "Row", "Style", "make_matrix", "write"]
