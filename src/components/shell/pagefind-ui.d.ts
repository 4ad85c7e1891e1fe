/** The part of Pagefind's interface that this site uses; the package has no types of its own. */
declare module '@pagefind/default-ui' {
  export class PagefindUI {
    constructor(options: {
      element: HTMLElement;
      baseUrl: string;
      bundlePath: string;
      showImages: boolean;
      showSubResults: boolean;
      resetStyles: boolean;
      translations: Record<string, string>;
    });
  }
}
