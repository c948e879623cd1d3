declare module 'postject' {
  /** Puts `data` into an ELF, PE or Mach-O file as a resource, and flips the fuse that tells Node to look for it. */
  export function inject(
    file: string,
    resource: string,
    data: Buffer,
    options?: { machoSegmentName?: string; overwrite?: boolean; sentinelFuse?: string },
  ): Promise<void>;
}
