// Wrong orders, acted out on the program from outside, so that its source holds none of them: each of
// them is one that somebody could write. plants.py says which campaign must catch which.
//
//   log-unsynced     synchronous=NORMAL on the writer
//   move-first       COMMIT is reported at once and made some transactions later
//   source-unsynced  a file is moved on without a sync of its bytes
//   folder-unsynced  no folder is ever synced
//   log-trusted      a start believes what the log says without making it durable
//   spool-trusted    a start believes what the folders say without making them durable
//   retried-sync     a sync that fails is made again, and its success believed (calls.c)
//   ended-read       a read that fails is taken for the end of the file (reads.c)
//   no-unique        what is stored already is not recognised: no UNIQUE key, nothing looked up
//   left-unseen      what a death has left of forgotten articles is not looked for (forget.py)
//   unlink-believed  a file that cannot be removed is taken for gone (calls.c, forget.py)
//   deaf             inotify tells of nothing
//   no-rescan        the same, and a folder is listed once only
//   leaked-descriptor  each file that leaves claim/ leaves a descriptor open
//   leaked-memory      each leaves 256 KiB allocated
#define _GNU_SOURCE
#include "shim.h"
#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <limits.h>
#include <pthread.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

bool planted(const char *plant) {
  const char *name = getenv("FAULT_PLANT");
  return name && !strcmp(name, plant);
}

static bool is_folder(const char *path) {
  struct stat facts;
  return stat(path, &facts) == 0 && S_ISDIR(facts.st_mode);
}

bool plant_omits(const char *call, const char *path) {
  if (!strstr(call, "sync")) return false;
  bool all = !strcmp(call, "syncfs");
  // Where state and spool share a file system, the sync of one is the other's, too.
  bool omits = (planted("source-unsynced") && (all || (strstr(path, "/claim/") && !is_folder(path)))) ||
               (planted("folder-unsynced") && (all || is_folder(path))) ||
               ((planted("spool-trusted") || planted("log-trusted")) && all);
  if (omits) remark(call, path);
  return omits;
}

enum { LEAKED_BYTES = 256 << 10 };

void plant_leaks(const char *call, const char *path) {
  if (strcmp(call, "rename") || !strstr(path, "/claim/")) return;
  if (planted("leaked-descriptor") && dup(STDIN_FILENO) >= 0) remark("leaked", path);
  if (planted("leaked-memory")) {
    void *lost = malloc(LEAKED_BYTES);
    // Resident only when written to.
    if (lost) memset(lost, 1, LEAKED_BYTES);
    if (lost) remark("leaked", path);
  }
}

// inotify and listings

ssize_t read(int fd, void *bytes, size_t size) {
  char name[PATH_MAX];
  if (fails_reading("read", locate(fd, NULL, name))) return -1;
  ssize_t count = REAL(read)(fd, bytes, size);
  if (count <= 0 || !(planted("deaf") || planted("no-rescan"))) return count;
  char path[PATH_MAX];
  if (!strstr(locate(fd, NULL, path), "inotify")) return count;
  remark("deaf", path);
  errno = EAGAIN;
  return -1;
}

ssize_t getdents64(int fd, void *bytes, size_t size) {
  static int listings;
  char path[PATH_MAX];
  if (fails_reading("getdents", locate(fd, NULL, path))) return -1;
  if (planted("no-rescan") && ends_with(path, "/inbox") &&
      lseek(fd, 0, SEEK_CUR) == 0 && __atomic_add_fetch(&listings, 1, __ATOMIC_SEQ_CST) > 1) {
    remark("unlisted", path);
    return 0;
  }
  return REAL(getdents64)(fd, bytes, size);
}

// SQL

/// What a plant puts for what. Where one string holds several statements, both have the same length, so
/// that SQLite's word on where the first one ends stays true.
static const struct { const char *plant, *from, *to; } changes[] = {
  {"log-unsynced", "synchronous = FULL", "synchronous = 1   "},
  {"log-trusted", "PRAGMA wal_checkpoint(PASSIVE)", "SELECT 0, 0, 0                "},
  {"no-unique", "UNIQUE (batch, name)", "CHECK (1)           "},
  {"no-unique", "UNIQUE (item_key, edition_key)", "CHECK (1)                     "},
  {"no-unique", "WHERE item_key = ? AND edition_key = ?", "WHERE 0*(?=0) AND edition_key = ?     "},
  {"no-unique", "FROM deposit WHERE batch = ?", "FROM deposit WHERE 0*(?=0)  "},
  {"left-unseen", "WHERE cleared IS NULL ORDER", "WHERE cleared = -1    ORDER"},
};

/// A changed copy, to be freed; NULL when there is nothing to change.
static char *changed(const char *sql) {
  char *copy = NULL;
  for (size_t i = 0; i < sizeof changes / sizeof *changes; i++) {
    if (!planted(changes[i].plant)) continue;
    const char *found = strstr(copy ? copy : sql, changes[i].from);
    if (!found) continue;
    size_t at = found - (copy ? copy : sql);
    if (!copy) copy = strdup(sql);
    memcpy(copy + at, changes[i].to, strlen(changes[i].to));
    remark("sql", changes[i].from);
  }
  return copy;
}

#define PREPARE(made)                                    \
  char *copy = changed(sql);                             \
  const char *used = copy ? copy : sql;                  \
  int code = made;                                       \
  if (copy && tail && *tail) *tail = sql + (*tail - copy); \
  free(copy);                                            \
  return code

int sqlite3_prepare_v2(sqlite3 *db, const char *sql, int size, sqlite3_stmt **out, const char **tail) {
  PREPARE(REAL(sqlite3_prepare_v2)(db, used, size, out, tail));
}
int sqlite3_prepare_v3(sqlite3 *db, const char *sql, int size, unsigned flags, sqlite3_stmt **out,
                       const char **tail) {
  PREPARE(REAL(sqlite3_prepare_v3)(db, used, size, flags, out, tail));
}

// move-first: one writer has one transaction at a time, so one COMMIT is put off at most, and the next
// transactions go into the same. The next one alone may come before the first file has moved.
enum { PUT_OFF_TIMES = 4 };
static sqlite3 *put_off;
static int times;
static __thread bool catching_up;

static void catch_up(sqlite3 *db) {
  if (!db || put_off != db || catching_up) return;
  catching_up = true;
  if (sqlite3_exec(db, "COMMIT", NULL, NULL, NULL) != SQLITE_OK) _exit(99);
  put_off = NULL;
  times = 0;
  catching_up = false;
}

int sqlite3_step(sqlite3_stmt *statement) {
  const char *sql = planted("move-first") && !catching_up ? sqlite3_sql(statement) : NULL;
  if (!sql) return REAL(sqlite3_step)(statement);
  sqlite3 *db = sqlite3_db_handle(statement);
  const char *file = sqlite3_db_filename(db, "main");
  // A reader's snapshot ends by COMMIT, too.
  if (!file || !ends_with(file, "/wiredesk.db") || sqlite3_db_readonly(db, "main"))
    return REAL(sqlite3_step)(statement);
  if (!strncmp(sql, "COMMIT", 6) && !put_off) {
    if (times++ == PUT_OFF_TIMES) {
      times = 0;
      return REAL(sqlite3_step)(statement);
    }
    remark("put off", file);
    put_off = db;
    return SQLITE_DONE;
  }
  if (!strncmp(sql, "BEGIN", 5) && put_off == db) {
    put_off = NULL;
    return SQLITE_DONE;
  }
  // No checkpoint in a transaction; other pragmas work there.
  if (!strncmp(sql, "PRAGMA wal_checkpoint", 21)) catch_up(db);
  return REAL(sqlite3_step)(statement);
}
int sqlite3_get_autocommit(sqlite3 *db) {
  return (put_off == db && !catching_up) || REAL(sqlite3_get_autocommit)(db);
}
int sqlite3_close(sqlite3 *db) {
  catch_up(db);
  return REAL(sqlite3_close)(db);
}
int sqlite3_close_v2(sqlite3 *db) {
  catch_up(db);
  return REAL(sqlite3_close_v2)(db);
}
