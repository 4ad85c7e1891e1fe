/** The id of the function whose page an address is, as `/zh-cn/symbols/exit_notify/`; undefined for other addresses. */
export function functionId(link: HTMLAnchorElement): string | undefined {
  const [, id] = /^(?:\/zh-cn)?\/symbols\/([^/]+)\/$/.exec(link.pathname) ?? [];
  return id && decodeURIComponent(id);
}
