import packageFields from '../../package.json' with { type: 'json' }

/** limbeck's own version, for the journal and for scripts. */
export const limbeckVersion: string = packageFields.version
