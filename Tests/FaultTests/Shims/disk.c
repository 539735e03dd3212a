/* A disk that fails: loaded into a program with LD_PRELOAD, it fails calls that make data durable.
 *
 *   FAULT_CALL    "sync" (fsync, fdatasync) or "write" (write, pwrite64)
 *   FAULT_ARMED   a file: while it does not exist nothing fails
 *   FAULT_FROM    which of the calls after that fails first, from 1
 *   FAULT_COUNT   how many calls fail then; 0 for all
 *   FAULT_ERRNO   what they fail with
 *
 * Only files whose names end in -wal or .sqlite are meant. A sync that fails loses what was written
 * since the last one that did not, as Linux may: the old bytes are written back.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>

struct change {
    struct change *older;
    int file;
    off_t place, size_before;
    size_t length;
    char bytes[];
};

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static struct change *changes;
static long calls;

static long number(const char *name) {
    const char *text = getenv(name);
    return text ? atol(text) : 0;
}

static int is_meant(int file) {
    char link[64], path[4096];
    snprintf(link, sizeof link, "/proc/self/fd/%d", file);
    ssize_t length = readlink(link, path, sizeof path - 1);
    if (length < 7) return 0;
    path[length] = 0;
    return strcmp(path + length - 4, "-wal") == 0 || strcmp(path + length - 7, ".sqlite") == 0;
}

/* Whether this call is to fail; counts it. */
static int fails(const char *call) {
    const char *wanted = getenv("FAULT_CALL"), *armed = getenv("FAULT_ARMED");
    if (!wanted || strcmp(wanted, call) != 0 || !armed || access(armed, F_OK) != 0) return 0;
    long place = ++calls - number("FAULT_FROM"), count = number("FAULT_COUNT");
    if (place < 0 || (count > 0 && place >= count)) return 0;
    errno = (int)number("FAULT_ERRNO");
    return 1;
}

static ssize_t real_write(int file, const void *bytes, size_t length, off_t place) {
    static ssize_t (*call)(int, const void *, size_t, off_t);
    if (!call) call = dlsym(RTLD_NEXT, "pwrite64");
    return call(file, bytes, length, place);
}

static void remember(int file, size_t length, off_t place) {
    struct stat status;
    struct change *change = malloc(sizeof *change + length);
    if (!change || fstat(file, &status) != 0) abort();
    ssize_t count = pread(file, change->bytes, length, place);
    change->length = count > 0 ? (size_t)count : 0;
    change->file = file, change->place = place, change->size_before = status.st_size;
    change->older = changes, changes = change;
}

/* Lets go of what is remembered of a file, and undoes it where that is wanted. */
static void forget(int file, int undo) {
    struct change **place = &changes;
    while (*place) {
        struct change *change = *place;
        if (change->file != file) {
            place = &change->older;
            continue;
        }
        if (undo) {
            if (real_write(file, change->bytes, change->length, change->place) < 0) abort();
            if (ftruncate(file, change->size_before) != 0) abort();
        }
        *place = change->older;
        free(change);
    }
}

static int sync_with(const char *name, int file) {
    int (*call)(int) = (int (*)(int))dlsym(RTLD_NEXT, name);
    if (!is_meant(file)) return call(file);
    pthread_mutex_lock(&lock);
    int failed = fails("sync"), reason = errno;
    forget(file, failed);
    int result = failed ? -1 : call(file);
    pthread_mutex_unlock(&lock);
    if (failed) errno = reason;
    return result;
}

int fsync(int file) { return sync_with("fsync", file); }

int fdatasync(int file) { return sync_with("fdatasync", file); }

ssize_t pwrite64(int file, const void *bytes, size_t length, off_t place) {
    if (!is_meant(file)) return real_write(file, bytes, length, place);
    pthread_mutex_lock(&lock);
    ssize_t result = -1;
    if (!fails("write")) {
        int reason = errno;
        remember(file, length, place);
        errno = reason;
        result = real_write(file, bytes, length, place);
    }
    int reason = errno;
    pthread_mutex_unlock(&lock);
    errno = reason;
    return result;
}

ssize_t pwrite(int file, const void *bytes, size_t length, off_t place) {
    return pwrite64(file, bytes, length, place);
}

ssize_t write(int file, const void *bytes, size_t length) {
    static ssize_t (*call)(int, const void *, size_t);
    if (!call) call = dlsym(RTLD_NEXT, "write");
    if (getenv("FAULT_CALL") && is_meant(file) && fails("write")) return -1;
    return call(file, bytes, length);
}
