"""The weights of the ranking, all of them, each with what it does; docs/search.md explains the order they give.

A score is a sum of parts; each part is a share between 0 and 1 of what the query could reach, times its weight.
"""

from __future__ import annotations

from dataclasses import dataclass

from .records import Field


@dataclass(frozen=True, slots=True)
class FieldWeight:
    """How BM25F judges a field: what a word in it counts, and how much of that a long field takes away (0 to 1)."""

    counts: float
    length_pull: float


# In the order of `Columns.lengths`.
FIELDS: dict[Field, FieldWeight] = {
    "body": FieldWeight(counts=1.0, length_pull=0.35),  # the measure for the others
    "heading": FieldWeight(counts=2.0, length_pull=0.4),  # says what a provision is about
    "title": FieldWeight(counts=5.0, length_pull=0.5),  # says what the document is about; long titles list topics
    "facts": FieldWeight(counts=3.0, length_pull=0.2),  # kind, number, President, day, series, addressees
}
SATURATION = 1.2  # BM25's k1: how soon further occurrences of a word stop adding

# The parts of a document's score.
PARTS = {
    "words": 1.0,  # its words by BM25F: the measure for the others
    "passage": 1.2,  # its best provision: what is sought is usually in one place
    "title": 0.8,  # how much of the query a title has, and how much of that title the query names
    "established": 0.8,  # where the query asks what established a body: how well one of that name fits
    "said": 0.8,  # how much of the query other documents say where they cite it
    "whole": 0.2,  # no wanted word is missing
    "president": 0.4,  # signed by the President the query names
    "date": 0.4,  # signed in the year, the month or on the day the query names
    "kind": 0.08,  # of the kind the query names; small, since people call a memorandum an order
    "cited": 0.05,  # cited by other documents; decides only between near equals
    "recent": 0.15,  # signed lately; the usual reader asks about the present
    "observance": -0.5,  # a proclamation of a day, week or month, which names many subjects and rules on none
}
TOLD = 0.8  # the share of "whole" of a document of which others say the words it lacks
WHOLE = 0.999  # the share of the wanted words that counts as all of them: shares add up to 1 but for rounding
COVERAGE = 0.5  # in the first score of all documents: what having every word counts, where BM25F counts 1
EXACT = 0.3  # what more a word counts in the form typed, as a share of how much rarer that form is
EXACT_FROM = 0.7  # natural logarithm of how many times rarer the form typed must be
OPTIONAL = 0.25  # what a word that is only preferred counts, where a wanted one counts 1

# Within a provision.
HEADING = 0.5  # what a word in its heading counts more
ABOVE = 0.55  # what a word counts that only a provision above it has
AROUND = 0.3  # what a word counts that only the title or the facts of the document have
NEARNESS = 0.7  # the most that words close to each other can add
REVERSED = 0.7  # what two words close to each other count when they are not in the order of the query
PASSAGE_WORDS = 60.0  # a passage of this length is judged as it is; longer ones need more occurrences
SHORT = 0.6  # the least a length counts: the share of the length that does not depend on the words of the passage
LONGEST = 12.0  # times PASSAGE_WORDS: beyond it, length takes nothing more away
PASSAGE_SATURATION = 0.5  # how soon further occurrences in a provision stop adding
BOILERPLATE = 0.35  # how fast a provision loses with each doubling of the documents that have the same words …
NAMED_SECTION = 0.05  # in the same order: what the section the query names has more than the best
WITHIN = 0.6  # in the order of one document's provisions: what a word counts more that few of them have
WORTH_SHOWING = 0.3  # of the best provision of a document: what others must have to be shown
REPEATED = 4  # … beyond this many: an order, the one it replaced and its amendments say the same in good faith

# Of titles, citations and days.
BODY_TITLE = 0.9  # what the name of a body it establishes counts, where a title counts 1
TITLE_COVERED = 0.6  # the share of a title's score it keeps though the query names little of that title
YEAR_ALONE = 0.5  # the share of "date" for a document signed in the year named, but in another month
OBSERVANCE_MEANT = 0.4  # the share of the query in its title from which an observance is what was meant
CITED_MOST = 5.0  # the natural logarithm of the citations (about 150) beyond which more add nothing
RECENT_FROM = 700_000  # the day (ordinal: 15 July 1917) from which on a later document counts as more recent
