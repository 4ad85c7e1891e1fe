import { useEffect, useState } from 'preact/hooks';
import type { ChainsWords } from './words/types.ts';

interface Props {
  label: string;
  /** What is copied; asked for when it is. */
  text(): string | Promise<string>;
  words: ChainsWords;
  class?: string;
}

/** Copies a text, and says for a moment that it has. */
export function CopyButton({ label, text, words, class: kind = 'plain' }: Props) {
  const [say, setSay] = useState<string>();
  useEffect(() => {
    if (say === undefined) return;
    const timer = setTimeout(() => setSay(undefined), 2000);
    return () => clearTimeout(timer);
  }, [say]);
  async function copy(): Promise<void> {
    try {
      await navigator.clipboard.writeText(await text());
      setSay(words.copied);
    } catch {
      setSay(words.copyFailed);
    }
  }
  return (
    <>
      <button type="button" class={kind} onClick={copy}>
        {say ?? label}
      </button>
      <span class="sr-only" role="status">
        {say}
      </span>
    </>
  );
}
