import stringWidth from 'string-width';
import { describe, expect, test } from 'vitest';
import { layout, neutralise, toPart, type Line } from '../../../src/platforms/console/layout.ts';

function rows(line: Line, width = 40): readonly string[] {
  return layout(toPart([line]), { width, colour: false }).split('\n');
}

function widest(shown: readonly string[]): number {
  return Math.max(...shown.map((row) => stringWidth(row)));
}

const WORDS = 'word '.repeat(60).trim();

describe('measure', () => {
  test('rows fill the width and no more, between 40 and 120 columns', () => {
    const line = { spans: [{ text: 'a '.repeat(300) }] };
    expect([39, 40, 41, 120, 121].map((width) => widest(rows(line, width)))).toEqual([39, 39, 41, 119, 119]);
    expect(rows({ spans: [{ text: 'x'.repeat(41) }] }, 39)[0]).toHaveLength(40);
    expect(rows({ spans: [{ text: 'x'.repeat(130) }] }, 500)[0]).toHaveLength(120);
  });

  test('a marker hangs, an indent stands before every row', () => {
    expect(rows({ indent: 2, marker: '• ', spans: [{ text: WORDS }] }).slice(0, 2)).toEqual([
      '  • word word word word word word word',
      '    word word word word word word word',
    ]);
  });

  test('a word of 300 letters is broken at the edge and loses no letter', () => {
    const shown = rows({ indent: 2, spans: [{ text: 'x'.repeat(300) }] });
    expect(widest(shown)).toBe(40);
    expect(shown.map((row) => row.trim()).join('')).toBe('x'.repeat(300));
  });

  test('a whole line is never broken, whatever its length', () => {
    const url = `https://example.org/${'x'.repeat(200)}`;
    expect(rows({ indent: 2, spans: [{ text: url }], fit: 'whole' })).toEqual([`  ${url}`]);
  });

  test('unbroken text moves to the next row in one piece', () => {
    const spans = [
      { text: 'Somebody with a rather long name ·' },
      { text: ' ' },
      { text: 'Jul 14, 2025', unbroken: true as const },
    ];
    expect(rows({ spans })).toEqual(['Somebody with a rather long name ·', 'Jul 14, 2025']);
  });

  test('a rule fills the last row, and is left out where nothing is left', () => {
    expect(rows({ spans: [{ text: 'Topic' }], fit: 'rule' })).toEqual([`Topic ${'─'.repeat(34)}`]);
    expect(rows({ spans: [{ text: 'x'.repeat(38) }], fit: 'rule' })).toEqual([`${'x'.repeat(38)} ─`]);
    expect(rows({ spans: [{ text: 'x'.repeat(39) }], fit: 'rule' })).toEqual(['x'.repeat(39)]);
  });

  test('Chinese characters and emoji take two columns', () => {
    const chinese = rows({ spans: [{ text: '深度学习'.repeat(20) }] });
    expect(chinese.map((row) => stringWidth(row))).toEqual([40, 40, 40, 40]);
    expect(rows({ spans: [{ text: `x${'深'.repeat(20)}` }] })).toEqual([`x${'深'.repeat(19)}`, '深']);
    expect(rows({ spans: [{ text: '👩‍👩‍👧'.repeat(21) }] })).toEqual(['👩‍👩‍👧'.repeat(20), '👩‍👩‍👧']);
  });

  test('100 kB of text are laid out whole', () => {
    const text = 'sparse features, dense claims. '.repeat(3_300).trim();
    const shown = rows({ indent: 2, spans: [{ text }] });
    expect(widest(shown)).toBeLessThanOrEqual(40);
    expect(shown.map((row) => row.trim()).join(' ')).toBe(text);
  });
});

describe('safety', () => {
  const HOSTILE = [
    '\x1b[2J',
    '\x1b]0;owned\x07',
    '\x9b31m',
    '\r',
    '\b\b\b',
    '\x00',
    '\u202e',
    '\u2066',
    '\u200f',
    '\ud800',
    '\u{e0041}',
  ];

  test('nothing a terminal obeys is left, in any part of a line', () => {
    for (const evil of HOSTILE) {
      const line = { marker: `${evil}•`, spans: [{ text: `a${evil}b` }] };
      for (const fit of ['rule', 'whole'] as const) {
        expect(layout(toPart([{ ...line, fit }]), { width: 40, colour: false })).not.toMatch(
          /[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800\u{e0041}]/u,
        );
      }
    }
  });

  test('what stays of an escape is its visible letters', () => {
    expect(neutralise('Clear\x1b[2J all')).toBe('Clear[2J all');
  });

  test('white space of any kind is one blank, joined emoji and accents stay whole', () => {
    expect(neutralise('a\r\n\tb\u00a0\u2029\x85 c')).toBe('a b c');
    expect(neutralise('👩‍👩‍👧 ❤️ e\u0301 עברית')).toBe('👩‍👩‍👧 ❤️ e\u0301 עברית');
  });

  test('what is no part is refused', () => {
    expect(() => layout('[{"spans":[{"text":"x","style":"blink"}]}]', { width: 40, colour: false })).toThrow('style');
    expect(() => layout('hello', { width: 40, colour: false })).toThrow('JSON');
  });
});

describe('colour', () => {
  test('styles become terminal codes, closed and opened again around each break', () => {
    const part = toPart([{ spans: [{ text: `${'x'.repeat(40)} y`, style: 'dim' }] }]);
    expect(layout(part, { width: 40, colour: true })).toBe(`\x1b[2m${'x'.repeat(40)}\x1b[22m\n\x1b[2my\x1b[22m`);
  });

  test('colour changes no break', () => {
    const part = toPart([{ spans: [{ text: WORDS, style: 'strong' }], fit: 'rule' }]);
    const coloured = layout(part, { width: 50, colour: true });
    expect(coloured.replace(/\x1b\[\d+m/g, '')).toBe(layout(part, { width: 50, colour: false }));
  });
});
