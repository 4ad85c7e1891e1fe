/**
 * The scenario format as TypeScript, for editors: made from the schemas by which scenarios are read, so the two cannot say different
 * things. What types cannot say (ranges of numbers, the form of an id, the order in which actors are made) is left to readScenario.
 * @module
 */
import { z } from 'zod';
import { Actor, Disposition, name, Scenario, Sig, Step, target, task } from './format.ts';

/** What a reader's module imports to write a scenario. */
export const SCENARIO_MODULE = 'why-sigkill';

/**
 * Types that have a name of their own. An actor's name is a type parameter: whoever is spoken of must be declared in `tree` or in `later`, and an
 * editor completes names.
 */
const NAMED = new Map<z.core.$ZodType, string>([
  [Sig, 'Sig'],
  [Disposition, 'Disposition'],
  [Actor, 'Actor<N>'],
  [Step, 'Step<N>'],
  [task, 'NoInfer<Task<N>>'],
  [target, 'NoInfer<Target<N>>'],
  [name, 'NoInfer<N>'],
]);

const comment = (text: string | undefined, indent: string): string =>
  text === undefined ? '' : `${indent}/** ${text.replaceAll('*/', '*\\/')} */\n`;

const key = (name: string): string => (/^[\w$]+$/.test(name) ? name : JSON.stringify(name));

const literal = (value: unknown): string =>
  typeof value === 'string' ? `'${value.replace(/[\\']/g, '\\$&')}'` : String(value);

/** `exit:N` by its pattern. @returns undefined when the pattern says no more than `string` does */
const template = (pattern: string): string | undefined => {
  const prefix = /^\^([a-z-]+:)\(/.exec(pattern)?.[1];
  return prefix === undefined ? undefined : `\`${prefix}\${number}\``;
};

/** A property: whether it may be absent, and its type. @throws Error for what the format has not used yet */
function property(schema: z.core.$ZodType, own: boolean): { optional: boolean; type: string } {
  const { def } = schema._zod;
  if (def.type === 'optional') return { ...property((def as z.core.$ZodOptionalDef).innerType, own), optional: true };
  // The one place where a name is declared, and not only spoken of.
  return { optional: false, type: own && schema === name ? 'N' : typeOf(schema, '  ') };
}

/** @param indent of the line on which the type stands */
function typeOf(schema: z.core.$ZodType, indent: string): string {
  const named = NAMED.get(schema);
  return named ?? structure(schema, indent);
}

function structure(schema: z.core.$ZodType, indent: string): string {
  const def = schema._zod.def as z.core.$ZodTypes['_zod']['def'];
  switch (def.type) {
    case 'string': {
      const { pattern } = z.toJSONSchema(schema as z.ZodType);
      return (pattern === undefined ? undefined : template(pattern)) ?? 'string';
    }
    case 'number':
      return 'number';
    case 'boolean':
      return 'boolean';
    case 'null':
      return 'null';
    case 'literal':
      return def.values.map(literal).join(' | ');
    case 'enum':
      return Object.values(def.entries).map(literal).join(' | ');
    case 'nullable':
      return `${typeOf(def.innerType, indent)} | null`;
    case 'union':
      return def.options.map((option) => typeOf(option, indent)).join(' | ');
    case 'array': {
      const of = typeOf(def.element, indent);
      return `readonly ${/[ |]/.test(of) ? `(${of})` : of}[]`;
    }
    case 'record':
      return `{ [S in ${typeOf(def.keyType, indent)}]?: ${typeOf(def.valueType, indent)} }`;
    case 'object': {
      const inner = `${indent}  `;
      const lines = Object.entries(def.shape).map(([name, of]) => {
        const { optional, type } = property(of, name === 'name');
        return `${comment((of as z.ZodType).description, inner)}${inner}${key(name)}${optional ? '?' : ''}: ${type};\n`;
      });
      // A loose object lets other keys pass.
      const open = def.catchall?._zod.def.type === 'unknown' ? `${inner}[key: string]: unknown;\n` : '';
      return `{\n${lines.join('')}${open}${indent}}`;
    }
    default:
      throw new Error(`typings: the format has a ${def.type} now; say here what it is in TypeScript`);
  }
}

/** The declarations of the module a scenario is written with, as the text of a .d.ts file. */
export function scenarioTypings(): string {
  const step = (Step._zod.def as unknown as z.core.$ZodDiscriminatedUnionDef).options
    .map((option) => `\n    | ${structure(option, '    ')}`)
    .join('');
  return `declare module '${SCENARIO_MODULE}' {
  /** A signal, without SIG. */
  export type Sig = ${structure(Sig, '  ')};
${comment(Disposition.description, '  ')}  export type Disposition = ${structure(Disposition, '  ')};
  /** An actor, one of its further threads, or sys, the world outside. */
  export type Task<N extends string = string> = N | \`\${N}.\${number}\` | 'sys';
  /** An actor; the process group of an actor; everybody. */
  export type Target<N extends string = string> = Task<N> | \`pgrp:\${Task<N>}\` | '-1';
  export interface Actor<N extends string = string> ${structure(Actor, '  ')}
  export type Step<N extends string = string> =${step};
  export interface Scenario<N extends string = string> ${structure(Scenario, '  ')}
  /**
   * A situation: a tree of processes, then steps. Whoever takes part is declared in tree, or in later if a step spawns it.
   */
  export function scenario<const N extends string>(scenario: Scenario<N>): Scenario<N>;
}
`;
}
