"""An import: find files, read them in worker processes, store them batch by batch."""
