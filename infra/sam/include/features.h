/* From glibc 2.38 on, the system's headers turn sscanf and strtol into __isoc23_sscanf and __isoc23_strtol (they read
   binary numbers too). Those names are unknown to provided.al2023, which has glibc 2.34. This header stands before the
   system's and takes that one choice back; nothing else changes. .cargo/config.toml puts it on the include path. */
#include_next <features.h>
#undef __GLIBC_USE_C2X_STRTOL
#define __GLIBC_USE_C2X_STRTOL 0
#undef __GLIBC_USE_C23_STRTOL
#define __GLIBC_USE_C23_STRTOL 0
