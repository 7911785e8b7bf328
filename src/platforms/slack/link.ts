/** What "Copy link" gives: the name of the workspace, not its id. A link to a message names its channel. */
const ARCHIVE = /^(?:https?:\/\/)?[\w.-]+\.slack\.com\/archives\/([CDG][A-Z\d]+)(?:[/?#]|$)/;

/** What stands in the address bar of a browser. */
const CLIENT = /^(?:https?:\/\/)?app\.slack\.com\/client\/(T[A-Z\d]+)\/([CDG][A-Z\d]+)(?:[/?#]|$)/;

const ID = /^slack:[A-Z\d]+:[A-Z\d]+$/;

/** The channel that a link to it names, as people copy it in Slack; in the workspace given where the link does not tell. */
export function readLink(text: string, team: string): string | undefined {
  const link = text.trim();
  if (ID.test(link)) return link;
  const [, workspace, opened] = CLIENT.exec(link) ?? [];
  if (workspace !== undefined && opened !== undefined) return `slack:${workspace}:${opened}`;
  const [, copied] = ARCHIVE.exec(link) ?? [];
  return copied === undefined ? undefined : `slack:${team}:${copied}`;
}
