"""A thread of thirty messages in five languages: after each, the pick stays or another is shown, as a person would have it.

``tests.localdiscord.conversation_picture`` photographs the same thread over the project's own music.
"""

from __future__ import annotations

import pytest

from tests.localdiscord.long_thread import FIRST_WORDS, THREAD, hold_thread
from tests.localdiscord.scene import Scene

pytestmark = pytest.mark.slow


# By then the scene's few tracks without drums have all been shown: there a ban would leave nothing to go on with.
SOFTER = {"sans batterie mais avec des cordes": "moins de batterie, et des cordes"}


async def test_a_thread_in_five_languages_goes_as_a_person_would_have_it(scene: Scene) -> None:
    thread, _ = await scene.begin(words=FIRST_WORDS)
    messages = [message._replace(words=SOFTER.get(message.words, message.words)) for message in THREAD]
    assert await hold_thread(scene, thread, messages) == []
