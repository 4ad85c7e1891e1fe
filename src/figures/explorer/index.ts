/**
 * The pure half of the interactive call graph: what is shown, how the keys walk through it, which part of it is in view. The drawing itself
 * is laid out by `figures/graph`, in a Worker; `components/explorer/` puts it on the page.
 */
export {
  AT_ONCE,
  begin,
  collapse,
  type ExplorerState,
  expand,
  isOpen,
  pin,
  rebase,
  type Side,
  shown,
} from './state.ts';
export {
  LEGIBLE,
  openView,
  type Part,
  panBy,
  reveal,
  type Size,
  showAll,
  type View,
  within,
  ZOOMS,
  zoomBy,
} from './view.ts';
export { type Step, walk, wayThrough } from './walk.ts';
