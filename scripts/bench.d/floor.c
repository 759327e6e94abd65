// The floor under `wiredesk run --once`: what the same files cost when nothing is decoded, matched
// or explained, with the same durability. One thread. For each group of 1,000 files: claim each
// (renameat2 NOREPLACE), read it, SHA-256, INSERT digest and bytes; COMMIT with synchronous=FULL;
// syncfs, so that no rename outlives the bytes; move each to done/; fsync the folders.
//
//   floor ROOT     with the files in ROOT/inbox/SOURCE/NAME
#define _GNU_SOURCE
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <openssl/evp.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { group = 1000, maxBytes = 1 << 20 };
static sqlite3 *db;
static sqlite3_stmt *insert;
static char (*claimed)[300];
static int inGroup, taken;
static int inboxFolder, claimFolder, doneFolder;

static void die(const char *what) { fprintf(stderr, "%s: %s\n", what, strerror(errno)), exit(1); }
static void run(const char *sql) {
  char *why = 0;
  if (sqlite3_exec(db, sql, 0, 0, &why)) fprintf(stderr, "%s: %s\n", sql, why), exit(1);
}
static int folder(int at, const char *name) {
  if (mkdirat(at, name, 0777) && errno != EEXIST) die(name);
  int descriptor = openat(at, name, O_RDONLY | O_DIRECTORY);
  if (descriptor < 0) die(name);
  return descriptor;
}

static void finishGroup(int source) {
  if (!inGroup) return;
  run("COMMIT");
  if (syncfs(doneFolder)) die("syncfs");
  for (int i = 0; i < inGroup; i++)
    if (renameat2(claimFolder, claimed[i], doneFolder, claimed[i], RENAME_NOREPLACE))
      die(claimed[i]);
  if (fsync(source) || fsync(claimFolder) || fsync(doneFolder)) die("fsync");
  taken += inGroup;
  inGroup = 0;
}

static void take(int source, const char *name) {
  static unsigned char bytes[maxBytes], digest[32];
  if (!inGroup) run("BEGIN IMMEDIATE");
  if (renameat2(source, name, claimFolder, name, RENAME_NOREPLACE)) die(name);
  int file = openat(claimFolder, name, O_RDONLY | O_NOFOLLOW);
  struct stat facts;
  if (file < 0 || fstat(file, &facts)) die(name);
  ssize_t length = read(file, bytes, maxBytes);
  if (length < 0) die(name);
  close(file);
  EVP_Digest(bytes, length, digest, 0, EVP_sha256(), 0);
  sqlite3_bind_text(insert, 1, name, -1, SQLITE_STATIC);
  sqlite3_bind_blob(insert, 2, digest, 32, SQLITE_STATIC);
  sqlite3_bind_blob(insert, 3, bytes, length, SQLITE_STATIC);
  if (sqlite3_step(insert) != SQLITE_DONE) fprintf(stderr, "%s\n", sqlite3_errmsg(db)), exit(1);
  sqlite3_reset(insert);
  strncpy(claimed[inGroup++], name, 299);
  if (inGroup == group) finishGroup(source);
}

int main(int argc, char **argv) {
  if (argc != 2 || chdir(argv[1])) return fprintf(stderr, "floor ROOT\n"), 2;
  claimed = calloc(group, sizeof *claimed);
  inboxFolder = folder(AT_FDCWD, "inbox");
  claimFolder = folder(AT_FDCWD, "claim");
  doneFolder = folder(AT_FDCWD, "done");
  if (sqlite3_open("floor.db", &db)) return 1;
  run("PRAGMA journal_mode=WAL");
  run("PRAGMA synchronous=FULL");
  run("CREATE TABLE file(id INTEGER PRIMARY KEY, name TEXT, digest BLOB, bytes BLOB) STRICT");
  sqlite3_prepare_v2(db, "INSERT INTO file(name, digest, bytes) VALUES (?,?,?)", -1, &insert, 0);
  DIR *sources = fdopendir(dup(inboxFolder));
  for (struct dirent *entry; (entry = readdir(sources));) {
    if (entry->d_name[0] == '.') continue;
    int source = folder(inboxFolder, entry->d_name);
    DIR *files = fdopendir(dup(source));
    for (struct dirent *file; (file = readdir(files));)
      if (file->d_name[0] != '.') take(source, file->d_name);
    finishGroup(source);
    closedir(files);
    close(source);
  }
  sqlite3_finalize(insert);
  sqlite3_close(db);
  printf("%d\n", taken);
}
