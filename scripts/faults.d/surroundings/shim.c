/* Preloaded: a clock that jumps and syncs that take their time.
 *
 *   WIREDESK_CLOCK  a file with seconds to be added to the wall clock, read at every call
 *   WIREDESK_SLOW   a file with the milliseconds that every sync takes longer
 *
 * Without the file nothing is changed. Monotonic clocks never jump. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

static long long number_in(const char *variable) {
  const char *path = getenv(variable);
  int file = path ? open(path, O_RDONLY | O_CLOEXEC) : -1;
  if (file < 0) return 0;
  char text[32] = {0};
  ssize_t length = read(file, text, sizeof text - 1);
  close(file);
  return length > 0 ? atoll(text) : 0;
}

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

int clock_gettime(clockid_t clock, struct timespec *time) {
  int result = REAL(clock_gettime)(clock, time);
  if (result == 0 && (clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE))
    time->tv_sec += number_in("WIREDESK_CLOCK");
  return result;
}

int gettimeofday(struct timeval *restrict time, void *restrict zone) {
  int result = REAL(gettimeofday)(time, zone);
  if (result == 0) time->tv_sec += number_in("WIREDESK_CLOCK");
  return result;
}

time_t time(time_t *at) {
  struct timespec now;
  clock_gettime(CLOCK_REALTIME, &now);
  if (at) *at = now.tv_sec;
  return now.tv_sec;
}

static void dawdle(void) { usleep((useconds_t)number_in("WIREDESK_SLOW") * 1000); }

int fsync(int file) {
  dawdle();
  return REAL(fsync)(file);
}

int fdatasync(int file) {
  dawdle();
  return REAL(fdatasync)(file);
}

int syncfs(int file) {
  dawdle();
  return REAL(syncfs)(file);
}
