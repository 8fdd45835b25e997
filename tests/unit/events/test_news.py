"""What news are about, how they pile up, and how a position is written."""

from __future__ import annotations

from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gomobile.audit.actions import RECORDED
from gomobile.events.news import MOST_IDS, News
from gomobile.events.position import Position
from gomobile.events.topics import TOPICS, topics_of_action


def test_every_recorded_action_has_a_topic_of_its_own() -> None:
    topics = {one.action: tuple(topics_of_action(one.action)) for one in RECORDED.values()}

    assert {action for action, found in topics.items() if "all" in found} == {"demo.started"}
    assert {topic for found in topics.values() for topic in found} <= set(TOPICS)


@pytest.mark.parametrize(
    ("action", "topics"),
    [
        ("tag.created", ("tags",)),
        ("contact.merged", ("contacts", "duplicates")),
        ("contacts.exported", ()),
        ("number.disclosed", ()),
        ("dream.dreamt", ("all",)),
    ],
)
def test_an_action_changes_its_topics(action: str, topics: tuple[str, ...]) -> None:
    assert tuple(topics_of_action(action)) == topics


def test_news_of_a_topic_are_told_together() -> None:
    news, later = News(), News()
    news.change("contacts", [UUID(int=1)])
    later.change("contacts", [UUID(int=2)])
    later.change("tags")
    news.add(later)

    assert news.topics == {"contacts": {UUID(int=1), UUID(int=2)}, "tags": None}


def test_too_many_ids_are_any() -> None:
    news = News()
    news.change("contacts", [UUID(int=n) for n in range(MOST_IDS + 1)])
    news.change("contacts", [UUID(int=1)])

    assert news.topics == {"contacts": None}


@given(
    st.integers(0, 10**6), st.integers(0, 10**12), st.integers(0, 10**12), st.lists(st.integers(0, 10**12), max_size=9)
)
def test_a_position_is_read_as_it_was_written(era: int, sequence: int, xmin: int, running: list[int]) -> None:
    snapshot = f"{xmin}:{xmin + 5}:{','.join(map(str, running))}"
    position = Position(era, snapshot, sequence)

    assert Position.decode(position.encode()) == position


@pytest.mark.parametrize("text", ["", "1", "1/2", "1/2/3:4", "a/2/3:4:", "1/2/3:4:\n", "1/2/3:4:'; --"])
def test_what_is_no_position_is_none(text: str) -> None:
    assert Position.decode(text) is None
