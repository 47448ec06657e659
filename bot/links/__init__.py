"""Opens an evidence link, safely, and says what was found; nothing of it is executed or trusted."""

from bot.links.looking import look_at
from bot.links.ordering import weighed_together
from bot.links.settings import LinkSettings

__all__ = ["LinkSettings", "look_at", "weighed_together"]
