/** What the analysis of the kernel's C gives to the rest of the site. Lines and columns are 1-based. */

export type CallKind = 'direct' | 'macro' | 'indirect';

/** One call, in the function that makes it. */
export interface Call {
  /** The function called; for an indirect call the field or variable that holds it. */
  callee: string;
  /** Where the call is spelled; for one that comes out of a macro's body, where that macro is used. */
  line: number;
  column: number;
  /** `direct`: spelled in the function; `macro`: comes out of a macro's body; `indirect`: through a pointer. */
  kind: CallKind;
  /** The outermost macro, as the function spells it: the one whose body calls, or inside whose argument the call stands. */
  macro?: string;
  /** For an indirect call, the field (`ops->exit`, `.exit`) or the variable it goes through, as spelled. */
  pointer?: string;
  /** Whether it stands in the body, condition or step of a `for`, `while` or `do`, spelled or out of an iteration macro. */
  inLoop: boolean;
  /** Whether the `#if`s around it let the site's configuration compile it. */
  active: boolean;
}

/** A function with a body. A system call bears the name readers know (`sys_exit_group`), the rest are its aliases. */
export interface FunctionDef {
  name: string;
  file: string;
  /** First line of the declaration: return type, attributes and storage class included. */
  start: number;
  /** Line of the closing brace. */
  end: number;
  nameLine: number;
  signature: string;
  isStatic: boolean;
  isInline: boolean;
  /** Other names that lead here, such as `__x64_sys_exit_group` and `__do_sys_exit_group`. */
  aliases: string[];
  /** The macro that made the definition, if one did: `SYSCALL_DEFINE1`. */
  madeBy?: string;
  /** Whether the `#if`s around it let the site's configuration compile it. */
  active: boolean;
  /** Whether the Makefiles build its file in the site's configuration at all. True where the text has no Makefiles. */
  built: boolean;
  calls: Call[];
}

export interface MacroDef {
  name: string;
  file: string;
  start: number;
  end: number;
  /** Absent for an object-like macro. */
  params?: string[];
  active: boolean;
}

export interface TypeDef {
  name: string;
  tag: 'struct' | 'union' | 'enum' | 'typedef';
  file: string;
  line: number;
}

/** A place where a function is named without being called: its address goes somewhere. */
export interface AddressTaken {
  of: string;
  file: string;
  line: number;
  inFunction?: string;
  /** Where it goes: `file_operations.open`, `func`, or `call_rcu()` for an argument. */
  storedIn?: string;
  active: boolean;
}

/** Lines that an `#if` leaves out of the kernel as the site configures it; the directives are not among them. */
export interface LeftOut {
  file: string;
  /** First and last line. */
  from: number;
  to: number;
}

export interface Analysis {
  /** Digest of the text that was read. */
  digest: string;
  functions: FunctionDef[];
  macros: MacroDef[];
  types: TypeDef[];
  addressTaken: AddressTaken[];
  /** Of the files read for their own sake; headers are read under more than one set of macros. */
  leftOut: LeftOut[];
}
