/*
 * Preloaded into a process: lets the disk under files and folders whose path holds FAILING_PATH (by default .db) be full, or fail to sync, from
 * a certain call on for a number of calls, or as long as the file FAILING_WHILE exists.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <unistd.h>

static long number(const char *name) {
    const char *text = getenv(name);
    return text ? atol(text) : 0;
}

static int concerns(int fd) {
    char link[64], path[4096];
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = readlink(link, path, sizeof path - 1);
    if (length < 0)
        return 0;
    path[length] = 0;
    const char *part = getenv("FAILING_PATH");
    return strstr(path, part ? part : ".db") != NULL;
}

static int fails(const char *kind, int fd) {
    static long calls;
    const char *wanted = getenv("FAILING_DISK");
    if (!wanted || strcmp(wanted, kind) != 0 || !concerns(fd))
        return 0;
    const char *flag = getenv("FAILING_WHILE");
    if (flag)
        return access(flag, F_OK) == 0;
    long call = __atomic_add_fetch(&calls, 1, __ATOMIC_SEQ_CST), first = number("FAILING_FROM");
    return call >= first && call < first + number("FAILING_FOR");
}

#define REAL(function) static __typeof__(function) *real; if (!real) real = (__typeof__(function) *)dlsym(RTLD_NEXT, #function)

ssize_t pwrite64(int fd, const void *bytes, size_t count, off64_t offset) {
    REAL(pwrite64);
    if (fails("full", fd)) {
        errno = ENOSPC;
        return -1;
    }
    return real(fd, bytes, count, offset);
}

ssize_t pwrite(int fd, const void *bytes, size_t count, off_t offset) {
    return pwrite64(fd, bytes, count, offset);
}

int fsync(int fd) {
    REAL(fsync);
    if (fails("sync", fd)) {
        errno = EIO;
        return -1;
    }
    return real(fd);
}

int fdatasync(int fd) {
    REAL(fdatasync);
    if (fails("sync", fd)) {
        errno = EIO;
        return -1;
    }
    return real(fd);
}
