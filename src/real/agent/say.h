// The lines this program says to the host begin with '@'; whatever else is on the console is the kernel's.
#pragma once

void say_to(int fd);
void say(const char *format, ...) __attribute__((format(printf, 1, 2)));
_Noreturn void fail(const char *what);
