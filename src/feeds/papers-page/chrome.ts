/** The first words of every papers page; they also mark where one saved page follows another in the same file. */
const INVITATION = /^get trending papers in your email inbox(?: once a day)?!?$/;

const INVITATION_TEXT = 'get trending papers in your email inbox once a day!';

/** What a page prints besides papers: buttons, navigation, footers. Compared in lower case. */
const PHRASES = new Set(
  `new|subscribe|daily papers|trending papers|daily|weekly|monthly|by|ak|by ak|byak|and the research community|by ak and the research community|
byak and the research community|submitted by|upvote|upvoted|log in|login|sign up|sign in|models|datasets|spaces|buckets|community|docs|documentation|
enterprise|pricing|papers|hugging face|daily papers - hugging face|trending papers - hugging face|search papers|search|previous|next|load more|show more|view more|
system theme|company|tos|terms|privacy|about|careers|website|brand assets|light|dark|arxiv page|arxiv|pdf|view pdf|
view arxiv page|project page|github|add to collection|share|skip to content|menu|home|main|solutions|posts|learn|blog|forum|jobs|settings|
collections|organizations|languages|join|discussion|comments|view all|see all|today|yesterday|all|hot|recent|top|trending|sort|filter|
get started|follow|following|read more|open in app|copy link|cite|pages|references|hide|visible links:|hidden links:|markdown content:|tasks|inference|huggingchat|-|–|—|*|[|]|[]|[-]|[ ]|[-] -|›|‹|«|»|<|>|…|...`
    .split('|')
    .map((phrase) => phrase.trim()),
);

const CARD_PHRASES = new Set(
  'by|upvote|upvoted|arxiv page|arxiv|pdf|view pdf|view arxiv page|project page|github|read more|share|-|–|—|*|[|]|[]|[ ]|…|...'.split(
    '|',
  ),
);

const LONGEST_CHROME = 70;
const COPYRIGHT = /^(?:©|copyright\b)/;
const BYLINE = /^(?:(?:daily papers )?by ?)?.{0,20}\band the research community$/;
const PAGE_NAME = /^(?:daily|trending) papers(?: - hugging face)?$/;
/** The site's name as its logo is written out, and the title of the browser's tab. */
const SITE_NAME =
  /^(?:title: ?)?"?(?:(?:(?:daily|trending) )?papers? ?[-–—|·] ?)?\[?hugging ?fac(?:e|\])(?:'s logo)?(?: hugging face)?"?$/;
/** What is left of a date where a page was cut. */
const REST_OF_DATE = /^\d{1,2}, (?:19|20)\d\d(?: \d{1,4})?$/;
/** What tools that save pages write before them. */
const PREAMBLE =
  /^(?:url source|published time|source|url|saved(?: on| from)?|date|created|title: ?"?.*hugging face"?$)(?:: |$)/;
/** Lines drawn between parts of a page, and the fences some tools put around them. */
const RULE = /^(?:[=_~*-]{3,}|(?:[*_-] ){2,}[*_-]|:{3,}.*)$/;
const LOGIN_WORDS =
  /^(?:(?:confirm |your |forgot (?:your )?)?password\??|username(?: or e-?mail(?: address)?)?|e-?mail(?: address)?|single sign-on.{0,40}|don.t have an account.{0,20}|remember me|keep me signed in)$/;

/** The words that some line of a page around its papers begins with. */
const FIRST_WORDS = new Set(
  `${[...PHRASES].join('|')}|copyright|title|daily|trending|paper|papers|hugging|url|published|source|saved|date|created|get|submitted|upvotes|
confirm|your|forgot|password|username|e|email|single|don|remember|keep`
    .split('|')
    .map((phrase) => /^[a-z]*/.exec(phrase.trim())?.[0] ?? ''),
);
/** How such lines end, whatever they begin with. */
const LAST_WORDS = ['research community', 'day!'];

/** Whether the line (trimmed) begins or ends as one around the papers may; all others are told here, at little cost. */
export function mayBeChrome(text: string): boolean {
  if (!isAsciiLetter(text.charCodeAt(0))) return true;
  let end = 1;
  while (isAsciiLetter(text.charCodeAt(end))) end++;
  return FIRST_WORDS.has(text.slice(0, end).toLowerCase()) || LAST_WORDS.some((words) => text.endsWith(words));
}

/** Whether the UTF-16 unit is one of a to z or A to Z. */
export function isAsciiLetter(code: number): boolean {
  return (code | 32) >= 97 && (code | 32) <= 122;
}

/** Whether the line (trimmed, lower case) is the invitation that opens every papers page, or what a cut has left of it. */
function isInvitation(lower: string): boolean {
  return INVITATION.test(lower) || (lower.length > 3 && INVITATION_TEXT.endsWith(lower));
}

/** Whether the line (trimmed, lower case) has words that only a papers page has. */
export function isPageWords(lower: string): boolean {
  return (isInvitation(lower) && lower.length > 20) || BYLINE.test(lower) || PAGE_NAME.test(lower);
}

/** Whether the line (trimmed, lower case) belongs to the page around the papers. */
export function isChrome(lower: string): boolean {
  if (lower.length > LONGEST_CHROME) return false;
  return (
    PHRASES.has(lower) ||
    isInvitation(lower) ||
    COPYRIGHT.test(lower) ||
    BYLINE.test(lower) ||
    SITE_NAME.test(lower) ||
    isPreamble(lower) ||
    RULE.test(lower) ||
    REST_OF_DATE.test(lower) ||
    (PHRASES.has(/^[^ |·•,/]*/.exec(lower)?.[0] ?? '') && lower.split(/[ |·•,/]+/).every((word) => PHRASES.has(word)))
  );
}

/** Whether the line (trimmed, lower case) is one that tools write before a page, of its address or the day of saving. */
export function isPreamble(lower: string): boolean {
  return PREAMBLE.test(lower);
}

/** Whether such a line may stand inside a paper's card, below its title. */
export function isInsideCard(lower: string): boolean {
  return CARD_PHRASES.has(lower) || RULE.test(lower);
}

/** Whether the line (trimmed, lower case) is one that only a login form prints. */
export function isLoginForm(lower: string): boolean {
  return LOGIN_WORDS.test(lower);
}

const GLUED =
  /^(?:new(?=Get trending)|Get trending papers in your email inbox once a day!|Get trending papers in your email inbox!|Subscribe|(?:Daily|Trending) Papers(?=by|\p{Lu})|by ?AK ?and the research community|by ?AK and the research community|(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) \d{1,2}(?:, \d{4})?(?=\p{Lu}))/u;

/** Takes what a dense page glues before its first title (`Subscribe`, …) off a line; the rest, or the line as it was. */
export function ungluePageHead(line: string): string {
  let rest = line;
  for (let m = GLUED.exec(rest); m !== null && m[0].length < rest.length; m = GLUED.exec(rest))
    rest = rest.slice(m[0].length);
  return rest;
}
