"""The commonest words of some languages, for texts in which much looks English."""

from __future__ import annotations

__all__ = ["ENGLISH_FUNCTION_WORDS", "FUNCTION_WORDS"]

_WORDS = {
    "fr": "le la les de des du et en un une que qui dans par pour sur est au aux avec ont été",
    "es": "el la los las de del y en un una que por para con se su es al como más fue han",
    "pt": "o a os as de do da dos das e em um uma que por para com se não foi ao são na no",
    "de": "der die das und in den von zu mit dem des ist am hat auf für ein eine im nicht "
    "wurde sich dass sie er war wird bei nach",
    "it": "il la le gli di del della e in un una che per con si è da al nel sono non dei",
    "tr": "ve bir bu da de için ile olarak olan daha çok gibi sonra kadar ancak göre",
    "nl": "de het een en van in op te dat is voor met zijn werd aan door niet bij ook",
    "id": "yang dan di dari untuk dengan pada ini itu tidak oleh dalam akan telah ke",
    "sv": "och att det som en på är av för med den till inte om ett han de men var från",
    "da": "og at det som en på er af for med den til ikke om et han de men var fra",
    "tl": "ang ng sa na mga at ay ni si kay para hindi ito nang ayon isang",
    "so": "iyo oo ka ku la ee ayaa in waa uu u soo waxaa si ay",
    "sw": "na ya wa kwa ni za katika la kuwa hiyo baada huo watu",
    "ha": "da na ta ya a cikin wani ne ce wanda sun kuma ga su",
    "pl": "w i na z do się nie że jest o od przez po za jak oraz",
}
FUNCTION_WORDS = {language: frozenset(words.split()) for language, words in _WORDS.items()}
ENGLISH_FUNCTION_WORDS = frozenset(
    "the of and to that was for with by were it from said have are his they which an".split()
)
