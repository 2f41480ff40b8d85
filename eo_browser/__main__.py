"""`python -m eo_browser`: the command line, where the package is installed."""

from eo_browser.command_line import run

run()
