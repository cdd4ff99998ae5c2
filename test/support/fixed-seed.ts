import * as fc from 'fast-check'

// The same cases in every run: what fails here fails everywhere. `LIMBECK_SEED=$RANDOM npm test` tries others.
fc.configureGlobal({ seed: Number(process.env['LIMBECK_SEED'] ?? 1) })
