/** Credentials among the headers of a client; the password inside Basic authorization is one by itself. */
export function secretsIn(headers: Readonly<Record<string, string>>): string[] {
  return Object.entries(headers)
    .filter(([name]) => /authorization|token|key|cookie/i.test(name))
    .flatMap(([, value]) => {
      const credential = value.replace(/^(Basic|Bearer)\s+/i, '');
      if (!/^Basic\s/i.test(value)) return [credential];
      const [, password] = /:(.+)$/s.exec(Buffer.from(credential, 'base64').toString('utf8')) ?? [];
      return password === undefined ? [credential] : [credential, password];
    });
}
