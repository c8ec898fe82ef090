"""`python -m kg.sample` prints where the sample's digests are."""

from kg.sample import DIGESTS

print(DIGESTS)
