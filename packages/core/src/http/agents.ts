import http from 'node:http';
import https from 'node:https';
import { lookupPublic } from './private-addresses.js';

const sockets = { keepAlive: true, maxSockets: 64, maxFreeSockets: 16 };
const agents = { http: new http.Agent(sockets), https: new https.Agent(sockets) };
/** Apart from the others, so that the address of every connection they keep has been looked at. */
const publicAgents = {
  http: new http.Agent({ ...sockets, lookup: lookupPublic }),
  https: new https.Agent({ ...sockets, lookup: lookupPublic }),
};

/** Who keeps the connections to an origin. */
export function agentFor({ protocol }: URL, mustBePublic: boolean): http.Agent {
  const { http: plain, https: secure } = mustBePublic ? publicAgents : agents;
  return protocol === 'https:' ? secure : plain;
}
