// A training step allocates and frees the same hundreds of megabytes again and again. Left alone, the C library gives freed memory back
// to the system after every step, and every page of the next step is faulted in and zeroed anew: about a tenth of a small model's step.
#include <malloc.h>

namespace {

constexpr int megabyte = 1024 * 1024;

__attribute__((constructor)) void keep_freed_memory() {
  // 32 MB is the most that the C library accepts here; larger blocks are mapped on their own.
  mallopt(M_MMAP_THRESHOLD, 32 * megabyte);
  mallopt(M_TRIM_THRESHOLD, 1024 * megabyte);
  mallopt(M_TOP_PAD, 64 * megabyte);
}

}  // namespace
