const codes: Readonly<Record<string, string>> = {
  ENOENT: 'no such file',
  EISDIR: 'it is a folder',
  EACCES: 'no permission to read it',
  ENOTDIR: 'no such file',
};

/** Why a file could not be opened, in a few words. */
export function fileTrouble(error: unknown): string {
  const code = (error as { code?: unknown } | null)?.code;
  if (typeof code === 'string') return codes[code] ?? code;
  return error instanceof Error ? error.message : String(error);
}
