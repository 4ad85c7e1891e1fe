/**
 * The editor's language worker: the TypeScript compiler and the declarations of the language, without the DOM, which code in the sandbox
 * does not have. A megabyte; loaded when an editor is opened.
 * @module
 */
import ts from 'typescript';
import chinese from 'typescript/lib/zh-cn/diagnosticMessages.generated.json?url';
import type { Answered, Asked, Typings } from './protocol.ts';
import { createLanguage, type Language } from './service.ts';

// Up to ES2023, and what these refer to.
const texts = import.meta.glob<string>(
  [
    '/node_modules/typescript/lib/lib.{es5,decorators,decorators.legacy}.d.ts',
    '/node_modules/typescript/lib/lib.es{2015,2016,2017,2018,2019,2020,2021,2022,2023}.*d.ts',
    '!**/*.full.d.ts',
  ],
  { eager: true, query: '?raw', import: 'default' },
);
const libs = new Map(Object.entries(texts).map(([path, text]) => [path.replace(/^.*\//, ''), text]));

/** One language a set of typings; pages have one set or two. */
const languages = new Map<string, Language>();

function languageOf(typings: Typings): Language {
  const key = JSON.stringify(typings);
  const known = languages.get(key);
  if (known !== undefined) return known;
  const made = createLanguage(ts, libs, typings);
  languages.set(key, made);
  return made;
}

/** TypeScript's own translation of what it says. Not among its types, as it is not among its documented functions. */
async function speak(locale: string): Promise<void> {
  const { setLocalizedDiagnosticMessages } = ts as unknown as {
    setLocalizedDiagnosticMessages?(messages: unknown): void;
  };
  if (locale !== 'zh-cn' || setLocalizedDiagnosticMessages === undefined) return;
  const answer = await fetch(chinese);
  if (answer.ok) setLocalizedDiagnosticMessages(await answer.json());
}

let spoken: Promise<void> | undefined;

function answer(asked: Asked): unknown {
  const language = languageOf(asked.typings);
  const { file, text } = asked;
  switch (asked.subject) {
    case 'problems':
      return language.problems(file, text);
    case 'complete':
      return language.complete(file, text, asked.at);
    case 'describe':
      return language.describe(file, text, asked.at, asked.label);
    case 'hover':
      return language.hover(file, text, asked.at);
    case 'format':
      return language.format(file, text, asked.indent);
  }
}

addEventListener('message', async ({ data }: MessageEvent<Asked>) => {
  spoken ??= speak(data.locale).catch(() => {});
  await spoken;
  let said: Answered;
  try {
    said = { id: data.id, answer: answer(data) };
  } catch (error) {
    said = { id: data.id, error: String(error) };
  }
  postMessage(said);
});
