"""The months: names, printed abbreviations, and the patterns that find them in text."""

from __future__ import annotations

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
# As American books of citation abbreviate them (The Bluebook, table T12).
ABBREVIATED_MONTHS = ("Jan.", "Feb.", "Mar.", "Apr.", "May", "June", "July", "Aug.", "Sept.", "Oct.", "Nov.", "Dec.")

_NUMBERS = {name[:3].lower(): number for number, name in enumerate(MONTHS, 1)}


def month_number(words: str) -> int:
    """Return the number of a month from its name, an abbreviation or figures ("Sept." → 9, "09" → 9); 0 for others."""
    return int(words) if words.isdigit() else _NUMBERS.get(words[:3].lower(), 0)


def _forms(name: str, abbreviated: str) -> str:
    """Return the pattern of a month's forms: "September" → "sep(?:tember|t)?"; the point is left to the caller."""
    rests = sorted({name[3:], abbreviated.rstrip(".")[3:]} - {""}, key=len, reverse=True)
    return name[:3].lower() + (f"(?:{'|'.join(rests)})?" if rests else "")


# Patterns to build others from; compiled there with re.IGNORECASE.
FULL_MONTH = f"(?:{'|'.join(MONTHS)})"
ABBREVIATED_MONTH = "|".join(month[:-1] for month in ABBREVIATED_MONTHS if month.endswith("."))  # "Sept", no point
MONTH_STARTS = tuple(name[:3].lower() for name in MONTHS)
MONTH_START = f"(?:{'|'.join(MONTH_STARTS)})"
MONTH = "(?:" + "|".join(map(_forms, MONTHS, ABBREVIATED_MONTHS)) + r")\b\.?"
