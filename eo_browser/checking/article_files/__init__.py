"""Article files (text, HTML, Markdown, Word) as plain text whose every character knows where it came from, and back
again with links put in."""

from .article import LONGEST, Article, Format, NoArticle, TooLarge
from .files import article_format, read_article, read_article_file
from .linking import linked

__all__ = [
    "LONGEST",
    "Article",
    "Format",
    "NoArticle",
    "TooLarge",
    "article_format",
    "linked",
    "read_article",
    "read_article_file",
]
