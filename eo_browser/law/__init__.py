"""What a presidential document is: structure, addresses, citations, quotations. No Django, no files, no network."""
