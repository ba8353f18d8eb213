"""Finding again what a decision is about, in a report that may have been derived or read anew."""

from __future__ import annotations

from rashomon.records import EvidenceSpan, MemberMark, Reading, ReportIncident, Span

__all__ = ["find_member", "find_words", "mark_of", "shared"]


def find_words(words: EvidenceSpan, text: str) -> EvidenceSpan | None:
    """Return where a text holds these words: where they stood, else nearest to that.

    None where the text holds them nowhere.
    """
    if words.is_in(text):
        return words
    best, at = None, text.find(words.quote)
    while at >= 0:
        if best is None or abs(at - words.start) < abs(best - words.start):
            best = at
        at = text.find(words.quote, at + 1)
    if best is None:
        return None
    return EvidenceSpan(best, best + len(words.quote), words.quote)


def shared(one: Span, other: Span) -> int:
    """Return how many characters two spans have in common."""
    return max(0, min(one.end, other.end) - max(one.start, other.start))


def mark_of(reading: Reading, told: ReportIncident) -> MemberMark:
    """Return the mark by which a report's incident is known in this and in later readings."""
    spans = [m.span for m in reading.mentions if m.mention_id in told.mentions]
    if not spans:
        return MemberMark(told.report_id, told.number)
    first = min(spans)
    words = EvidenceSpan.cut(reading.report.text, first.start, first.end)
    return MemberMark(told.report_id, told.number, words)


def find_member(mark: MemberMark, reading: Reading | None) -> ReportIncident | None:
    """Return the report's incident that a mark means today, None where it is told no longer.

    It is the one whose sentences share most with the marked one, of several that share as much
    the one of the mark's number, else the first.
    """
    if reading is None or reading.report.report_id != mark.report_id:
        return None
    if mark.words is None:
        return next((told for told in reading.incidents if told.number == mark.number), None)
    words = find_words(mark.words, reading.report.text)
    if words is None:
        return None
    spans = {mention.mention_id: mention.span for mention in reading.mentions}

    def common(told: ReportIncident) -> int:
        return max((shared(words, spans[m]) for m in told.mentions if m in spans), default=0)

    fitting = [told for told in reading.incidents if common(told)]
    if not fitting:
        return None
    return max(fitting, key=lambda t: (common(t), t.number == mark.number, -t.number))
