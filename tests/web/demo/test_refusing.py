"""A demonstration is loaded into nothing but an empty database."""

from __future__ import annotations

import pytest

from jiannuo.model.errors import JiannuoError
from jiannuo.web.accounts.models import Person
from jiannuo.web.demo import load

from ..conftest import PASSWORD, World


def test_a_ledger_of_somebody_else_is_left_alone(world: World) -> None:
    before = set(Person.objects.values_list("username", "password"))
    with pytest.raises(JiannuoError) as refused:
        load()
    assert refused.value.code == "demo_not_empty"
    assert set(Person.objects.values_list("username", "password")) == before
    assert world.people["office.city"].check_password(PASSWORD)
