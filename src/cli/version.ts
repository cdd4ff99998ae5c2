import packageFields from '../../package.json' with { type: 'json' }

/** limbeck's own version, as in its package.json. */
export const version: string = packageFields.version
