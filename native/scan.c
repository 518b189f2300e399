/* One pass over a text that says which patterns are found in it. Programs are made by docnorm.text.scanner.py.
 *
 * Every character has a class: characters of one class are in the same sets of all programs. A program is tried only
 * at characters that it can begin with, and no more once it was found. */
#include "native.h"

enum { MATCH, SET, REPEAT, SPLIT, JUMP, AHEAD, BEHIND, AT }; /* as in scanner.py */
enum { MOST_PROGRAMS = 256, MOST_SETS = 1024, WORDS = MOST_PROGRAMS / 64, BASIC = 65536 };

typedef struct {
    int32_t *code;
    int length;
} Program;

typedef struct {
    PyObject_HEAD
    int nprograms, nsets, nclasses;
    Program programs[MOST_PROGRAMS];
    uint16_t class_of[BASIC];
    uint32_t *ranges[MOST_SETS]; /* of each set: low, high, low, high */
    int nranges[MOST_SETS];
    uint8_t *member;  /* by class and set: is it in? */
    uint64_t *begins; /* by class: the programs that can begin with it, WORDS words each */
} Scanner;

typedef struct {
    const Scanner *scanner;
    const Py_UCS4 *text;
    Py_ssize_t length;
    const int32_t *code;
} Match;

static int in_ranges(const Scanner *s, int set, Py_UCS4 c) {
    int low = 0, high = s->nranges[set];
    const uint32_t *ranges = s->ranges[set];
    while (low < high) {
        int middle = (low + high) / 2;
        if (ranges[2 * middle + 1] < c) low = middle + 1;
        else high = middle;
    }
    return low < s->nranges[set] && ranges[2 * low] <= c;
}

static int is_in(const Scanner *s, int set, Py_UCS4 c) {
    return c < BASIC ? s->member[s->class_of[c] * s->nsets + set] : in_ranges(s, set, c);
}

static int stands_at(const Match *m, int place, Py_ssize_t at) {
    switch (place) {
    case 0: return at == 0;
    case 1: return at == m->length || (at + 1 == m->length && m->text[at] == '\n');
    default: return at == m->length;
    }
}

/* Where the program that begins at ``pc`` ends when it matches at ``at``; -1 where it does not. As re backtracks. */
static Py_ssize_t run(const Match *m, int pc, Py_ssize_t at) {
    const int32_t *code = m->code;
    for (;;) switch (code[pc]) {
        case MATCH: return at;
        case SET:
            if (at >= m->length || !is_in(m->scanner, code[pc + 1], m->text[at])) return -1;
            at++;
            pc += 2;
            break;
        case REPEAT: {
            Py_ssize_t count = 0;
            while (count < code[pc + 3] && at + count < m->length && is_in(m->scanner, code[pc + 1], m->text[at + count]))
                count++;
            for (; count > code[pc + 2]; count--) {
                Py_ssize_t end = run(m, pc + 4, at + count);
                if (end >= 0) return end;
            }
            if (count < code[pc + 2]) return -1;
            at += count;
            pc += 4;
            break;
        }
        case SPLIT: {
            Py_ssize_t end = run(m, pc + 2, at);
            if (end >= 0) return end;
            pc = code[pc + 1];
            break;
        }
        case JUMP: pc = code[pc + 1]; break;
        case AHEAD:
            if ((run(m, pc + 3, at) >= 0) == code[pc + 1]) return -1;
            pc = code[pc + 2];
            break;
        case BEHIND: {
            int found = at >= code[pc + 3] && run(m, pc + 4, at - code[pc + 3]) >= 0;
            if (found == code[pc + 1]) return -1;
            pc = code[pc + 2];
            break;
        }
        case AT:
            if (!stands_at(m, code[pc + 1], at)) return -1;
            pc += 2;
            break;
        default: return -1;
        }
}

/* ---- making ---- */

/* Split every class that a set holds a part of. ``fresh`` maps an old class to the new one of its members. */
static int refine(Scanner *s, int set, int32_t *fresh, uint32_t *size, uint32_t *inside) {
    memset(inside, 0, sizeof(uint32_t) * BASIC);
    for (int r = 0; r < s->nranges[set]; r++)
        for (uint32_t c = s->ranges[set][2 * r]; c <= s->ranges[set][2 * r + 1] && c < BASIC; c++) inside[s->class_of[c]]++;
    int before = s->nclasses;
    for (int k = 0; k < before; k++) fresh[k] = -1;
    for (int r = 0; r < s->nranges[set]; r++)
        for (uint32_t c = s->ranges[set][2 * r]; c <= s->ranges[set][2 * r + 1] && c < BASIC; c++) {
            int k = s->class_of[c];
            if (inside[k] == size[k] && fresh[k] < 0) continue; /* the whole class is in */
            if (fresh[k] < 0) {
                if (s->nclasses == 4096) return -1;
                fresh[k] = s->nclasses;
                size[s->nclasses++] = 0;
            }
            s->class_of[c] = (uint16_t)fresh[k];
            size[fresh[k]]++;
        }
    for (int k = 0; k < before; k++)
        if (fresh[k] >= 0) size[k] -= size[fresh[k]];
    return 0;
}

static int make_classes(Scanner *s) {
    int32_t *fresh = PyMem_Malloc(sizeof(int32_t) * 4096);
    uint32_t *size = PyMem_Calloc(4096, sizeof(uint32_t)), *inside = PyMem_Malloc(sizeof(uint32_t) * BASIC);
    int failed = !fresh || !size || !inside;
    if (failed) PyErr_NoMemory();
    s->nclasses = 1;
    if (size) size[0] = BASIC;
    for (int set = 0; set < s->nsets && !failed; set++)
        if (refine(s, set, fresh, size, inside) < 0) {
            PyErr_SetString(PyExc_ValueError, "too many classes");
            failed = 1;
        }
    PyMem_Free(fresh);
    PyMem_Free(size);
    PyMem_Free(inside);
    if (failed) return -1;
    s->member = PyMem_Calloc((size_t)s->nclasses * (size_t)(s->nsets + 1), 1);
    s->begins = PyMem_Calloc((size_t)s->nclasses * WORDS, sizeof(uint64_t));
    if (!s->member || !s->begins) {
        PyErr_NoMemory();
        return -1;
    }
    for (int set = 0; set < s->nsets; set++)
        for (int r = 0; r < s->nranges[set]; r++)
            for (uint32_t c = s->ranges[set][2 * r]; c <= s->ranges[set][2 * r + 1] && c < BASIC; c++)
                s->member[s->class_of[c] * s->nsets + set] = 1;
    return 0;
}

/* Mark the classes that a program can begin with; all where it begins with no set. */
static void mark(Scanner *s, int program, int pc, uint8_t *into) {
    const int32_t *code = s->programs[program].code;
    for (;;) switch (code[pc]) {
        case SET:
            for (int k = 0; k < s->nclasses; k++) into[k] |= s->member[k * s->nsets + code[pc + 1]];
            return;
        case REPEAT:
            for (int k = 0; k < s->nclasses; k++) into[k] |= s->member[k * s->nsets + code[pc + 1]];
            if (code[pc + 2] > 0) return;
            pc += 4;
            break;
        case SPLIT:
            mark(s, program, pc + 2, into);
            pc = code[pc + 1];
            break;
        case JUMP: pc = code[pc + 1]; break;
        case AHEAD: pc = code[pc + 2]; break; /* what it asks is asked when it is tried */
        case BEHIND: pc = code[pc + 2]; break;
        case AT: pc += 2; break;
        default: memset(into, 1, (size_t)s->nclasses); return; /* it may match nothing at all */
        }
}

static int make_begins(Scanner *s) {
    uint8_t *into = PyMem_Malloc((size_t)s->nclasses);
    if (!into) {
        PyErr_NoMemory();
        return -1;
    }
    for (int p = 0; p < s->nprograms; p++) {
        if (!s->programs[p].length) continue;
        memset(into, 0, (size_t)s->nclasses);
        mark(s, p, 0, into);
        for (int k = 0; k < s->nclasses; k++)
            if (into[k]) s->begins[k * WORDS + p / 64] |= (uint64_t)1 << (p % 64);
    }
    PyMem_Free(into);
    return 0;
}

/* Copy a buffer of 32-bit words; NULL with an exception. */
static void *copy_words(PyObject *source, int *count) {
    Py_buffer view;
    if (PyObject_GetBuffer(source, &view, PyBUF_SIMPLE) < 0) return NULL;
    void *copy = PyMem_Malloc((size_t)view.len + 1);
    if (copy) memcpy(copy, view.buf, (size_t)view.len);
    else PyErr_NoMemory();
    *count = (int)(view.len / 4);
    PyBuffer_Release(&view);
    return copy;
}

static PyObject *scanner_new(PyTypeObject *type, PyObject *arguments, PyObject *keywords) {
    PyObject *programs, *sets;
    (void)keywords;
    if (!PyArg_ParseTuple(arguments, "O!O!", &PyTuple_Type, &programs, &PyTuple_Type, &sets)) return NULL;
    if (PyTuple_Size(programs) > MOST_PROGRAMS || PyTuple_Size(sets) > MOST_SETS)
        return PyErr_Format(PyExc_ValueError, "too many patterns or sets");
    Scanner *s = (Scanner *)((allocfunc)PyType_GetSlot(type, Py_tp_alloc))(type, 0);
    if (!s) return NULL;
    for (; s->nprograms < PyTuple_Size(programs); s->nprograms++) {
        Program *p = s->programs + s->nprograms;
        p->code = copy_words(PyTuple_GetItem(programs, s->nprograms), &p->length);
        if (!p->code) goto failed;
    }
    for (; s->nsets < PyTuple_Size(sets); s->nsets++) {
        int count;
        s->ranges[s->nsets] = copy_words(PyTuple_GetItem(sets, s->nsets), &count);
        if (!s->ranges[s->nsets]) goto failed;
        s->nranges[s->nsets] = count / 2;
    }
    if (make_classes(s) == 0 && make_begins(s) == 0) return (PyObject *)s;
failed:
    Py_DECREF((PyObject *)s);
    return NULL;
}

static void scanner_dealloc(PyObject *self) {
    Scanner *s = (Scanner *)self;
    for (int p = 0; p < s->nprograms; p++) PyMem_Free(s->programs[p].code);
    for (int set = 0; set < s->nsets; set++) PyMem_Free(s->ranges[set]);
    PyMem_Free(s->member);
    PyMem_Free(s->begins);
    release(self);
}

/* ---- asking ---- */

/* Try the programs ``asked`` where they can begin, and take out those that are found. */
static void scan(const Scanner *s, const Py_UCS4 *text, Py_ssize_t length, uint64_t *asked) {
    Match m = {s, text, length, NULL};
    int words = (s->nprograms + 63) / 64;
    for (Py_ssize_t at = 0; at <= length; at++) {
        const uint64_t *begins = at < length && text[at] < BASIC ? s->begins + s->class_of[text[at]] * WORDS : NULL;
        uint64_t left = 0;
        for (int w = 0; w < words; w++) {
            left |= asked[w];
            /* beyond the basic plane, and at the end, everything is tried: that is rare */
            uint64_t here = asked[w] & (begins ? begins[w] : ~(uint64_t)0);
            for (int p = w * 64; here; p++, here >>= 1) {
                if (!(here & 1)) continue;
                m.code = s->programs[p].code;
                if (run(&m, 0, at) >= 0) asked[w] &= ~((uint64_t)1 << (p % 64));
            }
        }
        if (!left) return;
    }
}

/* search(text, patterns as a bit mask) -> those of them that are found in it */
static PyObject *search(PyObject *self, PyObject *arguments) {
    const Scanner *s = (Scanner *)self;
    PyObject *text, *mask;
    Py_ssize_t length;
    uint64_t asked[WORDS], left[WORDS];
    uint8_t bytes[MOST_PROGRAMS / 8];
    if (!PyArg_ParseTuple(arguments, "UO!", &text, &PyBytes_Type, &mask)) return NULL;
    if (PyBytes_Size(mask) != (Py_ssize_t)sizeof bytes) return PyErr_Format(PyExc_ValueError, "a mask of another size");
    const uint8_t *given = (const uint8_t *)PyBytes_AsString(mask);
    for (int w = 0; w < WORDS; w++) {
        asked[w] = 0;
        for (int b = 0; b < 8; b++) asked[w] |= (uint64_t)given[8 * w + b] << (8 * b);
        for (int p = 64 * w; p < 64 * w + 64; p++)
            if (p >= s->nprograms || !s->programs[p].length) asked[w] &= ~((uint64_t)1 << (p % 64));
        left[w] = asked[w];
    }
    Py_UCS4 *u = code_points(text, &length, 0, 0);
    if (!u) return NULL;
    scan(s, u, length, left);
    PyMem_Free(u);
    for (int w = 0; w < WORDS; w++)
        for (int b = 0; b < 8; b++) bytes[8 * w + b] = (uint8_t)((asked[w] & ~left[w]) >> (8 * b));
    return PyBytes_FromStringAndSize((const char *)bytes, sizeof bytes);
}

/* find(text) -> [(start, end)] of the first program, as finditer finds them; nothing where it matches without length */
static PyObject *find(PyObject *self, PyObject *text) {
    const Scanner *s = (Scanner *)self;
    Py_ssize_t length, end;
    if (!s->nprograms || !s->programs[0].length) return PyErr_Format(PyExc_ValueError, "there is no pattern");
    Py_UCS4 *u = code_points(text, &length, 0, 0);
    PyObject *list = u ? PyList_New(0) : NULL;
    Match m = {s, u, length, s->programs[0].code};
    for (Py_ssize_t at = 0; list && at < length; at++) {
        if (u[at] < BASIC && !(s->begins[s->class_of[u[at]] * WORDS] & 1)) continue;
        end = run(&m, 0, at);
        if (end <= at) continue;
        PyObject *span = Py_BuildValue("(nn)", at, end);
        if (!span || PyList_Append(list, span) < 0) Py_CLEAR(list);
        Py_XDECREF(span);
        at = end - 1;
    }
    if (u) PyMem_Free(u);
    return list;
}

static PyMethodDef methods[] = {
    {"find", find, METH_O, "find(text) -> spans of the first pattern"},
    {"search", search, METH_VARARGS, "search(text, mask) -> mask"},
    {NULL, NULL, 0, NULL},
};
static PyType_Slot slots[] = {
    {Py_tp_new, (void *)scanner_new}, {Py_tp_dealloc, (void *)scanner_dealloc}, {Py_tp_methods, methods}, {0, NULL},
};
static PyType_Spec spec = {"docnorm._native.Scanner", sizeof(Scanner), 0, Py_TPFLAGS_DEFAULT, slots};

int add_scan(PyObject *module) { return add_type(module, &spec); }
