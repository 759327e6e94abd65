// The plain way, to compare with: a b-tree of postings in SQLite, filled and asked as the index of runs
// is by postings-bench, with the same invented sketches.
//
//   btree FILE [ARTICLES ...]      ascending; prints one JSON object for each
#include <math.h>
#include <sqlite3.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

static uint64_t mixed(uint64_t z) {
  z += 0x9E3779B97F4A7C15u;
  z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
  z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
  return z ^ (z >> 31);
}
static uint64_t draw(uint64_t article, uint64_t place) {
  return mixed((article * 64 + place) ^ 0xA5A5000000000000u);
}
static void keys(int64_t article, uint64_t *out) {
  uint64_t dice = draw(article, 60);
  int64_t original = article;
  if (dice % 10 < 3) original = article - 1 - (int64_t)((dice >> 32) % 2000);
  if (original < 1) original = 1;
  for (int place = 0; place < 48; place++) {
    uint64_t hash;
    if (place < 12) {
      double share = (double)(draw(article, place) >> 11) / (double)(1ull << 53);
      hash = mixed((uint64_t)pow(2000000.0, share) ^ 0x504852415345u);
    } else {
      hash = draw(place < 30 ? article : original, place);
    }
    out[place] = hash & 0xFFFFFFFFFFu;
  }
}
static double cpu(void) {
  struct rusage usage;
  getrusage(RUSAGE_SELF, &usage);
  return usage.ru_utime.tv_sec + usage.ru_stime.tv_sec +
         (usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6;
}
static double wall(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return time.tv_sec + time.tv_nsec / 1e9;
}
static sqlite3 *db;
static void run(const char *sql) {
  char *message = NULL;
  if (sqlite3_exec(db, sql, NULL, NULL, &message)) fprintf(stderr, "%s: %s\n", sql, message), exit(1);
}
static int ascending(const void *a, const void *b) {
  double x = *(const double *)a, y = *(const double *)b;
  return x < y ? -1 : x > y;
}
int main(int count, char **arguments) {
  if (count < 3 || sqlite3_open(arguments[1], &db)) return 64;
  run("PRAGMA page_size = 8192; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;"
      "PRAGMA cache_size = -16384; PRAGMA wal_autocheckpoint = 4000;"
      "CREATE TABLE post (key INTEGER, article INTEGER, PRIMARY KEY (key, article)) WITHOUT ROWID");
  sqlite3_stmt *insert, *find;
  sqlite3_prepare_v2(db, "INSERT OR IGNORE INTO post VALUES (?, ?)", -1, &insert, NULL);
  sqlite3_prepare_v2(
      db, "SELECT article FROM post WHERE key = ? ORDER BY article DESC LIMIT 400", -1, &find, NULL);
  int64_t article = 0;
  uint64_t sketch[48];
  static double times[2000];
  for (int point = 2; point < count; point++) {
    int64_t limit = atoll(arguments[point]), first = article;
    double began = cpu(), beganWall = wall();
    while (article < limit) {
      run("BEGIN");
      for (int n = 0; n < 1000 && article < limit; n++) {
        keys(++article, sketch);
        for (int place = 0; place < 48; place++) {
          sqlite3_bind_int64(insert, 1, (sqlite3_int64)sketch[place]);
          sqlite3_bind_int64(insert, 2, article);
          sqlite3_step(insert);
          sqlite3_reset(insert);
        }
      }
      run("COMMIT");
    }
    double spent = (cpu() - began) * 1e6 / (limit - first + (limit == first));
    double waited = (wall() - beganWall) * 1e6 / (limit - first + (limit == first));
    began = cpu();
    for (int query = 0; query < 2000; query++) {
      keys(limit + 1 + query * 7, sketch);
      double start = wall();
      for (int place = 0; place < 48; place++) {
        sqlite3_bind_int64(find, 1, (sqlite3_int64)sketch[place]);
        while (sqlite3_step(find) == SQLITE_ROW) sqlite3_column_int64(find, 0);
        sqlite3_reset(find);
      }
      times[query] = (wall() - start) * 1e6;
    }
    double asked = (cpu() - began) * 1e6 / 2000;
    qsort(times, 2000, sizeof *times, ascending);
    sqlite3_stmt *size;
    sqlite3_prepare_v2(db, "SELECT page_count * 8192 FROM pragma_page_count", -1, &size, NULL);
    sqlite3_step(size);
    int64_t bytes = sqlite3_column_int64(size, 0);
    sqlite3_finalize(size);
    printf("{\"articles\": %lld, \"fill_cpu_us\": %.0f, \"fill_wall_us\": %.0f, "
           "\"lookup_cpu_us\": %.0f, \"lookup_p50_us\": %.0f, \"lookup_p99_us\": %.0f, "
           "\"bytes_an_article\": %lld}\n",
           (long long)limit, spent, waited, asked, times[1000], times[1980],
           (long long)(bytes / limit));
    fflush(stdout);
  }
  return 0;
}
