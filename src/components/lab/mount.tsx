/**
 * Puts the lab into a page.
 * @module
 */
import { render } from 'preact';
import { Lab, type LabProps } from './Lab.tsx';

export function mountLab(place: HTMLElement, props: LabProps): void {
  place.replaceChildren();
  render(<Lab {...props} />, place);
}
