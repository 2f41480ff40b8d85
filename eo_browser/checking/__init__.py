"""What is typed into the box, quotations and articles, held against the archive."""
