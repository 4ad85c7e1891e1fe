import type { FunctionDef } from './types.ts';

const DEFINER = /^(COMPAT_)?SYSCALL(?:32)?_DEFINE\d$/;
const GENERATED = /^__(do|se|x64|ia32|ia32_compat|x64_compat)_(compat_)?sys_(\w+)$|^__(?:do|se)_compat_sys_(\w+)$/;

/**
 * `SYSCALL_DEFINE1(exit, …) { … }` makes several functions that call one another: `__x64_sys_exit` and
 * `__ia32_sys_exit` call `__se_sys_exit`, which calls `__do_sys_exit`, which has the body. Readers know one, `sys_exit`.
 * This gathers them: the one with the body stays, bears that name, and has the others' names as aliases.
 */
export function gatherSystemCalls(functions: FunctionDef[]): FunctionDef[] {
  const out: FunctionDef[] = [];
  const open = new Map<string, FunctionDef[]>();
  for (const definition of functions) {
    if (!definition.madeBy || !DEFINER.test(definition.madeBy) || !GENERATED.test(definition.name)) {
      out.push(definition);
      continue;
    }
    const key = `${definition.start} ${definition.active}`;
    const group = open.get(key);
    if (group) group.push(definition);
    else open.set(key, [definition]);
    if (!/^__do_/.test(definition.name)) continue;
    const members = open.get(key) ?? [definition];
    open.delete(key);
    out.push(gathered(definition, members));
  }
  for (const rest of open.values()) out.push(...rest);
  return out;
}

function gathered(body: FunctionDef, members: FunctionDef[]): FunctionDef {
  const name = body.name.replace(/^__do_/, '');
  const aliases = new Set(members.map((member) => member.name));
  // SYSCALL_DEFINE0 gives these by an alias in the object file, not by a function.
  if (name.startsWith('sys_')) for (const prefix of ['__x64_', '__ia32_', '__se_', '__do_']) aliases.add(prefix + name);
  else for (const prefix of ['__ia32_', '__se_', '__do_']) aliases.add(prefix + name);
  return { ...body, name, aliases: [...aliases], isStatic: false, isInline: false };
}
