// ftrace's function_graph, where the guest's kernel has it.
#pragma once

// Readies tracing of the functions named, one a word; says which cannot be seen. 0 when this kernel has no such tracer.
int trace_prepare(char *functions);
void trace_begin(void);
void trace_end(void); // says what was seen since trace_begin, if anything
