// Makes a program see a file system that ignores upper and lower case but keeps it, as those of
// other systems do: a name that is not there is looked for without regard to case.
//
//   cc -shared -fPIC -o nocase.so nocase.c -ldl
//   LD_PRELOAD=./nocase.so galley test
#define _GNU_SOURCE
#include <dirent.h>
#include <dlfcn.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>

static int (*real_openat)(int, const char *, int, ...);

static void find(void) {
  if (!real_openat) real_openat = dlsym(RTLD_NEXT, "openat");
}

// The name as it is spelt in the folder, or as it was asked for where it is not there.
static const char *spelt(int folder, const char *name, char *buffer, size_t size) {
  if (strchr(name, '/') || faccessat(folder, name, F_OK, AT_SYMLINK_NOFOLLOW) == 0) return name;
  find();
  int copy = real_openat(folder, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  DIR *listing = copy < 0 ? NULL : fdopendir(copy);
  if (!listing) return name;
  const char *found = name;
  for (struct dirent *entry; (entry = readdir(listing));) {
    if (strcasecmp(entry->d_name, name) == 0) {
      snprintf(buffer, size, "%s", entry->d_name);
      found = buffer;
      break;
    }
  }
  closedir(listing);
  return found;
}

int openat(int folder, const char *name, int flags, ...) {
  va_list more;
  va_start(more, flags);
  mode_t mode = va_arg(more, mode_t);
  va_end(more);
  char buffer[256];
  find();
  return real_openat(folder, spelt(folder, name, buffer, sizeof buffer), flags, mode);
}

int openat64(int folder, const char *name, int flags, ...) {
  va_list more;
  va_start(more, flags);
  mode_t mode = va_arg(more, mode_t);
  va_end(more);
  return openat(folder, name, flags, mode);
}

int fstatat(int folder, const char *restrict name, struct stat *restrict status, int flags) {
  char buffer[256];
  int (*real)(int, const char *, struct stat *, int) = dlsym(RTLD_NEXT, "fstatat");
  return real(folder, spelt(folder, name, buffer, sizeof buffer), status, flags);
}

int mkdirat(int folder, const char *name, mode_t mode) {
  char buffer[256];
  int (*real)(int, const char *, mode_t) = dlsym(RTLD_NEXT, "mkdirat");
  return real(folder, spelt(folder, name, buffer, sizeof buffer), mode);
}

int unlinkat(int folder, const char *name, int flags) {
  char buffer[256];
  int (*real)(int, const char *, int) = dlsym(RTLD_NEXT, "unlinkat");
  return real(folder, spelt(folder, name, buffer, sizeof buffer), flags);
}

int renameat(int from, const char *name, int folder, const char *new_name) {
  char old_buffer[256], new_buffer[256];
  int (*real)(int, const char *, int, const char *) = dlsym(RTLD_NEXT, "renameat");
  return real(
    from, spelt(from, name, old_buffer, sizeof old_buffer), folder,
    spelt(folder, new_name, new_buffer, sizeof new_buffer));
}
