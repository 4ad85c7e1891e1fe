/**
 * How CodeMirror looks here: sheet for a ground, two inks, weights and slants for syntax, no colour of its own. CodeMirror's own rules stand outside
 * every layer, so these are given to it as a theme; they rest on the site's tokens, and follow its light and dark.
 * @module
 */
import { HighlightStyle } from '@codemirror/language';
import { EditorView } from '@codemirror/view';
import { tags } from '@lezer/highlight';

export const highlighting = HighlightStyle.define([
  { tag: [tags.keyword, tags.operatorKeyword, tags.modifier, tags.controlKeyword], fontWeight: '600' },
  { tag: [tags.comment, tags.lineComment, tags.blockComment], fontStyle: 'italic', color: 'var(--text2)' },
  { tag: [tags.function(tags.definition(tags.variableName)), tags.definition(tags.typeName)], fontWeight: '700' },
]);

const selected = { background: 'var(--here) !important' };

export const look = EditorView.theme({
  '&': { maxHeight: 'min(36rem, 75vh)', background: 'none', color: 'var(--ink)' },
  // The frame around shows the focus.
  '&.cm-focused': { outline: 'none' },
  '.cm-scroller': {
    minHeight: '12rem',
    font: '420 var(--t-code) / var(--lh-code) var(--font-code)',
    fontVariantLigatures: 'none',
    fontVariantNumeric: 'normal',
  },
  '.cm-content': { paddingBlock: '0.5rem', caretColor: 'var(--ink)' },
  '.cm-cursor, .cm-dropCursor': { borderInlineStart: '2px solid var(--ink)' },
  '.cm-gutters': { border: '0', background: 'none', color: 'var(--text3)', fontSize: '0.8125rem' },
  '.cm-lineNumbers .cm-gutterElement': { minWidth: '2.25rem', paddingInlineEnd: '0.2rem' },
  '.cm-activeLine': { background: 'none' },
  '&.cm-focused .cm-activeLine': { background: 'color-mix(in oklab, var(--well) 65%, transparent)' },
  '.cm-activeLineGutter': { background: 'none', color: 'var(--ink)', fontWeight: '600' },
  '.cm-selectionBackground': selected,
  '&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground': selected,
  '&.cm-focused .cm-matchingBracket': { outline: '1px solid var(--edge)', background: 'none' },
  '&.cm-focused .cm-nonmatchingBracket': { background: 'none', textDecoration: 'underline 2px' },

  // What is wrong is underlined in ink, waved; a warning is dotted. The list below the editor says it in words.
  '.cm-lintRange': {
    paddingBottom: '0',
    background: 'none !important',
    textDecoration: 'underline wavy var(--ink) 1px',
    textUnderlineOffset: '0.25em',
  },
  '.cm-lintRange-warning, .cm-lintRange-info': { textDecorationStyle: 'dotted' },
  '.cm-gutter-lint': { width: '0.9rem' },
  '.cm-gutter-lint .cm-gutterElement': { padding: '0' },
  '.cm-lint-marker': {
    width: '0.5rem',
    height: '0.5rem',
    margin: 'calc((var(--lh-code) - 0.5rem) / 2) auto 0',
    border: '1.5px solid var(--ink)',
    content: '""',
  },
  '.cm-lint-marker-error': { background: 'var(--ink)', content: '""' },
  '.cm-lintPoint::after': { borderBottomColor: 'var(--ink) !important' },

  '.cm-tooltip': {
    border: '1px solid var(--edge)',
    borderRadius: 'var(--r2)',
    background: 'var(--paper)',
    color: 'var(--ink)',
    boxShadow: 'var(--lift)',
    font: '400 var(--t-xs) / 1.45 var(--font-ui)',
  },
  '.cm-tooltip.cm-tooltip-autocomplete > ul': { maxHeight: '15rem', fontFamily: 'var(--font-code)' },
  '.cm-tooltip.cm-tooltip-autocomplete > ul > li': { padding: '0.25rem 0.6rem', lineHeight: '1.4' },
  '.cm-tooltip.cm-tooltip-autocomplete > ul > li[aria-selected]': { background: 'var(--ink)', color: 'var(--paper)' },
  '.cm-completionMatchedText': { fontWeight: '700', textDecoration: 'none' },
  '.cm-tooltip.cm-completionInfo': { maxWidth: '26rem', padding: '0' },
  '.cm-diagnostic': {
    maxWidth: '30rem',
    padding: '0.4rem 0.7rem',
    borderInlineStart: '3px solid var(--ink) !important',
    whiteSpace: 'pre-wrap',
  },
  '.cm-panels': { background: 'var(--paper)', color: 'var(--ink)', borderTop: '1px solid var(--edge)' },
});
