"""Text for language models and retrieval: damage is repaired, no choice of style is made."""

from __future__ import annotations

from docnorm.cleaners.blank_line import blank_line
from docnorm.cleaners.bracket import bracket
from docnorm.cleaners.ellipsis_dash import ellipsis_dash
from docnorm.cleaners.entity import entity
from docnorm.cleaners.extra_space import extra_space
from docnorm.cleaners.han_space import han_space
from docnorm.cleaners.invisible import invisible
from docnorm.cleaners.latin_space import latin_space
from docnorm.cleaners.line_end import line_end
from docnorm.cleaners.middle_dot import middle_dot
from docnorm.cleaners.mojibake import mojibake
from docnorm.cleaners.odd_space import odd_space
from docnorm.cleaners.pinyin_placeholder import pinyin_placeholder
from docnorm.cleaners.private_use import private_use
from docnorm.cleaners.punctuation import punctuation
from docnorm.cleaners.quote import quote
from docnorm.cleaners.radical import radical
from docnorm.cleaners.repeated_punctuation import repeated_punctuation
from docnorm.cleaners.scraper_marker import scraper_marker
from docnorm.cleaners.spelled_around import spelled_around
from docnorm.cleaners.variant import variant
from docnorm.cleaners.width import width
from docnorm.profile import Profile
from docnorm.structure.read import read
from docnorm.writers.docx.looks import PLAIN

CORPUS = Profile(
    name="corpus",
    cleaners=(
        # characters
        mojibake,  # before anything takes out the controls and no-break spaces that it is made of
        line_end,
        invisible,
        entity,
        radical,
        private_use,
        # scrapes
        scraper_marker,
        # widths
        odd_space,
        extra_space,
        width,
        # words
        pinyin_placeholder,
        spelled_around,
        variant,
        # marks
        quote.but(straight=False),
        middle_dot,
        punctuation,
        bracket,
        # spaces, and what stands together when they are gone
        latin_space.but(mode="keep"),
        han_space.but(between="runs"),
        ellipsis_dash,
        repeated_punctuation,
        blank_line.but(most=2, ends=False),
    ),
    structure=read,
    look=PLAIN,
)
