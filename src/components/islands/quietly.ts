/** Whether focus is being moved by script, so that nothing opens for it. */
let quiet = false;

/** Moves focus without the effects it has when a reader moves it. */
export function quietly(act: () => void): void {
  quiet = true;
  try {
    act();
  } finally {
    quiet = false;
  }
}

export const isQuiet = (): boolean => quiet;
