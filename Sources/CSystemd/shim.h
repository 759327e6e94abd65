// Call sites are not worth a field: every record names its event by MESSAGE_ID.
#define SD_JOURNAL_SUPPRESS_LOCATION 1
#include <systemd/sd-daemon.h>
#include <systemd/sd-journal.h>
