/**
 * `<why-exercise>`: what the build has drawn stands in it and can be read. When it comes near the screen, what works is fetched and takes its
 * place; if that fails, what stands there goes on standing, with a message.
 */

/** So far from the screen the exercise is fetched, in px. */
const NEAR = 500;

class WhyExercise extends HTMLElement {
  #near: IntersectionObserver | undefined;

  connectedCallback(): void {
    this.#near = new IntersectionObserver(
      (entries) => {
        if (entries.some((entry) => entry.isIntersecting)) void this.#open();
      },
      { rootMargin: `${NEAR}px 0px` },
    );
    this.#near.observe(this);
  }

  disconnectedCallback(): void {
    this.#near?.disconnect();
  }

  async #open(): Promise<void> {
    this.#near?.disconnect();
    const message = this.querySelector<HTMLElement>('.ex-failed');
    if (message) message.hidden = true;
    try {
      const { mountExercise } = await import('../exercise/mount.tsx');
      await mountExercise(this);
      this.dataset['live'] = '';
    } catch (error) {
      console.warn('why-exercise:', error);
      if (!message) return;
      message.hidden = false;
      message.querySelector('button')?.addEventListener('click', () => void this.#open(), { once: true });
    }
  }
}

customElements.define('why-exercise', WhyExercise);
