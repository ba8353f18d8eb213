"""Looks through what we depend on: `python -m tools.auditing`, or `make audit`.

`pins`       the lock files: every requirement at one version, with a hash
`installed`  what is installed, held against what is locked, and what was withdrawn from the index
`licenses`   under which terms we hand on, or build on, the work of others
`vendored`   the files of others that the pages load, held against their pins
`osv`        asks a database whether a fault is known in any of it
`accepted`   faults that somebody has looked at, with a reason and a day on which that ends

Ends with 0 where nothing is wrong, 1 where something is, 2 where it was misused, and 3 where
nothing is wrong as far as this machine can tell, but no database answered.
"""

from __future__ import annotations
