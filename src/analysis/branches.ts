import { evaluate } from './condition.ts';
import type { Directive, SourceFile } from './directives.ts';
import type { MacroScope } from './macros.ts';
import type { Expand } from './substitution.ts';
import { IDENTIFIER, LPAREN, NUMBER, RPAREN, type TokenTable } from './tokens.ts';

/** Whether the branch that a directive opens is compiled. */
export function holds(
  file: SourceFile,
  directive: Directive,
  scope: MacroScope,
  table: TokenTable,
  expand: Expand,
): boolean {
  const macros = scope.current;
  switch (directive.kind) {
    case 'ifdef':
      return macros[directive.name] !== undefined;
    case 'ifndef':
      return macros[directive.name] === undefined;
    case 'else':
      return true;
    case 'endif':
      return false;
    default:
      return condition(file, directive, scope, table, expand);
  }
}

function condition(
  file: SourceFile,
  directive: Directive,
  scope: MacroScope,
  table: TokenTable,
  expand: Expand,
): boolean {
  const { ids } = file;
  const macros = scope.current;
  const yes = table.number('1', NUMBER);
  const no = table.number('0', NUMBER);
  const defined = table.number('defined');
  const expression: number[] = [];
  for (let i = directive.from + 2; i < directive.to; i++) {
    const id = ids[i]!;
    if (id === defined) {
      const bracketed = ids[i + 1] === LPAREN;
      const name = ids[bracketed ? i + 2 : i + 1]!;
      i += bracketed ? 3 : 1;
      expression.push(macros[name] ? yes : no);
    } else if (table.kinds[id] === IDENTIFIER && ids[i + 1] === LPAREN && ids[i + 3] === RPAREN) {
      const answer = question(table.text(id), ids[i + 2]!, scope, table);
      if (answer === undefined) expression.push(id);
      else {
        expression.push(answer ? yes : no);
        i += 3;
      }
    } else expression.push(id);
  }
  return evaluate(expand({ ids: expression, provs: expression.map(() => 0) }).ids, table);
}

/** Questions about configuration and compiler that have a plain answer, spared the expansion of their macros. */
function question(what: string, about: number, scope: MacroScope, table: TokenTable): boolean | undefined {
  const set = (suffix: string) => scope.current[table.number(table.text(about) + suffix)] !== undefined;
  switch (what) {
    case 'IS_ENABLED':
      return set('') || set('_MODULE');
    case 'IS_BUILTIN':
      return set('');
    case 'IS_MODULE':
      return set('_MODULE');
    case 'IS_REACHABLE':
      return set('');
    case '__has_attribute':
    case '__has_builtin':
      return !UNKNOWN_TO_CLANG_14.has(table.text(about));
    case '__has_feature':
    case '__has_include':
      return false;
    default:
      return undefined;
  }
}

/** What clang 14 answers no to, of all attributes and builtins that the kernel asks about. */
const UNKNOWN_TO_CLANG_14 = new Set(
  (
    '__copy__ __counted_by__ __designated_init__ __externally_visible__ __no_sanitize_coverage__ __no_sanitize_undefined__ __noclone__ __nonstring__ ' +
    'noipa __builtin_isdigit'
  ).split(' '),
);
