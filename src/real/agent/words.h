// The protocol's words for operations.
#pragma once

// The operation of that name; -1 when there is none.
int op_named(const char *name);
