"""The claims of one incident in; its dossier out: accounts, contests, ranges."""
