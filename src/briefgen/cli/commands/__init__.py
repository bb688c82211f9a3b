"""One module per group of commands; each adds its parsers with ``add_commands`` and imports its stages only when run."""

from briefgen.cli.commands import adding, build, checking, editing, editions, facts, gates, material, preview, quality, review, setting_up

COMMAND_MODULES = (build, preview, adding, facts, material, review, editing, editions, gates, checking, quality, setting_up)
