/* A window being read. */
#ifndef DOCNORM_LATTICE_H
#define DOCNORM_LATTICE_H

#include "lexicon.h"

enum { BEAM = 16, HOMOPHONES = 24, MOST_SAID = 64, MOST_TEXT = 4096, MOST_RUNS = 256, JOINT = '+' };
#define WIDTH 11.0
#define SPLIT 3.0
#define TONE 3.0
#define FLOOR 1e-30

typedef struct { /* one unit: up to which place, the literal character or the syllable, the tone (-1: a literal) */
    int end, tone;
    uint16_t character, syllable;
} Edge;

typedef struct {
    int first, count; /* count -1: not looked for yet */
} Range;

typedef struct {
    int end, number, size, units; /* units: as size where letters are under it, else 0 */
    const uint16_t *text;
    double weight, evidence;
    int ends[LONGEST]; /* of its characters */
} Word;

typedef struct {
    int last, pair, said;
    double score;
} Path;

typedef struct { /* paths in the order in which they came, and a hash of them */
    Path *paths;
    int32_t *slots;
    uint32_t mask;
    int count;
} Beam;

typedef struct {
    int size;
    uint16_t text[MOST_SAID];
} Said;

typedef struct { /* a word begun: where it has got to, its units so far, and the keys that begin so */
    int at, size;
    uint64_t prefix;
    Py_ssize_t low, high;
    Edge *units[LONGEST];
} Todo;

typedef struct {
    int start, end, blank;
} Run;

typedef struct {
    Document *document;
    uint16_t *text;
    int size, nruns, target_start, target_end;
    Run runs[MOST_RUNS];
    Edge *edges;
    int nedges, room_edges;
    Range *outs, *begins; /* by place: the edges that leave it, the words that begin there */
    Word *words;
    int nwords, room_words;
    Todo *todo;
    int ntodo, room_todo;
    Said *said;
    int nsaid, room_said;
    int32_t *said_slots;
    Beam *beams;
    Path kept[BEAM]; /* the best paths where the target begins, for its reading as Latin */
    int nkept;
    int failed, too_large; /* no memory; more than fits here, so that Python reads the window */
} Sweep;

/* The number of what is said, kept once; number 0 is nothing. */
int keep_said(Sweep *v, const Said *said);
void put_path(Sweep *v, Beam *beam, Path path);
void sweep(Sweep *v, int first);

#endif
