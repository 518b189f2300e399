/* docnorm._native: what docnorm does in Python, done faster. Python is the reference, and tests hold them equal. */
#include "native.h"

Py_UCS4 *code_points(PyObject *text, Py_ssize_t *length, int before, int behind) {
    Py_ssize_t n = PyUnicode_GetLength(text);
    if (n < 0) return NULL;
    if (n > PY_SSIZE_T_MAX / 8) {
        PyErr_NoMemory();
        return NULL;
    }
    Py_UCS4 *all = PyMem_Malloc(sizeof(Py_UCS4) * (size_t)(n + before + behind + 1));
    if (!all) {
        PyErr_NoMemory();
        return NULL;
    }
    memset(all, 0, sizeof(Py_UCS4) * (size_t)before);
    if (!PyUnicode_AsUCS4(text, all + before, n + 1, 1)) {
        PyMem_Free(all);
        return NULL;
    }
    memset(all + before + n, 0, sizeof(Py_UCS4) * (size_t)(behind + 1));
    *length = n;
    return all + before;
}

const void *hold_array(PyObject *arrays, const char *name, int size, Py_buffer *into, Py_ssize_t *count) {
    PyObject *found = PyDict_GetItemString(arrays, name);
    if (!found) {
        PyErr_Format(PyExc_KeyError, "%s", name);
        return NULL;
    }
    if (PyObject_GetBuffer(found, into, PyBUF_SIMPLE) < 0) return NULL;
    if (count) *count = into->len / size;
    return into->buf;
}

int add_type(PyObject *module, PyType_Spec *spec) {
    PyObject *type = PyType_FromModuleAndSpec(module, spec, NULL);
    if (!type) return -1;
    int failed = PyModule_AddType(module, (PyTypeObject *)type);
    Py_DECREF(type);
    return failed;
}

void release(PyObject *self) {
    PyTypeObject *type = Py_TYPE(self);
    freefunc give_back = (freefunc)PyType_GetSlot(type, Py_tp_free);
    give_back(self);
    Py_DECREF((PyObject *)type);
}

static int traverse(PyObject *module, visitproc visit, void *arg) {
    State *state = PyModule_GetState(module);
    Py_VISIT((PyObject *)state->document);
    return 0;
}

static int clear(PyObject *module) {
    State *state = PyModule_GetState(module);
    Py_CLEAR(state->document);
    return 0;
}

static void forget(void *module) { clear(module); }

static int fill(PyObject *module) {
    return add_characters(module) < 0 || add_lexicon(module) < 0 || add_scan(module) < 0 ? -1 : 0;
}

static PyModuleDef_Slot slots[] = {{Py_mod_exec, (void *)fill}, {0, NULL}};
static struct PyModuleDef definition = {
    PyModuleDef_HEAD_INIT, "_native", "What docnorm does in Python, done faster.", sizeof(State), NULL, slots, traverse, clear, forget,
};

PyMODINIT_FUNC PyInit__native(void) { return PyModuleDef_Init(&definition); }
