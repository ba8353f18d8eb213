"""Two people at one incident, each in a browser of their own."""

from __future__ import annotations

import re
import time

from tests.web.browser.conftest import Opening, Site, violations
from tests.web.browser.test_walks import KHUSHAM, signed_in
from tests.web.browser.test_walks import desk as desk
from tests.web.browser.test_walks import near as near

SOON_S = 2.0  # what was decided is seen within it; a page asks every 1.5 seconds
SPARE_S = 2.0  # of a machine that does other things besides
TYPED = "What I was about to write"


def test_two_at_one_incident_see_each_other_and_what_the_other_decides(
    desk: Site, opening: Opening
) -> None:
    """Who decided what, within two seconds; what the other was typing is theirs, before and after.

    Signing out ends it: nobody is told to be here who is not, and nothing more is heard.
    """
    path = f"/incidents/{KHUSHAM}"
    rita = signed_in(opening, desk, "rita", path)
    cora = signed_in(opening, desk, "cora", path)

    rita.get_by_text("cora is looking at this, too").wait_for(timeout=5000)
    cora.get_by_text("rita is looking at this, too").wait_for(timeout=5000)
    assert violations(rita) == []

    for around in rita.locator("details:has(form[action$='/comment'])").all():
        around.evaluate("node => { node.open = true; }")
    field = rita.locator("form[action$='/comment'] [name=why]")
    field.fill(TYPED)
    field.focus()

    token = cora.locator("input[name=token]").first.get_attribute("value") or ""
    sent = cora.context.request.post(
        f"{desk.address}{path}/assign", headers={"Origin": desk.address}, max_redirects=0,
        form={"token": token, "to": "cora", "why": "I know the river"},
    )  # fmt: skip
    assert sent.status == 303
    decided = time.monotonic()
    told = rita.locator("#live")
    told.get_by_text("assigned").wait_for(timeout=10_000)
    assert time.monotonic() - decided < SOON_S + SPARE_S
    assert re.search(r"cora\s+decided:", told.inner_text())
    assert field.input_value() == TYPED
    assert rita.evaluate("document.activeElement.name") == "why"

    told.get_by_role("link", name="show").click()
    rita.get_by_text("assigned to cora").first.wait_for()
    assert rita.locator("form[action$='/comment'] [name=why]").input_value() == TYPED

    cora.get_by_role("button", name="Sign out").click()
    cora.wait_for_url(re.compile("/sign-in"))
    rita.locator("#here").wait_for(state="detached", timeout=15_000)
