// One function a call that changes what is on the disk. Where the C library has two names for one (the
// 64-bit ones), both stand here; a call that the library makes by itself inside another is not seen.
#define _GNU_SOURCE
#include "shim.h"
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <linux/openat2.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

#define FD(fd) char path[PATH_MAX]; locate(fd, NULL, path)
#define AT(folder, name) char path[PATH_MAX]; locate(folder, name, path)
#define TO(folder, name) char to[PATH_MAX]; locate(folder, name, to)

/// Makes one call: counted, traced, perhaps failed.
#define CALL(name, detail, made)                     \
  do {                                               \
    if (!counts(path)) return made;                  \
    if (plant_omits(name, path)) return 0;           \
    plant_leaks(name, path);                         \
    struct point point = strike(name, path, detail); \
    if (!point.error) return result(point.number, made); \
    errno = point.error;                             \
    return result(point.number, -1);                 \
  } while (0)

#define WRITE(name, offset, made)                                  \
  do {                                                             \
    if (!counts(path)) return made;                                \
    char detail[80];                                               \
    struct point point = strike(name, path, keep(path, bytes, size, offset, detail)); \
    if (point.halves) size = (size + 1) / 2;                       \
    if (!point.error) return result(point.number, made);           \
    errno = point.error;                                           \
    return result(point.number, -1);                               \
  } while (0)

/// A sync that fails is made once more by the plant `retried-sync`, and believed.
#define SYNC(name, made)                                            \
  do {                                                              \
    if (!counts(path)) return made;                                 \
    if (plant_omits(name, path)) return 0;                          \
    struct point point = strike(name, path, "");                    \
    if (!point.error) return result(point.number, made);            \
    errno = point.error;                                            \
    result(point.number, -1);                                       \
    if (!planted("retried-sync")) return -1;                        \
    remark("retried", path);                                        \
    point = strike(name, path, "again");                            \
    return result(point.number, made);                              \
  } while (0)

ssize_t write(int fd, const void *bytes, size_t size) {
  FD(fd); WRITE("write", -1, REAL(write)(fd, bytes, size));
}
ssize_t pwrite(int fd, const void *bytes, size_t size, off_t at) {
  FD(fd); WRITE("pwrite", at, REAL(pwrite)(fd, bytes, size, at));
}
ssize_t pwrite64(int fd, const void *bytes, size_t size, off64_t at) {
  FD(fd); WRITE("pwrite", at, REAL(pwrite64)(fd, bytes, size, at));
}
ssize_t writev(int fd, const struct iovec *parts, int count) {
  FD(fd); CALL("writev", "", REAL(writev)(fd, parts, count));
}
ssize_t copy_file_range(int in, off64_t *a, int out, off64_t *b, size_t size, unsigned flags) {
  FD(out); CALL("copy_file_range", "", REAL(copy_file_range)(in, a, out, b, size, flags));
}
int fallocate(int fd, int mode, off_t at, off_t size) {
  FD(fd); CALL("fallocate", "", REAL(fallocate)(fd, mode, at, size));
}
int fallocate64(int fd, int mode, off64_t at, off64_t size) {
  FD(fd); CALL("fallocate", "", REAL(fallocate64)(fd, mode, at, size));
}
int posix_fallocate(int fd, off_t at, off_t size) {
  FD(fd); CALL("fallocate", "", REAL(posix_fallocate)(fd, at, size));
}
int posix_fallocate64(int fd, off64_t at, off64_t size) {
  FD(fd); CALL("fallocate", "", REAL(posix_fallocate64)(fd, at, size));
}

static const char *size_text(long size, char *text) { sprintf(text, "%ld", size); return text; }
int ftruncate(int fd, off_t size) {
  char text[32]; FD(fd); CALL("ftruncate", size_text(size, text), REAL(ftruncate)(fd, size));
}
int ftruncate64(int fd, off64_t size) {
  char text[32]; FD(fd); CALL("ftruncate", size_text(size, text), REAL(ftruncate64)(fd, size));
}

int fsync(int fd) { FD(fd); SYNC("fsync", REAL(fsync)(fd)); }
int fdatasync(int fd) { FD(fd); SYNC("fdatasync", REAL(fdatasync)(fd)); }
int syncfs(int fd) { FD(fd); SYNC("syncfs", REAL(syncfs)(fd)); }
int sync_file_range(int fd, off64_t at, off64_t size, unsigned flags) {
  FD(fd); SYNC("sync_file_range", REAL(sync_file_range)(fd, at, size, flags));
}

/// Changes nothing, but the order checker wants to know who looked at the disk after a failed sync.
int posix_fadvise(int fd, off_t at, off_t size, int advice) {
  FD(fd);
  if (counts(path) && advice == POSIX_FADV_DONTNEED) remark("dropped", path);
  return REAL(posix_fadvise)(fd, at, size, advice);
}
int posix_fadvise64(int fd, off64_t at, off64_t size, int advice) {
  FD(fd);
  if (counts(path) && advice == POSIX_FADV_DONTNEED) remark("dropped", path);
  return REAL(posix_fadvise64)(fd, at, size, advice);
}

int rename(const char *a, const char *b) {
  AT(AT_FDCWD, a); TO(AT_FDCWD, b); CALL("rename", to, REAL(rename)(a, b));
}
int renameat(int d, const char *a, int e, const char *b) {
  AT(d, a); TO(e, b); CALL("rename", to, REAL(renameat)(d, a, e, b));
}
int renameat2(int d, const char *a, int e, const char *b, unsigned flags) {
  AT(d, a); TO(e, b); CALL("rename", to, REAL(renameat2)(d, a, e, b, flags));
}
int link(const char *a, const char *b) {
  AT(AT_FDCWD, a); TO(AT_FDCWD, b); CALL("link", to, REAL(link)(a, b));
}
int linkat(int d, const char *a, int e, const char *b, int flags) {
  AT(d, a); TO(e, b); CALL("link", to, REAL(linkat)(d, a, e, b, flags));
}
int unlink(const char *a) { AT(AT_FDCWD, a); CALL("unlink", "", REAL(unlink)(a)); }
int rmdir(const char *a) { AT(AT_FDCWD, a); CALL("rmdir", "", REAL(rmdir)(a)); }
int unlinkat(int d, const char *a, int flags) {
  AT(d, a);
  if (counts(path) && planted("unlink-believed") && strstr(path, "/done/")) {
    remark("unlink", path);
    return 0;
  }
  CALL(flags & AT_REMOVEDIR ? "rmdir" : "unlink", "", REAL(unlinkat)(d, a, flags));
}
int mkdir(const char *a, mode_t mode) { AT(AT_FDCWD, a); CALL("mkdir", "", REAL(mkdir)(a, mode)); }
int mkdirat(int d, const char *a, mode_t mode) { AT(d, a); CALL("mkdir", "", REAL(mkdirat)(d, a, mode)); }

/// Only an open that makes a file, or cuts one, changes the disk.
static int changes(int flags, const char *path) {
  return (flags & O_TRUNC) ||
         ((flags & O_CREAT) && syscall(SYS_faccessat, AT_FDCWD, path, F_OK) != 0);
}
#define OPEN(d, a, made)                                       \
  mode_t mode = 0;                                             \
  if (flags & (O_CREAT | O_TMPFILE)) {                         \
    va_list more;                                              \
    va_start(more, flags);                                     \
    mode = va_arg(more, mode_t);                               \
    va_end(more);                                              \
  }                                                            \
  AT(d, a);                                                    \
  if (!changes(flags, path)) return fails_reading("open", path) ? -1 : made; \
  CALL("open", flags & O_TRUNC ? "cut" : "new", made)
int open(const char *a, int flags, ...) { OPEN(AT_FDCWD, a, REAL(open)(a, flags, mode)); }
int open64(const char *a, int flags, ...) { OPEN(AT_FDCWD, a, REAL(open64)(a, flags, mode)); }
int openat(int d, const char *a, int flags, ...) { OPEN(d, a, REAL(openat)(d, a, flags, mode)); }
int openat64(int d, const char *a, int flags, ...) { OPEN(d, a, REAL(openat64)(d, a, flags, mode)); }

/// Calls without a wrapper in glibc 2.36, and those that go round theirs.
long syscall(long number, ...) {
  va_list more;
  va_start(more, number);
  long a[6];
  for (int i = 0; i < 6; i++) a[i] = va_arg(more, long);
  va_end(more);
#define MADE REAL(syscall)(number, a[0], a[1], a[2], a[3], a[4], a[5])
  if (number == SYS_renameat2) {
    AT(a[0], (const char *)a[1]); TO(a[2], (const char *)a[3]); CALL("rename", to, MADE);
  }
  if (number == SYS_openat2) {
    AT(a[0], (const char *)a[1]);
    const struct open_how *how = (const struct open_how *)a[2];
    if (changes(how->flags, path)) CALL("open", how->flags & O_TRUNC ? "cut" : "new", MADE);
    if (fails_reading("openat2", path)) return -1;
  }
  return MADE;
}
