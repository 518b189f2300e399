/* The reading of a window, as docnorm/lexicon/lattice.py does it: the same paths, weighed in the same order. */
#include "lattice.h"

/* ---- what may begin at a place ---- */

static void add_word(Sweep *v, Word word) {
    if (v->nwords == v->room_words) {
        int room = v->room_words ? 2 * v->room_words : 512;
        Word *more = PyMem_Realloc(v->words, sizeof(Word) * (size_t)room);
        if (!more) {
            v->failed = 1;
            return;
        }
        v->words = more;
        v->room_words = room;
    }
    v->words[v->nwords++] = word;
}

static double weigh(Sweep *v, const uint16_t *word, int n) {
    double share = evidence_of(v->document, word, n);
    if (share < 0) v->failed = 1;
    return share;
}

/* The log weight of reading a word so: the share of a character's reading, and tones that disagree. */
static double fit(const Lexicon *w, const uint16_t *text, int n, Edge *const *units) {
    double weight = 0.0;
    for (int i = 0; i < n; i++) {
        const Edge *unit = units[i];
        if (unit->tone < 0 || (unit->tone == 0 && n > 1)) continue;
        for (uint32_t r = w->first_reading[text[i]]; r < w->first_reading[text[i] + 1]; r++) {
            if (w->char_syllable[r] != unit->syllable) continue;
            if (n == 1) weight += -w->step * w->char_prior[r];
            if (unit->tone > 0 && !(w->char_tones[r] >> unit->tone & 1)) weight -= TONE;
            break;
        }
    }
    return weight;
}

/* Words read exactly as the units are, whose characters agree with the literal ones. */
static void add_members(Sweep *v, Py_ssize_t index, const Todo *t) {
    const Lexicon *w = v->document->lexicon;
    int letters = 0, found = 0, size = t->size;
    for (int i = 0; i < size; i++) letters += t->units[i]->tone >= 0;
    int whole = letters == size;
    double cost = 0.0 - (whole ? SPLIT : SPLIT / 2);
    for (uint32_t m = w->begin[index]; m < w->begin[index + 1]; m++) {
        uint32_t number = w->members[m];
        const uint16_t *text = w->text + w->starts[number];
        int agrees = 1;
        for (int i = 0; !whole && i < size && agrees; i++)
            agrees = t->units[i]->tone >= 0 || t->units[i]->character == text[i];
        if (!agrees) continue;
        Word word = {t->at, (int)number, size, size, text, cost + fit(w, text, size, t->units), 0.0, {0}};
        word.evidence = weigh(v, text, size);
        for (int i = 0; i < size; i++) word.ends[i] = t->units[i]->end;
        add_word(v, word);
        if (++found == (size == 1 ? 60 : HOMOPHONES)) return;
    }
}

/* Whether letters begin at a place or within the next characters that a word could still cover. */
static int is_near(const Sweep *v, int place) {
    for (int r = 0; r < v->nruns; r++)
        if (place <= v->runs[r].start && v->runs[r].start <= place + LONGEST - 2) return 1;
    return 0;
}

static int push(Sweep *v, const Todo *todo) {
    if (v->ntodo == v->room_todo) {
        int room = v->room_todo ? 2 * v->room_todo : 64;
        Todo *more = PyMem_Realloc(v->todo, sizeof(Todo) * (size_t)room);
        if (!more) {
            v->failed = 1;
            return -1;
        }
        v->todo = more;
        v->room_todo = room;
    }
    v->todo[v->ntodo++] = *todo;
    return 0;
}

/* Go on from ``t`` by one unit, read as ``syllable``. */
static void extend(Sweep *v, const Todo *t, Edge *edge, uint64_t syllable) {
    const Lexicon *w = v->document->lexicon;
    Todo more = *t;
    uint64_t key = t->prefix << 9 | syllable;
    int shift = 9 * (LONGEST - t->size - 1);
    more.low = lower_64(w->keys, key << shift, t->low, t->high);
    if (more.low == t->high || w->keys[more.low] >> shift != key) return;
    more.high = lower_64(w->keys, (key + 1) << shift, more.low, t->high);
    more.units[more.size++] = edge;
    more.prefix = key;
    more.at = edge->end;
    int letters = 0;
    for (int i = 0; i < more.size; i++) letters |= more.units[i]->tone >= 0;
    if (letters) {
        if (w->keys[more.low] == key << shift) add_members(v, more.low, &more);
    } else if (!is_near(v, edge->end)) {
        return;
    }
    push(v, &more);
}

static void add_literals(Sweep *v, int place) {
    int end = place;
    while (end < v->size && end - place < LONGEST && v->outs[end].count && v->edges[v->outs[end].first].tone < 0) {
        end++;
        int number = find_word(v->document->lexicon, v->text + place, end - place);
        if (number == UNKNOWN && end > place + 1) continue;
        Word word = {end, number, end - place, 0, v->text + place, 0.0, 0.0, {0}};
        word.evidence = weigh(v, word.text, word.size);
        add_word(v, word);
    }
}

/* Every word that may begin at a place, in the order in which the reference finds them. */
static void find_words(Sweep *v, int place) {
    const Lexicon *w = v->document->lexicon;
    v->begins[place].first = v->nwords;
    for (int r = 0; r < v->nruns; r++)
        if (v->runs[r].start == place && v->runs[r].blank) {
            add_word(v, (Word){v->runs[r].end, NUMBER, 0, 0, v->text, 0.0, 0.0, {0}});
            v->begins[place].count = v->nwords - v->begins[place].first;
            return;
        }
    if (v->outs[place].count && v->edges[v->outs[place].first].tone < 0) add_literals(v, place);
    Todo start = {place, 0, 0, 0, w->nkeys, {0}};
    push(v, &start);
    while (v->ntodo && !v->failed) {
        Todo t = v->todo[--v->ntodo];
        if (t.at >= v->size || t.size == LONGEST) continue;
        for (int e = 0; e < v->outs[t.at].count; e++) {
            Edge *edge = v->edges + v->outs[t.at].first + e;
            if (edge->tone >= 0) {
                extend(v, &t, edge, edge->syllable);
                continue;
            }
            uint32_t r = w->first_reading[edge->character], last = w->first_reading[edge->character + 1];
            for (int k = 0; k < 4 && r < last; k++, r++) extend(v, &t, edge, w->char_syllable[r]);
        }
    }
    v->begins[place].count = v->nwords - v->begins[place].first;
}

/* ---- paths ---- */

static uint32_t hash_said(const Said *said) {
    uint32_t h = 2166136261u;
    for (int i = 0; i < said->size; i++) h = (h ^ said->text[i]) * 16777619u;
    return h ^ h >> 15;
}

static int enlarge_said(Sweep *v) {
    int room = v->room_said ? 2 * v->room_said : 256;
    Said *said = PyMem_Realloc(v->said, sizeof(Said) * (size_t)room);
    if (!said) return -1;
    v->said = said;
    int32_t *slots = PyMem_Realloc(v->said_slots, sizeof(int32_t) * 2 * (size_t)room);
    if (!slots) return -1;
    v->said_slots = slots;
    v->room_said = room;
    memset(slots, 0xFF, sizeof(int32_t) * 2 * (size_t)room);
    uint32_t mask = 2 * (uint32_t)room - 1;
    for (int i = 0; i < v->nsaid; i++) {
        uint32_t h = hash_said(said + i) & mask;
        while (slots[h] >= 0) h = (h + 1) & mask;
        slots[h] = i;
    }
    return 0;
}

int keep_said(Sweep *v, const Said *said) {
    if (v->nsaid == v->room_said && enlarge_said(v) < 0) {
        v->failed = 1;
        return 0;
    }
    uint32_t mask = 2 * (uint32_t)v->room_said - 1, h = hash_said(said) & mask;
    for (; v->said_slots[h] >= 0; h = (h + 1) & mask) {
        const Said *known = v->said + v->said_slots[h];
        if (known->size == said->size && !memcmp(known->text, said->text, sizeof(uint16_t) * (size_t)said->size))
            return v->said_slots[h];
    }
    v->said_slots[h] = v->nsaid;
    v->said[v->nsaid] = *said;
    return v->nsaid++;
}

/* What a path says under the target when a word is put behind it: equal numbers for equal strings. */
static int say(Sweep *v, int before, const uint16_t *more, int n) {
    Said said = v->said[before];
    if (said.size + n > MOST_SAID) {
        v->too_large = 1;
        return before;
    }
    memcpy(said.text + said.size, more, sizeof *more * (size_t)n);
    said.size += n;
    return keep_said(v, &said);
}

/* The characters of a word that lie under the target; a joint where it goes on beside it. */
static int find_said(const Sweep *v, const Word *word, int place, uint16_t *said) {
    int n = 0, begin = place;
    for (int i = 0; i < word->units; i++) {
        if (begin >= v->target_start && word->ends[i] <= v->target_end) said[n++] = word->text[i];
        begin = word->ends[i];
    }
    if (n && (place < v->target_start || word->end > v->target_end)) said[n++] = JOINT;
    return n;
}

static uint32_t hash_of(const Path *p) {
    uint32_t h = (uint32_t)p->last * 2654435761u ^ (uint32_t)p->pair * 40503u ^ (uint32_t)p->said * 0x85EBCA6Bu;
    return h ^ h >> 15;
}

static int enlarge(Beam *b) {
    uint32_t room = b->slots ? 2 * (b->mask + 1) : 64;
    Path *paths = PyMem_Realloc(b->paths, sizeof(Path) * room / 2);
    if (!paths) return -1;
    b->paths = paths;
    int32_t *slots = PyMem_Realloc(b->slots, sizeof(int32_t) * room);
    if (!slots) return -1;
    b->slots = slots;
    b->mask = room - 1;
    memset(slots, 0xFF, sizeof(int32_t) * room);
    for (int i = 0; i < b->count; i++) {
        uint32_t h = hash_of(paths + i) & b->mask;
        while (slots[h] >= 0) h = (h + 1) & b->mask;
        slots[h] = i;
    }
    return 0;
}

void put_path(Sweep *v, Beam *b, Path path) {
    if ((!b->slots || 2 * (uint32_t)(b->count + 1) > b->mask) && enlarge(b) < 0) {
        v->failed = 1;
        return;
    }
    uint32_t h = hash_of(&path) & b->mask;
    for (; b->slots[h] >= 0; h = (h + 1) & b->mask) {
        Path *known = b->paths + b->slots[h];
        if (known->last == path.last && known->pair == path.pair && known->said == path.said) {
            if (path.score > known->score) known->score = path.score;
            return;
        }
    }
    if (!(path.score > -1e9)) return;
    b->slots[h] = b->count;
    b->paths[b->count++] = path;
}

/* The best paths of a beam, best first, equals in the order in which they came; none far behind the best. */
static int choose(const Beam *b, Path *out) {
    int n = 0;
    for (int i = 0; i < b->count; i++) {
        if (n == BEAM && !(b->paths[i].score > out[n - 1].score)) continue;
        int j = n < BEAM ? n++ : BEAM - 1;
        for (; j > 0 && b->paths[i].score > out[j - 1].score; j--) out[j] = out[j - 1];
        out[j] = b->paths[i];
    }
    while (n > 1 && out[n - 1].score <= out[0].score - WIDTH) n--;
    return n;
}

void sweep(Sweep *v, int first) {
    for (int place = first; place < v->size && !v->failed; place++) {
        if (!v->beams[place].count) continue;
        Path paths[BEAM];
        int n = choose(v->beams + place, paths);
        if (first <= v->target_start && place == v->target_start) {
            memcpy(v->kept, paths, sizeof(Path) * (size_t)n);
            v->nkept = n;
        }
        if (v->begins[place].count < 0) find_words(v, place);
        for (int k = 0; k < v->begins[place].count && !v->failed; k++) {
            Word word = v->words[v->begins[place].first + k];
            uint16_t said[LONGEST + 1];
            int says = find_said(v, &word, place, said);
            for (int i = 0; i < n; i++) {
                Path next = {word.number, -1, paths[i].said, 0.0};
                double p = word_after(v->document, paths[i].last, paths[i].pair, word.number, &next.pair);
                if (word.evidence) p = 0.97 * p + 0.03 * word.evidence;
                next.score = paths[i].score + log(p + FLOOR) + word.weight;
                if (says) next.said = say(v, paths[i].said, said, says);
                put_path(v, v->beams + word.end, next);
            }
        }
    }
}
