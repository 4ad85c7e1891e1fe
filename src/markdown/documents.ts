import { resolveReference } from '../site/references.ts';
import { kernelLinks } from './kernel-links.ts';

/** The plugin as the site's documents use it: those under `content/docs/zh-cn/` are the Chinese edition's. */
export const linkKernelReferences = kernelLinks(resolveReference, (fileURL) =>
  fileURL?.pathname.includes('/docs/zh-cn/') ? 'zh-cn' : 'en',
);
