"""An article checked as an editor would: what each citation means, and whether each quotation is accurate."""

from .annotating import Annotated, CitationFound, QuotationFound, annotate
from .mentions import mentions_of

__all__ = ["Annotated", "CitationFound", "QuotationFound", "annotate", "mentions_of"]
