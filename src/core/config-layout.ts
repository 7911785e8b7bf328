import { isCollection, isScalar, type Node, type ScalarTag, type Tags } from 'yaml';

type Tag = Exclude<Tags[number], string>;

/**
 * The tags of a YAML document of this text that write a value as it stood in the text: the library would break long lines
 * anew and set the spaces inside brackets as it likes. Nodes whose `range` was taken away are written anew.
 */
export function tagsOfText(text: string): (tags: Tags) => Tags {
  return (tags) => tags.map((tag) => (typeof tag === 'string' ? tag : keepText(tag, text)));
}

function keepText(tag: Tag, text: string): Tag {
  const { stringify } = tag;
  const write: NonNullable<ScalarTag['stringify']> = (node: Node, context, onComment, onChompKeep) => {
    const source = sourceOf(node, text, context.indent);
    if (source === undefined) {
      if (isScalar(node) && stringify !== undefined) return stringify(node, context, onComment, onChompKeep);
      return isCollection(node) ? node.toString(context, onComment, onChompKeep) : node.toString();
    }
    // The comment behind a > or | stands in what was copied.
    if (/^[>|]/.test(source)) onComment?.();
    return source;
  };
  return Object.assign({}, tag, { stringify: write });
}

/** What stood in the text for a value; nothing for lists and maps over several lines of their own, and what is new. */
function sourceOf(node: Node, text: string, indent: string): string | undefined {
  if (!node.range || (isCollection(node) && node.flow !== true)) return undefined;
  const [first = '', ...lines] = text.slice(node.range[0], node.range[1]).trimEnd().split('\n');
  // Trailing blank lines or leading spaces that belong to the value are left to the library.
  if (/^[>|].*[+\d]/.test(first)) return undefined;
  const depths = lines.filter((line) => line.trim() !== '').map((line) => line.search(/\S/));
  const depth = Math.min(...depths);
  return [first, ...lines.map((line) => (line.trim() === '' ? '' : indent + line.slice(depth)))].join('\n');
}
