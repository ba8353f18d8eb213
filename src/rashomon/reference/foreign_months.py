"""Months and the labels of dates in the languages of sites that print English reports as well.

The pages of an English edition often keep the other edition's stamps. All names are in lower
case; those that English has too, or that are English words, count only within a whole date.
"""

from __future__ import annotations

import re

__all__ = ["FOREIGN_MONTHS", "PUBLISHED_LABELS", "UPDATED_LABELS"]

_TABLE = """
fr janvier février mars avril mai juin juillet août septembre octobre novembre décembre
es enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre
pt janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro
it gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre
de januar februar märz april mai juni juli august september oktober november dezember
nl januari februari maart april mei juni juli augustus september oktober november december
sv januari februari mars april maj juni juli augusti september oktober november december
id januari februari maret april mei juni juli agustus september oktober november desember
tr ocak şubat mart nisan mayıs haziran temmuz ağustos eylül ekim kasım aralık
pl stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października\
 listopada grudnia
ru января февраля марта апреля мая июня июля августа сентября октября ноября декабря
uk січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня
sr januara februara marta aprila maja juna jula avgusta septembra oktobra novembra decembra
ar يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر
ar-levant كانون_الثاني شباط آذار نيسان أيار حزيران تموز آب أيلول\
 تشرين_الأول تشرين_الثاني كانون_الأول
he בינואר בפברואר במרץ באפריל במאי ביוני ביולי באוגוסט בספטמבר באוקטובר בנובמבר בדצמבר
fa ژانویه فوریه مارس آوریل مه ژوئن ژوئیه اوت سپتامبر اکتبر نوامبر دسامبر
so janaayo febraayo maarso abriil maajo juun luuliyo agoosto sebteembar oktoobar nofeembar diseembar
sw januari februari machi aprili mei juni julai agosti septemba oktoba novemba desemba
"""

FOREIGN_MONTHS: dict[str, int] = {
    name.replace("_", " "): number
    for row in _TABLE.strip().splitlines()
    for number, name in enumerate(row.split()[1:], 1)
}
FOREIGN_MONTHS |= {"fevrier": 2, "aout": 8, "decembre": 12, "mars": 3, "ابريل": 4, "اغسطس": 8}

# "mis à jour" and its like; a colon or a blank follows.
PUBLISHED_LABELS = tuple(
    re.escape(label)
    for label in (
        "publié le", "publiée le", "paru le", "mis en ligne le", "publicado el", "publicado em",
        "publicado", "pubblicato il", "veröffentlicht am", "veröffentlicht", "erschienen am",
        "gepubliceerd op", "publicerad", "diterbitkan", "yayınlanma", "yayın tarihi", "giriş",
        "opublikowano", "опубликовано", "дата публикации", "опубліковано", "objavljeno",
        "تاريخ النشر", "نشر في", "نُشر في", "نشرت في", "פורסם",
    )
)  # fmt: skip
UPDATED_LABELS = tuple(
    re.escape(label)
    for label in (
        "mis à jour le", "mise à jour le", "modifié le", "actualizado el", "atualizado em",
        "aggiornato il", "aktualisiert am", "aktualisiert", "bijgewerkt op", "uppdaterad",
        "diperbarui", "güncelleme", "son güncelleme", "zaktualizowano", "обновлено", "оновлено",
        "ažurirano", "آخر تحديث", "تم التحديث", "עודכן",
    )
)  # fmt: skip
