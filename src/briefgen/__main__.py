"""``python -m briefgen``."""

from briefgen.cli.main import entry

if __name__ == "__main__":
    entry()
