// Each kind of page of the Chinese edition in a real browser.
import { holdEdition } from './pages.ts';

holdEdition('/zh-cn');
