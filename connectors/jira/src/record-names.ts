import { recordNamed } from '@airdrop-connectors/core';

/** People are referred to from everywhere, also from fields declared before the record type itself. */
export const usersTarget = recordNamed('users');
