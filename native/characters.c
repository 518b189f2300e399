/* The model of characters (docnorm/lexicon/characters.py), and the searches that ask it of a whole text.
 *
 * Costs are eighths of a nat, so every sum is exact and equal to the reference's. */
#include "native.h"

enum { UNITS = 65536, PRIME = 40503, MASK = (1 << 21) - 1, WIDE = 0x2FFF };

typedef struct {
    PyObject_HEAD
    Py_buffer costs, pairs;
    const uint8_t *cost, *back;
} Characters;

static int64_t cost_of(const Characters *m, const Py_UCS4 *s, Py_ssize_t n) {
    int64_t sum = 0;
    uint32_t last = 0; /* the code unit before; those of ASCII make no pairs */
    for (Py_ssize_t i = 0; i < n; i++) {
        uint32_t units[2] = {s[i], 0};
        int count = 1;
        if (s[i] > 0xFFFF) {
            units[0] = 0xD800 + ((s[i] - 0x10000) >> 10);
            units[1] = 0xDC00 + ((s[i] - 0x10000) & 0x3FF);
            count = 2;
        }
        for (int k = 0; k < count; k++) {
            sum += m->cost[units[k]];
            if (last > WIDE && units[k] > WIDE) sum -= m->back[((last * PRIME) ^ units[k]) & MASK];
            last = units[k];
        }
    }
    return sum;
}

static double strangeness_of(const Characters *m, const Py_UCS4 *s, Py_ssize_t n) {
    Py_ssize_t foreign = 0;
    int64_t plain = 0;
    for (Py_ssize_t i = 0; i < n; i++) {
        if (s[i] > 0x7F) foreign++;
        else plain += m->cost[s[i]];
    }
    if (!foreign) return 0.0;
    return (double)(cost_of(m, s, n) - plain) / 8.0 / (double)foreign;
}

static int is_rare(const Characters *m, Py_UCS4 c, int limit) {
    return c > 0x7F && c < UNITS && m->cost[c] >= limit && (c < 0xD800 || c > 0xDFFF);
}

static int ends_line(Py_UCS4 c) {
    return c == '\n' || c == '\r' || c == 0x0B || c == 0x0C || c == 0x2028 || c == 0x2029;
}

/* surprise(text) -> nats */
static PyObject *surprise(PyObject *self, PyObject *text) {
    Py_ssize_t n;
    Py_UCS4 *s = code_points(text, &n, 0, 0);
    if (!s) return NULL;
    int64_t sum = cost_of((Characters *)self, s, n);
    PyMem_Free(s);
    return PyFloat_FromDouble((double)sum / 8.0);
}

/* strangeness(text) -> nats per character outside ASCII */
static PyObject *strangeness(PyObject *self, PyObject *text) {
    Py_ssize_t n;
    Py_UCS4 *s = code_points(text, &n, 0, 0);
    if (!s) return NULL;
    double mean = strangeness_of((Characters *)self, s, n);
    PyMem_Free(s);
    return PyFloat_FromDouble(mean);
}

static int append(PyObject *list, PyObject *item) {
    int failed = !item || PyList_Append(list, item) < 0;
    Py_XDECREF(item);
    return failed ? -1 : 0;
}

/* suspects(text, rare, odd, strange) -> places of rare characters in strange company: damage.suspects */
static PyObject *suspects(PyObject *self, PyObject *arguments) {
    const Characters *m = (Characters *)self;
    PyObject *text;
    int rare;
    double odd, strange;
    Py_ssize_t n, before = -1000;
    if (!PyArg_ParseTuple(arguments, "Uidd", &text, &rare, &odd, &strange)) return NULL;
    Py_UCS4 *s = code_points(text, &n, 0, 0);
    PyObject *list = s ? PyList_New(0) : NULL;
    for (Py_ssize_t i = 0; list && i < n; i++) {
        if (!is_rare(m, s[i], rare)) continue;
        Py_ssize_t start = i > 4 ? i - 4 : 0, end = i + 5 < n ? i + 5 : n;
        int found = (double)cost_of(m, s + start, end - start) / 8.0 > odd * (double)(end - start);
        if (!found && i - before < 40) {
            start = i > 12 ? i - 12 : 0;
            end = i + 24 < n ? i + 24 : n;
            found = strangeness_of(m, s + start, end - start) > strange;
        }
        before = i;
        if (found && append(list, PyLong_FromSsize_t(i)) < 0) Py_CLEAR(list);
    }
    if (s) PyMem_Free(s);
    return list;
}

/* Whether the characters around a rare one, on its line and behind ``done``, are strange enough. */
static int is_strange(const Characters *m, const Py_UCS4 *s, Py_ssize_t n, Py_ssize_t i, Py_ssize_t done, const int *limits) {
    Py_ssize_t low = i - 4 > done ? i - 4 : done, high = i + 5 < n ? i + 5 : n, start = i + 1, end = i + 1;
    while (start > low && s[start - 1] != '\n') start--;
    while (end < high && s[end] != '\n') end++;
    int64_t cost = cost_of(m, s + start, end - start);
    int rare = 0;
    for (Py_ssize_t k = start; k < end; k++) rare += is_rare(m, s[k], limits[0]);
    return !(cost < limits[1] * (int64_t)(end - start) || (cost < limits[2] * (int64_t)(end - start) && rare < 2));
}

/* strange_lines(text, unusual, sound, alone) -> [(start, end)]: mojibake's lines, limits in eighths of a nat */
static PyObject *strange_lines(PyObject *self, PyObject *arguments) {
    const Characters *m = (Characters *)self;
    PyObject *text;
    int limits[3];
    Py_ssize_t n, done = 0;
    if (!PyArg_ParseTuple(arguments, "Uiii", &text, limits, limits + 1, limits + 2)) return NULL;
    Py_UCS4 *s = code_points(text, &n, 0, 0);
    PyObject *list = s ? PyList_New(0) : NULL;
    for (Py_ssize_t i = 0; list && i < n; i++) {
        if (!is_rare(m, s[i], limits[0]) || !is_strange(m, s, n, i, done, limits)) continue;
        Py_ssize_t start = i + 1, end = i + 1;
        while (start > done && !ends_line(s[start - 1])) start--;
        while (end < n && !ends_line(s[end])) end++;
        if (append(list, Py_BuildValue("(nn)", start, end)) < 0) Py_CLEAR(list);
        done = end;
        i = end - 1;
    }
    if (s) PyMem_Free(s);
    return list;
}

static PyObject *characters_new(PyTypeObject *type, PyObject *arguments, PyObject *keywords) {
    PyObject *costs, *pairs;
    (void)keywords;
    if (!PyArg_ParseTuple(arguments, "OO", &costs, &pairs)) return NULL;
    allocfunc allocate = (allocfunc)PyType_GetSlot(type, Py_tp_alloc);
    Characters *m = (Characters *)allocate(type, 0);
    if (!m) return NULL;
    if (PyObject_GetBuffer(costs, &m->costs, PyBUF_SIMPLE) == 0 && PyObject_GetBuffer(pairs, &m->pairs, PyBUF_SIMPLE) == 0) {
        m->cost = m->costs.buf;
        m->back = m->pairs.buf;
        if (m->costs.len >= UNITS && m->pairs.len > MASK) return (PyObject *)m;
        PyErr_SetString(PyExc_ValueError, "tables of another size");
    }
    Py_DECREF((PyObject *)m);
    return NULL;
}

static void characters_dealloc(PyObject *self) {
    Characters *m = (Characters *)self;
    PyBuffer_Release(&m->costs); /* nothing where none is held */
    PyBuffer_Release(&m->pairs);
    release(self);
}

static PyMethodDef methods[] = {
    {"surprise", surprise, METH_O, "surprise(text) -> nats"},
    {"strangeness", strangeness, METH_O, "strangeness(text) -> nats per character outside ASCII"},
    {"suspects", suspects, METH_VARARGS, "suspects(text, rare, odd, strange) -> places"},
    {"strange_lines", strange_lines, METH_VARARGS, "strange_lines(text, unusual, sound, alone) -> spans"},
    {NULL, NULL, 0, NULL},
};
static PyType_Slot slots[] = {
    {Py_tp_new, (void *)characters_new}, {Py_tp_dealloc, (void *)characters_dealloc}, {Py_tp_methods, methods},
    {0, NULL},
};
static PyType_Spec spec = {"docnorm._native.Characters", sizeof(Characters), 0, Py_TPFLAGS_DEFAULT, slots};

int add_characters(PyObject *module) { return add_type(module, &spec); }
