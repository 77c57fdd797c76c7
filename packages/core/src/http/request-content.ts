import type { HttpRequest } from './http-request.js';
import { exactly, type MultipartBody, multipartBody } from './multipart.js';

/** What a request sends, of known length; undefined when it sends nothing. */
export async function requestContent({ body, upload }: HttpRequest): Promise<MultipartBody | undefined> {
  if (upload) {
    const { bytes, contentType, form, open } = upload;
    const content = await open();
    if (!form) return { body: exactly(content, bytes), bytes, contentType };
    const { name, fileName, fields = {} } = form;
    return multipartBody(Object.entries(fields), { content, bytes, contentType, name, fileName });
  }
  if (body === undefined) return undefined;
  const json = Buffer.from(JSON.stringify(body));
  return { body: json, bytes: json.length, contentType: 'application/json' };
}
