/**
 * A digest of the analyser's own files, part of the cache's key: results of another analyser are stale. A test holds it
 * to the files, and UPDATE_GOLDEN=1 writes it. It cannot be computed when needed, for a built site runs from a bundle.
 */
export const ANALYSER_VERSION = '246b6ad4bc81a9bb';
