"""Names of agencies as documents print them: lists of names, what each shares with its neighbours, which are bodies at all.

``kinds`` tells what words are by their shape, ``pieces`` cuts lists, ``sharing`` reads them and carries prefixes forward,
``endings`` carries endings back, ``known`` asks whether a rule
knows a name. Words are rows of ``name_words.csv``.
"""

from __future__ import annotations

from extract.names.endings import Name
from extract.names.kinds import looks_like_agency, names_several
from extract.names.known import RUNS_ON, are_known, is_known, is_plain_institution
from extract.names.sharing import MARKS, Sharing

__all__ = [
    "MARKS",
    "RUNS_ON",
    "Name",
    "Sharing",
    "are_known",
    "is_known",
    "is_plain_institution",
    "looks_like_agency",
    "names_several",
]
