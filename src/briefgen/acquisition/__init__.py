"""A page at an address that the user named becomes bytes with what the server said of them: the only place that opens the network."""

from briefgen.acquisition.fetch import Fetched, Limits, fetch_page

__all__ = ["Fetched", "Limits", "fetch_page"]
