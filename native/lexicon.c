/* The lexicon: words, readings, and a model of words in a row, read where they lie in the mapped file. */
#include "lexicon.h"

Py_ssize_t lower_32(const uint32_t *sorted, uint32_t x, Py_ssize_t low, Py_ssize_t high) {
    while (low < high) {
        Py_ssize_t middle = low + (high - low) / 2;
        if (sorted[middle] < x) low = middle + 1;
        else high = middle;
    }
    return low;
}

Py_ssize_t lower_64(const uint64_t *sorted, uint64_t x, Py_ssize_t low, Py_ssize_t high) {
    while (low < high) {
        Py_ssize_t middle = low + (high - low) / 2;
        if (sorted[middle] < x) low = middle + 1;
        else high = middle;
    }
    return low;
}

static uint32_t crc_of(const Lexicon *w, const uint16_t *word, int n) { /* CRC-32 of UTF-16-LE, as zlib.crc32 */
    uint32_t c = 0xFFFFFFFFu;
    for (int i = 0; i < n; i++) {
        c = w->crc_of_byte[(c ^ (word[i] & 0xFF)) & 0xFF] ^ (c >> 8);
        c = w->crc_of_byte[(c ^ (word[i] >> 8)) & 0xFF] ^ (c >> 8);
    }
    return c ^ 0xFFFFFFFFu;
}

int find_word(const Lexicon *w, const uint16_t *word, int n) {
    uint32_t crc = crc_of(w, word, n);
    for (Py_ssize_t at = lower_32(w->crc, crc, 0, w->ncrc); at < w->ncrc && w->crc[at] == crc; at++) {
        uint32_t number = w->crc_word[at], start = w->starts[number];
        if ((int)(w->starts[number + 1] - start) == n && !memcmp(w->text + start, word, 2 * (size_t)n))
            return (int)number;
    }
    return UNKNOWN;
}

double word_alone(const Document *d, int word) {
    if (word == UNKNOWN) return 1e-9;
    const Lexicon *w = d->lexicon;
    return (1 - d->official) * w->share[w->plain[word]] + d->official * w->share[w->official[word]];
}

double word_after(const Document *d, int last, int before, int word, int *pair) {
    const Lexicon *w = d->lexicon;
    double p = word_alone(d, word), trust = d->trust;
    *pair = -1;
    if (last < 0 || word < 0) return p;
    p *= w->follows[w->tag[last] * w->tags + w->tag[word]];
    Py_ssize_t low = w->begin2[last], high = w->begin2[last + 1];
    if (low < high) {
        p *= trust * w->back[w->back2[last]] + (1 - trust) * w->back[w->back_plain2[last]];
        Py_ssize_t at = lower_32(w->next2, (uint32_t)word, low, high);
        if (at < high && w->next2[at] == (uint32_t)word) {
            p += trust * w->expo[w->prob2[at]] + (1 - trust) * w->expo[w->plain2[at]];
            *pair = (int)at;
        }
    }
    if (before < 0) return p;
    low = w->begin3[before];
    high = w->begin3[before + 1];
    if (low < high) {
        p *= 1 - trust * (1 - w->back[w->back3[before]]);
        Py_ssize_t at = lower_32(w->next3, (uint32_t)word, low, high);
        if (at < high && w->next3[at] == (uint32_t)word) p += trust * w->expo[w->prob3[at]];
    }
    return p;
}

/* ---- what a document says of its own words ---- */

static uint32_t slot_of(const Document *d, uint64_t pair) {
    uint64_t h = pair * 0x9E3779B97F4A7C15u;
    uint32_t at = (uint32_t)(h >> 32) & d->mask;
    while (d->pairs[at].pair && d->pairs[at].pair != pair) at = (at + 1) & d->mask;
    return at;
}

static int grow(Document *d) {
    Pair *old = d->pairs;
    uint32_t size = old ? d->mask + 1 : 0;
    uint32_t wanted = size ? 2 * size : 4096;
    Pair *fresh = PyMem_Calloc(wanted, sizeof(Pair));
    if (!fresh) return -1;
    d->pairs = fresh;
    d->mask = wanted - 1;
    for (uint32_t i = 0; i < size; i++)
        if (old[i].pair) d->pairs[slot_of(d, old[i].pair)] = old[i];
    PyMem_Free(old);
    return 0;
}

static int count_pairs(Document *d) {
    Py_ssize_t n;
    if (grow(d) < 0) return -1;
    Py_UCS4 *s = code_points(d->text, &n, 0, 0);
    if (!s) return -1;
    for (Py_ssize_t i = 0; i + 1 < n; i++) {
        uint64_t pair = (uint64_t)s[i] << 32 | s[i + 1];
        if (!pair) continue; /* two NULs are no word */
        uint32_t at = slot_of(d, pair);
        if (!d->pairs[at].pair && 3 * (d->used + 1) > 2 * d->mask) {
            if (grow(d) < 0) {
                PyMem_Free(s);
                return -1;
            }
            at = slot_of(d, pair);
        }
        d->used += !d->pairs[at].pair;
        d->pairs[at].pair = pair;
        d->pairs[at].count++;
    }
    PyMem_Free(s);
    return 0;
}

static uint32_t times(const Document *d, uint64_t pair) {
    uint32_t at = slot_of(d, pair);
    return d->pairs[at].pair ? d->pairs[at].count : 0;
}

/* The first family of equals (监察, 检察, …) of which the word holds a member: what is counted for the whole word. */
static uint64_t tied_part(const Lexicon *w, const uint16_t *word, int n) {
    for (int f = 0; f < w->nfamily; f++)
        for (int i = 0; i + 1 < n; i++)
            if (w->family[f] == ((uint64_t)word[i] << 32 | word[i + 1])) return w->family[f];
    return 0;
}

double evidence_of(Document *d, const uint16_t *word, int n) {
    if (d->text == Py_None || n < 2) return 0.0;
    if (!d->pairs && count_pairs(d) < 0) return -1.0;
    uint32_t seen = UINT32_MAX;
    for (int i = 0; i + 1 < n && seen; i++) {
        uint32_t count = times(d, (uint64_t)word[i] << 32 | word[i + 1]);
        if (count < seen) seen = count;
    }
    uint64_t part = n > 2 ? tied_part(d->lexicon, word, n) : 0;
    if (part && times(d, part) / 3 > seen) seen = times(d, part) / 3;
    return seen / d->size;
}

/* ---- the Python types ---- */

typedef struct {
    const char *name;
    int size;
    size_t field, count; /* offsets in Lexicon; count 0: not wanted */
} Column;

#define COLUMN(name, size, field) {name, size, offsetof(Lexicon, field), 0}
#define COUNTED(name, size, field, count) {name, size, offsetof(Lexicon, field), offsetof(Lexicon, count)}
static const Column COLUMNS[] = {
    COLUMN("text", 2, text), COUNTED("starts", 4, starts, nwords), COLUMN("plain", 1, plain),
    COLUMN("official", 1, official), COUNTED("keys", 8, keys, nkeys), COLUMN("begin", 4, begin),
    COLUMN("members", 4, members), COUNTED("crc", 4, crc, ncrc), COLUMN("crc_word", 4, crc_word),
    COLUMN("begin2", 4, begin2), COLUMN("next2", 4, next2), COLUMN("prob2", 1, prob2), COLUMN("back2", 1, back2),
    COLUMN("plain2", 1, plain2), COLUMN("back_plain2", 1, back_plain2), COLUMN("begin3", 4, begin3),
    COLUMN("next3", 4, next3), COLUMN("prob3", 1, prob3), COLUMN("back3", 1, back3), COLUMN("tag", 1, tag),
    COUNTED("char", 2, chars, nchars), COLUMN("char_syllable", 2, char_syllable), COLUMN("char_prior", 1, char_prior),
    COLUMN("char_tones", 1, char_tones), COLUMN("char_register", 1, char_register),
};

static int hold_columns(Lexicon *w, PyObject *arrays) {
    for (size_t i = 0; i < sizeof COLUMNS / sizeof *COLUMNS; i++) {
        const Column *c = COLUMNS + i;
        Py_ssize_t count;
        const void *data = hold_array(arrays, c->name, c->size, w->held + w->nheld, &count);
        if (!data) return -1;
        w->nheld++;
        memcpy((char *)w + c->field, &data, sizeof data);
        if (c->count) memcpy((char *)w + c->count, &count, sizeof count);
    }
    return 0;
}

static int fill_readings(Lexicon *w) {
    w->first_reading = PyMem_Malloc(sizeof(uint32_t) * 65537);
    if (!w->first_reading) return -1;
    uint32_t at = 0;
    for (uint32_t c = 0; c <= 65536; c++) {
        while (at < (uint32_t)w->nchars && w->chars[at] < c) at++;
        w->first_reading[c] = at;
    }
    return 0;
}

/* weights: (step, shares, expos, backs, follows), tuples of float, so that both implementations count with the same. */
static int fill_floats(PyObject *row, double *into, Py_ssize_t n) {
    if (!PyTuple_Check(row) || PyTuple_Size(row) != n) {
        PyErr_SetString(PyExc_ValueError, "a table of weights has another size");
        return -1;
    }
    for (Py_ssize_t i = 0; i < n; i++) {
        into[i] = PyFloat_AsDouble(PyTuple_GetItem(row, i));
        if (into[i] == -1.0 && PyErr_Occurred()) return -1;
    }
    return 0;
}

static int fill_family(Lexicon *w, PyObject *words) {
    for (Py_ssize_t i = 0; i < PyTuple_Size(words); i++) {
        PyObject *word = PyTuple_GetItem(words, i);
        if (PyUnicode_GetLength(word) != 2) continue;
        if (w->nfamily == MOST_FAMILY) {
            PyErr_SetString(PyExc_ValueError, "too many families");
            return -1;
        }
        w->family[w->nfamily++] = (uint64_t)PyUnicode_ReadChar(word, 0) << 32 | PyUnicode_ReadChar(word, 1);
    }
    return 0;
}

static PyObject *lexicon_new(PyTypeObject *type, PyObject *arguments, PyObject *keywords) {
    PyObject *arrays, *shares, *expos, *backs, *follows, *families;
    double step;
    (void)keywords;
    if (!PyArg_ParseTuple(arguments, "O!dO!O!O!O!O!", &PyDict_Type, &arrays, &step, &PyTuple_Type, &shares,
                          &PyTuple_Type, &expos, &PyTuple_Type, &backs, &PyTuple_Type, &follows, &PyTuple_Type,
                          &families))
        return NULL;
    allocfunc allocate = (allocfunc)PyType_GetSlot(type, Py_tp_alloc);
    Lexicon *w = (Lexicon *)allocate(type, 0); /* all zero */
    if (!w) return NULL;
    w->step = step;
    Py_ssize_t kinds = PyTuple_Size(follows);
    w->tags = (int)(sqrt((double)kinds) + 0.5);
    for (uint32_t i = 0; i < 256; i++) {
        uint32_t c = i;
        for (int k = 0; k < 8; k++) c = c & 1 ? 0xEDB88320u ^ (c >> 1) : c >> 1;
        w->crc_of_byte[i] = c;
    }
    w->follows = PyMem_Malloc(sizeof(double) * (size_t)(kinds ? kinds : 1));
    if (!w->follows) PyErr_NoMemory();
    if (!w->follows || hold_columns(w, arrays) < 0 || fill_floats(shares, w->share, 256) < 0 ||
        fill_floats(expos, w->expo, 256) < 0 || fill_floats(backs, w->back, 256) < 0 ||
        fill_floats(follows, w->follows, kinds) < 0 || fill_family(w, families) < 0) {
        Py_DECREF((PyObject *)w);
        return NULL;
    }
    if (fill_readings(w) < 0) {
        Py_DECREF((PyObject *)w);
        return PyErr_NoMemory();
    }
    return (PyObject *)w;
}

static void lexicon_dealloc(PyObject *self) {
    Lexicon *w = (Lexicon *)self;
    for (int i = 0; i < w->nheld; i++) PyBuffer_Release(w->held + i);
    PyMem_Free(w->follows);
    PyMem_Free(w->first_reading);
    release(self);
}

/* register(text) -> (sum, count) of the register of the characters that have one */
static PyObject *lexicon_register(PyObject *self, PyObject *text) {
    Lexicon *w = (Lexicon *)self;
    Py_ssize_t n;
    Py_UCS4 *s = code_points(text, &n, 0, 0);
    if (!s) return NULL;
    long sum = 0, count = 0;
    for (Py_ssize_t i = 0; i < n; i++) {
        if (s[i] > 0xFFFF) continue;
        uint32_t first = w->first_reading[s[i]], last = w->first_reading[s[i] + 1];
        if (first == last) continue;
        sum += w->char_register[last - 1]; /* the same for all of a character's readings */
        count++;
    }
    PyMem_Free(s);
    return Py_BuildValue("(ll)", sum, count);
}

static PyObject *lexicon_document(PyObject *self, PyObject *arguments);
static PyMethodDef lexicon_methods[] = {
    {"register", lexicon_register, METH_O, "register(text) -> (sum, count)"},
    {"document", lexicon_document, METH_VARARGS, "document(text or None, official, trust) -> Document"},
    {NULL, NULL, 0, NULL},
};
static PyType_Slot lexicon_slots[] = {
    {Py_tp_new, (void *)lexicon_new}, {Py_tp_dealloc, (void *)lexicon_dealloc}, {Py_tp_methods, lexicon_methods},
    {0, NULL},
};
static PyType_Spec lexicon_spec = {"docnorm._native.Lexicon", sizeof(Lexicon), 0, Py_TPFLAGS_DEFAULT, lexicon_slots};

static PyObject *lexicon_document(PyObject *self, PyObject *arguments) {
    PyObject *text;
    double official, trust;
    if (!PyArg_ParseTuple(arguments, "Odd", &text, &official, &trust)) return NULL;
    if (text != Py_None && !PyUnicode_Check(text)) return PyErr_Format(PyExc_TypeError, "a document is a str or None");
    State *state = PyType_GetModuleState(Py_TYPE(self));
    if (!state) return NULL;
    allocfunc allocate = (allocfunc)PyType_GetSlot(state->document, Py_tp_alloc);
    Document *d = (Document *)allocate(state->document, 0);
    if (!d) return NULL;
    Py_INCREF(self);
    Py_INCREF(text);
    d->lexicon = (Lexicon *)self;
    d->text = text;
    d->official = official;
    d->trust = trust;
    d->size = 200.0;
    if (text != Py_None && PyUnicode_GetLength(text) / 1.6 > d->size) d->size = PyUnicode_GetLength(text) / 1.6;
    return (PyObject *)d;
}

static void document_dealloc(PyObject *self) {
    Document *d = (Document *)self;
    Py_XDECREF((PyObject *)d->lexicon);
    Py_XDECREF(d->text);
    PyMem_Free(d->pairs);
    release(self);
}

static PyMethodDef document_methods[] = {
    {"read", read_window, METH_VARARGS, "read(text, runs, target, before, after, best) -> (guesses, latin) or None"},
    {NULL, NULL, 0, NULL},
};
static PyType_Slot document_slots[] = {
    {Py_tp_dealloc, (void *)document_dealloc}, {Py_tp_methods, document_methods}, {0, NULL},
};
static PyType_Spec document_spec = {
    "docnorm._native.Document", sizeof(Document), 0, Py_TPFLAGS_DEFAULT | Py_TPFLAGS_DISALLOW_INSTANTIATION,
    document_slots,
};

int add_lexicon(PyObject *module) {
    State *state = PyModule_GetState(module);
    state->document = (PyTypeObject *)PyType_FromModuleAndSpec(module, &document_spec, NULL);
    if (!state->document) return -1;
    return add_type(module, &lexicon_spec);
}
