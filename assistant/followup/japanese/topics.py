"""What a Japanese follow-up without a topic of its own can be about."""

from assistant.followup.context import Context
from assistant.followup.japanese.morphology import parts_of, tokens
from assistant.followup.japanese.question import asks_what_it_is, owner_of, topic_of

READINGS = 4
"""Topics that are tried at most."""


def topics_of(plain: str, context: Context) -> tuple[str, ...]:
    """Return what a follow-up can be about, the likeliest first; nothing that it says itself.

    The topic of its thread as long as the question before holds it, else that question's; who or what that question
    asked for and its answer names.
    """
    topic = topic_of(context.asked)
    root = topic if context.root is None else topic_of(context.root)
    topics = [root, topic] if root in context.asked else [topic, root]
    if asks_what_it_is(context.asked):
        topics = [*(owner for owner in map(_owner, topics) if owner), *topics]
        topics += [name for _, name in context.found[:1]]
        topics += context.named[:1]
    topics.append(topic_of(context.asked, whole=True))
    return tuple(dict.fromkeys(topic for topic in topics if topic not in plain))[:READINGS]


def _owner(topic: str) -> str | None:
    """Of "AのB", A; None of any other."""
    parts = parts_of(tokens(topic))
    owner = owner_of(parts[0]) if len(parts) == 1 else topic
    return None if owner == topic else owner
