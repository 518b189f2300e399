/* What the parts of docnorm._native share. Limited API of CPython 3.11: one build serves every later CPython.
 *
 * Nothing here is static but constants: sub-interpreters and threads share no state. Every function that allocates
 * checks it; what cannot be done here (a window of unusual size) is answered with None, and Python does it. */
#ifndef DOCNORM_NATIVE_H
#define DOCNORM_NATIVE_H

#ifndef Py_LIMITED_API
#define Py_LIMITED_API 0x030b0000
#endif
#define PY_SSIZE_T_CLEAN
#include <Python.h>
#include <math.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* Return the code points of text, with ``before`` zeros in front and ``behind`` zeros at the end, to be freed with
 * PyMem_Free(result - before); NULL with an exception where there is no memory. */
Py_UCS4 *code_points(PyObject *text, Py_ssize_t *length, int before, int behind);

/* Hold the buffer of an entry of a dict of buffers; count is in items of ``size`` bytes. NULL with an exception. */
const void *hold_array(PyObject *arrays, const char *name, int size, Py_buffer *into, Py_ssize_t *count);

/* What one import of the module holds. */
typedef struct {
    PyTypeObject *document;
} State;

/* Make a type and add it to the module under its own name. */
int add_type(PyObject *module, PyType_Spec *spec);
/* Give back an instance of a type of ours: the end of every dealloc. */
void release(PyObject *self);

int add_characters(PyObject *module);
int add_lexicon(PyObject *module);
int add_scan(PyObject *module);

#endif
