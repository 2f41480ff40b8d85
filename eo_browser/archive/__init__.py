"""The archive: storing documents (one writer), and rebuilding everything that is derived from them."""
