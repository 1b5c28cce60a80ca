"""Teams in one process: signed activities in, calls to a stand-in for Teams' service out."""
