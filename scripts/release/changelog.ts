/** The text below "## Unreleased", or below "## VERSION ..."; undefined when there is no such heading. */
export function entriesOf(changelog: string, version?: string): string | undefined {
  const heading = version === undefined ? 'Unreleased' : version.replaceAll('.', '\\.');
  const found = new RegExp(`^## ${heading}(?: - .*)?\\n([\\s\\S]*?)(?=^## |(?![\\s\\S]))`, 'm').exec(
    changelog,
  );
  return found?.[1]?.trim();
}

/**
 * Gives what is unreleased a version and a day (keepachangelog.com).
 * @throws when there is nothing to release, or the version is there already
 */
export function released(changelog: string, version: string, day: string): string {
  if (!entriesOf(changelog)) throw new Error('CHANGELOG.md has nothing under "## Unreleased"');
  if (entriesOf(changelog, version) !== undefined) throw new Error(`CHANGELOG.md has ${version} already`);
  return changelog.replace(/^## Unreleased$/m, `## Unreleased\n\n## ${version} - ${day}`);
}

/**
 * The version after `old`: "patch", "minor" or "major" by semver.org, or the version itself.
 * @throws for anything else
 */
export function nextVersion(old: string, wanted: string): string {
  if (/^\d+\.\d+\.\d+$/.test(wanted)) return wanted;
  const [major = 0, minor = 0, patch = 0] = old.split('.').map(Number);
  if (wanted === 'major') return `${major + 1}.0.0`;
  if (wanted === 'minor') return `${major}.${minor + 1}.0`;
  if (wanted === 'patch') return `${major}.${minor}.${patch + 1}`;
  throw new Error(`"${wanted}" is none of patch, minor, major, 1.2.3`);
}
