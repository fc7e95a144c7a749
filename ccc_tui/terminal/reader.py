"""The thread that reads keys, and sleeps when there are none."""

import os
import selectors
from codecs import getincrementaldecoder
from collections.abc import Callable
from typing import Final

from textual._xterm_parser import XTermParser
from textual.constants import ESCAPE_DELAY
from textual.message import Message

# Whether an escape character is a key or the beginning of one is decided after a pause. So for some time
# after a key the parser is asked again; then nothing is due until the next key.
_TICK: Final = 0.1
_TICKS: Final = int(ESCAPE_DELAY / _TICK) + 2


def read_keys(keyboard: int, stop: int, deliver: Callable[[Message], None], *, debug: bool) -> None:
    """Read what the terminal sends, until something can be read from another descriptor.

    Args:
        keyboard: The terminal.
        stop: The other descriptor.
        deliver: Takes each key, and whatever else a terminal reports.
        debug: Textual's setting.
    """
    parser = XTermParser(debug)
    decode = getincrementaldecoder("utf-8")("replace").decode
    ticks = 0
    with selectors.SelectSelector() as selector:
        selector.register(keyboard, selectors.EVENT_READ)
        selector.register(stop, selectors.EVENT_READ)
        while True:
            ready = {key.fd for key, _ in selector.select(_TICK if ticks else None)}
            if stop in ready:
                return
            ticks = max(ticks - 1, 0)
            if keyboard in ready:
                ticks = _TICKS
                data = os.read(keyboard, 4096)
                if not data:  # the terminal is gone, or input was a file that ends
                    selector.unregister(keyboard)
                text = decode(data)
                for message in parser.feed(text) if text else ():  # an empty text would end the parser
                    deliver(message)
            for message in parser.tick():
                deliver(message)
