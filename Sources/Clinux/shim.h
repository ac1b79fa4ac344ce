#ifndef GALLEY_CLINUX_SHIM_H
#define GALLEY_CLINUX_SHIM_H

/* A GNU extension of <unistd.h>, which the Glibc module of Swift leaves out. */
extern int syncfs(int descriptor);

#endif
