"""Abbreviations whose full stop ends no sentence."""

from __future__ import annotations

import re

from .months import ABBREVIATED_MONTH

_WRITTEN = (
    # of laws and their parts
    "Sec Secs SEC sec secs No Nos Par Pars par pars Art Arts art Ch Cl Pt ch cl pt Vol Pp App vol pp Comp Supp Ann "
    "Ex Exec Ord Proc Pres Mem Det Res Cong Rev Pub Stat Fed Reg "
    # of persons, bodies and places
    "Cir Inc Co Corp Ltd Bros Mr Mrs Ms Dr Jr Sr Gen Gov Lt Col Maj Capt Hon Rep Sen Adm Brig St Ft Mt "
    # of citations
    "Id Ibid cf vs v et seq al U.S U.S.C e.g i.e"
)
ABBREVIATIONS = (*_WRITTEN.split(), *ABBREVIATED_MONTH.split("|"))
LONGEST_ABBREVIATION = max(map(len, ABBREVIATIONS)) + 2  # characters, with the stop and the one before

# What comes before the stop: an abbreviation or an initial ("REPORTER-a." ends with a label). A pattern to build others
# from; it is case-sensitive.
ABBREVIATED = rf"\b(?:{'|'.join(map(re.escape, ABBREVIATIONS))}|(?<!-)[A-Za-z])"
