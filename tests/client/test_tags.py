"""Tags of the SDK against the real service."""

from __future__ import annotations

import pytest

from gomobile.client import Conflict, Gomobile, NotFound


def test_a_tag_is_made_given_listed_and_deleted(gomobile: Gomobile) -> None:
    tag = gomobile.tags.create("VIP", color="#112233")
    with pytest.raises(Conflict):
        gomobile.tags.create("vip")
    contact = gomobile.contacts.create(primary_phone="0612345678")
    given = gomobile.tags.add_contacts(tag.id, [contact.id, tag.id])
    assert (given.changed, given.unchanged, given.unknown) == (1, 0, (tag.id,))
    assert [(one.name, one.color) for one in gomobile.contacts.get(contact.id).tags] == [("VIP", "#112233")]
    assert gomobile.tags.update(tag.id, name="Gold", color=None).contact_count == 1
    assert [one.name for one in gomobile.tags.iterate()] == ["Gold"]
    assert gomobile.tags.remove_contacts(tag.id, [contact.id]).changed == 1
    assert gomobile.tags.list(search="gold").total == 1
    gomobile.tags.delete(tag.id)
    with pytest.raises(NotFound):
        gomobile.tags.get(tag.id)
