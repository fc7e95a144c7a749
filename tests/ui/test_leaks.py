"""What is closed is freed, whatever arrived while it was open."""

import gc
import weakref

from ccc_tui.ui.dialogs.user import UserDialog
from tests.ui.stage import INSTANCES, Canned, Wire, document, on_stage

# More than 64 kB of reply.
NUMBERS_IN_THE_REPLY = 400


async def test_dialogs_that_were_open_during_a_refresh_are_freed() -> None:
    numbers = [
        {"Number": f"021{n:08}", "PhoneNumberDescription": "上海电信", "Usage": "Bidirection", "Id": "x" * 100}
        for n in range(NUMBERS_IN_THE_REPLY)
    ]
    wire = Wire(Canned(**{INSTANCES: document({"InstanceId": "a", "PhoneNumbers": {"PhoneNumber": numbers}})}))
    async with on_stage(wire) as stage:
        dialogs: list[weakref.ref[object]] = []
        for _ in range(5):
            wire.hold()
            await stage.press("r")
            await stage.until(lambda: bool(wire.waiting))
            await stage.press("u")
            await stage.until(lambda: isinstance(stage.app.screen, UserDialog))
            dialogs.append(weakref.ref(stage.app.screen))
            wire.release()
            await stage.quiet()
            await stage.press("escape")
            await stage.until(lambda: not isinstance(stage.app.screen, UserDialog))
        gc.collect()
        assert not [dialog for dialog in dialogs if dialog() is not None]
