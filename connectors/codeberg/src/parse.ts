import { recordReader } from '@airdrop-connectors/core';

/** One raw record in its validated form. @throws RecordError naming the field, so that only this record is lost */
export const parse = recordReader('Codeberg');
