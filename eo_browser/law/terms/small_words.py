"""Small words: those that titles print without capitals, those inside names, those of every document, and those that
end no line of a head.
"""

from __future__ import annotations

_TITLE = (
    "a an and as at between but by for from in into it its nor of on or over per the to under upon via with within "
    "without"
)
_NAME = "a an and as at by for from in into its of on or the to with"
_COMMON = (
    "a all an and any are as at be been being but by for from had has have he her his i if in into is it its may more "
    "no nor not of on or our out shall she should so such than that the their them then there these they this those "
    "to under upon was we were what when which who whom will with would you your"
)
TITLE_WORDS = frozenset(_TITLE.split())  # a title in capitals and small letters prints them small
NAME_WORDS = frozenset(_NAME.split())  # inside names: no capital, and no letter among the initials
# Behind one of these a title, a subject or a list of addressees goes on; a pattern for re.IGNORECASE.
UNFINISHED = "of|to|for|and|or|in|on|with|from|the|an?|by|under|at|as|its|their"
COMMON_WORDS = frozenset(_COMMON.split())  # in every document: they identify none
