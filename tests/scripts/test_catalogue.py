"""Every word of the ledger's pages has its English, and what is compiled is what is written."""

import catalogue


def test_the_catalogue_is_complete_and_compiled() -> None:
    _po, mo, troubles = catalogue.build()
    assert troubles == []
    assert not catalogue.stale(mo)


def test_words_are_found_in_code_and_in_templates() -> None:
    places = [place for found in catalogue.wanted().values() for place in found]
    assert any(".html:" in place for place in places)
    assert any(".py:" in place for place in places)
