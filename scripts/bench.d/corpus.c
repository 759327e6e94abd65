// Writes a seeded corpus of invented news: the same bytes for the same arguments, on any machine.
//
//   corpus BACKGROUND.tsv SEED FILES FOLDER [JSONL]
//
// Files of about 3 KB in 20 sub-folders (the sources) of FOLDER; with JSONL also one line a file
// in that file. Words are drawn from the stems of BACKGROUND by their frequency, so they are as
// unevenly spread as in any language. Four articles on average tell of one event: they share its
// names and its theme and no sentence. Of a hundred files thirty are copies of one of the last 2,000
// originals: ten the same text, fifteen edited (one word in twenty replaced), five an excerpt.
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { maxWords = 60000, themeWords = 24, names = 6, sources = 20, recentOriginals = 2000 };

static uint64_t state;
static uint64_t draw(void) {  // SplitMix64
  uint64_t z = state += 0x9E3779B97F4A7C15u;
  z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
  z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
  return z ^ (z >> 31);
}
static unsigned below(unsigned bound) { return draw() % bound; }
static double uniform(void) { return (draw() >> 11) * 0x1p-53; }

static char *words[maxWords];
static double cumulated[maxWords];
static int count;
static const char *const glue[] = {
    "the", "of", "and", "a",  "to",   "in",   "is",   "that", "was",   "it",    "for",  "on",
    "are", "with", "as", "his", "be", "at",   "from", "this", "have",  "or",    "by",   "had",
    "not", "but", "what", "were", "when", "we", "there", "can", "an", "their", "which", "said",
    "if",  "do",  "will", "each", "about", "how", "up", "out", "them", "then",  "she",  "many"};

static void readWords(const char *path) {
  FILE *file = fopen(path, "r");
  if (!file) perror(path), exit(1);
  char line[512], word[256];
  double frequency, sum = 0;
  while (count < maxWords && fgets(line, sizeof line, file)) {
    if (line[0] == '#' || line[0] == '@') continue;
    if (sscanf(line, "%255[^\t]\t%*d\t%lf", word, &frequency) != 2 || frequency <= 0) continue;
    words[count] = strdup(word);
    cumulated[count++] = sum += frequency;
  }
  fclose(file);
  if (count < 1000) fprintf(stderr, "%s: no words\n", path), exit(1);
}
static const char *byFrequency(void) {
  double x = uniform() * cumulated[count - 1];
  int low = 0, high = count - 1;
  while (low < high) {
    int middle = (low + high) / 2;
    if (cumulated[middle] < x) low = middle + 1; else high = middle;
  }
  return words[low];
}

struct event { char name[names][24]; const char *theme[themeWords]; int left; };
static struct event events[64];
static const char *const heads[] = {"b", "br", "d", "f", "g", "gr", "h", "k", "l", "m",
                                    "n", "p", "r", "s", "st", "t", "v", "z"};
static const char *const hearts[] = {"a", "e", "i", "o", "u", "ai", "ea", "ou"};
static const char *const tails[] = {"", "n", "r", "l", "s", "m"};
static void invent(char *out) {
  char *end = out;
  for (int n = 2 + below(2); n > 0; n--)
    end += sprintf(end, "%s%s%s", heads[below(18)], hearts[below(8)], tails[below(6)]);
  out[0] -= 32;
}
// One of 64 running events; a finished one is followed by a new one.
static struct event *anEvent(void) {
  struct event *event = &events[below(64)];
  if (event->left <= 0) {
    for (int i = 0; i < names; i++) invent(event->name[i]);
    for (int i = 0; i < themeWords; i++) event->theme[i] = words[below(count)];
    event->left = 1 + below(7);
  }
  event->left--;
  return event;
}

struct text { char bytes[8192]; int length; };
static void put(struct text *text, const char *word, char after) {
  int n = strlen(word);
  if (text->length + n + 2 >= (int)sizeof text->bytes) return;
  memcpy(text->bytes + text->length, word, n);
  text->length += n;
  text->bytes[text->length++] = after;
  text->bytes[text->length] = 0;
}
static const char *aWord(struct event *event) {
  unsigned dice = below(100);
  if (dice < 45) return glue[below(sizeof glue / sizeof *glue)];
  if (dice < 51) return event->name[below(names)];
  if (dice < 62) return event->theme[below(themeWords)];
  return byFrequency();
}
static void write1(struct text *text, int targetBytes) {
  struct event *event = anEvent();
  text->length = 0;
  for (int i = 0; i < 6; i++)
    put(text, i % 3 == 0 ? event->name[i / 3] : event->theme[below(themeWords)], ' ');
  text->bytes[text->length - 1] = '\n';
  text->bytes[text->length++] = '\n';
  for (int sentence = 1; text->length < targetBytes; sentence++) {
    for (int n = 8 + below(16); n > 0; n--) put(text, aWord(event), ' ');
    text->length--;
    put(text, ".", sentence % 4 ? ' ' : '\n');
  }
  text->bytes[text->length - 1] = '\n';
}
// One word in twenty replaced; the words stay apart by what divided them.
static void edit(struct text *text, const struct text *from) {
  char word[256];
  text->length = 0;
  for (int i = 0; i < from->length;) {
    int n = 0;
    while (i + n < from->length && from->bytes[i + n] > ' ' && n < 255) n++;
    memcpy(word, from->bytes + i, n), word[n] = 0;
    put(text, n && below(20) == 0 ? byFrequency() : word, from->bytes[i + n]);
    i += n + 1;
  }
}
// A third from the middle, whole sentences.
static void excerpt(struct text *text, const struct text *from) {
  const char *start = strchr(from->bytes + from->length / 3, '.');
  const char *end = strchr(from->bytes + from->length * 2 / 3, '.');
  if (!start || !end || end <= start + 2) { *text = *from; return; }
  text->length = end - start - 1;
  memcpy(text->bytes, start + 2, text->length);
  text->bytes[text->length - 1] = '.', text->bytes[text->length++] = '\n';
  text->bytes[text->length] = 0;
}

static void writeLine(FILE *lines, unsigned source, const struct text *text) {
  const char *divide = strstr(text->bytes, "\n\n");
  fprintf(lines, "{\"source\":\"desk-%02u\",", source);
  if (divide) fprintf(lines, "\"headline\":\"%.*s\",", (int)(divide - text->bytes), text->bytes);
  fputs("\"body\":\"", lines);
  for (const char *at = divide ? divide + 2 : text->bytes; *at; at++)
    if (*at == '\n') fputs("\\n", lines);
    else { if (*at == '"' || *at == '\\') fputc('\\', lines); fputc(*at, lines); }
  fputs("\"}\n", lines);
}

int main(int argc, char **argv) {
  if (argc < 5) return fprintf(stderr, "corpus BACKGROUND SEED FILES FOLDER [JSONL]\n"), 2;
  readWords(argv[1]);
  state = strtoull(argv[2], 0, 10);
  int files = atoi(argv[3]), originals = 0;
  FILE *lines = argc > 5 ? fopen(argv[5], "w") : 0;
  struct text *recent = calloc(recentOriginals, sizeof *recent), text;
  char path[4096];
  for (int i = 0; i < sources; i++) {
    snprintf(path, sizeof path, "%s/desk-%02d", argv[4], i);
    mkdir(path, 0777);
  }
  for (int i = 0; i < files; i++) {
    unsigned dice = below(100);
    int kept = originals < recentOriginals ? originals : recentOriginals;
    const struct text *from = kept ? &recent[below(kept)] : 0;
    if (dice >= 30 || !from) {
      write1(&text, 1500 + below(3000));
      recent[originals++ % recentOriginals] = text;
    } else if (dice < 10) text = *from;
    else if (dice < 25) edit(&text, from);
    else excerpt(&text, from);
    unsigned source = below(sources);
    snprintf(path, sizeof path, "%s/desk-%02u/%06d.txt", argv[4], source, i);
    FILE *file = fopen(path, "w");
    if (!file || fwrite(text.bytes, 1, text.length, file) != (size_t)text.length || fclose(file))
      return perror(path), 1;
    if (lines) writeLine(lines, source, &text);
  }
  return lines && fclose(lines) ? (perror(argv[5]), 1) : 0;
}
