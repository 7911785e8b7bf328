import type { Check } from '../../platforms/check.ts';
import type { TokenGuide } from '../../platforms/guide.ts';
import type { Desk, GuidedPlatform, Variables } from './desk.ts';
import type { Questions } from './questions.ts';

/** What was settled of a platform. */
export interface GivenTokens {
  /** To be set. */
  readonly variables: Variables;
  readonly invitations: readonly string[];
}

/** Asks for the tokens of a platform, each checked at once. */
export async function askTokens(desk: Desk, platform: GuidedPlatform): Promise<GivenTokens> {
  const { name, guide } = platform;
  desk.questions.show(`${name}: how to get ${guide.tokens.length === 1 ? 'its token' : 'its tokens'}`, guide.steps);
  const variables: Record<string, string> = {};
  const invitations: string[] = [];
  for (const token of guide.tokens) {
    const { value, findings } = await askToken(
      { questions: desk.questions, env: { ...desk.env, ...variables } },
      platform,
      token,
    );
    if (value !== undefined) variables[token.variable] = value;
    invitations.push(
      ...findings.filter(({ check, ok }) => ok && check === guide.invite).map(({ message }) => capitalize(message)),
    );
  }
  return { variables, invitations };
}

interface GivenToken {
  /** Absent where the one that is set already stays. */
  readonly value?: string;
  readonly findings: readonly Check[];
}

async function askToken(desk: Desk, platform: GuidedPlatform, token: TokenGuide): Promise<GivenToken> {
  const { questions, env } = desk;
  const set = env[token.variable]?.trim();
  if (set) {
    const { findings } = await inspect(desk, platform, token, set);
    if (await wantsToKeep(questions, token)) return { findings };
  }
  for (;;) {
    const value = await questions.askSecret(`${token.label} (${token.variable})`);
    const { findings, isGood } = await inspect(desk, platform, token, value);
    if (isGood || (await wantsItAnyway(questions))) return { value, findings };
  }
}

async function wantsToKeep(questions: Questions, { variable }: TokenGuide): Promise<boolean> {
  const next = await questions.choose(`${variable} is set already.`, [
    { value: 'keep', label: 'Keep it' },
    { value: 'replace', label: 'Replace it' },
  ]);
  return next === 'keep';
}

async function wantsItAnyway(questions: Questions): Promise<boolean> {
  const next = await questions.choose('What now?', [
    { value: 'again', label: 'Paste it again' },
    { value: 'keep', label: 'Keep it anyway' },
  ]);
  return next === 'keep';
}

/** Asks the platform, and tells what it says. */
async function inspect(
  { questions, env }: Desk,
  platform: GuidedPlatform,
  { variable, checks }: TokenGuide,
  value: string,
): Promise<{ findings: readonly Check[]; isGood: boolean }> {
  const context = { env: { ...env, [variable]: value }, channels: [] };
  const findings = await questions.wait(`Asking ${platform.name} about ${variable} …`, async () => {
    return (await platform.check?.(context)) ?? [];
  });
  return { findings, isGood: tellFindings(questions, findings, checks) };
}

/** Tells what these checks have found, or why there was nothing to find; whether all is well. */
export function tellFindings(questions: Questions, findings: readonly Check[], checks: readonly string[]): boolean {
  const own = findings.filter(({ check }) => checks.includes(check));
  const bad = (own.length > 0 ? own : findings).filter(({ ok }) => !ok);
  for (const { message } of own.filter(({ ok }) => ok)) questions.tell(capitalize(message));
  for (const { message, fix } of bad) questions.warn([capitalize(message), fix ?? []].flat().join('\n'));
  return bad.length === 0;
}

/** A sentence that begins with an id stays as it is. */
function capitalize(text: string): string {
  return text.replace(/^[a-z](?=[a-z]* )/, (letter) => letter.toUpperCase());
}
