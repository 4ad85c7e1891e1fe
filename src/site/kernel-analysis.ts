import { type Analysis, analyse } from '../analysis/index.ts';
import { kernelText } from './kernel-text.ts';

let made: Analysis | undefined;

/** The analysis of the text that the site shows, made or read once; empty when no kernel text could be had. */
export function kernelAnalysis(): Analysis {
  const text = kernelText();
  made ??= text ? analyse(text) : { digest: '', functions: [], macros: [], types: [], addressTaken: [], leftOut: [] };
  return made;
}
