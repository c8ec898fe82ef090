"""The resolver's version: another one may give other identities, so a bundle replays its folds under it."""

RESOLVER_VERSION = "fold-8"
