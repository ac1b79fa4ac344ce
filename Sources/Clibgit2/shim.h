#ifndef GALLEY_CLIBGIT2_SHIM_H
#define GALLEY_CLIBGIT2_SHIM_H

#include <git2.h>
#include <git2/sys/repository.h>
#include <git2/sys/commit_graph.h>

/* Swift cannot call the variadic git_libgit2_opts: one function per option used. */
static inline int galley_git_set_strict_hash_verification(int enabled) {
  return git_libgit2_opts(GIT_OPT_ENABLE_STRICT_HASH_VERIFICATION, enabled);
}

#endif
