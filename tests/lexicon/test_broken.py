"""Every broken lexicon file is refused with its name, its key and the reason, in both languages."""

from collections.abc import Callable
from pathlib import Path

import pytest

from jiannuo.ledger import due, owners, rating, sorting, watch
from jiannuo.lexicon import frames, words
from jiannuo.lexicon.loader import load
from jiannuo.model.errors import LexiconError

BROKEN = Path(__file__).parents[1] / "broken"


def _decoys(name: str, folder: Path) -> object:
    return words.check_decoys(load(name, words.Decoys, folder), words.units())


READERS: dict[str, Callable[[str, Path], object]] = {
    "units": lambda name, folder: words.check_units(load(name, words.UnitFile, folder)),
    "bounds": lambda name, folder: words.check_bounds(load(name, words.BoundFile, folder)),
    "decoys": _decoys,
    "frames": lambda name, folder: frames.check_frames(load(name, frames.FrameFile, folder)),
    "watch": lambda name, folder: watch.check_rules(load(name, watch.WatchFile, folder)),
    "departments": lambda name, folder: owners.check_departments(load(name, owners.DepartmentFile, folder)),
    "tasks": lambda name, folder: sorting.check_task_words(load(name, sorting.TaskFile, folder)),
    "rating": lambda name, folder: rating.check_rules(load(name, rating.Rules, folder)),
    "orders": lambda name, folder: due.check_orders(load(name, due.OrderFile, folder)),
}

# lexicon, file, code of the message, key that it names, words of the reason
ERRORS = [
    ("units", "missing", "lexicon_missing", "-", ""),
    ("units", "syntax", "lexicon_syntax", "-", "line 3"),
    ("units", "unit_twice", "lexicon_syntax", "-", "overwrite"),
    ("units", "unknown_key", "lexicon_invalid", "$.units[...]", "colour"),
    ("units", "unknown_table", "lexicon_invalid", "$", "prefixes"),
    ("units", "no_implied", "lexicon_invalid", "$", "implied"),
    ("units", "unknown_class", "lexicon_invalid", "$.units[...].class", "coins"),
    ("units", "no_class", "lexicon_invalid", "$.units[...]", "class"),
    ("units", "scale_is_text", "lexicon_invalid", "$.units[...].scale", "float"),
    ("units", "scale_zero", "lexicon_invalid", "units.元.scale", "not above 0"),
    ("units", "empty_word", "lexicon_invalid", "units", "an empty word"),
    ("units", "implied_unknown", "lexicon_invalid", "implied.资金", "金元 is no unit"),
    ("bounds", "missing", "lexicon_missing", "-", ""),
    ("bounds", "syntax", "lexicon_syntax", "-", "line 3"),
    ("bounds", "word_twice", "lexicon_syntax", "-", "overwrite"),
    ("bounds", "unknown_bound", "lexicon_invalid", "$.after[...]", "around"),
    ("bounds", "unknown_key", "lexicon_invalid", "$.pledge", "firm"),
    ("bounds", "empty_word", "lexicon_invalid", "before", "an empty word"),
    ("bounds", "not_after_unknown", "lexicon_invalid", "not_after.逾", "no word of [before]"),
    ("bounds", "not_after_nothing", "lexicon_invalid", "not_after.约", "no character"),
    ("bounds", "bound_and_pledge", "lexicon_invalid", "pledge.words", "约 is a word of [before] already"),
    ("decoys", "missing", "lexicon_missing", "-", ""),
    ("decoys", "syntax", "lexicon_syntax", "-", "line 3"),
    ("decoys", "unknown_key", "lexicon_invalid", "$", "inside"),
    ("decoys", "names_is_text", "lexicon_invalid", "$.names", "array"),
    ("decoys", "no_names", "lexicon_invalid", "$", "names"),
    ("decoys", "empty_word", "lexicon_invalid", "names", "an empty word"),
    ("decoys", "name_twice", "lexicon_invalid", "names", "一带一路 stands there twice"),
    ("decoys", "firm_unknown", "lexicon_invalid", "firm_units", "坨 is no unit"),
    ("decoys", "loose_unknown", "lexicon_invalid", "loose_units", "坨 is no unit"),
    ("decoys", "firm_and_loose", "lexicon_invalid", "loose_units", "座 is a firm unit already"),
    ("frames", "missing", "lexicon_missing", "-", ""),
    ("frames", "syntax", "lexicon_syntax", "-", "line 2"),
    ("frames", "key_twice", "lexicon_syntax", "-", "overwrite"),
    ("frames", "unknown_key", "lexicon_invalid", "$", "triples"),
    ("frames", "no_lead", "lexicon_invalid", "$", "lead"),
    ("frames", "word_is_number", "lexicon_invalid", "$.deeds[1]", "str"),
    ("frames", "pair_of_three", "lexicon_invalid", "$.pairs[...]", "length 2"),
    ("frames", "empty_word", "lexicon_invalid", "deeds", "an empty word"),
    ("frames", "word_twice", "lexicon_invalid", "deeds", "新建 stands there twice"),
    ("frames", "up_and_down", "lexicon_invalid", "down", "增长 is a word of up already"),
    ("watch", "missing", "lexicon_missing", "-", ""),
    ("watch", "syntax", "lexicon_syntax", "-", "line 5"),
    ("watch", "key_twice", "lexicon_syntax", "-", "twice"),
    ("watch", "unknown_key", "lexicon_invalid", "$.rules[...]", "colour"),
    ("watch", "unknown_kind", "lexicon_invalid", "$.rules[...].kind", "roof"),
    ("watch", "unknown_role", "lexicon_invalid", "$.rules[...].tell[0]", "mayor"),
    ("watch", "unknown_severity", "lexicon_invalid", "$.rules[...].severity", "awful"),
    ("watch", "no_limit", "lexicon_invalid", "$.rules[...]", "limit"),
    ("watch", "limit_is_float", "lexicon_invalid", "$.rules[...].limit", "str"),
    ("watch", "limit_no_number", "lexicon_invalid", "rules.debt.limit", "seventy is no number"),
    ("watch", "limit_nan", "lexicon_invalid", "rules.debt.limit", "NaN is no number"),
    ("watch", "applies_to_nothing", "lexicon_invalid", "rules.debt", "applies to nothing"),
    ("watch", "name_twice", "lexicon_invalid", "rules.debt.names", "资产负债率 stands there twice"),
    ("watch", "empty_word", "lexicon_invalid", "rules.debt.names", "an empty word"),
    ("watch", "nobody_told", "lexicon_invalid", "rules.debt.tell", "nobody is told"),
    ("watch", "change_without_direction", "lexicon_invalid", "rules.debt", "needs direction"),
    ("watch", "ceiling_with_direction", "lexicon_invalid", "rules.debt", "takes neither"),
    ("watch", "negative_change", "lexicon_invalid", "rules.debt.limit", "-5 is below 0"),
    ("watch", "half_a_day", "lexicon_invalid", "rules.debt.limit", "no whole number of days"),
    ("watch", "ceiling_with_pace", "lexicon_invalid", "rules.debt.pace", "only a floor"),
    ("watch", "every_five", "lexicon_invalid", "rules.debt.every", "5 is not"),
    ("departments", "missing", "lexicon_missing", "-", ""),
    ("departments", "syntax", "lexicon_syntax", "-", "line 2"),
    ("departments", "key_twice", "lexicon_syntax", "-", "overwrite"),
    ("departments", "unknown_key", "lexicon_invalid", "$.owners", "rare"),
    ("departments", "no_endings", "lexicon_invalid", "$.owners", "endings"),
    ("departments", "not_shorter", "lexicon_invalid", "short.住房和城乡建设", "is not shorter"),
    ("departments", "topic_is_word", "lexicon_invalid", "topics.教育", "no topic code"),
    ("departments", "empty_word", "lexicon_invalid", "topics.6", "an empty word"),
    ("departments", "word_twice", "lexicon_invalid", "owners.endings", "局 stands there twice"),
    ("departments", "leads_and_helps", "lexicon_invalid", "owners.helping", "牵头单位 is a word of leading already"),
    ("departments", "word_is_number", "lexicon_invalid", "$.topics[...][0]", "str"),
    ("tasks", "missing", "lexicon_missing", "-", ""),
    ("tasks", "syntax", "lexicon_syntax", "-", "line 2"),
    ("tasks", "key_twice", "lexicon_syntax", "-", "overwrite"),
    ("tasks", "unknown_key", "lexicon_invalid", "$.words", "middles"),
    ("tasks", "no_verbs", "lexicon_invalid", "$.flows", "verbs"),
    ("tasks", "month_thirteen", "lexicon_invalid", "deadlines.一季度", "13 is no month"),
    ("tasks", "month_is_text", "lexicon_invalid", "$.deadlines[...]", "int"),
    ("tasks", "empty_word", "lexicon_invalid", "flows.words", "an empty word"),
    ("tasks", "word_twice", "lexicon_invalid", "words.softened", "力争 stands there twice"),
    ("tasks", "two_rhythms", "lexicon_invalid", "yearly.codes", "gdp is quarterly already"),
    ("rating", "missing", "lexicon_missing", "-", ""),
    ("rating", "syntax", "lexicon_syntax", "-", "line 1"),
    ("rating", "unknown_key", "lexicon_invalid", "$.amount", "ahead_most"),
    ("rating", "unknown_frequency", "lexicon_invalid", "$.still", "weekly"),
    ("rating", "no_frequency", "lexicon_invalid", "still.yearly", "missing"),
    ("rating", "share_of_hundred", "lexicon_invalid", "figure.ahead", "10"),
    ("rating", "share_is_text", "lexicon_invalid", "$.ceiling.about", "float"),
    ("rating", "no_version", "lexicon_invalid", "version", "could not be told apart"),
    ("rating", "grace_negative", "lexicon_invalid", "steps.grace_days", "less than 0"),
    ("rating", "still_zero", "lexicon_invalid", "still.monthly", "less than 1"),
    ("orders", "missing", "lexicon_missing", "-", ""),
    ("orders", "syntax", "lexicon_syntax", "-", "line 2"),
    ("orders", "unknown_key", "lexicon_invalid", "$.matters[...]", "settle_weeks"),
    ("orders", "unknown_matter", "lexicon_invalid", "$.matters", "harder"),
    ("orders", "no_matter", "lexicon_invalid", "matters.hard", "missing"),
    ("orders", "two_ends", "lexicon_invalid", "matters.hard", "one of them"),
    ("orders", "reported_first", "lexicon_invalid", "matters.ordinary.report_days", "comes first"),
    ("orders", "unknown_role", "lexicon_invalid", "$.levels[1].tell", "mayor"),
    ("orders", "unknown_whose", "lexicon_invalid", "$.levels[2].of", "county"),
    ("orders", "days_fall", "lexicon_invalid", "levels", "must rise"),
]


@pytest.mark.parametrize(("lexicon", "name", "code", "key", "reason"), ERRORS)
def test_a_broken_file_is_refused_with_its_reason(lexicon: str, name: str, code: str, key: str, reason: str) -> None:
    with pytest.raises(LexiconError) as caught:
        READERS[lexicon](f"{name}.toml", BROKEN / lexicon)
    error = caught.value
    assert error.code == code
    assert error.params["file"] in (f"{name}.toml", f"{lexicon}.toml")  # as read, or as it ships
    assert error.params["key"].removesuffix("`") == key
    assert reason in error.params["reason"]
    for language in ("zh", "en"):
        line = error.message(language)
        assert str(error.params["file"]) in line
        if code == "lexicon_invalid":
            assert str(error.params["key"]) in line
        if code != "lexicon_missing":
            assert str(error.params["reason"]) in line


def test_every_broken_file_is_tried() -> None:
    tried = {(lexicon, name) for lexicon, name, *_ in ERRORS if name != "missing"}
    assert {(file.parent.name, file.stem) for lexicon in READERS for file in (BROKEN / lexicon).glob("*")} == tried


def test_the_lexicon_that_ships_is_sound() -> None:
    assert words.units().table
    assert words.bounds().before
    assert words.decoys().names
    assert frames.frames().pairs
    assert watch.rules()
    assert owners.departments().topics
    assert sorting.task_words().deadlines
