#!/usr/bin/env python
"""Django's command line, in a checkout; an installed package has the same as `eo-browser`."""

from eo_browser.command_line import run

if __name__ == "__main__":
    run()
