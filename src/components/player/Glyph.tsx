/** A sign from the page's sprite (Glyphs.astro), in HTML or inside a picture. A word beside it says the same. */
import type { GlyphName } from '@/components/glyphs.ts';

export const Glyph = ({ name, class: extra }: { name: GlyphName; class?: string }) => (
  <svg class={extra ? `g ${extra}` : 'g'} aria-hidden="true">
    <use href={`#g-${name}`} />
  </svg>
);
