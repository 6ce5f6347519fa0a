"""The responsibility matrix (责任分工表): tasks by agencies, with the sentence behind each cell.

``model`` is the table itself and knows no file format; ``words`` holds what is printed around it;
``workbook``, ``plain`` and ``page`` turn it into bytes; ``output`` puts the bytes on the disk.
"""

from graph.matrix.model import Agency, Assignment, Cell, DocumentInfo, Matrix, Row, make_matrix
from graph.matrix.output import write

__all__ = ["Agency", "Assignment", "Cell", "DocumentInfo", "Matrix", "Row", "make_matrix", "write"]
