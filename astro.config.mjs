import starlight from '@astrojs/starlight';
import { defineConfig } from 'astro/config';

export default defineConfig({
  site: 'https://why-sigkill.example',
  trailingSlash: 'always',
  cacheDir: '.cache/astro',
  vite: { cacheDir: '.cache/vite' },
  integrations: [
    starlight({
      title: { en: 'Why SIGKILL?', 'zh-CN': '为什么是 SIGKILL？' },
      defaultLocale: 'root',
      locales: {
        root: { label: 'English', lang: 'en' },
        'zh-cn': { label: '简体中文', lang: 'zh-CN' },
      },
      expressiveCode: false,
      markdown: { processedDirs: ['./content/docs/'] },
    }),
  ],
});
