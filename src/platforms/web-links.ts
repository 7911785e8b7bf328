const URL_LIKE = /https?:\/\/[\x21-\x7e]*[^\s.,:;!?'")\]}>\x80-\u{10ffff}]/gu;
const UNSAFE_IN_URL = /[<>"\\`|^{}[\]]/;

/** Escapes a text around its addresses of the web, of which `show` makes links; those it makes nothing of are escaped as well. */
export function escapeAround(
  text: string,
  escape: (text: string) => string,
  show: (url: string) => string | undefined,
): string {
  let at = 0;
  let escaped = '';
  for (const { 0: url, index } of text.matchAll(URL_LIKE)) {
    const shown = UNSAFE_IN_URL.test(url) ? undefined : show(url);
    if (shown === undefined) continue;
    escaped += escape(text.slice(at, index)) + shown;
    at = index + url.length;
  }
  return escaped + escape(text.slice(at));
}
