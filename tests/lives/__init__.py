"""People who live some weeks in one municipality, with every part real but the chat platform and the time."""
