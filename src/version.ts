declare const BTAPI_VERSION: string | undefined;

/** The version in package.json, written in by the build. */
export const version: string = typeof BTAPI_VERSION === 'string' ? BTAPI_VERSION : '0.0.0-source';
