"""An article read as an editor would: what each citation means, whether each quotation is what the document says."""

from .annotating import Annotated, CitationFound, QuotationFound, annotate
from .mentions import mentions_of

__all__ = ["Annotated", "CitationFound", "QuotationFound", "annotate", "mentions_of"]
