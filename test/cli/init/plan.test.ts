import { expect, test } from 'vitest';
import { describeWritings, findOverridden, planConfig, planDotEnv } from '../../../src/cli/init/plan.ts';

test('what stands in .env already, or is to be emptied and is not there, is no change', () => {
  expect(planDotEnv({ path: '.env', text: 'A=1\n' }, { A: '1', B: '' })).toBeUndefined();
  expect(planDotEnv({ path: '.env', text: 'A=1\n' }, { A: '1', B: '2' })).toEqual({
    path: '.env',
    text: 'A=1\nB=2\n',
    before: 'A=1\n',
    changes: ['sets B'],
  });
});

test('a configuration of which nothing changes is not written, and a new one begins with the one that was shipped', () => {
  const shipped = '# shipped\naccess: everyone\n';
  expect(planConfig({ path: 'c.yaml' }, shipped, { channels: [] })).toBeUndefined();
  expect(planConfig({ path: 'c.yaml' }, shipped, { topics: [{ name: 'Owls', query: 'owl' }] })).toEqual({
    path: 'c.yaml',
    text: `${shipped}topics:\n  - name: Owls\n    query: owl\n`,
    changes: ['topics: Owls'],
  });
});

test('shows each file with what changes in it, and never a value', () => {
  const dotEnv = planDotEnv({ path: '.env', text: 'B=old\nC=3\n' }, { A: 'secret', B: 'hidden', C: '' });
  if (dotEnv === undefined) throw new Error('nothing to write');
  const config = { path: 'c.yaml', text: '', changes: ['topics: Owls'] };
  expect(describeWritings([dotEnv, config])).toBe(
    '.env\n  sets A\n  replaces B\n  empties C\n\nc.yaml (new)\n  topics: Owls',
  );
});

test('names what is set outside of .env, which goes first', () => {
  const env = { A: 'shell', B: 'file', C: ' ' };
  expect(findOverridden('B=file\n', { A: '1', B: '2', C: '3', D: '4' }, env)).toEqual(['A']);
});
