#define _GNU_SOURCE
#include "clinux.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <sys/mman.h>
#include <linux/openat2.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/timex.h>
#include <sys/vfs.h>
#include <unistd.h>
#include <malloc.h>

const int linux_o_noatime = O_NOATIME;

int linux_open_beneath(int folder, const char *path, int flags) {
  // Glibc 2.36 has no wrapper.
  struct open_how how = {
      .flags = (uint64_t)(unsigned)flags,
      .resolve = RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS | RESOLVE_NO_MAGICLINKS | RESOLVE_NO_XDEV,
  };
  return (int)syscall(SYS_openat2, folder, path, &how, sizeof how);
}

int linux_rename_noreplace(int from, const char *name, int to, const char *new_name) {
  return renameat2(from, name, to, new_name, RENAME_NOREPLACE);
}

int linux_lease_read(int descriptor) { return fcntl(descriptor, F_SETLEASE, F_RDLCK); }
int linux_lease_release(int descriptor) { return fcntl(descriptor, F_SETLEASE, F_UNLCK); }
int linux_lease_is_held(int descriptor) { return fcntl(descriptor, F_GETLEASE) == F_RDLCK; }

ptrdiff_t linux_getdents(int folder, void *buffer, size_t size) {
  return getdents64(folder, buffer, size);
}
int linux_syncfs(int descriptor) { return syncfs(descriptor); }
int linux_start_writeback(int descriptor) {
  return sync_file_range(descriptor, 0, 0, SYNC_FILE_RANGE_WRITE);
}
int linux_lock_whole_file(int descriptor) {
  struct flock lock = {.l_type = F_WRLCK, .l_whence = SEEK_SET};
  return fcntl(descriptor, F_OFD_SETLK, &lock);
}
void linux_unlock_whole_file(int descriptor) {
  struct flock lock = {.l_type = F_UNLCK, .l_whence = SEEK_SET};
  fcntl(descriptor, F_OFD_SETLK, &lock);
}
int linux_is_locked(int descriptor) {
  struct flock lock = {.l_type = F_WRLCK, .l_whence = SEEK_SET};
  if (fcntl(descriptor, F_OFD_GETLK, &lock) < 0) return -1;
  return lock.l_type != F_UNLCK;
}
int linux_accept(int listener) { return accept4(listener, NULL, NULL, SOCK_CLOEXEC); }
int linux_peer_uid(int socket, uint32_t *uid) {
  struct ucred who;
  socklen_t size = sizeof who;
  int result = getsockopt(socket, SOL_SOCKET, SO_PEERCRED, &who, &size);
  if (result == 0) *uid = who.uid;
  return result;
}
int64_t linux_file_system_magic(int descriptor) {
  struct statfs facts;
  return fstatfs(descriptor, &facts) < 0 ? -1 : (int64_t)(uint32_t)facts.f_type;
}
int linux_hold_byte(int descriptor, int64_t offset) {
  struct flock lock = {
      .l_type = F_RDLCK, .l_whence = SEEK_SET, .l_start = offset, .l_len = 1};
  if (fcntl(descriptor, F_OFD_SETLK, &lock) < 0) return -1;
  struct flock above = {.l_type = F_UNLCK, .l_whence = SEEK_SET, .l_start = offset + 1};
  if (fcntl(descriptor, F_OFD_SETLK, &above) < 0) return -1;
  if (offset == 0) return 0;
  struct flock below = {.l_type = F_UNLCK, .l_whence = SEEK_SET, .l_len = offset};
  return fcntl(descriptor, F_OFD_SETLK, &below);
}
int64_t linux_held_byte(int descriptor, int64_t offset, int64_t count) {
  struct flock lock = {
      .l_type = F_WRLCK, .l_whence = SEEK_SET, .l_start = offset, .l_len = count};
  if (fcntl(descriptor, F_OFD_GETLK, &lock) < 0 || lock.l_type == F_UNLCK) return -1;
  return lock.l_start;
}
int64_t linux_birth_nanoseconds(const char *path) {
  struct statx facts;
  if (statx(AT_FDCWD, path, 0, STATX_BTIME, &facts) < 0) return 0;
  if (!(facts.stx_mask & STATX_BTIME)) return 0;
  return facts.stx_btime.tv_sec * 1000000000LL + facts.stx_btime.tv_nsec;
}
uint64_t linux_mount_id(int descriptor) {
  struct statx facts;
  if (statx(descriptor, "", AT_EMPTY_PATH, STATX_MNT_ID, &facts) < 0) return 0;
  return facts.stx_mask & STATX_MNT_ID ? facts.stx_mnt_id : 0;
}
int linux_clock_is_set(void) {
  struct timex answer = {.modes = 0};
  int state = adjtimex(&answer);
  return state < 0 ? -1 : state != TIME_ERROR && !(answer.status & STA_UNSYNC);
}
const char *linux_errno_name(int number) { return strerrorname_np(number); }
const char *linux_errno_text(int number) { return strerrordesc_np(number); }

// Enough for our handler and for the one that the Swift runtime may have installed before.
enum { signal_stack_bytes = 64 << 10 };
static pthread_key_t signal_stack_key;
static pthread_once_t signal_stack_once = PTHREAD_ONCE_INIT;

static void drop_signal_stack(void *stack) {
  stack_t off = {.ss_flags = SS_DISABLE};
  sigaltstack(&off, NULL);
  munmap(stack, signal_stack_bytes);
}
static void make_signal_stack_key(void) { pthread_key_create(&signal_stack_key, drop_signal_stack); }

int linux_give_signal_stack(void) {
  pthread_once(&signal_stack_once, make_signal_stack_key);
  if (pthread_getspecific(signal_stack_key)) return 0;
  stack_t held;
  if (sigaltstack(NULL, &held) < 0) return -1;
  // Somebody else's, such as the Swift runtime's for the main thread.
  if (!(held.ss_flags & SS_DISABLE)) return 0;
  void *stack = mmap(NULL, signal_stack_bytes, PROT_READ | PROT_WRITE,
                     MAP_PRIVATE | MAP_ANONYMOUS | MAP_STACK, -1, 0);
  if (stack == MAP_FAILED) return -1;
  stack_t ours = {.ss_sp = stack, .ss_size = signal_stack_bytes};
  if (sigaltstack(&ours, NULL) < 0) {
    munmap(stack, signal_stack_bytes);
    return -1;
  }
  return pthread_setspecific(signal_stack_key, stack) ? -1 : 0;
}

static volatile int signal_descriptors[_NSIG];

// Only async-signal-safe calls, and errno as it was (signal-safety(7)).
static void pass_signal_on(int number) {
  int kept = errno;
  unsigned char byte = (unsigned char)number;
  int descriptor = signal_descriptors[number];
  if (descriptor >= 0 && write(descriptor, &byte, 1) < 0) {
    // Full of signals that nobody has read yet: one more says nothing new.
  }
  errno = kept;
}

int linux_catch_signal(int number, int descriptor) {
  if (number <= 0 || number >= _NSIG) {
    errno = EINVAL;
    return -1;
  }
  struct sigaction action = {.sa_handler = SIG_DFL, .sa_flags = SA_RESTART};
  sigemptyset(&action.sa_mask);
  signal_descriptors[number] = descriptor;
  if (descriptor >= 0) action.sa_handler = pass_signal_on;
  return sigaction(number, &action, NULL);
}

int linux_pipe(int ends[2]) { return pipe2(ends, O_CLOEXEC | O_NONBLOCK); }

int linux_limit_heaps(int count) { return mallopt(M_ARENA_MAX, count); }
int linux_map_blocks_from(int bytes) {
  // Either setting ends the growth of both that malloc(3) otherwise does by itself.
  return mallopt(M_MMAP_THRESHOLD, bytes) && mallopt(M_TRIM_THRESHOLD, 4 * bytes);
}
void linux_return_free_memory(void) { malloc_trim(0); }

static const int deadly[] = {SIGILL, SIGTRAP, SIGSEGV, SIGBUS, SIGFPE, SIGABRT};
enum { deadly_count = sizeof deadly / sizeof *deadly };
static struct sigaction before_death[deadly_count];
static volatile int death_descriptor = -1;

// Only async-signal-safe calls (signal-safety(7)).
static void note_death(int number) {
  if (death_descriptor >= 0 && write(death_descriptor, "!", 1) < 0) {
    // Nobody is left to be told.
  }
  for (int i = 0; i < deadly_count; i++) {
    if (deadly[i] == number) sigaction(number, &before_death[i], NULL);
  }
  // Blocked until this returns; a fault would come again by itself, a sent signal would not.
  raise(number);
}

void linux_note_death(int descriptor) {
  static int installed;
  death_descriptor = descriptor;
  if (descriptor < 0 || installed) return;
  installed = 1;
  struct sigaction action = {.sa_handler = note_death, .sa_flags = SA_ONSTACK};
  sigemptyset(&action.sa_mask);
  for (int i = 0; i < deadly_count; i++) sigaction(deadly[i], &action, &before_death[i]);
}
