"""Several people at one ledger: accounts, roles, sessions, tokens, and who signed in when.

`book`       the file that keeps all of that, apart from the ledger, so that a copy of the ledger
             carries nobody's password
`accounts`   people and their roles; `passwords` how a password is kept
`sessions`   who is signed in; `tokens` what programs present; `tries` how often one may guess
`gate`       asks all of these for every request
`oidc`       sign-in by an OpenID provider
"""

from __future__ import annotations
