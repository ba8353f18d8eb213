"""Text that was encoded twice is mended, where that is certain."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.clean.conftest import Cleaner

from rashomon.clean.characters.mojibake import mended

PLAIN = "“Two people were killed” — the army said. Dmytro’s café in Montréal, ‘naïve’."


def twice(text: str) -> str:
    """UTF-8 read as Windows-1252, as a careless tool does it."""
    return "".join(bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in text.encode())


@pytest.mark.parametrize("text", [PLAIN, "Київ. Обстріл, двоє загинули.", "قُتل شخصان في حلب"])
def test_text_encoded_twice_is_mended(text: str) -> None:
    """Whatever its script."""
    assert mended(twice(text)) == text


@pytest.mark.parametrize(
    "text",
    [
        PLAIN,
        "Two people were killed.",
        "",
        "São Paulo, Perú, Tromsø, Łódź",
        f"The tag read {twice('“')} and nobody knew why.",
        twice("“Two” died") + " in São Paulo, Perú, Tromsø; déjà vu à Sète où l’été",
        "É à â ã Ã Â ê",
    ],
)
def test_doubt_leaves_text_as_it_is(text: str) -> None:
    """A single stretch may be a quotation; sound letters beside it speak against mending."""
    assert mended(text) is None


@given(
    st.text(alphabet="ab “”’—éèñ ü", min_size=1).filter(lambda t: sum(c > "\x7f" for c in t) > 1)
)
def test_mending_undoes_encoding_twice(text: str) -> None:
    """Or leaves the text alone."""
    assert mended(twice(text)) in (text, None)


def test_mending_is_told(cleaned: Cleaner) -> None:
    """As the encoding of the report."""
    report = cleaned(twice(PLAIN))
    assert report.text == PLAIN
    assert report.found_by["encoding"] == "utf-8, encoded twice and mended"
