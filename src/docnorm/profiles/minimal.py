"""Decoding, line ends and invisible characters, and nothing else."""

from __future__ import annotations

from docnorm.cleaners.characters.invisible import invisible
from docnorm.cleaners.characters.line_end import line_end
from docnorm.cleaners.spaces.extra_space import extra_space
from docnorm.cleaners.words.variant import variant
from docnorm.profile import Profile
from docnorm.structure.read import read

MINIMAL = Profile(name="minimal", cleaners=(line_end, invisible, extra_space, variant), structure=read)
