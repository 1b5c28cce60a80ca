"""Replicas that are killed, frozen and lied to, on one database: 0 lost, 0 doubled, in order. `make torture`."""
