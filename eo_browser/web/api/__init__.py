"""`/api/v1/`: the archive for programs. One table of operations (`operations.py`) makes the addresses, the reading of
what is asked, the OpenAPI description and the page that people read."""
