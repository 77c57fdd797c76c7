/**
 * What a changelog says about one version: the text below its heading `## <version>`, up to the next one.
 * @returns undefined when it does not know the version
 */
export function changesOf(changelog: string, version: string): string | undefined {
  const sections = changelog.split(/^## /m).slice(1);
  const section = sections.find((text) => text.split('\n', 1)[0]?.trim() === version);
  return section?.slice(section.indexOf('\n') + 1).trim();
}
