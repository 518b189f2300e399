"""Measurements of docnorm beside its peers. Nothing here decides a test."""
