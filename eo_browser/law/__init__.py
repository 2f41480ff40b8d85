"""What a presidential document is: structure, addresses, citations, quotations. No Django, no files, no network.

The names below are for programs that use the package as a library (docs/library.md). Each is loaded when it is asked
for, so that a module of the core costs only what it imports itself.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .citations import Citation, find_citations, read_citation
    from .formatting import Citable, Style, style
    from .model.paths import provision_hash, words_hash
    from .model.source import Block, Metadata, SourceDocument
    from .model.tree import Provision, full_text, walk
    from .outline.outline import parse
    from .quotation import ClaimedSource, TextsInMemory, Verdict, tokenized_tree, verify
    from .resolver import Context, KnownDocument, ListedDocument, Lookup, OutlineNode, Resolution, resolve, resolve_text

__all__ = [
    "Block",
    "Citable",
    "Citation",
    "ClaimedSource",
    "Context",
    "KnownDocument",
    "ListedDocument",
    "Lookup",
    "Metadata",
    "OutlineNode",
    "Provision",
    "Resolution",
    "SourceDocument",
    "Style",
    "TextsInMemory",
    "Verdict",
    "find_citations",
    "full_text",
    "parse",
    "provision_hash",
    "read_citation",
    "resolve",
    "resolve_text",
    "style",
    "tokenized_tree",
    "verify",
    "walk",
    "words_hash",
]

_MODULES = {
    "citations": ("Citation", "find_citations", "read_citation"),
    "formatting": ("Citable", "Style", "style"),
    "model.paths": ("provision_hash", "words_hash"),
    "model.source": ("Block", "Metadata", "SourceDocument"),
    "model.tree": ("Provision", "full_text", "walk"),
    "outline.outline": ("parse",),
    "quotation": ("ClaimedSource", "TextsInMemory", "Verdict", "tokenized_tree", "verify"),
    "resolver": (
        "Context",
        "KnownDocument",
        "ListedDocument",
        "Lookup",
        "OutlineNode",
        "Resolution",
        "resolve",
        "resolve_text",
    ),
}
_MODULE_OF = {name: module for module, names in _MODULES.items() for name in names}


def __getattr__(name: str) -> object:
    """Return a name of the library from its module."""
    if name not in _MODULE_OF:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f".{_MODULE_OF[name]}", __name__), name)
