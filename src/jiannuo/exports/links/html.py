"""A self-contained page: promise and answer side by side, each lit in its sentence and in the whole report below."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape as escaped
from importlib.resources import files
from pathlib import PurePath

from jiannuo.exports.cells import xml_text
from jiannuo.exports.links.rows import ORDER, VERDICTS, promised, remarks, said, sort_word, tally, verdict_word
from jiannuo.exports.options import Options
from jiannuo.model.link import Evidence, Link, Links, Sort
from jiannuo.model.messages import render
from jiannuo.model.report import Report
from jiannuo.model.span import Span

AROUND = 60  # characters of the sentence shown on each side of what is lit

# Filters the list by verdict; without it the whole list is there.
_SCRIPT = """
const rows = [...document.querySelectorAll('.link')], buttons = [...document.querySelectorAll('.filter button')];
const show = value => {
  rows.forEach(row => { row.hidden = value !== '' && !row.classList.contains(value); });
  buttons.forEach(button => button.setAttribute('aria-pressed', String(button.value === value)));
  document.querySelectorAll('section').forEach(part => {
    part.hidden = ![...part.querySelectorAll('.link')].some(row => !row.hidden);
  });
};
buttons.forEach(button => button.addEventListener('click', () => {
  show(button.value);
  history.replaceState(null, '', button.value ? '#only-' + button.value : location.pathname);
}));
if (location.hash.startsWith('#only-')) show(location.hash.slice(6));
"""


def export(links: Links, options: Options) -> Iterator[bytes]:
    """The page in one piece."""
    yield _page(links, options.language).encode("utf-8", "replace")


def _page(links: Links, language: str) -> str:
    about = links.earlier.metadata
    place = about.place or links.later.metadata.place
    title = escape(render("link_title", {"place": place, "year": about.year or "?"}, language))
    style = _asset("tokens.css") + _asset("links.css")
    body = [
        f"<header><h1>{title}</h1><p>{_sources(links)}</p>{_remarks(links, language)}</header>",
        _counts(links, language),
        _filter(language),
        *(_section(sort, links, language) for sort in Sort),
        _texts(links, language),
        f"<footer>{escape(render('link_scale', {}, language))} {escape(render('link_method', {}, language))}</footer>",
    ]
    lang = "zh-CN" if language == "zh" else "en"
    return (
        f'<!DOCTYPE html>\n<html lang="{lang}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{title}</title><style>{style}</style></head>\n<body><main>\n"
        + "\n".join(body)
        + f"\n</main><script>{_SCRIPT}</script></body></html>\n"
    )


def escape(text: str) -> str:
    """*text* safe inside an element or an attribute."""
    return escaped(xml_text(text))


def _asset(name: str) -> str:
    return (files("jiannuo.exports") / "assets" / name).read_text(encoding="utf-8")


def _sources(links: Links) -> str:
    """The names of both files, without their folders."""
    return escape(" → ".join(PurePath(report.document.source).name for report in (links.earlier, links.later)))


def _remarks(links: Links, language: str) -> str:
    return "".join(f"<p>◆ {escape(remark.message(language))}</p>" for remark in links.remarks)


def _counts(links: Links, language: str) -> str:
    heads = "".join(f"<th>{VERDICTS[verdict][0]} {verdict_word(verdict, language)}</th>" for verdict in ORDER)
    rows = []
    for sort, counts in tally(links).items():
        cells = "".join(f"<td>{counts[verdict] or '·'}</td>" for verdict in ORDER)
        rows.append(f"<tr><th>{sort_word(sort, language)}</th>{cells}<td>{sum(counts.values())}</td></tr>")
    whole = escape(render("link_sum", {}, language))
    return (
        f'<div class="scroll"><table class="counts"><thead><tr><th></th>{heads}<th>{whole}</th></tr></thead>'
        f"<tbody>{''.join(rows)}</tbody></table></div>"
    )


def _filter(language: str) -> str:
    everything = escape(render("link_all", {}, language))
    buttons = [f'<button type="button" value="" aria-pressed="true">{everything}</button>']
    for verdict in ORDER:
        word = f"{VERDICTS[verdict][0]} {verdict_word(verdict, language)}"
        buttons.append(f'<button type="button" value="{verdict.value}" aria-pressed="false">{word}</button>')
    review = escape(render("link_to_review", {}, language))
    buttons.append(f'<button type="button" value="review" aria-pressed="false">? {review}</button>')
    return f'<div class="filter">{"".join(buttons)}</div>'


def _section(sort: Sort, links: Links, language: str) -> str:
    chosen = [link for link in links.links if link.promise.sort is sort]
    if not chosen:
        return ""
    rows = "\n".join(_row(link, links, language) for link in chosen)
    return f"<section><h2>{sort_word(sort, language)} {len(chosen)}</h2>\n{rows}</section>"


def _row(link: Link, links: Links, language: str) -> str:
    """One promise: its verdict, its words, what answers it, and why."""
    statement = link.promise.statement
    sign = VERDICTS[link.verdict][0]
    mark = "?" if link.review else ""
    sure = escape(render("link_sure", {"share": f"{link.confidence:.0%}"}, language))
    verdict = (
        f'<div class="verdict"><b>{sign} {verdict_word(link.verdict, language)}{mark}</b><small>{sure}</small></div>'
    )
    open_ = escape(render("link_open", {}, language))
    left = (
        f'<blockquote><p class="name">{escape(promised(link, links))}</p>'
        f'<p class="said">{_lit(links.earlier, statement.sentence, statement.span)} '
        f'<a class="open" href="#a{statement.span.start}">{open_}</a></p></blockquote>'
    )
    right = "".join(_answer(evidence, links.later, language) for evidence in link.evidence)
    if link.elsewhere is not None and not link.evidence:
        ahead = escape(render("link_ahead", {}, language))
        right = f'<p class="none">{ahead}</p>{_answer(link.elsewhere, links.later, language)}'
    if not right:
        right = f'<blockquote class="none">{escape(render("rule_silent", {}, language))}</blockquote>'
    ahead_only = " ahead" if link.elsewhere is not None and not link.evidence else ""
    classes = f"link {link.verdict.value}{' review' if link.review else ''}{ahead_only}"
    why = _why(link, language)
    reason = f'<p class="why">{why}</p>' if why else ""
    return f'<div class="{classes}">{verdict}{left}<div>{right}</div>{reason}</div>'


def _answer(evidence: Evidence, report: Report, language: str) -> str:
    open_ = escape(render("link_open", {}, language))
    return (
        f'<blockquote><p class="name">{escape(said(evidence))}</p>'
        f'<p class="said">{_lit(report, evidence.sentence, evidence.span)} '
        f'<a class="open" href="#b{evidence.span.start}">{open_}</a></p></blockquote>'
    )


def _why(link: Link, language: str) -> str:
    """The rule, both readings where they differ, the remarks and the runner-up."""
    # A promise that nothing answers says so in the place of the answer.
    parts = [link.rule.message(language)] if link.evidence or link.elsewhere else []
    if link.strict is not link.lenient:
        names = {"strict": verdict_word(link.strict, language), "lenient": verdict_word(link.lenient, language)}
        parts.append(render("link_two_readings", names, language))
    if link.remarks:
        parts.append(remarks(link, language))
    if link.runner_up is not None:
        parts.append(render("link_runner_up", {"words": link.runner_up.text}, language))
    return escape(" · ".join(parts))


def _lit(report: Report, sentence: Span, span: Span) -> str:
    """The sentence around *span* with the span lit; what lies far from it is left out."""
    start, end = max(sentence.start, span.start - AROUND), min(sentence.end, span.end + AROUND)
    text = report.text
    before = ("…" if start > sentence.start else "") + text[start : span.start].lstrip()
    after = text[span.end : end].rstrip() + ("…" if end < sentence.end else "")
    return f"{escape(before)}<mark>{escape(text[span.start : span.end])}</mark>{escape(after)}"


def _texts(links: Links, language: str) -> str:
    """Both reports in full, all promises and answers lit."""
    promises = [link.promise.statement.span for link in links.links]
    answers = [evidence.span for link in links.links for evidence in link.evidence]
    answers += [link.elsewhere.span for link in links.links if link.elsewhere and not link.evidence]
    head = escape(render("link_both", {}, language))
    return (
        f'<h2>{head}</h2><div class="texts"><article>{_whole(links.earlier.text, promises, "a")}</article>'
        f"<article>{_whole(links.later.text, answers, 'b')}</article></div>"
    )


def _whole(text: str, spans: list[Span], letter: str) -> str:
    pieces, position = [], 0
    for span in sorted(set(spans)):
        if span.start < position:
            continue
        pieces.append(escape(text[position : span.start]))
        pieces.append(f'<mark id="{letter}{span.start}">{escape(text[span.start : span.end])}</mark>')
        position = span.end
    return "".join(pieces) + escape(text[position:])
