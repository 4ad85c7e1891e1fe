// Random tests draw the same cases in every run, so that a failure is the change's and not the day's. Others: RANDOM_SEED=… npm test
import fc from 'fast-check';

fc.configureGlobal({ seed: Number(process.env['RANDOM_SEED'] ?? 20_221_002) });
