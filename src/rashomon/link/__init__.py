"""Readings in; incidents out, with the reasons for every join."""
