/* The lexicon and a document, as the lattice asks them. Numbers and tables as in docnorm/lexicon/words.py. */
#ifndef DOCNORM_LEXICON_H
#define DOCNORM_LEXICON_H

#include "native.h"

enum { MARK = 0, NUMBER = 1, UNKNOWN = -1, LONGEST = 7, MOST_ARRAYS = 32, MOST_FAMILY = 256 };

typedef struct {
    PyObject_HEAD
    Py_buffer held[MOST_ARRAYS];
    int nheld;
    const uint16_t *text, *chars, *char_syllable;
    const uint32_t *starts, *begin, *members, *crc, *crc_word, *begin2, *next2, *begin3, *next3;
    const uint64_t *keys;
    const uint8_t *plain, *official, *prob2, *back2, *plain2, *back_plain2, *prob3, *back3, *tag;
    const uint8_t *char_prior, *char_tones;
    const int8_t *char_register;
    Py_ssize_t nkeys, ncrc, nchars, nwords;
    int tags, nfamily;
    double step;
    double share[256], expo[256], back[256], *follows;
    uint32_t *first_reading; /* 65,537: where the readings of a character of the basic plane begin */
    uint64_t family[MOST_FAMILY]; /* two characters of a word of a family of equals, first << 32 | second */
    uint32_t crc_of_byte[256];
} Lexicon;

typedef struct {
    uint64_t pair; /* first << 32 | second; 0: free */
    uint32_t count;
} Pair;

typedef struct {
    PyObject_HEAD
    Lexicon *lexicon;
    double official, trust, size;
    PyObject *text; /* None: the document says nothing of its words */
    Pair *pairs;    /* made when first asked for */
    uint32_t mask, used;
} Document;

/* The number of a word of ``n`` UTF-16 code units, or UNKNOWN. */
int find_word(const Lexicon *lexicon, const uint16_t *word, int n);
/* The first place in [low, high) of a sorted array whose item is not less than x. */
Py_ssize_t lower_32(const uint32_t *sorted, uint32_t x, Py_ssize_t low, Py_ssize_t high);
Py_ssize_t lower_64(const uint64_t *sorted, uint64_t x, Py_ssize_t low, Py_ssize_t high);
/* P(word) out of context. */
double word_alone(const Document *document, int word);
/* P(word | last word, pair before it), and the pair that the two make (-1: none). As Model.step. */
double word_after(const Document *document, int last, int before, int word, int *pair);
/* The share of a word among the document's own; -1 where there is no memory. As pinyin's evidence. */
double evidence_of(Document *document, const uint16_t *word, int n);
/* Document.read(...) of the Python type. */
PyObject *read_window(PyObject *self, PyObject *arguments);

#endif
