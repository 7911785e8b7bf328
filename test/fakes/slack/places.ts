import { createId } from './ids.ts';
import { openDirect } from './keep.ts';
import type { Scene } from './payloads.ts';
import type { World } from './world.ts';

/** Where people are. */
export interface Places {
  /** Another workspace. */
  addTeam(): string;
  /** A channel with one person, and the bot where it is a member. */
  addChannel(options?: {
    isPrivate?: boolean;
    isGroup?: boolean;
    isMember?: boolean;
    isArchived?: boolean;
    team?: string;
    user?: string;
  }): Scene;
  /** The direct messages of a person with the bot. */
  addDirect(user?: string): Scene;
  /** A person, who is in no channel yet. */
  addUser(options?: { name?: string; isAdmin?: boolean; isOwner?: boolean; team?: string }): string;
}

/** Adds to a world. */
export function placesIn(world: World): Places {
  const addUser: Places['addUser'] = ({ name = '', isAdmin = false, isOwner = false, team = world.team } = {}) => {
    const id = createId('U');
    world.users.set(id, { id, team, name, isAdmin, isOwner });
    return id;
  };
  return {
    addUser,
    addTeam() {
      const team = createId('T');
      world.teams.add(team);
      return team;
    },
    addChannel({
      isPrivate = false,
      isGroup = false,
      isMember = true,
      isArchived = false,
      team = world.team,
      user = addUser({ team }),
    } = {}) {
      const id = createId('C');
      const members = new Set([user, ...(isMember ? [world.botUser] : [])]);
      const creator = addUser({ team });
      world.channels.set(id, {
        id,
        team,
        name: `papers-${id.toLowerCase()}`,
        isPrivate,
        isGroup,
        creator,
        members,
        isArchived,
      });
      return { channel: id, user, team };
    },
    addDirect(user = addUser()) {
      const { id, team } = openDirect(world, user);
      return { channel: id, user, team };
    },
  };
}
