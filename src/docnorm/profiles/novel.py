"""Novels: as ``corpus``, with curly quotes, joined lines and no advertisements."""

from __future__ import annotations

from docnorm.cleaners.characters.entity import entity
from docnorm.cleaners.characters.invisible import invisible
from docnorm.cleaners.characters.line_end import line_end
from docnorm.cleaners.characters.mojibake import mojibake
from docnorm.cleaners.characters.private_use import private_use
from docnorm.cleaners.characters.radical import radical
from docnorm.cleaners.characters.width import width
from docnorm.cleaners.lines.blank_line import blank_line
from docnorm.cleaners.lines.chapter_number import chapter_number
from docnorm.cleaners.lines.cut_line import cut_line
from docnorm.cleaners.lines.doubled_heading import doubled_heading
from docnorm.cleaners.lines.glued_heading import glued_heading
from docnorm.cleaners.lines.torn_heading import torn_heading
from docnorm.cleaners.marks.bracket import bracket
from docnorm.cleaners.marks.ellipsis_dash import ellipsis_dash
from docnorm.cleaners.marks.middle_dot import middle_dot
from docnorm.cleaners.marks.punctuation import punctuation
from docnorm.cleaners.marks.quote import quote
from docnorm.cleaners.marks.repeated_punctuation import repeated_punctuation
from docnorm.cleaners.scrapes.boilerplate import boilerplate
from docnorm.cleaners.scrapes.scraper_marker import scraper_marker
from docnorm.cleaners.spaces.extra_space import extra_space
from docnorm.cleaners.spaces.han_space import han_space
from docnorm.cleaners.spaces.latin_space import latin_space
from docnorm.cleaners.spaces.odd_space import odd_space
from docnorm.cleaners.spaces.scan_space import scan_space
from docnorm.cleaners.words.house_pattern import house_pattern
from docnorm.cleaners.words.pinyin_placeholder import pinyin_placeholder
from docnorm.cleaners.words.spelled_around import spelled_around
from docnorm.cleaners.words.variant import variant
from docnorm.profile import Profile
from docnorm.structure.book import read_book
from docnorm.writers.docx.looks import NOVEL as LOOK

NOVEL = Profile(
    name="novel",
    cleaners=(
        # characters
        mojibake,  # before anything takes out the controls and no-break spaces that it is made of
        line_end,
        invisible,
        entity,
        radical,
        private_use,
        # scrapes
        house_pattern,
        scraper_marker,
        boilerplate,
        # widths
        odd_space,
        extra_space,
        scan_space,
        width,
        # lines
        cut_line,
        glued_heading,
        torn_heading,
        doubled_heading,
        # words
        pinyin_placeholder,
        spelled_around,
        variant,
        # marks
        quote,
        middle_dot,
        punctuation,
        bracket,
        # spaces, and what stands together when they are gone
        latin_space.but(mode="keep"),
        han_space.but(between="runs"),
        ellipsis_dash,
        repeated_punctuation,
        blank_line.but(most=2),
        # chapters
        chapter_number,
    ),
    structure=read_book,
    look=LOOK,
)
