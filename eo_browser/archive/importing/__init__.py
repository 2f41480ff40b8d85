"""An import: which files to take in, reading them in worker processes, storing them batch by batch."""
