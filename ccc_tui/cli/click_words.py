"""Words of click that reach the screen, here for the catalogue: click looks them up there by itself."""

from ccc_tui.i18n import _, ngettext


def click_words() -> list[str]:
    """Return them in the chosen language. Only tests call this; the extraction of messages reads it."""
    return [
        _("Choose from:\n\t{choices}"),
        _("Commands"),
        _("Error: {message}"),
        _("Invalid value for {param_hint}: {message}"),
        _("Invalid value: {message}"),
        _("Missing argument"),
        _("Missing option"),
        _("No such command {name!r}."),
        _("No such option {name!r}."),
        _("Option {name!r} does not take a value."),
        _("Options"),
        _("Show this message and exit."),
        _("Try '{command} {option}' for help."),
        _("Usage:"),
        _("default: {default}"),
        _("required"),
        _("{value!r} is not a valid boolean. Recognized values: {states}"),
        ngettext("Did you mean {possibility}?", "(Did you mean one of: {possibilities}?)", 1),
        ngettext("Got unexpected extra argument ({args})", "Got unexpected extra arguments ({args})", 1),
        ngettext("Option {name!r} requires an argument.", "Option {name!r} requires {nargs} arguments.", 1),
        ngettext("{value!r} is not {choice}.", "{value!r} is not one of {choices}.", 1),
    ]
