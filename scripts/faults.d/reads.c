// The calls that read: numbered, traced and struck like those that write, when FAULT_READS is set. One
// function a call, as in calls.c; open, openat2, read and getdents64 stand in calls.c and plants.c, which
// ask `fails_reading`.
#define _GNU_SOURCE
#include "shim.h"
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/inotify.h>
#include <sys/stat.h>
#include <sys/vfs.h>
#include <unistd.h>

bool fails_reading(const char *call, const char *path) {
  static int reads = -1;
  if (reads < 0) reads = getenv("FAULT_READS") != NULL;
  if (!reads || !counts(path)) return false;
  struct point point = strike(call, path, "");
  if (point.error) errno = point.error;
  result(point.number, point.error ? -1 : 0);
  return point.error != 0;
}

#define FD(fd) char path[PATH_MAX]; locate(fd, NULL, path)
#define AT(folder, name) char path[PATH_MAX]; locate(folder, name, path)
#define READS(call, made) do { if (fails_reading(call, path)) return -1; return made; } while (0)

/// The plant `ended-read` takes an error for the end of the file.
#define ENDS(call, made)                    \
  do {                                      \
    if (!fails_reading(call, path)) return made; \
    if (!planted("ended-read")) return -1;  \
    remark("ended", path);                  \
    return 0;                               \
  } while (0)

ssize_t pread(int fd, void *bytes, size_t size, off_t at) {
  FD(fd); ENDS("pread", REAL(pread)(fd, bytes, size, at));
}
ssize_t pread64(int fd, void *bytes, size_t size, off64_t at) {
  FD(fd); ENDS("pread", REAL(pread64)(fd, bytes, size, at));
}
int fstat(int fd, struct stat *facts) { FD(fd); READS("fstat", REAL(fstat)(fd, facts)); }
int fstat64(int fd, struct stat64 *facts) { FD(fd); READS("fstat", REAL(fstat64)(fd, facts)); }
int stat(const char *a, struct stat *facts) { AT(AT_FDCWD, a); READS("stat", REAL(stat)(a, facts)); }
int stat64(const char *a, struct stat64 *facts) { AT(AT_FDCWD, a); READS("stat", REAL(stat64)(a, facts)); }
int lstat(const char *a, struct stat *facts) { AT(AT_FDCWD, a); READS("stat", REAL(lstat)(a, facts)); }
int lstat64(const char *a, struct stat64 *facts) { AT(AT_FDCWD, a); READS("stat", REAL(lstat64)(a, facts)); }
int fstatat(int d, const char *a, struct stat *facts, int flags) {
  AT(d, a); READS("fstatat", REAL(fstatat)(d, a, facts, flags));
}
int fstatat64(int d, const char *a, struct stat64 *facts, int flags) {
  AT(d, a); READS("fstatat", REAL(fstatat64)(d, a, facts, flags));
}
int statx(int d, const char *a, int flags, unsigned mask, struct statx *facts) {
  AT(d, a); READS("statx", REAL(statx)(d, a, flags, mask, facts));
}
int fstatfs(int fd, struct statfs *facts) { FD(fd); READS("fstatfs", REAL(fstatfs)(fd, facts)); }
int fstatfs64(int fd, struct statfs64 *facts) { FD(fd); READS("fstatfs", REAL(fstatfs64)(fd, facts)); }

/// A lease is asked for on the file that is to be claimed: refused with EAGAIN when it has a writer.
static int lease(int fd, int command, long value, int (*made)(int, int, ...)) {
  FD(fd);
  if (command == F_SETLEASE && value != F_UNLCK) READS("lease", made(fd, command, value));
  return made(fd, command, value);
}
#define FCNTL(name)                              \
  va_list more;                                  \
  va_start(more, command);                       \
  long value = va_arg(more, long);               \
  va_end(more);                                  \
  return lease(fd, command, value, REAL(name))
int fcntl(int fd, int command, ...) { FCNTL(fcntl); }
int fcntl64(int fd, int command, ...) { FCNTL(fcntl64); }

/// The folder's own path: it is given as /proc/self/fd/NUMBER.
int inotify_add_watch(int fd, const char *a, uint32_t mask) {
  char path[PATH_MAX];
  int folder;
  if (sscanf(a, "/proc/self/fd/%d", &folder) == 1) locate(folder, NULL, path); else locate(AT_FDCWD, a, path);
  READS("watch", REAL(inotify_add_watch)(fd, a, mask));
}
