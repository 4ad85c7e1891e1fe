// Each kind of page of the English edition in a real browser.
import { holdEdition } from './pages.ts';

holdEdition('');
