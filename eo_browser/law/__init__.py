"""What a presidential document is: structure, addresses, citations, quotations. Pure: no Django, no files, no network."""
