"""Official documents: GB/T 9704-2012, GB/T 15834-2011, GB/T 15835-2011."""

from __future__ import annotations

from docnorm.cleaners.blank_line import blank_line
from docnorm.cleaners.boilerplate import boilerplate
from docnorm.cleaners.bracket import bracket
from docnorm.cleaners.circle_zero import circle_zero
from docnorm.cleaners.confusable_word import confusable_word
from docnorm.cleaners.cut_line import cut_line
from docnorm.cleaners.document_number import document_number
from docnorm.cleaners.ellipsis_dash import ellipsis_dash
from docnorm.cleaners.entity import entity
from docnorm.cleaners.extra_space import extra_space
from docnorm.cleaners.glued_heading import glued_heading
from docnorm.cleaners.han_space import han_space
from docnorm.cleaners.house_table import house_table
from docnorm.cleaners.invisible import invisible
from docnorm.cleaners.latin_space import latin_space
from docnorm.cleaners.line_end import line_end
from docnorm.cleaners.middle_dot import middle_dot
from docnorm.cleaners.mixed_numeral import mixed_numeral
from docnorm.cleaners.mixed_stop import mixed_stop
from docnorm.cleaners.mojibake import mojibake
from docnorm.cleaners.nested_title import nested_title
from docnorm.cleaners.odd_space import odd_space
from docnorm.cleaners.pinyin_placeholder import pinyin_placeholder
from docnorm.cleaners.private_use import private_use
from docnorm.cleaners.punctuation import punctuation
from docnorm.cleaners.quote import quote
from docnorm.cleaners.radical import radical
from docnorm.cleaners.range_mark import range_mark
from docnorm.cleaners.repeated_punctuation import repeated_punctuation
from docnorm.cleaners.scraper_marker import scraper_marker
from docnorm.cleaners.space_indent import space_indent
from docnorm.cleaners.spelled_around import spelled_around
from docnorm.cleaners.title_comma import title_comma
from docnorm.cleaners.unit_space import unit_space
from docnorm.cleaners.unpaired_mark import unpaired_mark
from docnorm.cleaners.variant import variant
from docnorm.cleaners.width import width
from docnorm.profile import Profile
from docnorm.repairs.cross_reference import cross_reference
from docnorm.repairs.heading_end import heading_end
from docnorm.repairs.number_glyph import number_glyph
from docnorm.repairs.number_sequence import number_sequence
from docnorm.repairs.placeholder import placeholder
from docnorm.structure.read import read
from docnorm.writers.docx.looks import GONGWEN as LOOK

GONGWEN = Profile(
    name="gongwen",
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
        boilerplate,
        # widths
        odd_space,
        extra_space,
        width,
        # lines
        cut_line,
        glued_heading,
        # words
        pinyin_placeholder.but(spaced=True),  # latin-space takes the spaces out
        spelled_around,
        variant,
        house_table,
        # marks
        quote,
        middle_dot,
        punctuation,
        document_number,
        bracket,
        circle_zero,
        range_mark,
        nested_title,
        title_comma,
        # spaces, and what stands together when they are gone
        unit_space,
        latin_space.but(mode="remove"),
        han_space,
        ellipsis_dash,
        repeated_punctuation,
        space_indent,
        blank_line,
        # only pointed at
        mixed_numeral,
        mixed_stop,
        unpaired_mark,
        # to be looked at
        confusable_word,
    ),
    structure=read,
    look=LOOK,
    repairs=(
        number_glyph,
        heading_end,
        number_sequence,
        cross_reference,
        placeholder,
    ),
)
