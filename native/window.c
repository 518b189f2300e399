/* Document.read: a window from Python, its edges, and what the paths at its end say. */
#include "lattice.h"

static int add_edge(Sweep *v, Edge edge) {
    if (v->nedges == v->room_edges) {
        int room = v->room_edges ? 2 * v->room_edges : 512;
        Edge *more = PyMem_Realloc(v->edges, sizeof(Edge) * (size_t)room);
        if (!more) {
            v->failed = 1;
            return -1;
        }
        v->edges = more;
        v->room_edges = room;
    }
    v->edges[v->nedges++] = edge;
    return 0;
}

/* A run comes as (start, end, graph): graph is None for what is taken as Latin, else a tuple of (place, end, syllable,
 * tone), sorted by place, made by the reference's own ``cut``. */
static int read_run(Sweep *v, PyObject *row, Run *run) {
    PyObject *graph;
    if (!PyArg_ParseTuple(row, "iiO", &run->start, &run->end, &graph)) return -1;
    if (run->start < 0 || run->end > v->size || run->start > run->end) {
        PyErr_SetString(PyExc_ValueError, "a run outside its window");
        return -1;
    }
    run->blank = graph == Py_None;
    for (int i = run->start; i < run->end; i++) v->outs[i].count = 0;
    for (Py_ssize_t i = 0; !run->blank && i < PyTuple_Size(graph); i++) {
        int place, end, syllable, tone;
        if (!PyArg_ParseTuple(PyTuple_GetItem(graph, i), "iiii", &place, &end, &syllable, &tone)) return -1;
        if (place < run->start || place >= run->end || end <= place || end > run->end) {
            PyErr_SetString(PyExc_ValueError, "a syllable outside its run");
            return -1;
        }
        if (!v->outs[place].count) v->outs[place].first = v->nedges;
        v->outs[place].count++;
        if (add_edge(v, (Edge){end, tone, 0, (uint16_t)syllable}) < 0) return -1;
    }
    return 0;
}

static int read_edges(Sweep *v, PyObject *runs) {
    for (int i = 0; i < v->size; i++) {
        v->outs[i] = (Range){v->nedges, 1};
        v->begins[i].count = -1;
        if (add_edge(v, (Edge){i + 1, -1, v->text[i], 0}) < 0) return -1;
    }
    for (int r = 0; r < v->nruns; r++)
        if (read_run(v, PyTuple_GetItem(runs, r), v->runs + r) < 0) return -1;
    return 0;
}

static int make_room(Sweep *v, PyObject *text) {
    Py_ssize_t n;
    Py_UCS4 *s = code_points(text, &n, 0, 0);
    if (!s) return -1;
    v->size = (int)n;
    v->text = PyMem_Calloc((size_t)n + 1, sizeof *v->text);
    v->outs = PyMem_Calloc((size_t)n + 1, sizeof *v->outs);
    v->begins = PyMem_Calloc((size_t)n + 1, sizeof *v->begins);
    v->beams = PyMem_Calloc((size_t)n + 1, sizeof *v->beams);
    if (v->text)
        for (Py_ssize_t i = 0; i < n; i++) v->text[i] = s[i] > 0xFFFF ? 0xFFFF : (uint16_t)s[i]; /* in no word */
    PyMem_Free(s);
    if (!v->text || !v->outs || !v->begins || !v->beams) {
        v->failed = 1;
        return -1;
    }
    return keep_said(v, &(Said){0}); /* number 0: nothing said yet */
}

static void clear_beams(Sweep *v) {
    for (int i = 0; v->beams && i <= v->size; i++) {
        PyMem_Free(v->beams[i].paths);
        PyMem_Free(v->beams[i].slots);
        v->beams[i] = (Beam){0};
    }
}

static void clear_sweep(Sweep *v) {
    clear_beams(v);
    PyMem_Free(v->text);
    PyMem_Free(v->outs);
    PyMem_Free(v->begins);
    PyMem_Free(v->beams);
    PyMem_Free(v->said);
    PyMem_Free(v->said_slots);
    PyMem_Free(v->edges);
    PyMem_Free(v->words);
    PyMem_Free(v->todo);
    PyMem_Free(v);
}

/* ---- the end of the window ---- */

typedef struct {
    const Said *said; /* without joints */
    int number;       /* of it */
    double score, best;
    int joined; /* whether the best path that says so goes on beside the run */
} Row;

static int by_score(const void *a, const void *b) {
    const Row *x = a, *y = b;
    if (x->score != y->score) return x->score > y->score ? -1 : 1;
    for (int i = 0; i < x->said->size && i < y->said->size; i++)
        if (x->said->text[i] != y->said->text[i]) return x->said->text[i] < y->said->text[i] ? -1 : 1;
    return x->said->size - y->said->size;
}

/* Add one path's score to the row of what it says. */
static void add_score(Row *row, double total, int joined) {
    double old = row->score;
    row->score = (old > total ? old : total) + log1p(exp(-fabs(old - total)));
    if (total > row->best || (total == row->best && joined > row->joined)) {
        row->best = total;
        row->joined = joined;
    }
}

/* The number of what is said without its joints, and whether there were any. */
static int unjoin(Sweep *v, int said, int *joined) {
    Said plain = {0};
    const Said *whole = v->said + said;
    for (int k = 0; k < whole->size; k++)
        if (whole->text[k] != JOINT) plain.text[plain.size++] = whole->text[k];
    *joined = plain.size != whole->size;
    return *joined ? keep_said(v, &plain) : said;
}

/* The rows of the last beam, best first, to be freed; ``whole``: the sum of their likelihoods over the first's. */
static Row *finish(Sweep *v, int after, int *count, double *whole) {
    const Beam *b = v->beams + v->size;
    Row *rows = PyMem_Malloc(sizeof(Row) * (size_t)(b->count + 1));
    int32_t *row_of = PyMem_Malloc(sizeof(int32_t) * (size_t)(v->nsaid + b->count + 1)); /* each path keeps one more */
    if (!rows || !row_of) {
        PyMem_Free(rows);
        PyMem_Free(row_of);
        v->failed = 1;
        return NULL;
    }
    memset(row_of, 0xFF, sizeof(int32_t) * (size_t)(v->nsaid + b->count + 1));
    int n = 0;
    for (int i = 0; i < b->count; i++) {
        int pair, joined, said = unjoin(v, b->paths[i].said, &joined);
        double p = word_after(v->document, b->paths[i].last, b->paths[i].pair, after, &pair);
        double total = b->paths[i].score + log(p + FLOOR);
        if (row_of[said] >= 0) {
            add_score(rows + row_of[said], total, joined);
            continue;
        }
        row_of[said] = n;
        rows[n++] = (Row){NULL, said, total, total, joined};
    }
    for (int k = 0; k < n; k++) rows[k].said = v->said + rows[k].number; /* kept where they are from here on */
    PyMem_Free(row_of);
    double top = n ? rows[0].score : 0.0;
    for (int k = 1; k < n; k++)
        if (rows[k].score > top) top = rows[k].score;
    *whole = 0.0;
    for (int k = 0; k < n; k++) *whole += exp(rows[k].score - top);
    qsort(rows, (size_t)n, sizeof(Row), by_score);
    *count = n;
    return rows;
}

static PyObject *guess_of(const Row *row, double top, double whole) {
    int order = -1; /* UTF-16 as this machine writes it */
    const uint16_t one = 1;
    order = *(const uint8_t *)&one ? -1 : 1;
    PyObject *text = PyUnicode_DecodeUTF16((const char *)row->said->text, 2 * row->said->size, "surrogatepass", &order);
    if (!text) return NULL;
    return Py_BuildValue("(NddO)", text, exp(row->score - top) / whole, row->score, row->joined ? Py_True : Py_False);
}

static PyObject *guesses_of(Sweep *v, int after, int best) {
    int n;
    double whole;
    Row *rows = finish(v, after, &n, &whole);
    if (!rows) return PyErr_NoMemory();
    PyObject *list = PyList_New(0);
    for (int i = 0; list && i < n && i < best; i++) {
        PyObject *guess = guess_of(rows + i, rows[0].score, whole);
        if (!guess || PyList_Append(list, guess) < 0) Py_CLEAR(list);
        Py_XDECREF(guess);
    }
    PyMem_Free(rows);
    return list;
}

/* The score of the window when the target is Latin: up to it the paths are the same, so only the rest is read. */
static double read_latin(Sweep *v, int after) {
    int n;
    double whole, score = -1e9;
    clear_beams(v);
    for (int i = 0; i < v->nkept; i++) {
        Path next = {NUMBER, -1, v->kept[i].said, 0.0};
        double p = word_after(v->document, v->kept[i].last, v->kept[i].pair, NUMBER, &next.pair);
        next.score = v->kept[i].score + log(p + FLOOR) + 0.0;
        put_path(v, v->beams + v->target_end, next);
    }
    v->target_start = v->target_end; /* nothing more is said */
    sweep(v, v->target_end);
    Row *rows = v->failed ? NULL : finish(v, after, &n, &whole);
    if (rows && n) score = rows[0].score;
    PyMem_Free(rows);
    return score;
}

PyObject *read_window(PyObject *self, PyObject *arguments) {
    PyObject *text, *runs, *guesses = NULL;
    int target, before, after, best;
    double latin = -1e9;
    if (!PyArg_ParseTuple(arguments, "UO!iiii", &text, &PyTuple_Type, &runs, &target, &before, &after, &best))
        return NULL;
    if (PyUnicode_GetLength(text) > MOST_TEXT || PyTuple_Size(runs) > MOST_RUNS) Py_RETURN_NONE;
    Sweep *v = PyMem_Calloc(1, sizeof(Sweep));
    if (!v) return PyErr_NoMemory();
    v->document = (Document *)self;
    v->nruns = (int)PyTuple_Size(runs);
    if (make_room(v, text) == 0 && read_edges(v, runs) == 0) {
        v->target_start = v->target_end = -1;
        if (target >= 0 && target < v->nruns) {
            v->target_start = v->runs[target].start;
            v->target_end = v->runs[target].end;
        }
        put_path(v, v->beams, (Path){before, -1, 0, 0.0});
        sweep(v, 0);
        guesses = v->failed ? NULL : guesses_of(v, after, best);
        if (guesses && PyList_Size(guesses) && v->nkept) latin = read_latin(v, after);
    }
    int failed = v->failed, too_large = v->too_large;
    clear_sweep(v);
    if (failed || !guesses) {
        Py_XDECREF(guesses);
        return PyErr_Occurred() ? NULL : PyErr_NoMemory();
    }
    if (too_large) {
        Py_DECREF(guesses);
        Py_RETURN_NONE;
    }
    return Py_BuildValue("(Nd)", guesses, latin);
}
