// Wrong orders, acted out on the program from outside, so that its source holds none of them. Each must
// be caught by the campaigns (plants.py); one that is not shows a hole in them.
#define _GNU_SOURCE
#include "shim.h"
#include <stdlib.h>
#include <string.h>

bool planted(const char *plant) {
  const char *name = getenv("FAULT_PLANT");
  return name && !strcmp(name, plant);
}

bool plant_omits(const char *call, const char *path) {
  (void)call, (void)path;
  return false;
}
