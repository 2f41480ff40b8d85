"""All weights of the ranking, each with its effect; docs/search.md explains the resulting order.

A score is a sum of parts; each part is a share between 0 and 1 of the maximum for the query, times its weight.
"""

from __future__ import annotations

from dataclasses import dataclass

from .records import Field


@dataclass(frozen=True, slots=True)
class FieldWeight:
    """The parameters of BM25F for a field: the weight of a word in it, and how much of it a long field loses (0 to
    1).
    """

    counts: float
    length_pull: float


# In the order of `Columns.lengths`.
FIELDS: dict[Field, FieldWeight] = {
    "body": FieldWeight(counts=1.0, length_pull=0.35),  # the measure for the others
    "heading": FieldWeight(counts=2.0, length_pull=0.4),  # names the subject of a provision
    "title": FieldWeight(counts=5.0, length_pull=0.5),  # names the subject of the document; long titles list topics
    "facts": FieldWeight(counts=3.0, length_pull=0.2),  # kind, number, President, day, series, addressees
}
SATURATION = 1.2  # BM25's k1: how soon further occurrences of a word add nothing

# The parts of a document's score.
PARTS = {
    "words": 1.0,  # its words by BM25F: the measure for the others
    "passage": 1.2,  # its best provision: the answer is usually in one place
    "title": 0.8,  # how much of the query a title has, and how much of that title the query names
    "established": 0.8,  # where the query asks what established a body: how well one of that name fits
    "said": 0.95,  # the share of the query in the words with which other documents cite it
    "whole": 0.2,  # it has every wanted word
    "president": 0.4,  # signed by the President the query names
    "date": 0.4,  # signed in the year, the month or on the day the query names
    "kind": 0.08,  # of the kind the query names; small, since people call a memorandum an order
    "cited": 0.05,  # cited by other documents; decides only between near equals
    "recent": 0.15,  # signed recently; most readers ask about the present
    "observance": -0.5,  # a proclamation of a day, week or month, which names many subjects and rules on none
}
WHOLE_WITH_CITING_WORDS = 0.8  # the share of "whole" of a document of which others say the words it lacks
WHOLE = 0.999  # the share that counts as all wanted words, since sums of shares are rounded
COVERAGE = 0.5  # in the first score: the weight of having every word, where BM25F has 1
EXACT = 0.3  # what more a word counts in the form typed, as a share of how much rarer that form is
EXACT_FROM = 0.7  # natural logarithm of how many times rarer the form typed must be
OPTIONAL = 0.25  # the weight of an optional word, where a wanted one has 1

# Within a provision.
HEADING = 0.5  # the additional weight of a word in its heading
ABOVE = 0.55  # the weight of a word that only a provision above it has
AROUND = 0.3  # the weight of a word that only the title or the facts of the document have
NEARNESS = 0.7  # the largest bonus for words close to each other
REVERSED = 0.7  # the factor of two close words that are not in the order of the query
PASSAGE_WORDS = 60.0  # a passage of this length has the factor 1; longer ones need more occurrences
SHORT = 0.6  # the share of the length factor that does not depend on the length of the passage
LONGEST = 12.0  # times PASSAGE_WORDS: the length from which the factor stays the same
PASSAGE_SATURATION = 0.5  # how soon further occurrences in a provision add nothing
BOILERPLATE = 0.35  # the loss of a provision with each doubling of the documents with the same words …
NAMED_SECTION = 0.05  # in the same order: what the section the query names has more than the best
WITHIN = 0.6  # among the provisions of one document: the additional weight of a word that few of them have
WORTH_SHOWING = 0.3  # the share of the best provision's score that others need to be shown
REPEATED = 4  # … beyond this many: an order, the one it replaced and its amendments say the same in good faith

# Of titles, citations and days.
BODY_TITLE = 0.9  # what the name of a body it establishes counts, where a title counts 1
TITLE_COVERED = 0.6  # the share of a title's score that it keeps when the query names little of it
YEAR_ALONE = 0.5  # the share of "date" for a document signed in the year named, but in another month
OBSERVANCE_MEANT = 0.4  # the share of the query in its title from which a query means an observance
CITED_MOST = 5.0  # the natural logarithm of the citations (about 150) beyond which more add nothing
RECENT_FROM = 700_000  # the day (ordinal: 15 July 1917) from which later documents count as more recent
