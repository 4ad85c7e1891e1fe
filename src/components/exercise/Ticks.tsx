/** A sentence in which names of programs and calls stand between backquotes. */
export const Ticks = ({ text }: { text: string }) => (
  <>{text.split('`').map((part, i) => (i % 2 === 1 ? <code key={i}>{part}</code> : part))}</>
);

/** The same without the backquotes. */
export const plainTicks = (text: string): string => text.replaceAll('`', '');
