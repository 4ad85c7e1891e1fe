/** Whether an address's hash names a moment of the player of a scenario. It is decoded elsewhere, when the player is there. */
export const isPlayerHash = (hash: string, scenario: string | undefined): boolean =>
  /^#play:/.test(hash) && new RegExp(`[:&]s=${scenario ?? ''}(&|$)`).test(hash);
