#pragma once
// Glibc's module hides what needs _GNU_SOURCE (openat2, renameat2, F_SETLEASE …): thin wrappers,
// one a call, no logic. They return what the call returns and leave errno to the caller.
//
// The bodies stand in clinux.c, not here: an #include <fcntl.h> in a module's header becomes an
// import of Glibc's module, and that one was built without _GNU_SOURCE.
#include <stddef.h>
#include <stdint.h>

extern const int linux_o_noatime;

/// openat2(2) with RESOLVE_BENEATH | NO_SYMLINKS | NO_MAGICLINKS | NO_XDEV: the path cannot leave
/// the folder, whatever is swapped meanwhile. Linux 5.6.
int linux_open_beneath(int folder, const char *path, int flags);
/// renameat2(2) with RENAME_NOREPLACE. EEXIST when the new name is taken.
int linux_rename_noreplace(int from, const char *name, int to, const char *new_name);

/// fcntl(2) F_SETLEASE with F_RDLCK, and with F_UNLCK.
int linux_lease_read(int descriptor);
int linux_lease_release(int descriptor);
/// fcntl(2) F_GETLEASE: 1 while this descriptor holds a read lease that nobody is breaking.
int linux_lease_is_held(int descriptor);

/// getdents64(2).
ptrdiff_t linux_getdents(int folder, void *buffer, size_t size);
int linux_syncfs(int descriptor);
/// sync_file_range(2) with SYNC_FILE_RANGE_WRITE: starts writing dirty pages, waits for nothing.
int linux_start_writeback(int descriptor);
/// fcntl(2) F_OFD_SETLK with F_WRLCK on the whole file.
int linux_lock_whole_file(int descriptor);
/// fcntl(2) F_OFD_SETLK with F_UNLCK, whose only errors are those of a descriptor that is not open.
void linux_unlock_whole_file(int descriptor);
/// fcntl(2) F_OFD_GETLK: 1 when somebody else holds a lock on the file, 0 when nobody does.
int linux_is_locked(int descriptor);
/// fcntl(2) F_OFD_SETLK with F_RDLCK on the one byte at this offset, and on none other any more. Of a folder, too;
/// reading it is enough.
int linux_hold_byte(int descriptor, int64_t offset);
/// fcntl(2) F_OFD_GETLK: the offset of a byte of this range that somebody else holds so; -1 when nobody holds any,
/// or when it cannot be told.
int64_t linux_held_byte(int descriptor, int64_t offset, int64_t count);
/// statx(2) with STATX_BTIME: when the file that a path leads to was made, ns since 1970, or 0.
int64_t linux_birth_nanoseconds(const char *path);
/// accept4(2) with SOCK_CLOEXEC.
int linux_accept(int listener);
/// SO_PEERCRED of unix(7): who connected.
int linux_peer_uid(int socket, uint32_t *uid);
/// statfs(2): the file system's magic number (statfs(2), <linux/magic.h>), or -1.
int64_t linux_file_system_magic(int descriptor);
/// statx(2) with STATX_MNT_ID (Linux 5.8): which mount an open file is on, or 0.
uint64_t linux_mount_id(int descriptor);
/// adjtimex(2), asking only: 1 when the clock follows another one (NTP), 0 when it does not, -1 when the
/// kernel does not say.
int linux_clock_is_set(void);
/// "ENOENT" for 2; NULL for an unknown number.
const char *linux_errno_name(int number);
/// The message of strerror_l(3) in the C locale; constant for each number.
const char *linux_errno_text(int number);

/// When the process dies by its own hand (SIGILL, SIGTRAP, SIGSEGV, SIGBUS, SIGFPE, SIGABRT), one byte
/// '!' is written to this descriptor first; -1: no more. Whoever handled those signals before does so
/// afterwards. A death by SIGKILL or SIGTERM leaves nothing.
void linux_note_death(int descriptor);

/// Gives the calling thread a stack of its own for signals, once and until it ends (sigaltstack(2)): a
/// handler can then run when the thread's own stack has overflown. 0, or -1 with errno.
int linux_give_signal_stack(void);

/// From the return of this call on, each signal of this number writes one byte, the number, to the
/// descriptor; -1 gives the number its default again. sigaction(2) with SA_RESTART.
int linux_catch_signal(int number, int descriptor);
/// pipe2(2) with O_CLOEXEC and O_NONBLOCK; the end to read first.
int linux_pipe(int ends[2]);

/// mallopt(3) with M_ARENA_MAX; 1 when it worked.
int linux_limit_heaps(int count);
/// mallopt(3) with M_MMAP_THRESHOLD and M_TRIM_THRESHOLD: blocks from this size on are mapped one by
/// one and go back to the kernel when freed; 1 when it worked.
int linux_map_blocks_from(int bytes);
/// malloc_trim(3): what is free in the heaps goes back to the kernel.
void linux_return_free_memory(void);
