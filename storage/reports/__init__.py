"""Questions that one screen asks over several subjects."""
