// What both limit programs need: a clock, percentiles, numbers from the command line.
#pragma once

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <time.h>

static inline uint64_t now_ns(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (uint64_t)time.tv_sec * 1000000000u + (uint64_t)time.tv_nsec;
}

// Seconds of CPU this process has used, in user and kernel mode.
static inline double cpu_seconds(void) {
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    return (double)(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) +
           (double)(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6;
}

static inline int by_size(const void *left, const void *right) {
    uint64_t a = *(const uint64_t *)left, b = *(const uint64_t *)right;
    return (a > b) - (a < b);
}

// Prints the one line of JSON that benchmarks/run reads. Sorts the samples.
static inline void print_figures(uint64_t *samples_ns, size_t samples, double operations,
                                 double seconds, double cpu) {
    qsort(samples_ns, samples, sizeof *samples_ns, by_size);
    printf("{\"p50_us\": %.2f, \"p99_us\": %.2f, \"per_second\": %.1f, \"cpu_seconds\": %.3f}\n",
           (double)samples_ns[samples / 2] / 1e3, (double)samples_ns[samples * 99 / 100] / 1e3,
           operations / seconds, cpu);
    fflush(stdout);
}

static inline size_t positive(const char *option, const char *text) {
    char *end = NULL;
    unsigned long long value = strtoull(text, &end, 10);
    if (*text == '-' || *end != '\0' || value == 0) {
        fprintf(stderr, "--%s needs a whole number above 0, not \"%s\"\n", option, text);
        exit(2);
    }
    return (size_t)value;
}

static inline void *allocate(size_t count, size_t size) {
    void *memory = calloc(count, size);
    if (memory == NULL) {
        perror("calloc");
        exit(1);
    }
    return memory;
}
