// LD_PRELOAD: numbers every call that changes what is on the disk below FAULT_ROOT, writes a trace of
// them, and strikes at one of them. A shim that cannot do its work ends the program with exit 99: a
// fault that cannot happen must not look like one that did no harm.
//
//   FAULT_ROOT=DIR      only calls on paths below it count
//   FAULT_TRACE=FILE    one line a call and one a result (format: trace.py)
//   FAULT_DATA=FILE     the bytes written to wiredesk.db and its log, for the order checker
//   FAULT_AT=N          strike before call N is made:
//     FAULT_SIGNAL=S      the process gets signal S (9: kill, 19: stop)
//     FAULT_ERRNO=E       the call fails with errno E
//     FAULT_SHORT=1       a write is made by half
//   FAULT_CALL=NAME     N counts only calls of this name …
//   FAULT_PATH=PART     … on paths that hold this
//   FAULT_READS=1       calls that read count, too (reads.c)
//   FAULT_SPARES=a,b    calls that an error does not meet
//   FAULT_RELIEF=FILE   the error stays from call N on, until this file exists
//   FAULT_PLANT=NAME    a wrong order to act out (plants.c)
//
// Not seen: SQLite's writes to the -shm file, which are memory-mapped, and rebuilt after every crash.
#define _GNU_SOURCE
#include "shim.h"
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

static struct {
  const char *root, *relief, *spares, *call, *path;
  long at, error, number, matched;  // number: the last call's
  int signal, shortens, trace, data;
  off_t data_size;
} shim = {.trace = -1, .data = -1};
static pthread_once_t once = PTHREAD_ONCE_INIT;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static long number_of(const char *name) {
  const char *text = getenv(name);
  return text ? atol(text) : 0;
}

static int log_file(const char *name) {
  const char *path = getenv(name);
  if (!path) return -1;
  int file = syscall(SYS_openat, AT_FDCWD, path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0644);
  if (file < 0) _exit(99);
  // Out of the way: the program's own descriptors keep the numbers they always have.
  int high = fcntl(file, F_DUPFD_CLOEXEC, 900);
  if (high >= 0) syscall(SYS_close, file);
  return high >= 0 ? high : file;
}

static void begin(void) {
  shim.root = getenv("FAULT_ROOT");
  shim.relief = getenv("FAULT_RELIEF");
  shim.spares = getenv("FAULT_SPARES");
  shim.call = getenv("FAULT_CALL");
  shim.path = getenv("FAULT_PATH");
  shim.at = number_of("FAULT_AT");
  shim.error = number_of("FAULT_ERRNO");
  shim.signal = number_of("FAULT_SIGNAL");
  shim.shortens = number_of("FAULT_SHORT");
  shim.trace = log_file("FAULT_TRACE");
  shim.data = log_file("FAULT_DATA");
  struct stat facts;
  // Not by its name: that one asks this for leave (reads.c).
  if (shim.data >= 0 && syscall(SYS_fstat, shim.data, &facts) == 0) shim.data_size = facts.st_size;
  if (!shim.root) _exit(99);
}

bool ends_with(const char *text, const char *ending) {
  size_t a = strlen(text), b = strlen(ending);
  return a >= b && !strcmp(text + a - b, ending);
}

const char *locate(int folder, const char *name, char *path) {
  size_t length = 0;
  if (!name || name[0] != '/') {
    char link[64] = "/proc/self/cwd";
    if (folder != AT_FDCWD) snprintf(link, sizeof link, "/proc/self/fd/%d", folder);
    ssize_t count = readlink(link, path, PATH_MAX - 2);
    length = count > 0 ? (size_t)count : 0;
    if (name && *name && length) path[length++] = '/';
  }
  if (name) while (*name && length < PATH_MAX - 1) path[length++] = *name++;
  path[length] = 0;
  // A line of the trace stays a line.
  for (size_t i = 0; i < length; i++) if ((unsigned char)path[i] < ' ') path[i] = '?';
  return path;
}

bool counts(const char *path) {
  pthread_once(&once, begin);
  size_t length = strlen(shim.root);
  return !strncmp(path, shim.root, length) && (path[length] == '/' || !path[length]);
}

static void note(const char *format, ...) {
  if (shim.trace < 0) return;
  char line[2 * PATH_MAX + 200];
  va_list values;
  va_start(values, format);
  int length = vsnprintf(line, sizeof line, format, values);
  va_end(values);
  if (syscall(SYS_write, shim.trace, line, length) != length) _exit(99);
}

static bool is_spared(const char *call) {
  const char *found = shim.spares ? strstr(shim.spares, call) : NULL;
  char after = found ? found[strlen(call)] : 0;
  return found && (found == shim.spares || found[-1] == ',') && (!after || after == ',');
}

static bool strikes_here(long number, const char *call, const char *path) {
  if (shim.call) {
    if (strcmp(call, shim.call) || (shim.path && !strstr(path, shim.path))) return false;
    number = ++shim.matched;
  }
  if (!shim.at || number < shim.at || (number > shim.at && !shim.relief)) return false;
  if (is_spared(call)) return false;
  return !shim.relief || syscall(SYS_faccessat, AT_FDCWD, shim.relief, F_OK) != 0;
}

struct point strike(const char *call, const char *path, const char *detail) {
  pthread_mutex_lock(&lock);
  struct point point = {.number = ++shim.number};
  bool strikes = strikes_here(point.number, call, path);
  point.error = strikes ? (int)shim.error : 0;
  point.halves = strikes && shim.shortens && strstr(call, "write");
  note("%ld\t>\t%s\t%s\t%s\n", point.number, call, path, detail);
  if (strikes && (shim.signal || shim.error || point.halves)) note("%ld\t!\n", point.number);
  if (strikes && shim.signal) {
    kill(getpid(), shim.signal);
    // Nobody passes while the lock is held, until the signal has reached every thread.
    if (shim.signal == SIGKILL) for (;;) pause();
    if (shim.signal == SIGSTOP) usleep(2000);
  }
  pthread_mutex_unlock(&lock);
  return point;
}

void remark(const char *what, const char *of) {
  pthread_once(&once, begin);
  note("0\t#\t%s\t%s\n", what, of);
}

long result(long number, long value) {
  int kept = errno;
  note("%ld\t<\t%ld\t%d\n", number, value, value < 0 ? kept : 0);
  errno = kept;
  return value;
}

const char *keep(const char *path, const void *bytes, size_t size, off_t offset, char *detail) {
  long place = -1;
  if (shim.data >= 0 && (ends_with(path, "/wiredesk.db") || ends_with(path, "/wiredesk.db-wal"))) {
    pthread_mutex_lock(&lock);
    place = shim.data_size;
    if (syscall(SYS_write, shim.data, bytes, size) != (long)size) _exit(99);
    shim.data_size += size;
    pthread_mutex_unlock(&lock);
  }
  sprintf(detail, "%ld %zu %ld", (long)offset, size, place);
  return detail;
}
