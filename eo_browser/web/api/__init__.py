"""`/api/v1/`: the archive for programs. The addresses, the validation of parameters, the OpenAPI description and the
page for people are all made from one table of operations (`operations.py`).
"""
