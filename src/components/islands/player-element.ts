/**
 * `<why-player>`: what the build has drawn stands in it and can be read. When it comes near the screen the player is fetched and takes its
 * place; if that fails, what stands there goes on standing, with a message.
 */
import { isPlayerHash } from './player-hash.ts';

/** So far from the screen the player is fetched, in px. */
const NEAR = 600;

class WhyPlayer extends HTMLElement {
  #near: IntersectionObserver | undefined;

  connectedCallback(): void {
    // A link to a moment of this player leads to it.
    if (isPlayerHash(location.hash, this.dataset['scenario'])) {
      this.scrollIntoView();
      void this.#open();
      return;
    }
    this.#near = new IntersectionObserver(
      (entries) => {
        if (entries.some((entry) => entry.isIntersecting)) void this.#open();
      },
      { rootMargin: `${NEAR}px 0px` },
    );
    this.#near.observe(this);
    addEventListener('hashchange', this.#linked);
  }

  /** A link to a moment of this player, followed before it was there. */
  #linked = (): void => {
    if (!isPlayerHash(location.hash, this.dataset['scenario'])) return;
    this.scrollIntoView();
    void this.#open();
  };

  disconnectedCallback(): void {
    this.#near?.disconnect();
    removeEventListener('hashchange', this.#linked);
  }

  async #open(): Promise<void> {
    this.#near?.disconnect();
    removeEventListener('hashchange', this.#linked);
    const message = this.querySelector<HTMLElement>('.p-failed');
    if (message) message.hidden = true;
    try {
      const { openPlayer } = await import('../player/open.ts');
      await openPlayer(this);
    } catch (error) {
      console.warn('why-player:', error);
      if (!message) return;
      message.hidden = false;
      message.closest('.player')?.classList.add('failed');
      message.querySelector('button')?.addEventListener('click', () => void this.#open(), { once: true });
    }
  }
}

customElements.define('why-player', WhyPlayer);
