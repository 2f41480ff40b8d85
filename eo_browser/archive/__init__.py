"""The archive: what is kept, the one writer, and what can be made again from it."""
