// What the parts of the shim know of each other: shim.c numbers, traces and strikes; calls.c has one
// function for each call that changes the disk, reads.c for each that reads; plants.c acts out wrong orders.
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

/// Makes a function of the C library's (or SQLite's) own known as REAL(name) to the one that stands in.
#define REAL(name) \
  ({ static __typeof__(&name) real_; if (!real_) real_ = dlsym(RTLD_NEXT, #name); real_; })

/// One call that is about to be made.
struct point {
  long number;
  /// The errno it must fail with; 0: make it.
  int error;
  /// A write is to be made by half.
  bool halves;
};

/// The path that a folder's descriptor and a name mean, in a buffer of PATH_MAX. Parameter name: NULL for
/// the descriptor itself.
const char *locate(int folder, const char *name, char *path);
/// Calls on this path are numbered.
bool counts(const char *path);
/// Numbers a call; does not return when the process is killed here. Parameter detail: where to, or what.
struct point strike(const char *call, const char *path, const char *detail);
/// Traces what a call returned, and returns it; errno stays.
long result(long number, long value);
/// Keeps what is written to the database or its log. Returns "OFFSET LENGTH PLACE" in `detail`, PLACE
/// being that of the bytes in FAULT_DATA, -1 when they are not kept.
const char *keep(const char *path, const void *bytes, size_t size, off_t offset, char *detail);

/// A call that reads is to fail here, and errno says how. Counts it when FAULT_READS is set.
bool fails_reading(const char *call, const char *path);

/// Notes in the trace that a plant has done its work.
void remark(const char *what, const char *of);
/// The wrong order that FAULT_PLANT names is this one.
bool planted(const char *plant);
/// The plant leaves this call out: it is reported as done, and neither made nor counted.
bool plant_omits(const char *call, const char *path);
/// A plant that leaks does so at this call.
void plant_leaks(const char *call, const char *path);
bool ends_with(const char *text, const char *ending);
