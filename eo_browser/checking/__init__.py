"""Citations typed into the box, quotations and articles, checked against the archive."""
