// System calls and instructions as they are: libc's wrappers cache pids, filter signals and share one errno.
#pragma once
#include <ucontext.h>

static inline long raw6(long n, long a, long b, long c, long d, long e, long f) {
  long result;
  register long r10 __asm__("r10") = d;
  register long r8 __asm__("r8") = e;
  register long r9 __asm__("r9") = f;
  __asm__ volatile("syscall"
                   : "=a"(result)
                   : "a"(n), "D"(a), "S"(b), "d"(c), "r"(r10), "r"(r8), "r"(r9)
                   : "rcx", "r11", "memory");
  return result;
}

// raw(number, up to six arguments): the result, or minus an errno.
#define raw(...) RAW_PICK(__VA_ARGS__, 0, 0, 0, 0, 0, 0)
#define RAW_PICK(n, a, b, c, d, e, f, ...) raw6((long)(n), (long)(a), (long)(b), (long)(c), (long)(d), (long)(e), (long)(f))

// A write to address 0, of known length.
static inline void fault_instruction(void) {
  __asm__ volatile(".byte 0xc6, 0x00, 0x01" : : "a"(0L) : "memory"); // movb $1, (%rax)
}

// What abort(3) ends with on x86: not allowed in user mode.
static inline void halt_instruction(void) { __asm__ volatile("hlt" ::: "memory"); }

// Lets a SIGSEGV handler return behind the instruction that caused it: one of the two above.
static inline void skip_fault(void *context) {
  greg_t *rip = &((ucontext_t *)context)->uc_mcontext.gregs[REG_RIP];
  *rip += *(unsigned char *)*rip == 0xf4 ? 1 : 3;
}
