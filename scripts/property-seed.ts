// The property tests try the same cases on every run, so that a failing run speaks of the change and not of its luck.
// PROPERTY_SEED gives others.
import fc from 'fast-check';

fc.configureGlobal({ seed: Number(process.env['PROPERTY_SEED'] ?? 1) });
