"""Pages for the web: the copy-writing guidelines, with a space between Chinese and Latin letters."""

from __future__ import annotations

from docnorm.cleaners.characters.entity import entity
from docnorm.cleaners.characters.invisible import invisible
from docnorm.cleaners.characters.line_end import line_end
from docnorm.cleaners.characters.mojibake import mojibake
from docnorm.cleaners.characters.private_use import private_use
from docnorm.cleaners.characters.radical import radical
from docnorm.cleaners.characters.width import width
from docnorm.cleaners.lines.blank_line import blank_line
from docnorm.cleaners.lines.cut_line import cut_line
from docnorm.cleaners.marks.bracket import bracket
from docnorm.cleaners.marks.ellipsis_dash import ellipsis_dash
from docnorm.cleaners.marks.middle_dot import middle_dot
from docnorm.cleaners.marks.nested_title import nested_title
from docnorm.cleaners.marks.punctuation import punctuation
from docnorm.cleaners.marks.quote import quote
from docnorm.cleaners.marks.repeated_punctuation import repeated_punctuation
from docnorm.cleaners.scrapes.scraper_marker import scraper_marker
from docnorm.cleaners.spaces.extra_space import extra_space
from docnorm.cleaners.spaces.han_space import han_space
from docnorm.cleaners.spaces.latin_space import latin_space
from docnorm.cleaners.spaces.odd_space import odd_space
from docnorm.cleaners.spaces.scan_space import scan_space
from docnorm.cleaners.spaces.unit_space import unit_space
from docnorm.cleaners.words.confusable_word import confusable_word
from docnorm.cleaners.words.pinyin_placeholder import pinyin_placeholder
from docnorm.cleaners.words.spelled_around import spelled_around
from docnorm.cleaners.words.variant import variant
from docnorm.profile import Profile
from docnorm.repairs.cross_reference import cross_reference
from docnorm.repairs.number_sequence import number_sequence
from docnorm.repairs.placeholder import placeholder
from docnorm.structure.read import read
from docnorm.writers.docx.looks import PLAIN

WEB = Profile(
    name="web",
    cleaners=(
        # characters
        mojibake,  # before anything takes out the controls and no-break spaces that it is made of
        line_end,
        invisible,
        entity.but(markup=False),
        radical,
        private_use,
        # scrapes
        scraper_marker.but(markup=False),
        # widths
        odd_space.but(no_break=False),
        extra_space.but(collapse=True),
        scan_space.but(digits=False),
        width,
        # lines
        cut_line,
        # words
        pinyin_placeholder,
        spelled_around,
        variant,
        # marks
        quote.but(style="corner"),
        middle_dot,
        punctuation.but(english=True),
        bracket.but(widen=False),
        nested_title,
        # spaces, and what stands together when they are gone
        unit_space.but(add=True),
        latin_space.but(mode="add"),
        han_space.but(between="pairs", after_stop=True),
        ellipsis_dash,
        repeated_punctuation.but(most=1),
        blank_line.but(most=1, ends=False),
        # to be looked at
        confusable_word,
    ),
    structure=read,
    look=PLAIN,
    repairs=(number_sequence, cross_reference, placeholder),
)
