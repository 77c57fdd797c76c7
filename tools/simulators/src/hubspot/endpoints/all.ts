import type { Endpoint } from '../http/endpoint.js';
import { associationWriteEndpoints } from './association-writes.js';
import { associationEndpoints } from './associations.js';
import { configurationEndpoints } from './configuration.js';
import { conversationEndpoints } from './conversations.js';
import { fileEndpoints } from './files.js';
import { knowledgeEndpoints } from './knowledge.js';
import { objectWriteEndpoints } from './object-writes.js';
import { objectEndpoints } from './objects.js';
import { peopleEndpoints } from './people.js';
import { schemaEndpoints } from './schemas.js';

export const hubspotEndpoints: readonly Endpoint[] = [
  ...configurationEndpoints,
  ...schemaEndpoints,
  ...peopleEndpoints,
  ...objectEndpoints,
  ...objectWriteEndpoints,
  ...associationEndpoints,
  ...associationWriteEndpoints,
  ...conversationEndpoints,
  ...fileEndpoints,
  ...knowledgeEndpoints,
];
