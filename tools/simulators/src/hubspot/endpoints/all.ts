import type { Endpoint } from '../http/endpoint.js';
import { associationEndpoints } from './associations.js';
import { configurationEndpoints } from './configuration.js';
import { conversationEndpoints } from './conversations.js';
import { fileEndpoints } from './files.js';
import { knowledgeEndpoints } from './knowledge.js';
import { objectEndpoints } from './objects.js';
import { peopleEndpoints } from './people.js';

export const hubspotEndpoints: readonly Endpoint[] = [
  ...configurationEndpoints,
  ...peopleEndpoints,
  ...objectEndpoints,
  ...associationEndpoints,
  ...conversationEndpoints,
  ...fileEndpoints,
  ...knowledgeEndpoints,
];
