"""A ledger of made-up reports full of what must not leave the house, and sites of it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from rashomon.ledger import Ledger
from rashomon.locate.zones import open_zones
from rashomon.pipeline import build
from rashomon.publish.redaction_rules import read_rules
from rashomon.reconcile import POLICY, find_policy
from rashomon.web.published.edition import Wanted
from rashomon.web.published.writing import publish_site

# Nobody of these is anybody: names, numbers and addresses are made up.
MARKET = """Air strike on a market in Idlib kills twelve

Idlib, 14 March 2019 (Example News) - An air strike hit a market in the Syrian city of Idlib on \
Thursday, killing at least 12 civilians and wounding 30 others, residents said.

Among the dead were Karim Qasmawi, 34, and his wife Lubna Qasmawi, a local doctor said. Their son \
Tariq was wounded. A 9-year-old girl named Rimaz Dallouli was killed in the same strike.

"The planes came twice," said Abu Nizar Halabani, a resident who lost two relatives. Halabani \
said seven bodies were pulled out. He can be reached at nizar.halabani@example.org or \
+963 933 123 456, or on Telegram as @nizar_idlib1. Qasmawi's brother said the shop was destroyed.

The Russian Defence Ministry denied that its aircraft had struck Idlib on Thursday. Its \
spokesman, General Pavel Ordzhov, said the planes had hit militants.
"""
WIRE = """Fourteen die in Idlib bombing

Beirut, 15 March 2019 (Other Wire) - Fourteen people were killed on Thursday when warplanes \
bombed a market in Idlib in northern Syria, a war monitor said.

KARIM QASMAWI was buried on Friday, a relative, Salma Tahiri, said. "They left at noon," she \
said. Witness Omar Ghazzali said he counted 14 bodies after the air strike in Idlib on Thursday.

<script>alert("Lubna Qasmawi")</script>

The market is known for its spices and its cloth. Traders from the whole of the north come to it \
before holidays, and the roofs of its lanes were mended last year.
"""
SHELLING = """Shelling wounds nine in Kherson

Kyiv, 4 March 2023 (Third Agency) - Shelling wounded nine people in Kherson on Saturday, the \
regional governor said.
"""
PRIVATE = (
    "qasmawi", "karim", "lubna", "tariq", "rimaz", "dallouli", "halabani", "nizar", "ghazzali",
    "tahiri", "salma", "933 123", "nizar_idlib1", "example.org",
)  # fmt: skip
Publishing = Callable[..., Path]


@pytest.fixture(scope="session")
def private_ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a ledger of these reports, read once; not to be written."""
    folder = tmp_path_factory.mktemp("private")
    (folder / "in").mkdir()
    for name, text in (("market", MARKET), ("wire", WIRE), ("shelling", SHELLING)):
        (folder / "in" / f"{name}.txt").write_text(text, encoding="utf-8")
    with Ledger.open(folder / "private.db") as ledger:
        build([folder / "in"], ledger, by="tester")
    return folder / "private.db"


@pytest.fixture
def publishing(tmp_path: Path) -> Publishing:
    """Return a function that publishes a ledger and says where; `rules` is TOML."""

    def publish(
        ledger: Path, name: str = "site", *, rules: str = "", before: Path | None = None,
        **wanted: object,
    ) -> Path:  # fmt: skip
        own = None
        if rules:
            own = tmp_path / "rules.toml"
            own.write_text(rules, encoding="utf-8")
        asked = Wanted(
            rules=read_rules(own),
            policy=find_policy(POLICY).full_name,
            **wanted,  # type: ignore[arg-type]
        )
        with Ledger.open(ledger, create=False) as opened:
            publish_site(opened, tmp_path / name, asked, zones=open_zones(), before=before)
        return tmp_path / name

    return publish
