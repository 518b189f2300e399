"""Official documents: GB/T 9704-2012, GB/T 15834-2011, GB/T 15835-2011."""

from __future__ import annotations

from functools import partial

from docnorm.cleaners.characters.circle_zero import circle_zero
from docnorm.cleaners.characters.entity import entity
from docnorm.cleaners.characters.invisible import invisible
from docnorm.cleaners.characters.line_end import line_end
from docnorm.cleaners.characters.misread_number import misread_number
from docnorm.cleaners.characters.mojibake import mojibake
from docnorm.cleaners.characters.private_use import private_use
from docnorm.cleaners.characters.radical import radical
from docnorm.cleaners.characters.width import width
from docnorm.cleaners.facts.age import age
from docnorm.cleaners.facts.amount_in_words import amount_in_words
from docnorm.cleaners.facts.attachment_note import attachment_note
from docnorm.cleaners.facts.impossible_date import impossible_date
from docnorm.cleaners.facts.period_order import period_order
from docnorm.cleaners.facts.repeated_figure import repeated_figure
from docnorm.cleaners.facts.share import share
from docnorm.cleaners.facts.total import total
from docnorm.cleaners.facts.weekday import weekday
from docnorm.cleaners.lines.blank_line import blank_line
from docnorm.cleaners.lines.cut_line import cut_line
from docnorm.cleaners.lines.glued_heading import glued_heading
from docnorm.cleaners.marks.bracket import bracket
from docnorm.cleaners.marks.document_number import document_number
from docnorm.cleaners.marks.ellipsis_dash import ellipsis_dash
from docnorm.cleaners.marks.middle_dot import middle_dot
from docnorm.cleaners.marks.mixed_stop import mixed_stop
from docnorm.cleaners.marks.nested_title import nested_title
from docnorm.cleaners.marks.ordinal_mark import ordinal_mark
from docnorm.cleaners.marks.punctuation import punctuation
from docnorm.cleaners.marks.quote import quote
from docnorm.cleaners.marks.range_mark import range_mark
from docnorm.cleaners.marks.repeated_punctuation import repeated_punctuation
from docnorm.cleaners.marks.title_comma import title_comma
from docnorm.cleaners.marks.unpaired_mark import unpaired_mark
from docnorm.cleaners.scrapes.boilerplate import boilerplate
from docnorm.cleaners.scrapes.chat_phrase import chat_phrase
from docnorm.cleaners.scrapes.scraper_marker import scraper_marker
from docnorm.cleaners.spaces.extra_space import extra_space
from docnorm.cleaners.spaces.han_space import han_space
from docnorm.cleaners.spaces.latin_space import latin_space
from docnorm.cleaners.spaces.odd_space import odd_space
from docnorm.cleaners.spaces.scan_space import scan_space
from docnorm.cleaners.spaces.space_indent import space_indent
from docnorm.cleaners.spaces.unit_space import unit_space
from docnorm.cleaners.words.confusable_word import confusable_word
from docnorm.cleaners.words.house_pattern import house_pattern
from docnorm.cleaners.words.house_table import house_table
from docnorm.cleaners.words.mixed_numeral import mixed_numeral
from docnorm.cleaners.words.pinyin_placeholder import pinyin_placeholder
from docnorm.cleaners.words.spelled_around import spelled_around
from docnorm.cleaners.words.variant import variant
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
        house_pattern,
        scraper_marker,
        boilerplate,
        # widths
        odd_space,
        extra_space,
        scan_space,
        misread_number,
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
        chat_phrase,
        ordinal_mark,
        # facts that can be counted
        impossible_date,
        weekday,
        period_order,
        age,
        total,
        share,
        amount_in_words,
        repeated_figure,
        attachment_note,
        # to be looked at
        confusable_word,
    ),
    structure=partial(read, heading_levels="numbers"),
    look=LOOK,
    repairs=(
        number_glyph,
        heading_end,
        number_sequence,
        cross_reference,
        placeholder,
    ),
)
