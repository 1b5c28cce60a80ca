"""From the everyday spelling of a cell to what it says: as precisely as it says it, and never more. Pure."""
